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
        let checked = check(folder, limits)?;
        let count = checked.problems.count(knowledge::Severity::Error);
        let knowledge = checked.knowledge.ok_or(OpenError::Refused { count })?;
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

/// A folder with everything that is said of it.
#[derive(Debug)]
pub struct Checked {
    /// As they were read.
    pub files: Vec<File>,
    /// There unless a problem is an error.
    pub knowledge: Option<Knowledge>,
    /// Errors first, then by file and place.
    pub problems: Problems,
}

/// Loads and checks a folder.
///
/// # Errors
/// [`StoreError`] where the folder cannot be read.
pub fn check(folder: &Folder, limits: &Limits) -> Result<Checked, StoreError> {
    let (files, unread) = folder.load()?;
    let (knowledge, found) = knowledge::read(&files, limits);
    let knowledge = knowledge.filter(|_| unread.is_empty());
    let problems = unread.into_iter().chain(found).collect();
    Ok(Checked { files, knowledge, problems })
}
