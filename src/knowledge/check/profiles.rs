//! Whether a profile says only what its entries prove.

use super::{Limits, Report};
use crate::knowledge::draft::{Draft, Placed};
use crate::knowledge::file::FileKind;
use crate::knowledge::fold::{folded, names_phrase, without_phrase};
use crate::knowledge::profile::Topic;
use crate::knowledge::raw::{self, Text};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Every sentence of a profile, in file order.
pub(super) fn sentences(profile: &raw::ProfileFile) -> impl Iterator<Item = &raw::ProfileSentence> {
    profile.section.iter().flat_map(|section| &section.sentence)
}

pub(super) fn shape(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    for profile in &draft.profiles {
        let expected = format!("profiles/{}.toml", profile.raw.entity.get_ref());
        if profile.file != expected {
            let message = format!("the profile of `{}` is in another file", profile.raw.entity.get_ref());
            report.at(profile.file, &profile.raw.entity, message, format!("call the file `{expected}`"));
        }
        let mut seen = BTreeSet::new();
        for topic in profile.raw.section.iter().map(|section| &section.topic) {
            let word = topic.get_ref().as_str();
            if Topic::parse(word).is_none() {
                let known = Topic::ALL.map(Topic::as_str).join(", ");
                report.at(profile.file, topic, format!("there is no topic `{word}`"), format!("use one of {known}"));
            } else if !seen.insert(word) {
                let message = format!("the topic `{word}` stands twice");
                report.at(profile.file, topic, message, "put its sentences into one section");
            }
        }
        for sentence in sentences(&profile.raw).filter(|sentence| sentence.entries.is_empty()) {
            let remedy = "name in `entries` what proves it, or leave the sentence out";
            report.at(profile.file, &sentence.text, "no entry proves this sentence".to_owned(), remedy);
        }
    }
}

/// The entries by id.
type Entries<'d> = BTreeMap<&'d str, &'d raw::Entry>;

fn entries<'d>(draft: &'d Draft<'_>) -> Entries<'d> {
    draft.entries.iter().map(|entry| (entry.raw.id.get_ref().as_str(), &entry.raw)).collect()
}

/// Calls back for each sentence that has entries, all of them known; the others are told elsewhere.
fn each_proven<'d>(
    draft: &'d Draft<'_>,
    mut look: impl FnMut(&'d Placed<'_, raw::ProfileFile>, &'d Text, &[&'d raw::Entry]),
) {
    let known = entries(draft);
    for profile in &draft.profiles {
        for sentence in sentences(&profile.raw).filter(|sentence| !sentence.entries.is_empty()) {
            let proof: Option<Vec<&raw::Entry>> =
                sentence.entries.iter().map(|id| known.get(id.get_ref().as_str()).copied()).collect();
            if let Some(proof) = proof {
                look(profile, &sentence.text, &proof);
            }
        }
    }
}

/// The entity of a profile and the groups that it belongs to.
fn itself_and_groups<'d>(draft: &'d Draft<'_>, entity: &'d str) -> Vec<&'d str> {
    let holds = |group: &raw::Entity| group.members.iter().any(|member| member.get_ref() == entity);
    let groups = draft.entities.iter().map(|placed| &placed.raw).filter(|group| holds(group));
    std::iter::once(entity).chain(groups.map(|group| group.id.get_ref().as_str())).collect()
}

pub(super) fn strangers(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    // An entry may name a group, which only the lexicon tells.
    if !draft.has_all(&FileKind::Lexicon) {
        return;
    }
    each_proven(draft, |profile, text, proof| {
        let wanted = itself_and_groups(draft, profile.raw.entity.get_ref());
        let known = |entry: &&raw::Entry| {
            entry.about.iter().chain(&entry.mentions).any(|id| wanted.contains(&id.get_ref().as_str()))
        };
        if !proof.iter().any(known) {
            let message = format!("no entry of this sentence names `{}`", profile.raw.entity.get_ref());
            let remedy = "tie it to an entry that is about it, or move the sentence to another profile";
            report.at(profile.file, text, message, remedy);
        }
    });
}

pub(super) fn outdated(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    let live = draft.entries.iter().map(|entry| &entry.raw).filter(|entry| entry.retired.is_none());
    let newer: BTreeMap<&str, &str> = live
        .flat_map(|entry| entry.supersedes.iter().map(|old| (old.get_ref().as_str(), entry.id.get_ref().as_str())))
        .collect();
    each_proven(draft, |profile, text, proof| {
        let ids: Vec<&str> = proof.iter().map(|entry| entry.id.get_ref().as_str()).collect();
        if let Some(entry) = proof.iter().find(|entry| entry.retired.is_some()) {
            let message = format!("entry `{}` is retired", entry.id.get_ref());
            report.at(profile.file, text, message, "tie the sentence to an entry that answers, or leave it out");
        }
        let superseded = ids.iter().filter_map(|id| Some((id, newer.get(id)?)));
        for (old, new) in superseded.filter(|(_, new)| !ids.contains(new)) {
            let message = format!("entry `{old}` was superseded by `{new}`, which the sentence leaves out");
            report.at(profile.file, text, message, "say what changed, and add the newer entry to `entries`");
        }
    });
}

pub(super) fn unproven(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    let names = names(draft);
    // An entry proves many sentences: what it shows is folded once.
    let mut all_shown: FxHashMap<&str, String> = FxHashMap::default();
    each_proven(draft, |profile, text, proof| {
        let said = folded(text.get_ref());
        let mut shown = String::new();
        for entry in proof {
            shown += all_shown.entry(entry.id.get_ref()).or_insert_with(|| folded(&self::shown(entry)));
            shown += " ";
        }
        let figures: BTreeSet<&str> = numbers(&shown).collect();
        if let Some(figure) = numbers(&said).find(|figure| !figures.contains(figure)) {
            let message = format!("`{figure}` stands in none of its entries");
            report.at(profile.file, text, message, "tie the sentence to the entry that has it, or take it out");
        }
        let spoken_of = |id: &str| {
            let ids = proof.iter().flat_map(|entry| entry.about.iter().chain(&entry.mentions));
            id == profile.raw.entity.get_ref() || ids.into_iter().any(|about| about.get_ref() == id)
        };
        let near = names.near(&said);
        let rest = without(&said, near.iter().filter(|(id, _)| spoken_of(id)).flat_map(|(_, all)| all));
        let holds = |text: &str, all: &[String]| all.iter().any(|name| names_phrase(text, name));
        let unknown = near.iter().find(|(_, all)| holds(&rest, all) && !holds(&shown, all));
        if let Some((id, _)) = unknown {
            let message = format!("none of its entries speaks of `{id}`");
            report.at(profile.file, text, message, "tie the sentence to an entry that does, or leave the name out");
        }
    });
}

/// A folded text without these names: "Changsha-Tehran railway" does not name Tehran.
fn without<'n>(text: &str, names: impl Iterator<Item = &'n String>) -> String {
    let mut names: Vec<&String> = names.filter(|name| names_phrase(text, name)).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.into_iter().fold(text.to_owned(), |text, name| without_phrase(&text, name))
}

/// What an entry shows: its answer and its quotes.
fn shown(entry: &raw::Entry) -> String {
    let quotes = entry.quotes.iter().map(|quote| quote.text.get_ref().as_str());
    std::iter::once(entry.answer.get_ref().as_str()).chain(quotes).collect::<Vec<_>>().join(" ")
}

fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ').filter(|word| word.bytes().any(|byte| byte.is_ascii_digit()))
}

/// The covered entities with their names, folded; names that are shared say nothing.
struct Names<'d> {
    entities: Vec<(&'d str, Vec<String>)>,
    /// By the first word of a name: whose it is, by position.
    starts: FxHashMap<String, Vec<usize>>,
}

fn names<'d>(draft: &'d Draft<'_>) -> Names<'d> {
    let covered = draft.entities.iter().map(|entity| &entity.raw).filter(|entity| entity.covered);
    let named = covered.map(|entity| {
        let all = std::iter::once(&entity.name).chain(&entity.aliases);
        (entity.id.get_ref().as_str(), all.map(|name| folded(name.get_ref())).collect())
    });
    let mut names = Names { entities: named.collect(), starts: FxHashMap::default() };
    for (at, (_, all)) in names.entities.iter().enumerate() {
        for first in all.iter().filter_map(|name| name.split(' ').next()) {
            names.starts.entry(first.to_owned()).or_default().push(at);
        }
    }
    names
}

impl<'d> Names<'d> {
    /// Those of whom a folded text holds the first word of a name; nobody else is named in it.
    fn near(&self, text: &str) -> Vec<&(&'d str, Vec<String>)> {
        let near: BTreeSet<&usize> = text.split(' ').filter_map(|word| self.starts.get(word)).flatten().collect();
        near.into_iter().filter_map(|at| self.entities.get(*at)).collect()
    }
}
