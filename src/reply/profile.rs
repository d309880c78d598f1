//! What is known of an entity: its summary, or the questions that are answered about it.

use super::block::{Block, Reply};
use super::compose::related;
use super::proof::with_proof;
use super::sentences;
use crate::engine::Reason;
use crate::knowledge::{Entity, Entry, Knowledge, Profile, Topic};

/// The summary of an entity, whole or one topic of it; without one, the questions that are answered about it.
pub fn compose_profile(knowledge: &Knowledge, entity: &Entity, topic: Option<Topic>) -> Reply {
    let profile = match (knowledge.profiles.get(&entity.id), topic) {
        (Some(profile), _) => profile,
        (None, None) => return compose_about(knowledge, entity),
        (None, Some(_)) => {
            return Reply { blocks: vec![Block::Refusal(sentences::no_summary_by_topic(&entity.name))] };
        }
    };
    let wanted = |one: Topic| topic.is_none_or(|topic| topic == one);
    let mut blocks = vec![Block::Title(entity.name.clone())];
    for section in profile.sections.iter().filter(|section| wanted(section.topic)) {
        blocks.push(Block::Heading(section.title.clone()));
        blocks.extend(section.sentences.iter().map(|sentence| Block::Sentence(sentence.into())));
    }
    if let (1, Some(topic)) = (blocks.len(), topic) {
        let known: Vec<&str> = profile.sections.iter().map(|section| section.title.as_str()).collect();
        return Reply { blocks: vec![Block::Refusal(sentences::no_topic(&entity.name, topic, &known))] };
    }
    blocks.extend(knowledge.newest_source().map(|date| Block::Note(sentences::newest(date))));
    Reply { blocks: with_proof(knowledge, blocks) }
}

/// What is known of an entity in short, and every question that is answered about it.
pub fn compose_about(knowledge: &Knowledge, entity: &Entity) -> Reply {
    let about: Vec<&Entry> = knowledge.live().filter(|entry| entry.about.contains(&entity.id)).collect();
    let near = || knowledge.live().filter(|entry| entry.mentions.contains(&entity.id)).collect();
    let entries: Vec<&Entry> = if about.is_empty() { near() } else { about.clone() };
    if entries.is_empty() {
        let reason = Reason::NotCovered(vec![entity.id.clone()]);
        return Reply { blocks: vec![Block::Refusal(sentences::refusal(knowledge, &reason, &[]))] };
    }
    let mut blocks = vec![Block::Title(entity.name.clone())];
    blocks.extend(knowledge.profiles.get(&entity.id).into_iter().flat_map(in_short));
    let mut blocks = with_proof(knowledge, blocks);
    blocks.push(Block::Text(if about.is_empty() {
        sentences::questions_near(entity, entries.len())
    } else {
        sentences::questions_about(&entity.name, entries.len())
    }));
    blocks.extend(entries.iter().filter_map(|entry| related(knowledge, &entry.id)));
    Reply { blocks }
}

/// The first section of a profile.
fn in_short(profile: &Profile) -> Vec<Block> {
    let sentences = profile.sections.first().into_iter().flat_map(|section| &section.sentences);
    sentences.map(|sentence| Block::Sentence(sentence.into())).collect()
}
