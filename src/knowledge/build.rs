//! From a draft without errors to the model.

use super::check::{BUDGET, skip_reason, years_in_office};
use super::date::Date;
use super::draft::{Draft, Placed};
use super::fold::folded;
use super::id::{EntityId, EntryId, SourceId};
use super::model::{Case, Entity, EntityKind, Entry, Event, Knowledge, NOTHING, Quote, Retired, Skip, Source};
use super::profile::{Profile, ProfileSection, ProfileSentence, Topic};
use super::proof::{Fingerprint, NotProven, Proven};
use super::raw::{self, Text};
use std::collections::BTreeMap;

type Proofs = [Option<Result<Proven, NotProven>>];

/// The model of a draft; none only where a check let something pass that it should not have.
pub(super) fn build(draft: &Draft<'_>) -> Option<Knowledge> {
    let entries = draft.entries.iter().zip(&draft.proofs);
    Some(Knowledge {
        entries: entries.map(|(e, proofs)| entry(&e.raw, proofs, draft)).collect::<Option<_>>()?,
        sources: keyed(&draft.sources, |raw| source(raw, draft), |source| source.id.clone())?,
        entities: keyed(&draft.entities, entity, |entity| entity.id.clone())?,
        synonyms: draft.synonyms.iter().map(|s| s.raw.words.iter().map(|w| folded(w.get_ref())).collect()).collect(),
        profiles: keyed(&draft.profiles, profile, |profile| profile.entity.clone())?,
        guard: draft.guard.iter().map(|case| self::case(&case.raw)).collect::<Option<_>>()?,
    })
}

fn keyed<R, M, K: Ord>(
    raw: &[Placed<'_, R>],
    build: impl Fn(&R) -> Option<M>,
    key: impl Fn(&M) -> K,
) -> Option<BTreeMap<K, M>> {
    let built = raw.iter().map(|placed| build(&placed.raw).map(|model| (key(&model), model)));
    built.collect()
}

fn entry(raw: &raw::Entry, proofs: &Proofs, draft: &Draft<'_>) -> Option<Entry> {
    let quotes = raw.quotes.iter().zip(proofs);
    Some(Entry {
        id: EntryId::parse(raw.id.get_ref()).ok()?,
        about: ids(&raw.about, EntityId::parse)?,
        mentions: ids(&raw.mentions, EntityId::parse)?,
        as_of: Date::parse(raw.as_of.get_ref())?,
        questions: strings(&raw.questions),
        not: strings(&raw.not),
        answer: raw.answer.get_ref().clone(),
        view_of: raw.view_of.as_ref().map(|id| SourceId::parse(id.get_ref())).transpose().ok()?,
        supersedes: ids(&raw.supersedes, EntryId::parse)?,
        see_also: ids(&raw.see_also, EntryId::parse)?,
        events: raw.events.iter().map(event).collect::<Option<_>>()?,
        review_by: raw.review_by.as_ref().map(date).transpose().ok()?,
        retired: match &raw.retired {
            None => None,
            Some(raw) => Some(Retired { on: Date::parse(raw.on.get_ref())?, why: raw.why.get_ref().clone() }),
        },
        quotes: quotes.map(|(q, proof)| quote(q, proof.as_ref(), draft)).collect::<Option<_>>()?,
    })
}

fn event(raw: &raw::Event) -> Option<Event> {
    let date = Date::parse(raw.date.get_ref())?;
    Some(Event { date, text: raw.text.get_ref().clone(), planned: raw.planned })
}

fn quote(raw: &raw::Quote, proof: Option<&Result<Proven, NotProven>>, draft: &Draft<'_>) -> Option<Quote> {
    let fingerprint = draft.fingerprints.get(raw.source.get_ref().as_str())?;
    let place = proof?.as_ref().ok()?.clone();
    let section = fingerprint.sections().get(place.section)?.title.clone();
    let source = SourceId::parse(raw.source.get_ref()).ok()?;
    Some(Quote { source, text: raw.text.get_ref().clone(), section, place })
}

fn source(raw: &raw::Source, draft: &Draft<'_>) -> Option<Source> {
    let id = raw.id.get_ref().as_str();
    let fingerprint: &Fingerprint = draft.fingerprints.get(id)?;
    let skips = draft.skips.iter().filter(|(source, _)| *source == id);
    Some(Source {
        id: SourceId::parse(id).ok()?,
        author: raw.author.get_ref().clone(),
        title: raw.title.get_ref().clone(),
        published: Date::parse(raw.published.get_ref())?,
        venue: string(raw.venue.as_ref()),
        doi: string(raw.doi.as_ref()),
        url: string(raw.url.as_ref()),
        licence: string(raw.licence.as_ref()),
        budget: raw.budget.as_ref().map_or(BUDGET, |budget| *budget.get_ref()),
        budget_reason: string(raw.budget_reason.as_ref()),
        fingerprint: fingerprint.clone(),
        skip: skips.map(|(_, skip)| self::skip(&skip.raw)).collect::<Option<_>>()?,
    })
}

fn skip(raw: &raw::Skip) -> Option<(usize, Skip)> {
    let skip = Skip { reason: skip_reason(raw)?, note: string(raw.note.as_ref()) };
    Some((*raw.sentence.get_ref(), skip))
}

fn entity(raw: &raw::Entity) -> Option<Entity> {
    Some(Entity {
        id: EntityId::parse(raw.id.get_ref()).ok()?,
        kind: EntityKind::parse(raw.kind.get_ref())?,
        name: raw.name.get_ref().clone(),
        aliases: strings(&raw.aliases),
        ambiguous: strings(&raw.ambiguous),
        members: ids(&raw.members, EntityId::parse)?,
        part_of: raw.part_of.as_ref().map(|id| EntityId::parse(id.get_ref())).transpose().ok()?,
        leads: raw.leads.as_ref().map(|id| EntityId::parse(id.get_ref())).transpose().ok()?,
        years: raw.years.as_ref().map(|years| years_in_office(years.get_ref()).ok_or(())).transpose().ok()?,
        covered: raw.covered,
    })
}

fn profile(raw: &raw::ProfileFile) -> Option<Profile> {
    let sentence = |raw: &raw::ProfileSentence| {
        let entries = ids(&raw.entries, EntryId::parse)?;
        Some(ProfileSentence { text: raw.text.get_ref().clone(), entries })
    };
    let section = |raw: &raw::ProfileSection| {
        Some(ProfileSection {
            topic: Topic::parse(raw.topic.get_ref())?,
            title: raw.title.get_ref().clone(),
            sentences: raw.sentence.iter().map(sentence).collect::<Option<_>>()?,
        })
    };
    let entity = EntityId::parse(raw.entity.get_ref()).ok()?;
    Some(Profile { entity, sections: raw.section.iter().map(section).collect::<Option<_>>()? })
}

/// A labelled question; none where an id is not one.
pub(super) fn case(raw: &raw::Case) -> Option<Case> {
    let expect = match raw.expect.get_ref().as_str() {
        NOTHING => None,
        id => Some(EntryId::parse(id).ok()?),
    };
    Some(Case {
        question: raw.question.get_ref().clone(),
        expect,
        also: ids(&raw.also, EntryId::parse)?,
        group: string(raw.group.as_ref()),
        style: string(raw.style.as_ref()),
        previous: string(raw.previous.as_ref()),
    })
}

fn ids<I, E>(raw: &[Text], parse: impl Fn(&str) -> Result<I, E>) -> Option<Vec<I>> {
    raw.iter().map(|id| parse(id.get_ref()).ok()).collect()
}

/// A day that was never given stays away; one that was must be one.
fn date(raw: &Text) -> Result<Date, ()> {
    Date::parse(raw.get_ref()).ok_or(())
}

fn strings(raw: &[Text]) -> Vec<String> {
    raw.iter().map(|text| text.get_ref().clone()).collect()
}

fn string(raw: Option<&Text>) -> Option<String> {
    raw.map(|text| text.get_ref().clone())
}
