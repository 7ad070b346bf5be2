//! What becomes of a message: drawn from the seed and the number, or asked for by the number's last four digits.
//!
//! A fate is a pure function of settings, seed, number and how many SUBMITs for that number came before. What belongs
//! to the person (a dead number, a blacklist) is drawn without that count and stays; what belongs to the moment (flow
//! control, a cut line, a delay) is drawn anew each time.
//!
//! | last digits | fate |
//! |---|---|
//! | 0001 | DELIVRD at once |
//! | 0002 – 0009 | UNDELIV, MK:0001, EXPIRED, REJECTD, DB:0144, MK:0005, ID:0076, NP:1243 |
//! | 0010, 0012, 0013 | answer 13, 9, 103 |
//! | 0011, 0014 | answer 8 once, three times; then delivered |
//! | 0015 | answer after a second |
//! | 0020 | delivered, no receipt |
//! | 0021 | receipt twice |
//! | 0022 | receipt before the answer |
//! | 0023 | receipt after three seconds |
//! | 0024, 0025 | ACCEPTD before, after DELIVRD |
//! | 0026, 0027 | MA:0051, UNDELIV once; then delivered |
//! | 0028 | lost: neither delivered nor reported |
//! | 0030, 0032, 0033 | delivered, replies 退订, R, TD |
//! | 0031, 0035 | delivered, replies at length in parts; 0035 backwards and over all lines |
//! | 0034 | delivered, replies shortly |
//! | 0040, 0041 | line cut before the answer, message not taken, taken; once |
//! | 0042 | line falls silent, message not taken; once |
//! | 0043 | line cut right after the answer; once |

use hongyan_domain::{Carrier, Msisdn};
use hongyan_wire::cmpp::{Stat, SubmitResult};
use hongyan_wire::field::Text;

use crate::config::CarrierConfig;
use crate::dice::{Dice, Share};

/// From SUBMIT to the answer when the receipt comes first.
const EARLY_ANSWER_MS: u32 = 40;
/// From one receipt to the next of the same message.
const BETWEEN_RECEIPTS_MS: u32 = 20;
/// The answer delay of 0015.
const SLOW_ANSWER_MS: u32 = 1_000;
/// The receipt delay of 0023.
const LATE_RECEIPT_MS: u32 = 3_000;

/// What becomes of one message to one number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fate {
    /// What the SUBMIT is answered with, and when.
    pub answer: AnswerFate,
    /// What happens to the line that brought it.
    pub line: LineFate,
    /// What is reported, in the order given here.
    pub receipts: [Option<ReceiptFate>; 2],
    /// Whether the phone shows it.
    pub delivered: bool,
    /// What the person writes back.
    pub reply: Option<ReplyFate>,
}

/// How a SUBMIT is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerFate {
    /// 0 takes it.
    pub result: SubmitResult,
    /// From SUBMIT to answer, in milliseconds.
    pub after_ms: u32,
}

/// What happens to the line that brought a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineFate {
    /// Nothing.
    Stays,
    /// Cut before the answer.
    CutBefore {
        /// Whether the carrier has the message all the same.
        taken: bool,
    },
    /// Cut right after the answer.
    CutAfter,
    /// Open, but dead from now on; the message was not taken.
    Silent,
}

/// One receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReceiptFate {
    /// What it says.
    pub stat: Stat,
    /// From SUBMIT to receipt, in milliseconds.
    pub after_ms: u32,
}

/// What a person writes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyFate {
    /// The text.
    pub text: String,
    /// From delivery to reply, in milliseconds.
    pub after_ms: u32,
    /// How its parts come, if it needs more than one.
    pub parts: PartsFate,
}

/// How the parts of a long reply come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartsFate {
    /// In order, over whichever line has room.
    InOrder,
    /// In order, each over another line of the account.
    AcrossLines,
    /// The last part first, each over another line of the account.
    BackwardsAcrossLines,
}

/// The fate of the `nth` SUBMIT (from 0) for `number`.
#[must_use]
pub fn fate(config: &CarrierConfig, steering: bool, seed: u64, number: Msisdn, nth: u32) -> Fate {
    let steered = if steering { steered(config, number.digits() % 10_000, nth) } else { None };
    steered.unwrap_or_else(|| drawn(config, seed, number, nth))
}

fn delivered_after(after_ms: u32) -> Fate {
    ended(Stat::DELIVERED, after_ms)
}

fn ended(stat: &str, after_ms: u32) -> Fate {
    let stat = Stat(Text::from_octets(stat.as_bytes()));
    Fate {
        answer: AnswerFate { result: SubmitResult::OK, after_ms: 0 },
        line: LineFate::Stays,
        receipts: [Some(ReceiptFate { stat, after_ms }), None],
        delivered: stat.is_delivered(),
        reply: None,
    }
}

fn refused(result: u32, after_ms: u32) -> Fate {
    Fate {
        answer: AnswerFate { result: SubmitResult(result), after_ms },
        receipts: [None, None],
        delivered: false,
        ..delivered_after(0)
    }
}

fn not_taken(line: LineFate) -> Fate {
    Fate { line, receipts: [None, None], delivered: false, ..delivered_after(0) }
}

fn two(first: &str, second: &str) -> Fate {
    let ([one, _], [other, _]) = (ended(first, 0).receipts, ended(second, BETWEEN_RECEIPTS_MS).receipts);
    Fate { receipts: [one, other], ..delivered_after(0) }
}

fn replies(text: &str, parts: PartsFate) -> Fate {
    let reply = ReplyFate { text: text.to_owned(), after_ms: BETWEEN_RECEIPTS_MS, parts };
    Fate { reply: Some(reply), ..delivered_after(0) }
}

/// The table at the head of this module; `None` for digits that it does not name.
fn steered(config: &CarrierConfig, digits: u64, nth: u32) -> Option<Fate> {
    let first = nth == 0;
    let then = |fate: Fate| if first { fate } else { delivered_after(0) };
    let long = || config.reply.long_texts.first().map_or(FALLBACK_LONG_TEXT, String::as_str);
    Some(match digits {
        1 => delivered_after(0),
        2 => ended("UNDELIV", 0),
        3 => ended("MK:0001", 0),
        4 => ended("EXPIRED", 0),
        5 => ended("REJECTD", 0),
        6 => ended("DB:0144", 0),
        7 => ended("MK:0005", 0),
        8 => ended("ID:0076", 0),
        9 => ended("NP:1243", 0),
        10 => refused(13, 0),
        11 => then(refused(8, 0)),
        12 => refused(9, 0),
        13 => refused(103, 0),
        14 if nth < 3 => refused(8, 0),
        14 => delivered_after(0),
        15 => Fate {
            answer: AnswerFate { result: SubmitResult::OK, after_ms: SLOW_ANSWER_MS },
            ..delivered_after(SLOW_ANSWER_MS)
        },
        20 => Fate { receipts: [None, None], ..delivered_after(0) },
        21 => two(Stat::DELIVERED, Stat::DELIVERED),
        22 => Fate {
            answer: AnswerFate { result: SubmitResult::OK, after_ms: EARLY_ANSWER_MS },
            ..delivered_after(0)
        },
        23 => delivered_after(LATE_RECEIPT_MS),
        24 => two("ACCEPTD", Stat::DELIVERED),
        25 => two(Stat::DELIVERED, "ACCEPTD"),
        26 => then(ended("MA:0051", 0)),
        27 => then(ended("UNDELIV", 0)),
        28 => Fate { receipts: [None, None], delivered: false, ..delivered_after(0) },
        30 => replies("退订", PartsFate::InOrder),
        31 => replies(long(), PartsFate::InOrder),
        32 => replies("R", PartsFate::InOrder),
        33 => replies("TD", PartsFate::InOrder),
        34 => replies("收到，谢谢", PartsFate::InOrder),
        35 => replies(long(), PartsFate::BackwardsAcrossLines),
        40 => then(not_taken(LineFate::CutBefore { taken: false })),
        41 => then(Fate { line: LineFate::CutBefore { taken: true }, ..delivered_after(0) }),
        42 => then(not_taken(LineFate::Silent)),
        43 => then(Fate { line: LineFate::CutAfter, ..delivered_after(0) }),
        _ => return None,
    })
}

/// What 0031 and 0035 reply when the settings name no long text: 90 characters, so two parts.
const FALLBACK_LONG_TEXT: &str = "请帮我查一下上个月办的业务到底有没有办好，我打了好几次电话都没有人接，麻烦尽快回复。请帮我查一下上个月办的业务到底有没有办好，我打了好几次电话都没有人接，麻烦尽快回复。谢谢谢谢。";

/// Salts, so that the draws about a person and about a moment have nothing in common.
const PERSON: u64 = 0x7065_7273_6F6E;
const MOMENT: u64 = 0x006D_6F6D_656E_7421;

fn drawn(config: &CarrierConfig, seed: u64, number: Msisdn, nth: u32) -> Fate {
    let carrier = carrier_salt(config.carrier);
    let mut person = Dice::of(seed, &[PERSON, carrier, number.digits()]);
    let mut moment = Dice::of(seed, &[MOMENT, carrier, number.digits(), u64::from(nth)]);

    let trouble = &config.trouble;
    let (taken, silent) = (moment.happens(HALF), moment.happens(trouble.silence));
    let (cut_before, cut_after) = (moment.happens(trouble.cut_before), moment.happens(trouble.cut_after));
    let line = match (silent, cut_before, cut_after) {
        (true, _, _) => LineFate::Silent,
        (_, true, _) => LineFate::CutBefore { taken },
        (_, _, true) => LineFate::CutAfter,
        (false, false, false) => LineFate::Stays,
    };
    if matches!(line, LineFate::Silent | LineFate::CutBefore { taken: false }) {
        return not_taken(line);
    }

    let answer_ms = moment.span_ms(config.answer.delay_ms);
    let unlucky = person.happens(config.answer.refused);
    let refusal = person.weighted(&config.answer.results).copied();
    if let Some(result) = refusal.filter(|_| unlucky) {
        // Flow control is the moment's, so the next try of the same person passes it.
        if result != SubmitResult::FLOW_CONTROL.0 || nth == 0 {
            return refused(result, answer_ms);
        }
    }

    let receipt = &config.receipt;
    let mut after_ms = moment.span_ms(receipt.delay_ms);
    if moment.happens(receipt.late) {
        after_ms = after_ms.saturating_add(moment.span_ms(receipt.late_ms));
    }
    let delivered_stat = Stat(Text::from_octets(Stat::DELIVERED.as_bytes()));
    let stat = person.weighted(&receipt.outcomes).copied().unwrap_or(delivered_stat);
    let (lost, missing) = (moment.happens(receipt.lost), moment.happens(receipt.missing));
    let (early, duplicate) = (moment.happens(receipt.early), moment.happens(receipt.duplicate));
    let intermediate = moment.happens(receipt.intermediate);
    let delivered = stat.is_delivered() && !lost;
    let last = ReceiptFate { stat, after_ms };
    let again_ms = after_ms.saturating_add(BETWEEN_RECEIPTS_MS);
    let receipts = if lost || missing {
        [None, None]
    } else if intermediate {
        let accepted = Stat(Text::from_octets(b"ACCEPTD"));
        [Some(ReceiptFate { stat: accepted, after_ms }), Some(ReceiptFate { stat, after_ms: again_ms })]
    } else if duplicate {
        [Some(last), Some(ReceiptFate { stat, after_ms: again_ms })]
    } else if early {
        [Some(ReceiptFate { stat, after_ms: 0 }), None]
    } else {
        [Some(last), None]
    };
    let early = early && receipts.iter().flatten().any(|receipt| receipt.after_ms == 0);
    let answer_ms = if early { answer_ms.saturating_add(EARLY_ANSWER_MS) } else { answer_ms };
    Fate {
        answer: AnswerFate { result: SubmitResult::OK, after_ms: answer_ms },
        line,
        receipts,
        delivered,
        reply: if delivered { drawn_reply(config, &mut moment, after_ms) } else { None },
    }
}

const HALF: Share = Share::Below(1 << 63);

fn drawn_reply(config: &CarrierConfig, dice: &mut Dice, delivered_ms: u32) -> Option<ReplyFate> {
    let reply = &config.reply;
    let (opt_out, chat, long) =
        (dice.happens(reply.opt_out), dice.happens(reply.chat), dice.happens(reply.long));
    let across_lines = dice.happens(reply.across_lines);
    let texts = match (opt_out, long, chat) {
        (true, _, _) => &reply.opt_out_words,
        (_, true, _) => &reply.long_texts,
        (_, _, true) => &reply.texts,
        (false, false, false) => return None,
    };
    let text = dice.pick(texts)?.clone();
    let after_ms = delivered_ms.saturating_add(dice.span_ms(reply.delay_ms));
    let parts = if across_lines { PartsFate::AcrossLines } else { PartsFate::InOrder };
    Some(ReplyFate { text, after_ms, parts })
}

const fn carrier_salt(carrier: Carrier) -> u64 {
    match carrier {
        Carrier::Mobile => 1,
        Carrier::Unicom => 2,
        Carrier::Telecom => 3,
        Carrier::Broadnet => 4,
        Carrier::Other => 9,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn of(text: &str) -> CarrierConfig {
        Config::from_toml(text).unwrap().carrier(Carrier::Mobile).unwrap().clone()
    }

    fn number(suffix: u64) -> Msisdn {
        Msisdn::from_digits(13_800_000_000 + suffix).unwrap()
    }

    /// One line per row of the table: result, line, receipts, on the phone, reply.
    #[test]
    fn the_table_is_what_it_says() {
        let config = of("");
        let stays = LineFate::Stays;
        let check = |suffix, nth, result: u32, line, stats: &[&str], delivered, reply: Option<&str>| {
            let fate = fate(&config, true, 42, number(suffix), nth);
            let said: Vec<String> =
                fate.receipts.iter().flatten().map(|receipt| receipt.stat.trimmed()).collect();
            assert_eq!(
                (fate.answer.result.0, fate.line, fate.delivered),
                (result, line, delivered),
                "{suffix:04}"
            );
            assert_eq!(said, stats, "{suffix:04}");
            assert_eq!(fate.reply.as_ref().map(|reply| reply.text.as_str()), reply, "{suffix:04}");
        };
        let ok: &[&str] = &["DELIVRD"];
        check(1, 0, 0, stays, ok, true, None);
        let bad = ["UNDELIV", "MK:0001", "EXPIRED", "REJECTD", "DB:0144", "MK:0005", "ID:0076", "NP:1243"];
        for (suffix, stat) in (2..).zip(bad) {
            check(suffix, 0, 0, stays, &[stat], false, None);
            check(suffix, 5, 0, stays, &[stat], false, None);
        }
        check(10, 7, 13, stays, &[], false, None);
        check(11, 0, 8, stays, &[], false, None);
        check(11, 1, 0, stays, ok, true, None);
        check(12, 0, 9, stays, &[], false, None);
        check(13, 0, 103, stays, &[], false, None);
        check(14, 2, 8, stays, &[], false, None);
        check(14, 3, 0, stays, ok, true, None);
        check(15, 0, 0, stays, ok, true, None);
        check(20, 0, 0, stays, &[], true, None);
        check(21, 0, 0, stays, &["DELIVRD", "DELIVRD"], true, None);
        check(22, 0, 0, stays, ok, true, None);
        check(23, 0, 0, stays, ok, true, None);
        check(24, 0, 0, stays, &["ACCEPTD", "DELIVRD"], true, None);
        check(25, 0, 0, stays, &["DELIVRD", "ACCEPTD"], true, None);
        check(26, 0, 0, stays, &["MA:0051"], false, None);
        check(26, 1, 0, stays, ok, true, None);
        check(27, 0, 0, stays, &["UNDELIV"], false, None);
        check(27, 1, 0, stays, ok, true, None);
        check(28, 0, 0, stays, &[], false, None);
        check(30, 0, 0, stays, ok, true, Some("退订"));
        check(32, 0, 0, stays, ok, true, Some("R"));
        check(33, 0, 0, stays, ok, true, Some("TD"));
        check(34, 0, 0, stays, ok, true, Some("收到，谢谢"));
        check(40, 0, 0, LineFate::CutBefore { taken: false }, &[], false, None);
        check(40, 1, 0, stays, ok, true, None);
        check(41, 0, 0, LineFate::CutBefore { taken: true }, ok, true, None);
        check(42, 0, 0, LineFate::Silent, &[], false, None);
        check(42, 1, 0, stays, ok, true, None);
        check(43, 0, 0, LineFate::CutAfter, ok, true, None);
        let after = |suffix| fate(&config, true, 42, number(suffix), 0);
        let receipt_ms = |fate: &Fate| fate.receipts[0].map(|receipt| receipt.after_ms);
        let early = after(22);
        assert!(receipt_ms(&early) < Some(early.answer.after_ms), "the receipt comes before the answer");
        assert_eq!((after(15).answer.after_ms, receipt_ms(&after(23))), (1_000, Some(3_000)));
        assert!(after(31).reply.unwrap().text.chars().count() > 70, "long enough for parts");
        assert_eq!(after(35).reply.unwrap().parts, PartsFate::BackwardsAcrossLines);
    }

    #[test]
    fn the_same_seed_gives_the_same_fates_and_another_gives_others() {
        let config = of("[mobile.receipt]\nlost = 0.1\nduplicate = 0.2\n[mobile.trouble]\ncut_before = 0.1");
        let world = |seed| -> Vec<Fate> {
            (0..2_000).map(|index| fate(&config, true, seed, number(1_000 + index * 37), 0)).collect()
        };
        assert_eq!(world(1), world(1));
        assert_ne!(world(1), world(2));
    }

    #[test]
    fn shares_come_out_as_set() {
        let config = of("[mobile.answer]\nrefused = 0.0\n[mobile.receipt]\nlost = 0.1\nmissing = 0.0");
        let fates: Vec<Fate> =
            (0..20_000).map(|index| fate(&config, false, 9, number(index * 13), 0)).collect();
        let lost = fates.iter().filter(|fate| fate.receipts == [None, None]).count();
        assert!((1_800..2_200).contains(&lost), "{lost}");
        let delivered = fates.iter().filter(|fate| fate.delivered).count();
        assert!((16_800..17_500).contains(&delivered), "95 % of nine tenths: {delivered}");
    }

    #[test]
    fn a_dead_number_stays_dead_and_flow_control_passes() {
        let config = of(
            "[mobile.answer]\nrefused = 0.5\nresults = { 8 = 1 }\n[mobile.receipt]\nlost = 0.0\nmissing = 0.0\nintermediate = 0.0",
        );
        for index in 0..2_000 {
            let number = number(5_000 + index);
            let stat = |nth| fate(&config, false, 3, number, nth).receipts[0].map(|receipt| receipt.stat);
            assert_eq!(stat(1), stat(2));
            assert!(stat(1).is_some(), "nobody is refused twice by flow control");
        }
    }

    #[test]
    fn steering_can_be_switched_off() {
        let config = of("[mobile.answer]\nrefused = 0.0");
        let steered = fate(&config, true, 1, number(10), 0).answer.result;
        let random = fate(&config, false, 1, number(10), 0).answer.result;
        assert_eq!((steered.0, random.0), (13, 0));
    }
}
