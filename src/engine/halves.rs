//! Work with one thread or two.

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

/// Two pieces of work, done side by side by two threads.
pub(super) fn both<A, B: Send>(threads: Threads, one: impl FnOnce() -> A, other: impl FnOnce() -> B + Send) -> (A, B) {
    if threads == Threads::One {
        return (one(), other());
    }
    std::thread::scope(|scope| {
        let thread = scope.spawn(other);
        let here = one();
        (here, thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

/// What `work` makes of all items, in their order; of two threads each takes a half.
pub(super) fn halves<T: Sync, R: Send>(threads: Threads, items: &[T], work: impl Fn(&[T]) -> Vec<R> + Sync) -> Vec<R> {
    if threads == Threads::One {
        return work(items);
    }
    let (first, second) = items.split_at(items.len() / 2);
    let (second, mut all) = both(threads, || work(second), || work(first));
    all.extend(second);
    all
}
