//! A suggestion: what a member thinks the knowledge lacks, and what moderators made of it.

use super::words::words;
use super::{LedgerError, Pseudonym};
use crate::knowledge::EntryId;
use async_trait::async_trait;
use jiff::Timestamp;
use std::fmt;

/// What somebody suggests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Its number, given by the ledger.
    pub id: u64,
    /// When it was made; once it is decided, when that was. Kept to the microsecond.
    pub at: Timestamp,
    /// The server.
    pub guild: Option<u64>,
    /// The channel.
    pub channel: Option<u64>,
    /// Who.
    pub author: Pseudonym,
    /// How to tell them what came of it: their user id, [sealed](super::Key::seal); none once they were told.
    pub reach: Option<u64>,
    /// What they suggest.
    pub text: String,
    /// The entry that it is about.
    pub entry: Option<EntryId>,
    /// What moderators made of it.
    pub state: Verdict,
    /// What moderators say to the author.
    pub word: Option<String>,
}

words! {
    /// What moderators made of a suggestion.
    Verdict {
        /// Nothing yet.
        Open = "open",
        /// It was taken over.
        Approved = "approved",
        /// It was taken over with changes.
        Amended = "amended",
        /// It was not taken over.
        Declined = "declined",
    }
}

/// The suggestions of members.
#[async_trait]
pub trait Suggestions: Send + Sync + fmt::Debug {
    /// Keeps a new suggestion and returns its number, whatever its `id` says; no number is given twice.
    async fn suggest(&self, suggestion: &Suggestion) -> Result<u64, LedgerError>;

    /// The suggestion of this number.
    async fn suggestion(&self, id: u64) -> Result<Option<Suggestion>, LedgerError>;

    /// What moderators of a server have not decided yet, oldest first.
    async fn open_suggestions(&self, guild: Option<u64>, limit: usize) -> Result<Vec<Suggestion>, LedgerError>;

    /// A person's suggestions, newest first.
    async fn suggestions_of(&self, author: &Pseudonym, limit: usize) -> Result<Vec<Suggestion>, LedgerError>;

    /// Decides an open suggestion. False where there is none of this number, or it is decided already: of two
    /// moderators at once, one decides. From `at` on it is kept for its author as long as a question.
    async fn decide(&self, id: u64, verdict: Verdict, word: Option<&str>, at: Timestamp) -> Result<bool, LedgerError>;

    /// Notes that the author knows what came of it, and forgets how to reach them. False where that was so already.
    async fn told(&self, id: u64) -> Result<bool, LedgerError>;
}
