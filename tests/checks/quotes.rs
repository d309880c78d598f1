//! Quotes: what is proven, and what is refused.

use super::{LORN, QUOTE, quoting, refused};
use crate::kit::Kit;
use snapbox::str;

#[test]
fn no_quote() {
    let quote = format!("\n[[entry.quotes]]\nsource = \"tarrow-1932\"\ntext = \"{QUOTE}\"\n");
    refused(
        Kit::new().replace(LORN, &quote, ""),
        str![[r#"
error[no-quote]: entry `lorn-dam-price` has no quote
  --> countries/lorn.toml:25:6
   |
25 | id = "lorn-dam-price"
   |      ^^^^^^^^^^^^^^^^
   |
   = help: quote the passage that proves the answer

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn a_quote_of_seven_words() {
    refused(
        quoting("Lorn paid $16 million for the upper"),
        str![[r#"
error[quote]: the quote has 7 words, fewer than 8 prove nothing
  --> countries/lorn.toml:46:8
   |
46 | text = "Lorn paid $16 million for the upper"
   |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: quote more of the passage

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn a_quote_that_was_invented() {
    refused(
        quoting("Lorn has always been the best friend that Sey could wish for"),
        str![[r#"
error[quote]: no four words of the quote stand together in `tarrow-1932`
  --> countries/lorn.toml:46:8
   |
46 | text = "Lorn has always been the best friend that Sey could wish for"
   |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: copy the passage from the document, word for word

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn a_quote_with_a_changed_number() {
    refused(
        quoting("Lorn paid $17 million for the upper dam in 1905"),
        str![[r#"
error[quote]: the quote matches 7 of 10 words in `The Treaty of the Two Valleys: a short history` of `tarrow-1932`; differs at `$17`
  --> countries/lorn.toml:46:8
   |
46 | text = "Lorn paid $17 million for the upper dam in 1905"
   |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: copy the passage from the document, word for word; `[...]` marks what is left out

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn a_quote_with_a_changed_capital() {
    refused(
        quoting("Lorn paid $16 million for the Upper dam in 1905"),
        str![[r#"
error[quote]: the quote matches 6 of 10 words in `The Treaty of the Two Valleys: a short history` of `tarrow-1932`; differs at `Upper`
  --> countries/lorn.toml:46:8
   |
46 | text = "Lorn paid $16 million for the Upper dam in 1905"
   |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: copy the passage from the document, word for word; `[...]` marks what is left out

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn a_quote_that_leaves_words_out_in_silence() {
    let stitched = "the assembly of Sey asked Lorn for the upper dam";
    refused(
        quoting(stitched),
        str![[r#"
error[quote]: the quote matches 8 of 10 words in `1. Water and grain` of `tarrow-1932`; differs at `upper`
  --> countries/lorn.toml:46:8
   |
46 | text = "the assembly of Sey asked Lorn for the upper dam"
   |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: copy the passage from the document, word for word; `[...]` marks what is left out

10 files checked: 1 error, 0 warnings

"#]],
    );
    let apart =
        "asked Lorn for the gradual opening of the upper dam it took nine days, two dinners and one broken lantern";
    refused(
        quoting(apart),
        str![[r#"
error[quote]: all words of the quote stand in `1. Water and grain` of `tarrow-1932`, but not in a row
  --> countries/lorn.toml:46:8
   |
46 | ... = "asked Lorn for the gradual opening of the upper dam it took nine days, two dinners and one broken lantern"
   |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: copy the passage from the document, word for word; put `[...]` where words are left out

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn a_quote_stitched_from_two_sections() {
    refused(
        quoting("Lorn paid $16 million for the [...] founded in 1921 to settle the matter"),
        str![[r#"
error[quote]: the parts of the quote stand in `tarrow-1932`, but not close together in this order
  --> countries/lorn.toml:46:8
   |
46 | ... = "Lorn paid $16 million for the [...] founded in 1921 to settle the matter"
   |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: join only parts of one paragraph with 4 to 39 words between, or make two quotes

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn a_quote_of_four_parts() {
    refused(
        quoting("Lorn paid $16 million [...] for the upper dam [...] in 1905, and Sey [...] or 12.5% of the"),
        str![[r#"
error[quote]: the quote joins 4 parts, at most three may be joined
  --> countries/lorn.toml:46:8
   |
46 | ... = "Lorn paid $16 million [...] for the upper dam [...] in 1905, and Sey [...] or 12.5% of the"
   |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: quote a shorter passage, or make two quotes of it

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn a_quote_with_a_part_of_three_words() {
    refused(
        quoting("Lorn paid $16 million for the upper [...] in 1905, and"),
        str![[r#"
error[quote]: the part `in 1905, and` has fewer than 4 words
  --> countries/lorn.toml:46:8
   |
46 | text = "Lorn paid $16 million for the upper [...] in 1905, and"
   |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: leave out less at the `[...]`

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn a_quote_of_another_source() {
    refused(
        quoting("The clerk whom Lorn has lent to us counts the salt each morning"),
        str![[r#"
error[quote]: the quote does not stand in `tarrow-1932`, but in `quill-1933`
  --> countries/lorn.toml:46:8
   |
46 | text = "The clerk whom Lorn has lent to us counts the salt each morning"
   |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: write `source = "quill-1933"`

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn a_quote_from_before_the_first_heading_that_differs() {
    refused(
        quoting("Valley Institute of Letters, Occasional Papers No. 13"),
        str![[r#"
error[quote]: the quote matches 7 of 8 words in `the opening` of `tarrow-1932`; differs at `13`
  --> countries/lorn.toml:46:8
   |
46 | text = "Valley Institute of Letters, Occasional Papers No. 13"
   |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: copy the passage from the document, word for word; `[...]` marks what is left out

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn long_quote() {
    let long = "it took nine days, two dinners and one broken lantern until the keeper of the dam agreed to turn the great \
                wheel by a quarter, which gave the lower fields of Sey water for the eleven weeks before the rains came back over";
    refused(
        quoting(long),
        str![[r#"
error[long-quote]: the quote has 43 words, at most 40 are allowed
  --> countries/lorn.toml:46:8
   |
46 | ... = "it took nine days, two d...the rains came back over"
   |       ^^^^^^^^^^^^^^^^^^^^^^^^^...^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: quote the shortest passage that proves the answer

error[other-state]: the entry is about `lorn`, its quotes name only `sey`
  --> countries/lorn.toml:46:8
   |
46 | ... = "it took nine days, two d...the rains came back over"
   |       ^^^^^^^^^^^^^^^^^^^^^^^^^...^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: quote a passage that names the state, or mend `about`

10 files checked: 2 errors, 0 warnings

"#]],
    );
}

#[test]
fn a_quote_may_stand_in_a_footnote_or_go_across_a_page() {
    for quote in [
        "The original lies in the archive of Harrow and has fourteen pages of goatskin",
        "which was to help the development of the northern passes",
        "The Foreign Policy Concept of Lorn names the treaty nine times",
    ] {
        let base = "10 files checked: 6 entries, 48 phrasings, 6 quotes, all proven; no problems\n";
        quoting(quote).args(["check", "--strict"]).stdout(base).run();
    }
}

#[test]
fn a_sign_that_nothing_proves_is_refused_in_a_quote() {
    refused(
        Kit::new().replace(LORN, "It replaced the older", "It ≠ replaced the older"),
        str![[r#"
error[quote-sign]: nothing proves the sign `≠` of the quote
  --> countries/lorn.toml:22:8
   |
22 | text = "It ≠ replaced the older Covenant No. 7 of the U.S.V."
   |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: leave it out, or quote another passage

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().replace(LORN, "It replaced the older", "It replaced -1904 the older"),
        str![[r#"
error[quote-sign]: nothing proves the sign `-` of the quote
  --> countries/lorn.toml:22:8
   |
22 | text = "It replaced -1904 the older Covenant No. 7 of the U.S.V."
   |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: leave it out, or quote another passage

error[quote]: the quote matches 10 of 13 words in `The Treaty of the Two Valleys: a short history` of `tarrow-1932`; differs at `1904`
  --> countries/lorn.toml:22:8
   |
22 | text = "It replaced -1904 the older Covenant No. 7 of the U.S.V."
   |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: copy the passage from the document, word for word; `[...]` marks what is left out

10 files checked: 2 errors, 0 warnings

"#]],
    );
}
