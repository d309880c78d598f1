//! Calibration: what the knowledge alone says of when an answer is right.
//!
//! The phrasings are dealt into folds. Of each fold a model is built without a share of every entry's phrasings and
//! near misses, and without some entries as a whole. It is then asked what it has not seen: phrasings that it
//! should find, near misses and the questions of absent entries that it should not answer.

use super::confidence::Sample;
use super::corpus::{Line, LineKind};
use super::gate::Gates;
use super::halves::halves;
use super::meaning::Meanings;
use super::model::Model;
use super::rank::{Ranked, Ranker};
use super::vocabulary::Vocabulary;
use crate::knowledge::Knowledge;

/// How many folds there are.
pub(super) const FOLDS: usize = 5;
/// In each fold one entry in so many is absent.
const ABSENT: usize = 10;
/// What all questions that should be found count together.
const FOUND: f64 = 0.8;
/// What all near misses count together.
const MISSED: f64 = 0.12;
/// What all questions of absent entries count together. On CLINC150's validation half 0.08 answers 89.5% and refuses 92%,
/// 0.05 answers 90.7% and refuses 89%; of questions of categories that were held out 0.08 refuses 61%, 0.05 54%.
const STRANGE: f64 = 0.08;

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

/// What the first candidates of all questions of the folds show; `done` is called after each fold.
pub(super) fn samples(
    knowledge: &Knowledge,
    vocabulary: &Vocabulary,
    gates: &Gates,
    meanings: &Meanings,
    lines: &[Line],
    done: impl Fn(),
) -> Vec<Sample> {
    let mut samples: Vec<(Wanted, Sample)> = Vec::new();
    for fold in 0..FOLDS {
        let kept = lines.iter().filter(|line| wanted(line, fold).is_none() && !is_absent(line, fold));
        let model = Model::build(knowledge, vocabulary, meanings, &kept.collect::<Vec<_>>());
        let asked: Vec<(&Line, Wanted)> = lines.iter().filter_map(|line| Some((line, wanted(line, fold)?))).collect();
        samples.extend(ask(&model.ranker(knowledge, gates, meanings), &asked));
        done();
    }
    weighed(&samples)
}

/// Asks the questions of a fold, with two threads.
fn ask(ranker: &Ranker<'_>, asked: &[(&Line, Wanted)]) -> Vec<(Wanted, Sample)> {
    halves(asked, |part| {
        part.iter().filter_map(|(line, wanted)| sample(&ranker.rank(&line.question), line, *wanted)).collect()
    })
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
