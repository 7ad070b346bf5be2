//! The settings as they stand in the file, and how they are checked.

use std::collections::BTreeMap;
use std::net::IpAddr;

use hongyan_domain::Carrier;
use hongyan_link::gateway::{Account, OtherVersion};
use hongyan_wire::cmpp::{Stat, Version};
use serde::Deserialize;

use super::{Answer, CarrierConfig, Config, ConfigError, Handsets, Ledger, Receipts, Replies, Trouble};
use crate::dice::Share;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    bind: Option<IpAddr>,
    steering: Option<bool>,
    handsets: Option<HandsetsFile>,
    ledger: Option<LedgerFile>,
    mobile: Option<CarrierFile>,
    unicom: Option<CarrierFile>,
    telecom: Option<CarrierFile>,
    broadnet: Option<CarrierFile>,
}

/// Declares the tables of the file: every key may be left out, and none may be unknown.
macro_rules! tables {
    ($($name:ident { $($key:ident: $ty:ty,)* })*) => {$(
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct $name { $($key: Option<$ty>,)* }
    )*};
}

tables! {
    HandsetsFile { per_handset: usize, in_all: usize, }
    LedgerFile { keep: bool, entries: usize, }
    CarrierFile {
        enabled: bool, port: u16, gateway: String, account: String, secret: String, service_code: String,
        versions: Vec<String>, other_version: String, connections: u32, window: u32, deliver_window: usize,
        rate_per_second: u32, queue: usize,
        answer: AnswerFile, receipt: ReceiptFile, trouble: TroubleFile, reply: ReplyFile,
    }
    AnswerFile { delay_ms: [u32; 2], refused: f64, results: BTreeMap<String, u32>, }
    ReceiptFile {
        delay_ms: [u32; 2], late: f64, late_ms: [u32; 2], lost: f64, missing: f64, duplicate: f64, early: f64,
        intermediate: f64, outcomes: BTreeMap<String, u32>,
    }
    TroubleFile { cut_before: f64, cut_after: f64, silence: f64, }
    ReplyFile {
        opt_out: f64, opt_out_words: Vec<String>, chat: f64, texts: Vec<String>, long: f64, long_texts: Vec<String>,
        delay_ms: [u32; 2], across_lines: f64, spontaneous_per_minute: u32,
    }
}

impl File {
    pub(super) fn check(self) -> Result<Config, ConfigError> {
        let handsets = given(self.handsets, "handsets")?;
        let ledger = given(self.ledger, "ledger")?;
        let mut carriers = Vec::new();
        for (carrier, name, file) in [
            (Carrier::Mobile, "mobile", self.mobile),
            (Carrier::Unicom, "unicom", self.unicom),
            (Carrier::Telecom, "telecom", self.telecom),
            (Carrier::Broadnet, "broadnet", self.broadnet),
        ] {
            carriers.push(given(file, name)?.check(carrier, &Path(name.to_owned()))?);
        }
        Ok(Config {
            bind: given(self.bind, "bind")?,
            steering: given(self.steering, "steering")?,
            handsets: Handsets {
                per_handset: given(handsets.per_handset, "handsets.per_handset")?,
                in_all: given(handsets.in_all, "handsets.in_all")?,
            },
            ledger: Ledger {
                keep: given(ledger.keep, "ledger.keep")?,
                entries: given(ledger.entries, "ledger.entries")?,
            },
            carriers,
        })
    }
}

impl CarrierFile {
    fn check(self, carrier: Carrier, path: &Path) -> Result<CarrierConfig, ConfigError> {
        let code = path.given(self.gateway, "gateway")?;
        let gateway = match code.parse() {
            Ok(gateway) if code.len() == 6 => gateway,
            Ok(_) | Err(_) => return Err(path.wrong("gateway", code, "six digits")),
        };
        let service_code = path.given(self.service_code, "service_code")?;
        if service_code.is_empty()
            || service_code.len() > 21
            || !service_code.bytes().all(|it| it.is_ascii_digit())
        {
            return Err(path.wrong("service_code", service_code, "1 to 21 digits"));
        }
        let account = Account {
            other_version: match path.given(self.other_version, "other_version")?.as_str() {
                "refuse" => OtherVersion::Refuse,
                "speak_own" => OtherVersion::SpeakOwn,
                other => return Err(path.wrong("other_version", other, "\"refuse\" or \"speak_own\"")),
            },
            service_codes: vec![service_code.clone()],
            connections_max: path.at_least_one(self.connections, "connections")?,
            window: path.at_least_one(self.window, "window")?,
            deliver_window: path.at_least_one(self.deliver_window, "deliver_window")?,
            rate_per_second: Some(path.given(self.rate_per_second, "rate_per_second")?)
                .filter(|rate| *rate > 0),
            ..path.account(self.account, self.secret, self.versions)?
        };
        Ok(CarrierConfig {
            carrier,
            enabled: path.given(self.enabled, "enabled")?,
            port: path.given(self.port, "port")?,
            gateway,
            account,
            service_code,
            queue: path.given(self.queue, "queue")?,
            answer: path.given(self.answer, "answer")?.check(&path.then("answer"))?,
            receipt: path.given(self.receipt, "receipt")?.check(&path.then("receipt"))?,
            trouble: path.given(self.trouble, "trouble")?.check(&path.then("trouble"))?,
            reply: path.given(self.reply, "reply")?.check(&path.then("reply"))?,
        })
    }
}

impl AnswerFile {
    fn check(self, path: &Path) -> Result<Answer, ConfigError> {
        let results = path
            .given(self.results, "results")?
            .into_iter()
            .map(|(code, weight)| match code.parse() {
                Ok(0) | Err(_) => Err(path.wrong("results", code, "numbers above 0, each with its weight")),
                Ok(code) => Ok((code, weight)),
            })
            .collect::<Result<Vec<(u32, u32)>, _>>()?;
        Ok(Answer {
            delay_ms: path.span(self.delay_ms, "delay_ms")?,
            refused: path.share(self.refused, "refused")?,
            results,
        })
    }
}

impl ReceiptFile {
    fn check(self, path: &Path) -> Result<Receipts, ConfigError> {
        let outcomes = path
            .given(self.outcomes, "outcomes")?
            .into_iter()
            .map(|(stat, weight)| match Stat::new(&stat) {
                Ok(code) if !stat.is_empty() => Ok((code, weight)),
                Ok(_) | Err(_) => Err(path.wrong("outcomes", stat, "codes of 1 to 7 ASCII characters")),
            })
            .collect::<Result<Vec<(Stat, u32)>, _>>()?;
        if outcomes.iter().all(|(_, weight)| *weight == 0) {
            return Err(path.wrong("outcomes", "without weight", "at least one code with a weight above 0"));
        }
        Ok(Receipts {
            delay_ms: path.span(self.delay_ms, "delay_ms")?,
            late: path.share(self.late, "late")?,
            late_ms: path.span(self.late_ms, "late_ms")?,
            lost: path.share(self.lost, "lost")?,
            missing: path.share(self.missing, "missing")?,
            duplicate: path.share(self.duplicate, "duplicate")?,
            early: path.share(self.early, "early")?,
            intermediate: path.share(self.intermediate, "intermediate")?,
            outcomes,
        })
    }
}

impl TroubleFile {
    fn check(self, path: &Path) -> Result<Trouble, ConfigError> {
        Ok(Trouble {
            cut_before: path.share(self.cut_before, "cut_before")?,
            cut_after: path.share(self.cut_after, "cut_after")?,
            silence: path.share(self.silence, "silence")?,
        })
    }
}

impl ReplyFile {
    fn check(self, path: &Path) -> Result<Replies, ConfigError> {
        let rate = path.given(self.spontaneous_per_minute, "spontaneous_per_minute")?;
        if rate > SPONTANEOUS_MAX {
            return Err(path.wrong("spontaneous_per_minute", rate, "at most 60000"));
        }
        Ok(Replies {
            opt_out: path.share(self.opt_out, "opt_out")?,
            opt_out_words: path.given(self.opt_out_words, "opt_out_words")?,
            chat: path.share(self.chat, "chat")?,
            texts: path.given(self.texts, "texts")?,
            long: path.share(self.long, "long")?,
            long_texts: path.given(self.long_texts, "long_texts")?,
            delay_ms: path.span(self.delay_ms, "delay_ms")?,
            across_lines: path.share(self.across_lines, "across_lines")?,
            spontaneous_per_minute: rate,
        })
    }
}

/// Messages per minute that people may write unasked: one each millisecond is what the timer can do.
const SPONTANEOUS_MAX: u32 = 60_000;

/// The tables around a key, for errors.
struct Path(String);

impl Path {
    fn then(&self, key: &str) -> Self {
        Self(format!("{}.{key}", self.0))
    }

    fn wrong(&self, key: &str, value: impl ToString, wanted: &'static str) -> ConfigError {
        ConfigError::Value { key: self.then(key).0, value: value.to_string(), wanted }
    }

    fn given<T>(&self, value: Option<T>, key: &str) -> Result<T, ConfigError> {
        given(value, &self.then(key).0)
    }

    fn at_least_one<T: From<u8> + PartialOrd + ToString>(
        &self,
        value: Option<T>,
        key: &str,
    ) -> Result<T, ConfigError> {
        let value = self.given(value, key)?;
        if value < T::from(1) { Err(self.wrong(key, value, "at least 1")) } else { Ok(value) }
    }

    fn share(&self, value: Option<f64>, key: &str) -> Result<Share, ConfigError> {
        let value = self.given(value, key)?;
        Share::new(value).ok_or_else(|| self.wrong(key, value, "a share from 0 to 1"))
    }

    fn span(&self, value: Option<[u32; 2]>, key: &str) -> Result<[u32; 2], ConfigError> {
        let [least, most] = self.given(value, key)?;
        if least > most {
            return Err(self.wrong(
                key,
                format!("[{least}, {most}]"),
                "a pair of milliseconds, the smaller first",
            ));
        }
        Ok([least, most])
    }

    fn account(
        &self,
        name: Option<String>,
        secret: Option<String>,
        versions: Option<Vec<String>>,
    ) -> Result<Account, ConfigError> {
        let name = self.given(name, "account")?;
        let secret = self.given(secret, "secret")?;
        let mut spoken = Vec::new();
        for version in self.given(versions, "versions")? {
            spoken.push(match version.as_str() {
                "2.0" => Version::V20,
                "2.1" => Version::V21,
                "3.0" => Version::V30,
                _ => return Err(self.wrong("versions", version, "some of \"2.0\", \"2.1\", \"3.0\"")),
            });
        }
        if spoken.is_empty() {
            return Err(self.wrong("versions", "[]", "some of \"2.0\", \"2.1\", \"3.0\""));
        }
        if name.is_empty() {
            return Err(self.wrong("account", "\"\"", "1 to 6 ASCII characters"));
        }
        Account::new(&name, &secret, &spoken)
            .map_err(|_| self.wrong("account", name, "1 to 6 ASCII characters"))
    }
}

/// A value that the built-in default has, so it can be missing only there.
fn given<T>(value: Option<T>, key: &str) -> Result<T, ConfigError> {
    value.ok_or_else(|| ConfigError::Value {
        key: key.to_owned(),
        value: "missing".to_owned(),
        wanted: "given",
    })
}
