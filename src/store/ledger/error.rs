//! What can be wrong with a ledger, and what to do about it.

use std::path::PathBuf;

/// A ledger that cannot be used. `path` is its file throughout, `why` what the system or the database said.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// The file or its folder cannot be read, made or written.
    #[error("the ledger `{}` cannot be opened or written: {why}; let this user read and write its folder, or name another", path.display())]
    Unreachable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        why: String,
    },
    /// Somebody else holds it for longer than we wait.
    #[error("the ledger `{}` is locked by another program; close that program or wait for it, then try again", path.display())]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// A later version of this program wrote it.
    #[error("the ledger `{}` is of version {found}, this program knows up to {known}; install the newer program, or put a backup in its place", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// The version found.
        found: i64,
        /// The last version that this program knows.
        known: i64,
    },
    /// There is no room on the disk.
    #[error("the disk of the ledger `{}` is full; make room and try again, what was kept before is still there", path.display())]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// It is no ledger, or a damaged one.
    #[error("the ledger `{}` is damaged or is no ledger: {why}; put a backup back with `chaikhana knowledge restore-backup DIR`, or move the file away to begin a new one", path.display())]
    Corrupt {
        /// The file.
        path: PathBuf,
        /// What the database said.
        why: String,
    },
    /// Anything else.
    #[error("the ledger `{}` failed: {why}; try again, and report this where it happens again", path.display())]
    Failed {
        /// The file.
        path: PathBuf,
        /// What the database said.
        why: String,
    },
}
