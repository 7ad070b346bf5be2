//! An engine to be killed: it opens the store that it is told, attaches a channel to each gateway, and goes on with
//! whatever tasks are there, until its standard input closes or somebody kills it.

use std::io::Read as _;
use std::sync::Arc;

use hongyan_delivery::EngineConfig;
use hongyan_tests::stage::{Stage, Trouble};
use hongyan_tests::victim::{Orders, READY};

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<(), Trouble> {
    let orders = Orders::from_args(std::env::args_os().skip(1))?;
    let config = EngineConfig::shipped(orders.seed);
    let stage = Stage::set_by(&orders.folder, orders.specs()?, config, Arc::new(orders.clock)).await?;
    println!("{READY}");
    tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new())).await??;
    stage.end().await;
    Ok(())
}
