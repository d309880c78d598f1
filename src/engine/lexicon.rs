//! Names in a question: which words name which entities.

use crate::knowledge::{EntityId, Folded, Knowledge, fold};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
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
        if !owners.contains(owner) {
            owners.push(owner.clone());
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
            let hit = (1..=most).rev().find_map(|count| self.name(words, at..at + count));
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

    fn name(&self, words: &[Folded], range: Range<usize>) -> Option<Named> {
        let texts: Vec<&str> = words.get(range.clone())?.iter().map(|word| word.text.as_str()).collect();
        let joined = texts.join(" ");
        if joined == "us" && is_pronoun(words, range.start) {
            return None;
        }
        let owners = self.owners.get(&joined).or_else(|| self.owners.get(joined.strip_suffix('s')?))?;
        let entities: BTreeSet<&EntityId> = owners.iter().collect();
        Some(Named { words: range, entities: entities.into_iter().cloned().collect() })
    }
}

fn is_pronoun(words: &[Folded], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|i| words.get(i));
    before.is_some_and(|word| BEFORE_PRONOUN.contains(&word.text.as_str()))
}
