//! Work with one thread or two.

use rayon::{ThreadPool, ThreadPoolBuilder};
use std::panic::resume_unwind;
use std::sync::LazyLock;
use std::thread::Builder;

/// The second thread, one for all such work: a new one each time would take time to start, and memory of its own that
/// was given back by others and lies near them. None where the system had no thread to give when it was first asked.
static SECOND: LazyLock<Option<ThreadPool>> = LazyLock::new(|| {
    let builder = ThreadPoolBuilder::new().num_threads(1);
    builder.thread_name(|_| "second half".to_owned()).build().ok()
});

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

/// Two short pieces of work, done side by side by two threads; others may have to wait for the second. Neither may wait
/// for the other, and nobody may hold a lock that work of others takes.
pub(super) fn both<A, B: Send>(threads: Threads, one: impl FnOnce() -> A, other: impl FnOnce() -> B + Send) -> (A, B) {
    let second = if threads == Threads::Two { SECOND.as_ref() } else { None };
    let Some(second) = second else { return (one(), other()) };
    let mut there = None;
    let here = second.in_place_scope(|scope| {
        scope.spawn(|_| there = Some(other()));
        one()
    });
    (here, there.unwrap_or_else(|| unreachable!("all is done where a scope ends")))
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

/// The same for work that takes long: the second half has a thread of its own, and nobody waits for that.
pub(super) fn long_halves<T: Sync, R: Send>(items: &[T], work: impl Fn(&[T]) -> Vec<R> + Sync) -> Vec<R> {
    if Threads::here() == Threads::One {
        return work(items);
    }
    let (first, second) = items.split_at(items.len() / 2);
    std::thread::scope(|scope| {
        let thread = Builder::new().spawn_scoped(scope, || work(second));
        let mut all = work(first);
        all.extend(match thread {
            Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
            Err(_) => work(second),
        });
        all
    })
}

#[cfg(test)]
mod tests {
    use super::{Threads, both, halves, long_halves};
    use std::panic::{catch_unwind, resume_unwind};

    #[test]
    fn what_is_done_by_two_may_itself_be_done_by_two() {
        let doubled = |numbers: &[u8]| numbers.iter().map(|number| 2 * number).collect();
        let two = |first: u8| both(Threads::Two, || first, || first + 1);
        assert_eq!(both(Threads::Two, || two(1), || two(3)), ((1, 2), (3, 4)));
        for threads in [Threads::One, Threads::Two] {
            assert_eq!(halves(threads, &[1, 2, 3], doubled), [2, 4, 6]);
        }
        assert_eq!(long_halves(&[1, 2, 3], doubled), [2, 4, 6]);
    }

    #[test]
    fn a_panic_of_the_second_thread_is_that_of_the_first_and_the_next_work_is_done() {
        let torn = catch_unwind(|| both(Threads::Two, || 1, || -> u8 { resume_unwind(Box::new("torn")) }));
        assert_eq!(torn.err().and_then(|panic| panic.downcast_ref::<&str>().copied()), Some("torn"));
        assert_eq!(both(Threads::Two, || 1, || 2), (1, 2));
    }
}
