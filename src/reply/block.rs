//! The blocks of a reply.

use super::citation::Citation;
use crate::knowledge::{Date, EntryId};

/// What a person gets to read, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reply {
    /// In reading order.
    pub blocks: Vec<Block>,
}

/// One thing said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Plain sentences.
    Text(String),
    /// The heading of a section.
    Heading(String),
    /// A remark beside the answer: what was repaired, carried over or is dated.
    Note(String),
    /// Word for word from a source.
    Quote {
        /// The words.
        text: String,
        /// Where they stand.
        citation: Citation,
    },
    /// Another state of the same matter.
    Change {
        /// Whether it was before or came after.
        when: When,
        /// The date of the statement.
        as_of: Date,
        /// What was or is the case.
        text: String,
        /// Its proof.
        quotes: Vec<(String, Citation)>,
    },
    /// A sentence with the entries that prove it.
    Sentence {
        /// The sentence.
        text: String,
        /// Never empty.
        proof: Vec<EntryId>,
    },
    /// A row of a timeline.
    TimelineRow {
        /// When.
        date: Date,
        /// What.
        text: String,
        /// Whether the source only foresaw it.
        planned: bool,
        /// The entry that tells it.
        entry: EntryId,
    },
    /// Something to pick.
    Choice {
        /// The entry that would answer.
        entry: EntryId,
        /// Its question.
        question: String,
    },
    /// That there is no answer, and why.
    Refusal(String),
    /// A question worth asking next.
    Related {
        /// The entry that answers it.
        entry: EntryId,
        /// The question.
        question: String,
    },
}

/// On which side of the answer another state lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Before it.
    Earlier,
    /// After it.
    Later,
}
