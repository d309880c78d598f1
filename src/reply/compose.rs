//! From a decision to a reply.

use super::block::{Block, Reply, When};
use super::citation::Citation;
use super::sentences;
use super::summary::summary_of;
use crate::engine::{Decision, Hit, Outcome, Reason};
use crate::knowledge::{EntityId, EntityKind, Entry, EntryId, Knowledge};
use std::collections::BTreeSet;

/// How many questions are named as worth asking next.
const RELATED: usize = 3;

/// One choice that is less sure than this is not asked for as what was meant: of 57 such on
/// tests/golden/validation.toml 9 were right.
const UNLIKELY: f64 = 0.3;

/// What a decision says to a person.
pub fn compose(knowledge: &Knowledge, decision: &Decision) -> Reply {
    let mut blocks = notes(knowledge, decision);
    let named: Vec<&EntityId> = decision.entities.iter().flat_map(|mention| &mention.entities).collect();
    let is_state = |id: &&EntityId| {
        knowledge.entities.get(*id).is_some_and(|entity| entity.covered && entity.kind == EntityKind::State)
    };
    let mut seen = BTreeSet::new();
    let states: Vec<EntityId> = named.iter().copied().filter(is_state).filter(|id| seen.insert(*id)).cloned().collect();
    match &decision.outcome {
        Outcome::Answer(hit) => {
            if decision.parts > 1 {
                blocks.push(Block::Note(sentences::one_of(decision.parts)));
            }
            if let Some(entry) = knowledge.entry(&hit.entry) {
                blocks.extend(compose_entry(knowledge, entry, decision.asks_about_now).blocks);
            }
        }
        Outcome::Choices(hits) => {
            let elsewhere = of_others(knowledge, &states, hits).filter(|_| decision.parts < 2);
            blocks.push(Block::Text(match elsewhere {
                Some(state) => sentences::of_others(knowledge.name(state)),
                None if is_unlikely(hits) => sentences::UNLIKELY.to_owned(),
                None => sentences::choose(decision.parts, hits.len()),
            }));
            blocks.extend(hits.iter().map(|hit| choice(knowledge, hit)));
            blocks.extend(summary_of(knowledge, &named));
        }
        Outcome::Nothing(reason) => {
            blocks.push(Block::Refusal(sentences::refusal(knowledge, reason, &states)));
            if let Reason::Unknown { nearest } | Reason::OnlyNamed { nearest, .. } | Reason::SmallTalk { nearest } =
                reason
            {
                blocks.extend(nearest.iter().filter_map(|id| related(knowledge, id)));
            }
            blocks.extend(summary_of(knowledge, &named));
        }
    }
    Reply { blocks }
}

/// Whether all that is offered is one entry that hardly answers.
fn is_unlikely(hits: &[Hit]) -> bool {
    matches!(hits, [only] if only.confidence < UNLIKELY)
}

/// The one state of the region that was asked about, where all that is offered is about others.
fn of_others<'s>(knowledge: &Knowledge, states: &'s [EntityId], hits: &[Hit]) -> Option<&'s EntityId> {
    let [state] = states else {
        return None;
    };
    let region: Vec<&EntityId> = knowledge.states().map(|state| &state.id).collect();
    let in_region = |id: &EntityId| region.contains(&id);
    let holds =
        |id: &EntityId| id == state || knowledge.entities.get(id).is_some_and(|group| group.members.contains(state));
    let is_of_others = |entry: &Entry| entry.about.iter().any(in_region) && !entry.about.iter().any(holds);
    let all = hits.iter().all(|hit| knowledge.entry(&hit.entry).is_some_and(is_of_others));
    (all && in_region(state)).then_some(state)
}

/// An entry as an answer: text, quotes, date, other states of the matter, what to ask next.
pub fn compose_entry(knowledge: &Knowledge, entry: &Entry, asks_about_now: bool) -> Reply {
    let mut blocks = vec![Block::Text(entry.answer.clone())];
    blocks.extend(cited(knowledge, entry).into_iter().map(|(text, citation)| Block::Quote { text, citation }));
    let author = entry.view_of.as_ref().and_then(|id| knowledge.sources.get(id));
    blocks.extend(author.map(|source| Block::Note(sentences::view(&source.author))));
    blocks.push(Block::Note(sentences::as_of(entry.as_of)));
    let newest = knowledge.newest_source().filter(|_| asks_about_now);
    blocks.extend(newest.map(|date| Block::Note(sentences::newest(date))));
    blocks.extend(later(knowledge, entry).map(|other| change(knowledge, other, When::Later)));
    blocks.extend(earlier(knowledge, entry).into_iter().map(|other| change(knowledge, other, When::Earlier)));
    blocks.extend(related_ids(knowledge, entry).iter().filter_map(|id| related(knowledge, id)));
    Reply { blocks }
}

/// What was read, repaired or taken over.
fn notes(knowledge: &Knowledge, decision: &Decision) -> Vec<Block> {
    let mut notes = Vec::new();
    if !decision.repairs.is_empty() {
        notes.push(Block::Note(sentences::repaired(&decision.repairs)));
    }
    if !decision.carried.is_empty() {
        notes.push(Block::Note(sentences::carried(knowledge, &decision.carried)));
    } else if let Some(of) = decision.entities.first().filter(|_| decision.repeats) {
        notes.push(Block::Note(sentences::repeated(knowledge, &of.entities)));
    }
    notes
}

/// Entries to choose from, without a sentence above them.
pub fn compose_choices(knowledge: &Knowledge, entries: &[EntryId]) -> Reply {
    let entries = entries.iter().filter_map(|id| knowledge.entry(id));
    let choice = |entry: &Entry| Block::Choice { entry: entry.id.clone(), question: entry.title().to_owned() };
    Reply { blocks: entries.map(choice).collect() }
}

fn choice(knowledge: &Knowledge, hit: &Hit) -> Block {
    let title = knowledge.entry(&hit.entry).map_or(hit.question.as_str(), Entry::title);
    Block::Choice { entry: hit.entry.clone(), question: title.to_owned() }
}

fn change(knowledge: &Knowledge, entry: &Entry, when: When) -> Block {
    Block::Change { when, as_of: entry.as_of, text: entry.answer.clone(), quotes: cited(knowledge, entry) }
}

pub(super) fn cited(knowledge: &Knowledge, entry: &Entry) -> Vec<(String, Citation)> {
    let quotes = entry.quotes.iter();
    quotes.filter_map(|quote| Some((quote.text.clone(), Citation::of(knowledge, quote)?))).collect()
}

/// The entries that this one supersedes, newest first, those that they supersede included.
pub(crate) fn earlier<'k>(knowledge: &'k Knowledge, entry: &'k Entry) -> Vec<&'k Entry> {
    let mut found: Vec<&Entry> = Vec::new();
    let mut open: Vec<&EntryId> = entry.supersedes.iter().rev().collect();
    while let Some(id) = open.pop() {
        let Some(older) = knowledge.entry(id).filter(|older| !found.iter().any(|f| f.id == older.id)) else {
            continue;
        };
        found.push(older);
        open.extend(older.supersedes.iter().rev());
    }
    found
}

/// The entry that supersedes this one.
fn later<'k>(knowledge: &'k Knowledge, entry: &Entry) -> Option<&'k Entry> {
    knowledge.live().find(|other| other.supersedes.contains(&entry.id))
}

pub(super) fn related(knowledge: &Knowledge, id: &EntryId) -> Option<Block> {
    let entry = knowledge.entry(id).filter(|entry| entry.retired.is_none())?;
    Some(Block::Related { entry: id.clone(), question: entry.title().to_owned() })
}

/// What to ask next: `see_also`, without what the reply already shows.
pub(crate) fn related_ids(knowledge: &Knowledge, entry: &Entry) -> Vec<EntryId> {
    let mut shown: BTreeSet<&EntryId> = earlier(knowledge, entry).into_iter().map(|other| &other.id).collect();
    shown.extend(later(knowledge, entry).map(|other| &other.id));
    let fresh = entry.see_also.iter().filter(|id| !shown.contains(id));
    fresh.take(RELATED).cloned().collect()
}
