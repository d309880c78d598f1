//! The inverted index: rows of terms (phrasings, near misses, answers) scored by BM25.
//!
//! Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009).

mod build;

use build::TALK;
pub(super) use build::is_talk;

use super::corpus::{Line, LineKind};
use super::question::Question;
use crate::knowledge::Knowledge;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How soon a repeated term stops counting. Phrasings hardly repeat terms.
const K1: f64 = 1.2;
/// How much a long row is held back.
const B: f64 = 0.4;
/// What two neighbouring terms weigh beside one term.
const BIGRAM: f64 = 0.4;
/// A row of the index.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct Row {
    /// Position in [`Knowledge::entries`].
    pub(super) entry: usize,
    pub(super) kind: LineKind,
    /// Terms in it.
    length: u32,
    /// What its distinct terms weigh together.
    weight: f64,
}

/// Terms to the rows in which they stand.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Index {
    terms: FxHashMap<String, u32>,
    /// Two neighbouring terms to the feature that they are together.
    pairs: FxHashMap<(u32, u32), u32>,
    /// All rows with their counts, feature by feature (a term or a pair).
    postings: Vec<(u32, u32)>,
    /// By feature: where its rows begin in `postings`; one more closes the last.
    starts: Vec<u32>,
    /// By feature: how much it tells.
    idf: Vec<f64>,
    /// What a feature tells that nobody taught us.
    unseen: f64,
    rows: Vec<Row>,
    /// By position in [`Knowledge::entries`]: every year that the entry holds.
    years: Vec<BTreeSet<i16>>,
    /// By position in [`Knowledge::entries`]: whether the answer or its quotes hold an amount.
    amounts: Vec<bool>,
    mean_length: f64,
}

/// A row that shares terms with a question.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match {
    pub(super) row: Row,
    /// The share of the row's own weight that the question holds, 0 to 1.
    pub(super) filled: f64,
    /// BM25 as a share of what a row holding every term of the question once would get: about 0 to 1.
    pub(super) score: f64,
}

impl Index {
    /// Builds the index of a snapshot of its lines.
    pub(super) fn build(knowledge: &Knowledge, lines: &[Line]) -> Self {
        build::index(knowledge, lines)
    }

    /// Every year that an entry holds: in its phrasings, answer, quotes, events and date.
    pub(super) fn years(&self, entry: usize) -> Option<&BTreeSet<i16>> {
        self.years.get(entry)
    }

    fn postings(&self, term: &str) -> &[(u32, u32)] {
        self.rows_of(self.terms.get(term).copied())
    }

    /// The rows in which a feature stands; none for one never seen.
    fn rows_of(&self, feature: Option<u32>) -> &[(u32, u32)] {
        let range = feature.and_then(|feature| {
            let at = feature as usize;
            Some(*self.starts.get(at)? as usize..*self.starts.get(at + 1)? as usize)
        });
        range.and_then(|range| self.postings.get(range)).unwrap_or_default()
    }

    /// Whether an entry's answer or its quotes hold an amount: a number that is no year.
    pub(super) fn has_amount(&self, entry: usize) -> bool {
        self.amounts.get(entry).copied().unwrap_or(false)
    }

    /// How much a feature tells.
    fn told(&self, feature: Option<u32>) -> f64 {
        feature.and_then(|feature| self.idf.get(feature as usize)).copied().unwrap_or(self.unseen)
    }

    /// What a question is compared by: its terms and its neighbouring terms, with the weight of their kind.
    fn features(&self, question: &Question) -> Vec<(Option<u32>, f64)> {
        let terms: Vec<Option<u32>> = question.terms.iter().map(|term| self.terms.get(term).copied()).collect();
        let pairs = terms.iter().zip(terms.iter().skip(1));
        let pairs = pairs.map(|(a, b)| a.zip(*b).and_then(|pair| self.pairs.get(&pair).copied()));
        let pairs: Vec<(Option<u32>, f64)> = pairs.map(|pair| (pair, BIGRAM)).collect();
        terms.into_iter().map(|term| (term, 1.0)).chain(pairs).collect()
    }

    /// The weight of a term: what it says about a question.
    pub(super) fn weight(&self, term: &str) -> f64 {
        match self.terms.get(term) {
            None if is_talk(term) => self.unseen * TALK,
            known => self.told(known.copied()),
        }
    }

    /// Every row that shares a term with the question.
    pub(super) fn matches(&self, question: &Question) -> Vec<Match> {
        let mut sums = vec![(0.0_f64, 0.0_f64); self.rows.len()];
        let mut most = 0.0;
        let mut seen: Vec<u32> = Vec::new();
        for (feature, part) in self.features(question) {
            let told = self.told(feature);
            most += part * told;
            let again = feature.is_none_or(|feature| seen.contains(&feature));
            let fills = if again || part < 1.0 { 0.0 } else { told };
            seen.extend(feature);
            for &(row, times) in self.rows_of(feature) {
                let Some((sum, row)) = sums.get_mut(row as usize).zip(self.rows.get(row as usize)) else {
                    continue;
                };
                let times = f64::from(times);
                let held = 1.0 - B + B * f64::from(row.length) / self.mean_length;
                sum.0 += part * told * times * (K1 + 1.0) / (times + K1 * held);
                sum.1 += fills;
            }
        }
        let rows = self.rows.iter().zip(sums).filter(|(_, (score, _))| *score > 0.0);
        rows.map(|(row, (score, filled))| Match {
            row: *row,
            score: score / most,
            filled: filled / row.weight.max(f64::MIN_POSITIVE),
        })
        .collect()
    }

    /// The weight of the question that an entry's rows know, and its whole weight.
    pub(super) fn covered(&self, question: &Question, entry: usize) -> (f64, f64) {
        let mut all = 0.0;
        let mut known = 0.0;
        for term in &question.terms {
            let weight = self.weight(term);
            all += weight;
            if self.holds(entry, term) {
                known += weight;
            }
        }
        (known, all)
    }

    /// Whether a term stands in an entry's phrasings or answer. Rows lie entry by entry, postings row by row.
    fn holds(&self, entry: usize, term: &str) -> bool {
        let row = |(row, _): &(u32, u32)| self.rows.get(*row as usize);
        let postings = self.postings(term);
        let first = postings.partition_point(|posting| row(posting).is_some_and(|row| row.entry < entry));
        let here = postings.iter().skip(first).map_while(|posting| row(posting).filter(|row| row.entry == entry));
        here.into_iter().any(|row| !matches!(row.kind, LineKind::Not(_)))
    }
}
