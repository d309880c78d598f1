//! Lines to learn from, and the order in which they are looked at.

use super::features::Value;
use crate::engine::corpus::{Line, LineKind};
use crate::engine::halves::{Threads, both};
use crate::engine::meaning::{Meanings, Sentence};

/// So many bytes does a processor fetch at a time.
const FETCHED: usize = 64;

/// A line to learn from.
pub(super) struct Lesson<'l> {
    /// What it is made of, by words and letters.
    pub(super) spelt: &'l [Value],
    /// And by its meaning, where it has one.
    pub(super) meant: Option<&'l Sentence>,
    /// The class that it is of.
    pub(super) class: usize,
    /// Of a near miss: the entry that it is not a question of. It bears on no other entry.
    pub(super) misses: Option<usize>,
    /// The same for the same text.
    text: u64,
}

impl<'l> Lesson<'l> {
    /// A near miss may well be the question of any other entry: it bears on its own and on the last class alone.
    pub(super) fn of(line: &Line, spelt: &'l [Value], text: u64, meant: Option<&'l Sentence>, nothing: usize) -> Self {
        let misses = matches!(line.kind, LineKind::Not(_)).then_some(line.entry);
        Self { spelt, meant, class: if misses.is_some() { nothing } else { line.entry }, misses, text }
    }

    /// Reads one number of each [`FETCHED`] bytes, and makes one of all, so that none can be left out.
    pub(super) fn touch(&self) -> u32 {
        let spelt = self.spelt.iter().step_by(FETCHED / size_of::<Value>()).map(|(feature, _)| *feature);
        let meant = self.meant.into_iter().flat_map(|meant| meant.iter().step_by(FETCHED / size_of::<f32>()));
        spelt.chain(meant.map(|value| value.to_bits())).fold(0, |all, one| all ^ one)
    }

    /// Whether it tells anything of a class.
    pub(super) fn bears_on(&self, class: usize) -> bool {
        self.misses.is_none_or(|missed| class == missed || class == self.class)
    }
}

/// What all questions are made of together.
#[derive(Debug, Clone)]
pub(super) struct Sum {
    pub(super) spelt: Vec<f32>,
    pub(super) meant: [f32; Meanings::DIMS],
    /// How many they are.
    pub(super) questions: f32,
}

impl Sum {
    /// The sum of the questions among lessons, which have so many features of words and letters.
    pub(super) fn of(lessons: &[Lesson<'_>], spelt: usize, threads: Threads) -> Self {
        let sum = |lessons: &[Lesson<'_>]| {
            let mut sum = Self { spelt: vec![0.0; spelt], meant: [0.0; Meanings::DIMS], questions: 0.0 };
            lessons.iter().filter(|lesson| lesson.misses.is_none()).for_each(|question| sum.add(question));
            sum
        };
        // In two halves, whether by one thread or two: sums taken in another order would be others.
        let (first, second) = lessons.split_at(lessons.len() / 2);
        let (mut all, second) = both(threads, || sum(first), || sum(second));
        let others = second.spelt.iter().chain(&second.meant);
        all.spelt.iter_mut().chain(&mut all.meant).zip(others).for_each(|(sum, other)| *sum += other);
        all.questions += second.questions;
        all
    }

    fn add(&mut self, question: &Lesson<'_>) {
        for (feature, value) in question.spelt {
            self.spelt[*feature as usize] += value;
        }
        for (sum, value) in self.meant.iter_mut().zip(question.meant.into_iter().flatten()) {
            *sum += value;
        }
        self.questions += 1.0;
    }
}

/// The order in which lines are looked at in an epoch: shuffled, and the same for the same texts, so that a line
/// that comes or goes leaves the order of all others as it was.
pub(super) fn order(lessons: &[Lesson<'_>], epoch: usize) -> Vec<usize> {
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
