//! What two threads that train side by side tell one another between two batches, without a lock.

use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

/// So many lines are looked at before the weights move.
pub(super) const TOGETHER: usize = 16;
/// A thread that waits for the other looks so often before it leaves its processor to whoever wants it.
const LOOKS: u32 = 1_000;

/// The sum of odds for each lesson of a batch.
pub(super) type Sums = [f32; TOGETHER];

/// What two threads tell one another of the lines that they look at: the sum of their classes' odds.
pub(super) struct Exchange {
    /// By turn and by thread.
    sums: [[[AtomicU32; TOGETHER]; 2]; 2],
    /// How often either thread has told its sums.
    told: AtomicUsize,
}

impl Exchange {
    pub(super) fn new() -> Self {
        Self { sums: Default::default(), told: AtomicUsize::new(0) }
    }

    /// Tells the other thread one's own sums and hears its. Batches take turns between two places, so that nobody
    /// writes where the other still reads.
    pub(super) fn swap(&self, first: bool, batch: usize, own: &Sums) -> Sums {
        let [one, other] = &self.sums[batch % 2];
        let (here, there) = if first { (one, other) } else { (other, one) };
        for (place, sum) in here.iter().zip(own) {
            place.store(sum.to_bits(), Ordering::Relaxed);
        }
        self.told.fetch_add(1, Ordering::AcqRel);
        // With a processor each, the other is nearly there: to sleep and to be woken would take longer than the work between two batches.
        let mut looks = 0_u32;
        while self.told.load(Ordering::Acquire) < 2 * (batch + 1) {
            looks = looks.saturating_add(1);
            if looks > LOOKS { std::thread::yield_now() } else { std::hint::spin_loop() }
        }
        there.each_ref().map(|place| f32::from_bits(place.load(Ordering::Relaxed)))
    }
}

/// Lets the other thread go on to its end where this one panics: nobody would ever tell it anything again.
pub(super) struct Freed<'e>(pub(super) &'e Exchange);

impl Drop for Freed<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.told.store(usize::MAX / 2, Ordering::Release);
        }
    }
}
