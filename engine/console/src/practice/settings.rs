//! How simulated carriers behave in practice: calm, or with the trouble of real ones.

use hongyan_carrier::Config;

use crate::error::ConsoleError;

/// The tables of the four carriers.
const CARRIERS: [&str; 4] = ["mobile", "unicom", "telecom", "broadnet"];

/// Nothing is lost, late or refused; a few numbers are dead, so that failures can be looked at, and a few people reply.
const CALM: &str = "\
[{carrier}.answer]
refused = 0.0
[{carrier}.receipt]
delay_ms = [300, 2500]
late = 0.0
lost = 0.0
missing = 0.0
duplicate = 0.0
early = 0.0
intermediate = 0.0
outcomes = { DELIVRD = 970, \"MK:0001\" = 15, UNDELIV = 10, EXPIRED = 5 }
[{carrier}.reply]
opt_out = 0.01
chat = 0.03
long = 0.005
delay_ms = [1000, 8000]
";

/// What real carriers do on a bad day: receipts half a minute late or never, refusals, lines that break. The causes of
/// failures are each carrier's own.
const TROUBLE: &str = "\
[{carrier}.answer]
delay_ms = [20, 400]
refused = 0.02
[{carrier}.receipt]
delay_ms = [500, 8000]
late = 0.08
late_ms = [10000, 40000]
lost = 0.002
missing = 0.005
duplicate = 0.01
[{carrier}.trouble]
cut_before = 0.0005
cut_after = 0.001
[{carrier}.reply]
opt_out = 0.02
chat = 0.03
long = 0.005
delay_ms = [2000, 15000]
";

/// The settings of all carriers. The last digits of a number still ask for a fate, so that one can be tried on purpose.
pub(super) fn config(trouble: bool) -> Result<Config, ConsoleError> {
    let one = if trouble { TROUBLE } else { CALM };
    let all: Vec<String> = CARRIERS.iter().map(|carrier| one.replace("{carrier}", carrier)).collect();
    Ok(Config::from_toml(&format!("[ledger]\nkeep = false\n{}", all.concat()))?)
}

#[cfg(test)]
mod tests {
    use hongyan_domain::Carrier;

    use super::*;

    #[test]
    fn both_manners_are_settings_and_differ_for_every_carrier() {
        let (calm, trouble) = (config(false).unwrap(), config(true).unwrap());
        for carrier in Carrier::ALL.into_iter().filter(|carrier| *carrier != Carrier::Other) {
            let (calm, trouble) = (calm.carrier(carrier).unwrap(), trouble.carrier(carrier).unwrap());
            assert_ne!(calm.receipt.late_ms, trouble.receipt.late_ms, "{carrier}");
            assert_ne!(calm.receipt.outcomes, trouble.receipt.outcomes, "{carrier}");
            assert_eq!((calm.port, trouble.port), (0, 0), "a free port");
        }
    }
}
