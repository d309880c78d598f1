//! The knowledge with its history, for commands that only look: nothing is written, and no id is set aside.

use super::keeper::runtime;
use crate::app::{App, OpenError, Past};
use crate::terminal::Desk;
use std::future::Future;
use tokio::runtime::Runtime;

/// The knowledge with its history.
pub(super) struct Reader<'d> {
    runtime: Runtime,
    /// Files and settings.
    pub(super) desk: &'d Desk<'d>,
    /// What became of the files so far.
    pub(super) past: Past,
}

impl<'d> Reader<'d> {
    /// Reads the ledger that the settings name; where there is none, nothing has happened yet.
    pub(super) fn open(desk: &'d Desk<'d>) -> Result<Self, String> {
        desk.folder.ready().map_err(|error| error.to_string())?;
        let runtime = runtime()?;
        let past = runtime.block_on(Past::open(desk.config)).map_err(|error| error.to_string())?;
        Ok(Self { runtime, desk, past })
    }

    /// Waits for something to be read.
    pub(super) fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// The app that answers.
    pub(super) fn app(&self) -> Result<App, OpenError> {
        self.desk.app()
    }
}
