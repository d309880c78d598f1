//! Lines to learn from, and the order in which they are looked at.

use super::features::Value;
use crate::engine::corpus::{Line, LineKind};
use rustc_hash::FxBuildHasher;
use std::hash::BuildHasher;

/// A line to learn from.
pub(super) struct Lesson<'l> {
    pub(super) vector: &'l [Value],
    /// The class that it is of.
    pub(super) class: usize,
    /// Of a near miss: the entry that it is not a question of. It bears on no other entry.
    pub(super) misses: Option<usize>,
    /// The same for the same text.
    text: u64,
}

impl<'l> Lesson<'l> {
    /// A near miss may well be the question of any other entry: it bears on its own and on the last class alone.
    pub(super) fn of(line: &Line, vector: &'l [Value], nothing: usize) -> Self {
        let misses = matches!(line.kind, LineKind::Not(_)).then_some(line.entry);
        let terms = line.question.terms.iter().map(|term| &term.text);
        Self {
            vector,
            class: if misses.is_some() { nothing } else { line.entry },
            misses,
            text: FxBuildHasher.hash_one((&line.question.letters, terms.collect::<Vec<_>>())),
        }
    }

    /// Whether it tells anything of a class.
    pub(super) fn bears_on(&self, class: usize) -> bool {
        self.misses.is_none_or(|missed| class == missed || class == self.class)
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
