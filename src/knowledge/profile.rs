//! Summaries of states, powers, organisations and projects, every sentence tied to entries.

use super::id::{EntityId, EntryId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A summary of an entity.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Profile {
    /// Whom it is about.
    pub entity: EntityId,
    /// In reading order.
    pub sections: Vec<ProfileSection>,
}

/// A section of a profile.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ProfileSection {
    /// What it tells of; no two sections of a profile share a topic.
    pub topic: Topic,
    /// The heading.
    pub title: String,
    /// In reading order.
    pub sentences: Vec<ProfileSentence>,
}

/// A sentence with the entries that prove it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileSentence {
    /// The sentence.
    pub text: String,
    /// Never empty.
    pub entries: Vec<EntryId>,
}

/// What a section of a profile tells of: the same for all, so that two profiles can stand side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "`title` says each in words")]
pub enum Topic {
    Overview,
    Doctrine,
    Russia,
    China,
    West,
    TurkeyIran,
    Neighbours,
    Economy,
}

impl Topic {
    /// All topics, in reading order.
    pub const ALL: [Self; 8] = [
        Self::Overview,
        Self::Doctrine,
        Self::Russia,
        Self::China,
        Self::West,
        Self::TurkeyIran,
        Self::Neighbours,
        Self::Economy,
    ];

    /// The word of the files and of the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Doctrine => "doctrine",
            Self::Russia => "russia",
            Self::China => "china",
            Self::West => "west",
            Self::TurkeyIran => "turkey-iran",
            Self::Neighbours => "neighbours",
            Self::Economy => "economy",
        }
    }

    /// As it is read above a comparison.
    pub fn title(self) -> &'static str {
        match self {
            Self::Overview => "In short",
            Self::Doctrine => "Doctrine",
            Self::Russia => "Russia",
            Self::China => "China",
            Self::West => "The United States and the West",
            Self::TurkeyIran => "Turkey and Iran",
            Self::Neighbours => "Neighbours and regional cooperation",
            Self::Economy => "Economy and routes",
        }
    }

    /// Parses the word of the files.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.as_str() == word)
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
