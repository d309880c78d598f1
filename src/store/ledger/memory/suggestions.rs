//! Suggestions in memory.

use super::{Memory, count, kept};
use crate::store::ledger::{LedgerError, Pseudonym, Suggestion, Suggestions, Verdict};
use async_trait::async_trait;
use jiff::Timestamp;
use std::collections::BTreeMap;

#[derive(Debug, Default)]
pub(super) struct Rows {
    last: u64,
    all: BTreeMap<u64, Suggestion>,
}

impl Rows {
    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Keeps only some; returns how many went.
    pub(super) fn keep(&mut self, keep: impl Fn(&Suggestion) -> bool) -> u64 {
        let before = self.all.len();
        self.all.retain(|_, suggestion| keep(suggestion));
        count(before - self.all.len())
    }
}

#[async_trait]
impl Suggestions for Memory {
    async fn suggest(&self, suggestion: &Suggestion) -> Result<u64, LedgerError> {
        let rows = &mut self.rows().suggestions;
        rows.last += 1;
        let id = rows.last;
        rows.all.insert(id, Suggestion { id, at: kept(suggestion.at), ..suggestion.clone() });
        Ok(id)
    }

    async fn suggestion(&self, id: u64) -> Result<Option<Suggestion>, LedgerError> {
        Ok(self.rows().suggestions.all.get(&id).cloned())
    }

    async fn open_suggestions(&self, guild: Option<u64>, limit: usize) -> Result<Vec<Suggestion>, LedgerError> {
        let rows = self.rows();
        let open = rows.suggestions.all.values().filter(|suggestion| suggestion.state == Verdict::Open);
        let open = open.filter(|suggestion| suggestion.guild == guild);
        Ok(open.take(limit).cloned().collect())
    }

    async fn suggestions_of(&self, author: &Pseudonym, limit: usize) -> Result<Vec<Suggestion>, LedgerError> {
        let rows = self.rows();
        let theirs = rows.suggestions.all.values().rev().filter(|suggestion| suggestion.author == *author);
        Ok(theirs.take(limit).cloned().collect())
    }

    async fn decide(&self, id: u64, verdict: Verdict, word: Option<&str>, at: Timestamp) -> Result<bool, LedgerError> {
        let mut rows = self.rows();
        let open = rows.suggestions.all.get_mut(&id).filter(|suggestion| suggestion.state == Verdict::Open);
        let Some(suggestion) = open else { return Ok(false) };
        suggestion.state = verdict;
        suggestion.word = word.map(str::to_owned);
        suggestion.at = kept(at);
        Ok(true)
    }

    async fn told(&self, id: u64) -> Result<bool, LedgerError> {
        let mut rows = self.rows();
        Ok(rows.suggestions.all.get_mut(&id).and_then(|suggestion| suggestion.reach.take()).is_some())
    }
}
