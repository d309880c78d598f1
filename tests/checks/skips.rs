//! How much of a document is quoted, and which sentences need no quote.

use super::{SKIP, SOURCES, refused, warned};
use crate::kit::Kit;
use snapbox::str;

#[test]
fn budget() {
    let budget =
        |lines: &str| Kit::new().replace(SOURCES, "published = \"1932\"", &format!("published = \"1932\"\n{lines}"));
    warned(
        budget("budget = 0.05\nbudget_reason = \"a test\""),
        str![[r#"
warning[budget]: 16.2% of `tarrow-1932` is quoted, its budget is 5.0%
 --> sources.toml:8:10
  |
8 | budget = 0.05
  |          ^^^^
  |
  = help: shorten its quotes; `chaikhana coverage` shows where they lie

10 files checked: 0 errors, 1 warning

"#]],
    );
    warned(
        budget("budget = 0.7"),
        str![[r#"
warning[budget]: a budget is a share between 0 and 1, with its reason
 --> sources.toml:8:10
  |
8 | budget = 0.7
  |          ^^^
  |
  = help: write `budget = 0.6` for six tenths, and `budget_reason` to say why

10 files checked: 0 errors, 1 warning

"#]],
    );
    warned(
        budget("budget = 50\nbudget_reason = \"a share, not a percentage\"").replace(SOURCES, "50", "50.0"),
        str![[r#"
warning[budget]: a budget is a share between 0 and 1, with its reason
 --> sources.toml:8:10
  |
8 | budget = 50.0
  |          ^^^^
  |
  = help: write `budget = 0.6` for six tenths, and `budget_reason` to say why

10 files checked: 0 errors, 1 warning

"#]],
    );
}

#[test]
fn skip() {
    refused(
        Kit::new().replace(SKIP, "\"heading\"", "\"boring\""),
        str![[r#"
error[skip]: `boring` is no reason
 --> sources/tarrow-1932.skip.toml:3:10
  |
3 | reason = "boring"
  |          ^^^^^^^^
  |
  = help: use `heading`, `reference`, `repetition`, or `answered` with `entry`

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().replace(SKIP, "entry = \"lorn-covenant\"\n", ""),
        str![[r#"
error[skip]: `answered` says nothing without `entry`
 --> sources/tarrow-1932.skip.toml:8:10
  |
8 | reason = "answered"
  |          ^^^^^^^^^^
  |
  = help: name the entry that answers

10 files checked: 1 error, 0 warnings

"#]],
    );
    let entry = "reason = \"heading\"\nentry = \"lorn-covenant\"";
    refused(
        Kit::new().replace(SKIP, "reason = \"heading\"", entry),
        str![[r#"
error[skip]: `heading` has no `entry`
 --> sources/tarrow-1932.skip.toml:3:10
  |
3 | reason = "heading"
  |          ^^^^^^^^^
  |
  = help: take `entry` out, or write `answered`

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().replace(SKIP, "sentence = 1\n", "sentence = 0\n"),
        str![[r#"
error[skip]: `tarrow-1932` has no sentence 0
 --> sources/tarrow-1932.skip.toml:2:12
  |
2 | sentence = 0
  |            ^
  |
  = help: count from 1, as `chaikhana coverage` does

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().replace(SKIP, "sentence = 1\n", "sentence = 999\n"),
        str![[r#"
error[skip]: `tarrow-1932` has no sentence 999
 --> sources/tarrow-1932.skip.toml:2:12
  |
2 | sentence = 999
  |            ^^^
  |
  = help: count from 1, as `chaikhana coverage` does

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().append(SKIP, "\n[[skip]]\nsentence = 1\nreason = \"heading\"\n"),
        str![[r#"
error[skip]: sentence 1 is skipped twice
  --> sources/tarrow-1932.skip.toml:12:12
   |
12 | sentence = 1
   |            ^
   |
   = help: leave one of the two out

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn needless_skip() {
    let skip = |sentence: usize| format!("\n[[skip]]\nsentence = {sentence}\nreason = \"repetition\"\n");
    warned(
        Kit::new().append(SKIP, &skip(8)),
        str![[r#"
warning[needless-skip]: sentence 8 is quoted and needs no skip
  --> sources/tarrow-1932.skip.toml:12:12
   |
12 | sentence = 8
   |            ^
   |
   = help: take the skip out

10 files checked: 0 errors, 1 warning

"#]],
    );
    warned(
        Kit::new().append(SKIP, &skip(38)),
        str![[r#"
warning[needless-skip]: sentence 38 is a footnote's and needs no skip
  --> sources/tarrow-1932.skip.toml:12:12
   |
12 | sentence = 38
   |            ^^
   |
   = help: take the skip out

10 files checked: 0 errors, 1 warning

"#]],
    );
}
