//! What is kept: the knowledge files with all that became of them, a cache to start sooner, and the ledger.
//!
//! Left out: what the files mean (`knowledge`), and who may change them.

#[cfg(any(feature = "discord", feature = "ledger"))]
mod backup;
mod cache;
pub mod disk;
mod folder;
#[cfg(any(feature = "discord", feature = "ledger"))]
mod journal;
pub mod ledger;
#[cfg(any(feature = "discord", feature = "ledger"))]
mod set;
#[cfg(any(feature = "discord", feature = "ledger"))]
mod watch;

#[cfg(any(feature = "discord", feature = "ledger"))]
pub use backup::{BackupError, Place, Restored, backup, look_at_backup, restore};
pub use cache::{Cache, Kept, Key, Parts};
pub use disk::{replace, replace_if, replace_private};
pub use folder::{Folder, HalfRestored, StoreError};
#[cfg(any(feature = "discord", feature = "ledger"))]
pub use journal::Journal;
#[cfg(any(feature = "discord", feature = "ledger"))]
pub use set::{Base, CommitError, Set, unrecorded};
#[cfg(any(feature = "discord", feature = "ledger"))]
pub use watch::{LOOK_EVERY, watch};
