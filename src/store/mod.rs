//! The knowledge folder on disk: loading all its files, replacing one as a whole, and a cache to start sooner.
//!
//! Left out: what the files mean (`knowledge`); revisions and the ledger come with editing.

mod cache;
mod disk;
mod folder;

pub use cache::{Cache, Key};
pub use disk::replace;
pub use folder::{Folder, StoreError};
