//! Simulated carriers on their own.

use hongyan_console::ConsoleError;
use hongyan_console::carrier::{GatewayCounts, GatewayView, SimulatedCarriers, default_settings};

use crate::app::App;
use crate::args::Carrier;

pub(super) async fn carrier(app: &App, args: Carrier) -> Result<bool, ConsoleError> {
    let label = &app.words.label;
    if args.print_config {
        app.out.line(default_settings().trim_end());
        return Ok(true);
    }
    let settings = match &args.config {
        None => String::new(),
        Some(path) => {
            std::fs::read_to_string(path).map_err(|error| ConsoleError::unreadable_file(path, &error))?
        }
    };
    let carriers = SimulatedCarriers::start(&settings, args.seed).await?;
    let gateways = carriers.gateways();
    app.out.reply(&serde_json::json!({ "gateways": gateways }), |out| {
        let row = |gateway: &GatewayView| {
            vec![
                app.words.carrier_code(gateway.carrier),
                gateway.address.clone(),
                gateway.account.clone(),
                gateway.secret.clone(),
                gateway.service_code.clone(),
                gateway.versions.join(", "),
                gateway.window.to_string(),
            ]
        };
        let headers = [
            label.carrier,
            label.address,
            label.account,
            label.secret,
            label.sender,
            label.version,
            label.window,
        ];
        out.table(&headers, &gateways.iter().map(row).collect::<Vec<_>>());
        out.line(label.carriers_up);
    });
    super::run::interrupted().await;
    if let Some(path) = &args.ledger {
        carriers.write_ledger(path)?;
        app.out.say(&label.ledger_written.replace("{path}", &path.display().to_string()));
    }
    let counts = carriers.counts();
    if !app.out.json {
        let row = |count: &GatewayCounts| {
            vec![
                app.words.carrier_code(count.carrier),
                count.logins.to_string(),
                count.submits.to_string(),
                count.refused.to_string(),
                count.receipts.to_string(),
                count.replies.to_string(),
            ]
        };
        let headers =
            [label.carrier, label.logins, label.submitted, label.refused, label.receipts, label.replies];
        app.out.table(&headers, &counts.iter().map(row).collect::<Vec<_>>());
    }
    carriers.stop().await;
    Ok(true)
}
