//! SMS over CMPP: settings, how a message becomes SUBMITs, the channel, and its trial.

mod channel;
mod parts;
mod probe;
mod settings;

pub use channel::CmppChannel;
pub use probe::{ProbeReport, probe};
pub use settings::{CmppSettings, CmppSpec, SettingProblem, SettingsFault, SettingsFaults};
