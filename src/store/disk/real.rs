//! The disk of the system.

use super::Disk;
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The disk of the system.
#[derive(Debug, Clone, Copy, Default)]
pub struct Real;

impl Disk for Real {
    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        match fs::canonicalize(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(path.to_owned()),
            found => found,
        }
    }

    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        match fs::metadata(path) {
            Ok(file) if !file.is_file() => Err(io::Error::other("it is no regular file")),
            Ok(_) => missing(fs::read(path)),
            Err(error) => missing(Err(error)),
        }
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        let Some(entries) = missing(fs::read_dir(folder))? else { return Ok(Vec::new()) };
        entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        if folder.is_dir() {
            return Ok(());
        }
        fs::create_dir_all(folder)?;
        // Its own name is safe only when the folder above is.
        folder.parent().map_or(Ok(()), |above| self.sync_folder(above))
    }

    fn write(&self, path: &Path, content: &[u8], like: &Path) -> io::Result<()> {
        let mut file = File::create(path)?;
        file.write_all(content)?;
        match fs::metadata(like) {
            Ok(old) => {
                keep_owner(path, &old);
                file.set_permissions(old.permissions())
            }
            Err(_) => Ok(()),
        }
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        File::open(folder)?.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        match swap_names(one, other) {
            Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => {
                swap_in_steps(one, other)
            }
            done => done,
        }
    }

    fn place(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)?;
        fs::remove_file(from)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        missing(fs::remove_file(path)).map(|_| ())
    }

    fn lock(&self, path: &Path) -> io::Result<Option<File>> {
        let file = File::options().create(true).truncate(false).write(true).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

/// None instead of the error that nothing is there.
fn missing<T>(found: io::Result<T>) -> io::Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// A bot that runs as another user than the editor leaves the file to its owner, where the system lets it.
#[cfg(unix)]
fn keep_owner(path: &Path, old: &fs::Metadata) {
    use std::os::unix::fs::MetadataExt;
    if let Err(error) = std::os::unix::fs::chown(path, Some(old.uid()), Some(old.gid())) {
        tracing::debug!("`{}` changes its owner: {error}", path.display());
    }
}

#[cfg(not(unix))]
fn keep_owner(_: &Path, _: &fs::Metadata) {}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn swap_names(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn swap_names(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// For systems and disks that cannot exchange: a reader still sees the old or the new file, but what is saved in the
/// moment between the first two steps is not noticed.
fn swap_in_steps(one: &Path, other: &Path) -> io::Result<()> {
    let mut aside = one.as_os_str().to_owned();
    aside.push("-aside");
    let aside = PathBuf::from(aside);
    missing(fs::remove_file(&aside))?;
    fs::hard_link(other, &aside)?;
    fs::rename(one, other)?;
    fs::rename(&aside, one)
}

#[cfg(test)]
mod tests {
    use super::{Disk, Real, swap_in_steps};
    use std::fs;
    use std::io;
    use std::path::Path;

    #[track_caller]
    fn exchanges(exchange: impl Fn(&Path, &Path) -> io::Result<()>) {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (folder.path().join("one"), folder.path().join("other"));
        Real.write(&one, b"1", &other).unwrap();
        Real.write(&other, b"2", &one).unwrap();
        exchange(&one, &other).unwrap();
        assert_eq!((fs::read(&one).unwrap(), fs::read(&other).unwrap()), (b"2".to_vec(), b"1".to_vec()));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing stays beside them");
        fs::remove_file(&other).unwrap();
        assert_eq!(exchange(&one, &other).unwrap_err().kind(), io::ErrorKind::NotFound);
        assert_eq!(fs::read(&one).unwrap(), b"2");
    }

    #[test]
    fn two_files_change_their_names_at_once_or_in_steps() {
        exchanges(|one, other| Real.exchange(one, other));
        exchanges(swap_in_steps);
    }

    #[test]
    fn a_file_is_never_placed_over_another() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (folder.path().join("one"), folder.path().join("other"));
        Real.write(&one, b"1", &other).unwrap();
        Real.write(&other, b"2", &one).unwrap();
        assert_eq!(Real.place(&one, &other).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&other).unwrap(), b"2");
    }

    #[test]
    fn a_lock_is_held_by_one_until_it_is_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let held = Real.lock(&path).unwrap();
        assert!(held.is_some());
        assert!(Real.lock(&path).unwrap().is_none());
        drop(held);
        assert!(Real.lock(&path).unwrap().is_some());
    }
}
