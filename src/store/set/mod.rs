//! The knowledge files as a versioned set: whoever changes them does it here, whichever process they are in.
//!
//! A change holds the lock of the folder from the first look to the last mark. It is noted with all its bytes before
//! any file is touched, then the files are exchanged one by one; what is left half done by a process that ended is
//! brought to an end by the next one (`settle`). A file that somebody saved by hand is never overwritten: it is
//! compared at the very moment of the exchange (`exchange`).
//!
//! Left out: what the files mean, and who may change them.

mod commit;
mod error;
mod exchange;
mod lock;
mod observe;
mod settle;
mod touched;

pub use error::CommitError;
pub(super) use lock::hold_alone;
pub use observe::unrecorded;

use super::Folder;
use super::disk::{Disk, Real};
use super::ledger::{Author, Change, Filter, Headline, LedgerError, Plan, Revision, Revisions};
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::fs::File;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long somebody else's change is waited for; one takes some hundredths of a second.
const PATIENCE: Duration = Duration::from_secs(10);

/// The versioned set of knowledge files. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Set {
    inner: Arc<Inner>,
    opened_at: u64,
}

#[derive(Debug)]
struct Inner {
    folder: Folder,
    ledger: Arc<dyn Revisions>,
    disk: Arc<dyn Disk>,
    patience: Duration,
    told: Mutex<Told>,
    /// Held as long as the set: a backup is not restored under it.
    _open: File,
}

/// What whoever holds this set knows of already.
#[derive(Debug, Default)]
struct Told {
    /// Everything up to this revision.
    up_to: u64,
    /// Later ones that were begun here.
    own: BTreeSet<u64>,
}

/// What a change was made on, and so what must not have changed meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// Nothing may have changed since this revision: the change was checked together with all other files.
    Whole(u64),
    /// The files of the change may not have changed since this revision; others may.
    Files(u64),
}

impl Base {
    /// The revision.
    pub fn revision(self) -> u64 {
        let (Self::Whole(number) | Self::Files(number)) = self;
        number
    }
}

impl Set {
    /// Opens the set of a folder. Brings to an end what a process before left half done, and takes the files as they
    /// are found: at the first time as they are, later as changes made by hand.
    ///
    /// # Errors
    /// [`CommitError`] where the folder cannot be written, is held by somebody else or half restored, and where the
    /// ledger fails or is that of another folder.
    pub async fn open(folder: Folder, ledger: Arc<dyn Revisions>, at: Timestamp) -> Result<Self, CommitError> {
        Self::on(Arc::new(Real), folder, ledger, PATIENCE, at).await
    }

    /// Opens the set on another disk, with another patience for the lock.
    ///
    /// # Errors
    /// As [`Set::open`].
    pub async fn on(
        disk: Arc<dyn Disk>,
        folder: Folder,
        ledger: Arc<dyn Revisions>,
        patience: Duration,
        at: Timestamp,
    ) -> Result<Self, CommitError> {
        let told = Mutex::default();
        let open = lock::hold_open(&folder)?;
        let inner = Arc::new(Inner { folder, ledger, disk, patience, told, _open: open });
        let mut set = Self { inner, opened_at: 0 };
        set.opened_at = set.run(async move |inner: &Inner| inner.start(at).await).await?;
        Ok(set)
    }

    /// The folder.
    pub fn folder(&self) -> &Folder {
        &self.inner.folder
    }

    /// Changes files, all or none, and gives the number of the revision. Once it returns, the change outlives a power
    /// cut. Goes on to its end where the caller stops waiting.
    ///
    /// Changes made by hand that nobody has noticed yet are recorded first, as revisions of their own.
    ///
    /// # Errors
    /// [`CommitError`]; but for [`CommitError::Unfinished`] nothing is changed then.
    pub async fn commit(
        &self,
        base: Base,
        changes: &[Change],
        author: &Author,
        why: &str,
        at: Timestamp,
    ) -> Result<u64, CommitError> {
        let (author, why) = (author.clone(), why.to_owned());
        let plan =
            Plan { base: base.revision(), at, author, why, entries: Vec::new(), changes: commit::checked(changes)? };
        self.run(async move |inner: &Inner| inner.commit(base, plan).await).await
    }

    /// Records what was changed by hand since the last look, as a revision of its own; none where nothing was.
    ///
    /// # Errors
    /// [`CommitError`]; the files are not touched.
    pub async fn observe(&self, at: Timestamp) -> Result<Option<u64>, CommitError> {
        self.run(async move |inner: &Inner| {
            let _held = inner.lock()?;
            inner.settle().await?;
            inner.observe(at).await
        })
        .await
    }

    /// What was changed since the last call by others than this set: by hand, or by another process; oldest first.
    /// Begins with an [`observe`](Self::observe).
    ///
    /// # Errors
    /// As [`Set::observe`].
    pub async fn news(&self, at: Timestamp) -> Result<Vec<Headline>, CommitError> {
        self.observe(at).await?;
        let after = self.inner.told().up_to;
        let filter = Filter { after: Some(after), ..Filter::default() };
        let mut news = self.inner.ledger.history(&filter, usize::MAX).await?;
        news.reverse();
        let mut told = self.inner.told();
        let newest = news.last().map_or(after, |line| line.number);
        news.retain(|line| line.number > told.up_to && !told.own.contains(&line.number));
        told.up_to = told.up_to.max(newest);
        told.own = told.own.split_off(&(newest + 1));
        Ok(news)
    }

    /// The newest revision when the set was opened: whoever has read the files since then has at least that.
    pub fn opened_at(&self) -> u64 {
        self.opened_at
    }

    /// The number of the newest revision; 0 before the first.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn current(&self) -> Result<u64, LedgerError> {
        self.inner.ledger.current().await
    }

    /// A revision with the bytes of every file from before and after.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn revision(&self, number: u64) -> Result<Option<Revision>, LedgerError> {
        self.inner.ledger.revision(number).await
    }

    /// Revisions, newest first.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn history(&self, filter: &Filter, limit: usize) -> Result<Vec<Headline>, LedgerError> {
        self.inner.ledger.history(filter, limit).await
    }

    /// Keeps everybody from changing the files, until it is dropped; what was half done or not noticed yet is recorded.
    pub(super) async fn hold(&self, at: Timestamp) -> Result<File, CommitError> {
        self.run(async move |inner: &Inner| {
            let held = inner.lock()?;
            inner.settle().await?;
            inner.observe(at).await?;
            Ok(held)
        })
        .await
    }

    /// Runs work on a thread that may wait for the disk, and to its end: a change that is dropped half-way would give
    /// its lock back too early.
    async fn run<T: Send + 'static>(
        &self,
        work: impl AsyncFnOnce(&Inner) -> Result<T, CommitError> + Send + 'static,
    ) -> Result<T, CommitError> {
        let (inner, runtime) = (Arc::clone(&self.inner), tokio::runtime::Handle::current());
        let done = tokio::task::spawn_blocking(move || runtime.block_on(work(&inner))).await;
        match done {
            Ok(done) => done,
            Err(failed) => match failed.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_) => Err(CommitError::Ending),
            },
        }
    }
}

impl Inner {
    /// Gives the newest revision.
    async fn start(&self, at: Timestamp) -> Result<u64, CommitError> {
        let _held = self.lock()?;
        // All differences between two folders would else be changes made by hand.
        let here = real(&self.folder);
        match self.ledger.folder().await? {
            Some(other) if other != here => return Err(CommitError::OtherFolder { folder: here, other }),
            Some(_) => {}
            None => self.ledger.note_folder(&here).await?,
        }
        self.settle().await?;
        self.sweep();
        self.observe(at).await?;
        let current = self.ledger.current().await?;
        self.told().up_to = current;
        Ok(current)
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where a folder is, whichever way leads to it.
fn real(folder: &Folder) -> PathBuf {
    folder.path().canonicalize().unwrap_or_else(|_| folder.path().to_owned())
}
