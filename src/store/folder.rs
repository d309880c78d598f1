//! The knowledge folder: which files of it are read, and what is said of those that cannot be.

use super::disk::OURS;
use crate::knowledge::{FOLDERS, File, MAX_FILE_BYTES, Problem, Severity, line_of};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Lies in a knowledge folder from the first to the last step of a restore, and names the backup.
const RESTORING: &str = "restoring";

/// A knowledge folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    path: PathBuf,
}

/// A folder that holds no knowledge.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It is not there, or may not be read.
    #[error("the knowledge folder `{}` cannot be read: {source}; name another with `--knowledge DIR`", path.display())]
    Unreadable {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// One of its own folders may not be read, or is none.
    #[error("`{}` cannot be read: {source}; make it a folder that this user may read", path.display())]
    Part {
        /// The folder in it.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It has no knowledge files.
    #[error("the knowledge folder `{}` holds no knowledge files; name another with `--knowledge DIR`", path.display())]
    Empty {
        /// The folder.
        path: PathBuf,
    },
    /// Its files are of two states.
    #[error(transparent)]
    HalfRestored(#[from] HalfRestored),
}

/// A backup is being put back, and that has not come to its end.
#[derive(Debug, thiserror::Error)]
#[error("a backup is being put back into `{}`, or that was interrupted; `chaikhana knowledge restore-backup {}` finishes it", folder.display(), backup.display())]
pub struct HalfRestored {
    /// The folder.
    pub folder: PathBuf,
    /// The backup.
    pub backup: PathBuf,
}

impl Folder {
    /// Names a folder; nothing is read yet.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// Where the folder lies on disk.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where a knowledge file lies on disk.
    pub fn file(&self, path: &str) -> PathBuf {
        self.path.join(path)
    }

    /// Whether there is knowledge in the folder that can be read: before a ledger is opened, or made, for it.
    ///
    /// # Errors
    /// [`StoreError`] where the folder itself cannot be read or holds nothing.
    pub fn ready(&self) -> Result<(), StoreError> {
        self.whole()?;
        self.paths().map(drop)
    }

    /// Whether no backup is being put back, or was when its process ended.
    pub(super) fn whole(&self) -> Result<(), HalfRestored> {
        let Ok(backup) = std::fs::read(self.mark()) else { return Ok(()) };
        Err(HalfRestored { folder: self.path.clone(), backup: String::from_utf8_lossy(&backup).into_owned().into() })
    }

    /// Where the mark of a restore lies.
    pub(super) fn mark(&self) -> PathBuf {
        self.file(&format!("{OURS}{RESTORING}"))
    }

    /// Reads all knowledge files, in the order of their paths, with problems for those that cannot be read.
    ///
    /// # Errors
    /// [`StoreError`] where the folder itself cannot be read or holds nothing.
    pub fn load(&self) -> Result<(Vec<File>, Vec<Problem>), StoreError> {
        let mut files = Vec::new();
        let mut problems = Vec::new();
        for file in self.files()? {
            match file {
                Ok(file) => files.push(file),
                Err(problem) => problems.push(problem),
            }
        }
        Ok((files, problems))
    }

    /// The same one by one: each is read when it is asked for.
    ///
    /// # Errors
    /// [`StoreError`] where the folder itself cannot be read or holds nothing.
    pub fn files(&self) -> Result<impl Iterator<Item = Result<File, Problem>>, StoreError> {
        self.whole()?;
        Ok(self.paths()?.into_iter().map(|path| match read(&self.path.join(&path)) {
            Ok(text) => Ok(File { path, text }),
            Err((message, remedy)) => Err(problem(path, message, remedy)),
        }))
    }

    /// The paths of all knowledge files below the folder, in their order; what cannot be read is among them.
    ///
    /// # Errors
    /// [`StoreError`] where the folder itself cannot be read or holds nothing.
    pub fn paths(&self) -> Result<Vec<String>, StoreError> {
        let unreadable = |source| StoreError::Unreadable { path: self.path.clone(), source };
        let mut paths = self.list("").map_err(unreadable)?;
        for folder in FOLDERS {
            match self.list(folder) {
                Ok(found) => paths.extend(found),
                Err(e) if e.kind() == io::ErrorKind::NotFound => {}
                Err(source) => return Err(StoreError::Part { path: self.path.join(folder), source }),
            }
        }
        if paths.is_empty() {
            return Err(StoreError::Empty { path: self.path.clone() });
        }
        paths.sort();
        Ok(paths)
    }

    /// The paths of all files below the folder that [`paths`](Self::paths) leaves out, in their order. What is hidden is
    /// not among them, and neither is what cannot be looked into.
    pub fn strays(&self) -> Vec<String> {
        let mut found = Vec::new();
        self.add_strays("", &mut found);
        found.sort();
        found
    }

    fn add_strays(&self, folder: &str, found: &mut Vec<String>) {
        let is_top = folder.is_empty();
        for entry in std::fs::read_dir(self.path.join(folder)).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if is_top { name.clone() } else { format!("{folder}/{name}") };
            if name.starts_with('.') {
                continue;
            }
            // A link could lead round in a circle; our own folders are looked into wherever they lie.
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if is_folder || is_top && FOLDERS.contains(&name.as_str()) {
                self.add_strays(&path, found);
            } else if !(is_knowledge(&name) && (is_top || FOLDERS.contains(&folder))) {
                found.push(path);
            }
        }
    }

    /// The knowledge files of a sub-folder, as paths below the knowledge folder.
    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(self.path.join(folder))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if is_knowledge(&name) && !name.starts_with('.') && !entry.path().is_dir() {
                found.push(if folder.is_empty() { name } else { format!("{folder}/{name}") });
            }
        }
        Ok(found)
    }
}

/// Whether a file's name is one of ours; what editors leave may lie beside them.
fn is_knowledge(name: &str) -> bool {
    [".toml", ".fingerprint"].iter().any(|ending| name.strip_suffix(ending).is_some())
}

/// Reads a file that is not too large and is text; gives what is wrong and what to do otherwise.
fn read(path: &Path) -> Result<String, (String, &'static str)> {
    let unreadable = |e: io::Error| (format!("the file cannot be read: {e}"), "give this user the right to read it");
    // A pipe would keep us waiting for ever.
    if !std::fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(("it is no regular file".to_owned(), "put a text file in its place"));
    }
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let size = file.metadata().map_err(unreadable)?.len();
    if size > MAX_FILE_BYTES {
        let limit = MAX_FILE_BYTES / 1024 / 1024;
        return Err((format!("the file has {size} bytes, at most {limit} MB are read"), "make several files of it"));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    file.take(MAX_FILE_BYTES).read_to_end(&mut bytes).map_err(unreadable)?;
    String::from_utf8(bytes).map_err(|e| {
        let line = line_of(e.as_bytes(), e.utf8_error().valid_up_to());
        (format!("line {line} is not UTF-8"), "save the file as UTF-8")
    })
}

fn problem(path: String, message: String, remedy: &str) -> Problem {
    Problem { check: "file", severity: Severity::Error, file: path, span: None, message, remedy: remedy.to_owned() }
}
