//! The carriers' settings: one commented TOML file, `assets/carriers.toml`, which is the built-in default as well.

use std::collections::BTreeMap;
use std::net::IpAddr;

use hongyan_domain::Carrier;
use hongyan_link::gateway::{Account, OtherVersion};
use hongyan_wire::cmpp::{Stat, Version};
use serde::Deserialize;
use thiserror::Error;

use crate::dice::Share;

/// The built-in default, comments and all: what `hongyan carrier` shows to those who want to change it.
pub const DEFAULT_TOML: &str = include_str!("../../../assets/carriers.toml");

/// All settings.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where the gateways listen.
    pub bind: IpAddr,
    /// Whether the last four digits of a number steer its fate (table in [`crate::fate`]).
    pub steering: bool,
    /// What phones keep.
    pub handsets: Handsets,
    /// What is counted by number and text.
    pub ledger: Ledger,
    /// The carriers that are switched on or off, in the order of [`Carrier::ALL`].
    pub carriers: Vec<CarrierConfig>,
}

/// What phones keep.
#[derive(Debug, Clone, Copy)]
pub struct Handsets {
    /// Messages that one phone keeps.
    pub per_handset: usize,
    /// Messages that all phones of a carrier keep.
    pub in_all: usize,
}

/// What is counted by number and text.
#[derive(Debug, Clone, Copy)]
pub struct Ledger {
    /// Whether anything is.
    pub keep: bool,
    /// Different messages counted per carrier.
    pub entries: usize,
}

/// One carrier's settings, checked.
#[derive(Debug, Clone)]
pub struct CarrierConfig {
    /// Whose gateway it is.
    pub carrier: Carrier,
    /// Whether it is started.
    pub enabled: bool,
    /// Where it listens; 0 takes a free port.
    pub port: u16,
    /// Its code, part of every `Msg_Id`.
    pub gateway: u32,
    /// Its one account.
    pub account: Account,
    /// The sender number that the account was given.
    pub service_code: String,
    /// Receipts and messages that may wait for the client.
    pub queue: usize,
    /// How SUBMITs are answered.
    pub answer: Answer,
    /// How they end.
    pub receipt: Receipts,
    /// What happens to lines.
    pub trouble: Trouble,
    /// What people write back.
    pub reply: Replies,
}

/// How SUBMITs are answered.
#[derive(Debug, Clone)]
pub struct Answer {
    /// From SUBMIT to answer.
    pub delay_ms: [u32; 2],
    /// Share that is refused.
    pub refused: Share,
    /// With what, by weight.
    pub results: Vec<(u32, u32)>,
}

/// How messages end.
#[derive(Debug, Clone)]
pub struct Receipts {
    /// From SUBMIT to receipt.
    pub delay_ms: [u32; 2],
    /// Share that comes later.
    pub late: Share,
    /// How much later.
    pub late_ms: [u32; 2],
    /// Share that is neither delivered nor reported.
    pub lost: Share,
    /// Share that is delivered and not reported.
    pub missing: Share,
    /// Share that is reported twice.
    pub duplicate: Share,
    /// Share that is reported before the answer.
    pub early: Share,
    /// Share whose end state follows an ACCEPTD.
    pub intermediate: Share,
    /// End states by weight.
    pub outcomes: Vec<(Stat, u32)>,
}

/// What happens to lines, as shares of SUBMITs.
#[derive(Debug, Clone, Copy)]
pub struct Trouble {
    /// Cut before the answer.
    pub cut_before: Share,
    /// Cut after the answer.
    pub cut_after: Share,
    /// Half-open from then on.
    pub silence: Share,
}

/// What people write back.
#[derive(Debug, Clone)]
pub struct Replies {
    /// Share that opts out.
    pub opt_out: Share,
    /// With which words.
    pub opt_out_words: Vec<String>,
    /// Share that answers shortly.
    pub chat: Share,
    /// With which texts.
    pub texts: Vec<String>,
    /// Share that answers at length.
    pub long: Share,
    /// With which texts.
    pub long_texts: Vec<String>,
    /// From delivery to reply.
    pub delay_ms: [u32; 2],
    /// Share of long replies whose parts come over different connections.
    pub across_lines: Share,
    /// Messages per minute that nobody asked for.
    pub spontaneous_per_minute: u32,
}

/// Why settings cannot be used; nothing was started.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ConfigError {
    /// It is no TOML, has a key that nobody knows, or a value of the wrong kind.
    #[error("the carriers' settings cannot be read: {what}")]
    Unreadable {
        /// What the reader says: line, key, and what would be right.
        what: String,
    },
    /// A value is outside what it may be.
    #[error("{key} is {value}; it must be {wanted}")]
    Value {
        /// The key with its tables, such as `mobile.receipt.lost`.
        key: String,
        /// What stands there.
        value: String,
        /// What may stand there.
        wanted: &'static str,
    },
}

impl ConfigError {
    /// Stable code for faces and logs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "carrier.config_unreadable",
            Self::Value { .. } => "carrier.config_value",
        }
    }
}

impl Config {
    /// The built-in default.
    ///
    /// # Errors
    /// Never for the file that is shipped; a test reads it.
    pub fn builtin() -> Result<Self, ConfigError> {
        Self::from_toml("")
    }

    /// Reads a file; whatever it leaves out is as in the built-in default.
    ///
    /// # Errors
    /// [`ConfigError`] names the key.
    pub fn from_toml(text: &str) -> Result<Self, ConfigError> {
        let unreadable = |error: toml::de::Error| ConfigError::Unreadable { what: error.to_string() };
        // Read by itself first, so that errors show the lines of the person's own file.
        toml::from_str::<File>(text).map_err(unreadable)?;
        let mut merged: toml::Table = toml::from_str(DEFAULT_TOML).map_err(unreadable)?;
        merge(&mut merged, toml::from_str(text).map_err(unreadable)?);
        let file: File = merged.try_into().map_err(unreadable)?;
        file.check()
    }

    /// The settings of one carrier.
    #[must_use]
    pub fn carrier(&self, carrier: Carrier) -> Option<&CarrierConfig> {
        self.carriers.iter().find(|config| config.carrier == carrier)
    }

    /// The settings of one carrier, to be changed.
    pub fn carrier_mut(&mut self, carrier: Carrier) -> Option<&mut CarrierConfig> {
        self.carriers.iter_mut().find(|config| config.carrier == carrier)
    }
}

/// Puts `changes` over `base`: tables key by key, but weights and everything else as a whole.
fn merge(base: &mut toml::Table, changes: toml::Table) {
    for (key, value) in changes {
        match (base.get_mut(&key), value) {
            (Some(toml::Value::Table(inner)), toml::Value::Table(changes))
                if !WEIGHTS.contains(&key.as_str()) =>
            {
                merge(inner, changes);
            }
            (_, value) => {
                base.insert(key, value);
            }
        }
    }
}

/// Tables that are one value: a person who names outcomes means these and no others.
const WEIGHTS: [&str; 2] = ["results", "outcomes"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
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
    fn check(self) -> Result<Config, ConfigError> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_file_is_whole() {
        let config = Config::builtin().unwrap();
        assert_eq!(config.carriers.len(), 4);
        assert!(config.steering && config.bind.is_loopback());
        let broadnet = config.carrier(Carrier::Broadnet).unwrap();
        assert_eq!(broadnet.account.versions, [Version::V20, Version::V21]);
        assert!(
            broadnet.receipt.outcomes.iter().any(|(stat, weight)| stat.is_delivered() && *weight == 9_300)
        );
    }

    #[test]
    fn a_file_changes_what_it_names_and_nothing_else() {
        let text = "steering = false\n[unicom.receipt]\nlost = 1.0\noutcomes = { EXPIRED = 1 }\n[telecom]\nrate_per_second = 50\n";
        let config = Config::from_toml(text).unwrap();
        let unicom = &config.carrier(Carrier::Unicom).unwrap().receipt;
        assert_eq!((config.steering, unicom.lost, unicom.outcomes.len()), (false, Share::Always, 1));
        assert_eq!(unicom.late_ms, [3_000, 7_000]);
        assert_eq!(config.carrier(Carrier::Telecom).unwrap().account.rate_per_second, Some(50));
        assert_eq!(config.carrier(Carrier::Mobile).unwrap().account.rate_per_second, None);
    }

    #[track_caller]
    fn check(text: &str, named: &str) {
        let error = Config::from_toml(text).unwrap_err();
        assert!(error.to_string().contains(named), "{error}");
    }

    #[test]
    fn an_error_names_the_key() {
        check("[mobile]\nwindows = 3", "windows");
        check("[mobile]\nwindows = 3", "line 2");
        check("[mobil]", "mobil");
        check("[mobile]\nwindow = \"many\"", "window");
        check("[mobile]\nwindow = 0", "mobile.window is 0; it must be at least 1");
        check("[unicom.receipt]\nlost = 1.5", "unicom.receipt.lost is 1.5");
        check("[unicom.receipt]\ndelay_ms = [5, 1]", "unicom.receipt.delay_ms is [5, 1]");
        check("[unicom.receipt]\noutcomes = { DELIVERED = 1 }", "unicom.receipt.outcomes is DELIVERED");
        check("[unicom.receipt]\noutcomes = {}", "unicom.receipt.outcomes");
        check("[broadnet.answer]\nresults = { ok = 1 }", "broadnet.answer.results is ok");
        check("[telecom]\nversions = [\"4.0\"]", "telecom.versions is 4.0");
        check("[telecom]\naccount = \"1234567\"", "telecom.account is 1234567");
        check("[telecom]\ngateway = \"1\"", "telecom.gateway is 1");
        check("[telecom]\nservice_code = \"SP\"", "telecom.service_code is SP");
        check("[telecom]\nother_version = \"guess\"", "telecom.other_version is guess");
        check(
            "[telecom.reply]\nspontaneous_per_minute = 90000",
            "telecom.reply.spontaneous_per_minute is 90000",
        );
        check("steering = ", "line 1");
    }

    #[test]
    fn a_secret_is_never_printed() {
        let config = Config::from_toml("[mobile]\nsecret = \"hush-hush\"").unwrap();
        assert!(!format!("{config:?}").contains("hush"));
    }
}
