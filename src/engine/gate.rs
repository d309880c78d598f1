//! The entity gate: an entry about another country never answers.

use super::question::Question;
use crate::knowledge::{EntityId, EntityKind, Entry, Knowledge};

/// What keeps an entry from answering.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gate {
    /// The question names this, and it is in neither `about` nor `mentions`.
    Entity(EntityId),
    /// The question is one of the entry's near misses, or nearer to one than to its phrasings.
    NearMiss,
}

/// The first thing that the question names and the entry does not know.
pub(super) fn blocks(knowledge: &Knowledge, question: &Question, entry: &Entry) -> Option<Gate> {
    let blocked = question
        .mentions
        .iter()
        .find(|mention| !mention.entities.iter().any(|named| admits(knowledge, question, entry, named)));
    blocked.and_then(|mention| mention.entities.first().cloned()).map(Gate::Entity)
}

/// Whether an entry may answer a question that names this entity.
fn admits(knowledge: &Knowledge, question: &Question, entry: &Entry, named: &EntityId) -> bool {
    let holds = |id: &EntityId| entry.about.contains(id) || entry.mentions.contains(id);
    holds(named)
        || knowledge.is_about(entry, named)
        || region_beside_member(knowledge, question, named, &holds)
        || through_state(knowledge, entry, named, &holds)
}

/// Whether a question speaks of what an entry is about, so that it may answer outright.
///
/// `mentions` lets an entry through the gate; but who asks only of what is mentioned, or names nobody,
/// may mean another: such an entry is offered and does not answer.
pub(super) fn is_anchored(knowledge: &Knowledge, question: &Question, entry: &Entry) -> bool {
    let through = question.entities().filter_map(|id| knowledge.entities.get(id)?.stands_for());
    let named: Vec<&EntityId> = question.entities().chain(through).collect();
    let about = |id: &EntityId| knowledge.is_about(entry, id);
    let actors = named.iter().copied().filter(|id| is_actor(knowledge, id));
    let (ours, others): (Vec<&EntityId>, Vec<&EntityId>) = actors.partition(|id| in_region(knowledge, id));
    match (ours.is_empty(), others.is_empty()) {
        (false, _) => ours.into_iter().any(about),
        (true, _) if is_of_one_state(knowledge, entry) => {
            named.into_iter().any(|id| ties(knowledge, id) && about(id) || holds_member(knowledge, id, entry))
        }
        (true, false) => others.into_iter().any(about),
        (true, true) => true,
    }
}

/// Whether a question names a state of the region of which an entry speaks only as one of all.
pub(super) fn is_of_all(knowledge: &Knowledge, question: &Question, entry: &Entry) -> bool {
    let through = question.entities().filter_map(|id| knowledge.entities.get(id)?.stands_for());
    let mut ours = question.entities().chain(through).filter(|id| in_region(knowledge, id));
    let first = ours.next();
    first.is_some_and(|first| !std::iter::once(first).chain(ours).any(|id| entry.about.contains(id)))
}

/// Whether an entry tells of one state of the region alone, or of it and one partner:
/// with the name of an organisation or of the partner any other state could be meant.
fn is_of_one_state(knowledge: &Knowledge, entry: &Entry) -> bool {
    let group = |id: &EntityId| knowledge.entities.get(id).is_some_and(|entity| !entity.members.is_empty());
    let ours = entry.about.iter().filter(|id| in_region(knowledge, id)).count();
    let others = entry.about.iter().filter(|id| is_actor(knowledge, id)).count() - ours;
    ours == 1 && others < 2 && !entry.about.iter().any(group)
}

/// A state or a power: somebody who acts.
fn is_actor(knowledge: &Knowledge, id: &EntityId) -> bool {
    let kind = knowledge.entities.get(id).map(|entity| entity.kind);
    matches!(kind, Some(EntityKind::State | EntityKind::Power))
}

/// Whether a state is one of a region's.
fn in_region(knowledge: &Knowledge, id: &EntityId) -> bool {
    knowledge.entities.values().any(|group| group.members.contains(id))
}

/// What by itself says whom a question is about: a project, a person, a document.
fn ties(knowledge: &Knowledge, id: &EntityId) -> bool {
    let kind = knowledge.entities.get(id).map(|entity| entity.kind);
    matches!(kind, Some(EntityKind::Project | EntityKind::Person | EntityKind::Document))
}

/// Whether a region is named, and the entry is about one of its states: "which of the five …".
fn holds_member(knowledge: &Knowledge, id: &EntityId, entry: &Entry) -> bool {
    let members = knowledge.entities.get(id).map(|entity| entity.members.as_slice()).unwrap_or_default();
    members.iter().any(|member| entry.about.contains(member))
}

/// A region named beside one of its states is only where the state lies.
fn region_beside_member(
    knowledge: &Knowledge,
    question: &Question,
    named: &EntityId,
    holds: &impl Fn(&EntityId) -> bool,
) -> bool {
    let members = knowledge.entities.get(named).map(|entity| entity.members.as_slice());
    let also_named = |id: &&EntityId| question.entities().any(|other| other == *id);
    members.unwrap_or_default().iter().filter(also_named).any(holds)
}

/// A place or a leader names its state; but an entry about one leader is not about another.
fn through_state(knowledge: &Knowledge, entry: &Entry, named: &EntityId, holds: &impl Fn(&EntityId) -> bool) -> bool {
    let Some(entity) = knowledge.entities.get(named) else {
        return false;
    };
    let Some(state) = entity.stands_for() else {
        return false;
    };
    let rival = |id: &EntityId| {
        let other = knowledge.entities.get(id);
        other.is_some_and(|other| other.leads.as_ref() == Some(state))
    };
    let taken = entity.kind == EntityKind::Person && entry.about.iter().any(rival);
    !taken && (holds(state) || knowledge.is_about(entry, state))
}
