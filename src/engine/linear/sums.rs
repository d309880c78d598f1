//! Sums of rows of weights, several rows at a time, so that the scores are fetched and put back less often.

use super::features::Value;
use crate::engine::wide::wide;

/// So many weights of a row lie side by side in a register.
const LANES: usize = 8;
/// So many rows are added at once.
const AT_ONCE: usize = 4;

/// How long a row is that has room for so many classes: none is left over beside full registers.
pub(super) fn width(classes: usize) -> usize {
    classes.next_multiple_of(LANES)
}

/// Adds to the scores what the features of a text weigh: `row` gives the weights of a feature, as two's complement, and
/// what a step of each is worth.
pub(super) fn add_up<'w>(scores: &mut [f32], vector: &[Value], row: impl Fn(Value) -> (&'w [u8], f32)) {
    let real = |weight: &u8| f32::from(weight.cast_signed());
    let (together, rest) = vector.as_chunks::<AT_ONCE>();
    wide(
        #[inline(always)]
        || {
            for four in together {
                let [one, two, three, four] = four.map(&row);
                let rows = one.0.iter().zip(two.0).zip(three.0).zip(four.0);
                for (score, (((first, second), third), fourth)) in scores.iter_mut().zip(rows) {
                    *score +=
                        (one.1 * real(first) + two.1 * real(second)) + (three.1 * real(third) + four.1 * real(fourth));
                }
            }
            for one in rest {
                let (weights, value) = row(*one);
                for (score, weight) in scores.iter_mut().zip(weights) {
                    *score += value * real(weight);
                }
            }
        },
    );
}
