//! An account at a carrier as people write it down: checked as a whole, every mistake with its field.

use std::time::Duration;

use hongyan_channels::Secret;
use hongyan_channels::sms::{CmppSettings, CmppSpec};
use hongyan_domain::{BusinessType, Carrier, Money};
use hongyan_link::session::{ProofCheck, VersionPolicy};
use hongyan_link::version_text;
use hongyan_store::channel::{ChannelDraft, StoredChannel};
use hongyan_wire::cmpp::Version;
use hongyan_wire::text::{CodingPolicy, UdhForm};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::{ConsoleError, ErrorCode};
use crate::mistake::{Mistake, MistakeCode};

/// Characters of a channel's name.
const NAME_CHARS_MAX: usize = 100;

/// A CMPP account as people write it down, without its secret.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct CmppForm {
    /// Name or address of the gateway.
    pub host: String,
    /// Its TCP port.
    pub port: u16,
    /// The login (`SP_Id`), at most 6 characters.
    pub account: String,
    /// `2.0`, `2.1` or `3.0`.
    pub version: String,
    /// Whether to log in with a lower version when the gateway offers one.
    pub allow_lower_version: bool,
    /// The sender's number.
    pub service_code: String,
    /// Digits that may follow it, by which replies find back to their task.
    pub extension_digits: u8,
    /// The service's code, given by the carrier, often empty.
    pub service_id: String,
    /// Who pays: 0 receiver, 1 sender, 2 we, 3 `fee_terminal`.
    pub fee_user_type: u8,
    /// The paying number, for `fee_user_type` 3.
    pub fee_terminal: String,
    /// `01` free, `02` per message, `03` monthly.
    pub fee_type: String,
    /// Price in fen, up to six digits.
    pub fee_code: String,
    /// `Msg_src`, if the carrier wants another than the account.
    pub msg_src: Option<String>,
    /// Unanswered parts on the way per connection.
    pub window: u16,
    /// Parts per second of the whole account; none for no limit.
    pub speed_per_second: Option<u32>,
    /// Connections.
    pub connections: u16,
    /// Whether receipts are asked for.
    pub receipts: bool,
    /// Send plain English as UCS2 too.
    pub ascii_as_ucs2: bool,
    /// Send Chinese as GB18030 where that fits.
    pub prefer_gb18030: bool,
    /// Give long messages the header of 7 octets instead of 6.
    pub wide_header: bool,
    /// Silence before the line's pulse is felt, in seconds.
    pub heartbeat_seconds: u16,
    /// Wait for an answer before the same is sent again, in seconds.
    pub response_seconds: u16,
    /// Wait for the answer to a login, in seconds.
    pub login_seconds: u16,
    /// Sends of the same in all.
    pub sends_max: u8,
    /// Whether the gateway must prove that it knows the secret.
    pub require_proof: bool,
}

impl Default for CmppForm {
    fn default() -> Self {
        let spec = CmppSpec::default();
        let seconds = |span: Duration| u16::try_from(span.as_secs()).unwrap_or(u16::MAX);
        Self {
            host: spec.host,
            port: spec.port,
            account: spec.account,
            version: version_text(spec.version).to_owned(),
            allow_lower_version: false,
            service_code: spec.service_code,
            extension_digits: u8::try_from(spec.extension_digits).unwrap_or(0),
            service_id: spec.service_id,
            fee_user_type: spec.fee_user_type,
            fee_terminal: spec.fee_terminal,
            fee_type: spec.fee_type,
            fee_code: spec.fee_code,
            msg_src: spec.msg_src,
            window: u16::try_from(spec.window).unwrap_or(u16::MAX),
            speed_per_second: spec.speed_per_second,
            connections: u16::try_from(spec.connections).unwrap_or(u16::MAX),
            receipts: spec.receipts,
            ascii_as_ucs2: spec.coding.ascii_as_ucs2,
            prefer_gb18030: spec.coding.prefer_gb18030,
            wide_header: spec.udh_form == UdhForm::SixteenBit,
            heartbeat_seconds: seconds(spec.idle),
            response_seconds: seconds(spec.response_timeout),
            login_seconds: seconds(spec.login_timeout),
            sends_max: spec.sends_max,
            require_proof: spec.proof_check == ProofCheck::Require,
        }
    }
}

impl CmppForm {
    /// The settings of a line.
    pub(super) fn settings(&self, secret: &str) -> Result<CmppSettings, ConsoleError> {
        let version = [Version::V20, Version::V21, Version::V30]
            .into_iter()
            .find(|version| version_text(*version) == self.version)
            .ok_or_else(|| {
                let mistake = Mistake::at(MistakeCode::NotOneOf, "version");
                let mistake = mistake.with("value", &self.version).with("allowed", "2.0, 2.1, 3.0");
                ConsoleError::mistakes(ErrorCode::ChannelInvalid, vec![mistake])
            })?;
        let spec = CmppSpec {
            host: self.host.clone(),
            port: self.port,
            account: self.account.clone(),
            secret: Secret::new(secret),
            version,
            version_policy: if self.allow_lower_version {
                VersionPolicy::AllowLower
            } else {
                VersionPolicy::Exact
            },
            service_code: self.service_code.clone(),
            extension_digits: usize::from(self.extension_digits),
            service_id: self.service_id.clone(),
            fee_user_type: self.fee_user_type,
            fee_terminal: self.fee_terminal.clone(),
            fee_type: self.fee_type.clone(),
            fee_code: self.fee_code.clone(),
            msg_src: self.msg_src.clone(),
            window: usize::from(self.window),
            speed_per_second: self.speed_per_second,
            connections: usize::from(self.connections),
            receipts: self.receipts,
            coding: CodingPolicy {
                ascii_as_ucs2: self.ascii_as_ucs2,
                prefer_gb18030: self.prefer_gb18030,
                ..CodingPolicy::CMPP
            },
            udh_form: if self.wide_header { UdhForm::SixteenBit } else { UdhForm::EightBit },
            idle: Duration::from_secs(self.heartbeat_seconds.into()),
            login_timeout: Duration::from_secs(self.login_seconds.into()),
            response_timeout: Duration::from_secs(self.response_seconds.into()),
            sends_max: self.sends_max,
            proof_check: if self.require_proof { ProofCheck::Require } else { ProofCheck::Record },
        };
        Ok(CmppSettings::new(spec)?)
    }
}

/// A channel as people write it down, without its secret.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChannelForm {
    /// Its name.
    pub name: String,
    /// Whether it leads to a simulated carrier: never used beside real ones.
    #[serde(default)]
    pub sandbox: bool,
    /// Whose numbers it takes, as `CMCC`, `CUCC`, `CTCC`, `CBN`; empty: everybody's.
    #[serde(default)]
    #[ts(type = "Carrier[]")]
    pub carriers: Vec<String>,
    /// What it may be used for, as `verification`, `emergency`, `notice`, `marketing`; empty: everything.
    #[serde(default)]
    #[ts(type = "Business[]")]
    pub business_types: Vec<String>,
    /// Price of one billed segment, in yuan, such as `0.045`.
    #[serde(default = "no_price")]
    pub price: String,
    /// Smaller is preferred among equals.
    #[serde(default)]
    pub rank: u32,
    /// Its share among channels that are equal otherwise.
    #[serde(default = "one")]
    pub weight: u32,
    /// The account.
    pub cmpp: CmppForm,
}

fn no_price() -> String {
    "0".to_owned()
}

const fn one() -> u32 {
    1
}

impl ChannelForm {
    /// Checks everything and puts it into the store's form.
    pub(crate) fn draft(&self, secret: &str) -> Result<ChannelDraft, ConsoleError> {
        let mut mistakes = Vec::new();
        let name = self.name.trim();
        if name.is_empty() {
            mistakes.push(Mistake::at(MistakeCode::Missing, "name"));
        } else if name.chars().count() > NAME_CHARS_MAX {
            let length = name.chars().count();
            mistakes.push(
                Mistake::at(MistakeCode::TooLong, "name").with("length", length).with("max", NAME_CHARS_MAX),
            );
        }
        let allowed = Carrier::ALL.map(Carrier::code).join(", ");
        let carriers = known(&self.carriers, "carriers", &allowed, Carrier::from_code, &mut mistakes);
        let allowed = BusinessType::ALL.map(BusinessType::code).join(", ");
        let business_types =
            known(&self.business_types, "business_types", &allowed, BusinessType::from_code, &mut mistakes);
        let price = Money::parse_yuan(&self.price).unwrap_or_else(|| {
            mistakes.push(
                Mistake::at(MistakeCode::WrongType, "price")
                    .with("wanted", "0.045")
                    .with("found", &self.price),
            );
            Money::ZERO
        });
        if self.weight == 0 {
            let mistake = Mistake::at(MistakeCode::OutOfRange, "weight");
            mistakes.push(mistake.with("value", 0).with("min", 1).with("max", u32::MAX));
        }
        match self.cmpp.settings(secret) {
            Ok(_) => {}
            Err(error) => mistakes.extend(error.mistakes),
        }
        if !mistakes.is_empty() {
            return Err(ConsoleError::mistakes(ErrorCode::ChannelInvalid, mistakes));
        }
        let settings = serde_json::to_string(&self.cmpp)
            .map_err(|error| ConsoleError::new(ErrorCode::Internal, error))?;
        Ok(ChannelDraft {
            name: name.to_owned(),
            sandbox: self.sandbox,
            settings,
            secret: secret.to_owned(),
            carriers,
            business_types,
            price,
            rank: self.rank,
            weight: self.weight,
        })
    }
}

fn known<T>(
    codes: &[String],
    field: &str,
    allowed: &str,
    read: impl Fn(&str) -> Option<T>,
    mistakes: &mut Vec<Mistake>,
) -> Vec<T> {
    let mut found = Vec::new();
    for code in codes {
        match read(code) {
            Some(value) => found.push(value),
            None => {
                mistakes.push(
                    Mistake::at(MistakeCode::NotOneOf, field).with("value", code).with("allowed", allowed),
                );
            }
        }
    }
    found
}

impl Default for ChannelForm {
    fn default() -> Self {
        Self {
            name: String::new(),
            sandbox: false,
            carriers: Vec::new(),
            business_types: Vec::new(),
            price: no_price(),
            rank: 0,
            weight: one(),
            cmpp: CmppForm::default(),
        }
    }
}

/// The settings of a stored channel.
pub(crate) fn settings_of(channel: &StoredChannel) -> Result<CmppSettings, ConsoleError> {
    form_of(channel)?.settings(&channel.draft.secret)
}

pub(super) fn form_of(channel: &StoredChannel) -> Result<CmppForm, ConsoleError> {
    serde_json::from_str(&channel.draft.settings).map_err(|error| {
        ConsoleError::new(
            ErrorCode::StoreUnreadable,
            format!("the settings of channel {}: {error}", channel.no),
        )
    })
}

/// An amount with all its decimals, so that it reads back as it is.
pub(crate) fn yuan(amount: Money) -> String {
    let (sign, milli) = (if amount.0 < 0 { "-" } else { "" }, amount.0.unsigned_abs());
    format!("{sign}{}.{:03}", milli / 1_000, milli % 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> ChannelForm {
        ChannelForm {
            name: "line".to_owned(),
            sandbox: false,
            carriers: vec!["CMCC".to_owned()],
            business_types: Vec::new(),
            price: "0.045".to_owned(),
            rank: 0,
            weight: 1,
            cmpp: CmppForm {
                host: "127.0.0.1".to_owned(),
                account: "901234".to_owned(),
                service_code: "1069012345".to_owned(),
                ..CmppForm::default()
            },
        }
    }

    #[test]
    fn every_mistake_is_named_with_its_field() {
        let mut bad = form();
        bad.name = " ".to_owned();
        bad.carriers = vec!["XYZ".to_owned()];
        bad.price = "a lot".to_owned();
        bad.cmpp.account = "1234567".to_owned();
        bad.cmpp.window = 0;
        let error = bad.draft("secret").unwrap_err();
        let fields: Vec<&str> = error.mistakes.iter().map(|mistake| mistake.field.as_str()).collect();
        assert_eq!(fields, ["name", "carriers", "price", "account", "window"]);
    }

    #[test]
    fn what_is_stored_holds_no_secret_and_reads_back() {
        let draft = form().draft("s3cret-word").unwrap();
        assert!(!draft.settings.contains("s3cret-word"));
        assert_eq!(serde_json::from_str::<CmppForm>(&draft.settings).unwrap(), form().cmpp);
        assert_eq!(yuan(draft.price), "0.045");
    }

    #[test]
    fn a_version_that_nobody_speaks_is_refused() {
        let mut bad = form();
        bad.cmpp.version = "4.0".to_owned();
        assert_eq!(bad.draft("secret").unwrap_err().mistakes[0].code, MistakeCode::NotOneOf);
    }
}
