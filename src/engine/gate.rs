//! The entity gate: an entry about another country never answers.
//!
//! Who an entry may speak for is worked out once, when the engine is built; a question then looks up bits.

use super::decision::Mention;
use crate::knowledge::{Entity, EntityId, EntityKind, Entry, Knowledge};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What keeps an entry from answering.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gate {
    /// The question names this, and it is in neither `about` nor `mentions`.
    Entity(EntityId),
    /// The question is one of the entry's near misses.
    NearMiss,
}

/// For whom every entry may speak.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Gates {
    numbers: FxHashMap<EntityId, usize>,
    /// By entity.
    actors: Vec<Actor>,
    /// By entry.
    entries: Vec<Speaks>,
}

/// What an entity is in a question.
#[derive(Debug, Serialize, Deserialize)]
struct Actor {
    /// A state or a power: somebody who acts.
    acts: bool,
    /// One of a region's.
    ours: bool,
    /// A project, a person or a document: by itself it says whom a question is about.
    ties: bool,
    /// The state that naming it names too.
    state: Option<usize>,
    members: Vec<usize>,
}

/// For whom an entry speaks.
#[derive(Debug, Serialize, Deserialize)]
struct Speaks {
    /// What a question may name.
    admits: Bits,
    /// What stands in `about` or `mentions`.
    holds: Bits,
    /// What it is about, itself or through its region.
    about: Bits,
    /// What stands in `about`.
    subject: Bits,
    /// Leaders who are not meant: another leader of their state stands in `about`, or nothing of what it tells
    /// happened in their years.
    others: Bits,
    /// Whether it tells of one state of the region alone, or of it and one partner:
    /// with the name of an organisation or of the partner any other state could be meant.
    one_state: bool,
}

/// A set of entities.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Bits(Vec<u64>);

impl Bits {
    fn holding(all: usize, numbers: impl Iterator<Item = usize>) -> Self {
        let mut bits = vec![0; all.div_ceil(64)];
        for at in numbers {
            if let Some(word) = bits.get_mut(at / 64) {
                *word |= 1 << (at % 64);
            }
        }
        Self(bits)
    }

    /// Takes in all of another set.
    fn join(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word |= other;
        }
    }

    fn has(&self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }
}

/// What a question names, by number.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// By mention: what it may be.
    mentions: Vec<Vec<usize>>,
    /// Everything named, and the states that it names too.
    all: Vec<usize>,
}

impl Gates {
    /// Works out for whom every entry may speak.
    pub(super) fn build(knowledge: &Knowledge) -> Self {
        let entities: Vec<&Entity> = knowledge.entities.values().collect();
        let numbers: FxHashMap<EntityId, usize> = entities.iter().map(|entity| entity.id.clone()).zip(0..).collect();
        let grouped: BTreeSet<&EntityId> = entities.iter().flat_map(|entity| &entity.members).collect();
        let number = |id: &EntityId| numbers.get(id).copied();
        let actors = entities.iter().map(|entity| Actor {
            acts: matches!(entity.kind, EntityKind::State | EntityKind::Power),
            ours: grouped.contains(&entity.id),
            ties: matches!(entity.kind, EntityKind::Project | EntityKind::Person | EntityKind::Document),
            state: entity.stands_for().and_then(number),
            members: entity.members.iter().filter_map(number).collect(),
        });
        let actors: Vec<Actor> = actors.collect();
        let entries = knowledge.entries.iter().map(|entry| Speaks::of(&entities, &actors, &number, entry)).collect();
        Self { numbers, actors, entries }
    }

    /// What a question names.
    pub(super) fn named(&self, mentions: &[Mention]) -> Named {
        let number = |id: &EntityId| self.numbers.get(id).copied();
        let mentions: Vec<Vec<usize>> =
            mentions.iter().map(|mention| mention.entities.iter().filter_map(number).collect()).collect();
        let named = mentions.iter().flatten();
        let states = named.clone().filter_map(|at| self.actors.get(*at)?.state);
        let all = named.copied().chain(states).collect();
        Named { mentions, all }
    }

    /// The first mention of a question, by position, that an entry does not know.
    pub(super) fn blocks(&self, named: &Named, entry: usize) -> Option<usize> {
        let entry = self.entries.get(entry)?;
        // A region named beside one of its states is only where the state lies.
        let beside = |at: usize| {
            let mut members = self.actors.get(at).into_iter().flat_map(|actor| &actor.members);
            members.any(|member| entry.holds.has(*member) && named.mentions.iter().flatten().any(|n| n == member))
        };
        named.mentions.iter().position(|mention| !mention.iter().any(|at| entry.admits.has(*at) || beside(*at)))
    }

    /// Whether a question speaks of what an entry is about, so that it may answer outright.
    ///
    /// `mentions` lets an entry through the gate; but who asks of a state that is only mentioned, or names nobody,
    /// may mean another: such an entry is offered and does not answer. What happened between two states is no answer
    /// to what happened between one of them and a third, and what one leader did none to what another did.
    pub(super) fn is_anchored(&self, named: &Named, entry: usize) -> bool {
        let Some(entry) = self.entries.get(entry) else {
            return true;
        };
        if named.all.iter().any(|at| entry.others.has(*at)) {
            return false;
        }
        let actors = named.all.iter().filter_map(|at| Some((*at, self.actors.get(*at)?)));
        let mut ours = actors.clone().filter(|(_, actor)| actor.acts && actor.ours).peekable();
        if ours.peek().is_some() {
            return ours.all(|(at, _)| entry.about.has(at));
        }
        if entry.one_state {
            return actors.clone().any(|(at, actor)| {
                actor.ties && entry.about.has(at) || actor.members.iter().any(|member| entry.subject.has(*member))
            });
        }
        let mut others = actors.filter(|(_, actor)| actor.acts).peekable();
        others.peek().is_none() || others.any(|(at, _)| entry.about.has(at))
    }

    /// The share of what a question names, states and powers, organisations and projects, that an entry is about;
    /// 1 where it names none.
    pub(super) fn about(&self, named: &Named, entry: usize) -> f64 {
        let Some(entry) = self.entries.get(entry) else {
            return 1.0;
        };
        let subjects = named.mentions.iter().filter(|mention| {
            let mut actors = mention.iter().filter_map(|at| self.actors.get(*at));
            actors.any(|actor| actor.acts || actor.ties)
        });
        let (all, about) = subjects.fold((0.0, 0.0), |(all, about), mention| {
            let speaks = mention.iter().any(|at| entry.about.has(*at));
            (all + 1.0, about + f64::from(u8::from(speaks)))
        });
        if all > 0.0 { about / all } else { 1.0 }
    }

    /// Whether a question names a state of the region of which an entry speaks only as one of all.
    pub(super) fn is_of_all(&self, named: &Named, entry: usize) -> bool {
        let is_ours = |at: &&usize| self.actors.get(**at).is_some_and(|actor| actor.ours);
        let mut ours = named.all.iter().filter(is_ours).peekable();
        let subject = |at: &usize| self.entries.get(entry).is_some_and(|entry| entry.subject.has(*at));
        ours.peek().is_some() && !ours.any(subject)
    }
}

impl Speaks {
    fn of(entities: &[&Entity], actors: &[Actor], number: &dyn Fn(&EntityId) -> Option<usize>, entry: &Entry) -> Self {
        let all = entities.len();
        let subject = Bits::holding(all, entry.about.iter().filter_map(number));
        let mut holds = Bits::holding(all, entry.mentions.iter().filter_map(number));
        holds.join(&subject);
        let subjects = || actors.iter().zip(0..).filter(|(_, at)| subject.has(*at)).map(|(actor, _)| actor);
        let groups = || subjects().filter(|actor| !actor.members.is_empty());
        // An entry about a group and one of its members is about no other member.
        let whole = groups().filter(|group| !group.members.iter().any(|member| subject.has(*member)));
        let mut about = Bits::holding(all, whole.flat_map(|group| group.members.iter().copied()));
        about.join(&subject);
        let leads: Vec<usize> =
            entry.about.iter().filter_map(|id| number(entities.get(number(id)?)?.leads.as_ref()?)).collect();
        // A place or a leader names its state; but an entry about one leader is not about another.
        let state = |at: usize| actors.get(at).and_then(|actor| actor.state);
        let person =
            |at: usize| entities.get(at).filter(|entity| entity.kind == EntityKind::Person && !subject.has(at));
        let is_another = |at: usize| person(at).is_some() && state(at).is_some_and(|state| leads.contains(&state));
        let is_other = |at: usize| is_another(at) || person(at).is_some_and(|person| is_out_of_office(person, entry));
        let others = Bits::holding(all, (0..all).filter(|at| is_other(*at)));
        let through_state =
            |at: usize| state(at).is_some_and(|state| !is_another(at) && (holds.has(state) || about.has(state)));
        let mut admits = Bits::holding(all, (0..all).filter(|at| through_state(*at)));
        admits.join(&holds);
        admits.join(&about);
        let states = subjects().filter(|actor| actor.acts && actor.ours).count();
        let partners = subjects().filter(|actor| actor.acts && !actor.ours).count();
        let one_state = states == 1 && partners < 2 && groups().next().is_none();
        Self { admits, holds, about, subject, others, one_state }
    }
}

/// Whether nothing of what an entry tells happened while a leader was in office; not where it dates nothing.
fn is_out_of_office(person: &Entity, entry: &Entry) -> bool {
    let Some((from, to)) = person.years.filter(|_| !entry.events.is_empty()) else {
        return false;
    };
    !entry.events.iter().any(|event| event.date.year >= from && to.is_none_or(|to| event.date.year <= to))
}
