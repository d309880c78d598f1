//! What is kept: the knowledge folder on disk, a cache to start sooner, and the ledger of what was asked.
//!
//! Left out: what the files mean (`knowledge`); revisions come with editing.

mod cache;
mod disk;
mod folder;
#[cfg(any(feature = "discord", feature = "ledger"))]
mod journal;
pub mod ledger;

pub use cache::{Cache, Key};
pub use disk::replace;
pub use folder::{Folder, StoreError};
#[cfg(any(feature = "discord", feature = "ledger"))]
pub use journal::Journal;
