//! From a typed name to the entity that is meant, slips included.

use super::block::{Block, Reply};
use super::sentences;
use crate::knowledge::{Entity, Knowledge, folded};

/// A name may hold this many characters: more are no name.
const LONGEST: usize = 80;
/// So near must a name be to be offered (Jaro-Winkler, 0 to 1).
const OFFERED: f64 = 0.86;
/// How many names are offered.
const MOST: usize = 3;

/// What a typed name means.
#[derive(Debug)]
pub enum Named<'k> {
    /// This entity.
    Entity(&'k Entity),
    /// This entity, read from a name with a slip: the name in full.
    Repaired(&'k Entity, &'k str),
    /// Nothing that is known: the sentence that says so, with the names that come nearest.
    Unknown(Reply),
}

/// Finds the entity of a typed name.
pub fn named<'k>(knowledge: &'k Knowledge, name: &str) -> Named<'k> {
    if let Some(entity) = knowledge.entity_named(name) {
        return Named::Entity(entity);
    }
    if name.chars().count() > LONGEST {
        return Named::Unknown(Reply { blocks: vec![Block::Refusal(sentences::LONG_NAME.to_owned())] });
    }
    let typed = folded(name);
    let near = nearest(knowledge, &typed);
    if let Some((_, entity, full)) = near.iter().find(|(_, _, full)| is_slip(&typed, &folded(full))) {
        return Named::Repaired(entity, full);
    }
    let names: Vec<&str> = near.iter().map(|(_, entity, _)| entity.name.as_str()).collect();
    Named::Unknown(Reply { blocks: vec![Block::Refusal(sentences::unknown_name(name, &names))] })
}

/// Whether one name is another with a slip: one from five letters on, two from eight; nobody misses the first letter.
fn is_slip(typed: &str, name: &str) -> bool {
    let letters = name.chars().count();
    let most = if letters >= 8 { 2 } else { usize::from(letters >= 5) };
    typed.chars().next() == name.chars().next() && strsim::osa_distance(typed, name) <= most
}

/// The covered entities whose names come nearest, best first, each with the name that did.
fn nearest<'k>(knowledge: &'k Knowledge, typed: &str) -> Vec<(f64, &'k Entity, &'k str)> {
    let best = |entity: &'k Entity| {
        let scored = entity.names().map(|name| (strsim::jaro_winkler(typed, &folded(name)), entity, name));
        scored.max_by(|a, b| a.0.total_cmp(&b.0))
    };
    let covered = knowledge.entities.values().filter(|entity| entity.covered);
    let mut near: Vec<_> = covered.filter_map(best).filter(|(score, ..)| *score >= OFFERED).collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    near.truncate(MOST);
    near
}
