//! Replacing a file so that a reader sees the old or the new one, never half of either.

use super::OURS;
use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use tempfile::NamedTempFile;

/// Replaces a file's content, or makes the file; its folder is made too. Keeps the mode of an existing file.
///
/// # Errors
/// Whatever the disk says. The old content is then still there, but where the very last step fails, which brings the
/// new name onto the disk for good.
pub fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    replace_if(path, content, || Ok(true)).map(drop)
}

/// The same for a file that only its owner may read, whoever could read what is replaced.
///
/// # Errors
/// As those of [`replace`].
pub fn replace_private(path: &Path, content: &[u8]) -> io::Result<()> {
    swap(path, content, |file, _| set_private(file), || Ok(true)).map(drop)
}

/// The same where the file may still be replaced, which is asked when the new one lies synced beside it. False where
/// it may not; all is then as it was.
///
/// # Errors
/// As those of [`replace`], and what was asked.
pub fn replace_if(path: &Path, content: &[u8], still: impl FnOnce() -> io::Result<bool>) -> io::Result<bool> {
    swap(path, content, set_mode, still)
}

fn swap(
    path: &Path,
    content: &[u8],
    mode: impl FnOnce(&File, &Path) -> io::Result<()>,
    still: impl FnOnce() -> io::Result<bool>,
) -> io::Result<bool> {
    // A link keeps pointing to the file that is replaced.
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if std::fs::metadata(&target).is_ok_and(|old| !old.is_file()) {
        return Err(io::Error::other("it is no regular file"));
    }
    let folder = folder_of(&target);
    std::fs::create_dir_all(folder)?;
    let mut temporary = beside(folder)?;
    temporary.write_all(content)?;
    mode(temporary.as_file(), &target)?;
    temporary.as_file().sync_all()?;
    if !still()? {
        return Ok(false);
    }
    temporary.persist(&target)?;
    // The name is safe only when the folder is.
    File::open(folder)?.sync_all()?;
    Ok(true)
}

/// Makes a file that only its owner can read, whole or not at all; its folder is made too. A file that is there already
/// stays as it is.
///
/// # Errors
/// Whatever the disk says.
pub(in crate::store) fn create_private(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = folder_of(path);
    std::fs::create_dir_all(folder)?;
    // Temporary files are private from the start.
    let mut temporary = beside(folder)?;
    temporary.write_all(content)?;
    temporary.as_file().sync_all()?;
    match temporary.persist_noclobber(path) {
        Ok(_) => File::open(folder)?.sync_all(),
        Err(there) if there.error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error.error),
    }
}

/// A temporary file; where it cannot be made, its name is nobody's business.
fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    let made = tempfile::Builder::new().prefix(OURS).tempfile_in(folder);
    made.map_err(|error| error.kind().into())
}

/// The folder that a file is in.
pub(in crate::store) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The mode of the file that is replaced, or that of a file anybody makes.
fn set_mode(file: &File, target: &Path) -> io::Result<()> {
    match std::fs::metadata(target) {
        Ok(old) => file.set_permissions(old.permissions()),
        Err(_) => chmod(file, 0o644),
    }
}

fn set_private(file: &File) -> io::Result<()> {
    chmod(file, 0o600)
}

/// Lets only its owner read a file that is there.
#[cfg(any(feature = "discord", feature = "ledger"))]
pub(in crate::store) fn make_private(path: &Path) -> io::Result<()> {
    set_private(&File::open(path)?)
}

/// A folder that only its owner can look into, and that is gone again unless it gets another name.
#[cfg(any(feature = "discord", feature = "ledger"))]
pub(in crate::store) fn private_folder(above: &Path) -> io::Result<tempfile::TempDir> {
    let made = tempfile::Builder::new().prefix(OURS).tempdir_in(above)?;
    chmod(&File::open(made.path())?, 0o700)?;
    Ok(made)
}

#[cfg(unix)]
fn chmod(file: &File, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn chmod(_: &File, _: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::replace_if;
    use std::fs::{read, read_dir};

    #[test]
    fn whether_a_file_may_be_replaced_is_asked_when_the_new_one_lies_beside_it() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("a.toml");
        super::replace(&file, b"old").unwrap();
        let texts = || {
            let mut all: Vec<_> =
                read_dir(place.path()).unwrap().map(|one| read(one.unwrap().path()).unwrap()).collect();
            all.sort();
            all
        };
        for (may, left) in [(false, "old"), (true, "new")] {
            let done = replace_if(&file, b"new", || {
                assert_eq!(texts(), [b"new", b"old"]);
                Ok(may)
            });
            assert_eq!((done.unwrap(), texts()), (may, vec![left.as_bytes().to_vec()]));
        }
    }
}
