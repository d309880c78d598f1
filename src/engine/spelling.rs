//! Repair of words that nobody taught us, by the nearest that somebody did.
//!
//! Names come first: a misspelt country must never become another word.
//! Candidates come from an index of deletions (Garbe's symmetric deletes, 2012): two words one edit apart
//! agree once a letter is left out of either; `strsim` then measures the few that are left.

use super::meaning::is_word;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use serde::{Deserialize, Serialize};
use std::hash::Hasher;

/// Shorter words are never read as names: `iron` is not Iran.
const MIN_NAME: usize = 5;
/// Nothing is read as a name of so few letters, which one letter makes of too much: `brb` is not the BRI.
const ACRONYM: usize = 3;
/// Shorter words are never read as other words. A word of the language is none, whether or not the knowledge has it:
/// `clean` is not clear. On CLINC150's validation half with one typo a question 3 finds 92.5%, 6 finds 90.7%.
const MIN_WORD: usize = 3;
/// From this length on two edits are forgiven in a name, below it one: a name that nobody meant costs most.
const TWO_EDITS_IN_NAME: usize = 8;
/// The same in any other word. On CLINC150's validation half with two typos a question 5 finds 90.9%, 6 finds 90.7%,
/// 8 finds 90.0%; in names too it costs a third of a point on this knowledge's.
const TWO_EDITS_IN_WORD: usize = 5;
/// Fewer letters of a word that is still being typed may go on in too many ways.
const MIN_BEGINNING: usize = 4;
/// The index looks at so many letters of a word: what differs later is measured all the same.
const PREFIX: usize = 8;

/// The words that can be read.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Spelling {
    names: Shelf,
    words: Shelf,
}

/// Words of one kind.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Shelf {
    /// Each word with how often it stands in the knowledge, in the order of the alphabet.
    words: Vec<(String, u32)>,
    /// Two edits are forgiven between words that both have so many letters, one between shorter ones.
    two_edits_from: usize,
    /// The hash of what is left of a word with up to two letters out, and the word's position, four bytes each,
    /// big-endian: their order is that of the numbers. Kept apart from all else, as they lie.
    #[serde(skip)]
    deletions: Vec<u8>,
}

impl Shelf {
    /// Words with their counts; what is in `exact` is known, and nothing else is ever read as it.
    fn new(counts: &FxHashMap<String, u32>, exact: &FxHashSet<String>, two_edits_from: usize) -> Self {
        let mut words: Vec<(String, u32)> = counts.iter().map(|(word, count)| (word.clone(), *count)).collect();
        words.sort_unstable();
        let mut deletions: Vec<[u8; 8]> = Vec::new();
        for (at, (word, _)) in words.iter().enumerate() {
            if !word.contains(|c: char| c.is_numeric()) && !exact.contains(word) {
                let at = u64::from(u32::try_from(at).unwrap_or(u32::MAX));
                let hashes = deleted(word, edits(word, two_edits_from)).into_iter();
                deletions.extend(hashes.map(|hash| (u64::from(hash) << 32 | at).to_be_bytes()));
            }
        }
        deletions.sort_unstable();
        deletions.dedup();
        Self { words, two_edits_from, deletions: deletions.into_flattened() }
    }

    fn knows(&self, word: &str) -> bool {
        self.words.binary_search_by(|(known, _)| known.as_str().cmp(word)).is_ok()
    }

    /// The nearest word within what is forgiven; of equals the more frequent, then the first in the alphabet.
    fn nearest(&self, word: &str) -> Option<&str> {
        let edits = edits(word, self.two_edits_from);
        let mut near: Vec<u32> = Vec::new();
        let (deletions, _) = self.deletions.as_chunks();
        for hash in deleted(word, edits) {
            let first = u64::from(hash) << 32;
            let from = deletions.partition_point(|one| u64::from_be_bytes(*one) < first);
            let same = deletions.iter().skip(from).map(|one| u64::from_be_bytes(*one) ^ first);
            near.extend(same.map_while(|at| u32::try_from(at).ok()));
        }
        near.sort_unstable();
        near.dedup();
        let scored = near.into_iter().filter_map(|at| {
            let (known, count) = self.words.get(at as usize)?;
            let distance = strsim::osa_distance(word, known);
            let forgiven = edits.min(self::edits(known, self.two_edits_from));
            (distance <= forgiven).then_some((distance, u32::MAX - count, known))
        });
        scored.min().map(|(_, _, known)| known.as_str())
    }
}

impl Shelf {
    fn going_on(&self, beginning: &str) -> Option<&str> {
        let typed = beginning.chars().count();
        let first = beginning.chars().next();
        let longer = self.words.iter().filter(|(known, _)| known.len() >= typed && known.chars().next() == first);
        let scored = longer.filter_map(|(known, count)| {
            let end = known.char_indices().nth(typed).map_or(known.len(), |(at, _)| at);
            let distance = strsim::osa_distance(beginning, known.get(..end)?);
            (distance <= 1).then_some((distance, u32::MAX - count, known.len(), known))
        });
        scored.min().map(|(.., known)| known.as_str())
    }
}

/// How many edits are forgiven in a word.
fn edits(word: &str, two_from: usize) -> usize {
    if word.chars().count() >= two_from { 2 } else { 1 }
}

/// Hashes of what is left of a word's beginning with none, one, or up to two letters out.
fn deleted(word: &str, edits: usize) -> Vec<u32> {
    let start: Vec<char> = word.chars().take(PREFIX).collect();
    let without = |out: &[usize]| {
        let left = start.iter().enumerate().filter(|(at, _)| !out.contains(at));
        hash(left.map(|(_, letter)| *letter))
    };
    let mut hashes = vec![without(&[])];
    for one in 0..start.len() {
        hashes.push(without(&[one]));
        if edits > 1 {
            hashes.extend((0..one).map(|other| without(&[one, other])));
        }
    }
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

#[expect(clippy::cast_possible_truncation, reason = "half of a hash is a hash")]
fn hash(letters: impl Iterator<Item = char>) -> u32 {
    let mut hasher = FxHasher::default();
    for letter in letters {
        hasher.write_u32(u32::from(letter));
    }
    (hasher.finish() >> 16) as u32
}

impl Spelling {
    /// Learns the words of names, and the words of the knowledge with their counts.
    pub(super) fn new<'a>(names: impl Iterator<Item = &'a str>, words: &FxHashMap<String, u32>) -> Self {
        let (mut long, mut acronyms) = (FxHashMap::default(), FxHashSet::default());
        for name in names {
            match name.chars().count() {
                MIN_NAME.. => drop(long.insert(name.to_owned(), 1)),
                ..=ACRONYM => drop(acronyms.insert(name.to_owned())),
                _ => {}
            }
        }
        Self {
            names: Shelf::new(&long, &FxHashSet::default(), TWO_EDITS_IN_NAME),
            words: Shelf::new(words, &acronyms, TWO_EDITS_IN_WORD),
        }
    }

    /// The deletions of names and of words, to be kept.
    pub(super) fn deletions(&self) -> [&[u8]; 2] {
        [&self.names.deletions, &self.words.deletions]
    }

    /// Gives it the deletions that were kept.
    pub(super) fn restore(&mut self, [names, words]: [Vec<u8>; 2]) {
        self.names.deletions = names;
        self.words.deletions = words;
    }

    /// Whether a word needs no repair.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.words.knows(word) || self.names.knows(word)
    }

    /// The word that a beginning, in which a letter may be wrong, goes on to: a name before another word,
    /// of each the one whose beginning is nearest, then the most frequent, then the shortest.
    pub(super) fn complete(&self, beginning: &str) -> Option<&str> {
        let long = beginning.chars().count() >= MIN_BEGINNING;
        [&self.names, &self.words].into_iter().filter(|_| long).find_map(|shelf| shelf.going_on(beginning))
    }

    /// What an unknown word is read as, if anything.
    pub(super) fn repair(&self, word: &str) -> Option<&str> {
        let length = word.chars().count();
        if length < MIN_NAME.min(MIN_WORD)
            || word.contains(|c: char| c.is_numeric())
            || self.knows(word)
            || is_word(word)
        {
            return None;
        }
        let first = word.chars().next();
        let name = self.names.nearest(word).filter(|_| length >= MIN_NAME);
        name.filter(|name| name.chars().next() == first || length >= TWO_EDITS_IN_NAME)
            .or_else(|| self.words.nearest(word).filter(|_| length >= MIN_WORD))
    }
}
