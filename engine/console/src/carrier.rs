//! Simulated carriers on their own: for practice, and for other programs to connect to.

use std::path::Path;
use std::sync::Arc;

use hongyan_carrier::config::DEFAULT_TOML;
use hongyan_carrier::ledger::write_csv;
use hongyan_carrier::{Carriers, Config};
use hongyan_domain::{Clock, SystemClock};
use hongyan_link::version_text;
use serde::Serialize;

use crate::error::{ConsoleError, ErrorCode};

/// The commented settings that are built in.
#[must_use]
pub const fn default_settings() -> &'static str {
    DEFAULT_TOML
}

/// A gateway and how to log in there. Its secret is that of a simulation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct GatewayView {
    /// Whose: `CMCC`, `CUCC`, `CTCC`, `CBN`.
    pub carrier: &'static str,
    /// Where it listens.
    pub address: String,
    /// The login.
    pub account: String,
    /// The secret.
    pub secret: String,
    /// The sender's number.
    pub service_code: String,
    /// The versions it speaks.
    pub versions: Vec<&'static str>,
    /// Unanswered messages per connection.
    pub window: u32,
}

/// What a gateway counted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct GatewayCounts {
    /// Whose.
    pub carrier: &'static str,
    /// Connections that are logged in or were.
    pub logins: u64,
    /// Messages that came.
    pub submits: u64,
    /// Messages that were taken.
    pub accepted: u64,
    /// Messages that were refused.
    pub refused: u64,
    /// Receipts that clients have taken.
    pub receipts: u64,
    /// Messages from phones that clients have taken.
    pub replies: u64,
}

/// Simulated carriers at work.
#[derive(Debug)]
pub struct SimulatedCarriers {
    pub(crate) carriers: Carriers,
}

impl SimulatedCarriers {
    /// Starts them; `settings` is the text of a file as [`default_settings`], which may leave out what it keeps.
    ///
    /// # Errors
    /// [`ErrorCode::CarrierConfig`] names the key, [`ErrorCode::CarrierListen`] the carrier; none runs then.
    pub async fn start(settings: &str, seed: u64) -> Result<Self, ConsoleError> {
        Self::begin(&Config::from_toml(settings)?, seed, Arc::new(SystemClock)).await
    }

    pub(crate) async fn begin(
        config: &Config,
        seed: u64,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, ConsoleError> {
        Ok(Self { carriers: Carriers::start(config, seed, clock).await? })
    }

    /// The gateways.
    #[must_use]
    pub fn gateways(&self) -> Vec<GatewayView> {
        self.carriers
            .gateways()
            .iter()
            .map(|gateway| GatewayView {
                carrier: gateway.carrier.code(),
                address: gateway.address.to_string(),
                account: gateway.account.name.escaped(),
                secret: String::from_utf8_lossy(gateway.account.secret.reveal()).into_owned(),
                service_code: gateway.service_code.clone(),
                versions: gateway.account.versions.iter().map(|version| version_text(*version)).collect(),
                window: gateway.account.window,
            })
            .collect()
    }

    /// What they counted until now.
    #[must_use]
    pub fn counts(&self) -> Vec<GatewayCounts> {
        self.carriers
            .gateways()
            .iter()
            .map(|gateway| {
                let counters = gateway.counters();
                GatewayCounts {
                    carrier: gateway.carrier.code(),
                    logins: counters.logins,
                    submits: counters.submits,
                    accepted: counters.accepted,
                    refused: counters.refused_in_all(),
                    receipts: counters.receipts_taken,
                    replies: counters.inbound_taken,
                }
            })
            .collect()
    }

    /// Writes every message that was taken, by number, text and part, as CSV.
    ///
    /// # Errors
    /// [`ErrorCode::OutputNotWritable`].
    pub fn write_ledger(&self, path: &Path) -> Result<(), ConsoleError> {
        let written = std::fs::File::create(path)
            .and_then(|file| write_csv(&self.carriers.ledger(), &mut std::io::BufWriter::new(file)));
        written.map_err(|error| {
            ConsoleError::new(ErrorCode::OutputNotWritable, format!("{}: {error}", path.display()))
                .with("path", path.display())
        })
    }

    /// Says goodbye on every line.
    pub async fn stop(self) {
        self.carriers.stop().await;
    }
}
