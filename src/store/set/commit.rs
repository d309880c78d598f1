//! Committing a change: compare, lay ready, note, exchange, mark.

use super::exchange::{Staged, Surprise};
use super::{Base, CommitError, Inner, touched};
use crate::knowledge::{FileKind, MAX_FILE_BYTES};
use crate::store::ledger::{Change, Plan};
use std::io;
use std::path::PathBuf;

/// The changes that change something, by path.
pub(super) fn checked(changes: &[Change]) -> Result<Vec<Change>, CommitError> {
    let mut real: Vec<Change> = changes.iter().filter(|change| change.before != change.after).cloned().collect();
    real.sort_by(|one, other| one.path.cmp(&other.path));
    if real.is_empty() {
        return Err(CommitError::Nothing);
    }
    for change in &real {
        let path = change.path.clone();
        if FileKind::of(&path).is_none() || path.contains(['\\', '\0']) || path.contains("/.") {
            return Err(CommitError::Path { path });
        }
        let size = change.after.as_ref().map_or(0, Vec::len);
        if u64::try_from(size).is_ok_and(|size| size > MAX_FILE_BYTES) {
            return Err(CommitError::TooLarge { path, size });
        }
    }
    if let Some([one, _]) = real.array_windows().find(|[one, other]| one.path == other.path) {
        return Err(CommitError::Path { path: one.path.clone() });
    }
    Ok(real)
}

/// Why the exchange of several files stopped.
enum Stopped {
    Surprised(String, Surprise),
    Disk(PathBuf, io::Error),
}

impl From<Stopped> for CommitError {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Surprised(path, found) => Self::Changed { path, found },
            Stopped::Disk(path, source) => Self::Disk { path, source },
        }
    }
}

impl Inner {
    pub(super) async fn commit(&self, base: Base, plan: Plan) -> Result<u64, CommitError> {
        let _held = self.lock()?;
        self.settle().await?;
        self.observe(plan.at).await?;
        self.compare(&plan.changes)?;
        let current = self.ledger.current().await?;
        // Where the files hold what the change was made on, `Base::Files` asks for no more.
        if base.revision() > current || base == Base::Whole(base.revision()) && base.revision() != current {
            return Err(CommitError::Stale { base: base.revision(), current });
        }
        self.carry_out(Plan { entries: touched::entries(&plan.changes), ..plan }).await
    }

    /// Whether the files are what the change was made on.
    fn compare(&self, changes: &[Change]) -> Result<(), CommitError> {
        for change in changes {
            let path = self.folder.file(&change.path);
            let found = self.disk.read(&path).map_err(|source| CommitError::Disk { path, source })?;
            if found != change.before {
                return Err(CommitError::Changed { path: change.path.clone(), found });
            }
        }
        Ok(())
    }

    async fn carry_out(&self, plan: Plan) -> Result<u64, CommitError> {
        // What has no room on the disk is known before anything is noted.
        let staged = self.stage(&plan.changes)?;
        let noted = self.ledger.intend(&plan).await;
        let number = match noted {
            Ok(number) => number,
            Err(error) => {
                self.clear(&staged);
                return Err(error.into());
            }
        };
        self.told().own.insert(number);
        let done = self.exchange_all(number, &plan.changes, &staged).await;
        if done.is_err() {
            // Where somebody finishes it after all, that is news to whoever was told of an error.
            self.told().own.remove(&number);
        }
        done.map(|()| number)
    }

    async fn exchange_all(&self, number: u64, changes: &[Change], staged: &[Staged]) -> Result<(), CommitError> {
        if let Err((done, stopped)) = self.exchange(changes, staged) {
            return Err(self.take_back(number, staged, done, stopped.into()).await);
        }
        self.clear(staged);
        // The ledger may be busy for a moment.
        if let (Err(_), Err(error)) = (self.ledger.finish(number).await, self.ledger.finish(number).await) {
            return Err(CommitError::Unfinished { number, why: error.to_string() });
        }
        Ok(())
    }

    fn stage(&self, changes: &[Change]) -> Result<Vec<Staged>, CommitError> {
        let mut staged = Vec::new();
        for change in changes {
            let path = self.folder.file(&change.path);
            match Staged::new(&*self.disk, &path, change.before.clone(), change.after.clone()) {
                Ok(one) => staged.push(one),
                Err(source) => {
                    self.clear(&staged);
                    return Err(CommitError::Disk { path, source });
                }
            }
        }
        Ok(staged)
    }

    fn clear(&self, staged: &[Staged]) {
        for one in staged {
            one.clear(&*self.disk);
        }
    }

    /// Exchanges the files; where it stops, says how many were exchanged, or may have been.
    fn exchange(&self, changes: &[Change], staged: &[Staged]) -> Result<(), (usize, Stopped)> {
        for (at, (change, one)) in changes.iter().zip(staged).enumerate() {
            match one.exchange(&*self.disk) {
                Ok(Ok(())) => {}
                Ok(Err(found)) => return Err((at, Stopped::Surprised(change.path.clone(), found))),
                Err(error) => return Err((at + 1, Stopped::Disk(one.target.clone(), error))),
            }
        }
        for one in staged {
            one.sync(&*self.disk).map_err(|error| (staged.len(), Stopped::Disk(one.target.clone(), error)))?;
        }
        Ok(())
    }

    /// Brings the files that were exchanged back to what they held, and forgets the intent.
    async fn take_back(&self, number: u64, staged: &[Staged], done: usize, why: CommitError) -> CommitError {
        let back = staged.iter().take(done).try_for_each(|one| self.restore(one));
        self.clear(staged);
        if let Err(error) = back {
            return CommitError::Unfinished { number, why: format!("{why}, and {error}") };
        }
        match self.ledger.abandon(number).await {
            Ok(_) => why,
            Err(error) => CommitError::Unfinished { number, why: format!("{why}, and {error}") },
        }
    }

    fn restore(&self, one: &Staged) -> io::Result<()> {
        let back = one.back(&*self.disk)?;
        // A surprise here is what it held before, or what somebody saved meanwhile: both stay.
        if let Err(found) = back.exchange(&*self.disk)? {
            tracing::debug!(
                "`{}` is left as it is: {} bytes",
                back.target.display(),
                found.map_or(0, |bytes| bytes.len())
            );
        }
        back.sync(&*self.disk)?;
        back.clear(&*self.disk);
        Ok(())
    }
}
