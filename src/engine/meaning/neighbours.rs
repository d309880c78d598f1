//! Which terms lie near one another: the direction of each is held against that of every other.
//!
//! Directions are in whole steps, and sums of whole numbers are the same in whatever order they are taken.

use super::table::DIMS;
use super::{NOTHING, SAME, STEPS};
use crate::engine::halves::{Threads, both};
use crate::engine::wide::wide;
use std::hint::black_box;

/// What is less near than this is not kept.
const LEAST: f32 = 0.06;
/// Products of two directions below this are less near than [`LEAST`]; most are, and this tells it sooner.
const LEAST_DOT: i32 = 5_500;
/// So many products are summed side by side.
const LANES: usize = 16;

/// A direction in steps, as two's complement.
pub(super) type Steps = [u8; DIMS];

/// Two terms that lie near, and how near.
type Near = (u32, u32, u8);

/// The terms that lie near one another, by position: each two once, the earlier first.
pub(super) fn neighbours(terms: &[Steps]) -> Vec<Near> {
    // Whoever comes first has the most behind it, so the two take turns.
    let work = |first: usize| {
        let mut near = Vec::new();
        for (one, at) in terms.iter().zip(0..).skip(first).step_by(2).filter(|(one, _)| **one != [0; DIMS]) {
            let next = at + 1;
            let found = near_to(one, terms.get(next as usize..).unwrap_or_default());
            near.extend(found.into_iter().map(|(place, near)| (at, next + place, near)));
        }
        near
    };
    let (mut near, others) = both(Threads::here(), || work(0), || work(1));
    near.extend(others);
    near
}

/// The terms that lie near a direction, by position, and how near.
pub(super) fn near_to(one: &Steps, terms: &[Steps]) -> Vec<(u32, u8)> {
    let one = one.map(|step| i16::from(step.cast_signed()));
    let mut near = Vec::new();
    wide(
        #[inline(always)]
        || {
            // A loop, for `collect` is not inlined and would be laid out for any processor.
            for (at, other) in (0..).zip(terms) {
                // Known to be the same each time, it would be widened to 32 bits before the loop, for speed: but twice
                // as many numbers of 16 bits are multiplied at once.
                let one = black_box(&one);
                near.extend(nearness(dot(one, other)).map(|near| (at, near)));
            }
        },
    );
    near
}

/// The product of two directions.
#[inline(always)]
#[expect(clippy::inline_always, reason = "it is laid out for the processor at hand only where it is inlined")]
fn dot(one: &[i16; DIMS], other: &Steps) -> i32 {
    let mut sums = [0; LANES];
    for (ones, others) in one.as_chunks::<LANES>().0.iter().zip(other.as_chunks::<LANES>().0) {
        for ((sum, one), other) in sums.iter_mut().zip(ones).zip(others) {
            *sum += i32::from(*one) * i32::from(other.cast_signed());
        }
    }
    sums.iter().sum()
}

/// `max(0, (cos − 0.3) / 0.7)` in 254 steps, of a product of two directions; none where that is next to nothing.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a nearness is from 0 to 254")]
#[expect(clippy::cast_precision_loss, reason = "a product of two directions is at most 127² and little more")]
fn nearness(dot: i32) -> Option<u8> {
    if dot < LEAST_DOT {
        return None;
    }
    let near = (dot as f32 / (STEPS * STEPS) - NOTHING) / (1.0 - NOTHING);
    (near >= LEAST).then(|| (near.min(1.0) * f32::from(SAME - 1)).round() as u8)
}

#[cfg(test)]
mod tests {
    use super::{DIMS, Near, Steps, nearness, neighbours};

    /// Some that lie near one another, some that do not, and one that has no direction.
    fn term(number: u32) -> Steps {
        let value = |at: u32| if (7 * number + 2 * at).is_multiple_of(9) { -9_i8 } else { 11 };
        let away = if number.is_multiple_of(3) { -1 } else { 1 };
        let steps = |at| away * value(u32::try_from(at).unwrap_or(0));
        if number == 6 { [0; DIMS] } else { std::array::from_fn(|at| steps(at).cast_unsigned()) }
    }

    /// Each two by themselves.
    fn one_by_one(terms: &[Steps]) -> Vec<Near> {
        let step = |steps: &Steps, at: usize| i32::from(steps[at].cast_signed());
        let dot = |one: &Steps, other: &Steps| (0..DIMS).map(|at| step(one, at) * step(other, at)).sum();
        let pairs = (0..).zip(terms).flat_map(|(at, one)| {
            let behind = (0..).zip(terms).skip(at as usize + 1);
            behind.map(move |(place, other)| (at, place, dot(one, other)))
        });
        pairs.filter_map(|(one, other, dot)| nearness(dot).map(|near| (one, other, near))).collect()
    }

    #[test]
    fn cosines_of_less_than_a_third_are_next_to_nothing_and_those_of_the_same_are_all() {
        let rows = [
            (-16_129, None),
            (5_499, None),
            (5_516, None),
            (5_517, Some(15)),
            (10_645, Some(131)),
            (16_129, Some(254)),
        ];
        for (dot, near) in rows {
            assert_eq!(nearness(dot), near, "{dot}");
        }
    }

    #[test]
    fn each_two_that_lie_near_are_found_once_however_many_there_are() {
        for count in [0, 1, 2, 3, 9, 30] {
            let terms: Vec<_> = (0..count).map(term).collect();
            let mut found = neighbours(&terms);
            found.sort_unstable();
            assert_eq!(found, one_by_one(&terms), "{count} terms");
        }
        assert!((100..400).contains(&one_by_one(&(0..30).map(term).collect::<Vec<_>>()).len()), "near and far");
    }
}
