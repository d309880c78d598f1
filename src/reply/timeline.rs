//! Dated things in order.

use super::block::{Block, Reply};
use super::proof::with_proof;
use super::sentences;
use crate::knowledge::{Date, Entity, EntityId, Entry, Event, Knowledge, folded, names_phrase, without_phrase};

/// From when to when, both included; open where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// The first date.
    pub from: Option<Date>,
    /// The last date.
    pub to: Option<Date>,
}

impl Span {
    /// Whether its last date lies before its first.
    pub(super) fn is_reversed(self) -> bool {
        self.from.zip(self.to).is_some_and(|(from, to)| from.is_after(to))
    }

    /// Whether a date lies in it, as far as it is precise: 2017 lies in the span from June 2017.
    fn holds(self, date: Date) -> bool {
        self.from.is_none_or(|from| !from.is_after(date)) && self.to.is_none_or(|to| !date.is_after(to))
    }
}

/// The dated things of an entity, or of all, in order.
pub fn compose_timeline(knowledge: &Knowledge, about: Option<&Entity>, span: Span) -> Reply {
    let name = about.map(|entity| entity.name.as_str());
    let mut rows = if span.is_reversed() { Vec::new() } else { rows(knowledge, about, span) };
    if rows.is_empty() {
        return Reply { blocks: vec![Block::Refusal(sentences::no_events(name, span))] };
    }
    rows.sort_by_key(|row| match row {
        Block::TimelineRow { date, .. } => date.sort_key(),
        _ => (0, 0, 0),
    });
    let mut blocks = vec![Block::Title(sentences::timeline(name))];
    blocks.extend(rows);
    blocks.extend(knowledge.newest_source().map(|date| Block::Note(sentences::newest(date))));
    Reply { blocks: with_proof(knowledge, blocks) }
}

/// One row a dated thing; what several entries tell in the same words stands once.
fn rows(knowledge: &Knowledge, about: Option<&Entity>, span: Span) -> Vec<Block> {
    let mut rows: Vec<Block> = Vec::new();
    let subject = about.map(|entity| Subject::of(knowledge, entity));
    for entry in knowledge.live() {
        let wanted = |event: &&Event| {
            span.holds(event.date) && subject.as_ref().is_none_or(|subject| subject.concerns(entry, event))
        };
        for event in entry.events.iter().filter(wanted) {
            let same = rows.iter_mut().find_map(|row| match row {
                Block::TimelineRow { date, text, planned, proof } => {
                    let same = (*date, text.as_str(), *planned) == (event.date, event.text.as_str(), event.planned);
                    same.then_some(proof)
                }
                _ => None,
            });
            match same {
                Some(proof) => proof.push(entry.id.clone()),
                None => rows.push(Block::TimelineRow {
                    date: event.date,
                    text: event.text.clone(),
                    planned: event.planned,
                    proof: vec![entry.id.clone()],
                }),
            }
        }
    }
    rows
}

/// Whose timeline it is: names folded once, not for every dated thing.
struct Subject {
    id: EntityId,
    names: Vec<String>,
    /// Of the other members of its groups.
    siblings: Vec<String>,
    groups: Vec<Group>,
}

/// A group that a subject is a member of.
struct Group {
    id: EntityId,
    names: Vec<String>,
    /// What is only called after it: a union, a community.
    called_after: Vec<String>,
}

impl Subject {
    fn of(knowledge: &Knowledge, entity: &Entity) -> Self {
        let groups = knowledge.entities.values().filter(|group| group.members.contains(&entity.id));
        let groups: Vec<&Entity> = groups.collect();
        let siblings = groups.iter().flat_map(|group| &group.members).filter(|id| **id != entity.id);
        Self {
            id: entity.id.clone(),
            names: names(entity).collect(),
            siblings: siblings.filter_map(|id| knowledge.entities.get(id)).flat_map(names).collect(),
            groups: groups.into_iter().map(|group| Group::of(knowledge, group)).collect(),
        }
    }

    /// Whether a dated thing belongs on the timeline: it names the subject; or its entry is about it and the thing
    /// names no other state of the region instead; or its entry is about its group and the thing names that.
    fn concerns(&self, entry: &Entry, event: &Event) -> bool {
        let text = folded(&event.text);
        let named = |names: &[String]| names.iter().any(|name| names_phrase(&text, name));
        named(&self.names)
            || entry.about.contains(&self.id) && !named(&self.siblings)
            || self.groups.iter().any(|group| entry.about.contains(&group.id) && group.is_named(&text))
    }
}

impl Group {
    fn of(knowledge: &Knowledge, group: &Entity) -> Self {
        let own: Vec<String> = names(group).collect();
        let others = knowledge.entities.values().filter(|entity| entity.id != group.id).flat_map(names);
        let called_after = others.filter(|name| own.iter().any(|own| names_phrase(name, own))).collect();
        Self { id: group.id.clone(), names: own, called_after }
    }

    /// Whether a folded text names the group itself, and not only something called after it.
    fn is_named(&self, text: &str) -> bool {
        let rest = self.called_after.iter().fold(text.to_owned(), |text, name| without_phrase(&text, name));
        self.names.iter().any(|name| names_phrase(&rest, name))
    }
}

fn names(entity: &Entity) -> impl Iterator<Item = String> {
    entity.names().map(folded)
}
