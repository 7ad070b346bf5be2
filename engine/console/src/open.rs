//! Opening: the data folder, the store, and an engine if this process is to send.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use hongyan_delivery::{Engine, EngineConfig};
use hongyan_domain::{Clock, SystemClock, Uid, UnixMillis};
use hongyan_store::{Db, KeyChoice, KeySource, OpenOptions, Passphrase};
use rand::rngs::OsRng;
use rand::{RngCore as _, TryRngCore as _};

use crate::error::{ConsoleError, ErrorCode};
use crate::lines::Lines;
use crate::people::PeopleState;
use crate::practice::Practice;
use crate::task::Speeds;

/// The environment variable that names the data folder.
pub const DATA_VARIABLE: &str = "HONGYAN_DATA";
/// The program's folder below the system's folder for data.
const FOLDER: &str = "hongyan";
/// How long lines may take to answer for what they hold when the engine ends: longer than a slow gateway's answer,
/// shorter than a person's patience. What is unanswered then is in doubt.
pub(crate) const DRAIN_GRACE: Duration = Duration::from_secs(10);

/// What this process does with the store.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Role {
    /// Looks, imports, and changes what people decide; sends nothing. Works beside an engine.
    #[default]
    Beside,
    /// Runs the engine: one process per data folder.
    Engine,
}

/// How to open.
#[derive(Clone)]
pub struct ConsoleOptions {
    pub(crate) folder: PathBuf,
    role: Role,
    passphrase: Option<Passphrase>,
    key: KeyChoice,
    clock: Arc<dyn Clock>,
    seed: Option<u64>,
    receipt_wait: Option<Duration>,
}

impl ConsoleOptions {
    /// Opens the store in `folder`, making it when there is none.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            role: Role::Beside,
            passphrase: None,
            key: KeyChoice::Automatic,
            clock: Arc::new(SystemClock),
            seed: None,
            receipt_wait: None,
        }
    }

    /// What this process does with it.
    #[must_use]
    pub fn role(mut self, role: Role) -> Self {
        self.role = role;
        self
    }

    /// The passphrase of the store, or the one to put a new store behind.
    #[must_use]
    pub fn passphrase(mut self, passphrase: impl Into<String>) -> Self {
        self.passphrase = Some(Passphrase::new(passphrase));
        self
    }

    /// A new store keeps its key in a file beside it, readable by its owner alone; no keychain is asked.
    #[must_use]
    pub fn key_in_file(mut self) -> Self {
        self.key = KeyChoice::Exactly(KeySource::File);
        self
    }

    /// Reads the time from `clock`.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Ids, jitter and simulated chance start from this; without it from the system's random source.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// How long receipts are awaited; 72 h unless set.
    #[must_use]
    pub fn receipt_wait(mut self, wait: Duration) -> Self {
        self.receipt_wait = Some(wait);
        self
    }

    /// The data folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn store(&self) -> OpenOptions {
        let options = OpenOptions::new(&self.folder).clock(Arc::clone(&self.clock)).key(self.key);
        match &self.passphrase {
            Some(passphrase) => options.passphrase(passphrase.clone()),
            None => options,
        }
    }

    pub(crate) fn restore(&self, from: &Path) -> hongyan_store::RestoreOptions {
        let options = hongyan_store::RestoreOptions::new(from, &self.folder)
            .clock(Arc::clone(&self.clock))
            .key(self.key);
        match &self.passphrase {
            Some(passphrase) => options.passphrase(passphrase.clone()),
            None => options,
        }
    }
}

/// Shows no passphrase.
impl fmt::Debug for ConsoleOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConsoleOptions")
            .field("folder", &self.folder)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

/// The data folder when nobody names one: `HONGYAN_DATA`, else `hongyan` in the system's folder for a person's data.
///
/// # Errors
/// [`ErrorCode::NoDataFolder`] when the system names no such folder.
pub fn data_folder() -> Result<PathBuf, ConsoleError> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = || set("HOME");
    let system = if cfg!(windows) {
        set("APPDATA")
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Application Support"))
    } else {
        set("XDG_DATA_HOME").or_else(|| home().map(|home| home.join(".local/share")))
    };
    set(DATA_VARIABLE).or_else(|| system.map(|folder| folder.join(FOLDER))).ok_or_else(|| {
        ConsoleError::new(ErrorCode::NoDataFolder, "neither HONGYAN_DATA nor a home folder is set")
    })
}

/// The open door to one data folder.
pub struct Console {
    pub(crate) db: Db,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) engine: Arc<Engine>,
    pub(crate) lines: Option<Lines>,
    pub(crate) practice: Practice,
    pub(crate) seed: u64,
    pub(crate) speeds: Speeds,
    /// Who sends again to those whom a task did not reach waits here for whoever does already.
    pub(crate) resending: tokio::sync::Mutex<()>,
    pub(crate) people: PeopleState,
}

impl Console {
    /// Opens the store. As [`Role::Engine`] it also tidies up after a crash, connects the channels and sends what is
    /// due from now on.
    ///
    /// # Errors
    /// [`ConsoleError`] says what to do; nothing was sent.
    pub async fn open(options: ConsoleOptions) -> Result<Self, ConsoleError> {
        let seed = match options.seed {
            Some(seed) => seed,
            None => OsRng.try_next_u64().map_err(|error| ConsoleError::new(ErrorCode::Internal, error))?,
        };
        let mut config = EngineConfig::shipped(seed);
        config.receipt_wait = options.receipt_wait.unwrap_or(config.receipt_wait);
        let clock = Arc::clone(&options.clock);
        let db = Db::open(options.store().beside(options.role == Role::Beside)).await?;
        match Self::begin(&db, &clock, config, options.role, seed).await {
            Ok((engine, lines, practice)) => {
                let (speeds, resending, people) = Default::default();
                Ok(Self { db, clock, engine, lines, practice, seed, speeds, resending, people })
            }
            Err(error) => {
                db.close().await;
                Err(error)
            }
        }
    }

    async fn begin(
        db: &Db,
        clock: &Arc<dyn Clock>,
        config: EngineConfig,
        role: Role,
        seed: u64,
    ) -> Result<(Arc<Engine>, Option<Lines>, Practice), ConsoleError> {
        match role {
            Role::Beside => {
                let engine = Arc::new(Engine::idle(db.clone(), Arc::clone(clock), config));
                Ok((engine, None, Practice::default()))
            }
            Role::Engine => {
                hongyan_contacts::import::recover(db, &**clock).await?;
                // Before the lines, which go where the simulated carriers listen this time.
                let practice = Practice::resume(db, clock).await?;
                let engine = Arc::new(Engine::start(db.clone(), Arc::clone(clock), config).await?);
                let lines = Lines::start(db.clone(), Arc::clone(&engine), Arc::clone(clock), seed).await?;
                Ok((engine, Some(lines), practice))
            }
        }
    }

    /// Ends in order: nothing new leaves, lines answer for what they have, everything is recorded.
    pub async fn close(self) {
        let Self { db, engine, lines, practice, .. } = self;
        if let Some(lines) = lines {
            lines.stop().await;
            match Arc::into_inner(engine) {
                Some(engine) => engine.shutdown(DRAIN_GRACE).await,
                None => tracing::error!("the engine is still held elsewhere and was not ended in order"),
            }
        }
        practice.close().await;
        db.close().await;
    }

    /// The data folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.db.folder()
    }

    /// Whether this process runs the engine.
    #[must_use]
    pub fn runs_engine(&self) -> bool {
        self.lines.is_some()
    }

    /// Whether any process runs the engine of this data folder.
    #[must_use]
    pub fn is_served(&self) -> bool {
        self.runs_engine() || hongyan_store::engine_in(self.db.folder()).is_some()
    }

    pub(crate) fn now(&self) -> UnixMillis {
        self.clock.now()
    }

    /// A new id. Chance comes from the system, so that two processes never make the same.
    pub(crate) fn uid(&self) -> Uid {
        let mut random = [0; 10];
        if OsRng.try_fill_bytes(&mut random).is_err() {
            use rand::SeedableRng as _;
            rand_chacha::ChaCha8Rng::seed_from_u64(self.seed ^ self.now().0.cast_unsigned())
                .fill_bytes(&mut random);
        }
        Uid::new(self.now(), random)
    }

    pub(crate) fn fresh_seed(&self) -> u64 {
        OsRng.try_next_u64().unwrap_or(self.seed)
    }
}

impl fmt::Debug for Console {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Console")
            .field("folder", &self.folder())
            .field("engine", &self.runs_engine())
            .finish_non_exhaustive()
    }
}
