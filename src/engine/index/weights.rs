//! How much a term tells: rare ones much, names and words of talk little.

use super::count;
use crate::engine::corpus::Line;
use crate::engine::vocabulary::{Term, Vocabulary};
use serde::{Deserialize, Serialize};

/// What a word of talk weighs beside another of its rarity.
const TALK: f32 = 0.25;
/// What a name weighs beside another term of its rarity: the gate already holds names against entries,
/// so that they tell less about what is asked of them.
const NAME: f32 = 0.5;
/// Stems with which people lead into a question: they tell who talks, not what is asked. In the order of the alphabet.
const TALK_WORDS: &[&str] = &[
    "actual", "again", "anybodi", "anyon", "asap", "basic", "bot", "bro", "btw", "can", "could", "curious", "didnt",
    "dont", "dude", "essay", "even", "ever", "explain", "guess", "guy", "haha", "heard", "hello", "hey", "hi",
    "honest", "i", "idk", "im", "isnt", "ive", "just", "kinda", "know", "like", "lmao", "lol", "mate", "me", "my",
    "ok", "okay", "pleas", "pls", "plz", "question", "quick", "random", "realli", "rememb", "remind", "right", "so",
    "somebodi", "someon", "stuff", "sure", "tell", "thank", "thing", "thx", "uh", "um", "wait", "we", "well", "what",
    "wonder", "would", "yeah", "you", "your",
];

/// Whether a stem is a word of talk.
pub(in crate::engine) fn is_talk(stem: &str) -> bool {
    TALK_WORDS.binary_search(&stem).is_ok()
}

/// How much each term tells, by how few entries have it; names and words of talk less.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Weights {
    /// By term of the knowledge.
    terms: Vec<f32>,
    /// Of a term that nobody taught us.
    pub(super) unseen: f32,
}

impl Weights {
    /// What the terms of lines tell, which lie entry by entry.
    pub(super) fn of(vocabulary: &Vocabulary, lines: &[&Line]) -> Self {
        let entries = lines.chunk_by(|a, b| a.entry == b.entry).count();
        let mut terms: Vec<f32> =
            entries_with(vocabulary.len(), lines).into_iter().map(|with| idf(entries, with.max(1))).collect();
        for (term, number) in vocabulary.iter() {
            let share = if term.is_name() {
                NAME
            } else if is_talk(&term.text) {
                TALK
            } else {
                1.0
            };
            if let Some(weight) = terms.get_mut(number as usize) {
                *weight *= share;
            }
        }
        Self { terms, unseen: idf(entries, 1) }
    }

    /// How many terms of the knowledge there are.
    pub(super) fn len(&self) -> usize {
        self.terms.len()
    }

    /// The weight of a term of the knowledge.
    pub(super) fn of_number(&self, number: u32) -> f32 {
        self.terms.get(number as usize).copied().unwrap_or(self.unseen)
    }

    /// The weight of a term: what it says about a question.
    pub(super) fn of_term(&self, term: &Term) -> f32 {
        match term.number {
            Some(number) => self.of_number(number),
            None if is_talk(&term.text) => self.unseen * TALK,
            None => self.unseen,
        }
    }
}

/// By term: how many entries have it.
fn entries_with(terms: usize, lines: &[&Line]) -> Vec<usize> {
    let mut counts = vec![0; terms];
    let mut last = vec![usize::MAX; terms];
    for line in lines {
        for number in line.question.terms.iter().filter_map(|term| term.number) {
            if let Some((count, last)) = counts.get_mut(number as usize).zip(last.get_mut(number as usize))
                && *last != line.entry
            {
                *count += 1;
                *last = line.entry;
            }
        }
    }
    counts
}

/// Inverse document frequency over entries, never negative: a word of all phrasings of one entry still tells it.
fn idf(entries: usize, with: usize) -> f32 {
    let (all, with) = (count(entries), count(with));
    (1.0 + (all - with + 0.5).max(0.0) / (with + 0.5)).ln()
}

#[cfg(test)]
mod tests {
    use super::{TALK_WORDS, is_talk};

    #[test]
    fn every_word_of_talk_is_found() {
        assert!(TALK_WORDS.iter().all(|word| is_talk(word)), "they are looked up in the order of the alphabet");
        assert!(!is_talk("treati"));
    }
}
