//! Simulated carriers in a process of their own.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use hongyan_carrier::Carriers;
use hongyan_channels::Secret;
use hongyan_channels::sms::CmppSpec;
use hongyan_domain::{Carrier, SystemClock};
use hongyan_tests::stage::{self, Trouble};
use hongyan_wire::cmpp::Version;

/// Connections of each account, and messages without an answer on each of them: a large customer's account.
pub(crate) const CONNECTIONS: u32 = 8;
const WINDOW: u32 = 32;

/// Runs calm carriers until standard input closes; prints where they are.
pub(crate) fn serve() -> Result<(), Trouble> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut config = stage::calm_carriers()?;
        config.ledger.keep = false;
        for carrier in &mut config.carriers {
            carrier.account.connections_max = CONNECTIONS;
            carrier.account.window = WINDOW;
            carrier.account.deliver_window = usize::try_from(WINDOW)?;
        }
        let carriers = Carriers::start(&config, 7, Arc::new(SystemClock)).await?;
        for gateway in carriers.gateways() {
            let spec = stage::spec(gateway, 16, 1);
            println!(
                "{} {} {} {} {} {}",
                gateway.carrier,
                spec.host,
                spec.port,
                spec.account,
                String::from_utf8_lossy(spec.secret.reveal()),
                spec.service_code
            );
        }
        println!("ready");
        tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new())).await??;
        carriers.stop().await;
        Ok(())
    })
}

/// Carriers that another process serves; they end with this value.
pub(crate) struct Served {
    child: Child,
    pub(crate) specs: Vec<(Carrier, CmppSpec)>,
}

impl Served {
    pub(crate) fn start(window: usize, connections: usize) -> Result<Self, Trouble> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg("--serve")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let lines = BufReader::new(child.stdout.take().ok_or("no output of the carriers")?).lines();
        let mut specs = Vec::new();
        for line in lines {
            let line = line?;
            if line == "ready" {
                break;
            }
            let fields: Vec<&str> = line.split(' ').collect();
            let [carrier, host, port, account, secret, service_code] = fields[..] else {
                return Err(line.into());
            };
            let carrier = Carrier::from_code(carrier).ok_or("an unknown carrier")?;
            let spec = CmppSpec {
                host: host.to_owned(),
                port: port.parse()?,
                account: account.to_owned(),
                secret: Secret::new(secret.as_bytes().to_vec()),
                version: if carrier == Carrier::Broadnet { Version::V20 } else { Version::V30 },
                service_code: service_code.to_owned(),
                extension_digits: 4,
                window,
                connections,
                ..CmppSpec::default()
            };
            specs.push((carrier, spec));
        }
        Ok(Self { child, specs })
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.stdin.take()); // it ends when its input closes
        _ = self.child.wait();
    }
}
