//! Copies of everything that cannot be made again: the knowledge files, the ledger and the key of its pseudonyms.
//!
//! A backup is a folder. It is of one moment, and lists its files with what stands for their bytes, so that a torn or
//! changed one is refused before anything is touched.

mod make;
mod restore;

pub use make::backup;
pub use restore::{Restored, look_at_backup, restore};

use super::ledger::{LedgerError, Print};
use super::set::CommitError;
use super::{Folder, StoreError};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use toml::Table;

/// What lists the files of a backup; it is written last.
const LIST: &str = "backup.toml";
/// The folder of the knowledge files in a backup.
const KNOWLEDGE: &str = "knowledge";
/// The ledger in a backup.
const LEDGER: &str = "ledger.sqlite";
/// The key of the pseudonyms in a backup.
const KEY: &str = "key";

/// What is backed up, and where it goes back to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The knowledge folder.
    pub knowledge: Folder,
    /// The file of the ledger.
    pub ledger: PathBuf,
    /// The file of the key.
    pub key: PathBuf,
}

/// A backup that was not made or not restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// Something is there already.
    #[error("`{}` is there already; name a folder that is not", path.display())]
    Exists {
        /// The path.
        path: PathBuf,
    },
    /// Nothing is there.
    #[error("there is no folder `{}`; name one that `chaikhana knowledge backup` has made", path.display())]
    Missing {
        /// The path.
        path: PathBuf,
    },
    /// It is none, or is not whole.
    #[error("`{}` is no whole backup: {why}; nothing was changed, take another", path.display())]
    NotWhole {
        /// The path.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// The bot runs, or another command does.
    #[error("the bot or another command is using `{}`; stop the bot, or wait for the command, then try again", folder.display())]
    InUse {
        /// The knowledge folder.
        folder: PathBuf,
    },
    /// The disk refuses.
    #[error("`{}` cannot be read or written: {source}; see whether its disk is there and has room, then try again", path.display())]
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The ledger refuses.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The folder cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The knowledge files are not at rest.
    #[error(transparent)]
    Set(#[from] CommitError),
}

/// What stands for every file of a backup, by its path in it.
type List = BTreeMap<String, Print>;

/// The list as it is written down; prints are in hexadecimal digits.
fn written(list: &List) -> String {
    let digits = |print: &Print| format!("{:032x}", u128::from_be_bytes(*print.as_bytes()));
    let files: Table = list.iter().map(|(path, print)| (path.clone(), digits(print).into())).collect();
    Table::from_iter([("version".to_owned(), 1.into()), ("files".to_owned(), files.into())]).to_string()
}

fn disk(path: &Path) -> impl Fn(io::Error) -> BackupError {
    |source| BackupError::Disk { path: path.to_owned(), source }
}
