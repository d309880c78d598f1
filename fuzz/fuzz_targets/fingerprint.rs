//! Any file is read as a fingerprint or refused, and one that is read proves and counts without a panic.
#![no_main]

use chaikhana::knowledge::proof::{Fingerprint, coverage};
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeSet;

/// A head that is right, so that the fuzzer need not guess it; the end is made to fit.
const HEAD: &str = "chaikhana-fingerprint 1\nkey 00000000000000000000000000000000\n";

fuzz_target!(|input: (&str, &str, bool)| {
    let (body, quote, headed) = input;
    let is_sentence =
        |line: &&str| !["section", "footnotes"].iter().any(|word| line.starts_with(word)) && !line.is_empty();
    let count = body.lines().filter(is_sentence).count();
    let file = if headed { format!("{HEAD}{body}\nend {count}") } else { body.to_owned() };
    let Ok(fingerprint) = Fingerprint::parse(&file) else {
        return;
    };
    let written = fingerprint.to_string();
    let again = Fingerprint::parse(&written).expect("what is written can be read");
    assert_eq!(again.to_string(), written);
    let proven = fingerprint.prove(quote);
    let counted = coverage(&fingerprint, proven.as_ref().ok(), &BTreeSet::new());
    assert!(counted.quoted_words <= counted.body_words);
});
