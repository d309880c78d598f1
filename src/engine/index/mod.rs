//! The texts of the knowledge as rows of terms: how much of a question a row holds, and of a row a question.

mod lanes;

pub(super) use lanes::{Lanes, Measured};

use super::corpus::{Line, LineKind};
use super::kind::Kinds;
use super::vocabulary::{Term, Vocabulary};
use crate::knowledge::Knowledge;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::ops::Range;

/// What a word of talk weighs beside another of its rarity.
const TALK: f32 = 0.25;
/// What a name weighs beside another term of its rarity: the gate already holds names against entries,
/// so that they tell less about what is asked of them.
const NAME: f32 = 0.5;
/// Stems with which people lead into a question: they tell who talks, not what is asked.
const TALK_WORDS: &[&str] = &[
    "so", "ok", "okay", "hey", "hi", "hello", "pls", "plz", "pleas", "tell", "me", "just", "realli", "actual", "like",
    "guy", "anyon", "anybodi", "somebodi", "someon", "know", "wonder", "curious", "quick", "question", "thing",
    "stuff", "what", "remind", "explain", "heard", "rememb", "guess", "kinda", "basic", "honest", "btw", "bot",
    "random", "essay", "asap", "lmao", "haha", "lol", "bro", "dude", "mate", "thank", "thx", "can", "could", "would",
    "you", "i", "im", "ive", "my", "your", "we", "ever", "even", "again", "sure", "right", "yeah", "wait", "um", "uh",
    "well", "dont", "didnt", "isnt", "idk",
];

/// Whether a stem is a word of talk.
pub(super) fn is_talk(stem: &str) -> bool {
    TALK_WORDS.contains(&stem)
}

/// A text of the knowledge.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Row {
    pub(super) kind: LineKind,
    /// Its distinct terms, in `terms`; names first.
    terms: Range<u32>,
    /// How many of them are names.
    names: u32,
    /// What they weigh together.
    weight: f32,
}

/// Rows of terms, entry by entry.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Index {
    rows: Vec<Row>,
    /// The distinct terms of all rows, row after row.
    terms: Vec<u32>,
    /// By entry: its rows.
    entries: Vec<Range<u32>>,
    /// By term: how much it tells.
    weights: Vec<f32>,
    /// How much a term tells that nobody taught us.
    unseen: f32,
    /// By entry: every year that it holds.
    years: Vec<BTreeSet<i16>>,
    /// By entry: whether the answer or its quotes hold an amount.
    amounts: Vec<bool>,
    /// By entry: the kinds of fact that its phrasings ask for.
    kinds: Vec<Kinds>,
}

impl Index {
    /// Builds the index of a snapshot of its lines.
    pub(super) fn build(knowledge: &Knowledge, vocabulary: &Vocabulary, lines: &[&Line]) -> Self {
        let mut index = Self { weights: weigh(vocabulary, lines), ..Self::default() };
        index.unseen = idf(lines.chunk_by(|a, b| a.entry == b.entry).count(), 1);
        let dated = knowledge.entries.iter().map(|entry| {
            let events = entry.events.iter().map(|event| event.date.year);
            events.chain(std::iter::once(entry.as_of.year)).collect()
        });
        index.years = dated.collect();
        index.amounts = vec![false; knowledge.entries.len()];
        index.kinds = vec![Kinds::default(); knowledge.entries.len()];
        index.entries = vec![0..0; knowledge.entries.len()];
        for line in lines {
            index.add(line);
        }
        index
    }

    fn add(&mut self, line: &Line) {
        let Line { entry, kind, question } = line;
        let first = small(self.terms.len());
        let mut numbers: Vec<(bool, u32)> =
            question.terms.iter().filter_map(|term| Some((!term.is_name(), term.number?))).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let names = small(numbers.partition_point(|(plain, _)| !plain));
        let weight = numbers.iter().map(|(_, number)| self.weight_of(Some(*number))).sum();
        self.terms.extend(numbers.into_iter().map(|(_, number)| number));
        if let Some(rows) = self.entries.get_mut(*entry) {
            let at = small(self.rows.len());
            *rows = if rows.end == 0 { at..at + 1 } else { rows.start..at + 1 };
        }
        self.rows.push(Row { kind: *kind, terms: first..small(self.terms.len()), names, weight });
        if let Some(years) = self.years.get_mut(*entry).filter(|_| !matches!(kind, LineKind::Not(_))) {
            years.extend(&question.years);
        }
        if let Some(kinds) = self.kinds.get_mut(*entry).filter(|_| matches!(kind, LineKind::Question(_))) {
            *kinds = kinds.and(question.kinds);
        }
        if let Some(amount) = self.amounts.get_mut(*entry).filter(|_| *kind == LineKind::Answer) {
            *amount = question.has_amount;
        }
    }

    /// Every year that an entry holds: in its phrasings, answer, quotes, events and date.
    pub(super) fn years(&self, entry: usize) -> Option<&BTreeSet<i16>> {
        self.years.get(entry)
    }

    /// Whether an entry's answer or its quotes hold an amount: a number that is no year.
    pub(super) fn has_amount(&self, entry: usize) -> bool {
        self.amounts.get(entry).copied().unwrap_or(false)
    }

    /// The terms of an entry's phrasings and answer.
    pub(super) fn terms(&self, entry: usize) -> BTreeSet<u32> {
        let range = self.entries.get(entry).cloned().unwrap_or_default();
        let rows = self.rows.get(range.start as usize..range.end as usize).unwrap_or_default();
        let rows = rows.iter().filter(|row| !matches!(row.kind, LineKind::Not(_)));
        let terms = |row: &Row| self.terms.get(row.terms.start as usize..row.terms.end as usize).unwrap_or_default();
        rows.flat_map(terms).copied().collect()
    }

    /// The kinds of fact that an entry's phrasings ask for.
    pub(super) fn kinds(&self, entry: usize) -> Kinds {
        self.kinds.get(entry).copied().unwrap_or_default()
    }

    fn weight_of(&self, number: Option<u32>) -> f32 {
        number.and_then(|number| self.weights.get(number as usize)).copied().unwrap_or(self.unseen)
    }

    /// The weight of a term: what it says about a question.
    pub(super) fn weight(&self, term: &Term) -> f32 {
        match term.number {
            None if is_talk(&term.text) => self.unseen * TALK,
            number => self.weight_of(number),
        }
    }
}

/// What each term tells, by how few entries have it; names and words of talk less.
fn weigh(vocabulary: &Vocabulary, lines: &[&Line]) -> Vec<f32> {
    let mut counts = vec![0; vocabulary.len()];
    let mut last = vec![usize::MAX; vocabulary.len()];
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
    let entries = lines.chunk_by(|a, b| a.entry == b.entry).count();
    let mut weights: Vec<f32> = counts.into_iter().map(|count: usize| idf(entries, count.max(1))).collect();
    for (term, number) in vocabulary.iter() {
        let share = if term.starts_with('@') {
            NAME
        } else if is_talk(term) {
            TALK
        } else {
            1.0
        };
        if let Some(weight) = weights.get_mut(number as usize) {
            *weight *= share;
        }
    }
    weights
}

/// Inverse document frequency over entries, never negative: a word of all phrasings of one entry still tells it.
fn idf(entries: usize, with: usize) -> f32 {
    let (all, with) = (count(entries), count(with));
    (1.0 + (all - with + 0.5).max(0.0) / (with + 0.5)).ln()
}

/// A position as the index keeps it.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A count as a number to reckon with.
#[expect(clippy::cast_precision_loss, reason = "entries are fewer than 2^24")]
fn count(number: usize) -> f32 {
    number as f32
}
