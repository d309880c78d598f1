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
    // A link keeps pointing to the file that is replaced.
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if std::fs::metadata(&target).is_ok_and(|old| !old.is_file()) {
        return Err(io::Error::other("it is no regular file"));
    }
    let folder = folder_of(&target);
    std::fs::create_dir_all(folder)?;
    let mut temporary = beside(folder)?;
    temporary.write_all(content)?;
    set_mode(temporary.as_file(), &target)?;
    temporary.as_file().sync_all()?;
    temporary.persist(&target)?;
    // The name is safe only when the folder is.
    File::open(folder)?.sync_all()
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
        Err(_) => default_mode(file),
    }
}

#[cfg(unix)]
fn default_mode(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn default_mode(_: &File) -> io::Result<()> {
    Ok(())
}
