//! Which terms lie near one another: the direction of each is held against that of every other.

use super::nearness;
use super::table::{DIMS, Vector};
use crate::engine::halves::{Threads, both};
use pulp::{Arch, Simd, WithSimd};

/// So many terms are held against another at once, which is then fetched once for all of them.
const TOGETHER: usize = 4;

/// Two terms that lie near, and how near.
type Near = (u32, u32, u8);

/// The terms that lie near one another, each two once. Directions are in steps: products of whole numbers this small
/// are the same in whatever order they are summed.
pub(super) fn neighbours(terms: &[(u32, Vector)]) -> Vec<Near> {
    // Whoever comes first has the most behind it, so the two take turns.
    let work = |first: usize| {
        let mut near = Vec::new();
        for at in (0..terms.len()).step_by(TOGETHER).skip(first).step_by(2) {
            Arch::new().dispatch(Later { terms: terms.get(at..).unwrap_or_default(), near: &mut near });
        }
        near
    };
    let (mut near, others) = both(Threads::here(), || work(0), || work(1));
    near.extend(others);
    near
}

/// Finds the neighbours of the first [`TOGETHER`] terms among those behind each.
struct Later<'t> {
    terms: &'t [(u32, Vector)],
    near: &'t mut Vec<Near>,
}

impl WithSimd for Later<'_> {
    type Output = ();

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "it is laid out for the processor at hand only where it is inlined")]
    fn with_simd<S: Simd>(self, simd: S) {
        let nobody = (0, [0.0; DIMS]);
        let first: [&(u32, Vector); TOGETHER] = std::array::from_fn(|at| self.terms.get(at).unwrap_or(&nobody));
        let ones = first.map(|(_, direction)| S::as_simd_f32s(direction).0);
        for (place, (other, direction)) in self.terms.iter().enumerate() {
            let mut sums = [simd.splat_f32s(0.0); TOGETHER];
            for (at, values) in S::as_simd_f32s(direction).0.iter().enumerate() {
                for (sum, one) in sums.iter_mut().zip(ones) {
                    *sum = simd.add_f32s(*sum, simd.mul_f32s(one[at], *values));
                }
            }
            for ((one, _), sum) in first.iter().zip(sums).take(place) {
                self.near.extend(nearness(simd.reduce_sum_f32s(sum)).map(|near| (*one, *other, near)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DIMS, Later, Near, Vector, nearness, neighbours};
    use pulp::{Scalar, Simd};

    /// Some that lie near one another and some that do not.
    fn term(number: u32) -> (u32, Vector) {
        let value = |at: u32| if (7 * number + 2 * at).is_multiple_of(9) { -9.0 } else { 11.0 };
        let away = if number.is_multiple_of(3) { -1.0 } else { 1.0 };
        (number, std::array::from_fn(|at| away * value(u32::try_from(at).unwrap_or(0))))
    }

    /// Each two by themselves, in whole numbers.
    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "small whole numbers")]
    fn one_by_one(terms: &[(u32, Vector)]) -> Vec<Near> {
        let pairs = terms.iter().enumerate().flat_map(|(at, other)| terms[..at].iter().map(move |one| (one, other)));
        let near = pairs.filter_map(|((one, first), (other, second))| {
            let dot: i32 = (0..DIMS).map(|at| first[at] as i32 * second[at] as i32).sum();
            nearness(dot as f32).map(|near| (*one, *other, near))
        });
        near.collect()
    }

    #[test]
    fn each_two_that_lie_near_are_found_once_however_many_there_are() {
        for count in [0, 1, 2, 3, 4, 5, 8, 9, 30] {
            let terms: Vec<_> = (0..count).map(term).collect();
            let mut expected = one_by_one(&terms);
            expected.sort_unstable();
            let mut found = neighbours(&terms);
            found.sort_unstable();
            assert_eq!(found, expected, "{count} terms");
            let mut plain = Vec::new();
            for at in (0..terms.len()).step_by(super::TOGETHER) {
                Scalar::new().vectorize(Later { terms: &terms[at..], near: &mut plain });
            }
            plain.sort_unstable();
            assert_eq!(plain, expected, "{count} terms, one number at a time");
        }
        assert!((100..400).contains(&one_by_one(&(0..30).map(term).collect::<Vec<_>>()).len()), "near and far");
    }
}
