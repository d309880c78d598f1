//! A fingerprint as it is written and read.

use super::print;
use crate::kit::ugly;
use chaikhana::knowledge::proof::{Document, Fingerprint, Paragraph, Section, clean};
use std::collections::BTreeSet;

#[test]
fn a_fingerprint_is_the_same_after_it_was_written_and_read() {
    let text = print().to_string();
    let read = Fingerprint::parse(&text).expect("what was written can be read");
    assert_eq!(read.to_string(), text);
    assert_eq!((read.sections(), read.sentences()), (print().sections(), print().sentences()));
    assert_eq!(read.body_words(), print().body_words());
}

#[test]
fn the_same_document_and_name_give_the_same_fingerprint_and_another_name_another() {
    assert_eq!(print().to_string(), print().to_string());
    let other = Fingerprint::of(&ugly(), "tarrow-1933").to_string();
    let runs = |text: &str| text.split_whitespace().filter(|field| field.len() == 16).map(str::to_owned).collect();
    let (ours, theirs): (BTreeSet<String>, BTreeSet<String>) = (runs(&print().to_string()), runs(&other));
    assert!(ours.len() > 400);
    assert!(ours.is_disjoint(&theirs), "the key makes the runs of two sources incomparable");
}

#[test]
fn a_fingerprint_file_holds_no_text_but_the_titles() {
    let titles: Vec<String> = ugly().sections.iter().map(|section| section.title.clone()).collect();
    let text = print().to_string();
    let (text, _) = text.trim_end().rsplit_once("\nend ").expect("the last line says that it is the last");
    for line in text.lines().skip(2).filter(|line| !line.is_empty()) {
        let title = line.strip_prefix("section").or_else(|| line.strip_prefix("footnotes"));
        match title {
            Some(title) => assert!(titles.iter().any(|known| known == title.trim()), "{line}"),
            None => assert!(line.bytes().all(|b| b.is_ascii_hexdigit() || b == b' '), "{line}"),
        }
    }
}

#[track_caller]
fn unreadable(text: &str, expected: &str) {
    let error = Fingerprint::parse(text).expect_err("it is no fingerprint");
    assert_eq!(error.to_string(), expected, "{text:?}");
}

#[test]
fn a_file_that_is_no_fingerprint_is_refused_with_the_line() {
    let head = "chaikhana-fingerprint 1\nkey 00112233445566778899aabbccddeeff\n";
    unreadable("", "line 1: the file does not begin with its header");
    unreadable("chaikhana-fingerprint 2\n", "line 1: the file does not begin with its header");
    unreadable("chaikhana-fingerprint 1\nkey 0011\n", "line 2: the key is missing");
    unreadable(&format!("{head}4 0123456789abcdef\n"), "line 3: the line is no sentence");
    unreadable(&format!("{head}section A\n4 no\n"), "line 4: the line is no sentence");
    unreadable(&format!("{head}section A\n1 0 0 0\n"), "line 4: the line is no sentence");
    unreadable(&format!("{head}section A\n18446744073709551615\n"), "line 4: the line is no sentence");
    unreadable(&format!("{head}section A\n2\nend 1\n2\n"), "line 6: something stands behind the end");
}

#[test]
fn a_part_of_a_fingerprint_does_not_pass_for_the_whole() {
    let text = print().to_string();
    let whole = text.trim_end().len();
    for (at, part) in (0..whole).filter_map(|at| Some((at, text.get(..at)?))) {
        assert!(Fingerprint::parse(part).is_err(), "cut at byte {at} of {whole}");
    }
    let lines: Vec<&str> = text.lines().collect();
    for at in (0..lines.len()).filter(|at| lines[*at].starts_with(|first: char| first.is_ascii_digit())) {
        let without = [&lines[..at], &lines[at + 1..]].concat().join("\n");
        unreadable(&without, &format!("line {}: sentences are missing before the end", lines.len() - 1));
    }
}

#[test]
fn what_holds_no_words_leaves_no_gap_in_the_count_of_paragraphs() {
    let footnotes = clean("<sup>1</sup> ---\n\n<sup>2</sup> a");
    let empty = Paragraph::default();
    let paragraph = Paragraph { sentences: vec!["a".to_owned()] };
    let section = Section { paragraphs: vec![empty.clone(), paragraph, empty], ..Section::default() };
    for document in [footnotes, Document { sections: vec![Section::default(), section] }] {
        let made = Fingerprint::of(&document, "any");
        let read = Fingerprint::parse(&made.to_string()).expect("what was written can be read");
        assert_eq!(read.sentences(), made.sentences());
    }
}
