//! Drafts that are being looked at or published: a second press meanwhile is let be.

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The drafts that a press is being seen to on.
#[derive(Debug, Default)]
pub(in crate::discord) struct InHand(Mutex<HashSet<u64>>);

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

    fn drafts(&self) -> MutexGuard<'_, HashSet<u64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.all.drafts().remove(&self.draft);
    }
}
