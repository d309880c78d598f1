//! Drafts that are being looked at or published: a second press meanwhile is let be, a form waits for its turn.

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;

/// The drafts that a press or a form is being seen to on.
#[derive(Debug, Default)]
pub(in crate::discord) struct InHand {
    drafts: Mutex<HashSet<u64>>,
    freed: Notify,
}

/// A draft in hand, until it is dropped.
#[derive(Debug)]
pub(super) struct Held<'h> {
    all: &'h InHand,
    draft: u64,
}

impl InHand {
    /// Takes a draft in hand; none where another press has it.
    pub(super) fn take(&self, draft: u64) -> Option<Held<'_>> {
        self.drafts().insert(draft).then_some(draft).map(|draft| Held { all: self, draft })
    }

    /// Takes a draft in hand once nobody else has it.
    pub(super) async fn turn(&self, draft: u64) -> Held<'_> {
        loop {
            let mut freed = std::pin::pin!(self.freed.notified());
            // Before it is looked at: what is freed in between wakes too.
            freed.as_mut().enable();
            if let Some(held) = self.take(draft) {
                return held;
            }
            freed.await;
        }
    }

    fn drafts(&self) -> MutexGuard<'_, HashSet<u64>> {
        self.drafts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.all.drafts().remove(&self.draft);
        self.all.freed.notify_waiters();
    }
}
