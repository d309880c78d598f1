//! Training: softmax regression by stochastic gradient descent, over all classes at once and on one thread or two.

use super::Linear;
use super::exchange::{Exchange, Freed, Sums, TOGETHER};
use super::features::Vector;
use crate::engine::corpus::{Line, LineKind};
use crate::engine::halves::Threads;
use crate::engine::wide::wide;
use rustc_hash::FxBuildHasher;
use std::hash::BuildHasher;

/// How far the first batch's step goes; each goes less far than the one before, the last nowhere.
/// On CLINC150's validation half 2 to 4 are alike.
const RATE: f32 = 4.0;
/// How far the step goes that all questions make together, before any line is looked at by itself. On CLINC150's
/// validation half AUROC rises from 97.75 to 97.94, and two epochs less do as well.
const START: f32 = 0.2;
/// How often each line is looked at.
const EPOCHS: usize = 4;
/// A class that errs by no more than this for a line is not looked at for that line again. On golden
/// validation 0.001 answers 0.3 points fewer questions, 0.0003 takes longer and gains nothing.
const STILL: f32 = 0.0005;
/// How far a bias moves beside the weight of a feature that is 1.
const BIAS: f32 = 0.1;
/// The odds of an answer beside which a near miss is held against its entry: log odds of 4.
/// On golden validation 1 answers 0.7 points fewer near misses and 2.2 fewer questions.
const ANSWER: f32 = 54.6;
/// The log odds of a side of 1.
const UNIT: f32 = 4.0;
/// The greatest log odds that are told apart: sums of what they stand for stay numbers.
const SURE: f32 = 60.0;
/// Below this share of all classes, one in so many, each is looked up by itself.
const FEW: usize = 8;

/// The greatest weight of a feature in steps: a byte holds no more.
const STEPS: f32 = 127.0;
/// The weights of so many features are added up at once.
const AT_ONCE: usize = 4;

/// A line to learn from.
struct Lesson<'l> {
    vector: &'l Vector,
    /// The class that it is of.
    class: usize,
    /// Of a near miss: the entry that it is not a question of. It bears on no other entry.
    misses: Option<usize>,
    /// The same for the same text.
    text: u64,
}

/// Weights as they are learnt, for a range of classes.
struct Part {
    /// The first class of the range.
    first: usize,
    /// How many classes it has.
    classes: usize,
    /// How many classes all parts have.
    in_all: f32,
    /// By feature, then by class.
    weights: Vec<f32>,
    /// By class.
    bias: Vec<f32>,
    /// By class, while a line is looked at.
    row: Vec<f32>,
}

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
pub(super) fn train(lines: &[&Line], vectors: &[Vector], features: usize, classes: usize, threads: Threads) -> Trained {
    let half = classes.div_ceil(2);
    let lessons: Vec<Lesson<'_>> =
        lines.iter().zip(vectors).map(|(line, vector)| Lesson::of(line, vector, classes - 1)).collect();
    let orders = (0..EPOCHS).map(|epoch| order(&lessons, epoch)).collect();
    let course = Course { lessons: &lessons, orders };
    let learner = |first, count| Learner::new(Part::new(first, count, features, classes), &lessons);
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
    fn new(mut part: Part, lessons: &'l [Lesson<'l>]) -> Self {
        part.begin(lessons);
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

impl<'l> Lesson<'l> {
    /// A near miss may well be the question of any other entry: it bears on its own and on the last class alone.
    fn of(line: &Line, vector: &'l Vector, nothing: usize) -> Self {
        let misses = matches!(line.kind, LineKind::Not(_)).then_some(line.entry);
        let terms = line.question.terms.iter().map(|term| &term.text);
        Self {
            vector,
            class: if misses.is_some() { nothing } else { line.entry },
            misses,
            text: FxBuildHasher.hash_one((&line.question.letters, terms.collect::<Vec<_>>())),
        }
    }

    fn bears_on(&self, class: usize) -> bool {
        self.misses.is_none_or(|missed| class == missed || class == self.class)
    }
}

impl Part {
    #[expect(clippy::cast_precision_loss, reason = "classes are fewer than 2^24")]
    fn new(first: usize, classes: usize, features: usize, all: usize) -> Self {
        let zeros = |count: usize| vec![0.0; count];
        Self {
            first,
            classes,
            in_all: all as f32,
            weights: zeros(features * classes),
            bias: zeros(classes),
            row: zeros(classes),
        }
    }

    /// The first step, against what all questions err by together while every class is as likely as any: each begins
    /// on the side of its own. It is a sum, not a mean: an entry with many phrasings begins farther off.
    fn begin(&mut self, lessons: &[Lesson<'_>]) {
        let questions = || lessons.iter().filter(|lesson| lesson.misses.is_none());
        let mut sum = vec![0.0_f32; self.weights.len().checked_div(self.classes).unwrap_or(0)];
        for lesson in questions() {
            let class = lesson.class.checked_sub(self.first).filter(|class| *class < self.classes);
            for (feature, value) in lesson.vector {
                let feature = *feature as usize;
                if let Some(sum) = sum.get_mut(feature) {
                    *sum += value;
                }
                if let Some(class) = class {
                    self.weights[feature * self.classes + class] += START * value;
                }
            }
            if let Some(class) = class {
                self.bias[class] += START * BIAS;
            }
        }
        let share = START / self.in_all;
        for (row, sum) in self.weights.chunks_exact_mut(self.classes.max(1)).zip(&sum) {
            for weight in row {
                *weight -= share * sum;
            }
        }
        let count: f32 = questions().map(|_| 1.0).sum();
        for bias in &mut self.bias {
            *bias -= share * count * BIAS;
        }
    }

    /// The classes of this part that a line bears on, of which there are far fewer than 2^16.
    fn borne(&self, lesson: &Lesson<'_>) -> Vec<u16> {
        let borne = (0..self.classes).filter(|class| lesson.bears_on(class + self.first));
        borne.filter_map(|class| u16::try_from(class).ok()).collect()
    }

    /// The odds of each of these classes for a line.
    fn weigh(&mut self, vector: &Vector, classes: &[u16], odds: &mut Vec<f32>) {
        let Self { weights, bias, row: scores, .. } = self;
        odds.clear();
        if classes.len() * FEW > self.classes {
            scores.copy_from_slice(bias);
            add_up(weights, vector, scores);
            odds.extend(classes.iter().map(|class| scores[usize::from(*class)]));
        } else {
            odds.extend(classes.iter().map(|class| bias[usize::from(*class)]));
            // Feature by feature: the weights of one lie side by side, those of one class far apart.
            for (feature, value) in vector {
                let row = row(weights, *feature, self.classes);
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
    fn err(&self, lesson: &Lesson<'_>, classes: &[u16], values: &mut [f32], all: f32) {
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
    fn step(&mut self, vector: &Vector, classes: &[u16], errors: &[f32], rate: f32) {
        let Self { weights, bias, row: all, .. } = self;
        let many = classes.len() * FEW > self.classes;
        if many {
            all.fill(0.0);
        }
        for (class, error) in classes.iter().copied().map(usize::from).zip(errors) {
            bias[class] -= BIAS * rate * error;
            all[class] = *error;
        }
        let steps = vector.iter().map(|(feature, value)| (*feature as usize * self.classes, rate * value));
        if many {
            wide(
                #[inline(always)]
                || {
                    for (at, step) in steps {
                        for (weight, error) in weights[at..at + self.classes].iter_mut().zip(all.iter()) {
                            *weight -= step * error;
                        }
                    }
                },
            );
        } else {
            for (at, step) in steps {
                let row = &mut weights[at..at + self.classes];
                for (class, error) in classes.iter().zip(errors) {
                    row[usize::from(*class)] -= step * error;
                }
            }
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

/// Adds to the scores of all classes what the features of a line weigh.
fn add_up(weights: &[f32], vector: &Vector, scores: &mut [f32]) {
    let classes = scores.len();
    let row = |feature: u32| row(weights, feature, classes);
    let (together, rest) = vector.as_chunks::<AT_ONCE>();
    wide(
        #[inline(always)]
        || {
            for four in together {
                let [one, two, three, four] = four.map(|(feature, value)| (row(feature), value));
                let rows = one.0.iter().zip(two.0).zip(three.0).zip(four.0);
                for (score, (((first, second), third), fourth)) in scores.iter_mut().zip(rows) {
                    *score += one.1 * first + two.1 * second + (three.1 * third + four.1 * fourth);
                }
            }
            for (feature, value) in rest {
                for (score, weight) in scores.iter_mut().zip(row(*feature)) {
                    *score += value * *weight;
                }
            }
        },
    );
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
        linear.bias = self.0.iter().flat_map(|part| part.bias.iter().map(|bias| bias / UNIT)).collect();
        for feature in 0..u32::try_from(features).unwrap_or(u32::MAX) {
            let rows = || self.0.iter().map(|part| row(&part.weights, feature, part.classes));
            let greatest = rows().flatten().fold(0.0, |greatest: f32, weight| greatest.max(weight.abs()));
            linear.steps.push(greatest / (STEPS * UNIT));
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
