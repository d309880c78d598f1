//! The summary that a question comes near to, where no entry answers it.

use super::block::{Block, Summary};
use crate::knowledge::{Entity, EntityId, EntityKind, Knowledge, Topic, folded, names_phrase};
use std::collections::BTreeSet;

/// Names the summary of the one state that a question names, or those of two, with the topic that its other name asks
/// about.
pub(super) fn summary_of(knowledge: &Knowledge, named: &[&EntityId]) -> Option<Block> {
    let named: Vec<&Entity> = named.iter().filter_map(|id| knowledge.entities.get(*id)).collect();
    let is_told = |it: &&Entity| it.kind == EntityKind::State && knowledge.profiles.contains_key(&it.id);
    let mut seen = BTreeSet::new();
    let states: Vec<&EntityId> =
        named.iter().copied().filter(is_told).map(|it| &it.id).filter(|id| seen.insert(*id)).collect();
    let (of, beside) = match states.as_slice() {
        [of] => (*of, None),
        [of, beside] => (*of, Some((*beside).clone())),
        _ => return None,
    };
    let has =
        |topic: &Topic| knowledge.profiles.get(of).is_some_and(|it| it.sections.iter().any(|s| s.topic == *topic));
    let topic = named.iter().filter_map(|entity| topic_of(entity)).find(has);
    Some(Block::Summary(Summary { of: of.clone(), beside, topic }))
}

/// The topic that has an entity in its title.
fn topic_of(entity: &Entity) -> Option<Topic> {
    let is_named = |topic: &Topic| {
        let title = folded(topic.title());
        entity.kind == EntityKind::Power && entity.names().any(|name| names_phrase(&title, &folded(name)))
    };
    Topic::ALL.into_iter().find(is_named)
}
