//! A change of the knowledge as a value, and what it makes of the files: text in, text out.
//!
//! A change is a few replacements in the text of a file: every line that it does not speak of stays as it is, byte for
//! byte, with its comments. What is written anew is written in the normal form.
//!
//! Left out: whether the outcome may be used (`knowledge::read`), and where files lie (`store`).

mod apply;
mod block;
mod diff;
mod draft;
mod error;
mod fields;
mod guard;
mod joined;
mod list;
mod quotes;
mod rebase;
mod sheet;
mod splice;
mod written;

pub use apply::{after, apply};
pub use block::entry_block;
pub use diff::{Conflict, merged, unified};
pub use draft::{EntryDraft, EventDraft, QuoteDraft, RetiredDraft, drafts};
pub use error::EditError;
pub use fields::FIELDS;
pub use rebase::{RebaseError, rebase};

use super::id::EntryId;
use serde::{Deserialize, Serialize};

/// A change that somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edit {
    /// A new entry at the end of a file, which is made where there is none.
    Add {
        /// `countries/NAME.toml` or `topics/NAME.toml`.
        file: String,
        /// The entry.
        entry: Box<EntryDraft>,
    },
    /// Other contents of some fields of an entry.
    Change {
        /// The entry.
        id: EntryId,
        /// Each with what it is to hold.
        what: Vec<Field>,
    },
    /// One more phrasing of an entry.
    Alias {
        /// The entry.
        id: EntryId,
        /// The phrasing.
        question: String,
    },
    /// One more question that an entry does not answer.
    NearMiss {
        /// The entry.
        id: EntryId,
        /// The question.
        question: String,
    },
    /// One quote of an entry.
    Quote {
        /// The entry.
        id: EntryId,
        /// What becomes of it.
        change: QuoteChange,
    },
    /// An entry never answers again; its id stays taken.
    Retire {
        /// The entry.
        id: EntryId,
        /// Since when.
        on: String,
        /// Why.
        why: String,
    },
    /// A retired entry answers again.
    Restore {
        /// The entry.
        id: EntryId,
    },
    /// An entry goes to the end of another file, with its comments.
    Move {
        /// The entry.
        id: EntryId,
        /// The other file.
        to: String,
    },
    /// A question that every later edit must keep right.
    GuardAdd {
        /// The question.
        question: String,
        /// The entry that answers it.
        expect: EntryId,
    },
    /// A question that nothing may answer.
    OutOfScope {
        /// The question.
        question: String,
    },
    /// Whole files: what an import comes to. A file without text is taken away.
    Files(Vec<(String, Option<String>)>),
    /// The same, where an earlier change is taken back: what that had added is meant to go.
    Back(Vec<(String, Option<String>)>),
    /// Several changes, one after another, all or none.
    All(Vec<Self>),
}

/// A field of an entry with what it is to hold; nothing takes the field away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/knowledge-format.md gives each field's meaning")]
pub enum Field {
    About(Vec<String>),
    Mentions(Vec<String>),
    AsOf(String),
    Questions(Vec<String>),
    Not(Vec<String>),
    Answer(String),
    ViewOf(Option<String>),
    Supersedes(Vec<String>),
    SeeAlso(Vec<String>),
    Events(Vec<EventDraft>),
    ReviewBy(Option<String>),
    Retired(Option<RetiredDraft>),
    Quotes(Vec<QuoteDraft>),
}

/// What becomes of a quote. A present quote is named by its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum QuoteChange {
    /// It comes behind the others.
    Add(QuoteDraft),
    /// It takes the place of another.
    Replace {
        /// The words of the other.
        old: String,
        /// The new one.
        new: QuoteDraft,
    },
    /// It goes.
    Remove {
        /// Its words.
        old: String,
    },
}

impl Edit {
    /// The entries that it touches, by id; none for whole files and for the guard.
    pub fn entries(&self) -> Vec<&str> {
        match self {
            Self::Add { entry, .. } => vec![&entry.id],
            Self::Change { id, .. }
            | Self::Alias { id, .. }
            | Self::NearMiss { id, .. }
            | Self::Quote { id, .. }
            | Self::Retire { id, .. }
            | Self::Restore { id }
            | Self::Move { id, .. } => vec![id.as_str()],
            Self::GuardAdd { .. } | Self::OutOfScope { .. } | Self::Files(_) | Self::Back(_) => Vec::new(),
            Self::All(edits) => edits.iter().flat_map(Self::entries).collect(),
        }
    }
}

/// A file that an edit changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// The path below the knowledge folder.
    pub path: String,
    /// What it held; none where it was not there.
    pub before: Option<String>,
    /// What it is to hold; none where it is to go.
    pub after: Option<String>,
}
