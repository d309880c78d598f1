//! Two entities side by side, topic by topic.

use super::block::{Block, Reply, Sentence};
use super::proof::with_proof;
use super::sentences;
use crate::knowledge::{Entity, Entry, EntryId, Knowledge, Profile, Topic};

/// Two summaries side by side, whole or one topic of them, and what is known of both together.
pub fn compose_comparison(knowledge: &Knowledge, one: &Entity, other: &Entity, topic: Option<Topic>) -> Reply {
    let sides = [one, other].map(|entity| Some((entity, knowledge.profiles.get(&entity.id)?)));
    let sides = match sides {
        [Some(one), Some(other)] if one.0.id != other.0.id => [one, other],
        _ => return refused(knowledge, one, other),
    };
    let topics: Vec<Topic> = Topic::ALL.into_iter().filter(|one| topic.is_none_or(|topic| topic == *one)).collect();
    let mut blocks = vec![Block::Title(sentences::both(&one.name, &other.name))];
    for topic in topics.iter().filter(|topic| sides.iter().any(|(_, profile)| has(profile, **topic))) {
        blocks.push(Block::Heading(topic.title().to_owned()));
        blocks.extend(sides.iter().map(|(entity, profile)| side(entity, profile, *topic)));
    }
    if let (1, Some(topic)) = (blocks.len(), topic) {
        let names = sentences::both(&one.name, &other.name);
        return Reply { blocks: vec![Block::Refusal(sentences::no_topic(&names, topic, &[]))] };
    }
    let shared = shared(knowledge, one, other, &sides.map(|(_, profile)| profile), topic);
    if !shared.is_empty() {
        blocks.push(Block::Heading(sentences::TOGETHER.to_owned()));
        blocks.extend(
            shared
                .into_iter()
                .map(|entry| Block::Sentence(Sentence { text: entry.answer.clone(), proof: vec![entry.id.clone()] })),
        );
    }
    blocks.extend(knowledge.newest_source().map(|date| Block::Note(sentences::newest(date))));
    Reply { blocks: with_proof(knowledge, blocks) }
}

/// Why two cannot be compared, and what to do.
fn refused(knowledge: &Knowledge, one: &Entity, other: &Entity) -> Reply {
    let bare = [one, other].into_iter().find(|entity| !knowledge.profiles.contains_key(&entity.id));
    let sentence = match bare {
        Some(entity) => sentences::no_summary(&entity.name),
        None => sentences::same_twice(&one.name),
    };
    Reply { blocks: vec![Block::Refusal(sentence)] }
}

fn has(profile: &Profile, topic: Topic) -> bool {
    profile.sections.iter().any(|section| section.topic == topic)
}

fn side(entity: &Entity, profile: &Profile, topic: Topic) -> Block {
    let section = profile.sections.iter().find(|section| section.topic == topic);
    let mut said: Vec<Sentence> =
        section.into_iter().flat_map(|section| &section.sentences).map(Sentence::from).collect();
    if said.is_empty() {
        said.push(Sentence { text: sentences::NOT_TOLD.to_owned(), proof: Vec::new() });
    }
    Block::Side { name: entity.name.clone(), sentences: said }
}

/// The newest entries about both; of one topic, those that either side's section rests on.
fn shared<'k>(
    knowledge: &'k Knowledge,
    one: &Entity,
    other: &Entity,
    profiles: &[&Profile; 2],
    topic: Option<Topic>,
) -> Vec<&'k Entry> {
    let sections = profiles.iter().flat_map(|profile| &profile.sections);
    let sections = sections.filter(|section| topic.is_none_or(|topic| section.topic == topic));
    let sentences = sections.flat_map(|section| &section.sentences);
    let told: Vec<&EntryId> = sentences.flat_map(|sentence| &sentence.entries).collect();
    let both = |entry: &&Entry| {
        entry.about.contains(&one.id)
            && entry.about.contains(&other.id)
            && (topic.is_none() || told.contains(&&entry.id))
            && !knowledge.live().any(|newer| newer.supersedes.contains(&entry.id))
    };
    knowledge.live().filter(both).collect()
}
