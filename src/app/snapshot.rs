//! A snapshot: checked knowledge with the engine built of it.

use crate::engine::{Engine, NoMeaning, Settings};
use crate::knowledge::{self, File, Knowledge, Limits, Problems};
use crate::store::{Folder, StoreError};
use std::sync::Arc;

/// Checked knowledge with its engine.
#[derive(Debug)]
pub struct Snapshot {
    pub(super) engine: Engine,
}

/// Knowledge that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The files have errors; `chaikhana check` shows them.
    #[error("the knowledge has {count} {}; `chaikhana check` shows every one with its place", if *count == 1 { "error" } else { "errors" })]
    Refused {
        /// How many.
        count: usize,
    },
}

impl Snapshot {
    /// Loads, checks and indexes a knowledge folder.
    ///
    /// # Errors
    /// [`OpenError`] where the folder cannot be read or its files have errors.
    pub fn open(folder: &Folder, limits: &Limits, settings: Settings) -> Result<Self, OpenError> {
        let (_, knowledge, problems) = check(folder, limits)?;
        let count = problems.count(knowledge::Severity::Error);
        let knowledge = knowledge.ok_or(OpenError::Refused { count })?;
        Ok(Self::of(knowledge, settings))
    }

    /// Indexes checked knowledge.
    pub fn of(knowledge: Knowledge, settings: Settings) -> Self {
        Self { engine: Engine::build(Arc::new(knowledge), settings, Arc::new(NoMeaning)) }
    }

    /// The knowledge.
    pub fn knowledge(&self) -> &Arc<Knowledge> {
        self.engine.knowledge()
    }
}

/// Loads and checks a folder: its files, the knowledge where it is usable, and all problems.
///
/// # Errors
/// [`StoreError`] where the folder cannot be read.
pub fn check(folder: &Folder, limits: &Limits) -> Result<(Vec<File>, Option<Knowledge>, Problems), StoreError> {
    let (files, unread) = folder.load()?;
    let (knowledge, found) = knowledge::read(&files, limits);
    let knowledge = knowledge.filter(|_| unread.is_empty());
    let problems = unread.into_iter().chain(found).collect();
    Ok((files, knowledge, problems))
}
