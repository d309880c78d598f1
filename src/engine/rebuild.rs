//! An engine for changed knowledge that takes over from another what still holds.

use super::Engine;
use crate::knowledge::{Entry, Knowledge};
use std::sync::Arc;

impl Engine {
    /// The engine of changed knowledge. It answers as [`Engine::build`] would, but with the confidence that this one
    /// was fitted with, until it is fitted itself; where nothing has changed of what is learnt, nothing is built.
    #[must_use]
    pub fn rebuilt(&self, knowledge: Arc<Knowledge>) -> Self {
        if learns_the_same(&self.knowledge, &knowledge) {
            let built = Arc::clone(&self.built);
            return Self { knowledge, settings: self.settings, built, scale: self.scale, lent: self.lent };
        }
        Self { lent: self.scale.or(self.lent), ..Self::build(knowledge, self.settings) }
    }

    /// Whether every question gets the same of both: they share what was built, and the date of the newest source,
    /// which is looked up when a question is asked.
    pub fn answers_as(&self, other: &Self) -> bool {
        let shared = Arc::ptr_eq(&self.built, &other.built) && self.settings == other.settings;
        let scales = (self.scale.is_some(), self.lent.is_some()) == (other.scale.is_some(), other.lent.is_some());
        shared && scales && self.knowledge.newest_source() == other.knowledge.newest_source()
    }
}

/// Whether an engine of either learns the same: all of the entries but what is only shown, and all names.
fn learns_the_same(one: &Knowledge, other: &Knowledge) -> bool {
    let entries = one.entries.len() == other.entries.len()
        && one.entries.iter().zip(&other.entries).all(|(one, other)| reads_the_same(one, other));
    entries && one.entities == other.entities && one.synonyms == other.synonyms
}

/// Whether two entries are read alike: their `see_also`, `review_by` and the places of their quotes are only shown.
fn reads_the_same(one: &Entry, other: &Entry) -> bool {
    let quotes = one.quotes.len() == other.quotes.len()
        && one
            .quotes
            .iter()
            .zip(&other.quotes)
            .all(|(one, other)| one.text == other.text && one.source == other.source);
    quotes
        && one.id == other.id
        && one.about == other.about
        && one.mentions == other.mentions
        && one.as_of == other.as_of
        && one.questions == other.questions
        && one.not == other.not
        && one.answer == other.answer
        && one.view_of == other.view_of
        && one.supersedes == other.supersedes
        && one.events == other.events
        && one.retired == other.retired
}
