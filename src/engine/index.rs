//! The inverted index: rows of terms (phrasings, near misses, answers) scored by BM25.
//!
//! Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009).

use super::question::{Question, Reader};
use crate::knowledge::{Entry, Knowledge};
use std::collections::HashMap;

/// How soon a repeated term stops counting. Phrasings hardly repeat terms.
const K1: f64 = 1.2;
/// How much a long row is held back.
const B: f64 = 0.4;
/// What two neighbouring terms weigh beside one term.
const BIGRAM: f64 = 0.4;

/// A row of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    /// Position in [`Knowledge::entries`].
    pub(super) entry: usize,
    pub(super) kind: RowKind,
    /// Terms in it.
    length: u32,
}

/// What a row holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowKind {
    /// A phrasing, by its position in the entry.
    Question(usize),
    /// A near miss.
    Not,
    /// The answer and its quotes.
    Answer,
}

/// Terms to the rows in which they stand.
#[derive(Debug, Default)]
pub(super) struct Index {
    terms: HashMap<String, u32>,
    /// By term: row and count.
    postings: Vec<Vec<(u32, u32)>>,
    rows: Vec<Row>,
    mean_length: f64,
}

/// A row that shares terms with a question.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match {
    pub(super) row: Row,
    /// BM25 as a share of what a row holding every term of the question once would get: about 0 to 1.
    pub(super) score: f64,
}

impl Index {
    pub(super) fn build(knowledge: &Knowledge, reader: &mut Reader) -> Self {
        let mut index = Self::default();
        for (at, entry) in knowledge.entries.iter().enumerate() {
            if entry.retired.is_none() {
                index.add_entry(at, entry, reader);
            }
        }
        reader.learnt();
        let total: f64 = index.rows.iter().map(|row| f64::from(row.length)).sum();
        index.mean_length = total / count(index.rows.len()).max(1.0);
        index
    }

    fn add_entry(&mut self, at: usize, entry: &Entry, reader: &mut Reader) {
        for (i, question) in entry.questions.iter().enumerate() {
            self.add(at, RowKind::Question(i), &reader.learn(question));
        }
        for near_miss in &entry.not {
            self.add(at, RowKind::Not, &reader.learn(near_miss));
        }
        let quotes = entry.quotes.iter().map(|quote| quote.text.as_str());
        let text: Vec<&str> = std::iter::once(entry.answer.as_str()).chain(quotes).collect();
        self.add(at, RowKind::Answer, &reader.learn(&text.join(" ")));
    }

    fn add(&mut self, entry: usize, kind: RowKind, question: &Question) {
        let number = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        for term in features(question) {
            let next = u32::try_from(self.terms.len()).unwrap_or(u32::MAX);
            let term = *self.terms.entry(term).or_insert(next);
            if term == next {
                self.postings.push(Vec::new());
            }
            let Some(rows) = self.postings.get_mut(term as usize) else {
                continue;
            };
            match rows.last_mut() {
                Some((row, count)) if *row == number => *count += 1,
                _ => rows.push((number, 1)),
            }
        }
        let length = u32::try_from(question.terms.len()).unwrap_or(u32::MAX);
        self.rows.push(Row { entry, kind, length });
    }

    /// Inverse document frequency, never negative; an unseen term weighs as one seen once.
    fn idf(&self, rows: usize) -> f64 {
        let (all, with) = (count(self.rows.len()), count(rows.max(1)));
        (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
    }

    fn postings(&self, term: &str) -> &[(u32, u32)] {
        let term = self.terms.get(term).and_then(|term| self.postings.get(*term as usize));
        term.map_or(&[], Vec::as_slice)
    }

    /// The weight of a term: what it says about a question.
    pub(super) fn weight(&self, term: &str) -> f64 {
        self.idf(self.postings(term).len())
    }

    /// Every row that shares a term with the question.
    pub(super) fn matches(&self, question: &Question) -> Vec<Match> {
        let mut scores = vec![0.0_f64; self.rows.len()];
        let mut most = 0.0;
        for term in features(question) {
            let rows = self.postings(&term);
            let part = if term.contains(' ') { BIGRAM } else { 1.0 };
            let weight = part * self.idf(rows.len());
            most += weight;
            for &(row, times) in rows {
                let Some((score, row)) = scores.get_mut(row as usize).zip(self.rows.get(row as usize)) else {
                    continue;
                };
                let times = f64::from(times);
                let held = 1.0 - B + B * f64::from(row.length) / self.mean_length;
                *score += weight * times * (K1 + 1.0) / (times + K1 * held);
            }
        }
        let rows = self.rows.iter().zip(scores).filter(|(_, score)| *score > 0.0);
        rows.map(|(row, score)| Match { row: *row, score: score / most }).collect()
    }

    /// The share of the question's weight that an entry's rows know, 0 to 1.
    /// `alike` says how near a term that none of them holds comes to one that they do.
    pub(super) fn covered(&self, question: &Question, entry: usize, alike: impl Fn(&str) -> f64) -> f64 {
        let mut all = 0.0;
        let mut known = 0.0;
        for term in &question.terms {
            let rows = self.postings(term);
            let weight = self.idf(rows.len());
            let mut here = rows.iter().filter_map(|(row, _)| self.rows.get(*row as usize));
            let holds = here.any(|row| row.entry == entry && row.kind != RowKind::Not);
            all += weight;
            known += weight * if holds { 1.0 } else { alike(term) };
        }
        if all > 0.0 { known / all } else { 0.0 }
    }
}

/// What a question is compared by: its terms, and its neighbouring terms joined by a space.
fn features(question: &Question) -> Vec<String> {
    let terms = &question.terms;
    let pairs = terms.windows(2).map(|pair| pair.join(" "));
    terms.iter().cloned().chain(pairs).collect()
}

/// A count as a number to reckon with.
#[expect(clippy::cast_precision_loss, reason = "rows are far fewer than 2^52")]
pub(super) fn count(number: usize) -> f64 {
    number as f64
}
