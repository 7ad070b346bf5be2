//! The first screen, statistics and alarms.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::caller::Caller;
use super::host::Host;
use super::reply::Nothing;
use crate::alarm::Alarm;
use crate::error::ConsoleError;
use crate::home::Home;
use crate::statistics::{Statistics, StatisticsOf};

/// Which world.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct HomeOf {
    /// Practice instead of real sending.
    #[serde(default)]
    #[ts(optional)]
    pub sandbox: Option<bool>,
}

/// Alarms.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Alarms {
    /// Everything that stands in the way of work now, the worst first.
    pub alarms: Vec<Alarm>,
}

pub(super) async fn home(host: &Host, _: &Caller, of: HomeOf) -> Result<Home, ConsoleError> {
    host.console().home(of.sandbox.unwrap_or(false)).await
}

pub(super) async fn alarms(host: &Host, _: &Caller, _: Nothing) -> Result<Alarms, ConsoleError> {
    Ok(Alarms { alarms: host.console().alarms().await? })
}

pub(super) async fn statistics(
    host: &Host,
    _: &Caller,
    of: StatisticsOf,
) -> Result<Statistics, ConsoleError> {
    host.console().statistics(&of).await
}
