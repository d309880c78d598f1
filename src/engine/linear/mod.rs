//! The linear scorer: which entry's questions a question is most like, by words, by letters and by meaning.
//!
//! Softmax regression over sparse features, trained by stochastic gradient descent (Bottou, "Large-Scale Machine
//! Learning with Stochastic Gradient Descent", 2010).

mod exchange;
mod features;
mod train;

use super::corpus::Line;
use super::halves::{Threads, halves};
use super::meaning::Sentence;
use super::question::Question;
use super::wide::wide;
use features::{Features, Part};
use serde::{Deserialize, Serialize};

/// What an entry's questions have and those of all others have not: weights by feature and entry.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Linear {
    features: Features,
    /// How many classes are told apart: the entries, and all near misses as one more.
    classes: usize,
    /// By entry.
    bias: Vec<f32>,
    /// By feature: what one step of its weights is worth.
    steps: Vec<f32>,
    /// By feature, then by entry; in steps, as two's complement.
    #[serde(with = "serde_bytes")]
    weights: Vec<u8>,
}

/// So many features are added at once, so that sums are fetched and put back less often.
const AT_ONCE: usize = 4;

/// How much speaks for each entry.
#[derive(Debug)]
pub(super) struct Sides {
    /// By entry: its log odds in fours, about 2 for a question of its and about 0 for others.
    pub(super) entries: Vec<f32>,
    /// The same for near misses.
    pub(super) nothing: f32,
    /// How long the question's words and letters are, 0 where none is known to 1.
    pub(super) seen: f32,
}

impl Linear {
    /// Trains on the lines of the knowledge. The same lines always give the same weights.
    pub(super) fn train(lines: &[&Line], sentences: &[Option<Sentence>], entries: usize, threads: Threads) -> Self {
        let classes = entries + 1;
        let features = Features::of(lines.iter().map(|line| &line.question));
        let pairs: Vec<_> = lines.iter().zip(sentences).collect();
        let vectors = halves(threads, &pairs, |pairs| {
            pairs.iter().map(|(line, sentence)| features.vector(&line.question, sentence.as_ref())).collect()
        });
        let trained = train::train(lines, &vectors, features.len(), classes, threads);
        Self { features, classes, ..trained.in_steps() }
    }

    /// How much of a question speaks for each entry, by position, and for a near miss.
    pub(super) fn sides(&self, question: &Question, sentence: Option<&Sentence>) -> Sides {
        let mut scores = self.bias.clone();
        let vector = self.features.vector(question, sentence);
        let seen = self.features.seen(&vector);
        let row = |(feature, value): &(u32, f32)| {
            let at = *feature as usize * self.classes;
            let weights = self.weights.get(at..at + self.classes)?;
            Some((weights, value * self.steps.get(*feature as usize)?))
        };
        let mut rows: Vec<(&[u8], f32)> = Vec::with_capacity(vector.len());
        rows.extend(vector.iter().filter_map(row));
        let (together, rest) = rows.as_chunks::<AT_ONCE>();
        let real = |weight: &u8| f32::from(weight.cast_signed());
        wide(
            #[inline(always)]
            || {
                for [one, two, three, four] in together {
                    let rows = one.0.iter().zip(two.0).zip(three.0).zip(four.0);
                    for (score, (((first, second), third), fourth)) in scores.iter_mut().zip(rows) {
                        *score += (one.1 * real(first) + two.1 * real(second))
                            + (three.1 * real(third) + four.1 * real(fourth));
                    }
                }
                for (weights, value) in rest {
                    for (score, weight) in scores.iter_mut().zip(*weights) {
                        *score += value * real(weight);
                    }
                }
            },
        );
        let nothing = scores.pop().unwrap_or_default();
        Sides { entries: scores, nothing, seen }
    }

    /// What each part of a question adds to an entry's side.
    pub(super) fn reasons(&self, question: &Question, sentence: Option<&Sentence>, entry: usize) -> Reasons {
        let mut reasons = Reasons { by_term: vec![0.0; question.terms.len()], ..Reasons::default() };
        for (feature, value) in self.features.vector(question, sentence) {
            let weight =
                self.weights.get(feature as usize * self.classes + entry).map_or(0, |weight| weight.cast_signed());
            let step = self.steps.get(feature as usize).copied().unwrap_or_default();
            let adds = f64::from(value * step * f32::from(weight));
            match self.features.part(feature) {
                Part::Term => {
                    let same = |number: u32| self.features.term(number) == Some(feature);
                    let first = question.terms.iter().position(|term| term.number.is_some_and(same));
                    if let Some(place) = first.and_then(|at| reasons.by_term.get_mut(at)) {
                        *place = adds;
                    }
                }
                Part::Pair => reasons.pairs += adds,
                Part::Letters => reasons.letters += adds,
                Part::Meaning => reasons.meaning += adds,
            }
        }
        reasons
    }
}

/// What each part of a question adds to an entry's side.
#[derive(Debug, Default)]
pub(super) struct Reasons {
    /// By the position of a term in the question.
    pub(super) by_term: Vec<f64>,
    /// All neighbouring terms.
    pub(super) pairs: f64,
    /// All runs of letters.
    pub(super) letters: f64,
    /// The direction of the meaning.
    pub(super) meaning: f64,
}
