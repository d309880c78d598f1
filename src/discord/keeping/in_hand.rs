//! Drafts that are being looked at or published: another press meanwhile is not carried out, a form waits for its turn.
//!
//! What a draft holds and what is shown of it are in hand each by itself (`Bot::in_hand`, `Bot::showing`): a draft that
//! is published changes no more, while Discord may be slow to show that.

use super::Keep;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;

/// The drafts that are in hand, with what was asked.
#[derive(Debug, Default)]
pub(in crate::discord) struct InHand {
    drafts: Mutex<HashMap<u64, Keep>>,
    freed: Notify,
}

/// A draft in hand, until it is dropped.
#[derive(Debug)]
pub(super) struct Held<'h> {
    all: &'h InHand,
    draft: u64,
}

impl InHand {
    /// Takes a draft in hand for what was asked.
    ///
    /// # Errors
    /// What it is in hand for already.
    pub(super) fn take(&self, draft: u64, asked: &Keep) -> Result<Held<'_>, Keep> {
        match self.drafts().entry(draft) {
            Entry::Occupied(other) => Err(other.get().clone()),
            Entry::Vacant(free) => {
                free.insert(asked.clone());
                Ok(Held { all: self, draft })
            }
        }
    }

    /// Takes a draft in hand once nobody else has it.
    pub(super) async fn turn(&self, draft: u64, asked: &Keep) -> Held<'_> {
        loop {
            let mut freed = std::pin::pin!(self.freed.notified());
            // Before it is looked at: what is freed in between wakes too.
            freed.as_mut().enable();
            if let Ok(held) = self.take(draft, asked) {
                return held;
            }
            freed.await;
        }
    }

    fn drafts(&self) -> MutexGuard<'_, HashMap<u64, Keep>> {
        self.drafts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.all.drafts().remove(&self.draft);
        self.all.freed.notify_waiters();
    }
}
