//! From what SQLite says to what a person should do.

use crate::store::ledger::LedgerError;
use sqlx::migrate::MigrateError;
use std::path::Path;

/// Primary result codes of SQLite, the low byte of what it reports.
mod code {
    pub(super) const BUSY: u32 = 5;
    pub(super) const LOCKED: u32 = 6;
    pub(super) const READ_ONLY: u32 = 8;
    pub(super) const CORRUPT: u32 = 11;
    pub(super) const FULL: u32 = 13;
    pub(super) const CANNOT_OPEN: u32 = 14;
    pub(super) const NO_DATABASE: u32 = 26;
}

/// What a failed call of the ledger at `path` means.
pub(super) fn of(path: &Path, error: &sqlx::Error) -> LedgerError {
    let path = path.to_owned();
    let why = error.to_string();
    match (primary_code(error), error) {
        (Some(code::BUSY | code::LOCKED), _) | (_, sqlx::Error::PoolTimedOut) => LedgerError::Locked { path },
        (Some(code::FULL), _) => LedgerError::Full { path },
        (Some(code::READ_ONLY | code::CANNOT_OPEN), _) | (_, sqlx::Error::Io(_)) => {
            LedgerError::Unreachable { path, why }
        }
        (Some(code::CORRUPT | code::NO_DATABASE), _)
        | (_, sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_)) => LedgerError::Corrupt { path, why },
        _ => LedgerError::Failed { path, why },
    }
}

/// What a failed migration means; `known` is the last version that this program has.
pub(super) fn of_migration(path: &Path, error: &MigrateError, known: i64) -> LedgerError {
    match error {
        MigrateError::VersionMissing(found) => LedgerError::Newer { path: path.to_owned(), found: *found, known },
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => of(path, error),
        other => LedgerError::Failed { path: path.to_owned(), why: other.to_string() },
    }
}

fn primary_code(error: &sqlx::Error) -> Option<u32> {
    let code: u32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(code & 0xff)
}
