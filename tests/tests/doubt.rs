//! Cut and silent lines: what nobody knows is said to be unknown, a late receipt settles it, and no second copy leaves
//! without a mark. The last digits of a number ask for the cut (`assets/carriers.toml`).

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use hongyan_carrier::dice::Share;
use hongyan_carrier::{Carriers, Config};
use hongyan_channels::sms::CmppSpec;
use hongyan_delivery::EngineConfig;
use hongyan_domain::{
    BusinessType, Carrier, MessageState, Msisdn, ResendMark, SystemClock, TaskEvent, TaskNo, TaskState,
};
use hongyan_store::message::Message;
use hongyan_store::{attempt, receipt};
use hongyan_tests::books::Books;
use hongyan_tests::haste::Haste;
use hongyan_tests::patience::{seed, until};
use hongyan_tests::stage::{Stage, Trouble, calm_carriers, notice, numbers, spec};

const LIMIT: Duration = Duration::from_secs(60);

fn number(block: u64, last: u64) -> Msisdn {
    Msisdn::from_digits(block * 100_000_000 + 550_000 + last).expect("an 11-digit number")
}

/// A stage with its carriers.
struct Scene {
    folder: tempfile::TempDir,
    carriers: Carriers,
    stage: Stage,
}

impl Scene {
    async fn set(config: &Config, change: impl Fn(CmppSpec) -> CmppSpec) -> Result<Self, Trouble> {
        let (folder, seed) = (tempfile::tempdir()?, seed()?);
        let carriers = Carriers::start(config, seed, Arc::new(SystemClock)).await?;
        let specs = carriers.gateways().iter().map(|gateway| (gateway.carrier, change(spec(gateway, 16, 1))));
        let stage = Stage::set_at(folder.path(), specs.collect(), EngineConfig::shipped(seed)).await?;
        Ok(Self { folder, carriers, stage })
    }

    async fn start(&self, people: &[Msisdn], template: &str) -> Result<TaskNo, Trouble> {
        let group = self.stage.group(&format!("{:?} and others", people.first()), people, "{}").await?;
        let task = self.stage.engine.create(notice(group, template), 4).await?;
        self.stage.engine.start_task(task).await?;
        Ok(task)
    }

    async fn books(&self, task: TaskNo) -> Result<Books, Trouble> {
        Books::open(&self.stage.db, task, &self.carriers).await
    }

    /// Waits until the only message of a task is in `state`.
    async fn only(&self, task: TaskNo, state: MessageState) -> Result<Message, Trouble> {
        until(&format!("the message is {state}"), LIMIT, async || {
            let books = self.books(task).await?;
            Ok(books.rows.into_values().find(|row| row.state == state))
        })
        .await
    }

    async fn accepted(&self, at_least: u64) -> Result<(), Trouble> {
        until("the carrier accepts", LIMIT, async || {
            let accepted: u64 =
                self.carriers.gateways().iter().map(|gateway| gateway.counters().accepted).sum();
            Ok((accepted >= at_least).then_some(()))
        })
        .await
    }

    fn cut(&self, carrier: Carrier) {
        self.carriers.gateway(carrier).expect("all carriers run").cut_lines();
    }

    async fn end(self) {
        self.stage.end().await;
        self.carriers.stop().await;
        drop(self.folder);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_was_not_taken_stays_in_doubt_until_a_person_decides() -> Result<(), Trouble> {
    let quick = |spec| CmppSpec { response_timeout: Duration::from_secs(1), sends_max: 2, ..spec };
    let scene = Scene::set(&calm_carriers()?, quick).await?;
    // 0040: cut before the answer. 0042: silence, noticed when the answer does not come.
    for last in [40, 42] {
        let person = number(138, last);
        let task = scene.start(&[person], "一条短信。").await?;
        scene.stage.wait(task, TaskState::Done, LIMIT).await?;
        let row = scene.only(task, MessageState::InDoubt).await?;
        assert_eq!((row.mark, row.code.as_str(), row.tries), (ResendMark::None, "LINE_CUT", 1));
        assert_eq!(scene.books(task).await?.accepted(person), 0, "{last:04} is not taken");

        assert_eq!(scene.stage.engine.resend_doubtful(task).await?, 1);
        assert_eq!(
            scene.stage.engine.task(task).await?.state,
            TaskState::Running,
            "it runs again until it has ended"
        );
        scene.stage.wait(task, TaskState::Done, LIMIT).await?;
        let row = scene.only(task, MessageState::Delivered).await?;
        assert_eq!((row.mark, row.tries), (ResendMark::Person, 2));
        assert_eq!(scene.books(task).await?.accepted(person), 1);
        assert_eq!(scene.stage.engine.resend_doubtful(task).await?, 0, "nothing is in doubt any more");
        scene.stage.counters_equal_rows(task).await?;
    }
    scene.end().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_the_line_wrote_again_is_marked() -> Result<(), Trouble> {
    let mut config = calm_carriers()?;
    for carrier in &mut config.carriers {
        carrier.answer.delay_ms = [1_500, 1_500];
    }
    let impatient = |spec| CmppSpec { response_timeout: Duration::from_secs(1), sends_max: 3, ..spec };
    let scene = Scene::set(&config, impatient).await?;
    let task = scene.start(&[number(138, 5_555)], "一条短信。").await?;
    let row = scene.only(task, MessageState::Delivered).await?;
    assert_eq!((row.mark, row.tries), (ResendMark::Policy, 1));
    scene.stage.counters_equal_rows(task).await?;
    scene.end().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_late_receipt_settles_the_doubt_and_nothing_is_sent_again() -> Result<(), Trouble> {
    let scene = Scene::set(&calm_carriers()?, |spec| spec).await?;
    // 0041: taken, but cut before the answer. 0043: cut right after the answer, which may still arrive.
    for last in [41, 43] {
        let person = number(130, last);
        let task = scene.start(&[person], "一条短信。").await?;
        let row = scene.only(task, MessageState::Delivered).await?;
        assert_eq!((row.mark, row.tries), (ResendMark::None, 1));
        scene.stage.wait(task, TaskState::Done, LIMIT).await?;
        assert_eq!(scene.stage.engine.resend_doubtful(task).await?, 0);
        assert_eq!(scene.books(task).await?.accepted(person), 1);
        let attempts = attempt::of(&mut *scene.stage.db.read().await?, row.id).await?;
        let stats: Vec<_> = attempts.iter().map(|attempt| (attempt.part, attempt.stat.as_deref())).collect();
        assert_eq!(stats, [(1, Some("DELIVRD"))], "the carrier's number is known by its receipt");
        scene.stage.counters_equal_rows(task).await?;
    }
    scene.end().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_receipt_that_came_before_the_cut_settles_the_doubt_too() -> Result<(), Trouble> {
    let mut config = calm_carriers()?;
    for carrier in &mut config.carriers {
        carrier.answer.delay_ms = [30_000, 30_000];
        carrier.receipt.delay_ms = [0, 0];
    }
    let scene = Scene::set(&config, |spec| spec).await?;
    let person = number(138, 1_000);
    let task = scene.start(&[person], "一条短信。").await?;
    let channel = scene.stage.channels[&Carrier::Mobile];
    until("the receipt waits for its answer", LIMIT, async || {
        let parked = receipt::parked(&mut *scene.stage.db.read().await?, channel).await?;
        Ok((parked == 1).then_some(()))
    })
    .await?;
    assert_eq!(scene.books(task).await?.count(MessageState::Claimed), 1, "no answer yet");
    scene.cut(Carrier::Mobile);
    let row = scene.only(task, MessageState::Delivered).await?;
    assert_eq!((row.mark, row.tries, scene.books(task).await?.accepted(person)), (ResendMark::None, 1, 1));
    assert_eq!(receipt::parked(&mut *scene.stage.db.read().await?, channel).await?, 0);
    scene.stage.counters_equal_rows(task).await?;
    scene.end().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cuts_in_the_middle_of_a_campaign_double_nobody() -> Result<(), Trouble> {
    let mut config = calm_carriers()?;
    for carrier in &mut config.carriers {
        carrier.answer.delay_ms = [0, 10];
    }
    let scene = Scene::set(&config, |spec| spec).await?;
    let mut people = numbers(2_000);
    for block in [138, 130, 133, 192] {
        people.extend([40, 41, 43].map(|last| number(block, last)));
    }
    let task = scene.start(&people, "一条短信。").await?;
    scene.stage.wait(task, TaskState::Done, LIMIT).await?;
    let books = until("all receipts have come", LIMIT, async || {
        let books = scene.books(task).await?;
        Ok((books.count(MessageState::Delivered) == books.reached()).then_some(books))
    })
    .await?;
    assert_eq!(books.faults(&people), Vec::<String>::new());
    for (number, row) in &books.rows {
        let (copies, code) = (books.accepted(*number), row.code.as_str());
        let expected = if copies == 1 {
            (MessageState::Delivered, "DELIVRD")
        } else {
            (MessageState::InDoubt, "LINE_CUT")
        };
        assert!(copies <= 1, "{copies} copies: {row:?}");
        assert_eq!((row.state, code, row.mark), (expected.0, expected.1, ResendMark::None), "{row:?}");
    }
    let doubtful = books.count(MessageState::InDoubt);
    println!("{doubtful} of {} in doubt after twelve cuts", people.len());
    assert!(doubtful >= 4, "each 0040 is in doubt");

    // Some of the numbers that ask for a cut were swallowed by another cut, so they have theirs still before them.
    let mut asked = Vec::new();
    let books = loop {
        let books = until("all receipts have come", LIMIT, async || {
            let books = scene.books(task).await?;
            Ok((books.count(MessageState::Delivered) == books.reached()).then_some(books))
        })
        .await?;
        asked.extend(of_state(&books, MessageState::InDoubt));
        if scene.stage.engine.resend_doubtful(task).await? == 0 {
            break books;
        }
        scene.stage.wait(task, TaskState::Done, LIMIT).await?;
    };
    for (number, row) in &books.rows {
        assert_eq!((row.state, books.accepted(*number)), (MessageState::Delivered, 1), "{row:?}");
        let mark = if asked.contains(number) { ResendMark::Person } else { ResendMark::None };
        assert_eq!(row.mark, mark, "{row:?}");
    }
    scene.stage.counters_equal_rows(task).await?;
    scene.end().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_copy_exists_only_where_a_person_asked_for_it() -> Result<(), Trouble> {
    let mut config = calm_carriers()?;
    for carrier in &mut config.carriers {
        carrier.answer.delay_ms = [50, 50];
        carrier.receipt.missing = Share::Always; // on the phone, but nobody will ever say so
    }
    let scene = Scene::set(&config, |spec| spec).await?;
    let people = numbers(40);
    let task = scene.start(&people, "一条短信。").await?;
    scene.accepted(1).await?;
    for carrier in [Carrier::Mobile, Carrier::Unicom, Carrier::Telecom, Carrier::Broadnet] {
        scene.cut(carrier);
    }
    let ended = async |marks: usize| {
        until("all are under way", LIMIT, async || {
            let books = scene.books(task).await?;
            let open = books.count(MessageState::Queued) + books.count(MessageState::Claimed);
            let marked = books.rows.values().filter(|row| row.mark == ResendMark::Person).count();
            Ok((open == 0 && books.rows.len() == people.len() && marked >= marks).then_some(books))
        })
        .await
    };
    let books = ended(0).await?;
    let doubtful: Vec<Msisdn> = of_state(&books, MessageState::InDoubt);
    let taken = doubtful.iter().filter(|number| books.accepted(**number) == 1).count();
    println!("{} in doubt, of them the carrier has {taken}", doubtful.len());
    assert!(taken > 0, "the cut came before anything was taken");
    assert_eq!(scene.stage.engine.resend_doubtful(task).await?, doubtful.len());
    let books = ended(doubtful.len()).await?;
    for (number, row) in &books.rows {
        let asked = doubtful.contains(number);
        assert_eq!(row.mark == ResendMark::Person, asked, "{row:?}");
        assert!(books.accepted(*number) <= if asked { 2 } else { 1 }, "{row:?}");
    }
    let doubled = people.iter().filter(|number| books.accepted(**number) == 2).count();
    assert_eq!(doubled, taken, "exactly those who had it have it twice now");
    scene.stage.counters_equal_rows(task).await?;
    scene.end().await;
    Ok(())
}

fn of_state(books: &Books, state: MessageState) -> Vec<Msisdn> {
    books.rows.values().filter(|row| row.state == state).map(|row| row.number).collect()
}

/// How often each part of the only message was accepted.
fn parts(scene: &Scene) -> BTreeMap<u8, u32> {
    scene.carriers.ledger().iter().map(|row| (row.part, row.accepted)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_message_cut_in_the_middle_goes_on_with_its_other_parts() -> Result<(), Trouble> {
    let mut config = calm_carriers()?;
    for carrier in &mut config.carriers {
        carrier.answer.delay_ms = [300, 300];
        carrier.receipt.delay_ms = [0, 0];
    }
    // A window of one sends part after part: the first is answered, the second cut, the third leaves after the cut.
    let scene = Scene::set(&config, |spec| CmppSpec { window: 1, ..spec }).await?;
    let person = number(138, 1_001);
    let task = scene.start(&[person], &"长".repeat(150)).await?;
    scene.accepted(2).await?;
    scene.cut(Carrier::Mobile);
    let row = scene.only(task, MessageState::Delivered).await?;
    assert_eq!((row.parts, row.mark, row.tries), (3, ResendMark::None, 1));
    assert_eq!(parts(&scene), BTreeMap::from([(1, 1), (2, 1), (3, 1)]));
    assert_eq!(scene.carriers.inbox(person).len(), 1, "the phone shows it once and whole");
    scene.stage.wait(task, TaskState::Done, LIMIT).await?;
    scene.stage.counters_equal_rows(task).await?;
    scene.end().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_message_that_lost_a_part_is_never_called_delivered() -> Result<(), Trouble> {
    let scene = Scene::set(&calm_carriers()?, |spec| CmppSpec { window: 1, ..spec }).await?;
    // 0040: the line is cut and the first part not taken; the other two follow on the next line.
    let person = number(138, 40);
    let task = scene.start(&[person], &"长".repeat(150)).await?;
    let row = scene.only(task, MessageState::InDoubt).await?;
    assert_eq!((row.parts, row.mark, row.code.as_str()), (3, ResendMark::None, "LINE_CUT"));
    until("the receipts of the parts that were taken", LIMIT, async || {
        let attempts = attempt::of(&mut *scene.stage.db.read().await?, row.id).await?;
        Ok((attempts.iter().filter(|attempt| attempt.stat.is_some()).count() == 2).then_some(()))
    })
    .await?;
    assert_eq!(parts(&scene), BTreeMap::from([(2, 1), (3, 1)]));
    assert_eq!(scene.books(task).await?.count(MessageState::InDoubt), 1, "two parts of three are no message");
    assert!(scene.carriers.inbox(person).is_empty());
    scene.stage.wait(task, TaskState::Done, LIMIT).await?;

    assert_eq!(scene.stage.engine.resend_doubtful(task).await?, 1);
    let row = scene.only(task, MessageState::Delivered).await?;
    assert_eq!((row.mark, row.tries), (ResendMark::Person, 2));
    assert_eq!(parts(&scene), BTreeMap::from([(1, 1), (2, 2), (3, 2)]));
    scene.stage.wait(task, TaskState::Done, LIMIT).await?;
    scene.stage.counters_equal_rows(task).await?;
    scene.end().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_message_without_any_answer_is_settled_by_the_receipts_of_its_parts() -> Result<(), Trouble> {
    let mut config = calm_carriers()?;
    for carrier in &mut config.carriers {
        carrier.answer.delay_ms = [30_000, 30_000];
        carrier.receipt.delay_ms = [200, 200];
    }
    let scene = Scene::set(&config, |spec| spec).await?;
    let person = number(138, 1_002);
    let task = scene.start(&[person], &"长".repeat(150)).await?;
    scene.accepted(3).await?;
    scene.cut(Carrier::Mobile);
    let row = scene.only(task, MessageState::Delivered).await?;
    assert_eq!((row.parts, row.mark, row.tries), (3, ResendMark::None, 1));
    assert_eq!(scene.books(task).await?.accepted(person), 1);
    scene.stage.counters_equal_rows(task).await?;
    scene.end().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_is_sent_once_more_by_policy_and_marked() -> Result<(), Trouble> {
    let (folder, seed) = (tempfile::tempdir()?, seed()?);
    let carriers = Carriers::start(&calm_carriers()?, seed, Arc::new(SystemClock)).await?;
    let specs = carriers.gateways().iter().map(|gateway| (gateway.carrier, spec(gateway, 16, 1))).collect();
    // The policy waits for 30 s; on this clock they are over in a second.
    let clock = Arc::new(Haste::from_now(30));
    let stage = Stage::set_by(folder.path(), specs, EngineConfig::shipped(seed), clock).await?;
    let scene = Scene { folder, carriers, stage };
    let person = number(133, 40);
    let group = scene.stage.group("person", &[person], "{}").await?;
    let mut draft = notice(group, "您的验证码是358112。");
    draft.business = BusinessType::Verification;
    draft.validity_ms = 3_600_000;
    let task = scene.stage.engine.create(draft, 4).await?;
    scene.stage.engine.start_task(task).await?;
    let row = scene.only(task, MessageState::Delivered).await?;
    assert_eq!((row.mark, row.tries, scene.books(task).await?.accepted(person)), (ResendMark::Policy, 2, 1));
    scene.stage.wait(task, TaskState::Done, LIMIT).await?;
    scene.stage.counters_equal_rows(task).await?;
    scene.end().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stopped_task_sends_nothing_again() -> Result<(), Trouble> {
    let scene = Scene::set(&calm_carriers()?, |spec| spec).await?;
    let people = [number(138, 40), number(130, 20)];
    let task = scene.start(&people, "一条短信。").await?;
    scene.only(task, MessageState::InDoubt).await?;
    scene.only(task, MessageState::Submitted).await?;
    scene.stage.engine.stop_task(task).await?;
    let refused = scene.stage.engine.resend_doubtful(task).await;
    let Err(error) = refused else { return Err("a stopped task sent again".into()) };
    assert_eq!(error.code(), "task_transition");
    assert!(TaskState::Stopped.after(TaskEvent::Resend).is_err());
    scene.end().await;
    Ok(())
}
