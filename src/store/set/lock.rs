//! The locks of a knowledge folder, in two files of it: one for whoever changes something, and one that every open set
//! shares, so that nothing is restored under it. The system gives both back when a process ends.

use super::{CommitError, Inner};
use crate::store::Folder;
use crate::store::disk::OURS;
use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Whoever changes something holds it.
const CHANGING: &str = "lock";
/// Whoever has the set open shares it.
const OPEN: &str = "open";
/// How long is waited before a lock is tried again.
const RETRY: Duration = Duration::from_millis(3);

impl Inner {
    /// Takes the lock of the folder, or gives up after a while.
    pub(super) fn lock(&self) -> Result<File, CommitError> {
        let path = file(&self.folder, CHANGING);
        let failed = |source| CommitError::Disk { path: self.folder.path().to_owned(), source };
        let begun = Instant::now();
        loop {
            match self.disk.lock(&path).map_err(failed)? {
                Some(held) => return Ok(held),
                None if begun.elapsed() >= self.patience => {
                    return Err(CommitError::Locked { folder: self.folder.path().to_owned() });
                }
                None => std::thread::sleep(RETRY),
            }
        }
    }
}

/// Says that a set is open, as long as the file is kept.
pub(super) fn hold_open(folder: &Folder) -> Result<File, CommitError> {
    let path = file(folder, OPEN);
    let failed = |source| CommitError::Disk { path: folder.path().to_owned(), source };
    let open = opened(&path).map_err(failed)?;
    match open.try_lock_shared() {
        Ok(()) => {
            folder.whole()?;
            Ok(open)
        }
        Err(TryLockError::WouldBlock) => Err(CommitError::Restoring { folder: folder.path().to_owned() }),
        Err(TryLockError::Error(source)) => Err(failed(source)),
    }
}

/// Keeps every set of a folder from being opened, as long as the file is kept; none while one is.
pub(in crate::store) fn hold_alone(folder: &Folder) -> Result<Option<File>, CommitError> {
    let path = file(folder, OPEN);
    let failed = |source| CommitError::Disk { path: folder.path().to_owned(), source };
    let alone = opened(&path).map_err(failed)?;
    match alone.try_lock() {
        Ok(()) => Ok(Some(alone)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(source)) => Err(failed(source)),
    }
}

fn opened(path: &Path) -> io::Result<File> {
    File::options().create(true).truncate(false).write(true).open(path)
}

fn file(folder: &Folder, name: &str) -> PathBuf {
    folder.file(&format!("{OURS}{name}"))
}
