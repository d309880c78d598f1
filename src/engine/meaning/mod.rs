//! What words mean: how near terms lie to one another, and in which direction a whole text points.
//!
//! Names and numbers have no meaning here: Uzbekistan lies near Turkmenistan and 2006 near any year,
//! and neither may ever stand for the other.

mod neighbours;
mod table;

use super::vocabulary::{Term, Vocabulary};
use neighbours::{near_to, neighbours};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use table::{DIMS, Table, Vector};

/// The direction of a text: unit length.
pub(super) type Sentence = Vector;

/// Cosines up to this count for nothing: words that have little in common reach it. Taken over from the design, not
/// chosen anew.
const NOTHING: f32 = 0.3;
/// How near the same term is.
pub(super) const SAME: u8 = u8::MAX;
/// One step of a direction's numbers.
const STEPS: f32 = 127.0;
/// A word counts at most so many times the median.
const MOST_SIZE: f32 = 2.0;

/// The meanings of the terms of the knowledge.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Meanings {
    /// By term: its direction, in steps as two's complement; zeros where it has none.
    #[serde(with = "serde_bytes")]
    directions: Vec<u8>,
    /// By term: how long its vector is; 0 where it has none.
    sizes: Vec<f32>,
    /// The median of those that have one.
    median: f32,
    /// By term, and one more: where its neighbours begin in `near`.
    starts: Vec<u32>,
    /// Terms that lie near, and how near.
    near: Vec<(u32, u8)>,
}

impl Meanings {
    /// How many numbers a direction has.
    pub(super) const DIMS: usize = DIMS;

    /// The meanings of terms, by the words that they were made of.
    pub(super) fn build(vocabulary: &Vocabulary) -> Self {
        let table = Table::shipped();
        let mut meanings = Self::default();
        for word in vocabulary.words() {
            let vector = word.and_then(|word| meaning(table, word));
            let size = vector.as_ref().map_or(0.0, length);
            meanings.sizes.push(size);
            let steps = vector.unwrap_or([0.0; DIMS]).map(|value| in_steps(value / size.max(f32::MIN_POSITIVE)));
            meanings.directions.extend(steps);
        }
        let mut sizes: Vec<f32> = meanings.sizes.iter().copied().filter(|size| *size > 0.0).collect();
        sizes.sort_by(f32::total_cmp);
        meanings.median = sizes.get(sizes.len() / 2).copied().unwrap_or(1.0);
        meanings.meet();
        meanings
    }

    /// Finds the neighbours of every term.
    fn meet(&mut self) {
        let found = neighbours(self.directions.as_chunks().0);
        // Each term is its own neighbour; two that are near are each the other's.
        let mut near = Vec::with_capacity(self.sizes.len() + 2 * found.len());
        near.extend((0..small(self.sizes.len())).map(|at| (at, at, SAME)));
        near.extend(found.into_iter().flat_map(|(one, other, near)| [(one, other, near), (other, one, near)]));
        near.sort_unstable();
        let starts = (0..=small(self.sizes.len())).map(|term| small(near.partition_point(|(one, ..)| *one < term)));
        self.starts = starts.collect();
        self.near = near.into_iter().map(|(_, other, near)| (other, near)).collect();
    }

    fn has(&self, term: usize) -> bool {
        self.sizes.get(term).is_some_and(|size| *size > 0.0)
    }

    /// The terms of the knowledge near a term, and how near: 255 is the same.
    pub(super) fn near(&self, term: &Term) -> Cow<'_, [(u32, u8)]> {
        if let Some(number) = term.number {
            let at = number as usize;
            let range = self.starts.get(at).zip(self.starts.get(at + 1));
            let range = range.map(|(from, to)| *from as usize..*to as usize);
            return range.and_then(|range| self.near.get(range)).unwrap_or_default().into();
        }
        let Some(vector) = term.word.as_deref().and_then(|word| meaning(Table::shipped(), word)) else {
            return Cow::default();
        };
        let size = length(&vector).max(f32::MIN_POSITIVE);
        let one = vector.map(|value| in_steps(value / size));
        near_to(&one, self.directions.as_chunks().0).into()
    }

    /// How much a term's own length says of its weight: 1 for most words, more for telling ones, at most 2.
    pub(super) fn size(&self, term: &Term) -> f32 {
        let size = match term.number {
            Some(number) => self.sizes.get(number as usize).copied().unwrap_or(0.0),
            None => term.word.as_deref().and_then(|word| meaning(Table::shipped(), word)).as_ref().map_or(0.0, length),
        };
        if size > 0.0 { (size / self.median).min(MOST_SIZE) } else { 1.0 }
    }

    /// The direction of a text: the sum of its terms' vectors, each times `weight`; none where no term has one.
    pub(super) fn sentence(&self, terms: &[Term], weight: impl Fn(&Term) -> f32) -> Option<Sentence> {
        let mut sum = [0.0; DIMS];
        for term in terms {
            let weight = weight(term);
            match term.number.map(|number| number as usize) {
                Some(at) if self.has(at) => {
                    let size = self.sizes.get(at).copied().unwrap_or(0.0) / STEPS;
                    let steps = self.directions.get(at * DIMS..(at + 1) * DIMS).unwrap_or_default();
                    for (sum, step) in sum.iter_mut().zip(steps) {
                        *sum += weight * size * f32::from(step.cast_signed());
                    }
                }
                Some(_) => {}
                None => {
                    let vector = term.word.as_deref().and_then(|word| meaning(Table::shipped(), word));
                    for (sum, value) in sum.iter_mut().zip(vector.into_iter().flatten()) {
                        *sum += weight * value;
                    }
                }
            }
        }
        let size = length(&sum);
        (size > 0.0).then(|| sum.map(|value| value / size))
    }
}

/// Whether a word is one of the language, whether or not the knowledge has it: then it is no misspelling.
pub(super) fn is_word(word: &str) -> bool {
    Table::shipped().is_some_and(|table| table.has(word))
}

/// The vector of a word; none for what holds a digit.
fn meaning(table: Option<Table>, word: &str) -> Option<Vector> {
    if word.contains(|c: char| c.is_numeric()) { None } else { table?.vector(word) }
}

#[expect(clippy::cast_possible_truncation, reason = "at most 127 steps")]
fn in_steps(value: f32) -> u8 {
    ((value * STEPS).round() as i8).cast_unsigned()
}

fn length(vector: &Vector) -> f32 {
    vector.iter().map(|value| value * value).sum::<f32>().sqrt()
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
