//! What the engine decides, as a value.

use crate::knowledge::{EntityId, EntryId};

/// What was said before a question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    /// The previous question of the same conversation.
    pub previous: Option<String>,
}

/// What a question gets.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// The answer, the choices, or why there is nothing.
    pub outcome: Outcome,
    /// What the question names, in its order.
    pub entities: Vec<Mention>,
    /// What was taken over from the previous question.
    pub carried: Vec<EntityId>,
    /// Whether it was read as the previous question, of another name.
    pub repeats: bool,
    /// Words that were read as others.
    pub repairs: Vec<Repair>,
    /// Whether it asks about the present, or about a year after every source.
    pub asks_about_now: bool,
    /// The probability that the best entry is right, 0 to 1; 0 where no entry may answer.
    pub confidence: f64,
    /// How many questions it holds; an answer then answers the one that could be answered.
    pub parts: usize,
}

/// The three outcomes.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// One entry answers.
    Answer(Hit),
    /// One or several may; best first, at most four.
    Choices(Vec<Hit>),
    /// None does.
    Nothing(Reason),
}

/// An entry that matches a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The entry.
    pub entry: EntryId,
    /// Its phrasing that came nearest.
    pub question: String,
    /// The probability that it is right, 0 to 1.
    pub confidence: f64,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// The text has no words.
    Empty,
    /// It greets, thanks, or asks the bot about itself.
    SmallTalk {
        /// Good questions to begin with.
        nearest: Vec<EntryId>,
    },
    /// The text is longer than a question can be.
    TooLong {
        /// How many characters it has.
        characters: usize,
        /// How many it may have.
        most: usize,
    },
    /// The text is in a script that the knowledge is not.
    OtherScript,
    /// It names what the documents do not cover.
    NotCovered(Vec<EntityId>),
    /// It names these together, and no entry speaks of all of them.
    NotTogether(Vec<EntityId>),
    /// It names an entity and asks nothing of it.
    OnlyNamed {
        /// The entity.
        about: EntityId,
        /// Entries about it.
        nearest: Vec<EntryId>,
    },
    /// Nothing comes near enough; with what came nearest.
    Unknown {
        /// Entries on the same matters, best first.
        nearest: Vec<EntryId>,
    },
}

/// A name in a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// What it names; several where the name is ambiguous.
    pub entities: Vec<EntityId>,
    /// As it was typed.
    pub text: String,
}

/// A word that was read as another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// As it was typed.
    pub from: String,
    /// As it was read.
    pub to: String,
}
