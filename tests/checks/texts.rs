//! Dates, answers and other texts that people read.

use super::{ANSWER, ASKED, LEAGUE, LORN, SEY, SOURCES, refused};
use crate::kit::Kit;
use snapbox::str;

#[test]
fn date() {
    refused(
        Kit::new().replace(SEY, "as_of = \"1914\"", "as_of = \"summer 1914\""),
        str![[r#"
error[date]: `summer 1914` is not a date
 --> countries/sey.toml:5:9
  |
5 | as_of = "summer 1914"
  |         ^^^^^^^^^^^^^
  |
  = help: write a year, `2021-04` or `2021-04-03`

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().replace(SOURCES, "\"1933-04\"", "\"1933-4\""),
        str![[r#"
error[date]: `1933-4` is not a date
  --> sources.toml:17:13
   |
17 | published = "1933-4"
   |             ^^^^^^^^
   |
   = help: write a year, `2021-04` or `2021-04-03`

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().replace(LORN, "date = \"1905\"", "date = \"1905-02-30\""),
        str![[r#"
error[date]: `1905-02-30` is not a date
  --> countries/lorn.toml:42:20
   |
42 | events = [{ date = "1905-02-30", text = "Lorn pays for the upper dam" }]
   |                    ^^^^^^^^^^^^
   |
   = help: write a year, `2021-04` or `2021-04-03`

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn as_of() {
    refused(
        Kit::new().replace(SEY, "as_of = \"1914\"", "as_of = \"1941\""),
        str![[r#"
error[as-of]: `as_of` is 1941, but the source appeared in 1932
 --> countries/sey.toml:5:9
  |
5 | as_of = "1941"
  |         ^^^^^^
  |
  = help: give the date of the source's statement

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn unplanned() {
    refused(
        Kit::new().replace(LEAGUE, ", planned = true", ""),
        str![[r#"
error[unplanned]: the event lies after the source's publication in 1932
  --> topics/league.toml:20:14
   |
20 |     { date = "1940", text = "The River League ends its work" },
   |              ^^^^^^
   |
   = help: add `planned = true`: the source could only foresee it

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn empty_text() {
    refused(
        Kit::new().replace(LORN, ASKED, " "),
        str![[r#"
error[empty-text]: the text is empty
  --> countries/lorn.toml:10:5
   |
10 |     " ",
   |     ^^^
   |
   = help: fill it in, or take it out

warning[normal-form]: the file is not in normal form
--> countries/lorn.toml
 = help: run `chaikhana check --fix`

10 files checked: 1 error, 1 warning

"#]],
    );
}

#[test]
fn long_text() {
    let long = format!("Lorn paid {}.", "a great deal of money, ".repeat(40));
    refused(
        Kit::new().replace(LORN, ANSWER, &long),
        str![[r#"
error[long-text]: the text has 931 characters, at most 900 can be shown well
  --> countries/lorn.toml:40:10
   |
40 | ... = "Lorn paid a great deal o...a great deal of money, ."
   |       ^^^^^^^^^^^^^^^^^^^^^^^^^...^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: shorten it, or make two of it

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn dangling_answer() {
    refused(
        Kit::new().replace(LORN, ANSWER, "It paid 16 million dollars for the upper dam in 1905."),
        str![[r#"
error[dangling-answer]: the answer begins with `It` and does not stand alone
  --> countries/lorn.toml:40:10
   |
40 | answer = "It paid 16 million dollars for the upper dam in 1905."
   |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: name the state or the person that it speaks of

error[other-state]: the entry is about `lorn`, which its answer does not name
  --> countries/lorn.toml:40:10
   |
40 | answer = "It paid 16 million dollars for the upper dam in 1905."
   |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: name the state in the answer, or mend `about`

10 files checked: 2 errors, 0 warnings

"#]],
    );
}

#[test]
#[expect(clippy::invisible_characters, reason = "it is what the snapshot is about")]
fn hidden_character() {
    refused(
        Kit::new().replace(LORN, ASKED, "which agree\u{200b}ment came before"),
        str![[r#"
error[hidden-character]: the text holds U+200B, which does not show
  --> countries/lorn.toml:10:5
   |
10 |     "which agree​ment came before",
   |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: type the words anew, without it

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().replace(LORN, ASKED, r"which \u202etnemeerga came before"),
        str![[r#"
error[hidden-character]: the text holds U+202E, which does not show
  --> countries/lorn.toml:10:5
   |
10 |     "which \u202etnemeerga came before",
   |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: type the words anew, without it

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn confusable_letter() {
    // The first `o` is Cyrillic.
    refused(
        Kit::new().replace(LORN, ASKED, "which agreement bound Lоrn"),
        str![[r#"
error[confusable-letter]: `Lоrn` has letters that look like others
  --> countries/lorn.toml:10:5
   |
10 |     "which agreement bound Lоrn",
   |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: type the word anew in one alphabet

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn markup() {
    refused(
        Kit::new().replace(LORN, ASKED, "hey @everyone what was before"),
        str![[r#"
error[markup]: `@everyone` is a mention and would not be shown as text
  --> countries/lorn.toml:10:5
   |
10 |     "hey @everyone what was before",
   |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: say it in words

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().replace(LORN, ANSWER, "Lorn paid, as [this](https://example.org) says."),
        str![[r#"
error[markup]: `://` is a link and would not be shown as text
  --> countries/lorn.toml:40:10
   |
40 | answer = "Lorn paid, as [this](https://example.org) says."
   |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: say it in words

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().replace(LORN, ANSWER, "Lorn paid **16 million** dollars."),
        str![[r#"
error[markup]: `*` is markup and would not be shown as text
  --> countries/lorn.toml:40:10
   |
40 | answer = "Lorn paid **16 million** dollars."
   |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: say it in words

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().replace(LORN, ANSWER, "# Lorn paid 16 million dollars."),
        str![[r##"
error[markup]: `#` is a heading and would not be shown as text
  --> countries/lorn.toml:40:10
   |
40 | answer = "# Lorn paid 16 million dollars."
   |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: say it in words

10 files checked: 1 error, 0 warnings

"##]],
    );
}

#[test]
fn address() {
    refused(
        Kit::new().replace(SOURCES, "https://example.org/valleys", "http://example.org/valleys"),
        str![[r#"
error[address]: `http://example.org/valleys` is not an address that can be shown as a link
  --> sources.toml:10:7
   |
10 | url = "http://example.org/valleys"
   |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: begin it with `https://`, without spaces or brackets

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().replace(SOURCES, "10.5555/valleys", "doi:10.5555/valleys"),
        str![[r#"
error[address]: `doi:10.5555/valleys` is not an identifier that can be shown as a link
 --> sources.toml:9:7
  |
9 | doi = "doi:10.5555/valleys"
  |       ^^^^^^^^^^^^^^^^^^^^^
  |
  = help: begin it with `10.`, without spaces or brackets

10 files checked: 1 error, 0 warnings

"#]],
    );
}
