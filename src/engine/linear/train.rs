//! Training: dual coordinate descent over all entries at once, on two threads.

use super::Linear;
use super::features::Vector;
use crate::engine::corpus::{Line, LineKind};

/// How much a line on the wrong side costs. Chosen on CLINC150's validation half: 0.5 loses half a point,
/// 2 gains nothing there.
const COST: f32 = 1.0;
/// How often each line is looked at.
const EPOCHS: usize = 10;
/// After this many epochs a line is only looked at for the entries that it still bears on.
const SETTLED: usize = 3;
/// Below this share of all entries, one in so many, each is looked up by itself.
const FEW: usize = 8;
/// The order of the lines is shuffled from here: the same knowledge always gives the same weights.
const SEED: u64 = 0x9E37_79B9_7F4A_7C15;
/// Loss is squared: every dual variable is held back by this.
const HELD: f32 = 1.0 / (2.0 * COST);

/// Weights as they are learnt, for a range of entries.
struct Part {
    /// The first entry of the range.
    first: usize,
    /// How many entries it has.
    entries: usize,
    /// By feature, then by entry.
    weights: Vec<f32>,
    /// By entry.
    bias: Vec<f32>,
}

/// What training gives.
pub(super) struct Trained(Vec<Part>);

/// Trains a hyperplane for each entry against all others.
pub(super) fn train(lines: &[Line], vectors: &[Vector], features: usize, entries: usize) -> Trained {
    let half = entries.div_ceil(2);
    let ranges = [(0, half), (half, entries - half)];
    let parts = std::thread::scope(|scope| {
        let work = |(first, entries)| scope.spawn(move || Part::train(lines, vectors, features, first, entries));
        let threads = ranges.map(work);
        threads.map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    Trained(parts.into())
}

impl Part {
    fn train(lines: &[Line], vectors: &[Vector], features: usize, first: usize, entries: usize) -> Self {
        let mut part = Self { first, entries, weights: vec![0.0; features * entries], bias: vec![0.0; entries] };
        let mut duals = vec![0.0; lines.len() * entries];
        let mut active: Vec<Vec<usize>> = vec![(0..entries).collect(); lines.len()];
        let mut order: Vec<usize> = (0..lines.len()).collect();
        let mut random = SEED;
        let mut moves = Vec::with_capacity(entries);
        for epoch in 0..EPOCHS {
            shuffle(&mut order, &mut random);
            for &at in &order {
                let duals = duals.get_mut(at * entries..(at + 1) * entries);
                let (Some(line), Some(vector), Some(duals), Some(active)) =
                    (lines.get(at), vectors.get(at), duals, active.get_mut(at))
                else {
                    continue;
                };
                part.look_at(line, vector, active, duals, &mut moves);
                if epoch == SETTLED {
                    active.retain(|entry| duals.get(*entry).is_some_and(|dual| *dual > 0.0));
                }
            }
        }
        part
    }

    /// One step on a line for every entry still in play: `G = y·s − 1 + α/2C`,
    /// `α' = max(0, α − G/(‖x‖² + 1 + 1/2C))`.
    fn look_at(
        &mut self,
        line: &Line,
        vector: &Vector,
        active: &[usize],
        duals: &mut [f32],
        moves: &mut Vec<(usize, f32)>,
    ) {
        let length: f32 = vector.iter().map(|(_, value)| value * value).sum::<f32>() + 1.0 + HELD;
        let own = line.entry.wrapping_sub(self.first);
        let near = matches!(line.kind, LineKind::Not(_));
        let scores = self.scores(vector, active);
        moves.clear();
        for (entry, score) in active.iter().zip(scores) {
            // A near miss may well be another entry's question.
            let Some(dual) = duals.get_mut(*entry).filter(|_| !near || *entry == own) else {
                continue;
            };
            let side = if *entry == own && !near { 1.0 } else { -1.0 };
            let slope = side * score - 1.0 + *dual * HELD;
            let next = (*dual - slope / length).max(0.0);
            if next.to_bits() != dual.to_bits() {
                moves.push((*entry, side * (next - *dual)));
                *dual = next;
            }
        }
        self.step(vector, moves);
    }

    /// On which side of each of these entries a line lies.
    fn scores(&self, vector: &Vector, active: &[usize]) -> Vec<f32> {
        if active.len() * FEW > self.entries {
            let mut scores = self.bias.clone();
            for (feature, value) in vector {
                for (score, weight) in scores.iter_mut().zip(self.row(*feature)) {
                    *score += value * *weight;
                }
            }
            return active.iter().map(|entry| scores.get(*entry).copied().unwrap_or_default()).collect();
        }
        let mut scores: Vec<f32> =
            active.iter().map(|entry| self.bias.get(*entry).copied().unwrap_or_default()).collect();
        for (feature, value) in vector {
            let row = self.row(*feature);
            for (score, entry) in scores.iter_mut().zip(active) {
                *score += value * row.get(*entry).copied().unwrap_or_default();
            }
        }
        scores
    }

    fn step(&mut self, vector: &Vector, moves: &[(usize, f32)]) {
        for (feature, value) in vector {
            let at = *feature as usize * self.entries;
            let Some(row) = self.weights.get_mut(at..at + self.entries) else {
                continue;
            };
            for (entry, step) in moves {
                if let Some(weight) = row.get_mut(*entry) {
                    *weight += value * step;
                }
            }
        }
        for (entry, step) in moves {
            if let Some(bias) = self.bias.get_mut(*entry) {
                *bias += step;
            }
        }
    }

    /// The weights of a feature.
    fn row(&self, feature: u32) -> &[f32] {
        let at = feature as usize * self.entries;
        self.weights.get(at..at + self.entries).unwrap_or_default()
    }
}

impl Trained {
    /// The weights in steps of a byte: a feature's greatest weight is 127 of them.
    pub(super) fn in_steps(&self) -> Linear {
        let mut linear = Linear::default();
        let features = self.0.first().map_or(0, |part| part.weights.len().checked_div(part.entries).unwrap_or(0));
        linear.bias = self.0.iter().flat_map(|part| part.bias.iter().copied()).collect();
        for feature in 0..u32::try_from(features).unwrap_or(u32::MAX) {
            let row = || self.0.iter().flat_map(|part| part.row(feature)).copied();
            let step = row().map(f32::abs).fold(0.0, f32::max) / 127.0;
            linear.steps.push(step);
            linear.weights.extend(row().map(|weight| in_bytes(weight, step)));
        }
        linear
    }
}

/// A weight in steps, as two's complement.
#[expect(clippy::cast_possible_truncation, reason = "at most 127 steps")]
fn in_bytes(weight: f32, step: f32) -> u8 {
    let steps = if step > 0.0 { (weight / step).round() } else { 0.0 };
    (steps as i8).cast_unsigned()
}

/// Fisher and Yates' shuffle, with Marsaglia's xorshift.
fn shuffle(order: &mut [usize], random: &mut u64) {
    for last in (1..order.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        let other = *random % (last as u64 + 1);
        order.swap(last, usize::try_from(other).unwrap_or(0));
    }
}
