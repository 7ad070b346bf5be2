//! `kill -9` at any moment, and start again: nobody is lost, nobody is sent twice without the mark, counters equal rows.
//!
//! The carriers live in this process, count what they accept, and keep receipts for the engine's next life. The engine
//! is a process of its own. It is killed when the carriers have seen so much more, so that kills fall into the work.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use hongyan_carrier::dice::Share;
use hongyan_carrier::{Carriers, Config};
use hongyan_delivery::{Engine, EngineConfig};
use hongyan_domain::{BusinessType, MessageState, Msisdn, ResendMark, SystemClock, TaskNo, TaskState};
use hongyan_store::task::{self, TaskDraft};
use hongyan_store::{Db, OpenOptions, engine_in, receipt, task_event};
use hongyan_tests::books::{Books, counters_equal_rows};
use hongyan_tests::haste::Haste;
use hongyan_tests::patience::{seed, until};
use hongyan_tests::stage::{Stage, Trouble, calm_carriers, notice, numbers, spec};
use hongyan_tests::victim::{Orders, Victim};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

const ENGINE: &str = env!("CARGO_BIN_EXE_crash_engine");
/// How long anything may take before the test gives up.
const LIMIT: Duration = Duration::from_secs(60);

/// When the next kill falls.
#[derive(Clone, Copy, Debug)]
enum Moment {
    /// As soon as the store is taken: in the middle of opening and tidying up.
    Opening,
    /// As soon as the lines are attached.
    Ready,
    /// When the carriers have accepted so many more.
    Accepted(u64),
    /// When the carriers know of so many more receipts that they are stored.
    Receipts(u64),
}

impl Moment {
    /// A moment of the next life, when `left` people wait and `kills` kills are to come: early enough that all of them
    /// find work under way.
    fn choose(rng: &mut ChaCha8Rng, kill: usize, kills: usize, left: usize) -> Self {
        let share = u64::try_from(2 * left / (kills - kill + 1)).unwrap_or(0).max(1);
        match kill {
            _ if left < kills => Self::Ready,
            0..3 => Self::Accepted(rng.random_range(1..=share.min(60))), // while people are still being expanded
            _ if kill % 8 == 5 => Self::Opening,
            _ if kill % 8 == 7 => Self::Ready,
            _ if kill % 4 == 2 => Self::Receipts(rng.random_range(1..=share)),
            _ => Self::Accepted(rng.random_range(1..=share)),
        }
    }

    /// Lets the engine live until then.
    async fn reached(self, victim: &mut Victim, folder: &Path, carriers: &Carriers) -> Result<(), Trouble> {
        let before = seen(carriers);
        match self {
            Self::Opening => {
                let id = victim.id();
                let taken = async || Ok((engine_in(folder) == Some(Some(id))).then_some(()));
                return until("the store is taken", LIMIT, taken).await;
            }
            Self::Ready | Self::Accepted(_) | Self::Receipts(_) => victim.ready().await?,
        }
        let done = async || {
            let now = seen(carriers);
            let done = match self {
                Self::Opening | Self::Ready => true,
                Self::Accepted(more) => now.accepted >= before.accepted + more,
                Self::Receipts(more) => now.receipts >= before.receipts + more,
            };
            Ok(done.then_some(()))
        };
        until(&format!("{self:?} since {before:?}"), LIMIT, done).await
    }
}

/// What the carriers have counted.
#[derive(Clone, Copy, Debug)]
struct Seen {
    accepted: u64,
    receipts: u64,
}

fn seen(carriers: &Carriers) -> Seen {
    let counters: Vec<_> = carriers.gateways().iter().map(|gateway| gateway.counters()).collect();
    Seen {
        accepted: counters.iter().map(|counters| counters.accepted).sum(),
        receipts: counters.iter().map(|counters| counters.receipts_taken).sum(),
    }
}

/// Which kinds of work were cut short.
#[derive(Default, Debug)]
struct Cut {
    expansion: usize,
    claims: usize,
    receipts: usize,
    early: usize,
}

/// One campaign whose engine dies again and again.
struct Campaign {
    folder: tempfile::TempDir,
    carriers: Carriers,
    orders: Orders,
    people: Vec<Msisdn>,
    task: TaskNo,
    rng: ChaCha8Rng,
    cut: Cut,
}

impl Campaign {
    /// Makes the list, the channels and the task in a store that nobody works on yet, and starts the task.
    async fn prepare(
        config: &Config,
        people: Vec<Msisdn>,
        clock: Haste,
        draft: impl FnOnce(TaskDraft) -> TaskDraft,
    ) -> Result<Self, Trouble> {
        let seed = seed()?;
        let folder = tempfile::tempdir()?;
        let carriers = Carriers::start(config, seed, Arc::new(SystemClock)).await?;
        let specs = carriers.gateways().iter().map(|gateway| (gateway.carrier, spec(gateway, 16, 1)));
        let engine = EngineConfig::shipped(seed);
        let stage = Stage::set_by(folder.path(), specs.collect(), engine.clone(), Arc::new(clock)).await?;
        let group = stage.group("everybody", &people, "{}").await?;
        let task = stage.engine.create(draft(notice(group, "您的包裹已到网点。")), 4).await?;
        stage.end().await;
        let db = Db::open_in_folder(folder.path()).await?;
        Engine::idle(db.clone(), Arc::new(clock), engine).start_task(task).await?;
        db.close().await;
        let orders = Orders::new(folder.path(), seed, clock, &carriers);
        let rng = ChaCha8Rng::seed_from_u64(seed);
        Ok(Self { folder, carriers, orders, people, task, rng, cut: Cut::default() })
    }

    /// Starts and kills the engine so many times; after each kill the store must be whole.
    async fn torment(&mut self, kills: usize) -> Result<(), Trouble> {
        let mut left = self.people.len();
        for kill in 0..kills {
            let moment = Moment::choose(&mut self.rng, kill, kills, left);
            let mut victim = Victim::start(Path::new(ENGINE), &self.orders)?;
            moment.reached(&mut victim, self.folder.path(), &self.carriers).await?;
            victim.kill()?;
            left = self.autopsy(kill, moment).await?;
        }
        Ok(())
    }

    /// What is on the disk after a kill. Answers how many people wait to be sent to.
    async fn autopsy(&mut self, kill: usize, moment: Moment) -> Result<usize, Trouble> {
        let db = self.look().await?;
        let books = Books::open(&db, self.task, &self.carriers).await?;
        counters_equal_rows(&db, self.task).await?;
        for number in &self.people {
            let (copies, row) = (books.accepted(*number), books.rows.get(number));
            let recorded = row.map_or(0, |row| row.tries);
            assert!(copies <= recorded, "{copies} copies left for {number:?}, recorded was {row:?}");
        }
        let expanded = task::find(&mut *db.read().await?, self.task).await?.expanded;
        let mut parked = 0;
        for channel in hongyan_store::channel::list(&mut *db.read().await?, false).await? {
            parked += receipt::parked(&mut *db.read().await?, channel.no).await?;
        }
        let count = |state| books.count(state);
        let [queued, claimed, submitted, delivered, in_doubt] = [
            MessageState::Queued,
            MessageState::Claimed,
            MessageState::Submitted,
            MessageState::Delivered,
            MessageState::InDoubt,
        ]
        .map(count);
        println!(
            "kill {kill:2} at {moment:?}: expanded {} of {}, queued {queued}, claimed {claimed}, \
             submitted {submitted}, delivered {delivered}, in doubt {in_doubt}, early receipts {parked}, accepted {}",
            books.rows.len(),
            self.people.len(),
            books.reached(),
        );
        self.cut.expansion += usize::from(!expanded);
        self.cut.claims += usize::from(claimed > 0);
        self.cut.receipts += usize::from(submitted > 0);
        self.cut.early += usize::from(parked > 0);
        db.close().await;
        Ok(queued + self.people.len() - books.rows.len())
    }

    /// The last life: it goes on until `done` is content with the books.
    async fn finish(&self, done: impl Fn(TaskState, &Books) -> bool) -> Result<Books, Trouble> {
        let mut victim = Victim::start(Path::new(ENGINE), &self.orders)?;
        victim.ready().await?;
        let db = self.look().await?;
        let ended = async || {
            let state = task::find(&mut *db.read().await?, self.task).await?.state;
            let books = Books::open(&db, self.task, &self.carriers).await?;
            Ok(done(state, &books).then_some(books))
        };
        let waited = until("the end of the campaign", LIMIT, ended).await;
        if waited.is_err() {
            let books = Books::open(&db, self.task, &self.carriers).await?;
            for state in MessageState::ALL {
                println!("at the end {state}: {}, reached {}", books.count(state), books.reached());
            }
        }
        waited?;
        db.close().await;
        victim.end().await?;
        let db = self.look().await?;
        counters_equal_rows(&db, self.task).await?;
        let books = Books::open(&db, self.task, &self.carriers).await?;
        let events = task_event::of(&mut *db.read().await?, self.task).await?;
        let recovered = events.iter().filter(|event| event.kind == "recovered");
        let told: usize = recovered.filter_map(|event| event.detail.parse::<usize>().ok()).sum();
        let crashed = books.rows.values().filter(|row| row.code == "CRASH").count();
        assert!(told >= crashed, "{crashed} messages fell in doubt by crashes, the timeline tells of {told}");
        db.close().await;
        Ok(books)
    }

    /// The store, beside whoever works on it.
    async fn look(&self) -> Result<Db, Trouble> {
        Ok(Db::open(OpenOptions::new(self.folder.path()).beside(true)).await?)
    }
}

/// Carriers that take their time, so that kills fall between SUBMIT and answer, and between answer and receipt.
fn carriers(receipt_ms: [u32; 2]) -> Result<Config, Trouble> {
    let mut config = calm_carriers()?;
    for carrier in &mut config.carriers {
        carrier.answer.delay_ms = [0, 10];
        carrier.receipt.delay_ms = receipt_ms;
        carrier.receipt.early = Share::new(0.1).ok_or("a share")?;
        carrier.receipt.duplicate = Share::new(0.05).ok_or("a share")?;
    }
    Ok(config)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_campaign_survives_kill_after_kill() -> Result<(), Trouble> {
    const KILLS: usize = 24;
    let mut campaign =
        Campaign::prepare(&carriers([0, 400])?, numbers(20_000), Haste::from_now(1), |draft| draft).await?;
    campaign.torment(KILLS).await?;
    println!("cut short: {:?}", campaign.cut);
    assert!(
        campaign.cut.expansion > 0 && campaign.cut.claims > 5 && campaign.cut.receipts > 5,
        "{:?}",
        campaign.cut
    );

    // Everybody whom a carrier has accepted gets a receipt, and that settles every doubt about them.
    let books = campaign
        .finish(|state, books| {
            state == TaskState::Done && books.count(MessageState::Delivered) == books.reached()
        })
        .await?;
    assert_eq!(books.faults(&campaign.people), Vec::<String>::new());
    for (number, row) in &books.rows {
        let copies = books.accepted(*number);
        assert!(copies <= 1, "a notice is never sent again by itself: {copies} copies, {row:?}");
        assert_eq!(row.mark, ResendMark::None, "{row:?}");
        let expected = if copies == 1 { MessageState::Delivered } else { MessageState::InDoubt };
        assert_eq!(row.state, expected, "{copies} copies: {row:?}");
        let explained = matches!(row.code.as_str(), "CRASH" | "LINE_CUT");
        assert!(row.state != MessageState::InDoubt || explained, "{row:?}");
    }
    println!("delivered {}, in doubt {}", books.reached(), books.count(MessageState::InDoubt));
    campaign.carriers.stop().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_in_doubt_is_sent_once_more_and_marked() -> Result<(), Trouble> {
    const KILLS: usize = 6;
    // Receipts come after the policy has lost its patience: 30 s on a clock that runs 20 times as fast.
    let clock = Haste::from_now(20);
    let mut campaign =
        Campaign::prepare(&carriers([6_000, 8_000])?, numbers(4_000), clock, |draft| TaskDraft {
            business: BusinessType::Verification,
            template: "您的验证码是358112。".to_owned(),
            validity_ms: 3_600_000,
            ..draft
        })
        .await?;
    campaign.torment(KILLS).await?;
    println!("cut short: {:?}", campaign.cut);

    let settled = |books: &Books| {
        let in_doubt = |row: &&hongyan_store::message::Message| row.state == MessageState::InDoubt;
        books.rows.values().filter(in_doubt).all(|row| row.mark == ResendMark::Policy)
            && books.rows.values().all(|row| row.state.is_terminal())
            && books.count(MessageState::Delivered) == books.reached()
    };
    let books = campaign.finish(|_, books| settled(books)).await?;
    assert_eq!(books.faults(&campaign.people), Vec::<String>::new());
    let (mut marked, mut doubled) = (0, 0);
    for (number, row) in &books.rows {
        let copies = books.accepted(*number);
        assert!(copies <= 2 && (copies < 2 || row.mark == ResendMark::Policy), "{copies} copies: {row:?}");
        assert!(row.mark != ResendMark::Policy || row.tries >= 2, "{row:?}");
        marked += usize::from(row.mark == ResendMark::Policy);
        doubled += usize::from(copies == 2);
    }
    println!("marked {marked}, of them twice at the carrier {doubled}");
    assert!(marked > 0, "no kill left a message in doubt");
    campaign.carriers.stop().await;
    Ok(())
}
