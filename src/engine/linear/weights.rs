//! The weights of a range of classes while they are learnt.

use super::block::{Block, Borne, LANES, ROWS};
use super::features::Value;
use super::lesson::{Lesson, Sum};
use crate::engine::meaning::Meanings;
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
/// A class that errs by no more than this for a line is not looked at for that line again. On golden validation 0.001,
/// and one that grows as steps get shorter, answer or offer 0.1 to 0.2 points fewer; the second builds in an eighth
/// less time. 0.0003 takes longer and gains nothing.
const STILL: f32 = 0.0005;

/// Weights as they are learnt, for a range of classes.
pub(super) struct Weights {
    /// The first class of the range.
    first: usize,
    /// How many classes it has; none where there is but one in all, and this is the second half.
    classes: usize,
    /// How many features of words and letters there are.
    features: usize,
    /// By feature of words and letters, then by block: a line has few of them, and what it has lies in one place.
    spelt: Vec<Block>,
    /// By block, then by direction of the meaning: a line has them all.
    meant: Vec<[Block; Meanings::DIMS]>,
    /// By block.
    bias: Vec<Block>,
}

impl Weights {
    /// The weights of `classes` classes from the `first` on, of `in_all`, after the first step.
    ///
    /// That is against what all questions err by together while every class is as likely as any: each begins on the
    /// side of its own. It is a sum, not a mean: an entry with many phrasings begins farther off.
    #[expect(clippy::cast_precision_loss, reason = "classes are fewer than 2^24")]
    pub(super) fn new(first: usize, classes: usize, sum: &Sum, in_all: usize, lessons: &[Lesson<'_>]) -> Self {
        let all = |sum: f32| Block::all(sum * -START / in_all as f32);
        // Written before it is read: each page of fresh memory is then taken once, not twice.
        let blocks = classes.div_ceil(LANES);
        let mut spelt = Vec::with_capacity(sum.spelt.len() * blocks);
        sum.spelt.iter().for_each(|sum| spelt.resize(spelt.len() + blocks, all(*sum)));
        let meant = vec![sum.meant.map(all); blocks];
        let (features, bias) = (sum.spelt.len(), vec![all(BIAS * sum.questions); blocks]);
        let mut new = Self { first, classes, features, spelt, meant, bias };
        for question in lessons.iter().filter(|lesson| lesson.misses.is_none()) {
            if let Some(class) = question.class.checked_sub(first).filter(|class| *class < classes) {
                new.begin(question, class);
            }
        }
        new
    }

    /// Moves a class to the side of a question of its own.
    fn begin(&mut self, question: &Lesson<'_>, class: usize) {
        let (block, lane, width) = (class / LANES, class % LANES, self.bias.len());
        self.bias[block].0[lane] += START * BIAS;
        for (feature, value) in question.spelt {
            self.spelt[*feature as usize * width + block].0[lane] += START * value;
        }
        for (weights, value) in self.meant[block].iter_mut().zip(question.meant.into_iter().flatten()) {
            weights.0[lane] += START * value;
        }
    }

    /// The classes of this range of which `bears` says that a line bears on them.
    pub(super) fn borne(&self, bears: impl Fn(usize) -> bool) -> Vec<Borne> {
        let bears = |class: usize| class < self.classes && bears(self.first + class);
        let borne = |block: usize| Borne::of(block, |lane| bears(block * LANES + lane));
        (0..self.bias.len()).filter_map(borne).collect()
    }

    /// The odds of these classes for a line, 0 for others of their blocks; and the sum of all.
    pub(super) fn weigh(&self, lesson: &Lesson<'_>, borne: &[Borne], odds: &mut Vec<Block>) -> f32 {
        odds.clear();
        odds.extend(borne.iter().map(|borne| self.bias[borne.block()]));
        wide(
            #[inline(always)]
            || self.add_up(lesson, borne, odds),
        );
        let mut all = 0.0;
        for (odds, borne) in odds.iter_mut().zip(borne) {
            let scores = std::mem::take(odds);
            for lane in borne.lanes() {
                odds.0[lane] = scores.0[lane].clamp(-SURE, SURE).exp();
                all += odds.0[lane];
            }
        }
        all
    }

    /// Adds to the scores of these blocks what the line's features weigh.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "it is laid out for the processor at hand only where it is inlined")]
    fn add_up(&self, lesson: &Lesson<'_>, borne: &[Borne], scores: &mut [Block]) {
        let row = |(feature, value): Value| (self.row(feature as usize), value);
        // Feature by feature: its weights for all blocks lie side by side.
        let (together, rest) = lesson.spelt.as_chunks::<ROWS>();
        for features in together {
            let rows = features.map(row);
            for (scores, borne) in scores.iter_mut().zip(borne) {
                scores.add(rows.map(|(row, value)| (&row[borne.block()], value)));
            }
        }
        for (row, value) in rest.iter().copied().map(row) {
            for (scores, borne) in scores.iter_mut().zip(borne) {
                scores.take(&row[borne.block()], -value);
            }
        }
        // Block by block: its weights for all directions do.
        let directions = lesson.meant.map(|meant| meant.as_chunks::<ROWS>().0).unwrap_or_default();
        for (scores, borne) in scores.iter_mut().zip(borne) {
            let mut sum = *scores;
            for (weights, values) in self.meant[borne.block()].as_chunks::<ROWS>().0.iter().zip(directions) {
                sum.add(std::array::from_fn(|at| (&weights[at], values[at])));
            }
            *scores = sum;
        }
    }

    /// From odds to errors: how likely each class is for a line, less 1 for its own. The entry of a near miss stands
    /// beside an answer instead. What errs no more is no longer borne on.
    pub(super) fn err(&self, lesson: &Lesson<'_>, borne: &mut [Borne], values: &mut [Block], all: f32) {
        wide(
            #[inline(always)]
            || {
                for (borne, values) in borne.iter_mut().zip(values) {
                    let first = self.first + borne.block() * LANES;
                    let place = |class: usize| class.checked_sub(first).filter(|lane| borne.has(*lane));
                    let mut errs = values.each(|odds| odds / all);
                    if let Some(missed) = lesson.misses.and_then(place) {
                        errs.0[missed] = values.0[missed] / (values.0[missed] + ANSWER);
                    }
                    if let Some(own) = place(lesson.class) {
                        errs.0[own] -= 1.0;
                    }
                    *values = errs.each(|err| if err.abs() > STILL { err } else { 0.0 });
                    borne.keep(|lane| values.0[lane] != 0.0);
                }
            },
        );
    }

    /// Moves the weights of these classes against their errors.
    pub(super) fn step(&mut self, lesson: &Lesson<'_>, borne: &[Borne], errors: &[Block], rate: f32) {
        let width = self.bias.len();
        wide(
            #[inline(always)]
            || {
                for (feature, value) in lesson.spelt {
                    let (row, step) = (&mut self.spelt[*feature as usize * width..][..width], rate * value);
                    for (borne, errors) in borne.iter().zip(errors) {
                        row[borne.block()].take(errors, step);
                    }
                }
                for (borne, errors) in borne.iter().zip(errors) {
                    self.bias[borne.block()].take(errors, rate * BIAS);
                }
                let Some(meant) = lesson.meant else { return };
                for (borne, errors) in borne.iter().zip(errors.iter().copied()) {
                    for (weights, value) in self.meant[borne.block()].iter_mut().zip(meant) {
                        weights.take(&errors, rate * value);
                    }
                }
            },
        );
    }

    /// How many features have weights.
    pub(super) fn features(&self) -> usize {
        self.features + Meanings::DIMS
    }

    /// The bias of each class.
    pub(super) fn bias(&self) -> impl Iterator<Item = f32> {
        self.bias.iter().flat_map(|block| block.0).take(self.classes)
    }

    /// Puts the weights of a feature, by class, behind what is there.
    pub(super) fn tell(&self, feature: usize, weights: &mut Vec<f32>) {
        let end = weights.len() + self.classes;
        match feature.checked_sub(self.features) {
            None => weights.extend(self.row(feature).iter().flat_map(|block| block.0)),
            Some(direction) => weights.extend(self.meant.iter().flat_map(|block| block[direction].0)),
        }
        weights.truncate(end);
    }

    /// The weights of a feature of words and letters, by block.
    #[inline]
    fn row(&self, feature: usize) -> &[Block] {
        let width = self.bias.len();
        &self.spelt[feature * width..][..width]
    }
}

#[cfg(test)]
mod tests {
    use super::{ANSWER, Block, LANES, Lesson, Meanings, STILL, Sum, Weights};
    use crate::engine::corpus::{Line, LineKind};
    use crate::engine::question::Question;

    /// Weights of the classes from 100 to 119, of features that there are none of.
    fn weights() -> Weights {
        let sum = Sum { spelt: Vec::new(), meant: [0.0; Meanings::DIMS], questions: 0.0 };
        Weights::new(100, 20, &sum, 120, &[])
    }

    /// What a line errs by, of which so much of the odds is for some of the classes and 4 in all: by class, the errors
    /// that are none left out; and the classes that it still bears on.
    fn erred(kind: LineKind, odds: &[(usize, f32)]) -> (Vec<(usize, f32)>, Vec<usize>) {
        let line = Line { entry: 101, kind, question: Question::default() };
        let (lesson, weights) = (Lesson::of(&line, &[], 0, None, 119), weights());
        let mut borne = weights.borne(|class| odds.iter().any(|(other, _)| *other == class));
        let mut values = [Block::default(); 2];
        for (class, odds) in odds {
            values[(class - 100) / LANES].0[(class - 100) % LANES] = *odds;
        }
        weights.err(&lesson, &mut borne, &mut values, 4.0);
        let errors = (100..).zip(values.iter().flat_map(|block| block.0)).filter(|(_, error)| *error != 0.0).collect();
        let classes = borne.iter().flat_map(|borne| borne.lanes().map(|lane| 100 + borne.block() * LANES + lane));
        (errors, classes.collect())
    }

    #[test]
    fn a_class_errs_by_its_share_of_the_odds_and_one_that_errs_no_more_is_left() {
        let (question, miss) = (LineKind::Question(0), LineKind::Not(0));
        let own = erred(question, &[(101, 3.0), (103, 1.0), (105, 4.0 * STILL), (118, 2.0)]);
        assert_eq!(own, (vec![(101, -0.25), (103, 0.25), (118, 0.5)], vec![101, 103, 118]));
        let left_before = erred(question, &[(103, 1.0), (117, 2.0)]);
        assert_eq!(left_before, (vec![(103, 0.25), (117, 0.5)], vec![103, 117]));
        assert_eq!(erred(question, &[(101, 4.0), (119, 1.0)]), (vec![(119, 0.25)], vec![119]));
        assert_eq!(erred(miss, &[(101, ANSWER), (119, 3.0)]), (vec![(101, 0.5), (119, -0.25)], vec![101, 119]));
    }

    #[test]
    fn a_line_bears_on_the_classes_that_are_said_and_on_no_place_without_a_class() {
        let weights = weights();
        let classes = |bears: &dyn Fn(usize) -> bool| -> Vec<(usize, Vec<usize>)> {
            weights.borne(bears).iter().map(|borne| (borne.block(), borne.lanes().collect())).collect()
        };
        assert_eq!(classes(&|_| true), [(0, (0..16).collect()), (1, (0..4).collect())]);
        assert_eq!(classes(&|class| [99, 101, 117].contains(&class)), [(0, vec![1]), (1, vec![1])]);
        assert_eq!(classes(&|class| class == 117), [(1, vec![1])], "a block without any is left out");
        let mut borne = weights.borne(|class| [101, 103].contains(&class));
        borne[0].keep(|lane| lane != 3);
        assert_eq!(borne[0].lanes().collect::<Vec<_>>(), [1]);
        borne[0].keep(|lane| lane != 1);
        assert!(borne[0].is_empty());
    }
}
