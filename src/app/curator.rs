//! Those who keep the knowledge: over the files, the ledger and the app.
//!
//! What they publish stands in `publishing`, what they import in `importing`, what others do to the files in `taking_in`.
//! Left out: who may do it (`discord::access`; in the terminal, whoever can write the files).

use super::propose::Refusal;
use super::{App, OpenError, Records};
use crate::config::Config;
use crate::knowledge::{File, Problem};
use crate::store::ledger::{Author, Filter, Headline, LedgerError, Revision, Via};
use crate::store::{BackupError, CommitError, Folder, Place, Set, StoreError, backup};
use arc_swap::ArcSwap;
use jiff::Timestamp;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::Mutex;

/// The knowledge, as those who keep it work with it. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Curator {
    pub(super) app: Arc<App>,
    records: Arc<Records>,
    pub(super) set: Set,
    pub(super) config: Arc<Config>,
    pub(super) status: Arc<ArcSwap<Status>>,
    /// Held while the knowledge is exchanged: the older of two never comes last.
    pub(super) exchanging: Arc<Mutex<()>>,
}

/// How the knowledge stands.
#[derive(Debug, Clone, Default)]
pub struct Status {
    /// The newest revision.
    pub revision: u64,
    /// When it was taken over.
    pub since: Timestamp,
    /// What keeps the files on disk from being used; the last good knowledge answers meanwhile.
    pub problems: Vec<Problem>,
}

/// A change that is not made.
#[derive(Debug, thiserror::Error)]
pub enum CuratorError {
    /// The edit or its outcome is not right.
    #[error(transparent)]
    Refused(#[from] Box<Refusal>),
    /// Somebody was faster, or the disk refuses.
    #[error(transparent)]
    Commit(#[from] CommitError),
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The folder cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The files have errors.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The files are not usable as they lie on disk, whatever the edit does.
    #[error("{}", broken(.0))]
    Broken(Vec<Problem>),
    /// There is no such revision.
    #[error("there is no revision {0}; `history` lists them")]
    NoRevision(u64),
    /// A fault in this program.
    #[error("a fault in this program; the log says where")]
    Fault,
}

/// What is wrong with the files, the first of it in full.
fn broken(problems: &[Problem]) -> String {
    let Some(Problem { file, message, remedy, .. }) = problems.first() else { return String::new() };
    let more = match problems.len() - 1 {
        0 => String::new(),
        more => format!(" ({more} more; `chaikhana check` shows them)"),
    };
    format!("`{file}` cannot be used as it was saved: {message}{more}; {remedy}, then try again")
}

impl Curator {
    /// Opens the files that the config names as a versioned set. What is read of them afterwards is whole, and whatever
    /// changes from then on is noticed: open it before the app.
    ///
    /// # Errors
    /// [`CommitError`] where the folder cannot be written or the ledger fails.
    pub async fn set(records: &Records, config: &Config) -> Result<Set, CommitError> {
        Set::open(Folder::new(&config.knowledge), records.revisions(), Timestamp::now()).await
    }

    /// Keeps the knowledge of a set that was opened before the app read its files.
    pub fn new(set: Set, app: Arc<App>, records: Arc<Records>, config: Arc<Config>) -> Self {
        let status = Status { revision: set.opened_at(), since: Timestamp::now(), problems: Vec::new() };
        Self { app, records, set, config, status: Arc::new(ArcSwap::from_pointee(status)), exchanging: Arc::default() }
    }

    /// Revisions, newest first.
    ///
    /// # Errors
    /// [`CuratorError::Ledger`].
    pub async fn history(&self, filter: &Filter, limit: usize) -> Result<Vec<Headline>, CuratorError> {
        Ok(self.set.history(filter, limit).await?)
    }

    /// A revision with the bytes of every file from before and after.
    ///
    /// # Errors
    /// [`CuratorError::Ledger`].
    pub async fn revision(&self, number: u64) -> Result<Option<Revision>, CuratorError> {
        Ok(self.set.revision(number).await?)
    }

    /// Copies the knowledge files, the ledger and its key, as they are at one moment, into a new folder.
    ///
    /// # Errors
    /// [`BackupError`]; the folder is then no whole backup.
    pub async fn backup(&self, to: &Path) -> Result<(), BackupError> {
        let key = self.config.discord.ledger.key();
        backup(&self.set, &**self.records.ledger(), &key, to, Timestamp::now()).await
    }

    /// What a backup holds, and where it goes back to.
    pub fn place(config: &Config) -> Place {
        let ledger = &config.discord.ledger;
        Place { knowledge: Folder::new(&config.knowledge), ledger: ledger.file(), key: ledger.key() }
    }

    /// How the knowledge stands.
    pub fn status(&self) -> Arc<Status> {
        self.status.load_full()
    }

    /// The app that the knowledge answers in.
    pub fn app(&self) -> &Arc<App> {
        &self.app
    }

    /// What is remembered of talk.
    pub fn records(&self) -> &Arc<Records> {
        &self.records
    }

    /// All files as they lie on disk.
    ///
    /// # Errors
    /// [`CuratorError::Store`] where the folder cannot be read, [`CuratorError::Broken`] where one of its files cannot.
    pub fn files(&self) -> Result<Vec<File>, CuratorError> {
        files(self.set.folder())
    }

    /// The same for whoever answers people meanwhile: read where nobody waits for it.
    ///
    /// # Errors
    /// As [`files`](Self::files).
    pub async fn read(&self) -> Result<Vec<File>, CuratorError> {
        let this = self.clone();
        tokio::task::spawn_blocking(move || this.files()).await.map_err(|_| CuratorError::Fault)?
    }

    /// What the checks say of the files as they lie on disk.
    ///
    /// # Errors
    /// [`CuratorError`] where the folder cannot be read.
    pub async fn check(&self) -> Result<crate::knowledge::Problems, CuratorError> {
        let this = self.clone();
        let work = move || super::check(this.set.folder(), &this.config.checks);
        Ok(tokio::task::spawn_blocking(work).await.map_err(|_| CuratorError::Fault)??.problems)
    }
}

/// All files of a folder.
///
/// # Errors
/// [`CuratorError::Store`] where the folder cannot be read, [`CuratorError::Broken`] where one of its files cannot.
pub fn files(folder: &Folder) -> Result<Vec<File>, CuratorError> {
    let (files, unread) = folder.load()?;
    if unread.is_empty() { Ok(files) } else { Err(CuratorError::Broken(unread)) }
}

/// Who changes something in the terminal.
pub fn in_terminal(name: &str) -> Author {
    Author { name: name.to_owned(), pseudonym: None, via: Via::Terminal }
}
