//! The check before sending: who, how much, by which way, and everything that is wrong.

use std::collections::BTreeMap;

use hongyan_delivery::Checked;
use hongyan_domain::{BusinessType, Exclusion, TaskNo};
use hongyan_policy::preflight::{Finding, Severity};
use hongyan_policy::why::Line;
use hongyan_store::audience::LOCAL;
use hongyan_store::channel::StoredChannel;
use hongyan_store::task::{Origin, TaskDraft};
use serde::Serialize;
use ts_rs::TS;

use super::spec::TaskSpec;
use super::told::{finding_of, name_of, reason_of, seconds_of};
use super::validate::{self, Valid};
use crate::channel::{settings_of, yuan};
use crate::contact::{ImportReport, number_of};
use crate::error::{ConsoleError, ErrorCode};
use crate::mistake::{Mistake, MistakeCode};
use crate::open::Console;
use crate::recipients::Gathered;
use crate::view::{self, Shown};

/// What to tell beside the figures.
#[derive(Clone, Debug, Default)]
pub struct CheckOptions {
    /// Numbers whose way is to be explained.
    pub routes_of: Vec<String>,
    /// How to show them.
    pub shown: Shown,
}

/// What the check found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TaskCheck {
    /// The task's number, once it was created.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
    /// Everybody who stands in the list, also those who gave no number.
    pub people: u64,
    /// Those who get nothing, by reason.
    pub excluded: BTreeMap<&'static str, u64>,
    /// Messages that will be sent, one a person.
    pub messages: u64,
    /// Segments billed.
    pub segments: u64,
    /// SUBMITs that will be sent.
    pub parts: u64,
    /// What they cost, in yuan.
    pub cost: String,
    /// By carrier.
    pub carriers: Vec<CarrierShare>,
    /// When the first message leaves.
    pub starts_at: String,
    /// Whether nothing stands in the way.
    pub may_start: bool,
    /// What to mend, look at or know.
    pub findings: Vec<CheckFinding>,
    /// A finished text, as the first person of the list gets it.
    pub sample: Option<String>,
    /// Whether it goes by simulated channels.
    pub sandbox: bool,
    /// How long sending takes at the speeds of the accounts and of the task, in seconds; none where there is no limit.
    pub seconds: Option<u64>,
    /// The ways of the numbers that were asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub routes: Vec<Route>,
    /// What reading the list came to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<ImportReport>,
}

/// What goes to one carrier.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct CarrierShare {
    /// `CMCC`, `CUCC`, `CTCC`, `CBN`, `OTHER`.
    #[ts(type = "Carrier")]
    pub carrier: &'static str,
    /// People.
    pub people: u64,
    /// Segments billed.
    pub segments: u64,
    /// Their price in yuan.
    pub cost: String,
    /// By channel.
    pub channels: Vec<ChannelShare>,
}

/// What goes by one channel.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ChannelShare {
    /// Its number.
    pub channel: String,
    /// Its name.
    pub name: String,
    /// People.
    pub people: u64,
}

/// One thing to mend, look at or know.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct CheckFinding {
    /// What, as a code.
    pub code: &'static str,
    /// `block`, `warn` or `note`.
    #[ts(type = "\"block\" | \"warn\" | \"note\"")]
    pub severity: &'static str,
    /// Values for its words.
    #[ts(type = "Record<string, string>")]
    pub params: BTreeMap<&'static str, String>,
}

/// One reason of a decision.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Reason {
    /// What, as a code.
    pub code: &'static str,
    /// Values for its words.
    #[ts(type = "Record<string, string>")]
    pub params: BTreeMap<&'static str, String>,
}

/// The way of one number.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Route {
    /// The number, masked unless asked for.
    pub number: String,
    /// The carrier.
    #[ts(type = "Carrier | null")]
    pub carrier: Option<&'static str>,
    /// The channel's number.
    pub channel: Option<String>,
    /// The channel's name.
    pub channel_name: Option<String>,
    /// Why the person gets nothing.
    #[ts(type = "Exclusion | null")]
    pub excluded: Option<&'static str>,
    /// Why this way.
    pub why: Vec<Reason>,
}

impl Console {
    /// Tells everything about a task without creating anything.
    ///
    /// # Errors
    /// [`ErrorCode::TaskInvalid`] with every mistake.
    pub async fn check_task(
        &self,
        spec: &TaskSpec,
        options: &CheckOptions,
    ) -> Result<TaskCheck, ConsoleError> {
        let (draft, gathered, _) = self.prepare(spec).await?;
        let checked = self.examined(&draft, &gathered, options).await;
        self.let_go(&gathered).await;
        checked
    }

    /// Everything that is wrong with a task, as far as it can be told without reading whole lists. Stores nothing.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn task_mistakes(&self, spec: &TaskSpec) -> Result<Vec<Mistake>, ConsoleError> {
        let channels = self.stored_channels().await?;
        Ok(self.validated(spec, &channels).await?.mistakes)
    }

    /// Makes the same check and then the task, as a draft. Its list is kept with it.
    ///
    /// # Errors
    /// [`ErrorCode::TaskInvalid`] with every mistake; nothing is created then.
    pub async fn create_task(&self, spec: &TaskSpec) -> Result<TaskCheck, ConsoleError> {
        self.create_task_by(spec, LOCAL).await
    }

    /// The same in somebody's name, by their id.
    pub(crate) async fn create_task_by(&self, spec: &TaskSpec, by: &str) -> Result<TaskCheck, ConsoleError> {
        let (draft, gathered, origin) = self.prepare(spec).await?;
        let made = self.create_checked(draft, origin, &gathered, by).await;
        if made.is_err() {
            self.let_go(&gathered).await;
        }
        made
    }

    /// As [`Console::create_task`], with a validity that no task file may ask for.
    pub(crate) async fn create_task_valid_for(
        &self,
        spec: &TaskSpec,
        validity: std::time::Duration,
    ) -> Result<TaskCheck, ConsoleError> {
        let (mut draft, gathered, origin) = self.prepare(spec).await?;
        draft.validity_ms = i64::try_from(validity.as_millis()).unwrap_or(i64::MAX);
        let made = self.create_checked(draft, origin, &gathered, LOCAL).await;
        if made.is_err() {
            self.let_go(&gathered).await;
        }
        made
    }

    async fn create_checked(
        &self,
        draft: TaskDraft,
        origin: Origin,
        gathered: &Gathered,
        by: &str,
    ) -> Result<TaskCheck, ConsoleError> {
        let mut checked = self.examined(&draft, gathered, &CheckOptions::default()).await?;
        if !checked.may_start {
            let blocks = checked.findings.iter().filter(|finding| finding.severity == Severity::Block.code());
            return Err(ConsoleError::mistakes(ErrorCode::TaskInvalid, blocks.map(blocking).collect()));
        }
        let digits = self.extension_digits(&draft).await?;
        let no: TaskNo = self.engine.by(by).create(draft, origin, digits).await?;
        checked.task = Some(no.to_string());
        Ok(checked)
    }

    async fn validated(&self, spec: &TaskSpec, channels: &[StoredChannel]) -> Result<Valid, ConsoleError> {
        let mut valid = validate::validate(spec, channels, self.now());
        valid.mistakes.extend(self.source_mistakes(spec, valid.sandbox, valid.template.as_ref()).await?);
        Ok(valid)
    }

    /// Refuses a task with mistakes; else makes its people ready.
    async fn prepare(&self, spec: &TaskSpec) -> Result<(TaskDraft, Gathered, Origin), ConsoleError> {
        let channels = self.stored_channels().await?;
        let valid = self.validated(spec, &channels).await?;
        let (Some(business), true) = (valid.business, valid.mistakes.is_empty()) else {
            return Err(ConsoleError::mistakes(ErrorCode::TaskInvalid, valid.mistakes));
        };
        if !channels.iter().any(|channel| channel.draft.sandbox == valid.sandbox) {
            let kind = if valid.sandbox { "simulated" } else { "real" };
            return Err(ConsoleError::new(ErrorCode::NoChannel, format!("no {kind} channel is set up")));
        }
        let gathered = self.gather(spec).await?;
        let resend_of = spec.recipients.failed_of.as_ref().and_then(|of| of.task.trim().parse().ok());
        let origin = Origin {
            client_key: spec.client_key.clone(),
            template: valid.source,
            resend_of: resend_of.map(TaskNo),
            ..Origin::default()
        };
        Ok((draft_of(spec, &valid, business, &gathered), gathered, origin))
    }

    async fn examined(
        &self,
        draft: &TaskDraft,
        gathered: &Gathered,
        options: &CheckOptions,
    ) -> Result<TaskCheck, ConsoleError> {
        let channels = self.stored_channels().await?;
        let checked = self.engine.check(draft).await?;
        let mut routes = Vec::new();
        for number in &options.routes_of {
            routes.push(self.route(draft, number, &channels, options.shown).await?);
        }
        Ok(self.view(draft, &checked, gathered, &channels, routes))
    }

    fn view(
        &self,
        draft: &TaskDraft,
        checked: &Checked,
        gathered: &Gathered,
        channels: &[StoredChannel],
        routes: Vec<Route>,
    ) -> TaskCheck {
        let flight = &checked.preflight;
        let mut excluded: BTreeMap<&'static str, u64> = BTreeMap::new();
        let left_out = gathered.left_out.iter().map(|(reason, count)| (*reason, *count));
        for (reason, count) in left_out.chain(flight.excluded.iter().copied()) {
            let reason: Exclusion = reason;
            *excluded.entry(reason.code()).or_default() += count;
        }
        let carriers = flight
            .by_carrier
            .iter()
            .map(|line| CarrierShare {
                carrier: line.carrier.code(),
                people: line.people,
                segments: line.segments_billed,
                cost: yuan(line.cost),
                channels: line
                    .channels
                    .iter()
                    .map(|(no, people)| ChannelShare {
                        channel: no.to_string(),
                        name: name_of(*no, channels),
                        people: *people,
                    })
                    .collect(),
            })
            .collect();
        // Lines are only known to be down where the engine runs; elsewhere they are just not begun.
        let known = |finding: &&Finding| {
            self.runs_engine() || !matches!(finding, Finding::ChannelNotReady { line: Line::Connecting, .. })
        };
        TaskCheck {
            task: None,
            people: flight.people + gathered.left_out.values().sum::<u64>(),
            excluded,
            messages: flight.messages,
            segments: flight.segments_billed,
            parts: flight.parts,
            cost: yuan(flight.cost),
            carriers,
            starts_at: view::time(flight.starts_at),
            may_start: flight.may_start(),
            findings: flight
                .findings
                .iter()
                .filter(known)
                .map(|finding| finding_of(finding, channels))
                .collect(),
            sample: checked.sample.clone(),
            sandbox: draft.sandbox,
            seconds: seconds_of(flight, draft.speed_limit, channels),
            routes,
            list: gathered.import.clone(),
        }
    }

    async fn route(
        &self,
        draft: &TaskDraft,
        number: &str,
        channels: &[StoredChannel],
        shown: Shown,
    ) -> Result<Route, ConsoleError> {
        let number = number_of(number)?;
        let decision = self.engine.explain(draft, number).await?;
        let why = decision.why.iter().map(|why| reason_of(why, channels)).collect();
        let shown = shown.number(number);
        Ok(match decision.choice {
            Ok(routed) => Route {
                number: shown,
                carrier: Some(routed.carrier.code()),
                channel: Some(routed.pick.no.to_string()),
                channel_name: Some(name_of(routed.pick.no, channels)),
                excluded: None,
                why,
            },
            Err(refused) => Route {
                number: shown,
                carrier: refused.carrier.map(|carrier| carrier.code()),
                channel: None,
                channel_name: None,
                excluded: Some(refused.reason.code()),
                why,
            },
        })
    }

    /// Digits that every channel which the task may use can append.
    async fn extension_digits(&self, draft: &TaskDraft) -> Result<u8, ConsoleError> {
        let channels = self.stored_channels().await?;
        let usable = channels.iter().filter(|channel| {
            channel.draft.sandbox == draft.sandbox && draft.channel.is_none_or(|no| no == channel.no)
        });
        let digits = usable
            .filter_map(|channel| settings_of(channel).ok())
            .map(|settings| settings.spec().extension_digits);
        Ok(digits.min().and_then(|digits| u8::try_from(digits).ok()).unwrap_or(0))
    }
}

fn draft_of(spec: &TaskSpec, valid: &Valid, business: BusinessType, gathered: &Gathered) -> TaskDraft {
    let signature = hongyan_content::Signature::new(&spec.signature);
    TaskDraft {
        name: spec.name.trim().to_owned(),
        business,
        signature: signature.map_or_else(|_| spec.signature.clone(), |signature| signature.name().to_owned()),
        template: spec.text.clone(),
        flash: spec.flash,
        group: gathered.group,
        channel: valid.channel,
        speed_limit: spec.speed_per_second,
        start_at: valid.start_at,
        undo_ms: spec.undo_seconds.saturating_mul(1_000),
        validity_ms: spec.validity_hours.map_or(0, |hours| i64::from(hours) * 3_600_000),
        sandbox: valid.sandbox,
    }
}

/// A finding that stands in the way, as a mistake.
fn blocking(finding: &CheckFinding) -> Mistake {
    match finding.code {
        "empty_list" => Mistake::at(MistakeCode::EmptyList, "recipients"),
        "nobody_left" => Mistake::at(MistakeCode::NobodyLeft, "recipients"),
        code => Mistake::at(MistakeCode::Blocked, "").with("finding", code),
    }
}
