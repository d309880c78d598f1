//! What is asked by name and not by question: summaries, comparisons, timelines.

use super::App;
use crate::knowledge::{Entity, EntityId, Knowledge, Topic};
use crate::reply::{self, Block, Named, Reply, Span};

impl App {
    /// The summary of a state or of whatever has one, whole or one topic of it.
    pub fn country(&self, name: &str, topic: Option<Topic>) -> Reply {
        let snapshot = self.snapshot.load();
        let knowledge = snapshot.knowledge();
        with_entity(knowledge, name, |entity| reply::compose_profile(knowledge, state_of(knowledge, entity), topic))
    }

    /// What is known of an entity in short, and the questions that are answered about it.
    pub fn about(&self, name: &str) -> Reply {
        let snapshot = self.snapshot.load();
        let knowledge = snapshot.knowledge();
        with_entity(knowledge, name, |entity| reply::compose_about(knowledge, spoken_for(knowledge, entity)))
    }

    /// Two summaries side by side.
    pub fn compare(&self, one: &str, other: &str, topic: Option<Topic>) -> Reply {
        let snapshot = self.snapshot.load();
        let knowledge = snapshot.knowledge();
        with_entity(knowledge, one, |one| {
            with_entity(knowledge, other, |other| {
                let (one, other) = (state_of(knowledge, one), state_of(knowledge, other));
                reply::compose_comparison(knowledge, one, other, topic)
            })
        })
    }

    /// Whom [`Self::country`] and [`Self::compare`] tell of under a name; none where the name is not known.
    pub fn summarised(&self, name: &str) -> Option<EntityId> {
        self.meant(name, state_of)
    }

    /// Whom [`Self::about`] and [`Self::timeline`] tell of under a name; none where the name is not known.
    pub fn told_of(&self, name: &str) -> Option<EntityId> {
        self.meant(name, spoken_for)
    }

    fn meant(&self, name: &str, whom: for<'k> fn(&'k Knowledge, &'k Entity) -> &'k Entity) -> Option<EntityId> {
        let snapshot = self.snapshot.load();
        let knowledge = snapshot.knowledge();
        match reply::named(knowledge, name) {
            Named::Entity(entity) | Named::Repaired(entity, _) => Some(whom(knowledge, entity).id.clone()),
            Named::Unknown(_) => None,
        }
    }

    /// Dated things in order: of one entity, or of all.
    pub fn timeline(&self, about: Option<&str>, span: Span) -> Reply {
        let snapshot = self.snapshot.load();
        let knowledge = snapshot.knowledge();
        match about {
            None => reply::compose_timeline(knowledge, None, span),
            Some(name) => with_entity(knowledge, name, |entity| {
                reply::compose_timeline(knowledge, Some(spoken_for(knowledge, entity)), span)
            }),
        }
    }
}

/// A reply on the entity that a name means, with a note where it was read with a slip.
fn with_entity(knowledge: &Knowledge, name: &str, compose: impl FnOnce(&Entity) -> Reply) -> Reply {
    match reply::named(knowledge, name) {
        Named::Entity(entity) => compose(entity),
        Named::Repaired(entity, full) => {
            let mut reply = compose(entity);
            reply.blocks.insert(0, Block::Note(reply::read_as(name, full)));
            reply
        }
        Named::Unknown(reply) => reply,
    }
}

/// Who has no summary has that of their state: a capital, a leader.
fn state_of<'k>(knowledge: &'k Knowledge, entity: &'k Entity) -> &'k Entity {
    if knowledge.profiles.contains_key(&entity.id) {
        return entity;
    }
    entity.stands_for().and_then(|id| knowledge.entities.get(id)).unwrap_or(entity)
}

/// Whom no entry is about or mentions is spoken for by their state.
fn spoken_for<'k>(knowledge: &'k Knowledge, entity: &'k Entity) -> &'k Entity {
    let known = knowledge.live().any(|entry| entry.about.contains(&entity.id) || entry.mentions.contains(&entity.id));
    if known { entity } else { state_of(knowledge, entity) }
}
