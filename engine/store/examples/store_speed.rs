//! Measures the store: `cargo run --release -p hongyan-store --example store_speed -- FOLDER`.
//!
//! Encrypted, `synchronous=FULL`, on the disk of FOLDER, which must not exist. Medians of five rounds.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a measuring program")]

use std::path::{Path, PathBuf};
use std::time::Duration;

use hongyan_domain::UnixMillis;
use hongyan_store::setting::{self, Key};
use hongyan_store::{DATABASE_FILE, Db, KEY_FILE};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Connection as _, QueryBuilder};

const ROUNDS: usize = 5;
const ROWS: usize = 200_000;
const BATCHES: [usize; 3] = [200, 500, 1000];

#[tokio::main]
async fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap());
    println!("open (new)        {:>10.1} ms", open_time(&folder.join("new")).await);
    println!("open (again)      {:>10.1} ms", open_time(&folder.join("new")).await);
    commits(&folder.join("commits")).await;
    bulk(&folder.join("bulk")).await;
}

async fn open_time(folder: &Path) -> f64 {
    let mut times = Vec::new();
    for round in 0..ROUNDS {
        let own =
            if folder.exists() && round == 0 { folder.to_owned() } else { folder.join(round.to_string()) };
        let began = clock();
        let db = Db::open_in_folder(&own).await.unwrap();
        times.push(began.elapsed());
        db.close().await;
    }
    median(times).as_secs_f64() * 1e3
}

/// One job at a time, then 64 callers at once.
async fn commits(folder: &Path) {
    const JOBS: usize = 200;
    let db = Db::open_in_folder(folder).await.unwrap();
    let mut alone = Vec::new();
    for no in 0..JOBS {
        let began = clock();
        job(&db, no).await;
        alone.push(began.elapsed());
    }
    println!("commit alone      {:>10.2} ms (median of {JOBS})", median(alone).as_secs_f64() * 1e3);
    let mut rounds = Vec::new();
    let spent = cpu();
    for _ in 0..ROUNDS {
        let began = clock();
        let callers: Vec<_> = (0..64)
            .map(|caller| {
                let db = db.clone();
                tokio::spawn(async move {
                    for no in 0..JOBS {
                        job(&db, caller * JOBS + no).await;
                    }
                })
            })
            .collect();
        for caller in callers {
            caller.await.unwrap();
        }
        rounds.push(began.elapsed());
    }
    let time = median(rounds).as_secs_f64();
    let jobs = 64.0 * JOBS as f64;
    let cost = (cpu() - spent).as_secs_f64() / ROUNDS as f64 / jobs * 1e6;
    println!(
        "jobs, 64 callers  {:>10.0} /s, {:.2} ms each, {cost:.0} CPU-µs each",
        jobs / time,
        time * 1e3 / JOBS as f64
    );
    db.close().await;
}

async fn job(db: &Db, no: usize) {
    db.write(move |tx| {
        Box::pin(async move { setting::write(tx, &Key::new("no"), &no, UnixMillis(0)).await })
    })
    .await
    .unwrap();
}

/// Statements as the store sends them, on a connection with the writer's settings.
async fn bulk(folder: &Path) {
    Db::open_in_folder(folder).await.unwrap().close().await;
    let key = std::fs::read_to_string(folder.join(KEY_FILE)).unwrap();
    let mut connection = SqliteConnectOptions::new()
        .filename(folder.join(DATABASE_FILE))
        .pragma("key", format!("\"x'{}'\"", key.trim()))
        .pragma("cache_size", "-65536")
        .pragma("temp_store", "MEMORY")
        .pragma("wal_autocheckpoint", std::env::var("CHECKPOINT").unwrap_or("4096".into()))
        .pragma("synchronous", "FULL")
        .disable_statement_logging()
        .connect()
        .await
        .unwrap();
    for batch in BATCHES {
        let mut inserts = Vec::new();
        let mut updates = Vec::new();
        let mut costs = [Duration::ZERO; 2];
        for _ in 0..ROUNDS {
            run(&mut connection, "DROP TABLE IF EXISTS row").await;
            run(
                &mut connection,
                "CREATE TABLE row (id INTEGER PRIMARY KEY, task INTEGER NOT NULL, number INTEGER NOT NULL,
                 state INTEGER NOT NULL, due INTEGER NOT NULL, done INTEGER, code TEXT NOT NULL, vars TEXT) STRICT",
            )
            .await;
            let (began, spent) = (clock(), cpu());
            for first in (0..ROWS).step_by(batch) {
                run(&mut connection, "BEGIN IMMEDIATE").await;
                let mut insert =
                    QueryBuilder::new("INSERT INTO row (id, task, number, state, due, code, vars) ");
                insert.push_values(first..first + batch, |mut row, id| {
                    let id = i64::try_from(id).unwrap();
                    row.push_bind(id).push_bind(1_i64).push_bind(13_800_000_000 + id).push_bind(0_i64);
                    row.push_bind(1_772_328_600_000_i64).push_bind("").push_bind("[\"张三\",\"98.50\"]");
                });
                insert.build().execute(&mut connection).await.unwrap();
                run(&mut connection, "COMMIT").await;
            }
            inserts.push(began.elapsed());
            costs[0] += cpu() - spent;
            let (began, spent) = (clock(), cpu());
            for first in (0..ROWS).step_by(batch) {
                run(&mut connection, "BEGIN IMMEDIATE").await;
                let mut update = QueryBuilder::new("WITH v (id, state, done) AS (");
                update.push_values(first..first + batch, |mut row, id| {
                    row.push_bind(i64::try_from(id).unwrap())
                        .push_bind(3_i64)
                        .push_bind(1_772_328_601_000_i64);
                });
                update.push(") UPDATE row SET state = v.state, done = v.done FROM v WHERE row.id = v.id");
                update.build().execute(&mut connection).await.unwrap();
                run(&mut connection, "COMMIT").await;
            }
            updates.push(began.elapsed());
            costs[1] += cpu() - spent;
        }
        let rate = |times: Vec<Duration>| ROWS as f64 / median(times).as_secs_f64();
        let [insert, update] = costs.map(|cost| cost.as_secs_f64() / (ROUNDS * ROWS) as f64 * 1e5);
        println!(
            "insert, {batch:>4} rows each {:>8.0} rows/s, {insert:.2} CPU-s per 100,000; \
             update from values {:>8.0} rows/s, {update:.2} CPU-s per 100,000",
            rate(inserts),
            rate(updates)
        );
    }
    connection.close().await.unwrap();
}

async fn run(connection: &mut SqliteConnection, statement: &'static str) {
    sqlx::query(statement).execute(connection).await.unwrap();
}

#[expect(clippy::disallowed_methods, reason = "a measuring program reads the real time")]
fn clock() -> std::time::Instant {
    std::time::Instant::now()
}

/// User and system time of this process (Linux; zero elsewhere).
fn cpu() -> Duration {
    let Ok(stat) = std::fs::read_to_string("/proc/self/stat") else { return Duration::ZERO };
    let after_name = stat.rsplit(") ").next().unwrap();
    let ticks: u64 = after_name.split(' ').skip(11).take(2).map(|field| field.parse::<u64>().unwrap()).sum();
    Duration::from_millis(ticks * 10)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
