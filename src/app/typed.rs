//! What somebody types in an editor, kept in a file of theirs until it is published: a check that fails loses nothing.

use crate::config;
use crate::store::replace_private;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Seek, Write};
use std::path::{Path, PathBuf};

/// A text that is being typed, with the text that it was made from.
#[derive(Debug, Clone)]
pub struct Typed {
    path: PathBuf,
    base: PathBuf,
}

impl Typed {
    /// The text of a name, beside the ledger.
    pub fn new(ledger: &config::Ledger, name: &str) -> Self {
        let folder = ledger.typed();
        Self { path: folder.join(format!("{name}.toml")), base: folder.join(format!("{name}.base.toml")) }
    }

    /// The file that an editor opens.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether a file is the one that an editor opens, by whatever path it is named.
    pub fn is(&self, file: &Path) -> bool {
        let real = |file: &Path| file.canonicalize().ok();
        real(file).is_some_and(|file| real(&self.path) == Some(file))
    }

    /// What was typed so far; none where nothing was.
    ///
    /// # Errors
    /// What the disk says.
    pub fn text(&self) -> io::Result<Option<String>> {
        read(&self.path)
    }

    /// What it was made from.
    ///
    /// # Errors
    /// What the disk says.
    pub fn base(&self) -> io::Result<Option<String>> {
        read(&self.base)
    }

    /// Keeps the text for whoever has begun it, as long as the file is kept; none while somebody else has it open.
    ///
    /// # Errors
    /// What the disk says.
    pub fn hold(&self) -> io::Result<Option<File>> {
        let base = OpenOptions::new().read(true).write(true).open(&self.base)?;
        match base.try_lock() {
            Ok(()) => Ok(Some(base)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// Lays a text out to be changed.
    ///
    /// # Errors
    /// What the disk says.
    pub fn begin(&self, text: &str) -> io::Result<()> {
        replace_private(&self.base, text.as_bytes())?;
        replace_private(&self.path, text.as_bytes())
    }

    /// Lets what was typed count as made from another text, for whoever holds it.
    ///
    /// # Errors
    /// What the disk says.
    pub fn rebase(held: &mut File, base: &str) -> io::Result<()> {
        // In place: another file would not be held.
        held.set_len(0)?;
        held.rewind()?;
        held.write_all(base.as_bytes())?;
        held.sync_all()
    }

    /// Removes both: the text is published, or was not changed.
    pub fn forget(&self) {
        for file in [&self.path, &self.base] {
            if let Err(error) = std::fs::remove_file(file)
                && error.kind() != ErrorKind::NotFound
            {
                tracing::warn!("`{}` cannot be removed: {error}", file.display());
            }
        }
    }
}

fn read(file: &Path) -> io::Result<Option<String>> {
    match std::fs::read_to_string(file) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
