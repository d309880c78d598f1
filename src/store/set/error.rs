//! Why a change is not made.

use crate::knowledge::MAX_FILE_BYTES;
use crate::store::HalfRestored;
use crate::store::ledger::LedgerError;
use std::io::{self, ErrorKind};
use std::path::PathBuf;

/// A change that was not made. But for `Unfinished`, everything is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// It changes nothing.
    #[error("nothing would change; there is nothing to publish")]
    Nothing,
    /// A path is no knowledge file's.
    #[error("`{path}` is no knowledge file; knowledge lies in `countries`, `topics`, `profiles` and `sources`")]
    Path {
        /// The path.
        path: String,
    },
    /// A file would become too large to be read.
    #[error("`{path}` would have {size} bytes, at most {} MB are read; make several files of it", MAX_FILE_BYTES / 1024 / 1024)]
    TooLarge {
        /// The file.
        path: String,
        /// Its size.
        size: usize,
    },
    /// Somebody was faster, in another file.
    #[error(
        "the knowledge was changed meanwhile (it is at revision {current}, this change was made on {base}); look at it again, then publish again"
    )]
    Stale {
        /// The revision it was made on.
        base: u64,
        /// The newest.
        current: u64,
    },
    /// Somebody was faster, in the same file.
    #[error("`{path}` was changed meanwhile; compare both, then publish again")]
    Changed {
        /// The file.
        path: String,
        /// What it holds now; none where it is gone.
        found: Option<Vec<u8>>,
    },
    /// Somebody else is changing the files, and does not come to an end.
    #[error("another program is changing `{}`; wait for it, then try again", folder.display())]
    Locked {
        /// The folder.
        folder: PathBuf,
    },
    /// A backup is being put back at this moment.
    #[error("a backup is being put back into `{}`; wait for it, then try again", folder.display())]
    Restoring {
        /// The folder.
        folder: PathBuf,
    },
    /// A backup was being put back, and that did not come to its end.
    #[error(transparent)]
    HalfRestored(#[from] HalfRestored),
    /// The ledger has the history of other files.
    #[error(
        "the ledger is that of `{}`, not of `{}`; name another as `ledger.folder`, or move the other folder away where this one takes its place",
        other.display(),
        folder.display()
    )]
    OtherFolder {
        /// The folder.
        folder: PathBuf,
        /// The one that the ledger belongs to.
        other: PathBuf,
    },
    /// The disk refuses.
    #[error("`{}` cannot be read or written: {source}; {}", path.display(), remedy(source))]
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The change is noted and begun, and could be neither finished nor taken back. The next change or start does
    /// that: `history` then says what became of it.
    #[error(
        "revision {number} is begun and not finished: {why}; nothing need be done now: the next change or start finishes it or takes it back, and `history` shows which"
    )]
    Unfinished {
        /// Its number.
        number: u64,
        /// What stopped it.
        why: String,
    },
    /// The ledger refuses.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The program is ending.
    #[error("the bot is being stopped; try again when it is back")]
    Ending,
}

impl CommitError {
    /// Whether it passes once another program lets go of files or ledger.
    pub fn will_pass(&self) -> bool {
        matches!(self, Self::Locked { .. } | Self::Ledger(LedgerError::Locked { .. }))
    }

    /// Whether a backup is put back, or was left half put back: whatever is open of the files and the ledger is no
    /// longer what lies on disk.
    pub fn is_restored(&self) -> bool {
        matches!(self, Self::Restoring { .. } | Self::HalfRestored(_))
    }
}

fn remedy(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "make room on the disk, then try again",
        ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => {
            "let this user write in the knowledge folder, then try again"
        }
        _ => "see whether its disk is there and has room, then try again",
    }
}
