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
/// Where every bias starts: a class is off the side of most lines, and what begins there takes no step for them.
/// On CLINC150's validation half as good as 0, and trained in half of the time.
const BIAS: f32 = -1.0;
/// From this epoch on, counted from 0, a line is only looked at again for the classes that it still bears on.
const SETTLED: usize = 1;
/// A line that changed a class by no more than this bears on it no longer. 0.01 costs nothing on validation, 0.05 some
/// 0.4 points on CLINC150's.
const STILL: f32 = 0.01;
/// Below this share of all classes, one in so many, each is looked up by itself.
const FEW: usize = 8;
/// Loss is squared: every dual variable is held back by this.
const HELD: f32 = 1.0 / (2.0 * COST);

/// The greatest weight of a feature in steps: a byte holds no more.
const STEPS: f32 = 127.0;
/// The weights of so many features are added up at once.
const TOGETHER: usize = 4;

/// A line to learn from.
struct Lesson<'l> {
    vector: &'l Vector,
    /// `‖x‖² + 1 + 1/2C`.
    length: f32,
    /// The class that it is of.
    class: usize,
    /// The classes that it bears on, where these are not all.
    bears_on: Option<[usize; 2]>,
    /// The same for the same text.
    text: u64,
}

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
    /// By class, while a line is looked at: by how much its dual variable changes.
    changes: Vec<f32>,
    /// The classes for which it is moved.
    moved: Vec<usize>,
}

/// What training gives.
pub(super) struct Trained(Vec<Part>);

/// Trains a hyperplane for each entry against all others, and one for all near misses, the last class.
pub(super) fn train(lines: &[&Line], vectors: &[Vector], features: usize, classes: usize) -> Trained {
    let half = classes.div_ceil(2);
    let lessons: Vec<Lesson<'_>> =
        lines.iter().zip(vectors).map(|(line, vector)| Lesson::of(line, vector, classes - 1)).collect();
    let orders: Vec<Vec<usize>> = (0..EPOCHS).map(|epoch| order(&lessons, epoch)).collect();
    let parts = std::thread::scope(|scope| {
        let threads = [(0, half), (half, classes - half)].map(|(first, count)| {
            let (lessons, orders) = (&lessons, &orders);
            scope.spawn(move || {
                let mut part = Part::new(first, count, features);
                part.train(lessons, orders);
                part
            })
        });
        threads.map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    Trained(parts.into())
}

impl<'l> Lesson<'l> {
    /// A near miss may well be the question of any other entry: it bears on its own and on the last class alone.
    fn of(line: &Line, vector: &'l Vector, nothing: usize) -> Self {
        let near = matches!(line.kind, LineKind::Not(_));
        let terms = line.question.terms.iter().map(|term| &term.text);
        Self {
            vector,
            length: vector.iter().map(|(_, value)| value * value).sum::<f32>() + 1.0 + HELD,
            class: if near { nothing } else { line.entry },
            bears_on: near.then_some([line.entry, nothing]),
            text: FxBuildHasher.hash_one((&line.question.letters, terms.collect::<Vec<_>>())),
        }
    }
}

impl Part {
    fn new(first: usize, classes: usize, features: usize) -> Self {
        let zeros = || vec![0.0; classes];
        let (weights, bias) = (vec![0.0; features * classes], vec![BIAS; classes]);
        Self { first, classes, weights, bias, scores: zeros(), steps: zeros(), changes: zeros(), moved: Vec::new() }
    }

    fn train(&mut self, lessons: &[Lesson<'_>], orders: &[Vec<usize>]) {
        let classes = self.classes;
        let mut duals = vec![0.0; lessons.len() * classes];
        let mut active: Vec<Vec<u16>> = lessons.iter().map(|lesson| self.borne(lesson)).collect();
        for (epoch, order) in orders.iter().enumerate() {
            for at in order {
                let duals = duals.get_mut(at * classes..(at + 1) * classes);
                let (Some(lesson), Some(duals), Some(active)) = (lessons.get(*at), duals, active.get_mut(*at)) else {
                    continue;
                };
                self.look_at(lesson, active, duals);
                if epoch >= SETTLED {
                    let least = if epoch == SETTLED { f32::MIN } else { STILL };
                    let bears = |at: usize| Some(*duals.get(at)? > 0.0 && *self.changes.get(at)? > least);
                    active.retain(|class| bears(usize::from(*class)).unwrap_or(false));
                }
            }
        }
    }

    /// The classes of this part that a line bears on, of which there are far fewer than 2^16.
    fn borne(&self, lesson: &Lesson<'_>) -> Vec<u16> {
        let borne = |class: &usize| lesson.bears_on.is_none_or(|on| on.contains(&(class + self.first)));
        (0..self.classes).filter(borne).filter_map(|class| u16::try_from(class).ok()).collect()
    }

    /// One step on a line for every class still in play: `G = y·s − 1 + α/2C`,
    /// `α' = max(0, α − G/(‖x‖² + 1 + 1/2C))`.
    fn look_at(&mut self, lesson: &Lesson<'_>, active: &[u16], duals: &mut [f32]) {
        let Lesson { vector, length, .. } = *lesson;
        // Out of the range of this part where it is another's.
        let own = lesson.class.wrapping_sub(self.first);
        self.score(vector, active);
        self.moved.clear();
        for class in active.iter().copied().map(usize::from) {
            let (Some(dual), Some(score)) = (duals.get_mut(class), self.scores.get(class)) else {
                continue;
            };
            let side = if class == own { 1.0 } else { -1.0 };
            let slope = side * score - 1.0 + *dual * HELD;
            let next = (*dual - slope / length).max(0.0);
            if let Some(change) = self.changes.get_mut(class) {
                *change = (next - *dual).abs();
            }
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
            let (together, rest) = vector.as_chunks::<TOGETHER>();
            for four in together {
                let [one, two, three, four] = four.map(|(at, value)| (row(weights, at, *classes), value));
                let rows = one.0.iter().zip(two.0).zip(three.0).zip(four.0);
                for (score, (((first, second), third), fourth)) in scores.iter_mut().zip(rows) {
                    *score += one.1 * first + two.1 * second + (three.1 * third + four.1 * fourth);
                }
            }
            for (feature, value) in rest {
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
            let rows = || self.0.iter().map(|part| row(&part.weights, feature, part.classes));
            let greatest = rows().flatten().fold(0.0, |greatest: f32, weight| greatest.max(weight.abs()));
            linear.steps.push(greatest / STEPS);
            let steps = if greatest > 0.0 { STEPS / greatest } else { 0.0 };
            for row in rows() {
                linear.weights.extend(row.iter().map(|weight| in_bytes(*weight, steps)));
            }
        }
        linear
    }
}

/// A weight in steps, rounded to the nearest, as two's complement.
#[expect(clippy::cast_possible_truncation, reason = "at most 127 steps")]
fn in_bytes(weight: f32, steps: f32) -> u8 {
    let steps = weight * steps;
    ((steps + 0.5_f32.copysign(steps)) as i8).cast_unsigned()
}

/// The order in which lines are looked at in an epoch: shuffled, and the same for the same texts, so that a line
/// that comes or goes leaves the order of all others as it was.
fn order(lessons: &[Lesson<'_>], epoch: usize) -> Vec<usize> {
    let mut order: Vec<(u64, usize)> =
        lessons.iter().zip(0..).map(|(lesson, at)| (mixed(lesson.text ^ mixed(epoch as u64)), at)).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, at)| at).collect()
}

/// Bits spread over the whole number (`splitmix64`, Steele et al. 2014): one that differs changes half of them.
fn mixed(bits: u64) -> u64 {
    let bits = bits.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let bits = (bits ^ bits >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let bits = (bits ^ bits >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ bits >> 31
}
