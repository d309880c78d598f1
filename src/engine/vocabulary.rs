//! The terms of the knowledge, each with a number.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// What texts are compared by: a stem, a name (`@uzbekistan`) or a group of synonyms (`~loan`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    /// As it is shown and compared.
    pub(super) text: String,
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
    numbers: FxHashMap<String, u32>,
}

impl Vocabulary {
    /// How many terms there are.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// The number of a term, made where it is new.
    pub(super) fn learn(&mut self, term: &str) -> u32 {
        if let Some(known) = self.numbers.get(term) {
            return *known;
        }
        let new = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        self.numbers.insert(term.to_owned(), new);
        new
    }

    /// The number of a term that the knowledge has.
    pub(super) fn number(&self, term: &str) -> Option<u32> {
        self.numbers.get(term).copied()
    }

    /// Every term with its number, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, u32)> {
        self.numbers.iter().map(|(term, number)| (term.as_str(), *number))
    }
}
