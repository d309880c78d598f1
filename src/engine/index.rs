//! The texts of the knowledge as rows of terms: how much of a question a row holds, and of a row a question.

use super::corpus::{Line, LineKind};
use super::kind::Kinds;
use super::meaning::{Meanings, SAME};
use super::question::Question;
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
/// So many terms of a question are laid beside rows, the heaviest; more than four in a hundred questions have fewer.
const LANES: usize = 16;

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

/// A row beside a question.
#[derive(Debug, Clone, Copy)]
pub(super) struct Near {
    pub(super) kind: LineKind,
    /// The share of the question's weight that the row holds, 0 to 1.
    pub(super) asked: f32,
    /// The share of the row's weight that the question holds, 0 to 1.
    pub(super) filled: f32,
    /// Whether the question names everything that the row names.
    pub(super) names_asked: bool,
}

impl Near {
    /// How far both say the same: the geometric mean of both shares.
    pub(super) fn agreement(&self) -> f32 {
        (self.asked * self.filled).max(0.0).sqrt()
    }
}

/// A question laid beside the terms of the knowledge: one lane for each of its terms.
#[derive(Debug)]
pub(super) struct Lanes {
    /// By term of the knowledge: how near it is to the term of each lane.
    near: Vec<[u8; LANES]>,
    /// By term of the knowledge: the nearest of them.
    nearest: Vec<u8>,
    weights: [f32; LANES],
    /// What the lanes weigh that are no names; 0 for names.
    plain: [f32; LANES],
    /// What all terms of the question weigh, those without a lane too.
    pub(super) weight: f32,
}

impl Lanes {
    /// What the lanes weigh, each as near as it is.
    fn sum(&self, near: &[u8; LANES]) -> f32 {
        self.weights.iter().zip(near).map(|(weight, near)| weight * f32::from(*near)).sum::<f32>() / f32::from(SAME)
    }

    /// The share of the weight of plain words that is there, 1 where there are none; and the heaviest that is not.
    fn plain(&self, near: &[u8; LANES]) -> (f32, f32) {
        let (mut all, mut held, mut gap) = (0.0, 0.0, 0.0_f32);
        for (weight, near) in self.plain.iter().zip(near) {
            let there = weight * f32::from(*near) / f32::from(SAME);
            all += weight;
            held += there;
            gap = gap.max(weight - there);
        }
        (if all > 0.0 { held / all } else { 1.0 }, gap)
    }
}

/// What the rows of an entry make of a question.
#[derive(Debug)]
pub(super) struct Measured {
    pub(super) rows: Vec<Near>,
    /// The share of the weight of the question's plain words that they hold.
    pub(super) plain: f32,
    /// The heaviest plain word that they do not hold, beside one that nobody taught us.
    pub(super) gap: f32,
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

    /// Lays a question beside the terms of the knowledge.
    pub(super) fn lay(&self, question: &Question, meanings: &Meanings) -> Lanes {
        let mut terms: Vec<(f32, &Term)> = Vec::with_capacity(question.terms.len());
        for term in &question.terms {
            if !terms.iter().any(|(_, other)| other.text == term.text) {
                terms.push((self.weight(term) * meanings.size(term), term));
            }
        }
        let weight = terms.iter().map(|(weight, _)| weight).sum();
        if terms.len() > LANES {
            terms.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        }
        let mut lanes = Lanes {
            near: vec![[0; LANES]; self.weights.len()],
            nearest: vec![0; self.weights.len()],
            weights: [0.0; LANES],
            plain: [0.0; LANES],
            weight,
        };
        for (lane, (weight, term)) in terms.into_iter().take(LANES).enumerate() {
            if let Some(place) = lanes.weights.get_mut(lane) {
                *place = weight;
            }
            if let Some(place) = lanes.plain.get_mut(lane).filter(|_| !term.is_name()) {
                *place = weight;
            }
            for (number, near) in meanings.near(term) {
                let number = number as usize;
                if let Some((place, nearest)) = lanes.near.get_mut(number).zip(lanes.nearest.get_mut(number)) {
                    if let Some(place) = place.get_mut(lane) {
                        *place = near;
                    }
                    *nearest = near.max(*nearest);
                }
            }
        }
        lanes
    }

    /// Measures the rows of an entry beside a question.
    pub(super) fn measure(&self, lanes: &Lanes, entry: usize) -> Measured {
        let range = self.entries.get(entry).cloned().unwrap_or_default();
        let mut all = [0; LANES];
        let mut rows = Vec::with_capacity(range.len());
        for at in range.start as usize..range.end as usize {
            let Some(row) = self.rows.get(at) else { continue };
            let near = self.lay_row(lanes, row);
            if !matches!(row.kind, LineKind::Not(_)) {
                join(&mut all, &near.0);
            }
            rows.push(Near {
                kind: row.kind,
                asked: lanes.sum(&near.0) / lanes.weight.max(f32::MIN_POSITIVE),
                filled: near.1 / row.weight.max(f32::MIN_POSITIVE),
                names_asked: near.2,
            });
        }
        let (plain, gap) = lanes.plain(&all);
        Measured { rows, plain, gap: gap / self.unseen.max(f32::MIN_POSITIVE) }
    }

    /// How near a row comes to each lane, what the question holds of the row's weight, and whether it names
    /// everything that the row names.
    fn lay_row(&self, lanes: &Lanes, row: &Row) -> ([u8; LANES], f32, bool) {
        let mut near = [0; LANES];
        let (mut held, mut strange) = (0.0, false);
        let terms = self.terms.get(row.terms.start as usize..row.terms.end as usize).unwrap_or_default();
        for (at, number) in terms.iter().enumerate() {
            let nearest = lanes.nearest.get(*number as usize).copied().unwrap_or(0);
            strange |= at < row.names as usize && nearest < SAME;
            if let Some(lane) = lanes.near.get(*number as usize).filter(|_| nearest > 0) {
                join(&mut near, lane);
                held += self.weight_of(Some(*number)) * f32::from(nearest);
            }
        }
        (near, held / f32::from(SAME), !strange)
    }
}

/// The nearer of both, lane by lane.
fn join(all: &mut [u8; LANES], one: &[u8; LANES]) {
    for (all, one) in all.iter_mut().zip(one) {
        *all = (*all).max(*one);
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
