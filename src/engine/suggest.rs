//! Questions to complete what somebody types.

use super::Engine;
use crate::knowledge::{EntryId, folded};
use std::collections::BTreeSet;

/// A question that the knowledge answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The entry that answers it.
    pub entry: EntryId,
    /// The phrasing.
    pub question: String,
}

impl Engine {
    /// At most one suggestion an entry.
    pub(super) fn nearest_questions(&self, typed: &str, limit: usize) -> Vec<Suggestion> {
        let start = folded(typed);
        if start.is_empty() {
            return self.good_starts(limit);
        }
        let mut scored: Vec<(bool, f64, usize, usize)> = Vec::new();
        for (at, entry) in self.knowledge.entries.iter().enumerate().filter(|(_, e)| e.retired.is_none()) {
            let begins = entry.questions.iter().position(|question| folded(question).starts_with(&start));
            scored.extend(begins.map(|phrasing| (true, 0.0, at, phrasing)));
        }
        for near in self.ranker().nearest(&self.built.reader.read(typed), limit) {
            scored.push((false, near.score, near.entry, near.phrasing));
        }
        // What begins as typed stands first, and an entry's own question before its other phrasings.
        let rank = |row: &(bool, f64, usize, usize)| (row.0, row.3);
        scored.sort_by(|a, b| {
            rank(b).0.cmp(&rank(a).0).then(b.1.total_cmp(&a.1)).then(rank(a).1.cmp(&rank(b).1)).then(a.2.cmp(&b.2))
        });
        let mut seen = BTreeSet::new();
        let fresh = scored.into_iter().filter(|(_, _, entry, _)| seen.insert(*entry));
        fresh.filter_map(|(_, _, entry, phrasing)| self.suggestion(entry, phrasing)).take(limit).collect()
    }

    /// The first question of entries spread over the whole knowledge.
    fn good_starts(&self, limit: usize) -> Vec<Suggestion> {
        let live: Vec<usize> = (0..self.knowledge.entries.len())
            .filter(|at| self.knowledge.entries.get(*at).is_some_and(|entry| entry.retired.is_none()))
            .collect();
        let step = (live.len() / limit.max(1)).max(1);
        live.into_iter().step_by(step).filter_map(|entry| self.suggestion(entry, 0)).take(limit).collect()
    }

    fn suggestion(&self, entry: usize, phrasing: usize) -> Option<Suggestion> {
        let entry = self.knowledge.entries.get(entry)?;
        let question = entry.questions.get(phrasing)?.clone();
        Some(Suggestion { entry: entry.id.clone(), question })
    }
}
