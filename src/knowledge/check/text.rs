//! What every stored text has to be: not empty, not too long, in letters that show; and an answer that stands alone.

use super::{Limits, Report};
use crate::knowledge::draft::Draft;
use crate::knowledge::raw::Text;
use crate::knowledge::shown::is_hidden;
use unicode_script::{Script, UnicodeScript};

/// A stored text, with its place and the most characters it may have.
pub(super) struct Stored<'d> {
    pub(super) file: &'d str,
    pub(super) text: &'d Text,
    most: usize,
}

/// A question fits a line of a chat and an autocomplete choice with room to spare.
const QUESTION: usize = 200;
/// Three sentences; an embed holds 4,096.
const ANSWER: usize = 900;
/// Forty words and their joints.
const QUOTE: usize = 500;
/// A row of a timeline, a name, a title.
pub(super) const LINE: usize = 250;

/// Every text that a person may be shown.
pub(super) fn stored<'d>(draft: &'d Draft<'_>) -> Vec<Stored<'d>> {
    let mut found = Vec::new();
    let mut add = |file, text, most| found.push(Stored { file, text, most });
    for entry in &draft.entries {
        let (file, raw) = (entry.file, &entry.raw);
        raw.questions.iter().chain(&raw.not).for_each(|text| add(file, text, QUESTION));
        add(file, &raw.answer, ANSWER);
        raw.quotes.iter().for_each(|quote| add(file, &quote.text, QUOTE));
        raw.events.iter().for_each(|event| add(file, &event.text, LINE));
        raw.retired.iter().for_each(|retired| add(file, &retired.why, LINE));
    }
    for source in &draft.sources {
        let (file, raw) = (source.file, &source.raw);
        add(file, &raw.author, LINE);
        add(file, &raw.title, LINE);
        let optional = raw.venue.iter().chain(&raw.licence).chain(&raw.budget_reason);
        optional.for_each(|text| add(file, text, QUOTE));
    }
    for entity in &draft.entities {
        let (file, raw) = (entity.file, &entity.raw);
        add(file, &raw.name, LINE);
        raw.aliases.iter().chain(&raw.ambiguous).for_each(|text| add(file, text, LINE));
    }
    for synonym in &draft.synonyms {
        synonym.raw.words.iter().for_each(|text| add(synonym.file, text, LINE));
        add(synonym.file, &synonym.raw.why, QUOTE);
    }
    for profile in &draft.profiles {
        for section in &profile.raw.section {
            add(profile.file, &section.title, LINE);
            section.sentence.iter().for_each(|s| add(profile.file, &s.text, ANSWER));
        }
    }
    for case in &draft.guard {
        add(case.file, &case.raw.question, ANSWER);
    }
    found
}

pub(super) fn empty(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    for Stored { file, text, .. } in stored(draft) {
        if text.get_ref().trim().is_empty() {
            report.at(file, text, "the text is empty".to_owned(), "fill it in, or take it out");
        }
    }
}

pub(super) fn long(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    for Stored { file, text, most } in stored(draft) {
        let length = text.get_ref().chars().count();
        if length > most {
            let message = format!("the text has {length} characters, at most {most} can be shown well");
            report.at(file, text, message, "shorten it, or make two of it");
        }
    }
}

/// Words that point back at a sentence that an answer does not have before it.
const PRONOUNS: &[&str] =
    &["it", "its", "they", "their", "them", "he", "his", "him", "she", "her", "this", "that", "these", "those", "both"];

pub(super) fn dangling(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    for entry in &draft.entries {
        let answer = &entry.raw.answer;
        let first = answer.get_ref().split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty());
        let Some(word) = first.filter(|word| PRONOUNS.contains(&word.to_lowercase().as_str())) else {
            continue;
        };
        let message = format!("the answer begins with `{word}` and does not stand alone");
        report.at(entry.file, answer, message, "name the state or the person that it speaks of");
    }
}

pub(super) fn hidden(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    for Stored { file, text, .. } in stored(draft) {
        if text.get_ref().bytes().all(|b| (b' '..0x7f).contains(&b)) {
            continue;
        }
        let bad = text.get_ref().chars().find(|c| is_hidden(*c) || (c.is_control() && *c != '\n'));
        if let Some(c) = bad {
            let message = format!("the text holds U+{:04X}, which does not show", u32::from(c));
            report.at(file, text, message, "type the words anew, without it");
        }
    }
}

/// Letters that look like others: a word that mixes scripts, or one that only looks Latin.
pub(super) fn confusable(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    for Stored { file, text, .. } in stored(draft) {
        if text.get_ref().is_ascii() {
            continue;
        }
        let words = text.get_ref().split(|c: char| !c.is_alphanumeric());
        if let Some(word) = words.filter(|word| !word.is_ascii()).find(|word| is_confusable(word)) {
            let message = format!("`{word}` has letters that look like others");
            report.at(file, text, message, "type the word anew in one alphabet");
        }
    }
}

fn is_confusable(word: &str) -> bool {
    let mut scripts: Vec<Script> = word
        .chars()
        .map(|c| c.script())
        .filter(|script| !matches!(script, Script::Common | Script::Inherited))
        .collect();
    scripts.dedup();
    let latin = scripts.contains(&Script::Latin);
    let skeleton = unicode_security::confusable_detection::skeleton(word);
    (latin && scripts.len() > 1) || (!latin && skeleton.into_iter().all(|c| c.is_ascii()))
}

/// Signs that a quote may have beside letters, digits and white space; nothing proves any other.
const QUOTE_SIGNS: &str = "+'\"‘’“”«»,.;:!?()[]-‐‑–—…/&%$€£¥";

pub(super) fn quote_signs(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    for (file, quote, _) in draft.quotes() {
        let text = quote.text.get_ref();
        let strange = |c: &char| !c.is_alphanumeric() && !c.is_whitespace() && !QUOTE_SIGNS.contains(*c);
        let minus = text.split_whitespace().any(|word| {
            let number = word.trim_start_matches(['-', '–', '—', '+']);
            number.len() < word.len() && number.starts_with(|c: char| c.is_numeric())
        });
        if let Some(sign) = text.chars().find(strange).or(minus.then_some('-')) {
            let message = format!("nothing proves the sign `{}` of the quote", sign.escape_debug());
            report.at(file, &quote.text, message, "leave it out, or quote another passage");
        }
    }
}
