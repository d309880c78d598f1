//! Work on a row of things with two threads.

/// What `work` makes of all items, in their order; the first half has a thread of its own.
pub(super) fn halves<T: Sync, R: Send>(items: &[T], work: impl Fn(&[T]) -> Vec<R> + Sync) -> Vec<R> {
    let (one, other) = items.split_at(items.len() / 2);
    std::thread::scope(|scope| {
        let thread = scope.spawn(|| work(one));
        let second = work(other);
        let mut all = thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        all.extend(second);
        all
    })
}
