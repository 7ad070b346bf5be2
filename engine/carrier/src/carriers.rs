//! Starting carriers, and looking at them while they run.

use std::collections::HashSet;
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use hongyan_domain::{Carrier, Clock, Msisdn};
use hongyan_link::gateway::{Account, Accounts, Desk, DuplicateAccount, ServeError, Server};
use hongyan_wire::field::Text;
use thiserror::Error;

use crate::config::Config;
use crate::counters::Counters;
use crate::desk::{CarrierDesk, LineOrder};
use crate::handset::{Item, Received};
use crate::ledger::LedgerRow;
use crate::phone::{Phone, Wall};

/// Why carriers could not be started; none of them runs then.
#[derive(Debug, Error)]
pub enum StartError {
    /// A gateway could not listen.
    #[error("the gateway of {carrier} did not start: {source}")]
    Serve {
        /// Whose.
        carrier: Carrier,
        /// Why.
        #[source]
        source: ServeError,
    },
    /// An account stands twice.
    #[error("the gateway of {carrier} did not start: {source}")]
    Account {
        /// Whose.
        carrier: Carrier,
        /// Which.
        #[source]
        source: DuplicateAccount,
    },
}

impl StartError {
    /// Stable code for faces and logs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Serve { source, .. } => source.code(),
            Self::Account { source, .. } => source.code(),
        }
    }
}

/// Why a phone's message did not leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum WriteError {
    /// The phone has received nothing, so there is nobody to reply to.
    #[error("{number} has received nothing that it could answer")]
    NothingReceived {
        /// The phone.
        number: Msisdn,
    },
    /// The carrier is not running.
    #[error("{carrier} is not running")]
    NotRunning {
        /// Which.
        carrier: Carrier,
    },
    /// The address is no sender number.
    #[error("a sender number has 1 to 21 digits")]
    BadAddress,
    /// The text has too many parts, or too much waits for the client.
    #[error("the message cannot be written: it is too long, or too many wait for the client")]
    Refused,
}

impl WriteError {
    /// Stable code for faces and logs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NothingReceived { .. } => "carrier.nothing_received",
            Self::NotRunning { .. } => "carrier.not_running",
            Self::BadAddress => "carrier.bad_address",
            Self::Refused => "carrier.message_refused",
        }
    }
}

/// A carrier's gateway that runs: where it is and how to log in.
#[derive(Debug)]
pub struct Gateway {
    /// Whose.
    pub carrier: Carrier,
    /// Where it listens.
    pub address: SocketAddr,
    /// Its account, with name, secret, versions, window and rate.
    pub account: Account,
    /// The sender number that the account was given; extensions may follow it.
    pub service_code: String,
    desk: Arc<CarrierDesk>,
    server: Server,
}

/// Carriers that run. Dropping them ends all their tasks; [`Carriers::stop`] does it politely.
pub struct Carriers {
    gateways: Vec<Gateway>,
    clock: Arc<dyn Clock>,
}

impl Carriers {
    /// Starts all carriers that the settings switch on. Chance comes from `seed`, time from `clock`.
    ///
    /// # Errors
    /// [`StartError`] names the carrier; those that had started are stopped again.
    pub async fn start(config: &Config, seed: u64, clock: Arc<dyn Clock>) -> Result<Self, StartError> {
        let mut gateways = Vec::new();
        for settings in config.carriers.iter().filter(|settings| settings.enabled) {
            let carrier = settings.carrier;
            let accounts = Accounts::new(settings.gateway, [settings.account.clone()])
                .map_err(|source| StartError::Account { carrier, source })?;
            let desk = Arc::new(CarrierDesk::new(config, settings.clone(), seed, accounts));
            let address = SocketAddr::new(config.bind, settings.port);
            let served: Arc<dyn Desk> = desk.clone();
            let server = Server::start(address, served, Arc::clone(&clock))
                .await
                .map_err(|source| StartError::Serve { carrier, source })?;
            gateways.push(Gateway {
                carrier,
                address: server.address(),
                account: settings.account.clone(),
                service_code: settings.service_code.clone(),
                desk,
                server,
            });
        }
        Ok(Self { gateways, clock })
    }

    /// The gateways that run.
    #[must_use]
    pub fn gateways(&self) -> &[Gateway] {
        &self.gateways
    }

    /// The gateway of one carrier.
    #[must_use]
    pub fn gateway(&self, carrier: Carrier) -> Option<&Gateway> {
        self.gateways.iter().find(|gateway| gateway.carrier == carrier)
    }

    /// What a phone received over any carrier, oldest first.
    #[must_use]
    pub fn inbox(&self, number: Msisdn) -> Vec<Received> {
        let mut inbox: Vec<Received> =
            self.gateways.iter().flat_map(|gateway| gateway.desk.inbox(number)).collect();
        inbox.sort_by_key(|received| received.at);
        inbox
    }

    /// What a phone received and its person wrote, over any carrier, oldest first.
    #[must_use]
    pub fn thread(&self, number: Msisdn) -> Vec<Item> {
        let now = self.clock.now();
        let mut items: Vec<Item> =
            self.gateways.iter().flat_map(|gateway| gateway.desk.thread(number, now)).collect();
        items.sort_by_key(Item::at);
        items
    }

    /// Phones whose number has these digits, the one that heard something last first, at most `page_max`; and how many
    /// there are in all.
    #[must_use]
    pub fn phones(&self, digits: &str, page_max: usize) -> (Vec<Phone>, usize) {
        let now = self.clock.now();
        let mut wall = Wall::default();
        let mut numbers = HashSet::new();
        for gateway in &self.gateways {
            gateway.desk.numbers(digits, &mut numbers);
            for glance in gateway.desk.wall(digits, page_max, now) {
                wall.add(gateway.carrier, glance);
            }
        }
        let mut phones = wall.newest_first();
        phones.truncate(page_max);
        (phones, numbers.len())
    }

    /// One phone; `None` when it has received nothing and is on.
    #[must_use]
    pub fn phone(&self, number: Msisdn) -> Option<Phone> {
        let now = self.clock.now();
        let mut wall = Wall::default();
        for gateway in &self.gateways {
            if let Some(glance) = gateway.desk.glance(number, now) {
                wall.add(gateway.carrier, glance);
            }
        }
        wall.newest_first().pop()
    }

    /// Switches a phone off or on. While it is off it shows nothing new, and its messages get no receipt; on again, it
    /// gets them all. False when too many phones are off.
    pub fn power(&self, number: Msisdn, off: bool) -> bool {
        let now = self.clock.now();
        // All of them, whatever the first one says.
        self.gateways.iter().filter(|gateway| !gateway.desk.power(number, off, now)).count() == 0
    }

    /// Takes other settings for answers, receipts, trouble and replies while the carriers run; accounts, ports and
    /// limits stay as they were started with.
    pub fn behave(&self, config: &Config) {
        for gateway in &self.gateways {
            if let Some(settings) = config.carrier(gateway.carrier) {
                gateway.desk.behave(settings, config.steering);
            }
        }
    }

    /// A phone answers the newest message that it has.
    ///
    /// # Errors
    /// When it has none, or the text cannot be sent.
    pub fn reply(&self, number: Msisdn, text: &str) -> Result<(), WriteError> {
        let newest = self
            .gateways
            .iter()
            .filter_map(|gateway| gateway.desk.shown_last(number).map(|received| (gateway, received)))
            .max_by_key(|(_, received)| received.at);
        let Some((gateway, received)) = newest else { return Err(WriteError::NothingReceived { number }) };
        gateway.write(number, received.from, received.service_id, text, &self.clock)
    }

    /// A phone of `carrier` writes to the sender number `to`, unasked.
    ///
    /// # Errors
    /// When the carrier is not running, or the text cannot be sent.
    pub fn write(&self, carrier: Carrier, from: Msisdn, to: &str, text: &str) -> Result<(), WriteError> {
        let gateway = self.gateway(carrier).ok_or(WriteError::NotRunning { carrier })?;
        let address =
            Text::new(to).ok().filter(|it| !it.is_empty() && it.octets().iter().all(u8::is_ascii_digit));
        gateway.write(from, address.ok_or(WriteError::BadAddress)?, Text::EMPTY, text, &self.clock)
    }

    /// Everything that was accepted, by carrier, number, text and part.
    #[must_use]
    pub fn ledger(&self) -> Vec<LedgerRow> {
        self.gateways.iter().flat_map(|gateway| gateway.desk.ledger()).collect()
    }

    /// As [`Carriers::end`], and they are gone.
    pub async fn stop(self) {
        self.end().await;
    }

    /// Says goodbye on every line and returns when all are closed, at the latest after two seconds or so. What phones
    /// hold can be looked at afterwards; the ports are free.
    pub async fn end(&self) {
        // All at once, so that slow peers of several gateways are waited for together.
        for gateway in &self.gateways {
            gateway.server.say_goodbye();
        }
        for gateway in &self.gateways {
            gateway.server.stop().await;
        }
    }
}

impl Gateway {
    /// What it counted until now.
    #[must_use]
    pub fn counters(&self) -> Counters {
        self.desk.counters()
    }

    /// Cuts all its lines, as a failing network does; receipts wait for the client to come back.
    pub fn cut_lines(&self) {
        self.desk.order(LineOrder::Cut);
    }

    /// Lets all its lines fall silent: open, but dead.
    pub fn silence_lines(&self) {
        self.desk.order(LineOrder::Silence);
    }

    fn write(
        &self,
        from: Msisdn,
        to: Text<21>,
        service_id: Text<10>,
        text: &str,
        clock: &Arc<dyn Clock>,
    ) -> Result<(), WriteError> {
        if self.desk.write(from, to, service_id, text, clock.now()) {
            Ok(())
        } else {
            Err(WriteError::Refused)
        }
    }
}

/// Shows the gateways; a clock has nothing to show.
impl fmt::Debug for Carriers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Carriers").field("gateways", &self.gateways).finish_non_exhaustive()
    }
}
