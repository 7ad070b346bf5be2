//! The carriers' settings: one commented TOML file, `assets/carriers.toml`, which is the built-in default as well.

mod file;

use std::net::IpAddr;

use hongyan_domain::Carrier;
use hongyan_link::gateway::Account;
use hongyan_wire::cmpp::Stat;
use thiserror::Error;

use self::file::File;
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

#[cfg(test)]
mod tests {
    use hongyan_wire::cmpp::Version;

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
