//! Training: softmax regression by stochastic gradient descent, over all classes at once and on one thread or two.

use super::block::{Block, Borne};
use super::exchange::{Exchange, Freed, Sums, TOGETHER};
use super::lesson::{Lesson, Sum, order};
use super::trained::Trained;
use super::weights::Weights;
use crate::engine::halves::{Threads, halves};
use std::hint::black_box;
use std::panic::resume_unwind;
use std::thread::Builder;

/// How far the first batch's step goes; each goes less far than the one before, the last nowhere.
/// On CLINC150's validation half 2 to 4 are alike.
const RATE: f32 = 4.0;
/// How often each line is looked at.
const EPOCHS: usize = 4;

/// A part of the classes while it learns.
struct Learner<'l> {
    weights: Weights,
    lessons: &'l [Lesson<'l>],
    /// By lesson: the classes that it still bears on.
    borne: Vec<Vec<Borne>>,
    /// By place in the batch: the odds of these classes.
    odds: [Vec<Block>; TOGETHER],
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
pub(super) fn train(lessons: &[Lesson<'_>], spelt: usize, classes: usize, threads: Threads) -> Trained {
    let half = classes.div_ceil(2);
    let epochs: Vec<usize> = (0..EPOCHS).collect();
    let orders = halves(threads, &epochs, |epochs| epochs.iter().map(|epoch| order(lessons, *epoch)).collect());
    let course = Course { lessons, orders };
    let sum = Sum::of(lessons, spelt, threads);
    let learner = |first, count| Learner::new(Weights::new(first, count, &sum, classes, lessons), lessons);
    let (first, second) = (|| learner(0, half), || learner(half, classes - half));
    let parts = match threads {
        Threads::One => course.by_one(first(), second()),
        Threads::Two => course.by_two(first, second),
    };
    Trained(parts.map(|learner| learner.weights))
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

    /// Each part has a thread, and both go through it in step; one takes both where the system has no second to give.
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
            let Ok(thread) = Builder::new().spawn_scoped(scope, || learn(&first, true)) else {
                return self.by_one(first(), second());
            };
            let here = learn(&second, false);
            [thread.join().unwrap_or_else(|panic| resume_unwind(panic)), here]
        })
    }
}

impl<'l> Learner<'l> {
    fn new(weights: Weights, lessons: &'l [Lesson<'l>]) -> Self {
        let all = weights.borne(|_| true);
        let borne = lessons.iter().map(|lesson| match lesson.misses {
            None => all.clone(),
            Some(_) => weights.borne(|class| lesson.bears_on(class)),
        });
        let borne = borne.collect();
        Self { weights, lessons, borne, odds: Default::default(), sums: [0.0; TOGETHER] }
    }

    /// The odds of this part's classes for each lesson of a batch: their sums.
    fn look(&mut self, batch: &[usize]) -> Sums {
        self.fetch(batch);
        self.sums = [0.0; TOGETHER];
        for ((at, odds), sum) in batch.iter().zip(&mut self.odds).zip(&mut self.sums) {
            *sum = self.weights.weigh(&self.lessons[*at], &self.borne[*at], odds);
        }
        self.sums
    }

    /// Reads a little of all that these lines have in memory, for speed alone: they are looked at in no order that the
    /// processor could foresee. Here it fetches many of them side by side, later it would wait for one after another.
    fn fetch(&self, batch: &[usize]) {
        for at in batch {
            black_box((self.lessons[*at].touch(), self.borne[*at].first().copied()));
        }
    }

    /// A step against what the classes err by, beside the sums of the other part.
    fn learn(&mut self, batch: &[usize], others: &Sums, rate: f32) {
        for (place, at) in batch.iter().enumerate() {
            let (lesson, borne, values) = (&self.lessons[*at], &mut self.borne[*at], &mut self.odds[place]);
            self.weights.err(lesson, borne, values, self.sums[place] + others[place]);
            let mut left = borne.iter();
            values.retain(|_| left.next().is_some_and(|borne| !borne.is_empty()));
            borne.retain(|borne| !borne.is_empty());
            self.weights.step(lesson, borne, values, rate);
        }
    }
}

/// What is left of all batches at this one, from 1 down to 0.
#[expect(clippy::cast_precision_loss, reason = "batches are fewer than 2^24")]
fn left(batch: usize, all: usize) -> f32 {
    1.0 - batch as f32 / all as f32
}
