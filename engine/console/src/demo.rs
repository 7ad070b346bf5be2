//! The whole job in one call, on simulated carriers: a list with real mistakes, import, check, sending, receipts,
//! replies, report. Needs nothing but two folders.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use hongyan_carrier::people::{HEADERS, People};
use hongyan_domain::{Exclusion, TaskNo};
use hongyan_insight::Language;
use hongyan_store::inbound;
use rust_xlsxwriter::{Workbook, XlsxError};
use serde::Serialize;
use tokio_util::sync::CancellationToken;

use crate::carrier::{GatewayCounts, GatewayView, SimulatedCarriers};
use crate::channel::{ChannelForm, CmppForm};
use crate::contact::{ImportProgress, ImportReport, ImportRequest, ListLayout};
use crate::error::{ConsoleError, ErrorCode};
use crate::open::{Console, ConsoleOptions, Role};
use crate::report::ReportRequest;
use crate::task::{RecipientsSpec, TaskCheck, TaskSpec, TaskView};
use crate::{ListWording, TaskFigures};

/// How long a receipt is awaited in the demonstration, beside a millisecond for every five people (a busy machine takes
/// them that late): real carriers get 72 h, but these ones report within three seconds.
const RECEIPT_WAIT: Duration = Duration::from_secs(6);
/// How long its messages are valid, beside a millisecond for every three people: retries that would take longer end as
/// failures instead of keeping the person waiting.
const VALIDITY: Duration = Duration::from_secs(20);
/// Replies are over when none came for so long.
const REPLIES_PAUSE: Duration = Duration::from_millis(2_500);
/// Replies are not awaited longer than this.
const REPLIES_MAX: Duration = Duration::from_secs(15);
/// How often replies are looked at.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// Rows of a made-up list: what fits one sheet, its header excepted.
pub const PEOPLE_MAX: u32 = 1_048_575;
/// What a row of a list takes in a file at least.
const LIST_ROW_OCTETS: u64 = 20;
/// Connections to each simulated carrier.
const CONNECTIONS: u16 = 4;
/// Unanswered messages per connection.
const WINDOW: u16 = 16;

/// What differs from the built-in settings of the carriers: nobody's last digits steer, and answers come soon.
const SETTINGS: &str = "steering = false\n[ledger]\nkeep = false\nentries = 2000000\n";

/// The words of the demonstration, in the person's language.
#[derive(Clone)]
pub struct DemoWords {
    /// The group's name.
    pub group: String,
    /// The task's name.
    pub task: String,
    /// The signature.
    pub signature: String,
    /// The text for the made-up list, with its columns as variables.
    pub text: String,
    /// The text for a list that somebody brings.
    pub plain_text: String,
    /// Names of the channels by carrier code.
    pub channels: BTreeMap<&'static str, String>,
    /// The words of list files.
    pub list: Arc<dyn ListWording>,
    /// The language of the report.
    pub language: Language,
}

/// What to demonstrate.
#[derive(Clone)]
pub struct DemoRequest {
    /// Where files go; made when it is not there.
    pub out: PathBuf,
    /// How to open the data folder, which must not have a store yet.
    pub store: ConsoleOptions,
    /// Rows of the made-up list.
    pub people: u32,
    /// A list of one's own instead.
    pub contacts: Option<PathBuf>,
    /// Chance starts from this.
    pub seed: u64,
    /// The words.
    pub words: DemoWords,
}

/// How far the demonstration has come.
#[derive(Clone, Debug)]
pub enum DemoStep {
    /// Simulated carriers listen.
    CarriersUp(Vec<GatewayView>),
    /// A list was made up.
    ListMade {
        /// The file.
        path: PathBuf,
        /// Its rows.
        rows: u32,
    },
    /// The list is being read.
    Importing(ImportProgress),
    /// The list is in.
    Imported(Box<ImportReport>),
    /// The check is done.
    Checked(Box<TaskCheck>),
    /// Messages are under way.
    Sending(Box<TaskView>),
    /// Every message has ended; replies may still come.
    Replies {
        /// Replies so far.
        replies: u64,
    },
    /// The report is being written.
    Reporting,
}

/// What came of it. `submitted` is `delivered`, all of `failed`, `no_receipt` and `in_doubt`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct DemoResult {
    /// Everybody who stands in the list.
    pub people: u64,
    /// Those who got nothing, by reason.
    pub excluded: BTreeMap<&'static str, u64>,
    /// Messages to send, one a person.
    pub messages: u64,
    /// Segments billed.
    pub segments: u64,
    /// What carriers took, refused or may have taken.
    pub submitted: u64,
    /// On the phone.
    pub delivered: u64,
    /// Failed, by class.
    pub failed: BTreeMap<&'static str, u64>,
    /// Without a receipt in time.
    pub no_receipt: u64,
    /// Known to nobody.
    pub in_doubt: u64,
    /// Replies.
    pub replies: u64,
    /// Of these, opt-outs.
    pub opt_outs: u64,
    /// Cost in yuan, at the simulated prices.
    pub cost: String,
    /// From the start of the task until its last message had ended, in milliseconds.
    pub duration_ms: u64,
    /// From the start of the task until 99 of 100 messages were submitted, in milliseconds.
    pub sending_ms: u64,
    /// How many were submitted per second until then.
    pub messages_per_second: u64,
    /// How long receipts were awaited, in seconds: 72 h with real carriers.
    pub receipt_wait_seconds: u64,
    /// Chance started from this: the same seed gives the same list and fates.
    pub seed: u64,
    /// The data folder.
    pub data: String,
    /// The list.
    pub contacts: String,
    /// The list with corrected numbers and reasons.
    pub repaired: String,
    /// What the simulated carriers counted.
    pub carriers: Vec<GatewayCounts>,
    /// The report.
    pub report: String,
}

/// Runs the demonstration.
///
/// # Errors
/// [`ErrorCode::DemoFolder`] when the data folder has a store already; else whatever did not work. What was made until
/// then is left for a look.
pub async fn run(
    request: DemoRequest,
    progress: impl FnMut(DemoStep) + Send + Sync + 'static,
) -> Result<DemoResult, ConsoleError> {
    let out = &request.out;
    let not_writable = |path: &Path, error: &dyn std::fmt::Display| {
        ConsoleError::new(ErrorCode::OutputNotWritable, format!("{}: {error}", path.display()))
            .with("path", path.display())
    };
    std::fs::create_dir_all(out).map_err(|error| not_writable(out, &error))?;
    let data = request.store.folder().to_owned();
    if data.join(hongyan_store::DATABASE_FILE).exists() {
        return Err(ConsoleError::new(ErrorCode::DemoFolder, format!("{} holds a store", data.display()))
            .with("path", data.display()));
    }
    let progress = Arc::new(std::sync::Mutex::new(progress));
    let tell = {
        let progress = Arc::clone(&progress);
        move |step: DemoStep| {
            let mut progress = progress.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            (*progress)(step);
        }
    };

    let carriers = SimulatedCarriers::start(&settings(), request.seed).await?;
    tell(DemoStep::CarriersUp(carriers.gateways()));
    let (contacts, made) = match &request.contacts {
        Some(path) => (path.clone(), false),
        None => {
            let path = out.join("contacts.xlsx");
            let (seed, people, target) = (request.seed, request.people.min(PEOPLE_MAX), path.clone());
            let written = tokio::task::spawn_blocking(move || write_people(&target, seed, people)).await;
            let rows = match written {
                Ok(Ok(rows)) => rows,
                Ok(Err(error)) => return Err(not_writable(&path, &error)),
                Err(error) => return Err(ConsoleError::new(ErrorCode::Internal, error)),
            };
            tell(DemoStep::ListMade { path: path.clone(), rows });
            (path, true)
        }
    };
    let expected = match &request.contacts {
        Some(path) => std::fs::metadata(path).map_or(0, |about| about.len()) / LIST_ROW_OCTETS,
        None => u64::from(request.people),
    };
    let wait = RECEIPT_WAIT + Duration::from_millis(expected / 5);
    let options = request.store.clone().role(Role::Engine).seed(request.seed).receipt_wait(wait);
    let console = Console::open(options).await?;
    let job =
        Job { console: &console, carriers: &carriers, request: &request, contacts: &contacts, made, wait };
    let result = job.run(tell).await;
    console.close().await;
    carriers.stop().await;
    result
}

struct Job<'a> {
    console: &'a Console,
    carriers: &'a SimulatedCarriers,
    request: &'a DemoRequest,
    contacts: &'a Path,
    made: bool,
    wait: Duration,
}

impl Job<'_> {
    async fn run(
        &self,
        tell: impl Fn(DemoStep) + Send + Sync + Clone + 'static,
    ) -> Result<DemoResult, ConsoleError> {
        let (console, words, out) = (self.console, &self.request.words, &self.request.out);
        for gateway in self.carriers.gateways() {
            let secret = gateway.secret.clone();
            console.add_channel(&channel_form(&gateway, words), secret).await?;
        }
        let repaired = out.join("contacts-repaired.xlsx");
        let import = ImportRequest {
            file: self.contacts.to_owned(),
            group: words.group.clone(),
            layout: ListLayout::default(),
            repaired: Some(repaired.clone()),
            failures: None,
            dry_run: false,
            wording: Arc::clone(&words.list),
        };
        let importing = tell.clone();
        let imported = console
            .import(import, move |now| importing(DemoStep::Importing(now)), CancellationToken::new())
            .await?;
        let (left_out, people) = left_out(&imported);
        tell(DemoStep::Imported(Box::new(imported)));

        let spec = TaskSpec {
            name: words.task.clone(),
            business: "notice".to_owned(),
            signature: words.signature.clone(),
            text: if self.made { words.text.clone() } else { words.plain_text.clone() },
            recipients: RecipientsSpec { group: Some(words.group.clone()), ..RecipientsSpec::default() },
            ..TaskSpec::default()
        };
        let validity = VALIDITY + Duration::from_millis(people / 3);
        let checked = console.create_task_valid_for(&spec, validity).await?;
        let wanted = checked.messages;
        let task = TaskNo(checked.task.as_deref().and_then(|no| no.parse().ok()).unwrap_or(0));
        tell(DemoStep::Checked(Box::new(checked)));

        let began = console.now();
        console.start_task(task).await?;
        let (mut sent, sending) = (None, tell.clone());
        console
            .follow_task(task, None, |view| {
                // The last ones wait for their next try, which says nothing about speed.
                if sent.is_none() && view.figures.submitted * 100 >= wanted * 99 {
                    sent = Some((view.figures.submitted, console.now()));
                }
                sending(DemoStep::Sending(Box::new(view.clone())));
            })
            .await?;
        let over_at = console.now();
        self.await_replies(task, &tell).await?;

        tell(DemoStep::Reporting);
        let request = ReportRequest {
            task,
            path: out.join("report.xlsx"),
            language: words.language,
            masked: false,
            with_text: false,
        };
        let report = console.report(request, |_, _| ControlFlow::Continue(())).await?;
        let last = console.task(task).await?;
        let millis = |span: Duration| u64::try_from(span.as_millis()).unwrap_or(u64::MAX);
        let (count, sent_at) = sent.unwrap_or((last.figures.submitted, over_at));
        let speed = Speed {
            sending_ms: millis(sent_at.since(began)).max(1),
            duration_ms: millis(over_at.since(began)),
            count,
        };
        Ok(self.result(&last, left_out, speed, &repaired, report.report))
    }

    fn result(
        &self,
        task: &TaskView,
        left_out: BTreeMap<&'static str, u64>,
        speed: Speed,
        repaired: &Path,
        report: String,
    ) -> DemoResult {
        let figures: &TaskFigures = &task.figures;
        let mut excluded = left_out;
        for (reason, count) in &figures.excluded {
            *excluded.entry(reason).or_default() += count;
        }
        let messages = figures.people - figures.excluded_in_all();
        DemoResult {
            people: messages + excluded.values().sum::<u64>(),
            excluded,
            messages,
            segments: figures.segments,
            submitted: figures.submitted,
            delivered: figures.delivered,
            failed: figures.failed.clone(),
            no_receipt: figures.no_receipt,
            in_doubt: figures.in_doubt,
            replies: task.replies,
            opt_outs: task.opt_outs,
            cost: figures.cost.clone(),
            duration_ms: speed.duration_ms,
            sending_ms: speed.sending_ms,
            messages_per_second: speed.count.saturating_mul(1_000) / speed.sending_ms,
            receipt_wait_seconds: self.wait.as_secs(),
            seed: self.request.seed,
            data: self.console.folder().display().to_string(),
            contacts: self.contacts.display().to_string(),
            repaired: repaired.display().to_string(),
            carriers: self.carriers.counts(),
            report,
        }
    }

    /// Waits until no more replies come.
    async fn await_replies(
        &self,
        task: TaskNo,
        tell: &(impl Fn(DemoStep) + Sync),
    ) -> Result<(), ConsoleError> {
        let console = self.console;
        let began = console.now();
        let (mut seen, mut since) = (0, began);
        loop {
            let replies = inbound::count(&mut *console.db.read().await?, task).await?;
            tell(DemoStep::Replies { replies });
            let now = console.now();
            if replies != seen {
                (seen, since) = (replies, now);
            }
            if now.since(since) >= REPLIES_PAUSE || now.since(began) >= REPLIES_MAX {
                return Ok(());
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }
}

/// How long it took, and how many were submitted within `sending_ms`.
struct Speed {
    sending_ms: u64,
    duration_ms: u64,
    count: u64,
}

/// Everybody who stands in a list, and those who gave no number.
fn left_out(imported: &ImportReport) -> (BTreeMap<&'static str, u64>, u64) {
    let left_out: BTreeMap<&'static str, u64> = [
        (Exclusion::Duplicate.code(), imported.duplicates),
        (Exclusion::BadNumber.code(), imported.rows_failed),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .collect();
    let people = imported.people + left_out.values().sum::<u64>();
    (left_out, people)
}

/// The settings of all four carriers: receipts and replies within three seconds.
fn settings() -> String {
    let soon = |carrier: &str| {
        format!(
            "[{carrier}.receipt]\ndelay_ms = [50, 900]\nlate_ms = [1000, 2000]\n[{carrier}.reply]\ndelay_ms = [100, 1500]\n"
        )
    };
    let carriers = ["mobile", "unicom", "telecom", "broadnet"].map(soon).concat();
    format!("{SETTINGS}{carriers}")
}

fn channel_form(gateway: &GatewayView, words: &DemoWords) -> ChannelForm {
    let (host, port) = gateway.address.rsplit_once(':').unwrap_or((gateway.address.as_str(), ""));
    ChannelForm {
        name: words.channels.get(gateway.carrier).cloned().unwrap_or_else(|| gateway.carrier.to_owned()),
        sandbox: true,
        carriers: vec![gateway.carrier.to_owned()],
        business_types: Vec::new(),
        price: "0.045".to_owned(),
        rank: 0,
        weight: 1,
        cmpp: CmppForm {
            host: host.to_owned(),
            port: port.parse().unwrap_or(0),
            account: gateway.account.clone(),
            version: gateway.versions.last().copied().unwrap_or("3.0").to_owned(),
            service_code: gateway.service_code.clone(),
            extension_digits: 4,
            window: WINDOW,
            connections: CONNECTIONS,
            ..CmppForm::default()
        },
    }
}

/// Writes a made-up list; answers its rows.
pub(crate) fn write_people(path: &Path, seed: u64, people: u32) -> Result<u32, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    for (col, header) in (0_u16..).zip(HEADERS) {
        sheet.write_string(0, col, header)?;
    }
    let count = usize::try_from(people).unwrap_or(usize::MAX);
    let mut rows = 0;
    for (row, person) in (1_u32..).zip(People::new(seed, count)) {
        for (col, cell) in (0_u16..).zip(&person.cells) {
            if !cell.is_empty() {
                sheet.write_string(row, col, cell)?;
            }
        }
        rows = row;
    }
    workbook.save(path)?;
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_settings_of_the_demonstration_are_settings() {
        assert!(hongyan_carrier::Config::from_toml(&settings()).is_ok());
    }

    #[test]
    fn a_made_up_list_has_its_rows() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("contacts.xlsx");
        assert_eq!(write_people(&path, 7, 50).unwrap(), 50);
        assert!(path.is_file());
    }
}
