//! A revision of the knowledge files: who changed what, when and why, with the bytes from before and after.

use super::words::words;
use super::{LedgerError, Pseudonym};
use crate::knowledge::EntryId;
use crate::knowledge::edit::Changed;
use async_trait::async_trait;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

/// One file that changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The path below the knowledge folder, with `/`.
    pub path: String,
    /// What it holds before; none where it is made.
    pub before: Option<Vec<u8>>,
    /// What it holds after; none where it is deleted.
    pub after: Option<Vec<u8>>,
}

impl From<&Changed> for Change {
    fn from(changed: &Changed) -> Self {
        let bytes = |text: &Option<String>| text.as_ref().map(|text| text.clone().into_bytes());
        Self { path: changed.path.clone(), before: bytes(&changed.before), after: bytes(&changed.after) }
    }
}

/// Who changed something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// As moderators read it; empty after its person asked to be forgotten.
    pub name: String,
    /// The person in the ledger, where it is one from Discord.
    pub pseudonym: Option<Pseudonym>,
    /// The way it came.
    pub via: Via,
}

words! {
    /// The way a change comes.
    Via {
        /// A command, form or button in Discord.
        Discord = "discord",
        /// A command in the terminal.
        Terminal = "terminal",
        /// A file saved by hand.
        Editor = "editor",
        /// An import.
        Import = "import",
        /// An earlier revision taken back.
        Undo = "undo",
    }
}

/// A change of one or more files, before it has a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The revision it was made on.
    pub base: u64,
    /// When; kept to the microsecond.
    pub at: Timestamp,
    /// Who.
    pub author: Author,
    /// Why, in a sentence.
    pub why: String,
    /// The entries that are different after it.
    pub entries: Vec<EntryId>,
    /// The files, by path.
    pub changes: Vec<Change>,
}

/// A change with its number; numbers rise, and some may be missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Its number, from 1 on.
    pub number: u64,
    /// What it changes.
    pub plan: Plan,
}

/// A revision without its bytes, for lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headline {
    /// Its number.
    pub number: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub author: Author,
    /// Why.
    pub why: String,
    /// The entries that are different after it, by id.
    pub entries: Vec<EntryId>,
    /// The files, by path.
    pub paths: Vec<String>,
}

/// Which revisions are meant; without any field, all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Those that change this file.
    pub path: Option<String>,
    /// Those that change this entry.
    pub entry: Option<EntryId>,
    /// Those with a greater number.
    pub after: Option<u64>,
    /// Those with a smaller number: the next page.
    pub before: Option<u64>,
}

impl Filter {
    /// Whether a revision is meant.
    pub fn means(&self, number: u64, plan: &Plan) -> bool {
        self.path.as_ref().is_none_or(|path| plan.changes.iter().any(|change| change.path == *path))
            && self.entry.as_ref().is_none_or(|entry| plan.entries.contains(entry))
            && self.after.is_none_or(|after| number > after)
            && self.before.is_none_or(|before| number < before)
    }
}

impl Headline {
    /// What is said of a revision in lists.
    pub fn of(number: u64, plan: &Plan) -> Self {
        let Plan { at, author, why, entries, .. } = plan.clone();
        let paths = plan.changes.iter().map(|change| change.path.clone()).collect();
        Self { number, at, author, why, entries, paths }
    }
}

/// What stands for the bytes of a file: the same bytes have the same print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Print([u8; 16]);

impl Print {
    /// The print of bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(siphasher::sip128::SipHasher24::new().hash(bytes).as_bytes())
    }

    /// Its bytes, as a database keeps them.
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// The print that these bytes are.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

/// The history of the knowledge files. What a call has returned for is on the disk for good.
///
/// A change is first an intent: [`intend`](Self::intend), then the files are exchanged, then
/// [`finish`](Self::finish), or [`abandon`](Self::abandon) once they are as before. Only what is finished is history.
#[async_trait]
pub trait Revisions: Send + Sync + fmt::Debug {
    /// The folder whose files this is the history of. None before one was noted, where that is gone, and where the
    /// ledger itself has been moved or copied since: it is then of the folder that it is opened with.
    async fn folder(&self) -> Result<Option<PathBuf>, LedgerError>;

    /// Notes the folder whose files this is the history of.
    async fn note_folder(&self, folder: &Path) -> Result<(), LedgerError>;

    /// The number of the newest revision; 0 before the first.
    async fn current(&self) -> Result<u64, LedgerError>;

    /// Notes, with all bytes, what is about to be done, and gives it a number that nothing had before.
    async fn intend(&self, plan: &Plan) -> Result<u64, LedgerError>;

    /// Makes an intent a revision; its files are then [known](Self::known) as they are after it.
    /// False where there is no such intent.
    async fn finish(&self, number: u64) -> Result<bool, LedgerError>;

    /// Deletes an intent. False where there is no such intent.
    async fn abandon(&self, number: u64) -> Result<bool, LedgerError>;

    /// The intents that were neither finished nor abandoned, in the order of their numbers.
    async fn intents(&self) -> Result<Vec<Revision>, LedgerError>;

    /// A finished revision with all its bytes.
    async fn revision(&self, number: u64) -> Result<Option<Revision>, LedgerError>;

    /// Finished revisions, newest first.
    async fn history(&self, filter: &Filter, limit: usize) -> Result<Vec<Headline>, LedgerError>;

    /// The prints of all files as they were last written or seen, by path.
    async fn known(&self) -> Result<BTreeMap<String, Print>, LedgerError>;

    /// What a file held when it was last written or seen.
    async fn known_bytes(&self, path: &str) -> Result<Option<Vec<u8>>, LedgerError>;

    /// Takes files as they are found, without a revision: the state that history begins with.
    async fn adopt(&self, files: &[(String, Vec<u8>)]) -> Result<(), LedgerError>;
}
