//! Names in a question: which words name which entities.

use crate::knowledge::{EntityId, Folded, Knowledge, fold};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// After these words `us` is the pronoun; anywhere else it is the United States.
const BEFORE_PRONOUN: &[&str] = &[
    "tell",
    "tells",
    "told",
    "give",
    "gives",
    "gave",
    "let",
    "lets",
    "help",
    "helps",
    "show",
    "shows",
    "teach",
    "remind",
    "enlighten",
    "for",
    "of",
    "to",
    "at",
    "on",
    "around",
    "all",
    "both",
    "among",
    "most",
    "some",
];

/// Names folded to words, with their owners.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Lexicon {
    /// In their order.
    owners: FxHashMap<String, Vec<EntityId>>,
    /// By the first word of a name: the most words of a name that begins so.
    starts: FxHashMap<String, usize>,
    /// Every word that stands in a name, folded and as it is written.
    words: FxHashMap<String, String>,
}

/// Words that name something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) words: Range<usize>,
    pub(super) entities: Vec<EntityId>,
}

impl Lexicon {
    pub(super) fn new(knowledge: &Knowledge) -> Self {
        let mut lexicon = Self::default();
        for entity in knowledge.entities.values() {
            for name in entity.names() {
                lexicon.add(name, &entity.id);
            }
        }
        lexicon
    }

    fn add(&mut self, name: &str, owner: &EntityId) {
        let folded = fold(name);
        let words: Vec<&str> = folded.iter().map(|word| word.text.as_str()).collect();
        if let Some(first) = words.first() {
            let longest = self.starts.entry((*first).to_owned()).or_default();
            *longest = words.len().max(*longest);
        }
        let owners = self.owners.entry(words.join(" ")).or_default();
        if let Err(place) = owners.binary_search(owner) {
            owners.insert(place, owner.clone());
        }
        for word in folded {
            let written = name.get(word.source).unwrap_or(&word.text).to_owned();
            self.words.entry(word.text).or_insert(written);
        }
    }

    /// Every word that stands in a name.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str)
    }

    /// Whether a word stands in a name.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }

    /// A word of a name as it is written; any other word as it is.
    pub(super) fn written<'a>(&'a self, word: &'a str) -> &'a str {
        self.words.get(word).map_or(word, String::as_str)
    }

    /// The names in a row of folded words; the longest name wins, from the left.
    pub(super) fn names(&self, words: &[Folded]) -> Vec<Named> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let most = words.get(at).map_or(0, |word| self.longest_from(&word.text)).min(words.len() - at);
            let hit = self.longest(words, at, most);
            at = hit.as_ref().map_or(at + 1, |named| named.words.end);
            found.extend(hit);
        }
        found
    }

    /// The most words of a name that begins with this word, or with its singular.
    fn longest_from(&self, word: &str) -> usize {
        let plain = self.starts.get(word);
        let singular = word.strip_suffix('s').and_then(|one| self.starts.get(one)).map(|_| 1);
        plain.copied().or(singular).unwrap_or(0)
    }

    /// The longest name that begins at a word and has at most so many.
    fn longest(&self, words: &[Folded], at: usize, most: usize) -> Option<Named> {
        let (mut joined, mut ends) = (String::new(), Vec::with_capacity(most));
        for word in words.iter().skip(at).take(most) {
            if !joined.is_empty() {
                joined.push(' ');
            }
            joined.push_str(&word.text);
            ends.push(joined.len());
        }
        let named = |(last, end): (usize, usize)| {
            let text = joined.get(..end)?;
            if text == "us" && is_pronoun(words, at) {
                return None;
            }
            let owners = self.owners.get(text).or_else(|| self.owners.get(text.strip_suffix('s')?))?;
            Some(Named { words: at..at + last + 1, entities: owners.clone() })
        };
        ends.into_iter().enumerate().rev().find_map(named)
    }
}

fn is_pronoun(words: &[Folded], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|i| words.get(i));
    before.is_some_and(|word| BEFORE_PRONOUN.contains(&word.text.as_str()))
}
