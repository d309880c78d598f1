//! The linear scorer: which entry's questions a question is most like, by words and by letters.
//!
//! One-vs-rest support vector machines over sparse features (Fan et al., "LIBLINEAR", 2008), trained by dual
//! coordinate descent (Hsieh et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM", 2008).

mod features;
mod train;

use super::corpus::Line;
use super::question::Question;
use features::Features;
use serde::{Deserialize, Serialize};

/// What an entry's questions have and those of all others have not: weights by feature and entry.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Linear {
    features: Features,
    /// How many entries are told apart.
    entries: usize,
    /// By entry.
    bias: Vec<f32>,
    /// By feature: what one step of its weights is worth.
    steps: Vec<f32>,
    /// By feature, then by entry; in steps, as two's complement.
    #[serde(with = "serde_bytes")]
    weights: Vec<u8>,
}

impl Linear {
    /// Trains on the lines of the knowledge. The same lines always give the same weights.
    pub(super) fn train(lines: &[Line], entries: usize) -> Self {
        let features = Features::of(lines.iter().map(|line| &line.question));
        let vectors: Vec<_> = lines.iter().map(|line| features.vector(&line.question)).collect();
        let trained = train::train(lines, &vectors, features.len(), entries);
        Self { features, entries, ..trained.in_steps() }
    }

    /// How far a question lies on each entry's side, by position: about 1 on it, about -1 off it.
    pub(super) fn scores(&self, question: &Question) -> Vec<f32> {
        let mut scores = self.bias.clone();
        for (feature, value) in self.features.vector(question) {
            let at = feature as usize * self.entries;
            let Some((weights, step)) = self.weights.get(at..at + self.entries).zip(self.steps.get(feature as usize))
            else {
                continue;
            };
            let value = value * step;
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += value * f32::from(weight.cast_signed());
            }
        }
        scores
    }
}
