//! The texts of each entry, and in which of them each of its terms stands.

use super::count;
use super::weights::Weights;
use crate::engine::corpus::{Line, LineKind};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A text of the knowledge.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Text {
    pub(super) kind: LineKind,
    /// How many names are among its distinct terms.
    pub(super) names: f32,
    /// What its distinct terms weigh together.
    pub(super) weight: f32,
}

/// A term in the texts of an entry.
#[derive(Debug, Serialize, Deserialize)]
struct Posting {
    term: u32,
    /// Whether a phrasing or the answer has it, and not a near miss alone.
    own: bool,
    /// Where the texts of the next one begin.
    end: u32,
}

/// The texts of all entries, and an inverted index of each entry's.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Texts {
    /// Entry by entry.
    all: Vec<Text>,
    /// Entry by entry, by term.
    postings: Vec<Posting>,
    /// Posting by posting: the texts that have the term, by their position in the entry.
    holders: Vec<u32>,
    /// By entry.
    entries: Vec<Of>,
}

/// What belongs to an entry.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Of {
    texts: Range<u32>,
    postings: Range<u32>,
    /// Where its holders begin.
    holders: u32,
}

/// The texts of an entry.
#[derive(Debug, Clone, Copy)]
pub(super) struct EntryTexts<'t> {
    pub(super) texts: &'t [Text],
    postings: &'t [Posting],
    holders: &'t [u32],
    first: u32,
}

/// A term of an entry.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stands<'t> {
    pub(super) term: u32,
    /// Whether a phrasing or the answer has it, and not a near miss alone.
    pub(super) own: bool,
    /// The texts that have it, by their position in the entry.
    pub(super) texts: &'t [u32],
}

impl Texts {
    /// The texts of lines, which lie entry by entry.
    pub(super) fn of(entries: usize, lines: &[&Line], weights: &Weights) -> Self {
        let mut texts = Self { entries: vec![Of::default(); entries], ..Self::default() };
        for lines in lines.chunk_by(|a, b| a.entry == b.entry) {
            debug_assert!(lines.iter().all(|line| texts.is_free(line.entry)), "the lines of an entry lie side by side");
            texts.add(lines, weights);
        }
        texts
    }

    /// Whether an entry has no texts yet.
    fn is_free(&self, entry: usize) -> bool {
        self.entries.get(entry).is_none_or(|of| of.texts.is_empty())
    }

    fn add(&mut self, lines: &[&Line], weights: &Weights) {
        let (first, first_posting, first_holder) = (self.all.len(), self.postings.len(), self.holders.len());
        let mut stand: Vec<(u32, u32)> = Vec::new();
        for (at, line) in (0..).zip(lines) {
            let mut terms: Vec<(bool, u32)> =
                line.question.terms.iter().filter_map(|term| Some((!term.is_name(), term.number?))).collect();
            terms.sort_unstable();
            terms.dedup();
            let names = count(terms.partition_point(|(plain, _)| !plain));
            let weight = terms.iter().map(|(_, number)| weights.of_number(*number)).sum();
            self.all.push(Text { kind: line.kind, names, weight });
            stand.extend(terms.into_iter().map(|(_, term)| (term, at)));
        }
        stand.sort_unstable();
        let is_own = |at: u32| lines.get(at as usize).is_some_and(|line| !matches!(line.kind, LineKind::Not(_)));
        for same in stand.chunk_by(|(a, _), (b, _)| a == b) {
            self.holders.extend(same.iter().map(|(_, text)| *text));
            let own = same.iter().any(|(_, text)| is_own(*text));
            let end = small(self.holders.len());
            self.postings.extend(same.first().map(|(term, _)| Posting { term: *term, own, end }));
        }
        if let Some(of) = lines.first().and_then(|line| self.entries.get_mut(line.entry)) {
            *of = Of {
                texts: small(first)..small(self.all.len()),
                postings: small(first_posting)..small(self.postings.len()),
                holders: small(first_holder),
            };
        }
    }

    /// The texts of an entry.
    pub(super) fn entry(&self, entry: usize) -> EntryTexts<'_> {
        let of = self.entries.get(entry).cloned().unwrap_or_default();
        let range = |range: Range<u32>| range.start as usize..range.end as usize;
        EntryTexts {
            texts: self.all.get(range(of.texts)).unwrap_or_default(),
            postings: self.postings.get(range(of.postings)).unwrap_or_default(),
            holders: &self.holders,
            first: of.holders,
        }
    }
}

impl<'t> EntryTexts<'t> {
    /// Its terms, by number.
    pub(super) fn terms(self) -> impl Iterator<Item = Stands<'t>> {
        let mut first = self.first;
        self.postings.iter().map(move |posting| {
            let range = first as usize..posting.end as usize;
            first = posting.end;
            Stands { term: posting.term, own: posting.own, texts: self.holders.get(range).unwrap_or_default() }
        })
    }
}

/// A position as it is kept.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
