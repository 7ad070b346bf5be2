//! Carriers over real sockets: each story asks for one outcome by the number, and waits for what must come.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on shall say where")]
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "whatever else comes than what is waited for is a failure"
)]

mod common;

use std::sync::Arc;

use hongyan_carrier::{Carriers, Config};
use hongyan_domain::{Carrier, SystemClock};
use hongyan_wire::cmpp::{
    Cancel, CancelResult, Content, DeliverResp, DeliverResult, Frame, MsgId, Pdu, SubmitResult, Text, TpUdhi,
};
use hongyan_wire::text::{Coding, UdhForm, split};
use tokio::net::TcpStream;

use common::{Client, Mailbox, PATIENCE, PLAIN, carriers, mobile, number};

#[tokio::test]
async fn every_carrier_answers_in_its_version_and_reports() {
    let config = Config::builtin().unwrap();
    let carriers = Carriers::start(&config, 1, Arc::new(SystemClock)).await.unwrap();
    assert_eq!(carriers.gateways().len(), 4);
    for gateway in carriers.gateways() {
        let mut client = Client::connect(gateway).await;
        client.send_to(3).await;
        let (result, msg_id) = client.result().await;
        assert_eq!(result, SubmitResult::OK);
        assert_eq!(client.receipt().await, (msg_id, "MK:0001".to_owned()), "{}", gateway.carrier);
        assert_eq!(gateway.counters().accepted, 1);
    }
}

#[tokio::test]
async fn numbers_ask_for_their_results_and_receipts() {
    let carriers = carriers("").await;
    let mut client = Client::connect(mobile(&carriers)).await;
    for (last, results) in
        [(10, vec![13]), (11, vec![8, 0]), (12, vec![9]), (13, vec![103]), (14, vec![8, 8, 8, 0])]
    {
        for wanted in results {
            client.send_to(last).await;
            assert_eq!(client.result().await.0.0, wanted, "{last:04}");
            if wanted == 0 {
                client.receipt().await;
            }
        }
    }
    for (last, stats) in [
        (1, vec!["DELIVRD"]),
        (2, vec!["UNDELIV"]),
        (9, vec!["NP:1243"]),
        (21, vec!["DELIVRD", "DELIVRD"]),
        (24, vec!["ACCEPTD", "DELIVRD"]),
        (25, vec!["DELIVRD", "ACCEPTD"]),
        (PLAIN, vec!["DELIVRD"]),
    ] {
        client.send_to(last).await;
        let (_, msg_id) = client.result().await;
        for stat in stats {
            assert_eq!(client.receipt().await, (msg_id, stat.to_owned()), "{last:04}");
        }
    }
    // No receipt for these two: the next one that comes belongs to the message behind them.
    client.send_to(20).await;
    client.result().await;
    client.send_to(28).await;
    client.result().await;
    client.send_to(1).await;
    let (_, msg_id) = client.result().await;
    assert_eq!(client.receipt().await.0, msg_id);
    assert_eq!(carriers.inbox(number(20)).len(), 1, "delivered without a word");
    assert_eq!(carriers.inbox(number(28)).len(), 0, "lost");
    let counters = mobile(&carriers).counters();
    assert_eq!((counters.unreported, counters.refused[&8], counters.dropped), (2, 4, 0));
}

#[tokio::test]
async fn a_receipt_can_come_before_its_answer() {
    let carriers = carriers("").await;
    let mut client = Client::connect(mobile(&carriers)).await;
    client.send_to(22).await;
    let (first, _) = client.receipt().await;
    assert_eq!(client.result().await, (SubmitResult::OK, first));
}

#[tokio::test]
async fn a_line_cut_before_the_answer_leaves_the_client_in_doubt() {
    let carriers = carriers("").await;
    let gateway = mobile(&carriers);
    let mut client = Client::connect(gateway).await;
    client.send_to(40).await;
    assert!(client.next().await.is_none(), "cut, not taken");
    let mut client = Client::connect(gateway).await;
    client.send_to(41).await;
    assert!(client.next().await.is_none(), "cut, but taken");
    assert_eq!((carriers.inbox(number(40)).len(), carriers.inbox(number(41)).len()), (0, 1));
    let mut client = Client::connect(gateway).await;
    let report = client.taken().await.report().unwrap().unwrap().0;
    assert_eq!(report.dest_terminal_id.as_str(), Some(number(41).reveal().as_str()), "the receipt tells");
    client.send_to(43).await;
    let (_, msg_id) = client.result().await;
    assert!(client.next().await.is_none(), "cut after the answer");
    let mut client = Client::connect(gateway).await;
    assert_eq!(client.receipt().await.0, msg_id);
    let counters = gateway.counters();
    assert_eq!((counters.cut, counters.taken_unanswered, counters.accepted), (3, 1, 2));
}

#[tokio::test]
async fn receipts_wait_for_a_client_that_is_away() {
    let carriers = carriers("[receipt]\ndelay_ms = [150, 300]").await;
    let gateway = mobile(&carriers);
    let mut client = Client::connect(gateway).await;
    let mut ids = Vec::new();
    for last in 0..20 {
        client.send_to(PLAIN + last).await;
        ids.push(client.result().await.1);
    }
    client.send(Pdu::Terminate).await;
    while client.next().await.is_some() {}
    assert_eq!((gateway.counters().waiting, gateway.counters().receipts_taken), (20, 0));
    let mut client = Client::connect(gateway).await;
    let mut got = Vec::new();
    for _ in 0..20 {
        got.push(client.receipt().await.0);
    }
    got.sort_unstable();
    assert_eq!(got, ids);
}

#[tokio::test]
async fn a_receipt_without_an_answer_comes_again_on_the_next_line() {
    let carriers = carriers("").await;
    let gateway = mobile(&carriers);
    let mut client = Client::connect(gateway).await;
    client.send_to(1).await;
    let msg_id = client.result().await.1;
    let (_, deliver) = client.deliver().await;
    assert_eq!(deliver.report().unwrap().unwrap().0.msg_id, msg_id);
    drop(client);
    let mut client = Client::connect(gateway).await;
    assert_eq!(client.receipt().await.0, msg_id);
    assert_eq!(gateway.counters().given_back, 1);
}

#[tokio::test]
async fn receipts_keep_to_the_window_of_the_client() {
    let carriers = carriers("deliver_window = 3").await;
    let mut client = Client::connect(mobile(&carriers)).await;
    for last in 0..8 {
        client.send_to(PLAIN + last).await;
    }
    let (mut answers, mut open) = (0, Vec::new());
    while answers < 8 || open.len() < 3 {
        match client.next().await.unwrap() {
            Frame { pdu: Pdu::SubmitResp(_), .. } => answers += 1,
            Frame { sequence_id, pdu: Pdu::Deliver(deliver) } => open.push((sequence_id, deliver.msg_id)),
            Frame { pdu, .. } => panic!("{}", pdu.name()),
        }
        assert!(open.len() <= 3, "no fourth without an answer");
    }
    // A pulse is answered in turn: were a fourth receipt on its way, it would stand before it.
    client.send(Pdu::ActiveTest).await;
    assert!(matches!(client.next().await.unwrap().pdu, Pdu::ActiveTestResp(_)));
    for (sequence_id, msg_id) in open {
        client.answer(sequence_id, DeliverResp { msg_id, result: DeliverResult::OK }).await;
    }
    for _ in 0..5 {
        client.receipt().await;
    }
}

#[tokio::test]
async fn the_rate_holds_exactly_however_fast_they_come() {
    let carriers = carriers("rate_per_second = 10\nwindow = 100").await;
    let mut client = Client::connect(mobile(&carriers)).await;
    for last in 0..25 {
        let mut submit = client.submit(number(PLAIN + last), "您好");
        submit.registered_delivery = 0;
        client.send(submit).await;
    }
    let mut results = [u32::MAX; 25];
    for _ in 0..25 {
        match client.next().await.unwrap() {
            Frame { sequence_id, pdu: Pdu::SubmitResp(answer) } => {
                // The login had the first number.
                results[usize::try_from(sequence_id).unwrap() - 2] = answer.result.0;
            }
            Frame { pdu, .. } => panic!("{}", pdu.name()),
        }
    }
    // Sent within one second, so ten of them pass; a machine that stalls for longer may let the next ten pass.
    let passed = results.iter().filter(|result| **result == 0).count();
    assert!(passed == 10 || passed == 20, "{results:?}");
    assert_eq!(results[..10], [0; 10]);
    assert!(results.iter().all(|result| [0, 8].contains(result)));
}

#[tokio::test]
async fn people_reply_shortly_and_at_length() {
    let carriers = carriers("").await;
    let mut client = Client::connect(mobile(&carriers)).await;
    for (last, text) in [(30, "退订"), (32, "R"), (33, "TD")] {
        client.send_to(last).await;
        client.result().await;
        client.receipt().await;
        let deliver = client.taken().await;
        assert_eq!(deliver.dest_id.as_str(), Some(client.source.as_str()), "to the number that it came from");
        let mut mailbox = Mailbox::default();
        mailbox.take(&deliver);
        assert_eq!(mailbox.texts, [text]);
    }
    client.send_to(31).await;
    client.result().await;
    client.receipt().await;
    let mut mailbox = Mailbox::default();
    let mut parts = 0;
    while mailbox.texts.is_empty() {
        mailbox.take(&client.taken().await);
        parts += 1;
    }
    assert!(parts > 1);
    assert_eq!(mailbox.texts, [Config::builtin().unwrap().carriers[0].reply.long_texts[0].as_str()]);
}

#[tokio::test]
async fn parts_of_one_reply_come_over_different_lines() {
    let carriers = carriers("").await;
    let gateway = mobile(&carriers);
    let (mut one, mut other) = (Client::connect(gateway).await, Client::connect(gateway).await);
    one.send_to(35).await;
    let (mut mailbox, mut over) = (Mailbox::default(), [0, 0]);
    while mailbox.texts.is_empty() {
        let (frame, line) = tokio::select! {
            frame = one.next() => (frame.unwrap(), 0),
            frame = other.next() => (frame.unwrap(), 1),
        };
        if let Frame { sequence_id, pdu: Pdu::Deliver(deliver) } = frame {
            let taken = DeliverResp { msg_id: deliver.msg_id, result: DeliverResult::OK };
            if line == 0 {
                one.answer(sequence_id, taken).await
            } else {
                other.answer(sequence_id, taken).await
            }
            if !deliver.is_report() {
                over[line] += 1;
                mailbox.take(&deliver);
            }
        }
    }
    assert!(over.iter().all(|parts| *parts > 0), "{over:?}");
}

#[tokio::test]
async fn a_silent_line_stays_open_and_says_nothing() {
    let carriers = carriers("").await;
    let gateway = mobile(&carriers);
    let mut silent = Client::connect(gateway).await;
    silent.send_to(42).await;
    silent.send(Pdu::ActiveTest).await;
    // The gateway has seen the message when the line counts as silent; a whole exchange elsewhere passes meanwhile.
    let mut client = Client::connect(gateway).await;
    while gateway.counters().silenced == 0 {
        client.send(Pdu::ActiveTest).await;
        client.next().await.unwrap();
    }
    client.send_to(42).await;
    assert_eq!(client.result().await.0, SubmitResult::OK, "the second try goes through");
    client.receipt().await;
    let read = silent.stream.try_read(&mut [0; 16]);
    assert_eq!(read.unwrap_err().kind(), std::io::ErrorKind::WouldBlock, "neither an answer nor an end");
    assert_eq!(gateway.counters().lines, 1);
}

#[tokio::test]
async fn phones_show_long_messages_and_can_answer_them() {
    let carriers = carriers("").await;
    let mut client = Client::connect(mobile(&carriers)).await;
    let text = "【邮政】您的包裹已到网点，请带身份证领取，逾期将退回寄件人。拒收请回复R".repeat(3);
    let parts = split(&text, Coding::Ucs2, UdhForm::EightBit, 9).unwrap();
    let phone = number(PLAIN);
    assert_eq!(carriers.reply(phone, "收到").unwrap_err().code(), "carrier.nothing_received");
    for part in parts.iter().rev() {
        let mut submit = client.submit(phone, "");
        submit.pk_total = part.total;
        submit.pk_number = part.number;
        submit.tp_udhi = TpUdhi::HEADER;
        submit.content = Content::new(&part.content).unwrap();
        client.send(submit).await;
        client.result().await;
        client.receipt().await;
    }
    let inbox = carriers.inbox(phone);
    assert_eq!((inbox.len(), inbox[0].text.as_str()), (1, text.as_str()));
    assert_eq!(inbox[0].from.as_str(), Some(client.source.as_str()));
    carriers.reply(phone, "收到，谢谢").unwrap();
    let mut mailbox = Mailbox::default();
    mailbox.take(&client.taken().await);
    carriers.write(Carrier::Mobile, number(PLAIN + 1), "10690001199", "hello").unwrap();
    mailbox.take(&client.taken().await);
    assert_eq!(mailbox.texts, ["收到，谢谢", "hello"]);
    assert_eq!(carriers.write(Carrier::Mobile, phone, "abc", "x").unwrap_err().code(), "carrier.bad_address");
}

#[tokio::test]
async fn the_ledger_tells_who_was_sent_twice() {
    let carriers = carriers("").await;
    let mut client = Client::connect(mobile(&carriers)).await;
    for last in [PLAIN, PLAIN + 1, PLAIN, 10] {
        client.send_to(last).await;
        client.result().await;
        if last != 10 {
            client.receipt().await;
        }
    }
    let rows: Vec<_> = carriers.ledger().iter().map(|row| (row.number, row.accepted)).collect();
    assert_eq!(rows, [(number(PLAIN), 2), (number(PLAIN + 1), 1)]);
}

#[tokio::test]
async fn a_group_stands_or_falls_together() {
    let carriers = carriers("").await;
    let mut client = Client::connect(mobile(&carriers)).await;
    let mut group = client.submit(number(PLAIN), "您好");
    for last in [2, 1] {
        group.dest_terminal_ids.push(Text::new(&number(last).reveal()).unwrap()).unwrap();
    }
    client.send(group.clone()).await;
    let (result, first) = client.result().await;
    assert_eq!(result, SubmitResult::OK);
    let mut receipts = Vec::new();
    for _ in 0..3 {
        receipts.push(client.receipt().await);
    }
    receipts.sort();
    let wanted = [(0, "DELIVRD"), (1, "UNDELIV"), (2, "DELIVRD")];
    assert_eq!(receipts, wanted.map(|(nth, stat)| (first.nth(nth), stat.to_owned())), "ids in list order");
    group.dest_terminal_ids.push(Text::new("12345").unwrap()).unwrap();
    client.send(group).await;
    assert_eq!(client.result().await.0, SubmitResult::BAD_DESTINATION);
}

#[tokio::test]
async fn a_message_can_be_recalled_until_it_is_reported() {
    let carriers = carriers("[receipt]\ndelay_ms = [600000, 600000]").await;
    let mut client = Client::connect(mobile(&carriers)).await;
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
    assert_eq!(carriers.inbox(number(PLAIN)).len(), 0);
}

#[tokio::test]
async fn what_does_not_fit_the_queue_is_counted() {
    let carriers = carriers("queue = 2\n[receipt]\ndelay_ms = [600000, 600000]").await;
    let gateway = mobile(&carriers);
    let mut client = Client::connect(gateway).await;
    for last in 0..5 {
        client.send_to(PLAIN + last).await;
        assert_eq!(client.result().await.0, SubmitResult::OK);
    }
    assert_eq!((gateway.counters().waiting, gateway.counters().dropped), (2, 3));
}

#[tokio::test]
async fn people_write_without_being_asked() {
    let carriers = carriers("[reply]\nspontaneous_per_minute = 60000\ntexts = [\"在吗\"]").await;
    let mut client = Client::connect(mobile(&carriers)).await;
    client.send_to(PLAIN).await;
    client.result().await;
    client.receipt().await;
    for _ in 0..3 {
        let mut mailbox = Mailbox::default();
        mailbox.take(&client.taken().await);
        assert_eq!(mailbox.texts, ["在吗"]);
    }
}

#[tokio::test]
async fn lines_can_be_cut_and_silenced_by_hand() {
    let carriers = carriers("").await;
    let gateway = mobile(&carriers);
    let mut client = Client::connect(gateway).await;
    gateway.cut_lines();
    assert!(client.next().await.is_none());
    let mut client = Client::connect(gateway).await;
    gateway.silence_lines();
    client.send_to(1).await;
    let mut other = Client::connect(gateway).await;
    other.send_to(1).await;
    other.receipt().await;
    while gateway.counters().silenced == 0 {
        other.send(Pdu::ActiveTest).await;
        other.next().await.unwrap();
    }
    assert_eq!(client.stream.try_read(&mut [0; 16]).unwrap_err().kind(), std::io::ErrorKind::WouldBlock);
}

#[tokio::test]
async fn stopping_says_goodbye_and_frees_the_port() {
    let carriers = carriers("").await;
    let address = mobile(&carriers).address;
    let mut client = Client::connect(mobile(&carriers)).await;
    let stop = tokio::spawn(carriers.stop());
    let goodbye = client.next().await.unwrap();
    assert_eq!(goodbye.pdu, Pdu::Terminate);
    client.answer(goodbye.sequence_id, Pdu::TerminateResp).await;
    assert!(client.next().await.is_none());
    tokio::time::timeout(PATIENCE, stop).await.unwrap().unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn a_taken_port_is_an_error_that_names_it() {
    let holder = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = holder.local_addr().unwrap().port();
    let config = Config::from_toml(&format!("[unicom]\nport = {port}")).unwrap();
    let error = Carriers::start(&config, 1, Arc::new(SystemClock)).await.unwrap_err();
    assert_eq!(error.code(), "gateway.listen");
    assert!(error.to_string().contains("CUCC") && error.to_string().contains(&port.to_string()), "{error}");
}
