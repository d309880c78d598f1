//! Which entries are taken for one another.

use crate::knowledge::EntryId;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How often an entry came first, as an answer or a choice, where another should have.
#[derive(Debug, Clone, Default)]
pub struct Confusion {
    /// By what was expected (none: nothing may answer) and what came first.
    counts: BTreeMap<(Option<EntryId>, EntryId), usize>,
}

impl Confusion {
    pub(super) fn count(&mut self, expected: Option<&EntryId>, first: &EntryId) {
        *self.counts.entry((expected.cloned(), first.clone())).or_default() += 1;
    }

    /// What was expected, what came first, and how often; most frequent first.
    pub fn pairs(&self) -> Vec<(Option<&EntryId>, &EntryId, usize)> {
        let mut pairs: Vec<_> =
            self.counts.iter().map(|((expected, first), count)| (expected.as_ref(), first, *count)).collect();
        pairs.sort_by_key(|(.., count)| Reverse(*count));
        pairs
    }

    /// The entries that came first in place of others, and how often in all; most frequent first.
    pub fn thieves(&self) -> Vec<(&EntryId, usize)> {
        let mut sums: BTreeMap<&EntryId, usize> = BTreeMap::new();
        for ((_, first), count) in &self.counts {
            *sums.entry(first).or_default() += count;
        }
        let mut sums: Vec<_> = sums.into_iter().collect();
        sums.sort_by_key(|(_, count)| Reverse(*count));
        sums
    }
}
