//! An engine in a process of its own, so that it can be killed while the carriers live on.

use std::ffi::OsString;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};

use hongyan_carrier::{Carriers, Config};
use hongyan_channels::sms::CmppSpec;
use hongyan_domain::{Carrier, UnixMillis};

use crate::haste::Haste;
use crate::stage::{Trouble, spec_of};

/// What the engine's process prints when its lines are attached.
pub const READY: &str = "ready";

/// What an engine's process is told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Orders {
    /// The store's folder.
    pub folder: PathBuf,
    /// Seeds ids and jitter.
    pub seed: u64,
    /// The engine's clock.
    pub clock: Haste,
    /// Where the gateways are; accounts and secrets are the built-in ones.
    pub gateways: Vec<(Carrier, SocketAddr)>,
}

impl Orders {
    /// Orders to work in `folder` with these carriers.
    #[must_use]
    pub fn new(folder: &Path, seed: u64, clock: Haste, carriers: &Carriers) -> Self {
        let gateways = carriers.gateways().iter().map(|gateway| (gateway.carrier, gateway.address));
        Self { folder: folder.to_owned(), seed, clock, gateways: gateways.collect() }
    }

    /// The orders as a command line.
    #[must_use]
    pub fn to_args(&self) -> Vec<OsString> {
        let numbers = [self.seed.to_string(), self.clock.since.0.to_string(), self.clock.times.to_string()];
        let gateways = self.gateways.iter().map(|(carrier, address)| format!("{}={address}", carrier.code()));
        let folder = [self.folder.clone().into_os_string()];
        folder.into_iter().chain(numbers.into_iter().chain(gateways).map(OsString::from)).collect()
    }

    /// Reads them back.
    ///
    /// # Errors
    /// When they are not what [`Orders::to_args`] writes.
    pub fn from_args(mut args: impl Iterator<Item = OsString>) -> Result<Self, Trouble> {
        let folder = PathBuf::from(args.next().ok_or("no folder")?);
        let mut texts = args.map(|arg| arg.into_string().map_err(|arg| format!("{arg:?} is no text")));
        let mut text = || texts.next().ok_or_else(|| "orders are missing".to_owned())?;
        let seed = text()?.parse()?;
        let clock = Haste { since: UnixMillis(text()?.parse()?), times: text()?.parse()? };
        let mut gateways = Vec::new();
        for arg in texts {
            let arg = arg?;
            let (carrier, address) = arg.split_once('=').ok_or("a gateway is CARRIER=ADDRESS")?;
            let carrier = Carrier::from_code(carrier).ok_or("no such carrier")?;
            gateways.push((carrier, address.parse()?));
        }
        Ok(Self { folder, seed, clock, gateways })
    }

    /// What the channels need to log in.
    ///
    /// # Errors
    /// When the built-in settings do not know a carrier.
    pub fn specs(&self) -> Result<Vec<(Carrier, CmppSpec)>, Trouble> {
        let builtin = Config::builtin()?;
        let mut specs = Vec::new();
        for (carrier, address) in &self.gateways {
            let config = builtin.carrier(*carrier).ok_or("a carrier without settings")?;
            let account = config.account.name.as_str().unwrap_or_default();
            let spec = spec_of(*carrier, *address, account, &config.account.secret);
            specs.push((*carrier, CmppSpec { service_code: config.service_code.clone(), ..spec }));
        }
        Ok(specs)
    }
}

/// An engine's process. Dropping it kills it.
#[derive(Debug)]
pub struct Victim {
    child: Child,
    /// The process ends in order when this closes.
    orders: Option<ChildStdin>,
}

impl Victim {
    /// Starts `program`, which obeys [`Orders`].
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(program: &Path, orders: &Orders) -> Result<Self, Trouble> {
        let mut child = Command::new(program)
            .args(orders.to_args())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let orders = child.stdin.take();
        Ok(Self { child, orders })
    }

    /// The process's number.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits until its lines are attached.
    ///
    /// # Errors
    /// When it ends before.
    pub async fn ready(&mut self) -> Result<(), Trouble> {
        let Some(said) = self.child.stdout.take() else { return Ok(()) };
        let line = tokio::task::spawn_blocking(move || {
            let mut line = String::new();
            BufReader::new(said).read_line(&mut line).map(|_| line)
        });
        match line.await??.trim_end() {
            READY => Ok(()),
            other => Err(format!("the engine's process said {other:?} instead of being ready").into()),
        }
    }

    /// Kills it as a power cut would, and waits until it is gone.
    ///
    /// # Errors
    /// When it has ended by itself, or cannot be killed.
    pub fn kill(mut self) -> Result<(), Trouble> {
        if let Some(status) = self.child.try_wait()? {
            return Err(format!("the engine's process has ended by itself: {status}").into());
        }
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Lets it end in order.
    ///
    /// # Errors
    /// When it ends with an error.
    pub async fn end(mut self) -> Result<(), Trouble> {
        drop(self.orders.take());
        let (status, this) = tokio::task::spawn_blocking(move || (self.child.wait(), self)).await?;
        drop(this);
        let status = status?;
        if status.success() {
            Ok(())
        } else {
            Err(format!("the engine's process ended with {status}").into())
        }
    }
}

impl Drop for Victim {
    fn drop(&mut self) {
        // It is gone already, or goes now; a test that fails must leave none behind.
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_read_back() {
        let orders = Orders {
            folder: PathBuf::from("/somewhere"),
            seed: 7,
            clock: Haste { since: UnixMillis(1_000), times: 20 },
            gateways: vec![(Carrier::Mobile, ([127, 0, 0, 1], 7890).into())],
        };
        assert_eq!(Orders::from_args(orders.to_args().into_iter()).unwrap(), orders);
        assert!(Orders::from_args(std::iter::empty()).is_err());
    }
}
