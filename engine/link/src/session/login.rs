//! The login: CONNECT and what the gateway makes of it (`cmpp.md` §5.1, §5.2, §12).

use hongyan_wire::cmpp::{
    Command, Connect, ConnectResp, ConnectStatus, Digest, EncodeError, Layout, Leniency, Pdu, RawFrame,
    Version, authenticator_source, decode_body,
};

use super::event::{Event, Proof};
use super::{Effects, ProofCheck, SessionConfig, VersionPolicy};
use crate::cause::{Cause, Refusal};
use crate::tick::Tick;

/// CONNECT is out; nothing else may leave before the answer.
#[derive(Debug)]
pub(super) struct Binding {
    /// When patience ends.
    pub(super) until: Tick,
    digest: Digest,
}

impl Binding {
    pub(super) fn begin(
        config: &SessionConfig,
        timestamp: u32,
        now: Tick,
        effects: &mut Effects,
    ) -> Result<Self, EncodeError> {
        let digest = authenticator_source(config.account.octets(), config.secret.reveal(), timestamp);
        let connect = Connect {
            source_addr: config.account,
            authenticator_source: digest,
            version: config.version.to_byte(),
            timestamp,
        };
        let sequence = effects.sequence();
        effects.send(config, sequence, &connect)?;
        Ok(Self { until: now.after(config.login_timeout), digest })
    }

    /// What a frame means for the login: [`Event::Online`], or the end.
    pub(super) fn answer(
        &self,
        config: &SessionConfig,
        raw: &RawFrame<'_>,
        effects: &mut Effects,
    ) -> Result<Event, Cause> {
        let command_id = raw.header.command_id;
        if command_id != ConnectResp::COMMAND_ID {
            return Err(Cause::NotALoginAnswer { command_id });
        }
        let (response, forgiven) = decode_body::<ConnectResp>(config.version, raw.body)
            .map_err(|error| Cause::Malformed { in_a_row: 1, last: error.into() })?;
        effects.counts.forgive(&forgiven);
        let other_form = forgiven.iter().any(|quirk| quirk.what == Leniency::OtherVersion);
        match response.status {
            ConnectStatus::OK => {}
            ConnectStatus::VERSION_TOO_HIGH => return Err(too_high(config, response.version)),
            status => return Err(Refusal { status }.into()),
        }
        if let Some(offered) = spoken_instead(config.version, response.version, other_form) {
            // It let us in, so it hears that we leave.
            let sequence = effects.sequence();
            effects.send_bare(config, sequence, Pdu::Terminate)?;
            return Err(Cause::OtherVersion { asked: config.version, offered });
        }
        let proof = match config.proof_check {
            ProofCheck::Off => Proof::Unchecked,
            ProofCheck::Record | ProofCheck::Require => {
                match response.proof(&self.digest, config.secret.reveal()) {
                    Some(_) => Proof::Given,
                    None => Proof::Missing,
                }
            }
        };
        if (config.proof_check, proof) == (ProofCheck::Require, Proof::Missing) {
            let sequence = effects.sequence();
            effects.send_bare(config, sequence, Pdu::Terminate)?;
            return Err(Cause::Unproven);
        }
        Ok(Event::Online { version: config.version, peer_version: response.version, proof })
    }
}

/// Status 4: the gateway may say which version it speaks; if not, only an account that allows lower ones may guess.
fn too_high(config: &SessionConfig, named: u8) -> Cause {
    let asked = config.version;
    let named = Version::from_byte(named).filter(|named| *named < asked);
    let guess =
        (config.version_policy == VersionPolicy::AllowLower && asked > Version::V20).then_some(Version::V20);
    match named.or(guess) {
        Some(offered) => Cause::OtherVersion { asked, offered },
        None => Refusal { status: ConnectStatus::VERSION_TOO_HIGH }.into(),
    }
}

/// The version that a gateway speaks although it let another one in; `None` when it is the one asked for.
///
/// 2.0 and 2.1 have the same fields, so neither is "another" to the other one.
fn spoken_instead(asked: Version, named: u8, other_form: bool) -> Option<Version> {
    let named = Version::from_byte(named);
    if other_form {
        let layout = match asked.layout() {
            Layout::Older => Layout::Newer,
            Layout::Newer => Layout::Older,
        };
        let by_size = if layout == Layout::Older { Version::V20 } else { Version::V30 };
        return Some(named.filter(|named| named.layout() == layout).unwrap_or(by_size));
    }
    named.filter(|named| *named < asked && named.layout() != asked.layout())
}
