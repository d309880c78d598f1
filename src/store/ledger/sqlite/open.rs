//! Opening the file: how SQLite is set, and bringing the tables up to date.

use super::failure;
use crate::store::disk;
use crate::store::ledger::LedgerError;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Error};
use std::cmp::Ordering;
use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// The steps from an empty file to today's tables. A step that was released is never changed; the next one follows.
static STEPS: Migrator = sqlx::migrate!("src/store/ledger/migrations");
/// How long a call waits for another program's write.
const PATIENCE: Duration = Duration::from_secs(10);
/// One to write and one to read meanwhile: SQLite has one writer at a time.
const CONNECTIONS: u32 = 2;

/// After which time a call is made again that SQLite refused without waiting.
const RETRY: Duration = Duration::from_millis(20);

/// Opens the file, which is made where it is missing and is private to its owner.
///
/// Of two programs that open a new file at once, one turns its journal on; SQLite refuses the other meanwhile without
/// the wait that it otherwise keeps to, so that is done here.
pub(super) async fn open(path: &Path) -> Result<SqlitePool, LedgerError> {
    let until = Instant::now() + PATIENCE;
    loop {
        match open_now(path).await {
            Err(LedgerError::Locked { .. }) if Instant::now() < until => sleep(RETRY).await,
            done => return done,
        }
    }
}

/// Opens a file for whoever only reads: nothing is written, and nothing made, neither the file nor what SQLite keeps
/// beside it. The ledger of an older program is brought up to date first.
pub(super) async fn read(path: &Path) -> Result<SqlitePool, LedgerError> {
    is_there(path)?;
    let mut log = OsString::from(path);
    log.push("-wal");
    // Where there is no log, nobody writes, and SQLite would begin one even to read.
    let options = SqliteConnectOptions::new().filename(path).read_only(true).busy_timeout(PATIENCE);
    let options = options.immutable(!Path::new(&log).exists()).disable_statement_logging();
    let failed = |error| failure::of(path, &error);
    let pool = connections(1).connect_with(options).await.map_err(failed)?;
    let found = newest(&pool).await.map_err(failed)?;
    match found.cmp(&known()) {
        Ordering::Less => open(path).await,
        Ordering::Equal => Ok(pool),
        Ordering::Greater => Err(LedgerError::Newer { path: path.to_owned(), found, known: known() }),
    }
}

/// The last step that was taken; 0 where whoever made the file ended before the first.
async fn newest(pool: &SqlitePool) -> Result<i64, Error> {
    let begun = "SELECT count(*) > 0 FROM sqlite_schema WHERE name = '_sqlx_migrations'";
    if !sqlx::query_scalar::<_, bool>(begun).fetch_one(pool).await? {
        return Ok(0);
    }
    let newest = sqlx::query_scalar::<_, Option<i64>>("SELECT max(version) FROM _sqlx_migrations");
    Ok(newest.fetch_one(pool).await?.unwrap_or(0))
}

async fn open_now(path: &Path) -> Result<SqlitePool, LedgerError> {
    make(path).await?;
    let pool = connections(CONNECTIONS).connect_with(options(path)).await.map_err(|error| failure::of(path, &error))?;
    migrate(&pool, path).await?;
    Ok(pool)
}

/// One connection to a file that [`open`] has opened, for what must outlive a power cut once it is acknowledged.
pub(super) fn durable(path: &Path) -> SqlitePool {
    connections(1).connect_lazy_with(options(path).synchronous(SqliteSynchronous::Full))
}

fn connections(most: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(most)
        .acquire_timeout(2 * PATIENCE)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
}

/// Makes a database without tables where there is no file; SQLite gives the files beside it the same mode.
///
/// It has its first page from the beginning: a file without bytes is never a new one, but one that has lost them.
async fn make(path: &Path) -> Result<(), LedgerError> {
    if is_there(path)? {
        return Ok(());
    }
    let blank = blank().await.map_err(|error| failure::of(path, &error))?;
    disk::create_private(path, &blank).map_err(unreachable(path))
}

/// Whether there is a file; one without bytes is damaged.
fn is_there(path: &Path) -> Result<bool, LedgerError> {
    match std::fs::metadata(path) {
        Ok(file) if file.is_file() && file.len() == 0 => {
            Err(LedgerError::Corrupt { path: path.to_owned(), why: "it has no bytes".to_owned() })
        }
        Ok(_) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(unreachable(path)(error)),
    }
}

fn unreachable(path: &Path) -> impl Fn(io::Error) -> LedgerError {
    |error| LedgerError::Unreachable { path: path.to_owned(), why: error.to_string() }
}

/// The bytes of a database without tables.
async fn blank() -> Result<Vec<u8>, Error> {
    let mut memory = SqliteConnectOptions::new().connect().await?;
    // Whatever is set makes the first page.
    sqlx::query("PRAGMA user_version = 0").execute(&mut memory).await?;
    memory.serialize(None).await.map(|bytes| bytes.to_vec())
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // A crash of the bot loses nothing of what was written; a power cut may take the last moments, never the
        // file. Questions and votes are worth that: a disk sync each would be the bot's slowest part. What is
        // promised to a person is followed by `Sqlite::settle`, and revisions have `durable`.
        .synchronous(SqliteSynchronous::Normal)
        .busy_timeout(PATIENCE)
        .foreign_keys(true)
        // What is forgotten is overwritten, not only unlinked.
        .pragma("secure_delete", "ON")
        // 512 KiB: it reads by a few rows, and the system keeps the file at hand.
        .pragma("cache_size", "-512")
        // What waits for another program is told by whoever asked for it, where it waits too long.
        .disable_statement_logging()
}

/// Brings the tables up to date. Holds the write lock meanwhile: of two processes that start at once, one waits and
/// then finds the work done.
async fn migrate(pool: &SqlitePool, path: &Path) -> Result<(), LedgerError> {
    let failed = |error| failure::of(path, &error);
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await.map_err(failed)?;
    // `run` would make a future that cannot be spawned; its direct form is the same without that.
    let done = STEPS.run_direct(None, &mut *transaction, false).await;
    done.map_err(|error| failure::of_migration(path, &error, known()))?;
    transaction.commit().await.map_err(failed)
}

/// The last step.
fn known() -> i64 {
    STEPS.iter().map(|step| step.version).max().unwrap_or(0)
}
