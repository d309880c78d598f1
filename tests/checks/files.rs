//! Whole files: what cannot be read, what is missing then, and all problems together.

use super::{ANSWER, ASKED, LEXICON, LORN, QUOTE, SEY, SOURCES, refused, warned};
use crate::kit::Kit;
use snapbox::str;

/// What is said where one file is missing, or nothing stands in it.
#[track_caller]
fn missing(kit: Kit, path: &str, files: usize) {
    let expected = format!(
        "error[missing-file]: there is no `{path}`, or nothing stands in it\n--> {path}\n = help: put it back, from the history or a backup; docs/knowledge-format.md shows its form\n\n{files} files checked: 1 error, 0 warnings\n"
    );
    refused(kit, expected);
}

#[test]
fn a_missing_file_is_one_problem_and_not_one_of_every_entry() {
    for path in [LEXICON, SOURCES] {
        missing(Kit::new().remove(path), path, 9);
        missing(Kit::new().file(path, "# nothing\n"), path, 10);
    }
    refused(
        Kit::new().bytes(LEXICON, b"# caf\xe9\n"),
        str![[r#"
error[file]: line 1 is not UTF-8
--> lexicon.toml
 = help: save the file as UTF-8

9 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn what_a_file_that_cannot_be_read_may_hold_is_not_told_missing() {
    refused(
        Kit::new().bytes(LORN, b"# caf\xe9\n"),
        str![[r#"
error[file]: line 1 is not UTF-8
--> countries/lorn.toml
 = help: save the file as UTF-8

9 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn no_guard() {
    warned(
        Kit::new().remove("guard.toml"),
        str![[r#"
warning[no-guard]: there is no `guard.toml`: no edit is held against questions that must stay right
--> guard.toml
 = help: put it back, from the history or a backup, or make one; it may be empty

9 files checked: 0 errors, 1 warning

"#]],
    );
}

#[test]
fn syntax() {
    refused(
        Kit::new().replace(SEY, "see_also", "see_allso"),
        str![[r#"
error[syntax]: unknown field `see_allso`, expected one of `id`, `about`, `mentions`, `as_of`, `questions`, `not`, `answer`, `view_of`, `supersedes`, `see_also`, `events`, `review_by`, `retired`, `quotes`
  --> countries/sey.toml:17:1
   |
17 | see_allso = ["sey-dam-request"]
   | ^^^^^^^^^
   |
   = help: did you mean `see_also`?

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().replace(SEY, "as_of = \"1914\"\n", ""),
        str![[r#"
error[syntax]: missing field `as_of`
 --> countries/sey.toml:1:1
  |
1 | [[entry]]
  | ^^^^^^^^^
  |
  = help: add the field; docs/knowledge-format.md says what each is for

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().replace(SEY, "as_of = \"1914\"", "as_of = 1914"),
        str![[r#"
error[syntax]: invalid type: integer `1914`, expected a string
 --> countries/sey.toml:5:9
  |
5 | as_of = 1914
  |         ^^^^
  |
  = help: write the value in quotation marks, such as "2021"

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().replace(SEY, "mentions = [\"karsk\"]", "mentions = [\"karsk\""),
        str![[r#"
error[syntax]: missing comma between array elements, expected `,`
 --> countries/sey.toml:5:1
  |
5 | as_of = "1914"
  | ^
  |
  = help: look for a missing comma or quotation mark in this line and the one above; docs/knowledge-format.md shows the form

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().append("guard.toml", "\n[[case]]\nquestion = \"who"),
        str![[r#"
error[syntax]: invalid basic string, expected `"`
  --> guard.toml:11:16
   |
11 | question = "who
   |                ^
   |
   = help: look for a missing comma or quotation mark in this line and the one above; docs/knowledge-format.md shows the form

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().append("guard.toml", "\n[[case]]\nquestion ="),
        str![[r#"
error[syntax]: string values must be quoted, expected literal string
  --> guard.toml:11:11
   |
11 | question =
   |           ^
   |
   = help: look for a missing comma or quotation mark in this line and the one above; docs/knowledge-format.md shows the form

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn what_a_broken_file_holds_is_not_told_missing() {
    refused(
        Kit::new().append(LORN, "[["),
        str![[r#"
error[syntax]: unquoted keys cannot be empty, expected letters, numbers, `-`, `_`
  --> countries/lorn.toml:67:3
   |
67 | [[
   |   ^
   |
   = help: look for a missing comma or quotation mark in this line and the one above; docs/knowledge-format.md shows the form

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().append(LEXICON, "[["),
        str![[r#"
error[syntax]: unquoted keys cannot be empty, expected letters, numbers, `-`, `_`
  --> lexicon.toml:51:3
   |
51 | [[
   |   ^
   |
   = help: look for a missing comma or quotation mark in this line and the one above; docs/knowledge-format.md shows the form

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().append(SOURCES, "[["),
        str![[r#"
error[syntax]: unquoted keys cannot be empty, expected letters, numbers, `-`, `_`
  --> sources.toml:18:3
   |
18 | [[
   |   ^
   |
   = help: look for a missing comma or quotation mark in this line and the one above; docs/knowledge-format.md shows the form

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn file() {
    refused(
        Kit::new().bytes("topics/salt.toml", b"# one\n# two\n# caf\xe9\n"),
        str![[r#"
error[file]: line 3 is not UTF-8
--> topics/salt.toml
 = help: save the file as UTF-8

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().file("topics/salt.toml", &"#".repeat(4 * 1024 * 1024 + 1)),
        str![[r#"
error[file]: the file has 4194305 bytes, at most 4 MB are read
--> topics/salt.toml
 = help: make several files of it

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn normal_form() {
    warned(
        Kit::new().replace(SEY, "about = [\"lorn\", \"sey\"]", "about = [\"sey\", \"lorn\"]"),
        str![[r#"
warning[normal-form]: the file is not in normal form
--> countries/sey.toml
 = help: run `chaikhana check --fix`

10 files checked: 0 errors, 1 warning

"#]],
    );
}

#[test]
fn all_problems_are_told_at_once() {
    let five = Kit::new()
        .replace(LORN, ASKED, "what was @here before")
        .replace(LORN, "as_of = \"1904\"", "as_of = \"1999\"")
        .replace(LORN, ANSWER, "They paid 16 million dollars for the upper dam in 1905.")
        .replace(LORN, QUOTE, "Lorn paid $61 million for the upper dam in 1905")
        .replace(LORN, "    \"Lorn concept treaty\",\n", "");
    refused(
        five,
        str![[r#"
error[as-of]: `as_of` is 1999, but the source appeared in 1932
 --> countries/lorn.toml:7:9
  |
7 | as_of = "1999"
  |         ^^^^^^
  |
  = help: give the date of the source's statement

error[markup]: `@here` is a mention and would not be shown as text
  --> countries/lorn.toml:10:5
   |
10 |     "what was @here before",
   |     ^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: say it in words

error[dangling-answer]: the answer begins with `They` and does not stand alone
  --> countries/lorn.toml:40:10
   |
40 | answer = "They paid 16 million dollars for the upper dam in 1905."
   |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: name the state or the person that it speaks of

error[other-state]: the entry is about `lorn`, which its answer does not name
  --> countries/lorn.toml:40:10
   |
40 | answer = "They paid 16 million dollars for the upper dam in 1905."
   |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: name the state in the answer, or mend `about`

error[quote]: the quote matches 7 of 10 words in `The Treaty of the Two Valleys: a short history` of `tarrow-1932`; differs at `$61`
  --> countries/lorn.toml:46:8
   |
46 | text = "Lorn paid $61 million for the upper dam in 1905"
   |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: copy the passage from the document, word for word; `[...]` marks what is left out

warning[few-phrasings]: `lorn-treaty-concept` has 7 phrasings, at least 8 are asked for
  --> countries/lorn.toml:49:6
   |
49 | id = "lorn-treaty-concept"
   |      ^^^^^^^^^^^^^^^^^^^^^
   |
   = help: add ways in which other people would ask, or lower `min_phrasings` in the config

10 files checked: 5 errors, 1 warning

"#]],
    );
}

#[test]
fn no_knowledge_at_all() {
    Kit::empty().args(["check"]).exit(3).stderr(str![[r#"
chaikhana: the knowledge folder `knowledge` cannot be read: No such file or directory (os error 2); name another with `--knowledge DIR`

"#]]).run();
    Kit::empty()
        .file("readme.md", "nothing")
        .args(["check"])
        .exit(3)
        .stderr(str![[r#"
chaikhana: the knowledge folder `knowledge` holds no knowledge files; name another with `--knowledge DIR`

"#]])
        .run();
}

#[test]
fn a_file_with_the_line_ends_of_windows_is_as_good() {
    let windows = include_str!("../fixtures/valleys/countries/sey.toml").replace('\n', "\r\n");
    let kit = Kit::new().file(SEY, &windows).args(["check", "--strict", "--fix"]);
    let ran = kit.stdout("10 files checked: 6 entries, 48 phrasings, 6 quotes, all proven; no problems\n").run();
    assert_eq!(ran.read(SEY), windows);
}

#[test]
fn a_section_title_that_a_terminal_would_act_on_is_refused() {
    let title = "section 2. Salt\u{1b}[31m@everyone\n";
    refused(
        Kit::new().replace("sources/tarrow-1932.fingerprint", "section 2. Salt\n", title),
        str![[r#"
error[section-title]: the section title `2. Salt\u{1b}[31m@everyone` cannot be shown
 --> sources.toml:4:6
  |
4 | id = "tarrow-1932"
  |      ^^^^^^^^^^^^^
  |
  = help: clean the heading in the document, and take its fingerprint anew with `--replace`

10 files checked: 1 error, 0 warnings

"#]],
    );
}
