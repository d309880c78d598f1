//! The ledger: what the bot remembers of its talk (questions, votes, settings of servers, drafts, suggestions)
//! and what became of the knowledge files (revisions), behind one seam.
//!
//! A backend is chosen once, at the start, and shared as `Arc<dyn Ledger>`: `Memory` forgets at the end of the
//! process, `Sqlite` (feature `ledger`) keeps a file. `tests/ledger` holds what every backend must do.
//! Left out: who may do what, scrubbing of texts, and the clock; all of them come from the caller.

mod draft;
mod error;
mod key;
mod memory;
mod pseudonym;
mod question;
mod revision;
mod settings;
#[cfg(feature = "ledger")]
mod sqlite;
mod suggestion;
mod words;

pub use draft::{DRAFT_AGE, Draft};
pub use error::LedgerError;
#[cfg(any(feature = "discord", feature = "ledger"))]
pub use key::mark_of_lost_key;
pub use key::{Key, KeyError};
pub use memory::Memory;
pub use pseudonym::Pseudonym;
pub use question::{Outcome, Question, State, Tally, Vote};
pub use revision::{Author, Change, Filter, Headline, Plan, Print, Revision, Revisions, Via};
pub use settings::GuildSettings;
#[cfg(feature = "ledger")]
pub use sqlite::Sqlite;
pub use suggestion::{Suggestion, Suggestions, Verdict};

use async_trait::async_trait;
use jiff::Timestamp;
use std::fmt;
use std::path::Path;

/// How many question ids one call of [`Ledger::next_question`] sets aside.
pub const RESERVED_IDS: u64 = 1 << 20;

/// What was deleted when a person asked to be forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Forgotten {
    /// Their questions; votes of others on these went too and are not counted.
    pub questions: u64,
    /// Their votes.
    pub votes: u64,
    /// Their drafts.
    pub drafts: u64,
    /// Their suggestions.
    pub suggestions: u64,
    /// Their revisions: these stay, without the name.
    pub revisions: u64,
}

/// A database behind the bot. All calls may wait for a disk: none belongs on the way of a question.
///
/// Every call fails with a [`LedgerError`] that says what to do; what it was to change is then as it was before.
#[async_trait]
pub trait Ledger: Revisions + Suggestions + Send + Sync + fmt::Debug {
    /// Sets [`RESERVED_IDS`] question ids aside and returns the first; the caller counts up from there.
    ///
    /// No id is given twice, neither by another process nor after the question was deleted: old messages carry ids,
    /// and a press on one must never reach another question.
    async fn next_question(&self) -> Result<u64, LedgerError>;

    /// Keeps questions, all or none. One whose id is there already is left as it is there.
    async fn record(&self, questions: &[Question]) -> Result<(), LedgerError>;

    /// The question of this id.
    async fn question(&self, id: u64) -> Result<Option<Question>, LedgerError>;

    /// Notes that the asker meant something else. False where there is no such question (any more).
    async fn flag(&self, id: u64) -> Result<bool, LedgerError>;

    /// Says what a moderator made of a question. False where there is no such question.
    async fn set_state(&self, id: u64, state: State) -> Result<bool, LedgerError>;

    /// What waits for moderators, newest first: open questions that got no answer or only choices, were flagged, or
    /// have more votes against than for. With a server, only those of it and of direct messages.
    async fn open_questions(&self, guild: Option<u64>, limit: usize) -> Result<Vec<Question>, LedgerError>;

    /// Sets a person's one vote on a question, or withdraws it. False where there is no such question.
    async fn vote(&self, question: u64, voter: &Pseudonym, vote: Option<Vote>) -> Result<bool, LedgerError>;

    /// A person's present vote on a question.
    async fn vote_of(&self, question: u64, voter: &Pseudonym) -> Result<Option<Vote>, LedgerError>;

    /// The votes on a question.
    async fn votes(&self, question: u64) -> Result<Tally, LedgerError>;

    /// The settings of every server that has some, in the order of their ids.
    async fn settings(&self) -> Result<Vec<(u64, GuildSettings)>, LedgerError>;

    /// Replaces a server's settings.
    async fn set_settings(&self, guild: u64, settings: &GuildSettings) -> Result<(), LedgerError>;

    /// Keeps a new draft and returns its id; no id is given twice.
    async fn put_draft(&self, draft: &Draft) -> Result<u64, LedgerError>;

    /// A draft, for its owner only: anybody else's is as good as absent.
    async fn draft(&self, id: u64, owner: &Pseudonym) -> Result<Option<Draft>, LedgerError>;

    /// Replaces the body of an owner's draft, which is then of `at`. False where the owner has no such draft.
    async fn update_draft(&self, id: u64, owner: &Pseudonym, body: &str, at: Timestamp) -> Result<bool, LedgerError>;

    /// Deletes an owner's draft. False where the owner has no such draft.
    async fn drop_draft(&self, id: u64, owner: &Pseudonym) -> Result<bool, LedgerError>;

    /// Deletes drafts last touched before a time, usually [`DRAFT_AGE`] ago; returns how many.
    async fn expire_drafts(&self, before: Timestamp) -> Result<u64, LedgerError>;

    /// Deletes a person's questions, with all votes on them and their words in follow-ups of others, and the person's
    /// votes, drafts and suggestions; takes the person's name from revisions. What still waits in a journal is not seen: flush it first.
    async fn forget(&self, person: &Pseudonym) -> Result<Forgotten, LedgerError>;

    /// Deletes questions asked before a time, with the votes on them and their words in follow-ups, and suggestions decided before;
    /// returns how many questions.
    async fn sweep(&self, before: Timestamp) -> Result<u64, LedgerError>;

    /// Whether it keeps anything under a pseudonym.
    async fn knows_people(&self) -> Result<bool, LedgerError>;

    /// The last revision that moderators were told of; none before the first.
    async fn told_up_to(&self) -> Result<Option<u64>, LedgerError>;

    /// Notes the last revision that moderators were told of.
    async fn note_told(&self, revision: u64) -> Result<(), LedgerError>;

    /// Copies the whole ledger, as it is at one moment, into a new file. False where it is kept in no file.
    async fn copy_to(&self, file: &Path) -> Result<bool, LedgerError>;

    /// Ends the use of the database in good order; whoever calls the ledger afterwards gets an error or nothing.
    async fn close(&self) {}
}
