//! Questions to complete what somebody types, at every key.

use super::Engine;
use crate::knowledge::{EntityId, EntityKind, Entry, EntryId, Knowledge, folded};
use std::collections::{BTreeMap, BTreeSet};

/// A question that the knowledge answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The entry that answers it.
    pub entry: EntryId,
    /// The phrasing.
    pub question: String,
}

/// All phrasings as they are compared, in the order of the alphabet, each with its entry and its position there.
#[derive(Debug)]
pub(super) struct Beginnings(Vec<(String, usize, usize)>);

impl Beginnings {
    fn of(knowledge: &Knowledge) -> Self {
        let live = knowledge.entries.iter().enumerate().filter(|(_, entry)| entry.retired.is_none());
        let all = live.flat_map(|(at, entry)| {
            entry.questions.iter().enumerate().map(move |(phrasing, question)| (folded(question), at, phrasing))
        });
        let mut all: Vec<_> = all.collect();
        all.sort_unstable();
        Self(all)
    }

    /// The phrasings that begin so, one an entry, the first that it has; an entry's own question before others.
    fn begin_with(&self, start: &str) -> Vec<(usize, usize)> {
        let from = self.0.partition_point(|(text, ..)| text.as_str() < start);
        let mut first: BTreeMap<usize, usize> = BTreeMap::new();
        for (_, entry, phrasing) in self.0.iter().skip(from).take_while(|(text, ..)| text.starts_with(start)) {
            let least = first.entry(*entry).or_insert(*phrasing);
            *least = (*least).min(*phrasing);
        }
        let mut found: Vec<(usize, usize)> = first.into_iter().collect();
        found.sort_by_key(|(entry, phrasing)| (*phrasing, *entry));
        found
    }
}

impl Engine {
    /// At most one suggestion an entry: what begins as typed, or as it was meant, then what comes nearest.
    pub(super) fn nearest_questions(&self, typed: &str, limit: usize) -> Vec<Suggestion> {
        let start = folded(typed);
        if start.is_empty() {
            return self.good_starts(limit);
        }
        let beginnings = self.built.beginnings.get_or_init(|| Beginnings::of(&self.knowledge));
        let mut found = beginnings.begin_with(&start);
        if found.len() < limit {
            let meant = self.built.reader.corrected(typed);
            found.extend(beginnings.begin_with(&meant));
            let near = self.ranker().nearest(&self.built.reader.read(&meant), limit);
            found.extend(near.into_iter().map(|near| (near.entry, near.phrasing)));
        }
        let mut seen = BTreeSet::new();
        let fresh = found.into_iter().filter(|(entry, _)| seen.insert(*entry));
        fresh.filter_map(|(entry, phrasing)| self.suggestion(entry, phrasing)).take(limit).collect()
    }

    /// Questions to start with: of each state in turn, and of what is no single state's, spread over its entries.
    fn good_starts(&self, limit: usize) -> Vec<Suggestion> {
        let mut groups: BTreeMap<Option<&EntityId>, Vec<usize>> = BTreeMap::new();
        let newer: BTreeSet<&EntryId> = self.knowledge.live().flat_map(|entry| &entry.supersedes).collect();
        for (at, entry) in self.knowledge.entries.iter().enumerate() {
            if entry.retired.is_none() && !newer.contains(&entry.id) {
                groups.entry(self.state_of(entry)).or_default().push(at);
            }
        }
        let rounds = limit.div_ceil(groups.len().max(1));
        // States first, in the order of their ids; what is no single state's last.
        let groups = || groups.iter().filter(|(state, _)| state.is_some()).chain(groups.get_key_value(&None));
        let starts = (0..rounds).flat_map(|round| {
            groups().filter_map(move |(_, entries)| {
                let apart = (entries.len() / rounds).max(1);
                self.suggestion(*entries.get(round * apart)?, 0)
            })
        });
        starts.take(limit).collect()
    }

    /// The state of a region that an entry is about before all else.
    fn state_of<'k>(&'k self, entry: &'k Entry) -> Option<&'k EntityId> {
        let entities = &self.knowledge.entities;
        let is_ours = |id: &EntityId| entities.values().any(|group| group.members.contains(id));
        entry
            .about
            .first()
            .filter(|id| entities.get(*id).is_some_and(|entity| entity.kind == EntityKind::State) && is_ours(id))
    }

    fn suggestion(&self, entry: usize, phrasing: usize) -> Option<Suggestion> {
        let entry = self.knowledge.entries.get(entry)?;
        let question = entry.questions.get(phrasing)?.clone();
        Some(Suggestion { entry: entry.id.clone(), question })
    }
}
