//! Phrasings: enough of them, and each of them one entry's.

use super::{Limits, Report};
use crate::knowledge::draft::{Draft, Placed};
use crate::knowledge::fold::folded;
use crate::knowledge::raw::{self, Text};
use rustc_hash::{FxHashMap, FxHashSet};

/// What a Discord form holds in one input, in UTF-16 units as Discord counts.
const FORM_INPUT: usize = 4000;

/// Each entry with its phrasings, as written and as they are compared.
fn phrasings<'d>(
    draft: &'d Draft<'_>,
) -> impl Iterator<Item = (&'d Placed<'d, raw::Entry>, impl Iterator<Item = (&'d Text, &'d str)>)> {
    draft.entries.iter().zip(&draft.folded).map(|(entry, folded)| {
        let folded = folded.iter().map(String::as_str);
        (entry, entry.raw.questions.iter().zip(folded))
    })
}

/// Near-duplicates are those that fold to the same words.
pub(super) fn duplicates(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    let mut owners: FxHashMap<&str, &Placed<'_, raw::Entry>> = FxHashMap::default();
    for (entry, questions) in phrasings(draft).filter(|(entry, _)| entry.raw.retired.is_none()) {
        for (question, folded) in questions {
            let other = *owners.entry(folded).or_insert(entry);
            if other.raw.id != entry.raw.id {
                let message = format!("`{}` asks the same in `{}`", other.raw.id.get_ref(), other.file);
                let remedy = "keep the phrasing where it is answered best, or say in it what tells the two apart";
                report.at(entry.file, question, message, remedy);
            }
        }
    }
}

pub(super) fn repeats(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    for (entry, questions) in phrasings(draft) {
        let mut seen = FxHashMap::default();
        for (question, folded) in questions {
            if let Some(first) = seen.insert(folded, question) {
                let message = format!("the same words as `{}`", first.get_ref());
                report.at(entry.file, question, message, "leave one of the two out");
            }
        }
    }
}

/// The first phrasing is the entry's title: people read it on buttons and in lists.
pub(super) fn titles(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    for entry in draft.entries.iter().filter(|entry| entry.raw.retired.is_none()) {
        let bare = |title: &&Text| !title.get_ref().ends_with('?') || title.get_ref().starts_with(char::is_lowercase);
        if let Some(title) = entry.raw.questions.first().filter(bare) {
            let message = "the first phrasing is shown as the title, and reads as no question".to_owned();
            report.at(
                entry.file,
                title,
                message,
                "put one first that begins with a capital and ends with a question mark",
            );
        }
    }
}

pub(super) fn contradictions(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    for (entry, questions) in phrasings(draft) {
        let asked: FxHashSet<&str> = questions.map(|(_, folded)| folded).collect();
        for near_miss in &entry.raw.not {
            if asked.contains(folded(near_miss.get_ref()).as_str()) {
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
            let phrasings = if count == 1 { "phrasing" } else { "phrasings" };
            let message = format!("`{id}` has {count} {phrasings}, at least {} are asked for", limits.min_phrasings);
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
