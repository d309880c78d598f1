//! Loops over numbers that lie side by side, in the widest instructions that the processor has.
//!
//! What a number becomes hangs on no other of its row, and nothing is rounded otherwise: the results are the same,
//! bit by bit, on every processor.

/// Does work whose loops the compiler is to lay out for the processor at hand. Only what is inlined into it is: the
/// closure needs `#[inline(always)]`.
pub(super) fn wide<T>(work: impl FnOnce() -> T) -> T {
    pulp::Arch::new().dispatch(work)
}
