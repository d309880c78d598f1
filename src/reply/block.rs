//! The blocks of a reply.

use super::citation::Citation;
use crate::knowledge::{Date, EntityId, EntryId, Topic};

/// What a person gets to read, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reply {
    /// In reading order.
    pub blocks: Vec<Block>,
}

impl Reply {
    /// Whether it says that there is nothing, and why.
    pub fn is_refusal(&self) -> bool {
        self.blocks.iter().any(|block| matches!(block, Block::Refusal(_)))
    }
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
    /// What the reply is about, above everything else.
    Title(String),
    /// A sentence with the entries that prove it.
    Sentence(Sentence),
    /// One side of a comparison; the other follows as the next block.
    Side {
        /// Whose side it is.
        name: String,
        /// Never empty: where nothing is known, one sentence without proof says so.
        sentences: Vec<Sentence>,
    },
    /// What proves sentences and rows: an entry with its quotes, once in a reply, in order of first use.
    Proof {
        /// The entry.
        entry: EntryId,
        /// The date of its statement.
        as_of: Date,
        /// Word for word, with where they stand.
        quotes: Vec<(String, Citation)>,
    },
    /// A row of a timeline.
    TimelineRow {
        /// When.
        date: Date,
        /// What.
        text: String,
        /// Whether the source only foresaw it.
        planned: bool,
        /// The entries that tell it; never empty.
        proof: Vec<EntryId>,
    },
    /// Something to pick.
    Choice {
        /// The entry that would answer.
        entry: EntryId,
        /// Its question.
        question: String,
    },
    /// A summary that holds what was asked too broadly for an entry.
    Summary(Summary),
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

/// Where to read on: a summary, or two side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Whose it is.
    pub of: EntityId,
    /// Whose stands beside it.
    pub beside: Option<EntityId>,
    /// The topic of it that was asked about.
    pub topic: Option<Topic>,
}

/// A sentence with the entries that prove it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The sentence.
    pub text: String,
    /// Empty only where the sentence is the bot's own.
    pub proof: Vec<EntryId>,
}

/// On which side of the answer another state lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Before it.
    Earlier,
    /// After it.
    Later,
}
