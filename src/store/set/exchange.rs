//! Exchanging one file, so that a reader sees the old or the new one, and so that nothing saved meanwhile is lost.

use crate::store::disk::{Disk, OURS};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// What is being written, and may be torn.
const NEW: &str = "new-";
/// What is whole, and waits to take the place of the file, or was in it a moment ago.
const WHOLE: &str = "set-";

/// A file with what it shall hold, which lies ready beside it.
#[derive(Debug, Clone)]
pub(super) struct Staged {
    /// The file, links followed.
    pub(super) target: PathBuf,
    before: Option<Vec<u8>>,
    after: Option<Vec<u8>>,
}

/// What a file holds that holds what nobody expected; none where it is gone.
pub(super) type Surprise = Option<Vec<u8>>;

impl Staged {
    /// Lays what a file shall hold ready beside it. Only one who holds the lock may.
    pub(super) fn new(
        disk: &dyn Disk,
        path: &Path,
        before: Option<Vec<u8>>,
        after: Option<Vec<u8>>,
    ) -> io::Result<Self> {
        let staged = Self { target: disk.real(path)?, before, after };
        // What an earlier change has left there would pass for what somebody saved during this one.
        disk.remove(&staged.aside())?;
        if let Some(after) = &staged.after {
            disk.make_folder(staged.folder())?;
            let torn = staged.beside(NEW);
            let written = disk.write(&torn, after, &staged.target).and_then(|()| disk.sync(&torn));
            if let Err(error) = written.and_then(|()| disk.rename(&torn, &staged.aside())) {
                let _ = disk.remove(&torn);
                return Err(error);
            }
        }
        Ok(staged)
    }

    /// Exchanges the file, or finds that it holds what was not expected, and leaves that there.
    pub(super) fn exchange(&self, disk: &dyn Disk) -> io::Result<Result<(), Surprise>> {
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => self.replace(disk, before, after),
            (None, Some(_)) => self.create(disk),
            (Some(before), None) => self.delete(disk, before),
            (None, None) => Ok(Ok(())),
        }
    }

    /// The same the other way round; what it needs is laid ready anew.
    pub(super) fn back(&self, disk: &dyn Disk) -> io::Result<Self> {
        put_back(disk, &self.target, self.before.as_deref(), self.after.as_deref())?;
        disk.remove(&self.aside())?;
        Self::new(disk, &self.target, self.after.clone(), self.before.clone())
    }

    /// Makes the exchange outlive a power cut.
    pub(super) fn sync(&self, disk: &dyn Disk) -> io::Result<()> {
        disk.sync_folder(self.folder())
    }

    /// Removes what lies beside the file.
    pub(super) fn clear(&self, disk: &dyn Disk) {
        if let Err(error) = disk.remove(&self.aside()) {
            tracing::debug!("`{}` stays until the next start: {error}", self.aside().display());
        }
    }

    fn replace(&self, disk: &dyn Disk, before: &[u8], after: &[u8]) -> io::Result<Result<(), Surprise>> {
        let aside = self.aside();
        let (mut expected, mut put) = (before.to_vec(), after.to_vec());
        let mut surprise = None;
        // Whatever comes out and is not what was put there is newer than what was put in, and goes back.
        loop {
            match disk.exchange(&aside, &self.target) {
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Err(surprise)),
                done => done?,
            }
            let found = disk.read(&aside)?.unwrap_or_default();
            if found == expected {
                return Ok(surprise.map_or(Ok(()), |found| Err(Some(found))));
            }
            surprise = Some(found.clone());
            expected = std::mem::replace(&mut put, found);
        }
    }

    fn create(&self, disk: &dyn Disk) -> io::Result<Result<(), Surprise>> {
        match disk.place(&self.aside(), &self.target) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(Err(disk.read(&self.target)?)),
            done => done.map(Ok),
        }
    }

    fn delete(&self, disk: &dyn Disk, before: &[u8]) -> io::Result<Result<(), Surprise>> {
        let aside = self.aside();
        match disk.rename(&self.target, &aside) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Err(None)),
            done => done?,
        }
        let found = disk.read(&aside)?;
        if found.as_deref() == Some(before) {
            return Ok(Ok(()));
        }
        match disk.place(&aside, &self.target) {
            // Saved once more, in between: that is the newest.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(Err(disk.read(&self.target)?)),
            done => done.map(|()| Err(found)),
        }
    }

    fn folder(&self) -> &Path {
        self.target.parent().unwrap_or(Path::new("."))
    }

    fn aside(&self) -> PathBuf {
        self.beside(WHOLE)
    }

    fn beside(&self, prefix: &str) -> PathBuf {
        beside(&self.target, prefix)
    }
}

fn beside(target: &Path, prefix: &str) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!("{OURS}{prefix}{name}"))
}

/// Puts back what somebody saved at the moment of an exchange that its process did not survive: it lies beside the
/// file still, whole, and is neither what was before nor what comes after.
pub(super) fn put_back(disk: &dyn Disk, path: &Path, before: Option<&[u8]>, after: Option<&[u8]>) -> io::Result<()> {
    let target = disk.real(path)?;
    let aside = beside(&target, WHOLE);
    let Some(found) = disk.read(&aside)? else { return Ok(()) };
    let expected = |held: Option<&[u8]>| held == before || held == after;
    let present = disk.read(&target)?;
    if expected(Some(&found)) || !expected(present.as_deref()) {
        return Ok(());
    }
    match present {
        Some(_) => disk.exchange(&aside, &target),
        None => disk.place(&aside, &target),
    }
}

/// Whether a name is that of a file that lies beside another only during a change.
pub(super) fn is_aside(name: &str) -> bool {
    name.strip_prefix(OURS).is_some_and(|rest| rest.starts_with(NEW) || rest.starts_with(WHOLE))
}
