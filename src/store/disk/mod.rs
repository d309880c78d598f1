//! The disk under the knowledge files, behind a seam that is small enough to be broken on purpose.
//!
//! Every method of [`Disk`] is one step: between any two of them the process may end. What the steps add up to is
//! decided by `set`; `replace` is for files that nobody else writes.

mod real;
mod replace;

pub use real::Real;
pub(super) use replace::create_private;
#[cfg(any(feature = "discord", feature = "ledger"))]
pub(super) use replace::{folder_of, make_private, private_folder};
pub use replace::{replace, replace_if, replace_private};

use std::fmt;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// How the names of our files begin that are no knowledge: what is not whole yet, and the lock.
pub(super) const OURS: &str = ".chaikhana-";

/// The steps that changing files is made of.
#[expect(clippy::missing_errors_doc, reason = "every error is what the system says")]
pub trait Disk: Send + Sync + fmt::Debug {
    /// The file that a path leads to through links; the path itself where there is no file yet.
    fn real(&self, path: &Path) -> io::Result<PathBuf>;

    /// What a file holds; none where there is no file. Anything but a regular file is an error.
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>>;

    /// The names in a folder; none where there is no folder.
    fn list(&self, folder: &Path) -> io::Result<Vec<String>>;

    /// Makes a folder with those above it, where it is missing.
    fn make_folder(&self, folder: &Path) -> io::Result<()>;

    /// Writes a whole file, with the mode and owner of another where that one is there.
    fn write(&self, path: &Path, content: &[u8], like: &Path) -> io::Result<()>;

    /// Brings what a file holds onto the disk for good.
    fn sync(&self, path: &Path) -> io::Result<()>;

    /// Brings the names in a folder onto the disk for good.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;

    /// Gives a file a new name, in place of what had it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Lets two files change their names, at one moment: what somebody else saved before it is then under `one`.
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()>;

    /// Gives a file a new name that nothing has yet; an error of the kind `AlreadyExists` otherwise.
    fn place(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file; it may be missing already.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Takes the lock of a file, which is made where it is missing; none while somebody else holds it.
    /// It is given back when the file is dropped, or its process ends.
    fn lock(&self, path: &Path) -> io::Result<Option<File>>;
}
