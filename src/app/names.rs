//! Names to complete what somebody types; slips are forgiven.

use super::App;
use crate::knowledge::{Entity, EntityKind, Knowledge, folded};

/// So near must a name be to be offered (Jaro-Winkler, 0 to 1): below it stands what only shares its letters.
const NEAR: f64 = 0.78;

/// The name of an entity begins as typed; above everything that Jaro-Winkler can give.
const NAME: f64 = 4.0;
/// Another name of it does.
const OTHER_NAME: f64 = 3.0;
/// A word of a name does.
const WORD: f64 = 2.0;

/// Which names are offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// Of whatever has a summary.
    Summarised,
    /// Of all that the sources cover.
    Covered,
}

/// A name to pick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// The id, by which every lookup finds it.
    pub id: String,
    /// What it is called.
    pub name: String,
}

impl App {
    /// The names that come nearest to what is typed, best first; before anything is, states, then powers,
    /// organisations and projects.
    pub fn names(&self, typed: &str, which: Names, limit: usize) -> Vec<Offered> {
        names(&self.knowledge(), typed, which, limit)
    }
}

fn names(knowledge: &Knowledge, typed: &str, which: Names, limit: usize) -> Vec<Offered> {
    let typed = folded(typed);
    let wanted = |entity: &&Entity| match which {
        Names::Summarised => knowledge.profiles.contains_key(&entity.id),
        Names::Covered => entity.covered,
    };
    let near =
        knowledge.entities.values().filter(wanted).filter_map(|entity| Some((nearness(entity, &typed)?, entity)));
    let mut near: Vec<(f64, &Entity)> = near.collect();
    // Where a name begins as typed, what is merely alike is no help.
    if near.iter().any(|(score, _)| *score >= WORD) {
        near.retain(|(score, _)| *score >= WORD);
    }
    let rank = |entity: &Entity| (!knowledge.profiles.contains_key(&entity.id), order(entity.kind));
    near.sort_by(|(a, one), (b, other)| {
        b.total_cmp(a).then_with(|| rank(one).cmp(&rank(other))).then_with(|| one.name.cmp(&other.name))
    });
    let offered = near.into_iter().take(limit);
    offered.map(|(_, entity)| Offered { id: entity.id.to_string(), name: entity.name.clone() }).collect()
}

/// How near a name of an entity comes to what is typed: where it begins so, where a word of it does, or else how alike
/// they are; none where nothing is. All are as near to nothing.
fn nearness(entity: &Entity, typed: &str) -> Option<f64> {
    if typed.is_empty() {
        return Some(0.0);
    }
    let own = folded(&entity.name);
    let scores = entity.names().map(|name| {
        let name = folded(name);
        if name.starts_with(typed) {
            return if name == own { NAME } else { OTHER_NAME };
        }
        if name.split(' ').any(|word| word.starts_with(typed)) {
            return WORD;
        }
        // Half a name is compared with the half that it may be.
        let start: String = name.chars().take(typed.chars().count()).collect();
        strsim::jaro_winkler(typed, &name).max(strsim::jaro_winkler(typed, &start))
    });
    scores.max_by(f64::total_cmp).filter(|score| *score >= NEAR)
}

fn order(kind: EntityKind) -> usize {
    match kind {
        EntityKind::State => 0,
        EntityKind::Power => 1,
        EntityKind::Organisation => 2,
        EntityKind::Project => 3,
        EntityKind::Place => 4,
        EntityKind::Document => 5,
        EntityKind::Person => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::{NAME, OTHER_NAME, WORD, nearness};
    use crate::knowledge::{Entity, EntityId, EntityKind};

    fn entity(name: &str, aliases: &[&str]) -> Entity {
        Entity {
            id: EntityId::parse("some").unwrap(),
            kind: EntityKind::State,
            name: name.to_owned(),
            aliases: aliases.iter().map(ToString::to_string).collect(),
            ambiguous: Vec::new(),
            members: Vec::new(),
            part_of: None,
            leads: None,
            years: None,
            covered: true,
        }
    }

    #[test]
    fn a_name_is_found_by_its_beginning_by_a_word_of_it_and_with_a_slip() {
        let league = entity("Northern Trade League", &["NTL"]);
        for (typed, near) in
            [("nor", Some(NAME)), ("ntl", Some(OTHER_NAME)), ("trad", Some(WORD)), ("", Some(0.0)), ("zebra", None)]
        {
            assert_eq!(nearness(&league, typed), near, "{typed}");
        }
        for typed in ["kyrgystan", "krygyz", "kirgiz", "kyrgizstan"] {
            assert!(nearness(&entity("Kyrgyzstan", &[]), typed).is_some(), "{typed}");
        }
    }
}
