//! A question as it is remembered, the votes on it, and what moderators made of it.

use super::Pseudonym;
use super::words::words;
use crate::knowledge::EntryId;
use jiff::Timestamp;

/// A question that was asked, with what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Its id, from [`Ledger::next_question`](super::Ledger::next_question) on.
    pub id: u64,
    /// When it was asked; kept to the microsecond.
    pub at: Timestamp,
    /// The server, unless it came in a direct message.
    pub guild: Option<u64>,
    /// The channel.
    pub channel: Option<u64>,
    /// Who asked, where that is kept.
    pub asker: Option<Pseudonym>,
    /// What was asked, with mentions and ids taken out by the caller.
    pub text: String,
    /// What the asker got.
    pub outcome: Outcome,
    /// The entry that answered, or the nearest.
    pub entry: Option<EntryId>,
    /// How sure the engine was, from 0 to 1.
    pub confidence: f64,
    /// The question that this one followed up, maybe somebody else's: it goes with that one.
    pub previous: Option<String>,
    /// What moderators made of it.
    pub state: State,
    /// Whether the asker said "not what I asked".
    pub flagged: bool,
}

impl Question {
    /// The question as every backend keeps it: to the microsecond, and with a confidence that is a number.
    pub(super) fn kept(mut self) -> Self {
        self.at = kept(self.at);
        self.confidence = if self.confidence.is_nan() { 0.0 } else { self.confidence };
        self
    }

    /// Whether moderators should look at it, given the votes on it.
    pub(super) fn waits(&self, votes: Tally) -> bool {
        let disliked = votes.down > votes.up;
        self.state == State::Open && (self.outcome != Outcome::Answer || self.flagged || disliked)
    }
}

/// A time as every backend keeps it.
pub(super) fn kept(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}

words! {
    /// What an asker got.
    Outcome {
        /// An answer.
        Answer = "answer",
        /// Several entries to choose from.
        Choices = "choices",
        /// Neither.
        Nothing = "nothing",
    }

    /// What moderators made of a question.
    State {
        /// Nothing yet.
        Open = "open",
        /// It became a phrasing of an entry.
        Phrasing = "phrasing",
        /// An entry was written for it.
        Entry = "entry",
        /// It lies outside of what the bot covers.
        OutOfScope = "out_of_scope",
        /// It needs nothing.
        Ignored = "ignored",
    }

    /// What somebody thinks of an answer.
    Vote {
        /// It helped.
        Up = "up",
        /// It did not.
        Down = "down",
    }
}

/// The votes on one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// How many persons it helped.
    pub up: u64,
    /// How many it did not.
    pub down: u64,
}
