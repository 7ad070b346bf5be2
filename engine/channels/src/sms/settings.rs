//! The settings of a CMPP account, checked before anything is done with them.

use std::time::Duration;

use hongyan_link::Secret;
use hongyan_link::pace::PER_SECOND_MAX;
use hongyan_link::session::{
    IDLE, LOGIN_TIMEOUT, ProofCheck, RESPONSE_TIMEOUT, SENDS_MAX, SessionConfig, VersionPolicy, WINDOW,
    WINDOW_MAX,
};
use hongyan_link::supervise::{CONNECTIONS_MAX, LineConfig};
use hongyan_wire::cmpp::{FeeUserType, Submit, Text, TextError, Version};
use hongyan_wire::text::{CodingPolicy, UdhForm};
use thiserror::Error;

/// The port of long connections (`cmpp.md` §1).
const PORT: u16 = 7890;
/// Digits of a sender's number, extension included (`cmpp.md` §5.4 field 18).
const SENDER_DIGITS_MAX: usize = 21;
/// The longest host name (RFC 1035).
const HOST_OCTETS_MAX: usize = 253;
/// The longest idle time and response time-out that make sense.
const SPAN_MAX: Duration = Duration::from_secs(600);
/// The most sends of one PDU.
const SENDS_LIMIT: u8 = 10;

/// A CMPP account as people write it down; [`CmppSettings::new`] checks it.
#[derive(Clone, Debug)]
pub struct CmppSpec {
    /// Name or address of the gateway.
    pub host: String,
    /// Its TCP port.
    pub port: u16,
    /// The login (`SP_Id`), at most 6 characters.
    pub account: String,
    /// The password.
    pub secret: Secret,
    /// The version that the account is agreed for.
    pub version: Version,
    /// What to do when the gateway speaks a lower one.
    pub version_policy: VersionPolicy,
    /// The sender's number (`SP_Code`), digits.
    pub service_code: String,
    /// Digits that may be appended to it.
    pub extension_digits: usize,
    /// The service's code, at most 10 characters; given by the carrier, often empty.
    pub service_id: String,
    /// Who pays: 0 receiver, 1 sender, 2 we, 3 `fee_terminal`.
    pub fee_user_type: u8,
    /// The paying number, for `fee_user_type` 3.
    pub fee_terminal: String,
    /// `01` free, `02` per message, `03` monthly; 2.0 also `04` and `05`.
    pub fee_type: String,
    /// Price in fen, up to six digits.
    pub fee_code: String,
    /// `Msg_src`, if the carrier wants another than the account.
    pub msg_src: Option<String>,
    /// Unanswered parts on the way per connection.
    pub window: usize,
    /// Parts per second of the whole account; `None` for no limit.
    pub speed_per_second: Option<u32>,
    /// Connections.
    pub connections: usize,
    /// Whether receipts are asked for.
    pub receipts: bool,
    /// How texts are coded.
    pub coding: CodingPolicy,
    /// The header of long messages.
    pub udh_form: UdhForm,
    /// Silence before the line's pulse is felt.
    pub idle: Duration,
    /// Wait for the answer to a login.
    pub login_timeout: Duration,
    /// Wait for any other answer before the same is sent again.
    pub response_timeout: Duration,
    /// Sends of the same in all.
    pub sends_max: u8,
    /// Whether the gateway must prove the password.
    pub proof_check: ProofCheck,
}

impl Default for CmppSpec {
    /// Practice in China today: 3.0, we pay, receipts wanted; host, account, secret and sender are empty.
    fn default() -> Self {
        Self {
            host: String::new(),
            port: PORT,
            account: String::new(),
            secret: Secret::new(Vec::new()),
            version: Version::V30,
            version_policy: VersionPolicy::Exact,
            service_code: String::new(),
            extension_digits: 0,
            service_id: String::new(),
            fee_user_type: FeeUserType::SERVICE_PROVIDER.0,
            fee_terminal: String::new(),
            fee_type: "01".to_owned(),
            fee_code: "000000".to_owned(),
            msg_src: None,
            window: WINDOW,
            speed_per_second: None,
            connections: 1,
            receipts: true,
            coding: CodingPolicy::CMPP,
            udh_form: UdhForm::EightBit,
            idle: IDLE,
            login_timeout: LOGIN_TIMEOUT,
            response_timeout: RESPONSE_TIMEOUT,
            sends_max: SENDS_MAX,
            proof_check: ProofCheck::Record,
        }
    }
}

/// What is wrong with one setting.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum SettingProblem {
    /// It must not be empty.
    #[error("is empty")]
    Empty,
    /// It has too many characters.
    #[error("has {length} characters, at most {max} fit")]
    TooLong {
        /// How many it has.
        length: usize,
        /// How many fit.
        max: usize,
    },
    /// It holds something else than letters, digits and signs of ASCII.
    #[error("character {at} is not printable ASCII")]
    NotAscii {
        /// Which character, from 1.
        at: usize,
    },
    /// It must be digits only.
    #[error("must be digits only")]
    NotDigits,
    /// A number out of its range.
    #[error("is {value}, allowed are {min} to {max}")]
    OutOfRange {
        /// What it is.
        value: u64,
        /// The least.
        min: u64,
        /// The most.
        max: u64,
    },
    /// The version knows no such value.
    #[error("{value:?} is none of {allowed}")]
    NotOneOf {
        /// What it is.
        value: String,
        /// What it may be.
        allowed: &'static str,
    },
}

/// A setting and what is wrong with it.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{field} {problem}")]
pub struct SettingsFault {
    /// The setting's name, as in [`CmppSpec`].
    pub field: &'static str,
    /// What is wrong.
    pub problem: SettingProblem,
}

/// Everything that is wrong with the settings of an account; never empty.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{}", list(.0))]
pub struct SettingsFaults(pub Vec<SettingsFault>);

impl SettingsFaults {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "channel.settings"
    }
}

fn list(faults: &[SettingsFault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// The checked settings of a CMPP account.
#[derive(Clone, Debug)]
pub struct CmppSettings {
    spec: CmppSpec,
    account: Text<6>,
    template: Submit,
}

impl CmppSettings {
    /// Checks an account.
    ///
    /// # Errors
    /// All faults at once, each with the setting's name.
    pub fn new(spec: CmppSpec) -> Result<Self, SettingsFaults> {
        let mut check = Check(Vec::new());
        check.filled("host", &spec.host, HOST_OCTETS_MAX);
        check.range("port", u64::from(spec.port), 1, u64::from(u16::MAX));
        check.filled("account", &spec.account, 6);
        let account = check.text("account", &spec.account);
        if spec.secret.is_empty() {
            check.fault("secret", SettingProblem::Empty);
        }
        check.filled("service_code", &spec.service_code, SENDER_DIGITS_MAX);
        check.digits("service_code", &spec.service_code);
        let sender_room = SENDER_DIGITS_MAX.saturating_sub(spec.service_code.len());
        check.count("extension_digits", spec.extension_digits, 0, sender_room);
        check.count("window", spec.window, 1, WINDOW_MAX);
        check.count("connections", spec.connections, 1, CONNECTIONS_MAX);
        if let Some(speed) = spec.speed_per_second {
            // Each connection has its share, which must be one at least.
            let connections = u64::try_from(spec.connections).unwrap_or(u64::MAX).max(1);
            let most = u64::from(PER_SECOND_MAX).saturating_mul(connections);
            check.range("speed_per_second", u64::from(speed), connections, most);
        }
        check.span("idle", spec.idle);
        check.span("login_timeout", spec.login_timeout);
        check.span("response_timeout", spec.response_timeout);
        check.range("sends_max", u64::from(spec.sends_max), 1, u64::from(SENDS_LIMIT));
        let template = template(&spec, &mut check);
        if check.0.is_empty() { Ok(Self { spec, account, template }) } else { Err(SettingsFaults(check.0)) }
    }

    /// What was checked.
    #[must_use]
    pub const fn spec(&self) -> &CmppSpec {
        &self.spec
    }

    /// A SUBMIT of this account without number, text and sender.
    pub(super) const fn template(&self) -> &Submit {
        &self.template
    }

    pub(super) fn session(&self) -> SessionConfig {
        let spec = &self.spec;
        SessionConfig {
            version_policy: spec.version_policy,
            proof_check: spec.proof_check,
            window: spec.window,
            idle: spec.idle,
            login_timeout: spec.login_timeout,
            response_timeout: spec.response_timeout,
            sends_max: spec.sends_max,
            ..SessionConfig::new(self.account, spec.secret.clone(), spec.version)
        }
    }

    pub(super) fn line(&self, seed: u64) -> LineConfig {
        LineConfig {
            host: self.spec.host.clone(),
            port: self.spec.port,
            session: self.session(),
            connections: self.spec.connections,
            per_second: self.spec.speed_per_second,
            seed,
        }
    }
}

fn template(spec: &CmppSpec, check: &mut Check) -> Submit {
    let fee_types: (&[&str], _) = match spec.version {
        Version::V20 | Version::V21 => (&["01", "02", "03", "04", "05"], "01, 02, 03, 04, 05"),
        Version::V30 => (&["01", "02", "03"], "01, 02, 03"),
    };
    if !fee_types.0.contains(&spec.fee_type.as_str()) {
        let problem = SettingProblem::NotOneOf { value: spec.fee_type.clone(), allowed: fee_types.1 };
        check.fault("fee_type", problem);
    }
    check.range("fee_user_type", u64::from(spec.fee_user_type), 0, u64::from(FeeUserType::NAMED.0));
    if spec.fee_user_type == FeeUserType::NAMED.0 {
        check.filled("fee_terminal", &spec.fee_terminal, SENDER_DIGITS_MAX);
    }
    check.digits("fee_terminal", &spec.fee_terminal);
    check.digits("fee_code", &spec.fee_code);
    let fee_code = format!("{:0>6}", spec.fee_code);
    let msg_src = match &spec.msg_src {
        Some(msg_src) => check.text("msg_src", msg_src),
        None => check.text("account", &spec.account),
    };
    Submit {
        service_id: check.text("service_id", &spec.service_id),
        fee_user_type: FeeUserType(spec.fee_user_type),
        fee_terminal_id: check.text("fee_terminal", &spec.fee_terminal),
        msg_src,
        // Its length is checked above; a wrong one is told once.
        fee_type: Text::new(&spec.fee_type).unwrap_or_default(),
        fee_code: check.text("fee_code", &fee_code),
        ..Submit::default()
    }
}

/// Collects faults.
struct Check(Vec<SettingsFault>);

impl Check {
    fn fault(&mut self, field: &'static str, problem: SettingProblem) {
        let fault = SettingsFault { field, problem };
        if !self.0.contains(&fault) {
            self.0.push(fault);
        }
    }

    fn filled(&mut self, field: &'static str, value: &str, max: usize) {
        if value.is_empty() {
            self.fault(field, SettingProblem::Empty);
        } else if value.len() > max {
            self.fault(field, SettingProblem::TooLong { length: value.len(), max });
        } else if let Some(index) = value.bytes().position(|octet| !octet.is_ascii_graphic()) {
            self.fault(field, SettingProblem::NotAscii { at: index + 1 });
        }
    }

    fn text<const N: usize>(&mut self, field: &'static str, value: &str) -> Text<N> {
        match Text::new(value) {
            Ok(text) => text,
            Err(TextError::TooLong { octets: length, max }) => {
                self.fault(field, SettingProblem::TooLong { length, max });
                Text::EMPTY
            }
            Err(TextError::NotAscii { position }) => {
                self.fault(field, SettingProblem::NotAscii { at: position + 1 });
                Text::EMPTY
            }
        }
    }

    fn digits(&mut self, field: &'static str, value: &str) {
        if !value.bytes().all(|octet| octet.is_ascii_digit()) {
            self.fault(field, SettingProblem::NotDigits);
        }
    }

    fn range(&mut self, field: &'static str, value: u64, min: u64, max: u64) {
        if !(min..=max).contains(&value) {
            self.fault(field, SettingProblem::OutOfRange { value, min, max });
        }
    }

    fn count(&mut self, field: &'static str, value: usize, min: usize, max: usize) {
        let wide = |number| u64::try_from(number).unwrap_or(u64::MAX);
        self.range(field, wide(value), wide(min), wide(max));
    }

    fn span(&mut self, field: &'static str, span: Duration) {
        self.range(field, span.as_secs(), 1, SPAN_MAX.as_secs());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good() -> CmppSpec {
        CmppSpec {
            host: "127.0.0.1".to_owned(),
            account: "901234".to_owned(),
            secret: Secret::new("Secret01"),
            service_code: "1069012345".to_owned(),
            extension_digits: 11,
            ..CmppSpec::default()
        }
    }

    fn faults(spec: CmppSpec) -> Vec<(&'static str, SettingProblem)> {
        let faults = CmppSettings::new(spec).unwrap_err().0;
        faults.into_iter().map(|fault| (fault.field, fault.problem)).collect()
    }

    #[test]
    fn a_good_account_passes_and_its_price_is_filled_up() {
        let settings = CmppSettings::new(CmppSpec { fee_code: "10".to_owned(), ..good() }).unwrap();
        assert_eq!(settings.template().fee_code.as_str(), Some("000010"));
        assert_eq!(settings.template().msg_src.as_str(), Some("901234"));
    }

    #[test]
    fn all_that_is_empty_is_named() {
        let named: Vec<_> = faults(CmppSpec::default()).into_iter().map(|(field, _)| field).collect();
        assert_eq!(named, ["host", "account", "secret", "service_code"]);
    }

    #[test]
    fn each_fault_names_its_setting() {
        use SettingProblem as P;
        let long = |text: &str| text.to_owned();
        let check = |spec, field, problem| assert_eq!(faults(spec), [(field, problem)]);
        check(CmppSpec { port: 0, ..good() }, "port", P::OutOfRange { value: 0, min: 1, max: 65_535 });
        check(CmppSpec { account: long("1234567"), ..good() }, "account", P::TooLong { length: 7, max: 6 });
        check(CmppSpec { account: long("账号"), ..good() }, "account", P::NotAscii { at: 1 });
        check(CmppSpec { service_code: long("10690x"), ..good() }, "service_code", P::NotDigits);
        let span = P::OutOfRange { value: 12, min: 0, max: 11 };
        check(CmppSpec { extension_digits: 12, ..good() }, "extension_digits", span);
        check(CmppSpec { window: 0, ..good() }, "window", P::OutOfRange { value: 0, min: 1, max: 4_096 });
        let speed = P::OutOfRange { value: 3, min: 4, max: 200_000 };
        check(CmppSpec { connections: 4, speed_per_second: Some(3), ..good() }, "speed_per_second", speed);
        let fee = P::NotOneOf { value: long("04"), allowed: "01, 02, 03" };
        check(CmppSpec { fee_type: long("04"), ..good() }, "fee_type", fee);
        check(CmppSpec { fee_user_type: 3, ..good() }, "fee_terminal", P::Empty);
        check(CmppSpec { fee_code: long("1234567"), ..good() }, "fee_code", P::TooLong { length: 7, max: 6 });
        check(CmppSpec { sends_max: 0, ..good() }, "sends_max", P::OutOfRange { value: 0, min: 1, max: 10 });
        let idle = P::OutOfRange { value: 0, min: 1, max: 600 };
        check(CmppSpec { idle: Duration::ZERO, ..good() }, "idle", idle);
    }

    #[test]
    fn version_2_knows_more_fee_types() {
        let spec = CmppSpec { version: Version::V20, fee_type: "05".to_owned(), ..good() };
        assert!(CmppSettings::new(spec).is_ok());
    }

    #[test]
    fn nothing_shows_the_secret() {
        assert!(!format!("{:?}", CmppSettings::new(good()).unwrap()).contains("Secret01"));
    }
}
