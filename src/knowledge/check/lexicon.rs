//! Entities and their names.

use super::{Limits, Report};
use crate::knowledge::draft::{Draft, Placed};
use crate::knowledge::file::FileKind;
use crate::knowledge::fold::folded;
use crate::knowledge::model::EntityKind;
use crate::knowledge::raw::{self, Text};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn kinds(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    for entity in &draft.entities {
        let kind = &entity.raw.kind;
        if EntityKind::parse(kind.get_ref()).is_none() {
            let message = format!("there is no kind `{}`", kind.get_ref());
            report.at(entity.file, kind, message, format!("use one of {}", EntityKind::WORDS));
        }
    }
}

/// Parses `2016-` or `1991-2005`.
pub(in crate::knowledge) fn years_in_office(text: &str) -> Option<(i16, Option<i16>)> {
    let digits = |text: &str| text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    let year = |text: &str| text.parse::<i16>().ok().filter(|_| digits(text));
    let (from, to) = text.split_once('-')?;
    let to = if to.is_empty() { None } else { Some(year(to)?) };
    Some((year(from)?, to)).filter(|(from, to)| to.is_none_or(|to| to >= *from))
}

pub(super) fn years(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    for entity in &draft.entities {
        let wrong = entity.raw.years.iter().filter(|years| years_in_office(years.get_ref()).is_none());
        for years in wrong {
            let message = format!("`{}` are no years in office", years.get_ref());
            report.at(entity.file, years, message, "write `1991-2005`, or `2016-` for who still is");
        }
        if let (Some(leads), None) = (&entity.raw.leads, &entity.raw.years) {
            let message = format!("`{}` leads a state without years", entity.raw.id.get_ref());
            report.at(entity.file, leads, message, "add `years`");
        }
    }
}

/// A name of an entity, and whether it is declared ambiguous.
struct Name<'d> {
    owner: &'d str,
    text: &'d Text,
    ambiguous: bool,
}

fn names<'d>(entity: &'d Placed<'_, raw::Entity>) -> impl Iterator<Item = Name<'d>> {
    let raw = &entity.raw;
    let owner = raw.id.get_ref().as_str();
    let own = std::iter::once(&raw.name).chain(&raw.aliases);
    own.map(move |text| Name { owner, text, ambiguous: false }).chain(raw.ambiguous.iter().map(move |text| Name {
        owner,
        text,
        ambiguous: true,
    }))
}

pub(super) fn shared_names(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    let mut owners: BTreeMap<String, Vec<Name<'_>>> = BTreeMap::new();
    for name in draft.entities.iter().flat_map(names) {
        owners.entry(folded(name.text.get_ref())).or_default().push(name);
    }
    let file = "lexicon.toml";
    for (folded, names) in owners {
        let Some((first, rest)) = names.split_first() else {
            continue;
        };
        let others = rest.iter().filter(|name| name.owner != first.owner);
        for other in others.filter(|other| !(first.ambiguous && other.ambiguous)) {
            let message = format!("`{folded}` is a name of `{}` and of `{}`", first.owner, other.owner);
            let remedy = "let one of them have it, or put it into `ambiguous` of both";
            report.at(file, other.text, message, remedy);
        }
        let repeated = rest.iter().filter(|name| name.owner == first.owner);
        for name in repeated {
            let message = format!("`{}` has the name `{folded}` twice", name.owner);
            report.at(file, name.text, message, "leave one of the two out; case and accents do not count");
        }
    }
}

pub(super) fn not_covered(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    let uncovered: BTreeSet<&str> = draft
        .entities
        .iter()
        .filter(|entity| !entity.raw.covered)
        .map(|entity| entity.raw.id.get_ref().as_str())
        .collect();
    for entry in &draft.entries {
        for id in entry.raw.about.iter().filter(|id| uncovered.contains(id.get_ref().as_str())) {
            let message = format!("the lexicon says that `{}` is not covered", id.get_ref());
            report.at(
                entry.file,
                id,
                message,
                "take `covered = false` out of the lexicon, or the entity out of `about`",
            );
        }
    }
}

pub(super) fn synonyms(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for synonym in &draft.synonyms {
        if let [only] = synonym.raw.words.as_slice() {
            let message = format!("`{}` has no other word beside it", only.get_ref());
            report.at(synonym.file, only, message, "name at least two words that mean the same");
        }
        for word in &synonym.raw.words {
            if !seen.insert(folded(word.get_ref())) {
                let message = format!("`{}` stands among the synonyms twice", word.get_ref());
                report.at(synonym.file, word, message, "let each word belong to one group");
            }
        }
    }
}

pub(super) fn unused(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    if !draft.has_all(&FileKind::Entries) {
        return;
    }
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for entry in &draft.entries {
        used.extend(entry.raw.about.iter().chain(&entry.raw.mentions).map(|id| id.get_ref().as_str()));
    }
    for entity in draft.entities.iter().filter(|entity| entity.raw.covered) {
        let raw = &entity.raw;
        let through = raw.part_of.iter().chain(&raw.leads);
        let mut ids = std::iter::once(&raw.id).chain(through).map(|id| id.get_ref().as_str());
        if !ids.any(|id| used.contains(id)) {
            let message = format!("no entry names `{}`", raw.id.get_ref());
            let remedy = "write an entry, or say `covered = false`";
            report.at(entity.file, &raw.id, message, remedy);
        }
    }
}
