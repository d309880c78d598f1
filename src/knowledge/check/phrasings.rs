//! Phrasings: enough of them, and each of them one entry's.

use super::{Limits, Report};
use crate::knowledge::draft::Draft;
use crate::knowledge::fold::folded;
use std::collections::BTreeMap;

/// What a Discord form holds in one input, in UTF-16 units as Discord counts.
const FORM_INPUT: usize = 4000;

/// What questions are compared by: near-duplicates are those that fold to the same words.
fn folded_questions(draft: &Draft<'_>) -> BTreeMap<String, Vec<usize>> {
    let mut owners: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, entry) in draft.entries.iter().enumerate() {
        if entry.raw.retired.is_some() {
            continue;
        }
        for question in &entry.raw.questions {
            owners.entry(folded(question.get_ref())).or_default().push(at);
        }
    }
    owners
}

pub(super) fn duplicates(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    let owners = folded_questions(draft);
    for (at, entry) in draft.entries.iter().enumerate() {
        for question in &entry.raw.questions {
            let first = owners.get(&folded(question.get_ref())).and_then(|all| all.first());
            let Some(other) = first.filter(|first| **first < at).and_then(|i| draft.entries.get(*i)) else {
                continue;
            };
            let message = format!("`{}` asks the same in `{}`", other.raw.id.get_ref(), other.file);
            let remedy = "keep the phrasing where it is answered best, or say in it what tells the two apart";
            report.at(entry.file, question, message, remedy);
        }
    }
}

pub(super) fn repeats(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    for entry in &draft.entries {
        let mut seen = BTreeMap::new();
        for question in &entry.raw.questions {
            if let Some(first) = seen.insert(folded(question.get_ref()), question) {
                let message = format!("the same words as `{}`", first.get_ref());
                report.at(entry.file, question, message, "leave one of the two out");
            }
        }
    }
}

pub(super) fn contradictions(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    for entry in &draft.entries {
        let asked: Vec<String> = entry.raw.questions.iter().map(|q| folded(q.get_ref())).collect();
        for near_miss in &entry.raw.not {
            if asked.contains(&folded(near_miss.get_ref())) {
                let message = format!("`{}` both answers this and does not", entry.raw.id.get_ref());
                report.at(entry.file, near_miss, message, "take it out of `questions` or out of `not`");
            }
        }
    }
}

pub(super) fn few(draft: &Draft<'_>, limits: &Limits, report: &mut Report<'_>) {
    for entry in &draft.entries {
        let count = entry.raw.questions.len();
        if count < limits.min_phrasings {
            let id = entry.raw.id.get_ref();
            let message = format!("`{id}` has {count} phrasings, at least {} are asked for", limits.min_phrasings);
            let remedy = "add ways in which other people would ask, or lower `min_phrasings` in the config";
            report.at(entry.file, &entry.raw.id, message, remedy);
        }
    }
}

pub(super) fn form_length(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    for entry in &draft.entries {
        let lengths = entry.raw.questions.iter().map(|q| q.get_ref().encode_utf16().count() + 1);
        let length = lengths.sum::<usize>().saturating_sub(1);
        if length > FORM_INPUT {
            let id = entry.raw.id.get_ref();
            let message = format!("the phrasings of `{id}` are {length} characters, a Discord form holds {FORM_INPUT}");
            report.at(entry.file, &entry.raw.id, message, "keep the phrasings that differ most");
        }
    }
}
