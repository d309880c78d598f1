//! Training: dual coordinate descent over all classes at once, on two threads.

use super::Linear;
use super::features::Vector;
use crate::engine::corpus::{Line, LineKind};
use rustc_hash::FxBuildHasher;
use std::hash::BuildHasher;

/// How much a line on the wrong side costs. Chosen on CLINC150's validation half: 0.5 loses half a point,
/// 2 gains nothing there.
const COST: f32 = 1.0;
/// How often each line is looked at.
const EPOCHS: usize = 6;
/// From this epoch on, counted from 0, a line is only looked at again for the classes that it still bears on.
const SETTLED: usize = 1;
/// Below this share of all classes, one in so many, each is looked up by itself.
const FEW: usize = 8;
/// Loss is squared: every dual variable is held back by this.
const HELD: f32 = 1.0 / (2.0 * COST);

/// Weights as they are learnt, for a range of classes.
struct Part {
    /// The first class of the range.
    first: usize,
    /// How many classes it has.
    classes: usize,
    /// By feature, then by class.
    weights: Vec<f32>,
    /// By class.
    bias: Vec<f32>,
    /// By class, while a line is looked at: on which side it lies.
    scores: Vec<f32>,
    /// By class, while a line is looked at: how far it is moved.
    steps: Vec<f32>,
    /// The classes for which it is moved.
    moved: Vec<usize>,
}

/// What training gives.
pub(super) struct Trained(Vec<Part>);

/// Trains a hyperplane for each entry against all others, and one for all near misses, the last class.
pub(super) fn train(lines: &[&Line], vectors: &[Vector], features: usize, classes: usize) -> Trained {
    let half = classes.div_ceil(2);
    let parts = std::thread::scope(|scope| {
        let threads = [(0, half), (half, classes - half)].map(|(first, count)| {
            scope.spawn(move || {
                let mut part = Part::new(first, count, features);
                part.train(lines, vectors, classes - 1);
                part
            })
        });
        threads.map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    Trained(parts.into())
}

impl Part {
    fn new(first: usize, classes: usize, features: usize) -> Self {
        let zeros = || vec![0.0; classes];
        let weights = vec![0.0; features * classes];
        Self { first, classes, weights, bias: zeros(), scores: zeros(), steps: zeros(), moved: Vec::new() }
    }

    fn train(&mut self, lines: &[&Line], vectors: &[Vector], nothing: usize) {
        let classes = self.classes;
        let mut duals = vec![0.0; lines.len() * classes];
        let mut active: Vec<Vec<u16>> = lines.iter().map(|line| self.borne(line, nothing)).collect();
        for epoch in 0..EPOCHS {
            for at in order(lines, epoch) {
                let duals = duals.get_mut(at * classes..(at + 1) * classes);
                let (Some(line), Some(vector), Some(duals), Some(active)) =
                    (lines.get(at), vectors.get(at), duals, active.get_mut(at))
                else {
                    continue;
                };
                self.look_at(vector, active, self.own(line, nothing), duals);
                if epoch >= SETTLED {
                    active.retain(|class| duals.get(usize::from(*class)).is_some_and(|dual| *dual > 0.0));
                }
            }
        }
    }

    /// The classes that a line bears on, of which there are far fewer than 2^16: a near miss may well be the question of any other entry.
    fn borne(&self, line: &Line, nothing: usize) -> Vec<u16> {
        let borne = |class: &usize| *class + self.first == line.entry || *class + self.first == nothing;
        let near = matches!(line.kind, LineKind::Not(_));
        (0..self.classes).filter(|class| !near || borne(class)).filter_map(|class| u16::try_from(class).ok()).collect()
    }

    /// The class that a line is of, counted from the first of this part; out of its range where it is another's.
    fn own(&self, line: &Line, nothing: usize) -> usize {
        let class = if matches!(line.kind, LineKind::Not(_)) { nothing } else { line.entry };
        class.wrapping_sub(self.first)
    }

    /// One step on a line for every class still in play: `G = y·s − 1 + α/2C`,
    /// `α' = max(0, α − G/(‖x‖² + 1 + 1/2C))`.
    fn look_at(&mut self, vector: &Vector, active: &[u16], own: usize, duals: &mut [f32]) {
        let length: f32 = vector.iter().map(|(_, value)| value * value).sum::<f32>() + 1.0 + HELD;
        self.score(vector, active);
        self.moved.clear();
        for class in active.iter().copied().map(usize::from) {
            let (Some(dual), Some(score)) = (duals.get_mut(class), self.scores.get(class)) else {
                continue;
            };
            let side = if class == own { 1.0 } else { -1.0 };
            let slope = side * score - 1.0 + *dual * HELD;
            let next = (*dual - slope / length).max(0.0);
            if next.to_bits() != dual.to_bits() {
                if let Some(step) = self.steps.get_mut(class) {
                    *step = side * (next - *dual);
                    self.moved.push(class);
                }
                *dual = next;
            }
        }
        self.step(vector);
    }

    /// On which side of each of these classes a line lies.
    fn score(&mut self, vector: &Vector, active: &[u16]) {
        let Self { weights, bias, scores, classes, .. } = self;
        if active.len() * FEW > *classes {
            scores.copy_from_slice(bias);
            for (feature, value) in vector {
                for (score, weight) in scores.iter_mut().zip(row(weights, *feature, *classes)) {
                    *score += value * *weight;
                }
            }
            return;
        }
        for class in active.iter().copied().map(usize::from) {
            if let Some((score, bias)) = scores.get_mut(class).zip(bias.get(class)) {
                *score = *bias;
            }
        }
        // Feature by feature: the weights of one lie side by side, those of one class far apart.
        for (feature, value) in vector {
            let row = row(weights, *feature, *classes);
            for class in active.iter().copied().map(usize::from) {
                if let Some((score, weight)) = scores.get_mut(class).zip(row.get(class)) {
                    *score += value * *weight;
                }
            }
        }
    }

    /// Moves the weights of the classes that were moved, all at once where they are many.
    fn step(&mut self, vector: &Vector) {
        let Self { weights, bias, steps, moved, classes, .. } = self;
        let many = moved.len() * FEW > *classes;
        for (feature, value) in vector {
            let at = *feature as usize * *classes;
            let Some(row) = weights.get_mut(at..at + *classes) else {
                continue;
            };
            if many {
                for (weight, step) in row.iter_mut().zip(steps.iter()) {
                    *weight += value * step;
                }
            } else {
                for class in moved.iter() {
                    if let Some((weight, step)) = row.get_mut(*class).zip(steps.get(*class)) {
                        *weight += value * step;
                    }
                }
            }
        }
        for class in moved.drain(..) {
            if let Some((bias, step)) = bias.get_mut(class).zip(steps.get_mut(class)) {
                *bias += *step;
                *step = 0.0;
            }
        }
    }
}

/// The weights of a feature.
fn row(weights: &[f32], feature: u32, classes: usize) -> &[f32] {
    let at = feature as usize * classes;
    weights.get(at..at + classes).unwrap_or_default()
}

impl Trained {
    /// The weights in steps of a byte: a feature's greatest weight is 127 of them.
    pub(super) fn in_steps(&self) -> Linear {
        let mut linear = Linear::default();
        let features = self.0.first().map_or(0, |part| part.weights.len().checked_div(part.classes).unwrap_or(0));
        linear.bias = self.0.iter().flat_map(|part| part.bias.iter().copied()).collect();
        for feature in 0..u32::try_from(features).unwrap_or(u32::MAX) {
            let row = || self.0.iter().flat_map(|part| row(&part.weights, feature, part.classes)).copied();
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

/// The order in which lines are looked at in an epoch: shuffled, and the same for the same texts, so that a line
/// that comes or goes leaves the order of all others as it was.
fn order(lines: &[&Line], epoch: usize) -> Vec<usize> {
    let mut order: Vec<(u64, usize)> = lines
        .iter()
        .zip(0..)
        .map(|(line, at)| {
            let terms = line.question.terms.iter().map(|term| &term.text);
            (FxBuildHasher.hash_one((epoch, &line.question.letters, terms.collect::<Vec<_>>())), at)
        })
        .collect();
    order.sort_unstable();
    order.into_iter().map(|(_, at)| at).collect()
}
