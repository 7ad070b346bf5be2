//! Statistics and alarms.

use serde::Serialize;
use ts_rs::TS;

use super::caller::Caller;
use super::host::Host;
use super::reply::Nothing;
use crate::alarm::Alarm;
use crate::error::ConsoleError;
use crate::statistics::{Statistics, StatisticsOf};

/// Alarms.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Alarms {
    /// Everything that stands in the way of work now, the worst first.
    pub alarms: Vec<Alarm>,
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
