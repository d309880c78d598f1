//! A snapshot: checked knowledge with the engine built of it.

use super::gate::Outcomes;
use crate::config::Config;
use crate::engine::{Engine, Settings};
use crate::knowledge::{self, File, Knowledge, Limits, Problem, Problems, strays};
use crate::store::{Cache, Folder, Kept, Key, StoreError};
use std::sync::{Arc, OnceLock};

/// Checked knowledge with its engine.
#[derive(Debug)]
pub struct Snapshot {
    pub(super) engine: Engine,
    /// Where its index is kept, and under which key.
    kept: Option<(Cache, Key)>,
    /// What the questions of the gate get; asked when they are first needed.
    pub(super) outcomes: OnceLock<Outcomes>,
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
    /// Loads, checks and indexes a knowledge folder; where the config names a cache, takes the index from there
    /// where nothing has changed since it was made, and else what of it still holds.
    ///
    /// # Errors
    /// [`OpenError`] where the folder cannot be read or its files have errors.
    pub fn open(folder: &Folder, config: &Config) -> Result<Self, OpenError> {
        let Config { checks: limits, answers: settings, .. } = config;
        let cache = config.cache.as_ref().map(|caches| Cache::new(caches, folder.path()));
        let program = format!("{} {limits:?}", config.build);
        let found = cache.as_ref().map(|cache| look_up(cache, &program, folder)).transpose()?.flatten();
        let former = match found {
            Some((key, Kept::Same(parts))) => match Engine::thaw(parts, *settings) {
                Some(engine) => return Ok(Self { kept: cache.map(|cache| (cache, key)), ..Self::with(engine) }),
                // Torn, or no engine's: it is as good as absent.
                None => None,
            },
            Some((_, Kept::Other(parts))) => Engine::thaw(parts, *settings),
            None => None,
        };
        let (files, unread) = folder.load()?;
        let key = Key::of(program.as_bytes(), files.iter().flat_map(inputs));
        let checked = Checked::of(files, &unread, limits);
        let count = checked.problems.count(knowledge::Severity::Error);
        let knowledge = Arc::new(checked.knowledge.ok_or(OpenError::Refused { count })?);
        let engine = match former {
            Some(former) => former.rebuilt(knowledge),
            None => Engine::build(knowledge, *settings),
        };
        let snapshot = Self { kept: cache.map(|cache| (cache, key)), ..Self::with(engine) };
        snapshot.keep();
        Ok(snapshot)
    }

    /// Keeps the index for the next start, where it is kept at all.
    pub(super) fn keep(&self) {
        if let Some(((cache, key), parts)) = self.kept.as_ref().zip(self.engine.freeze()) {
            cache.write(*key, &parts);
        }
    }

    /// The same with its confidence fitted to the knowledge; `done` is called after each of
    /// [`Engine::FOLDS`] steps. Takes some seconds, and is kept for the next start.
    #[must_use]
    pub(super) fn calibrated(&self, done: impl Fn() + Sync) -> Self {
        let snapshot = Self { kept: self.kept.clone(), ..Self::with(self.engine.calibrated(done)) };
        snapshot.keep();
        snapshot
    }

    /// Indexes checked knowledge.
    pub fn of(knowledge: Knowledge, settings: Settings) -> Self {
        Self::with(Engine::build(Arc::new(knowledge), settings))
    }

    fn with(engine: Engine) -> Self {
        Self { engine, kept: None, outcomes: OnceLock::new() }
    }

    /// The snapshot of changed knowledge, with what still holds of this one; `files` are what it was read from.
    pub(super) fn rebuilt(&self, knowledge: Knowledge, files: &[File]) -> Self {
        let kept = self.kept.as_ref().map(|(cache, key)| (cache.clone(), key.with(files.iter().flat_map(inputs))));
        Self { kept, ..Self::with(self.engine.rebuilt(Arc::new(knowledge))) }
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

impl Checked {
    fn of(files: Vec<File>, unread: &[Problem], limits: &Limits) -> Self {
        let (knowledge, problems) = knowledge::read_beside(&files, unread, limits);
        Self { files, knowledge, problems }
    }
}

/// Loads and checks a folder.
///
/// # Errors
/// [`StoreError`] where the folder cannot be read.
pub(super) fn checked(folder: &Folder, limits: &Limits) -> Result<Checked, StoreError> {
    let (files, unread) = folder.load()?;
    Ok(Checked::of(files, &unread, limits))
}

/// The same with what lies in the folder and is not read: nobody's answers hang on that, so it is told here and keeps
/// no bot from running.
///
/// # Errors
/// [`StoreError`] where the folder cannot be read.
pub fn check(folder: &Folder, limits: &Limits) -> Result<Checked, StoreError> {
    let Checked { files, knowledge, problems } = checked(folder, limits)?;
    let mut problems: Problems = problems.into_iter().chain(strays(&folder.strays(), &files)).collect();
    problems.sort();
    Ok(Checked { files, knowledge, problems })
}

/// What the cache has for a folder, and under which key; nothing where a file of it cannot be read. Of the files, which
/// are not needed where nothing has changed, one is held at a time; where something has, they are read once more.
fn look_up(cache: &Cache, program: &str, folder: &Folder) -> Result<Option<(Key, Kept)>, StoreError> {
    let mut all_read = true;
    let files = folder.files()?.map_while(|file| file.inspect_err(|_| all_read = false).ok());
    let key = Key::of(program.as_bytes(), files.flat_map(|file| inputs(&file).map(<[u8]>::to_vec)));
    Ok(Some(key).filter(|_| all_read).and_then(|key| Some((key, cache.read(key)?))))
}

/// What an index is made of, of a file.
fn inputs(file: &File) -> [&[u8]; 2] {
    [file.path.as_bytes(), file.text.as_bytes()]
}
