//! The knowledge folder on disk: loading all its files, and replacing one as a whole.
//!
//! Left out: what the files mean (`knowledge`); revisions and the ledger come with editing.

mod disk;
mod folder;

pub use disk::replace;
pub use folder::{Folder, StoreError};
