//! Calibration: what the knowledge alone says of when an answer is right.
//!
//! The phrasings are dealt into folds. Of each fold a model is built without a share of every entry's phrasings and
//! near misses, and without some entries as a whole. It is then asked what it has not seen: phrasings that it
//! should find, near misses and the questions of absent entries that it should not answer.

use super::confidence::Sample;
use super::corpus::{Line, LineKind};
use super::gate::Gates;
use super::halves::{Threads, long_halves};
use super::meaning::Meanings;
use super::model::Model;
use super::rank::Ranked;
use super::vocabulary::Vocabulary;
use crate::knowledge::Knowledge;

/// How many folds there are: two for each of two threads. Five take a third longer and change golden validation by no
/// more than 0.3 points.
pub(super) const FOLDS: usize = 4;
/// In each fold one entry in so many is absent.
const ABSENT: usize = 10;
/// What all questions that should be found weigh together.
const FOUND: f64 = 0.8;
/// What all near misses weigh together.
const MISSED: f64 = 0.12;
/// What all questions of absent entries weigh together. On CLINC150's validation half 0.15 answers 90.0% and refuses 94%,
/// 0.18 answers 89.4% and refuses 94%; of questions of categories that were held out they refuse 66% and 69%. On golden
/// validation both answer alike, and wrong answers fall from 1.6% to 1.3%.
const STRANGE: f64 = 0.18;

/// What a question of a fold should get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// Its entry.
    Found,
    /// Nothing: it is a near miss.
    Missed,
    /// Nothing: its entry is absent.
    Strange,
}

/// What a fold is made of.
#[derive(Debug, Clone, Copy)]
struct Whole<'k> {
    knowledge: &'k Knowledge,
    vocabulary: &'k Vocabulary,
    gates: &'k Gates,
    meanings: &'k Meanings,
    lines: &'k [Line],
}

/// What the first candidates of all questions of the folds show; `done` is called after each fold.
///
/// Two folds at a time have a thread each: neither waits for the other.
pub(super) fn samples(
    knowledge: &Knowledge,
    vocabulary: &Vocabulary,
    gates: &Gates,
    meanings: &Meanings,
    lines: &[Line],
    done: impl Fn() + Sync,
) -> Vec<Sample> {
    let whole = Whole { knowledge, vocabulary, gates, meanings, lines };
    let folds: Vec<usize> = (0..FOLDS).collect();
    let samples = long_halves(&folds, |folds| {
        let each = folds.iter().map(|fold| {
            let samples = whole.ask(*fold);
            done();
            samples
        });
        each.flatten().collect()
    });
    weighed(&samples)
}

impl Whole<'_> {
    /// Builds a model without a fold and asks it the questions of the fold.
    fn ask(self, fold: usize) -> Vec<(Wanted, Sample)> {
        let Self { knowledge, vocabulary, gates, meanings, lines } = self;
        let kept = lines.iter().filter(|line| wanted(line, fold).is_none() && !is_absent(line, fold));
        let model = Model::build(knowledge, vocabulary, meanings, &kept.collect::<Vec<_>>(), Threads::One);
        let ranker = model.ranker(knowledge, gates, meanings);
        let asked = lines.iter().filter_map(|line| Some((line, wanted(line, fold)?)));
        asked.filter_map(|(line, wanted)| sample(&ranker.rank(&line.question), line, wanted)).collect()
    }
}

/// The samples of each kind count together what their kind counts.
fn weighed(samples: &[(Wanted, Sample)]) -> Vec<Sample> {
    let each = [(Wanted::Found, FOUND), (Wanted::Missed, MISSED), (Wanted::Strange, STRANGE)].map(|(wanted, share)| {
        let count = samples.iter().filter(|(other, _)| *other == wanted).count();
        (wanted, share * number(samples.len()) / number(count.max(1)))
    });
    let counts = |wanted: Wanted| each.iter().find(|(other, _)| *other == wanted).map_or(1.0, |(_, counts)| *counts);
    samples.iter().map(|(wanted, sample)| Sample { counts: counts(*wanted), ..*sample }).collect()
}

/// Whether an entry is absent in a fold.
fn is_absent(line: &Line, fold: usize) -> bool {
    line.entry % ABSENT == fold
}

/// What a line should get in a fold; none where it is built upon, or not asked.
fn wanted(line: &Line, fold: usize) -> Option<Wanted> {
    match line.kind {
        LineKind::Question(at) if is_absent(line, fold) => (at % 2 == 0).then_some(Wanted::Strange),
        LineKind::Question(at) => (at % FOLDS == fold).then_some(Wanted::Found),
        LineKind::Not(at) => (at % FOLDS == fold).then_some(Wanted::Missed),
        LineKind::Answer => None,
    }
}

fn sample(ranked: &[Ranked], line: &Line, wanted: Wanted) -> Option<(Wanted, Sample)> {
    let first = ranked.iter().find(|ranked| ranked.gate.is_none())?;
    let right = wanted == Wanted::Found && first.entry == line.entry;
    Some((wanted, Sample { signals: first.signals, right, counts: 1.0 }))
}

#[expect(clippy::cast_precision_loss, reason = "lines are far fewer than 2^52")]
fn number(count: usize) -> f64 {
    count as f64
}
