//! What holds of any passage, any document and any file.

use super::{paragraphs, print};
use crate::kit::ugly;
use chaikhana::knowledge::proof::{Fingerprint, NotProven, Proven, RUN, clean, coverage};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Some words in a row from one paragraph of the ugly document.
fn window() -> impl Strategy<Value = Vec<String>> {
    let long: Vec<Vec<String>> = paragraphs(&ugly()).into_iter().filter(|words| words.len() >= 8).collect();
    let paragraph = proptest::sample::select(long);
    let cut = (paragraph, 8..=40_usize, any::<proptest::sample::Index>());
    cut.prop_map(|(words, length, start)| {
        let length = length.min(words.len());
        let from = start.index(words.len() - length + 1);
        words[from..from + length].to_vec()
    })
}

proptest! {
    #[test]
    fn every_passage_of_a_paragraph_is_proven(window in window()) {
        let found = print().prove(&window.join(" "));
        prop_assert!(found.is_ok(), "{found:?}");
        prop_assert_eq!(found.map(|found| found.parts[0].len()), Ok(window.len()));
    }

    #[test]
    fn no_passage_with_a_word_replaced_is_proven(window in window(), at: proptest::sample::Index, fresh in "[a-z]{5,9}x[0-9]") {
        let mut window = window;
        let at = at.index(window.len());
        window[at].clone_from(&fresh);
        match print().prove(&window.join(" ")) {
            Err(NotProven::Differs { matched, of, at, .. }) => {
                prop_assert_eq!(of, window.len());
                prop_assert!(matched >= RUN && matched < of);
                prop_assert_eq!(at, fresh, "the fresh word is the one that differs");
            }
            Err(NotProven::Nowhere) => prop_assert!(window.len() < 2 * RUN + 1 && (3..=4).contains(&at)),
            other => prop_assert!(false, "{other:?}"),
        }
    }

    #[test]
    fn no_passage_with_a_word_left_out_or_two_swapped_is_proven(window in window(), at: proptest::sample::Index) {
        let at = 1 + at.index(window.len() - 2);
        let shorter: Vec<&String> = window.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, word)| word).collect();
        let text = shorter.iter().map(|word| word.as_str()).collect::<Vec<_>>().join(" ");
        prop_assert!(print().prove(&text).is_err(), "{}", text);
        let mut swapped = window.clone();
        swapped.swap(at, at - 1);
        prop_assert_eq!(print().prove(&swapped.join(" ")).is_ok(), swapped == window);
    }

    #[test]
    fn any_text_can_be_cleaned_and_its_fingerprint_written_and_read(raw in any_document()) {
        let made = Fingerprint::of(&clean(&raw), "any");
        let text = made.to_string();
        let read = Fingerprint::parse(&text);
        prop_assert!(read.is_ok(), "{:?} of {}", read, text);
        prop_assert_eq!(read.map(|read| (read.to_string(), read.sentences().to_vec())), Ok((text, made.sentences().to_vec())));
    }

    #[test]
    fn any_text_can_be_asked_for_and_any_file_read(text in any::<String>(), quote in any_document()) {
        let _ = Fingerprint::parse(&text);
        let _ = Fingerprint::parse(&format!("chaikhana-fingerprint 1\nkey 00112233445566778899aabbccddeeff\nsection\n{text}\nend 0"));
        let _ = print().prove(&text);
        let _ = print().prove(&quote);
    }

    #[test]
    fn a_damaged_fingerprint_never_panics(at: proptest::sample::Index, by in any::<char>(), quote in window()) {
        let mut text: Vec<char> = print().to_string().chars().collect();
        let at = at.index(text.len());
        text[at] = by;
        if let Ok(read) = Fingerprint::parse(&text.into_iter().collect::<String>()) {
            let found: Vec<Proven> = read.prove(&quote.join(" ")).into_iter().collect();
            let counted = coverage(&read, &found, &BTreeSet::from([0, 1, 999]));
            prop_assert!(counted.quoted_words <= counted.body_words);
        }
    }
}

/// Text of the pieces that documents are made of, in any order, and of anything else.
fn any_document() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[A-Za-z]{1,8}[ .,;:!?-]?",
        2 => proptest::sample::select(vec![
            "\n", "\n\n", "---\n", "# ", "\n## ", "- ", "1. ", "<sup>1</sup>", "\n<sup>2</sup> ", "<sup>", "~~", "*", "_",
            "](", "[", "[...]", "<!--", "-->", "<", ">", "\\", "\\$", "—", "–", "\u{ad}", "ﬁ", "’", "”", "\r\n", "\t", "…",
            "M.Sh. ", "U.S. ", "4,2", "$5", "5%", "é", "Ж", "\u{301}", "🙂",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}
