//! Ids, and what refers to them.

use super::{Limits, Report, profiles};
use crate::knowledge::draft::Draft;
use crate::knowledge::file::FileKind;
use crate::knowledge::fold::folded;
use crate::knowledge::id::{BadId, EntityId, EntryId, MAX_ID, SourceId};
use crate::knowledge::model::NOTHING;
use crate::knowledge::nearest::nearest;
use crate::knowledge::raw::{self, Text};
use std::collections::{BTreeMap, BTreeSet};

/// Every id where it is given.
fn defined<'d>(draft: &'d Draft<'_>) -> impl Iterator<Item = (&'static str, &'d str, &'d Text)> {
    let entries = draft.entries.iter().map(|e| ("entry", e.file, &e.raw.id));
    let sources = draft.sources.iter().map(|s| ("source", s.file, &s.raw.id));
    let entities = draft.entities.iter().map(|e| ("entity", e.file, &e.raw.id));
    entries.chain(sources).chain(entities)
}

pub(super) fn ids(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    let remedy = format!("use small letters, digits and hyphens, at most {MAX_ID} in all");
    for (kind, file, id) in defined(draft) {
        let parsed = match kind {
            "entry" => EntryId::parse(id.get_ref()).map(drop),
            "source" => SourceId::parse(id.get_ref()).map(drop),
            _ => EntityId::parse(id.get_ref()).map(drop),
        };
        if let Err(BadId(text)) = parsed {
            report.at(file, id, format!("`{text}` is not an id"), remedy.as_str());
        }
        if kind == "entry" && id.get_ref() == NOTHING {
            let message = format!("`{NOTHING}` is the word for no answer and cannot be an entry");
            report.at(file, id, message, "give the entry another id");
        }
    }
}

pub(super) fn duplicate_ids(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    let mut first: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for (kind, file, id) in defined(draft) {
        if let Some(other) = first.insert((kind, id.get_ref()), file) {
            let message = format!("{kind} `{}` is already in `{other}`", id.get_ref());
            report.at(file, id, message, "give one of the two another id");
        }
    }
}

pub(super) fn unknown_sources(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    if !draft.has_all(&FileKind::Sources) {
        return;
    }
    let known: BTreeSet<&str> = draft.sources.iter().map(|s| s.raw.id.get_ref().as_str()).collect();
    for (file, quote, _) in draft.quotes() {
        unknown("source", &known, file, &quote.source, report);
    }
    for entry in &draft.entries {
        if let Some(source) = &entry.raw.view_of {
            unknown("source", &known, entry.file, source, report);
        }
    }
    for (source, skip) in &draft.skips {
        if !known.contains(source) {
            let message = format!("source `{source}` is not in `sources.toml`");
            let remedy = "name the file after a source, or add the source";
            report.span(skip.file, skip.raw.sentence.span(), message, remedy);
        }
    }
}

/// The id of the entity that has a name which somebody wrote for an id: `united-nations` is `un`.
fn by_name<'d>(draft: &'d Draft<'_>, written: &str) -> Option<&'d str> {
    let wanted = folded(written);
    let named = |entity: &raw::Entity| {
        let names = std::iter::once(&entity.name).chain(&entity.aliases);
        names.into_iter().any(|name| folded(name.get_ref()) == wanted)
    };
    draft.entities.iter().map(|entity| &entity.raw).find(|entity| named(entity)).map(|e| e.id.get_ref().as_str())
}

pub(super) fn unknown_entities(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    if !draft.has_all(&FileKind::Lexicon) {
        return;
    }
    let known: BTreeSet<&str> = draft.entities.iter().map(|e| e.raw.id.get_ref().as_str()).collect();
    for entry in &draft.entries {
        for id in entry.raw.about.iter().chain(&entry.raw.mentions) {
            unknown_entity(draft, &known, entry.file, id, report);
        }
    }
    for entity in &draft.entities {
        let raw = &entity.raw;
        for id in raw.members.iter().chain(&raw.part_of).chain(&raw.leads) {
            unknown_entity(draft, &known, entity.file, id, report);
        }
    }
    for profile in &draft.profiles {
        unknown_entity(draft, &known, profile.file, &profile.raw.entity, report);
    }
}

fn unknown_entity(draft: &Draft<'_>, known: &BTreeSet<&str>, file: &str, id: &Text, report: &mut Report<'_>) {
    let written = id.get_ref().as_str();
    if known.contains(written) {
        return;
    }
    match by_name(draft, written) {
        Some(named) => report.at(file, id, format!("there is no entity `{written}`"), format!("its id is `{named}`")),
        None => unknown("entity", known, file, id, report),
    }
}

/// Every reference to an entry.
fn entry_references<'d>(draft: &'d Draft<'_>) -> Vec<(&'d str, &'d Text)> {
    let mut found: Vec<(&str, &Text)> = Vec::new();
    for entry in &draft.entries {
        let ids = entry.raw.supersedes.iter().chain(&entry.raw.see_also);
        found.extend(ids.map(|id| (entry.file, id)));
    }
    for profile in &draft.profiles {
        let ids = profiles::sentences(&profile.raw).flat_map(|sentence| &sentence.entries);
        found.extend(ids.map(|id| (profile.file, id)));
    }
    for case in &draft.guard {
        let expected = std::iter::once(&case.raw.expect).filter(|id| id.get_ref() != NOTHING);
        found.extend(expected.chain(&case.raw.also).map(|id| (case.file, id)));
    }
    for (_, skip) in &draft.skips {
        found.extend(skip.raw.entry.iter().map(|id| (skip.file, id)));
    }
    found
}

pub(super) fn unknown_entries(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    if !draft.has_all(&FileKind::Entries) {
        return;
    }
    let known: BTreeSet<&str> = draft.entries.iter().map(|e| e.raw.id.get_ref().as_str()).collect();
    for (file, id) in entry_references(draft) {
        unknown("entry", &known, file, id, report);
    }
}

fn unknown(kind: &str, known: &BTreeSet<&str>, file: &str, id: &Text, report: &mut Report<'_>) {
    if known.contains(id.get_ref().as_str()) {
        return;
    }
    let remedy = nearest(id.get_ref(), known.iter().copied())
        .map_or_else(|| format!("add the {kind}, or name one that exists"), |near| format!("did you mean `{near}`?"));
    report.at(file, id, format!("there is no {kind} `{}`", id.get_ref()), remedy);
}

/// Follows `supersedes` from each entry; coming back to where it began is a cycle.
pub(super) fn cycles(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    let below: BTreeMap<&str, Vec<&str>> =
        draft.entries.iter().map(|e| (e.raw.id.get_ref().as_str(), refs(&e.raw.supersedes))).collect();
    for entry in &draft.entries {
        let start = entry.raw.id.get_ref().as_str();
        let mut seen = BTreeSet::new();
        let mut open = refs(&entry.raw.supersedes);
        while let Some(id) = open.pop() {
            if seen.insert(id) {
                open.extend(below.get(id).into_iter().flatten());
            }
        }
        if seen.contains(start) {
            let message = format!("`{start}` supersedes itself, directly or through others");
            let remedy = "let only the newer entry supersede the older one";
            report.at(entry.file, &entry.raw.id, message, remedy);
        }
    }
}

fn refs(ids: &[Text]) -> Vec<&str> {
    ids.iter().map(|id| id.get_ref().as_str()).collect()
}

pub(super) fn no_about(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    for entry in draft.entries.iter().filter(|entry| entry.raw.about.is_empty()) {
        let message = format!("entry `{}` is about nothing", entry.raw.id.get_ref());
        let remedy = "name at least one entity in `about`";
        report.at(entry.file, &entry.raw.id, message, remedy);
    }
}
