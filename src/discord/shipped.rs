//! The bot over the shipped knowledge, indexed once for all tests of this room.

use crate::app::{App, Folder, Snapshot};
use crate::config::Config;
use std::path::Path;
use std::sync::LazyLock;

/// Without a cache, and not calibrated: nothing here asks it.
pub(super) static APP: LazyLock<App> = LazyLock::new(|| {
    let folder = Folder::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge"));
    App::new(Snapshot::open(&folder, &Config::default()).unwrap())
});
