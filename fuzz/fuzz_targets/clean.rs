//! Any document is cleaned, and what the cleaner says of it holds together.
#![no_main]

use chaikhana::knowledge::proof::{Fingerprint, clean, words};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|raw: &str| {
    let document = clean(raw);
    let fingerprint = Fingerprint::of(&document, "fuzz");
    let sentences: Vec<&str> = document.sentences().collect();
    assert_eq!(sentences.len(), fingerprint.sentences().len(), "a mark for every sentence");
    for (sentence, mark) in sentences.iter().zip(fingerprint.sentences()) {
        assert_eq!(words(sentence).len(), mark.words.len(), "{sentence:?}");
    }
    // The file says all that the fingerprint does.
    let file = fingerprint.to_string();
    let read = Fingerprint::parse(&file).expect("what is written can be read");
    assert_eq!(read.to_string(), file);
    // A sentence of the document is proven by its own fingerprint, where it is long enough and has no joint.
    for sentence in sentences.iter().filter(|sentence| words(sentence).len() >= 8 && !sentence.contains("[...]")) {
        assert!(read.prove(sentence).is_ok(), "{sentence:?}");
    }
});
