//! The quote proof, from the ugly document to the proven quote, and what must never be proven.

#![expect(clippy::expect_used, clippy::panic, reason = "a checker that cannot go on fails its test")]

mod any;
mod cleaning;
mod format;
mod matching;
mod touched;

use crate::kit::{UGLY, ugly};
use chaikhana::knowledge::proof::{Document, Fingerprint, words};
use std::sync::LazyLock;

const HISTORY: &str = "The Treaty of the Two Valleys: a short history";
const WATER: &str = "1. Water and grain";
const FOOTNOTES: &str = "Footnotes";

fn print() -> &'static Fingerprint {
    static PRINT: LazyLock<Fingerprint> = LazyLock::new(|| Fingerprint::of(&ugly(), "tarrow-1932"));
    &PRINT
}

/// The words of each paragraph.
fn paragraphs(document: &Document) -> Vec<Vec<String>> {
    let paragraphs = document.sections.iter().flat_map(|section| &section.paragraphs);
    paragraphs.map(|paragraph| paragraph.sentences.iter().flat_map(|sentence| words(sentence)).collect()).collect()
}

/// The paragraph about the dam, the longest of the document.
fn dam() -> Vec<String> {
    let all = paragraphs(&ugly());
    all.into_iter().find(|words| words.starts_with(&["The".into(), "river".into()])).expect("it is there")
}

#[test]
fn the_ugly_document_is_as_ugly_as_it_should_be() {
    for mark in [
        "<sup>", "~~", "\\$", "“", "—", "–", "Торг", "\n- ", "\n1. ", "**T**", "](", "###", "U.S.V.", "\u{ad}", "ﬁ",
        "4,2", "%", "<!--",
    ] {
        assert!(UGLY.contains(mark), "{mark:?}");
    }
    assert!(ugly().sentences().count() >= 40);
}
