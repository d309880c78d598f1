//! Quotes: there, proven, short, and not too much of a document; and the sentences that need none.

use super::{Limits, Report};
use crate::knowledge::draft::Draft;
use crate::knowledge::file::FileKind;
use crate::knowledge::model::SkipReason;
use crate::knowledge::proof::{Coverage, Fingerprint, MIN_PART_WORDS, MIN_WORDS, NotProven, coverage, quote_words};
use crate::knowledge::raw;
use std::collections::{BTreeMap, BTreeSet};

/// The share of a document's words that quotes may repeat where `sources.toml` gives no other.
pub(in crate::knowledge) const BUDGET: f64 = 0.5;

pub(super) fn fingerprints(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    for source in &draft.sources {
        let id = source.raw.id.get_ref();
        if !draft.fingerprints.contains_key(id.as_str()) && draft.has_all(&FileKind::Fingerprint(id)) {
            let message = format!("source `{id}` has no fingerprint `sources/{id}.fingerprint`");
            let remedy = format!("make it from the document with `chaikhana source add FILE --id {id} --replace`");
            report.at(source.file, &source.raw.id, message, remedy);
        }
    }
}

pub(super) fn unused_fingerprints(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    if !draft.has_all(&FileKind::Sources) {
        return;
    }
    let known: BTreeSet<&str> = draft.sources.iter().map(|source| source.raw.id.get_ref().as_str()).collect();
    for id in draft.fingerprints.keys().filter(|id| !known.contains(*id)) {
        let message = format!("source `{id}` is not in `sources.toml`");
        report.whole(&format!("sources/{id}.fingerprint"), message, "name the file after a source, or take it away");
    }
}

pub(super) fn missing(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    for entry in draft.entries.iter().filter(|entry| entry.raw.quotes.is_empty()) {
        let message = format!("entry `{}` has no quote", entry.raw.id.get_ref());
        report.at(entry.file, &entry.raw.id, message, "quote the passage that proves the answer");
    }
}

pub(super) fn unproven(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    for (file, quote, proof) in draft.quotes() {
        if let Some(Err(why)) = proof {
            let source = quote.source.get_ref();
            let (message, remedy) = elsewhere(draft, quote).unwrap_or_else(|| words(why, source));
            report.at(file, &quote.text, message, remedy);
        }
    }
}

/// Where a quote of the wrong source really stands.
fn elsewhere(draft: &Draft<'_>, quote: &raw::Quote) -> Option<(String, String)> {
    let text = quote.text.get_ref();
    let (right, _) = draft.fingerprints.iter().find(|(_, print)| print.prove(text).is_ok())?;
    let given = quote.source.get_ref();
    let message = format!("the quote does not stand in `{given}`, but in `{right}`");
    Some((message, format!("write `source = \"{right}\"`")))
}

/// Why a quote is not proven, and what to do.
fn words(why: &NotProven, source: &str) -> (String, String) {
    let copy = "copy the passage from the document, word for word";
    match why {
        NotProven::Short { words } => (
            format!("the quote has {words} words, fewer than {MIN_WORDS} prove nothing"),
            "quote more of the passage".to_owned(),
        ),
        NotProven::Parts { parts } => (
            format!("the quote joins {parts} parts, at most three may be joined"),
            "quote a shorter passage, or make two quotes of it".to_owned(),
        ),
        NotProven::ShortPart { part } => (
            format!("the part `{part}` has fewer than {MIN_PART_WORDS} words"),
            "leave out less at the `[...]`".to_owned(),
        ),
        NotProven::Apart => (
            format!("the parts of the quote stand in `{source}`, but not close together in this order"),
            "join only parts of one paragraph with 4 to 39 words between, or make two quotes".to_owned(),
        ),
        NotProven::Differs { matched, of, section, at } => {
            let place = if section.is_empty() { "the opening" } else { section };
            if matched == of {
                let message = format!("all words of the quote stand in `{place}` of `{source}`, but not in a row");
                return (message, format!("{copy}; put `[...]` where words are left out"));
            }
            let message =
                format!("the quote matches {matched} of {of} words in `{place}` of `{source}`; differs at `{at}`");
            (message, format!("{copy}; `[...]` marks what is left out"))
        }
        NotProven::Nowhere => (format!("no four words of the quote stand together in `{source}`"), copy.to_owned()),
    }
}

pub(super) fn long(draft: &Draft<'_>, limits: &Limits, report: &mut Report<'_>) {
    for (file, quote, _) in draft.quotes() {
        let count = quote_words(quote.text.get_ref());
        if count > limits.max_quote_words {
            let message = format!("the quote has {count} words, at most {} are allowed", limits.max_quote_words);
            report.at(file, &quote.text, message, "quote the shortest passage that proves the answer");
        }
    }
}

/// What the proven quotes cover of a source.
fn covered(draft: &Draft<'_>, source: &str, fingerprint: &Fingerprint, skip: &BTreeSet<usize>) -> Coverage {
    let proven = draft
        .quotes()
        .filter_map(|(_, quote, proof)| (quote.source.get_ref() == source).then_some(proof?.as_ref().ok()?));
    coverage(fingerprint, proven, skip)
}

pub(super) fn budget(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    for source in &draft.sources {
        let raw = &source.raw;
        let share = raw.budget.as_ref().map_or(BUDGET, |budget| *budget.get_ref());
        let span = raw.budget.as_ref().map_or_else(|| raw.id.span(), toml::Spanned::span);
        if !(0.0..=1.0).contains(&share) || (raw.budget.is_some() && raw.budget_reason.is_none()) {
            let message = "a budget is a share between 0 and 1, with its reason".to_owned();
            let remedy = "write `budget = 0.6` for six tenths, and `budget_reason` to say why";
            report.span(source.file, span.clone(), message, remedy);
        }
        let id = raw.id.get_ref().as_str();
        let Some(fingerprint) = draft.fingerprints.get(id) else {
            continue;
        };
        let quoted = covered(draft, id, fingerprint, &BTreeSet::new()).quoted_share();
        if quoted > share {
            let message = format!("{:.1}% of `{id}` is quoted, its budget is {:.1}%", quoted * 100.0, share * 100.0);
            report.span(source.file, span, message, "shorten its quotes; `chaikhana coverage` shows where they lie");
        }
    }
}

/// Parses the reason of a skip.
pub(in crate::knowledge) fn skip_reason(skip: &raw::Skip) -> Option<SkipReason> {
    let entry = skip.entry.as_ref().map(|id| id.get_ref().as_str());
    match (skip.reason.get_ref().as_str(), entry) {
        ("heading", None) => Some(SkipReason::Heading),
        ("reference", None) => Some(SkipReason::Reference),
        ("repetition", None) => Some(SkipReason::Repetition),
        ("answered", Some(id)) => crate::knowledge::EntryId::parse(id).ok().map(SkipReason::Answered),
        _ => None,
    }
}

/// Why a skip has no reason, and what to do.
fn no_reason(skip: &raw::Skip) -> (String, &'static str) {
    match (skip.reason.get_ref().as_str(), &skip.entry) {
        ("answered", None) => ("`answered` says nothing without `entry`".to_owned(), "name the entry that answers"),
        (reason @ ("heading" | "reference" | "repetition"), Some(_)) => {
            (format!("`{reason}` has no `entry`"), "take `entry` out, or write `answered`")
        }
        (reason, _) => {
            (format!("`{reason}` is no reason"), "use `heading`, `reference`, `repetition`, or `answered` with `entry`")
        }
    }
}

pub(super) fn skips(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    let mut seen = BTreeSet::new();
    for (source, skip) in &draft.skips {
        let number = *skip.raw.sentence.get_ref();
        if skip_reason(&skip.raw).is_none() {
            let (message, remedy) = no_reason(&skip.raw);
            report.at(skip.file, &skip.raw.reason, message, remedy);
        }
        if !seen.insert((*source, number)) {
            let message = format!("sentence {number} is skipped twice");
            report.span(skip.file, skip.raw.sentence.span(), message, "leave one of the two out");
        }
        let count = draft.fingerprints.get(source).map(|print| print.sentences().len());
        if count.is_some_and(|count| !(1..=count).contains(&number)) {
            let message = format!("`{source}` has no sentence {number}");
            let remedy = "count from 1, as `chaikhana coverage` does";
            report.span(skip.file, skip.raw.sentence.span(), message, remedy);
        }
    }
}

pub(super) fn needless_skips(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    let mut skipped: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (source, skip) in &draft.skips {
        skipped.entry(source).or_default().insert(*skip.raw.sentence.get_ref());
    }
    for (source, numbers) in &skipped {
        let Some(fingerprint) = draft.fingerprints.get(source) else {
            continue;
        };
        let rows = covered(draft, source, fingerprint, numbers).sections;
        let needed: BTreeSet<usize> = rows.into_iter().flat_map(|row| row.skipped).collect();
        for (_, skip) in draft.skips.iter().filter(|(id, _)| id == source) {
            let number = *skip.raw.sentence.get_ref();
            let Some(sentence) = number.checked_sub(1).and_then(|at| fingerprint.sentences().get(at)) else {
                continue;
            };
            if !needed.contains(&number) {
                let why = if fingerprint.in_footnotes(sentence) { "is a footnote's" } else { "is quoted" };
                let message = format!("sentence {number} {why} and needs no skip");
                report.span(skip.file, skip.raw.sentence.span(), message, "take the skip out");
            }
        }
    }
}
