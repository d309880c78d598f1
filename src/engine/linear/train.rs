//! Training: softmax regression by stochastic gradient descent, over all classes at once and on one thread or two.

use super::Linear;
use super::exchange::{Exchange, Freed, Sums, TOGETHER};
use super::lesson::{Lesson, order};
use super::part::Part;
use super::sums::width;
use super::vectors::Vectors;
use crate::engine::corpus::Line;
use crate::engine::halves::Threads;

/// How far the first batch's step goes; each goes less far than the one before, the last nowhere.
/// On CLINC150's validation half 2 to 4 are alike.
const RATE: f32 = 4.0;
/// How often each line is looked at.
const EPOCHS: usize = 4;
/// A class that errs by no more than this for a line is not looked at for that line again. On golden
/// validation 0.001 answers 0.3 points fewer questions, 0.0003 takes longer and gains nothing.
const STILL: f32 = 0.0005;
/// The log odds of a side of 1.
const UNIT: f32 = 4.0;
/// The greatest weight of a feature in steps: a byte holds no more.
const STEPS: f32 = 127.0;

/// What training gives.
pub(super) struct Trained(Vec<Part>);

/// A part of the classes while it learns.
struct Learner<'l> {
    part: Part,
    lessons: &'l [Lesson<'l>],
    /// By lesson: the classes that it still bears on.
    borne: Vec<Vec<u16>>,
    /// By place in the batch: the odds of these classes.
    odds: [Vec<f32>; TOGETHER],
    /// By place in the batch: the sum of those.
    sums: Sums,
}

/// What is learnt, in what order.
struct Course<'l> {
    lessons: &'l [Lesson<'l>],
    /// By epoch.
    orders: Vec<Vec<usize>>,
}

/// Trains the odds of each entry among all, and those of all near misses, the last class.
pub(super) fn train(
    lines: &[&Line],
    vectors: &[Vectors],
    features: usize,
    classes: usize,
    threads: Threads,
) -> Trained {
    let half = classes.div_ceil(2);
    let vectors = vectors.iter().flat_map(Vectors::iter);
    let lessons: Vec<Lesson<'_>> =
        lines.iter().zip(vectors).map(|(line, vector)| Lesson::of(line, vector, classes - 1)).collect();
    let orders = (0..EPOCHS).map(|epoch| order(&lessons, epoch)).collect();
    let course = Course { lessons: &lessons, orders };
    let learner = |first, count| Learner::new(Part::new(first, count, features, classes, &lessons), &lessons);
    let (first, second) = (|| learner(0, half), || learner(half, classes - half));
    let parts = match threads {
        Threads::One => course.by_one(first(), second()),
        Threads::Two => course.by_two(first, second),
    };
    Trained(parts.map(|learner| learner.part).into())
}

impl<'l> Course<'l> {
    /// The batches, each with how far its step goes.
    fn batches(&self) -> impl Iterator<Item = (&[usize], f32)> {
        let count = self.orders.len() * self.lessons.len().div_ceil(TOGETHER);
        let batches = self.orders.iter().flat_map(|order| order.chunks(TOGETHER));
        batches.enumerate().map(move |(number, batch)| (batch, RATE * left(number, count)))
    }

    /// One thread takes both parts through it.
    fn by_one(&self, mut first: Learner<'l>, mut second: Learner<'l>) -> [Learner<'l>; 2] {
        for (batch, rate) in self.batches() {
            let (one, other) = (first.look(batch), second.look(batch));
            first.learn(batch, &other, rate);
            second.learn(batch, &one, rate);
        }
        [first, second]
    }

    /// Each part has a thread, and both go through it in step.
    fn by_two(
        &self,
        first: impl Fn() -> Learner<'l> + Sync,
        second: impl Fn() -> Learner<'l> + Sync,
    ) -> [Learner<'l>; 2] {
        let exchange = Exchange::new();
        let learn = |made: &dyn Fn() -> Learner<'l>, is_first| {
            let _freed = Freed(&exchange);
            let mut learner = made();
            for (number, (batch, rate)) in self.batches().enumerate() {
                let own = learner.look(batch);
                let others = exchange.swap(is_first, number, &own);
                learner.learn(batch, &others, rate);
            }
            learner
        };
        std::thread::scope(|scope| {
            let thread = scope.spawn(|| learn(&first, true));
            let here = learn(&second, false);
            [thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), here]
        })
    }
}

impl<'l> Learner<'l> {
    fn new(part: Part, lessons: &'l [Lesson<'l>]) -> Self {
        let borne = lessons.iter().map(|lesson| part.borne(lesson)).collect();
        Self { part, lessons, borne, odds: Default::default(), sums: [0.0; TOGETHER] }
    }

    /// The odds of this part's classes for each lesson of a batch: their sums.
    fn look(&mut self, batch: &[usize]) -> Sums {
        self.sums = [0.0; TOGETHER];
        for ((at, odds), sum) in batch.iter().zip(&mut self.odds).zip(&mut self.sums) {
            self.part.weigh(self.lessons[*at].vector, &self.borne[*at], odds);
            *sum = odds.iter().sum();
        }
        self.sums
    }

    /// A step against what the classes err by, beside the sums of the other part.
    fn learn(&mut self, batch: &[usize], others: &Sums, rate: f32) {
        for (place, at) in batch.iter().enumerate() {
            let (lesson, classes, values) = (&self.lessons[*at], &mut self.borne[*at], &mut self.odds[place]);
            self.part.err(lesson, classes, values, self.sums[place] + others[place]);
            settle(classes, values);
            self.part.step(lesson.vector, classes, values, rate);
        }
    }
}

/// Leaves the classes that err.
fn settle(classes: &mut Vec<u16>, errors: &mut Vec<f32>) {
    let errs = |error: f32| error.abs() > STILL;
    let mut each = errors.iter();
    classes.retain(|_| each.next().is_some_and(|error| errs(*error)));
    errors.retain(|error| errs(*error));
}

/// What is left of all batches at this one, from 1 down to 0.
#[expect(clippy::cast_precision_loss, reason = "batches are fewer than 2^24")]
fn left(batch: usize, all: usize) -> f32 {
    1.0 - batch as f32 / all as f32
}

impl Trained {
    /// The weights in steps of a byte: a feature's greatest weight is 127 of them.
    pub(super) fn in_steps(&self) -> Linear {
        let bias: Vec<f32> = self.0.iter().flat_map(|part| part.bias().iter().map(|bias| bias / UNIT)).collect();
        let features = self.0.first().map_or(0, Part::features);
        let row = width(bias.len());
        let weights = Vec::with_capacity(features * row);
        let mut linear = Linear { bias, weights, ..Linear::default() };
        for feature in 0..features {
            let rows = || self.0.iter().map(|part| part.row(feature));
            let greatest = rows().flatten().fold(0.0, |greatest: f32, weight| greatest.max(weight.abs()));
            linear.steps.push(greatest / (STEPS * UNIT));
            let steps = if greatest > 0.0 { STEPS / greatest } else { 0.0 };
            for row in rows() {
                linear.weights.extend(row.iter().map(|weight| in_bytes(*weight, steps)));
            }
            linear.weights.resize((feature + 1) * row, 0);
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
