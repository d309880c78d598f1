//! The table of checks: everything that must hold of the files beyond their shape.
//!
//! A check looks at the whole draft and reports every place where it fails;
//! its message and its remedy are worded beside it.

mod dates;
mod lexicon;
mod links;
mod markup;
mod phrasings;
mod profiles;
mod quotes;
mod states;
mod text;

pub(super) use lexicon::years_in_office;
pub(super) use quotes::{BUDGET, skip_reason};

use super::draft::Draft;
use super::problem::{Problem, Problems, Severity};
use super::raw::Text;
use std::ops::Range;

/// The limits that the settings choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The fewest phrasings of an entry.
    pub min_phrasings: usize,
    /// The most words of a quote.
    pub max_quote_words: usize,
}

impl Default for Limits {
    fn default() -> Self {
        // Eight phrasings: from 2 to 5 rephrasings an entry gains five points in retrieval and less
        // after that. Forty words: a quote is a passage, not a page.
        Self { min_phrasings: 8, max_quote_words: 40 }
    }
}

/// A named check.
pub(super) struct Check {
    name: &'static str,
    severity: Severity,
    run: fn(&Draft<'_>, &Limits, &mut Report<'_>),
}

const fn error(name: &'static str, run: fn(&Draft<'_>, &Limits, &mut Report<'_>)) -> Check {
    Check { name, severity: Severity::Error, run }
}

const fn warning(name: &'static str, run: fn(&Draft<'_>, &Limits, &mut Report<'_>)) -> Check {
    Check { name, severity: Severity::Warning, run }
}

/// All checks, in the order in which they are best understood.
const CHECKS: &[Check] = &[
    error("id", links::ids),
    error("duplicate-id", links::duplicate_ids),
    error("unknown-source", links::unknown_sources),
    error("unknown-entity", links::unknown_entities),
    error("unknown-entry", links::unknown_entries),
    error("supersedes-cycle", links::cycles),
    error("no-about", links::no_about),
    error("profile", profiles::shape),
    error("profile-entry", profiles::strangers),
    error("profile-outdated", profiles::outdated),
    error("profile-fact", profiles::unproven),
    error("date", dates::dates),
    error("as-of", dates::as_of),
    error("unplanned", dates::unplanned),
    error("empty-text", text::empty),
    error("long-text", text::long),
    error("dangling-answer", text::dangling),
    error("hidden-character", text::hidden),
    error("confusable-letter", text::confusable),
    error("markup", markup::markup),
    error("address", markup::addresses),
    error("quote-sign", text::quote_signs),
    error("section-title", markup::titles),
    error("duplicate-phrasing", phrasings::duplicates),
    error("contradiction", phrasings::contradictions),
    warning("repeated-phrasing", phrasings::repeats),
    warning("few-phrasings", phrasings::few),
    warning("bare-title", phrasings::titles),
    error("form-length", phrasings::form_length),
    error("fingerprint", quotes::fingerprints),
    warning("unused-fingerprint", quotes::unused_fingerprints),
    error("no-quote", quotes::missing),
    error("quote", quotes::unproven),
    error("long-quote", quotes::long),
    error("other-state", states::other_state),
    warning("budget", quotes::budget),
    error("skip", quotes::skips),
    warning("needless-skip", quotes::needless_skips),
    error("kind", lexicon::kinds),
    error("years", lexicon::years),
    error("shared-name", lexicon::shared_names),
    error("not-covered", lexicon::not_covered),
    error("synonym", lexicon::synonyms),
    warning("unused-entity", lexicon::unused),
];

/// Runs every check.
pub(super) fn run(draft: &Draft<'_>, limits: &Limits, problems: &mut Problems) {
    for check in CHECKS {
        (check.run)(draft, limits, &mut Report { check, problems });
    }
}

/// Where a check reports what it finds.
pub(super) struct Report<'p> {
    check: &'p Check,
    problems: &'p mut Problems,
}

impl Report<'_> {
    /// Reports a string of a file.
    fn at(&mut self, file: &str, text: &Text, message: String, remedy: impl Into<String>) {
        self.span(file, text.span(), message, remedy);
    }

    /// Reports a place of a file.
    fn span(&mut self, file: &str, span: Range<usize>, message: String, remedy: impl Into<String>) {
        self.place(file, Some(span), message, remedy.into());
    }

    /// Reports a whole file.
    fn whole(&mut self, file: &str, message: String, remedy: impl Into<String>) {
        self.place(file, None, message, remedy.into());
    }

    fn place(&mut self, file: &str, span: Option<Range<usize>>, message: String, remedy: String) {
        let Check { name: check, severity, .. } = *self.check;
        self.problems.push(Problem { check, severity, file: file.to_owned(), span, message, remedy });
    }
}
