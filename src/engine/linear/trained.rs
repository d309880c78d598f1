//! What training gives: weights, made into steps of a byte to be kept.

use super::Linear;
use super::sums::width;
use super::weights::Weights;
use crate::engine::halves::{Threads, both};

/// The log odds of a side of 1.
const UNIT: f32 = 4.0;
/// The greatest weight of a feature in steps: a byte holds no more.
const STEPS: f32 = 127.0;

/// The weights of all classes, in two parts.
pub(super) struct Trained(pub(super) [Weights; 2]);

impl Trained {
    /// The weights in steps of a byte: a feature's greatest weight is 127 of them.
    pub(super) fn in_steps(&self, threads: Threads) -> Linear {
        let bias: Vec<f32> = self.0.iter().flat_map(|weights| weights.bias().map(|bias| bias / UNIT)).collect();
        let features = self.0[0].features();
        let width = width(bias.len());
        let (mut steps, mut weights) = (vec![0.0; features], vec![0; features * width]);
        // Each thread writes where its rows are to lie.
        let half = features / 2;
        let (low_steps, high_steps) = steps.split_at_mut(half);
        let (low, high) = weights.split_at_mut(half * width);
        both(threads, || self.write(0, low_steps, low, width), || self.write(half, high_steps, high, width));
        Linear { bias, steps, weights, ..Linear::default() }
    }

    /// Writes of each feature from the `first` on what one step of its weights is worth, and its weights, in rows of
    /// `width`.
    fn write(&self, first: usize, steps: &mut [f32], weights: &mut [u8], width: usize) {
        let mut row = Vec::with_capacity(width);
        for ((feature, step), weights) in (first..).zip(steps).zip(weights.chunks_exact_mut(width)) {
            row.clear();
            self.0.iter().for_each(|weights| weights.tell(feature, &mut row));
            let greatest = row.iter().fold(0.0, |greatest: f32, weight| greatest.max(weight.abs()));
            *step = greatest / (STEPS * UNIT);
            let in_one = if greatest > 0.0 { STEPS / greatest } else { 0.0 };
            for (byte, weight) in weights.iter_mut().zip(&row) {
                *byte = in_bytes(*weight, in_one);
            }
        }
    }
}

/// A weight in steps, rounded to the nearest, as two's complement.
#[expect(clippy::cast_possible_truncation, reason = "at most 127 steps")]
fn in_bytes(weight: f32, steps: f32) -> u8 {
    let steps = weight * steps;
    ((steps + 0.5_f32.copysign(steps)) as i8).cast_unsigned()
}
