//! The linear scorer: which entry's questions a question is most like, by words, by letters and by meaning.
//!
//! Softmax regression over sparse features, trained by stochastic gradient descent (Bottou, "Large-Scale Machine
//! Learning with Stochastic Gradient Descent", 2010).

mod block;
mod exchange;
mod features;
mod lesson;
mod sums;
mod train;
mod trained;
mod vectors;
mod weights;

pub(super) use features::Features;

use super::corpus::Line;
use super::halves::Threads;
use super::meaning::Sentence;
use super::question::Question;
use features::{Part, Value};
use lesson::Lesson;
use serde::{Deserialize, Serialize};
use sums::{add_up, width};
use trained::Trained;
use vectors::Vectors;

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
    /// By feature, then by entry, the near misses behind them, as many as [`sums::width`] says; in steps, as two's
    /// complement. Kept apart from all else.
    #[serde(skip)]
    weights: Vec<u8>,
}

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
    /// Trains on the lines of the knowledge, each with its sentence. The same lines always give the same weights.
    pub(super) fn train(
        features: Features,
        lines: &[&Line],
        sentences: Vec<Vec<Option<Sentence>>>,
        entries: usize,
        threads: Threads,
    ) -> Self {
        let trained = learn(&features, lines, sentences, entries, threads);
        Self { features, classes: entries + 1, ..trained.in_steps(threads) }
    }

    /// How much of a question speaks for each entry, by position, and for a near miss.
    pub(super) fn sides(&self, question: &Question, sentence: Option<&Sentence>) -> Sides {
        let vector = self.features.vector(question, sentence);
        let seen = self.features.seen(&vector);
        let mut scores = self.bias.clone();
        scores.resize(width(self.classes), 0.0);
        let row = |(feature, value): Value| {
            let step = self.steps.get(feature as usize).copied().unwrap_or_default();
            (self.row(feature), value * step)
        };
        add_up(&mut scores, &vector, row);
        scores.truncate(self.classes);
        let nothing = scores.pop().unwrap_or_default();
        Sides { entries: scores, nothing, seen }
    }

    /// The weights, to be kept.
    pub(super) fn weights(&self) -> &[u8] {
        &self.weights
    }

    /// Gives it the weights that were kept.
    pub(super) fn weigh(&mut self, weights: Vec<u8>) {
        self.weights = weights;
    }

    /// The weights of a feature.
    fn row(&self, feature: u32) -> &[u8] {
        let width = width(self.classes);
        let at = feature as usize * width;
        self.weights.get(at..at + width).unwrap_or_default()
    }

    /// What each part of a question adds to an entry's side.
    pub(super) fn reasons(&self, question: &Question, sentence: Option<&Sentence>, entry: usize) -> Reasons {
        let mut reasons = Reasons { by_term: vec![0.0; question.terms.len()], ..Reasons::default() };
        for (feature, value) in self.features.vector(question, sentence) {
            let weight = self.row(feature).get(entry).map_or(0, |weight| weight.cast_signed());
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

/// What lines teach. Their features and sentences are given back at its end, before weights become bytes.
fn learn(
    features: &Features,
    lines: &[&Line],
    mut sentences: Vec<Vec<Option<Sentence>>>,
    entries: usize,
    threads: Threads,
) -> Trained {
    let vectors = Vectors::of(features, lines, threads);
    let vectors = vectors.iter().flat_map(Vectors::iter);
    sentences.iter_mut().flatten().flatten().for_each(|sentence| *sentence = features::meant(sentence));
    let lessons = lines.iter().zip(vectors).zip(sentences.iter().flatten());
    let lessons: Vec<_> =
        lessons.map(|((line, (spelt, text)), meant)| Lesson::of(line, spelt, text, meant.as_ref(), entries)).collect();
    train::train(&lessons, features.spelt(), entries + 1, threads)
}
