//! What leans on an entry: shown before it changes, and listed when a person should look again.

use crate::knowledge::edit::EntryDraft;
use crate::knowledge::{Date, EntityId, Entry, EntryId, Knowledge, Topic};

/// A sentence of a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resting {
    /// Whose profile it is.
    pub entity: EntityId,
    /// Its section.
    pub topic: Topic,
    /// The sentence.
    pub sentence: String,
}

/// What happens to an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It says something else.
    Changed,
    /// It never answers again.
    Retired,
    /// It goes altogether.
    Gone,
}

/// An entry that changes, with all that leans on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consequence {
    /// The entry.
    pub entry: EntryId,
    /// What happens to it.
    pub fate: Fate,
    /// Sentences of profiles that it proves: they may be stale now.
    pub sentences: Vec<Resting>,
    /// Entries that send readers to it.
    pub see_also: Vec<EntryId>,
    /// Entries that it supersedes, or that supersede it.
    pub chain: Vec<EntryId>,
    /// Questions of the guard that it answers.
    pub guard: Vec<String>,
}

impl Consequence {
    /// What leans on an entry.
    pub fn of(knowledge: &Knowledge, entry: &EntryId, fate: Fate) -> Self {
        let others = || knowledge.live().filter(|other| other.id != *entry);
        let ids = |those: &dyn Fn(&Entry) -> bool| others().filter(|it| those(it)).map(|it| it.id.clone()).collect();
        let older = |id: &EntryId| knowledge.entry(entry).is_some_and(|entry| entry.supersedes.contains(id));
        let guard = knowledge.guard.iter().filter(|case| case.expect.as_ref() == Some(entry));
        Self {
            entry: entry.clone(),
            fate,
            sentences: resting(knowledge, entry),
            see_also: ids(&|it| it.see_also.contains(entry)),
            chain: ids(&|it| it.supersedes.contains(entry) || older(&it.id)),
            guard: guard.map(|case| case.question.clone()).collect(),
        }
    }

    /// Whether nothing leans on the entry.
    pub fn is_empty(&self) -> bool {
        self.sentences.is_empty() && self.see_also.is_empty() && self.chain.is_empty() && self.guard.is_empty()
    }
}

/// The sentences of profiles that an entry proves.
pub fn resting(knowledge: &Knowledge, entry: &EntryId) -> Vec<Resting> {
    let sections = knowledge
        .profiles
        .values()
        .flat_map(|profile| profile.sections.iter().map(move |section| (&profile.entity, section)));
    let sentences = sections.flat_map(|(entity, section)| {
        let proven = section.sentences.iter().filter(|sentence| sentence.entries.contains(entry));
        proven.map(move |sentence| Resting {
            entity: entity.clone(),
            topic: section.topic,
            sentence: sentence.text.clone(),
        })
    });
    sentences.collect()
}

/// What leans on the entries that say something else in `after`; phrasings and near misses carry nothing.
pub(super) fn consequences(before: &Knowledge, after: &Knowledge) -> Vec<Consequence> {
    let changed = before.entries.iter().filter_map(|old| {
        let fate = match after.entry(&old.id) {
            None => Fate::Gone,
            Some(new) if new.retired.is_some() && old.retired.is_none() => Fate::Retired,
            Some(new) if said(EntryDraft::from(old)) != said(EntryDraft::from(new)) => Fate::Changed,
            Some(_) => return None,
        };
        Some(Consequence::of(before, &old.id, fate))
    });
    changed.filter(|consequence| !consequence.is_empty()).collect()
}

/// What an entry says, without how it is found.
pub(super) fn said(entry: EntryDraft) -> EntryDraft {
    let nothing = Vec::new;
    EntryDraft {
        questions: nothing(),
        not: nothing(),
        mentions: nothing(),
        see_also: nothing(),
        review_by: None,
        ..entry
    }
}

/// The entries that are new or different in `after`, in its order.
pub(super) fn touched<'k>(before: &Knowledge, after: &'k Knowledge) -> Vec<&'k Entry> {
    let same = |new: &Entry| before.entry(&new.id).is_some_and(|old| EntryDraft::from(old) == EntryDraft::from(new));
    after.entries.iter().filter(|entry| !same(entry)).collect()
}

/// The entries that a person should have looked at again before today; the longest overdue first.
pub fn stale(knowledge: &Knowledge, today: Date) -> Vec<&Entry> {
    let due = |entry: &&Entry| entry.review_by.is_some_and(|date| today.is_after(date));
    let mut stale: Vec<&Entry> = knowledge.live().filter(due).collect();
    stale.sort_by_key(|entry| entry.review_by.map(Date::sort_key));
    stale
}
