//! Work on a row of things with one thread or two.

/// How many threads a piece of work takes; what comes of it is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Threads {
    /// One: others have work of their own.
    One,
    /// Two, which halves the time where both have a processor.
    Two,
}

impl Threads {
    /// Two, where there are so many processors: waiting for one another, two on one would take longer than one.
    pub(super) fn here() -> Self {
        let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        if processors > 1 { Self::Two } else { Self::One }
    }
}

/// What `work` makes of all items, in their order; of two threads each takes a half.
pub(super) fn halves<T: Sync, R: Send>(threads: Threads, items: &[T], work: impl Fn(&[T]) -> Vec<R> + Sync) -> Vec<R> {
    if threads == Threads::One {
        return work(items);
    }
    let (one, other) = items.split_at(items.len() / 2);
    std::thread::scope(|scope| {
        let thread = scope.spawn(|| work(one));
        let second = work(other);
        let mut all = thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        all.extend(second);
        all
    })
}
