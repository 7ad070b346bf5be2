//! Limits and house rules as data (`assets/limits.toml`; operator guide §2 and §9).

use std::sync::LazyLock;
use std::time::Duration;

use hongyan_domain::BusinessType;
use serde::Deserialize;
use thiserror::Error;

use crate::optout::OptOutWords;
use crate::quiet::QuietHours;

/// The file in `assets/`.
const SHIPPED: &str = include_str!("../../../assets/limits.toml");
/// The only version of the file that we read.
const VERSION: u32 = 1;
/// Minutes in an hour.
const HOUR_MINUTES: u16 = 60;
/// Minutes in a day.
const DAY_MINUTES: u16 = 24 * HOUR_MINUTES;

/// Every limit that decisions read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Limits {
    /// The longest finished text, in UTF-16 units.
    pub text_units_max: u32,
    /// The shortest signature, in characters between the brackets.
    pub signature_chars_min: u32,
    /// The longest signature, in characters between the brackets.
    pub signature_chars_max: u32,
    /// When marketing rests.
    pub quiet: QuietHours,
    /// How long a receipt is awaited.
    pub receipt_wait: Duration,
    /// What bulk may have under way, in messages, so that urgent ones are never stuck behind more (promise P9).
    pub bulk_window: u32,
    /// The words that end a marketing text.
    pub opt_out_suffix: String,
    /// The words by which a reply opts out.
    pub opt_out: OptOutWords,
    /// A verification text has one of these.
    pub verification_words: Vec<String>,
    validity: [Duration; BusinessType::ALL.len()],
}

/// A file of limits that cannot be used. The limits in use before stay in use.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum LimitsFault {
    /// Not TOML, a name that we do not know, or a value of the wrong kind.
    #[error("limits: {0}")]
    Unreadable(String),
    /// Written for another program version.
    #[error("limits: version {found} where {VERSION} belongs")]
    Version {
        /// What the file says.
        found: u32,
    },
    /// A value makes no sense.
    #[error("limits: {name} is {found:?}, which should be {wanted}")]
    Value {
        /// Which.
        name: &'static str,
        /// What the file says.
        found: String,
        /// What belongs there.
        wanted: &'static str,
    },
}

impl LimitsFault {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "limits_invalid"
    }
}

impl Limits {
    /// The limits that came with the program.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static LIMITS: LazyLock<Limits> =
            LazyLock::new(|| Limits::parse(SHIPPED).expect("the shipped limits are read by a test"));
        &LIMITS
    }

    /// Reads a file of limits; every name must be there and no other.
    ///
    /// # Errors
    /// [`LimitsFault`] names the first mistake.
    pub fn parse(text: &str) -> Result<Self, LimitsFault> {
        let file: File = toml::from_str(text).map_err(|e| LimitsFault::Unreadable(e.to_string()))?;
        if file.version != VERSION {
            return Err(LimitsFault::Version { found: file.version });
        }
        at_least_one("sms.units_max", file.sms.units_max)?;
        at_least_one("signature.chars_min", file.signature.chars_min)?;
        at_least_one("share.window", file.share.window)?;
        if file.signature.chars_max < file.signature.chars_min {
            return Err(LimitsFault::Value {
                name: "signature.chars_max",
                found: file.signature.chars_max.to_string(),
                wanted: "at least chars_min",
            });
        }
        let quiet = QuietHours {
            from_minute: minute_of_day("quiet.from", &file.quiet.from)?,
            to_minute: minute_of_day("quiet.to", &file.quiet.to)?,
        };
        let validity = [
            seconds("validity.verification", file.validity.verification)?,
            seconds("validity.emergency", file.validity.emergency)?,
            seconds("validity.notice", file.validity.notice)?,
            seconds("validity.marketing", file.validity.marketing)?,
        ];
        Ok(Self {
            text_units_max: file.sms.units_max,
            signature_chars_min: file.signature.chars_min,
            signature_chars_max: file.signature.chars_max,
            quiet,
            receipt_wait: seconds("receipt.wait", file.receipt.wait)?,
            bulk_window: file.share.window,
            opt_out_suffix: file.opt_out.suffix,
            opt_out: OptOutWords::new(&file.opt_out.words, &file.opt_out.doubtful),
            verification_words: file.verification.words,
            validity,
        })
    }

    /// How long a message of this type is worth sending, unless its task says otherwise.
    #[must_use]
    pub const fn validity(&self, business: BusinessType) -> Duration {
        let [verification, emergency, notice, marketing] = self.validity;
        match business {
            BusinessType::Verification => verification,
            BusinessType::Emergency => emergency,
            BusinessType::Notice => notice,
            BusinessType::Marketing => marketing,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    sms: Sms,
    signature: Signature,
    quiet: Quiet,
    validity: Validity,
    receipt: Receipt,
    share: Share,
    opt_out: OptOut,
    verification: Verification,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sms {
    units_max: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Signature {
    chars_min: u32,
    chars_max: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Quiet {
    from: String,
    to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Validity {
    verification: u32,
    emergency: u32,
    notice: u32,
    marketing: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Receipt {
    wait: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Share {
    window: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OptOut {
    suffix: String,
    words: Vec<String>,
    doubtful: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Verification {
    words: Vec<String>,
}

fn at_least_one(name: &'static str, value: u32) -> Result<(), LimitsFault> {
    match value {
        0 => Err(LimitsFault::Value { name, found: value.to_string(), wanted: "1 or more" }),
        _ => Ok(()),
    }
}

fn seconds(name: &'static str, value: u32) -> Result<Duration, LimitsFault> {
    at_least_one(name, value)?;
    Ok(Duration::from_secs(u64::from(value)))
}

fn minute_of_day(name: &'static str, text: &str) -> Result<u16, LimitsFault> {
    let fault = || LimitsFault::Value { name, found: text.to_owned(), wanted: "a time of day like 21:00" };
    let (hour, minute) = text.split_once(':').ok_or_else(fault)?;
    let hour: u16 = hour.parse().map_err(|_| fault())?;
    let minute: u16 = minute.parse().map_err(|_| fault())?;
    let total = hour.checked_mul(HOUR_MINUTES).and_then(|minutes| minutes.checked_add(minute));
    total.filter(|&total| minute < HOUR_MINUTES && total < DAY_MINUTES).ok_or_else(fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_limits_say_what_the_guide_says() {
        let limits = Limits::shipped();
        assert_eq!(limits.text_units_max, 500);
        assert_eq!(limits.quiet, QuietHours { from_minute: 21 * 60, to_minute: 8 * 60 });
        assert_eq!(limits.receipt_wait, Duration::from_secs(72 * 3_600));
        assert_eq!(limits.opt_out_suffix, "拒收请回复R");
        assert!(limits.validity(BusinessType::Verification) < limits.validity(BusinessType::Marketing));
    }

    #[test]
    fn a_mistake_is_named() {
        let with = |from: &str, to: &str| Limits::parse(&SHIPPED.replacen(from, to, 1)).unwrap_err();
        assert_eq!(with("version = 1", "version = 2"), LimitsFault::Version { found: 2 });
        assert_eq!(
            with("\"21:00\"", "\"24:00\""),
            LimitsFault::Value {
                name: "quiet.from",
                found: "24:00".into(),
                wanted: "a time of day like 21:00"
            }
        );
        assert_eq!(
            with("window = 16", "window = 0"),
            LimitsFault::Value { name: "share.window", found: "0".into(), wanted: "1 or more" }
        );
        let unknown = with("[quiet]", "[quiet]\nfrm = 1").to_string();
        assert!(unknown.contains("frm"), "{unknown}");
    }
}
