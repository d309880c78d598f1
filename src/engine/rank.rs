//! From rows to entries: which entry comes nearest, and how sure that is.

use super::Engine;
use super::gate::{self, Gate};
use super::index::{Match, RowKind};
use super::question::Question;
use crate::knowledge::fold;
use std::collections::BTreeMap;

/// What the second and third best phrasing add.
const OTHERS: f64 = 0.15;
/// What the answer's own words add.
const ANSWER: f64 = 0.25;

/// An entry beside a question.
#[derive(Debug, Clone)]
pub(super) struct Ranked {
    /// Position in `Knowledge::entries`.
    pub(super) entry: usize,
    /// The best phrasing, by its position in the entry.
    pub(super) phrasing: usize,
    /// How near it comes, 0 to about 1.4.
    pub(super) score: f64,
    /// How near its best phrasing comes, 0 to about 1.
    pub(super) best: f64,
    /// The share of the question's weight that it knows, 0 to 1.
    pub(super) covered: f64,
    /// What keeps it from answering.
    pub(super) gate: Option<Gate>,
}

/// What the rows of one entry add up to.
#[derive(Default)]
struct Sum {
    phrasings: Vec<(f64, usize)>,
    answer: f64,
    not: f64,
}

/// How many entries are looked at closely.
const LOOKED_AT: usize = 12;

impl Engine {
    /// The entries that come nearest, best first, with what blocks them.
    pub(super) fn rank(&self, question: &Question) -> Vec<Ranked> {
        let mut sums: BTreeMap<usize, Sum> = BTreeMap::new();
        for Match { row, score } in self.index.matches(question) {
            let sum = sums.entry(row.entry).or_default();
            match row.kind {
                RowKind::Question(i) => sum.phrasings.push((score, i)),
                RowKind::Answer => sum.answer = score,
                RowKind::Not => sum.not = sum.not.max(score),
            }
        }
        let mut ranked: Vec<(Ranked, f64)> = sums.into_iter().map(|(entry, sum)| near(entry, sum)).collect();
        for (candidate, _) in &mut ranked {
            let entry = self.knowledge.entries.get(candidate.entry);
            candidate.gate = entry.and_then(|entry| gate::blocks(&self.knowledge, question, entry));
        }
        ranked.sort_by(|(a, _), (b, _)| {
            let open = |r: &Ranked| r.gate.is_some();
            open(a).cmp(&open(b)).then(b.score.total_cmp(&a.score)).then(a.entry.cmp(&b.entry))
        });
        ranked.truncate(LOOKED_AT);
        ranked.into_iter().map(|(ranked, not)| self.look_closely(question, ranked, not)).collect()
    }

    /// Adds what costs more to know: coverage, near misses and years.
    fn look_closely(&self, question: &Question, mut ranked: Ranked, not: f64) -> Ranked {
        ranked.covered = self.index.covered(question, ranked.entry, |term| self.likeness(term, &ranked));
        if ranked.gate.is_none() && not > ranked.best {
            ranked.gate = Some(Gate::NearMiss);
        }
        if ranked.gate.is_none() {
            ranked.gate = self.unknown_year(question, ranked.entry).map(Gate::Year);
        }
        ranked
    }

    /// How near a term comes to a word of the candidate's best phrasing; names are like nothing but themselves.
    fn likeness(&self, term: &str, ranked: &Ranked) -> f64 {
        if term.starts_with(['@', '~']) {
            return 0.0;
        }
        let entry = self.knowledge.entries.get(ranked.entry);
        let phrasing = entry.and_then(|entry| entry.questions.get(ranked.phrasing));
        let words = phrasing.into_iter().flat_map(|text| fold(text));
        words.map(|word| self.meaning.likeness(term, &word.text)).fold(0.0, f64::max)
    }

    /// The first year of the question, within what the sources know, that the entry does not hold.
    fn unknown_year(&self, question: &Question, entry: usize) -> Option<i16> {
        let newest = self.knowledge.newest_source()?.year;
        let years = self.index.years(entry)?;
        question.years.iter().copied().find(|year| *year <= newest && !years.contains(year))
    }
}

fn near(entry: usize, mut sum: Sum) -> (Ranked, f64) {
    sum.phrasings.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let (best, phrasing) = sum.phrasings.first().copied().unwrap_or((0.0, 0));
    let others: f64 = sum.phrasings.iter().skip(1).take(2).map(|(score, _)| score / 2.0).sum();
    let score = best + OTHERS * others + ANSWER * sum.answer;
    (Ranked { entry, phrasing, score, best, covered: 0.0, gate: None }, sum.not)
}
