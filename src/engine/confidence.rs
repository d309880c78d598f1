//! How sure an answer is: a logistic model of a few signals.

use serde::Serialize;

/// How many signals the model weighs, the constant one included.
const SIGNALS: usize = 9;

/// What tells a right answer from a wrong one.
///
/// Of what was tried on the validation questions, the score of the words alone and its lead told nothing more
/// once these were known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Signals {
    /// The share of the question's weight that the entry knows, 0 to 1.
    pub covered: f64,
    /// The share of the best phrasing's weight that the question holds, 0 to 1.
    pub filled: f64,
    /// How much that is, 0 to 1: a greeting is known as a whole and says nothing.
    pub mass: f64,
    /// How far the question lies on the entry's side of the linear scorer: about 1 on it, about -1 off it.
    pub side: f64,
    /// How much farther than on the side of the next best entry.
    pub lead: f64,
    /// 1 where the question names a year, within what the sources know, that the entry does not hold.
    pub strange_year: f64,
    /// 1 where the question asks for an amount and the entry holds none.
    pub no_amount: f64,
    /// 1 where the question names a state of the region of which the entry speaks only as one of all.
    pub of_all: f64,
    /// 1 where some near miss, of this entry or another, comes nearer than its best phrasing.
    pub beaten: f64,
}

impl Signals {
    /// How far question and phrasing say the same: the geometric mean of both shares.
    pub fn agreement(self) -> f64 {
        (self.covered * self.filled).sqrt()
    }

    fn row(self) -> Row {
        [
            1.0,
            self.agreement(),
            self.mass,
            self.side,
            self.lead,
            self.strange_year,
            self.no_amount,
            self.of_all,
            self.beaten,
        ]
    }
}

/// A weight for each signal, and a constant.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Weights {
    /// The constant.
    pub bias: f64,
    /// Of [`Signals::agreement`].
    pub agreement: f64,
    /// Of [`Signals::mass`].
    pub mass: f64,
    /// Of [`Signals::side`].
    pub side: f64,
    /// Of [`Signals::lead`].
    pub lead: f64,
    /// Of [`Signals::strange_year`].
    pub strange_year: f64,
    /// Of [`Signals::no_amount`].
    pub no_amount: f64,
    /// Of [`Signals::of_all`].
    pub of_all: f64,
    /// Of [`Signals::beaten`].
    pub beaten: f64,
}

/// Fitted by `chaikhana eval --fit tests/golden/validation.toml`.
pub(super) const WEIGHTS: Weights = Weights {
    bias: -3.9,
    agreement: 4.52,
    mass: 3.61,
    side: 2.04,
    lead: 2.61,
    strange_year: -2.61,
    no_amount: -2.85,
    of_all: -1.29,
    beaten: -2.04,
};

impl Weights {
    /// The probability that an answer with these signals is right.
    pub fn probability(&self, signals: Signals) -> f64 {
        let weights = [
            self.bias,
            self.agreement,
            self.mass,
            self.side,
            self.lead,
            self.strange_year,
            self.no_amount,
            self.of_all,
            self.beaten,
        ];
        logistic(dot(&weights, &signals.row()))
    }

    /// Fits the weights to answers of which it is known whether they were right.
    ///
    /// Maximum likelihood with a small ridge (Hoerl and Kennard 1970), by Newton's method.
    pub fn fit(samples: &[(Signals, bool)]) -> Self {
        let mut weights = [0.0; SIGNALS];
        for _ in 0..STEPS {
            let (gradient, curvature) = slope(&weights, samples);
            let step = solve(curvature, gradient);
            for (weight, step) in weights.iter_mut().zip(step) {
                *weight -= step;
            }
        }
        let [bias, agreement, mass, side, lead, strange_year, no_amount, of_all, beaten] = weights;
        Self { bias, agreement, mass, side, lead, strange_year, no_amount, of_all, beaten }
    }
}

/// Newton's method settles in far fewer.
const STEPS: usize = 40;
/// Keeps weights finite where the samples part without error.
const RIDGE: f64 = 0.05;

type Row = [f64; SIGNALS];

fn logistic(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

fn dot(a: &Row, b: &Row) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Gradient and curvature of the negative log likelihood.
fn slope(weights: &Row, samples: &[(Signals, bool)]) -> (Row, [Row; SIGNALS]) {
    let mut gradient = weights.map(|weight| RIDGE * weight);
    let mut curvature = [[0.0; SIGNALS]; SIGNALS];
    for (at, row) in curvature.iter_mut().enumerate() {
        if let Some(diagonal) = row.get_mut(at) {
            *diagonal = RIDGE;
        }
    }
    for (signals, right) in samples {
        let x = signals.row();
        let p = logistic(dot(weights, &x));
        let error = p - f64::from(u8::from(*right));
        for (gradient, x) in gradient.iter_mut().zip(x) {
            *gradient += error * x;
        }
        for (row, a) in curvature.iter_mut().zip(x) {
            for (cell, b) in row.iter_mut().zip(x) {
                *cell += p * (1.0 - p) * a * b;
            }
        }
    }
    (gradient, curvature)
}

/// Solves `matrix · x = right` by Gaussian elimination; the ridge keeps every pivot away from 0.
fn solve(mut matrix: [Row; SIGNALS], mut right: Row) -> Row {
    for pivot in 0..SIGNALS {
        for below in pivot + 1..SIGNALS {
            let above = matrix[pivot];
            let factor = matrix[below][pivot] / above[pivot];
            for (cell, above) in matrix[below].iter_mut().zip(above) {
                *cell -= factor * above;
            }
            right[below] -= factor * right[pivot];
        }
    }
    let mut x = [0.0; SIGNALS];
    for row in (0..SIGNALS).rev() {
        let known: f64 = (row + 1..SIGNALS).map(|column| matrix[row][column] * x[column]).sum();
        x[row] = (right[row] - known) / matrix[row][row];
    }
    x
}

#[cfg(test)]
mod tests {
    use super::{Signals, Weights};

    #[test]
    fn fitting_finds_the_signal_that_tells() {
        let sample = |at: u32| {
            let covered = f64::from(at % 10) / 10.0;
            let strange_year = f64::from(at % 3 / 2);
            (Signals { covered, filled: covered, mass: 0.5, strange_year, ..Signals::default() }, covered >= 0.5)
        };
        let samples: Vec<(Signals, bool)> = (0..200).map(sample).collect();
        let weights = Weights::fit(&samples);
        assert!(weights.agreement > 10.0, "{weights:?}");
        assert!(weights.strange_year.abs() < 1.0, "{weights:?}");
        let likely = Signals { covered: 0.9, filled: 0.9, mass: 0.5, ..Signals::default() };
        assert!(weights.probability(likely) > 0.9);
        assert!(weights.probability(Signals { filled: 0.01, ..likely }) < 0.1);
    }
}
