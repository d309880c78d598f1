//! Repair of words that nobody taught us, by the nearest that somebody did.
//!
//! Names come first: a misspelt country must never become another word.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Shorter words are never read as names: `iron` is not Iran.
const MIN_NAME: usize = 5;
/// Shorter words are never read as other words: too many right ones are near (`clean`, `clear`).
const MIN_WORD: usize = 6;
/// From this length on two edits are forgiven, below it one.
const TWO_EDITS_FROM: usize = 8;

/// The words that can be read, by their length in characters.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Spelling {
    names: Shelf,
    words: Shelf,
}

/// Words of one kind.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Shelf {
    /// How often each word stands in the knowledge.
    counts: FxHashMap<String, u32>,
    by_length: Vec<Vec<(u32, String)>>,
}

/// The letters that a word has, as a set: a to z have a bit each, all other signs share the rest.
fn letters(word: &str) -> u32 {
    let bit = |sign: char| match sign {
        'a'..='z' => u32::from(sign) - u32::from('a'),
        _ => 26 + u32::from(sign) % 6,
    };
    word.chars().fold(0, |set, sign| set | 1 << bit(sign))
}

impl Shelf {
    fn new(counts: FxHashMap<String, u32>) -> Self {
        let mut by_length: Vec<Vec<(u32, String)>> = Vec::new();
        for word in counts.keys().filter(|word| !word.contains(|c: char| c.is_numeric())) {
            let length = word.chars().count();
            if by_length.len() <= length {
                by_length.resize(length + 1, Vec::new());
            }
            if let Some(shelf) = by_length.get_mut(length) {
                shelf.push((letters(word), word.clone()));
            }
        }
        Self { counts, by_length }
    }

    /// The nearest word within `edits`; of equals the more frequent, then the first in the alphabet.
    fn nearest(&self, word: &str, edits: usize) -> Option<&str> {
        let length = word.chars().count();
        let near = length.saturating_sub(edits)..=length + edits;
        let candidates = near.filter_map(|l| self.by_length.get(l)).flatten();
        // An edit changes at most two letters of a word's set: most words are out before they are measured.
        let typed = letters(word);
        let apart = 2 * u32::try_from(edits).unwrap_or(u32::MAX);
        let candidates = candidates.filter(|(letters, _)| (letters ^ typed).count_ones() <= apart);
        let scored = candidates.filter_map(|(_, known)| {
            let distance = strsim::osa_distance(word, known);
            let count = self.counts.get(known).copied().unwrap_or(0);
            (distance <= edits).then_some((distance, u32::MAX - count, known))
        });
        scored.min().map(|(_, _, known)| known.as_str())
    }
}

impl Spelling {
    /// Learns the words of names, and the words of the knowledge with their counts.
    pub(super) fn new<'a>(names: impl Iterator<Item = &'a str>, words: FxHashMap<String, u32>) -> Self {
        let names = names.filter(|name| name.chars().count() >= MIN_NAME).map(|name| (name.to_owned(), 1));
        Self { names: Shelf::new(names.collect()), words: Shelf::new(words) }
    }

    /// Whether a word needs no repair.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.names.counts.contains_key(word) || self.words.counts.contains_key(word)
    }

    /// What an unknown word is read as, if anything.
    pub(super) fn repair(&self, word: &str) -> Option<&str> {
        let length = word.chars().count();
        if length < MIN_NAME || word.contains(|c: char| c.is_numeric()) || self.knows(word) {
            return None;
        }
        let edits = if length >= TWO_EDITS_FROM { 2 } else { 1 };
        let first = word.chars().next();
        let name = self.names.nearest(word, edits);
        name.filter(|name| name.chars().next() == first || length >= TWO_EDITS_FROM)
            .or_else(|| self.words.nearest(word, edits).filter(|_| length >= MIN_WORD))
    }
}
