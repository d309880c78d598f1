//! The terms of the knowledge, each with a number.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What texts are compared by: a stem, a name (`@uzbekistan`) or a group of synonyms (`~loan`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    /// As it is shown and compared.
    pub(super) text: Arc<str>,
    /// Its number; none where the knowledge does not have it.
    pub(super) number: Option<u32>,
    /// The word that it was made of, where the knowledge does not have it.
    pub(super) word: Option<String>,
}

impl Term {
    /// Whether it is a name.
    pub(super) fn is_name(&self) -> bool {
        self.text.starts_with('@')
    }
}

/// Terms to their numbers, in the order in which they were met.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Vocabulary {
    numbers: FxHashMap<Arc<str>, u32>,
}

impl Vocabulary {
    /// How many terms there are.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Gives a term its number, a new one where it is new, and shares its text with all others that are the same.
    pub(super) fn learn(&mut self, term: &mut Term) {
        if let Some((known, number)) = self.numbers.get_key_value(&term.text) {
            (term.text, term.number) = (Arc::clone(known), Some(*number));
            return;
        }
        let new = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        self.numbers.insert(Arc::clone(&term.text), new);
        term.number = Some(new);
    }

    /// The term of a text; where the knowledge does not have it, it keeps the word that it was made of.
    pub(super) fn term(&self, text: &str, word: Option<&str>) -> Term {
        match self.numbers.get_key_value(text) {
            Some((known, number)) => Term { text: Arc::clone(known), number: Some(*number), word: None },
            None => Term { text: text.into(), number: None, word: word.map(ToOwned::to_owned) },
        }
    }

    /// Every term with its number, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, u32)> {
        self.numbers.iter().map(|(term, number)| (&**term, *number))
    }

    /// The term of a number.
    pub(super) fn text(&self, number: u32) -> Option<&str> {
        self.iter().find(|(_, other)| *other == number).map(|(term, _)| term)
    }
}
