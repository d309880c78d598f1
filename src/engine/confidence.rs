//! How sure an answer is: evidence of a few signals, and the probability that it stands for.
//!
//! What a signal weighs beside another is chosen once, on validation questions (`signals`).
//! Where evidence turns into certainty depends on the knowledge: a [`Scale`] is fitted to it (`calibrate`).

use super::signals::Signals;
use serde::{Deserialize, Serialize};

/// What the first candidate of a question showed, and whether it was right.
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    /// What it showed.
    pub signals: Signals,
    /// Whether it was right.
    pub right: bool,
    /// How much it counts.
    pub counts: f64,
}

/// From evidence to probability: `1 / (1 + e^−(slope · evidence + offset))` (Platt 1999).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Scale {
    /// What a unit of evidence is worth.
    pub slope: f64,
    /// Where certainty begins.
    pub offset: f64,
}

impl Default for Scale {
    /// That of the shipped knowledge, as it was fitted last; it holds until a knowledge has its own.
    fn default() -> Self {
        Self { slope: 0.72, offset: -4.57 }
    }
}

impl Scale {
    /// The probability that an answer with these signals is right.
    pub fn probability(&self, signals: Signals) -> f64 {
        logistic(self.slope * signals.evidence() + self.offset)
    }

    /// The scale that fits answers of which it is known whether they were right.
    pub fn fit(samples: &[Sample]) -> Self {
        let rows: Vec<_> = samples.iter().map(|s| ([1.0, s.signals.evidence()], s.right, s.counts)).collect();
        let [offset, slope] = regress(&rows);
        Self { slope, offset }
    }
}

/// The weights that fit labelled samples best, and their constant: for choosing what [`Signals::evidence`] weighs by.
pub fn fit_weights(samples: &[Sample]) -> (Signals, f64) {
    let row = |signals: Signals| {
        let mut row = [1.0; Signals::COUNT + 1];
        for (place, (_, signal)) in row.iter_mut().zip(signals.named()) {
            *place = signal;
        }
        row
    };
    let rows: Vec<_> = samples.iter().map(|s| (row(s.signals), s.right, s.counts)).collect();
    let fitted = regress(&rows);
    let mut weights = [0.0; Signals::COUNT];
    for (place, weight) in weights.iter_mut().zip(fitted) {
        *place = weight;
    }
    (Signals::of(weights), fitted.last().copied().unwrap_or_default())
}

/// Newton's method settles in far fewer.
const STEPS: usize = 40;
/// A step that moves no weight by more ends it.
const SETTLED: f64 = 1e-9;
/// Keeps weights finite where the samples part without error.
const RIDGE: f64 = 0.05;

fn logistic(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

fn dot<const N: usize>(a: &[f64; N], b: &[f64; N]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Logistic regression: maximum likelihood with a small ridge (Hoerl and Kennard 1970), by Newton's method.
fn regress<const N: usize>(rows: &[([f64; N], bool, f64)]) -> [f64; N] {
    let mut weights = [0.0; N];
    for _ in 0..STEPS {
        let (gradient, curvature) = slope(&weights, rows);
        let step = solve(curvature, gradient);
        for (weight, step) in weights.iter_mut().zip(step) {
            *weight -= step;
        }
        if step.iter().all(|step| step.abs() < SETTLED) {
            break;
        }
    }
    weights
}

/// Gradient and curvature of the negative log likelihood.
fn slope<const N: usize>(weights: &[f64; N], rows: &[([f64; N], bool, f64)]) -> ([f64; N], [[f64; N]; N]) {
    let mut gradient = weights.map(|weight| RIDGE * weight);
    let mut curvature = [[0.0; N]; N];
    for (at, row) in curvature.iter_mut().enumerate() {
        if let Some(diagonal) = row.get_mut(at) {
            *diagonal = RIDGE;
        }
    }
    for (x, right, counts) in rows {
        let p = logistic(dot(weights, x));
        let error = counts * (p - f64::from(u8::from(*right)));
        for (gradient, x) in gradient.iter_mut().zip(x) {
            *gradient += error * x;
        }
        for (row, a) in curvature.iter_mut().zip(x) {
            for (cell, b) in row.iter_mut().zip(x) {
                *cell += counts * p * (1.0 - p) * a * b;
            }
        }
    }
    (gradient, curvature)
}

/// Solves `matrix · x = right` by Gaussian elimination; the ridge keeps every pivot away from 0.
fn solve<const N: usize>(mut matrix: [[f64; N]; N], mut right: [f64; N]) -> [f64; N] {
    for pivot in 0..N {
        for below in pivot + 1..N {
            let above = matrix[pivot];
            let factor = matrix[below][pivot] / above[pivot];
            for (cell, above) in matrix[below].iter_mut().zip(above) {
                *cell -= factor * above;
            }
            right[below] -= factor * right[pivot];
        }
    }
    let mut x = [0.0; N];
    for row in (0..N).rev() {
        let known: f64 = (row + 1..N).map(|column| matrix[row][column] * x[column]).sum();
        x[row] = (right[row] - known) / matrix[row][row];
    }
    x
}

#[cfg(test)]
mod tests {
    use super::{Sample, Scale, Signals, fit_weights};

    /// Right where much is filled, whatever the year.
    fn samples() -> Vec<Sample> {
        let sample = |at: u32| {
            let filled = f64::from(at % 10) / 10.0;
            let strange_year = f64::from(at % 3 / 2);
            let signals = Signals { filled, plain: filled, strange_year, ..Signals::default() };
            Sample { signals, right: filled >= 0.5, counts: 1.0 }
        };
        (0..200).map(sample).collect()
    }

    #[test]
    fn fitting_finds_the_signal_that_tells() {
        let (weights, _) = fit_weights(&samples());
        assert!(weights.filled + weights.plain > 10.0, "{weights:?}");
        assert!(weights.strange_year.abs() < 1.0, "{weights:?}");
    }

    #[test]
    fn a_scale_says_how_often_evidence_is_right() {
        // Of those with much three in four are right, of those with nothing one in four.
        let much = Signals { side: 1.0, ..Signals::default() };
        let sample = |at: u32| {
            let signals = if at.is_multiple_of(2) { much } else { Signals::default() };
            Sample { signals, right: (at / 2).is_multiple_of(4) != at.is_multiple_of(2), counts: 1.0 }
        };
        let scale = Scale::fit(&(0..800).map(sample).collect::<Vec<_>>());
        assert!((scale.probability(much) - 0.75).abs() < 0.01, "{scale:?}");
        assert!((scale.probability(Signals::default()) - 0.25).abs() < 0.01, "{scale:?}");
    }

    #[test]
    fn samples_that_count_double_are_as_two() {
        let twice: Vec<Sample> = samples().into_iter().chain(samples()).collect();
        let double: Vec<Sample> = samples().into_iter().map(|s| Sample { counts: 2.0, ..s }).collect();
        let (one, other) = (Scale::fit(&twice), Scale::fit(&double));
        assert!((one.slope - other.slope).abs() < 1e-6 && (one.offset - other.offset).abs() < 1e-6);
    }
}
