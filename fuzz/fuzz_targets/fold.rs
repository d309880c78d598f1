//! Any text is folded into words that fold to themselves and know where they came from.
#![no_main]

use chaikhana::knowledge::{fold, folded, names_phrase, without_phrase};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str)| {
    let (text, phrase) = input;
    let once = folded(text);
    assert_eq!(folded(&once), once, "{text:?}");
    let mut end = 0;
    for word in fold(text) {
        assert!(!word.text.is_empty() && word.source.start >= end, "{text:?}: {word:?}");
        end = word.source.end;
        assert!(text.get(word.source).is_some_and(|source| !source.is_empty()), "{text:?}: {}", word.text);
    }
    // An accent that stands alone bears no meaning.
    assert_eq!(folded(&text.replace('\u{301}', "")), once);
    let phrase = folded(phrase);
    let rest = without_phrase(&once, &phrase);
    assert!(!names_phrase(&rest, &phrase), "{once:?} without {phrase:?} is {rest:?}");
});
