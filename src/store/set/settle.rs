//! Bringing to an end what a process left half done, and taking away what it left lying about.

use super::exchange::{Staged, is_aside, put_back};
use super::{CommitError, Inner};
use crate::store::ledger::{Change, Revision, Via};
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::PathBuf;

/// How often a change is looked at anew because somebody saved a file at that very moment.
const LOOKS: usize = 10;

/// What a file of a half-done change holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Before,
    After,
    /// Somebody has saved it since.
    Other,
}

impl Inner {
    /// Finishes every half-done change whose files are all old or new, and takes back the others; what somebody has
    /// saved since stays. What was saved by hand and is half recorded is forgotten, and recorded anew with the next
    /// look: its files belong to whoever saved them. The lock must be held.
    pub(super) async fn settle(&self) -> Result<(), CommitError> {
        for intent in self.ledger.intents().await? {
            let Revision { number, plan } = &intent;
            if plan.author.via == Via::Editor {
                self.ledger.abandon(*number).await?;
                continue;
            }
            let forward = self.bring_to_an_end(&plan.changes)?;
            if forward {
                self.ledger.finish(*number).await?;
                tracing::warn!("revision {number} was half done; it is finished now");
            } else {
                self.ledger.abandon(*number).await?;
                tracing::warn!("revision {number} was half done and is taken back: a file was saved by hand meanwhile");
            }
        }
        Ok(())
    }

    /// Whether the change is finished, and not taken back.
    fn bring_to_an_end(&self, changes: &[Change]) -> Result<bool, CommitError> {
        for _ in 0..LOOKS {
            let held = changes.iter().map(|change| self.holds(change)).collect::<Result<Vec<_>, _>>()?;
            let forward = !held.contains(&Holds::Other);
            let behind = if forward { Holds::Before } else { Holds::After };
            let mut left = changes.iter().zip(&held).filter(|(_, held)| **held == behind);
            if left.try_fold(true, |all, (change, _)| Ok::<_, CommitError>(all && self.move_on(change, forward)?))? {
                self.sync(changes)?;
                say_what_is_left(changes, &held);
                return Ok(forward);
            }
        }
        Err(CommitError::Locked { folder: self.folder.path().to_owned() })
    }

    fn holds(&self, change: &Change) -> Result<Holds, CommitError> {
        let path = self.folder.file(&change.path);
        let failed = |source| CommitError::Disk { path: path.clone(), source };
        put_back(&*self.disk, &path, change.before.as_deref(), change.after.as_deref()).map_err(failed)?;
        let found = self.disk.read(&path).map_err(failed)?;
        Ok(match found {
            found if found == change.before => Holds::Before,
            found if found == change.after => Holds::After,
            _ => Holds::Other,
        })
    }

    /// Exchanges one file, forward or back. False where somebody saved it at that very moment.
    fn move_on(&self, change: &Change, forward: bool) -> Result<bool, CommitError> {
        let path = self.folder.file(&change.path);
        let (from, to) = if forward { (&change.before, &change.after) } else { (&change.after, &change.before) };
        let moved = Staged::new(&*self.disk, &path, from.clone(), to.clone()).and_then(|staged| {
            let moved = staged.exchange(&*self.disk)?.is_ok();
            staged.sync(&*self.disk)?;
            staged.clear(&*self.disk);
            Ok(moved)
        });
        moved.map_err(|source| CommitError::Disk { path, source })
    }

    /// Makes what was exchanged outlive a power cut, also where the process that did it had not come to that.
    fn sync(&self, changes: &[Change]) -> Result<(), CommitError> {
        changes.iter().try_for_each(|change| {
            let path = self.folder.file(&change.path);
            let folder = self.disk.real(&path).map(|file| file.parent().map(PathBuf::from));
            match folder.and_then(|folder| folder.map_or(Ok(()), |folder| self.disk.sync_folder(&folder))) {
                // The folder went with its last file.
                Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
                done => done.map_err(|source| CommitError::Disk { path, source }),
            }
        })
    }

    /// Removes what changes have left lying about. The lock must be held, and nothing be half done.
    pub(super) fn sweep(&self) {
        for folder in self.folders() {
            let names = self.disk.list(&folder).unwrap_or_default();
            for name in names.iter().filter(|name| is_aside(name)) {
                match self.disk.remove(&folder.join(name)) {
                    Ok(()) => tracing::debug!("`{name}` was left lying about and is removed"),
                    Err(error) => tracing::warn!("`{name}` was left lying about and cannot be removed: {error}"),
                }
            }
        }
    }

    /// The folders that knowledge files really lie in.
    fn folders(&self) -> BTreeSet<PathBuf> {
        let mut folders = BTreeSet::from([self.folder.path().to_owned()]);
        for path in self.folder.paths().unwrap_or_default() {
            let real = self.disk.real(&self.folder.file(&path));
            folders.extend(real.ok().and_then(|file| file.parent().map(PathBuf::from)));
        }
        folders
    }
}

fn say_what_is_left(changes: &[Change], held: &[Holds]) {
    for (change, _) in changes.iter().zip(held).filter(|(_, held)| **held == Holds::Other) {
        tracing::warn!("`{}` is left as it was saved by hand", change.path);
    }
}
