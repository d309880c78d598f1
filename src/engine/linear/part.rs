//! The weights of a range of classes while they are learnt.

use super::features::Value;
use super::lesson::Lesson;
use super::sums::{add_up, width};
use crate::engine::wide::wide;

/// How far the step goes that all questions make together, before any line is looked at by itself. On CLINC150's
/// validation half AUROC rises from 97.75 to 97.94, and fewer epochs do as well.
const START: f32 = 0.2;
/// How far a bias moves beside the weight of a feature that is 1.
const BIAS: f32 = 0.1;
/// The odds of an answer beside which a near miss is held against its entry: log odds of 4.
/// On golden validation 1 answers 0.7 points fewer near misses and 2.2 fewer questions.
const ANSWER: f32 = 54.6;
/// The greatest log odds that are told apart: sums of what they stand for stay numbers.
const SURE: f32 = 60.0;
/// Below this share of all classes, one in so many, each is looked up by itself.
const FEW: usize = 10;

/// Weights as they are learnt, for a range of classes.
pub(super) struct Part {
    /// The first class of the range.
    first: usize,
    /// How many classes it has.
    classes: usize,
    /// How many classes all parts have.
    in_all: f32,
    /// How long a row of weights is.
    width: usize,
    /// By feature, then by class.
    weights: Vec<f32>,
    /// By class.
    bias: Vec<f32>,
    /// By class, while a line is looked at.
    row: Vec<f32>,
}

impl Part {
    /// The weights of `classes` classes from the `first` on, of `in_all`, after the first step.
    #[expect(clippy::cast_precision_loss, reason = "classes are fewer than 2^24")]
    pub(super) fn new(first: usize, classes: usize, features: usize, in_all: usize, lessons: &[Lesson<'_>]) -> Self {
        let width = width(classes);
        let zeros = |count: usize| vec![0.0; count];
        let in_all = in_all as f32;
        let (weights, bias, row) = (zeros(features * width), zeros(width), zeros(width));
        let mut part = Self { first, classes, in_all, width, weights, bias, row };
        part.begin(lessons, features);
        part
    }

    /// The first step, against what all questions err by together while every class is as likely as any: each begins
    /// on the side of its own. It is a sum, not a mean: an entry with many phrasings begins farther off.
    fn begin(&mut self, lessons: &[Lesson<'_>], features: usize) {
        let mut sum = vec![0.0_f32; features];
        let mut count = 0.0;
        // Class by class, for its weights of different features lie far apart: each is moved once.
        let mut own = vec![0.0_f32; features];
        let mut met: Vec<usize> = Vec::new();
        for questions in lessons.chunk_by(|one, other| one.class == other.class) {
            let Some(class) = questions.first().filter(|one| one.misses.is_none()).map(|one| one.class) else {
                continue;
            };
            let class = class.checked_sub(self.first).filter(|class| *class < self.classes);
            for question in questions {
                for (feature, value) in question.vector {
                    let own = &mut own[*feature as usize];
                    if *own == 0.0 {
                        met.push(*feature as usize);
                    }
                    *own += value;
                }
                count += 1.0;
                if let Some(class) = class {
                    self.bias[class] += START * BIAS;
                }
            }
            for feature in met.drain(..) {
                let own = std::mem::take(&mut own[feature]);
                sum[feature] += own;
                if let Some(class) = class {
                    self.weights[feature * self.width + class] += START * own;
                }
            }
        }
        let share = START / self.in_all;
        for (row, sum) in self.weights.chunks_exact_mut(self.width.max(1)).zip(&sum) {
            for weight in row.iter_mut().take(self.classes) {
                *weight -= share * sum;
            }
        }
        for bias in self.bias.iter_mut().take(self.classes) {
            *bias -= share * count * BIAS;
        }
    }

    /// The classes of this part that a line bears on, of which there are far fewer than 2^16.
    pub(super) fn borne(&self, lesson: &Lesson<'_>) -> Vec<u16> {
        let borne = (0..self.classes).filter(|class| lesson.bears_on(class + self.first));
        borne.filter_map(|class| u16::try_from(class).ok()).collect()
    }

    /// The odds of each of these classes for a line.
    pub(super) fn weigh(&mut self, vector: &[Value], classes: &[u16], odds: &mut Vec<f32>) {
        let Self { weights, bias, row: scores, width, .. } = self;
        odds.clear();
        if classes.len() * FEW > self.classes {
            scores.copy_from_slice(bias);
            add_up(scores, vector, |(feature, value)| (row(weights, feature as usize, *width), value), |weight| weight);
            odds.extend(classes.iter().map(|class| scores[usize::from(*class)]));
        } else {
            odds.extend(classes.iter().map(|class| bias[usize::from(*class)]));
            // Feature by feature: the weights of one lie side by side, those of one class far apart.
            for (feature, value) in vector {
                let row = row(weights, *feature as usize, *width);
                for (score, class) in odds.iter_mut().zip(classes) {
                    *score += value * row[usize::from(*class)];
                }
            }
        }
        for odds in odds {
            *odds = odds.clamp(-SURE, SURE).exp();
        }
    }

    /// From odds to errors: how likely each class is for a line, less 1 for its own. The entry of a near miss stands
    /// beside an answer instead.
    pub(super) fn err(&self, lesson: &Lesson<'_>, classes: &[u16], values: &mut [f32], all: f32) {
        for (value, class) in values.iter_mut().zip(classes) {
            let class = self.first + usize::from(*class);
            *value = if lesson.misses == Some(class) {
                *value / (*value + ANSWER)
            } else {
                *value / all - f32::from(u8::from(class == lesson.class))
            };
        }
    }

    /// Moves the weights of these classes against their errors, all at once where they are many.
    pub(super) fn step(&mut self, vector: &[Value], classes: &[u16], errors: &[f32], rate: f32) {
        let Self { weights, bias, row: all, width, .. } = self;
        let many = classes.len() * FEW > self.classes;
        if many {
            all.fill(0.0);
        }
        for (class, error) in classes.iter().copied().map(usize::from).zip(errors) {
            bias[class] -= BIAS * rate * error;
            all[class] = *error;
        }
        let steps = vector.iter().map(|(feature, value)| (*feature as usize * *width, rate * value));
        if many {
            wide(
                #[inline(always)]
                || {
                    for (at, step) in steps {
                        for (weight, error) in weights[at..at + *width].iter_mut().zip(all.iter()) {
                            *weight -= step * error;
                        }
                    }
                },
            );
        } else {
            for (at, step) in steps {
                let row = &mut weights[at..at + *width];
                for (class, error) in classes.iter().zip(errors) {
                    row[usize::from(*class)] -= step * error;
                }
            }
        }
    }

    /// How many features have weights.
    pub(super) fn features(&self) -> usize {
        self.weights.len().checked_div(self.width).unwrap_or(0)
    }

    /// The bias of each class.
    pub(super) fn bias(&self) -> &[f32] {
        &self.bias[..self.classes]
    }

    /// The weights of a feature, by class.
    pub(super) fn row(&self, feature: usize) -> &[f32] {
        row(&self.weights, feature, self.width).get(..self.classes).unwrap_or_default()
    }
}

/// The weights of a feature, to the end of the last block.
#[inline]
fn row(weights: &[f32], feature: usize, width: usize) -> &[f32] {
    let at = feature * width;
    weights.get(at..at + width).unwrap_or_default()
}
