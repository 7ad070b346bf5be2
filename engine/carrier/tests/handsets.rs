//! Phones that a person holds: looked at, switched off and on, written with.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on shall say where")]
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "whatever else comes than what is waited for is a failure"
)]

mod common;

use hongyan_carrier::{Config, Item};
use hongyan_wire::cmpp::{Cancel, CancelResult, Content, Deliver, MsgId, Pdu, TpUdhi};
use hongyan_wire::text::{Coding, UdhForm, split};

use common::{Client, Mailbox, PLAIN, QUIET, carriers, mobile, number};

/// Asks for a pulse and sees that nothing else came before its answer.
async fn nothing_comes(client: &mut Client) {
    client.send(Pdu::ActiveTest).await;
    assert!(matches!(client.next().await.unwrap().pdu, Pdu::ActiveTestResp(_)));
}

#[tokio::test]
async fn a_phone_that_is_off_shows_nothing_and_reports_nothing_until_it_is_on() {
    let carriers = carriers("").await;
    let mut client = Client::connect(mobile(&carriers)).await;
    let phone = number(PLAIN);
    client.send_to(PLAIN).await;
    client.result().await;
    client.receipt().await;
    assert!(carriers.power(phone, true));
    let mut ids = Vec::new();
    for _ in 0..2 {
        client.send_to(PLAIN).await;
        ids.push(client.result().await.1);
    }
    client.send_to(PLAIN + 1).await;
    let (_, other) = client.result().await;
    assert_eq!(client.receipt().await.0, other, "everybody else gets theirs");
    nothing_comes(&mut client).await;
    let seen = carriers.phone(phone).unwrap();
    assert_eq!((seen.off, seen.messages), (true, 1));
    assert!(carriers.power(phone, false));
    for msg_id in ids {
        assert_eq!(client.receipt().await, (msg_id, "DELIVRD".to_owned()));
    }
    let seen = carriers.phone(phone).unwrap();
    assert_eq!((seen.off, seen.messages), (false, 3));
    assert!(carriers.power(phone, false), "on is on");
    nothing_comes(&mut client).await;
}

#[tokio::test]
async fn a_number_that_would_fail_fails_on_a_phone_that_is_off_as_well() {
    let carriers = carriers("").await;
    let mut client = Client::connect(mobile(&carriers)).await;
    carriers.power(number(3), true);
    client.send_to(3).await;
    client.result().await;
    assert_eq!(client.receipt().await.1, "MK:0001");
}

#[tokio::test]
async fn a_long_message_waits_in_its_parts_and_its_person_answers_when_it_came() {
    let carriers = carriers("").await;
    let mut client = Client::connect(mobile(&carriers)).await;
    let phone = number(34); // answers shortly
    carriers.power(phone, true);
    let text = "您的包裹已到网点，请带身份证领取，逾期将退回寄件人。".repeat(4);
    let parts = split(&text, Coding::Ucs2, UdhForm::EightBit, 3).unwrap();
    assert!(parts.len() > 1);
    for part in &parts {
        let mut submit = client.submit(phone, "");
        submit.pk_total = part.total;
        submit.pk_number = part.number;
        submit.tp_udhi = TpUdhi::HEADER;
        submit.content = Content::new(&part.content).unwrap();
        client.send(submit).await;
        client.result().await;
    }
    nothing_comes(&mut client).await;
    assert_eq!(carriers.thread(phone), []);
    carriers.power(phone, false);
    let mut mailbox = Mailbox::default();
    let mut reports = 0;
    while mailbox.texts.is_empty() || reports < parts.len() {
        let deliver: Deliver = client.taken().await;
        if deliver.is_report() {
            reports += 1;
        } else {
            mailbox.take(&deliver);
        }
    }
    let thread = carriers.thread(phone);
    let said: Vec<&str> = thread.iter().map(Item::text).collect();
    assert_eq!(said, [text.as_str(), mailbox.texts[0].as_str()]);
    assert!(
        matches!(&thread[1], Item::Written(written) if written.to.as_str() == Some(client.source.as_str()))
    );
}

#[tokio::test]
async fn what_waits_for_a_phone_can_be_recalled() {
    let carriers = carriers("").await;
    let mut client = Client::connect(mobile(&carriers)).await;
    carriers.power(number(PLAIN), true);
    client.send_to(PLAIN).await;
    let (_, msg_id) = client.result().await;
    for (msg_id, wanted) in [(MsgId(1), CancelResult::FAILED), (msg_id, CancelResult::OK)] {
        client.send(Cancel { msg_id }).await;
        match client.next().await.unwrap().pdu {
            Pdu::CancelResp(answer) => assert_eq!(answer.success_id, wanted),
            other => panic!("{}", other.name()),
        }
    }
    assert_eq!(client.receipt().await, (msg_id, "DELETED".to_owned()));
    carriers.power(number(PLAIN), false);
    nothing_comes(&mut client).await;
    assert_eq!(carriers.inbox(number(PLAIN)), []);
}

#[tokio::test]
async fn the_wall_shows_phones_by_their_last_message_and_finds_digits() {
    let carriers = carriers("").await;
    let mut client = Client::connect(mobile(&carriers)).await;
    for last in [PLAIN, PLAIN + 1, PLAIN + 2] {
        client.send_to(last).await;
        client.result().await;
        client.receipt().await;
    }
    let mut flash = client.submit(number(PLAIN), "闪");
    flash.msg_fmt = hongyan_wire::cmpp::MsgFmt(Coding::FlashUcs2.msg_fmt());
    client.send(flash).await;
    client.result().await;
    client.receipt().await;
    let (phones, in_all) = carriers.phones("", 2);
    assert_eq!((phones.len(), in_all, phones[0].number), (2, 3, number(PLAIN)));
    assert!(
        matches!(&phones[0].last, Some(Item::Received(received)) if received.flash && received.text == "闪")
    );
    let digits = number(PLAIN + 1).reveal();
    let (found, in_all) = carriers.phones(&digits[5..], 9);
    assert_eq!((found.len(), in_all, found[0].number), (1, 1, number(PLAIN + 1)));
    assert!(carriers.phone(number(PLAIN + 9)).is_none());
}

#[tokio::test]
async fn carriers_can_be_told_to_behave_differently_while_they_run() {
    let carriers = carriers("").await;
    let mut client = Client::connect(mobile(&carriers)).await;
    let refusing = QUIET.replace("refused = 0.0", "refused = 1.0\nresults = { 13 = 1 }");
    carriers.behave(&Config::from_toml(&refusing).unwrap());
    client.send_to(PLAIN).await;
    assert_eq!(client.result().await.0.0, 13);
    carriers.behave(&Config::from_toml(QUIET).unwrap());
    client.send_to(PLAIN).await;
    assert_eq!(client.result().await.0.0, 0);
    client.receipt().await;
    assert_eq!(carriers.phone(number(PLAIN)).unwrap().messages, 1, "what phones hold stays");
}
