//! Loops over numbers that lie side by side, in AVX2 where the processor has it.
//!
//! Sums are taken in the same order or are of whole numbers, and nothing is rounded otherwise: these loops give the
//! same results, bit by bit, with it and without.

/// Does work whose loops the compiler is to lay out for the processor at hand. Only what is inlined into it is: the
/// closure needs `#[inline(always)]`.
pub(super) fn wide<T>(work: impl FnOnce() -> T) -> T {
    pulp::Arch::new().dispatch(work)
}
