//! Phrasings: whose they are, how many, how long.

use super::{ANSWER, ASKED, LORN, QUOTE, refused, warned};
use crate::kit::Kit;
use snapbox::str;

#[test]
fn duplicate_phrasing() {
    refused(
        Kit::new().replace(LORN, ASKED, "why was the River-League FOUNDED"),
        str![[r#"
error[duplicate-phrasing]: `lorn-covenant` asks the same in `countries/lorn.toml`
 --> topics/league.toml:7:5
  |
7 |     "Why was the River League founded?",
  |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: keep the phrasing where it is answered best, or say in it what tells the two apart

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn contradiction() {
    refused(
        Kit::new().replace(LORN, "How much did Lorn lend to Sey?", "lorn dam cost?"),
        str![[r#"
error[contradiction]: `lorn-dam-price` both answers this and does not
  --> countries/lorn.toml:39:8
   |
39 | not = ["lorn dam cost?"]
   |        ^^^^^^^^^^^^^^^^
   |
   = help: take it out of `questions` or out of `not`

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn repeated_phrasing() {
    warned(
        Kit::new().replace(LORN, ASKED, "Was there an older covenant?"),
        str![[r#"
warning[repeated-phrasing]: the same words as `Was there an older covenant?`
  --> countries/lorn.toml:12:5
   |
12 |     "was there an older covenant",
   |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: leave one of the two out

10 files checked: 0 errors, 1 warning

"#]],
    );
}

#[test]
fn bare_title() {
    warned(
        Kit::new().replace(
            LORN,
            "What did the treaty of the two valleys replace?",
            "what the treaty of the two valleys replaced",
        ),
        str![[r#"
warning[bare-title]: the first phrasing is shown as the title, and reads as no question
 --> countries/lorn.toml:9:5
  |
9 |     "what the treaty of the two valleys replaced",
  |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: put one first that begins with a capital and ends with a question mark

10 files checked: 0 errors, 1 warning

"#]],
    );
}

#[test]
fn few_phrasings() {
    warned(
        Kit::new().replace(LORN, &format!("    \"{ASKED}\",\n"), ""),
        str![[r#"
warning[few-phrasings]: `lorn-covenant` has 7 phrasings, at least 8 are asked for
 --> countries/lorn.toml:4:6
  |
4 | id = "lorn-covenant"
  |      ^^^^^^^^^^^^^^^
  |
  = help: add ways in which other people would ask, or lower `min_phrasings` in the config

10 files checked: 0 errors, 1 warning

"#]],
    );
    let one = format!(
        "\n[[entry]]\nid = \"lorn-dam-again\"\nabout = [\"lorn\"]\nas_of = \"1905\"\nquestions = [\"What was paid for the dam of 1905?\"]\nanswer = \"{ANSWER}\"\n\n[[entry.quotes]]\nsource = \"tarrow-1932\"\ntext = \"{QUOTE}\"\n"
    );
    let ran = Kit::new().append(LORN, &one).args(["check", "--strict"]).exit(1);
    ran.stdout(str![[r#"
warning[few-phrasings]: `lorn-dam-again` has 1 phrasing, at least 8 are asked for
  --> countries/lorn.toml:69:6
   |
69 | id = "lorn-dam-again"
   |      ^^^^^^^^^^^^^^^^
   |
   = help: add ways in which other people would ask, or lower `min_phrasings` in the config

10 files checked: 0 errors, 1 warning

"#]])
        .run();
    let seven = Kit::new().replace(LORN, &format!("    \"{ASKED}\",\n"), "").args(["check", "--strict"]);
    let clean = "10 files checked: 6 entries, 47 phrasings, 6 quotes, all proven; no problems\n";
    seven.variable("CHAIKHANA_CHECKS_MIN_PHRASINGS", "7").stdout(clean).run();
}

#[test]
fn form_length() {
    let long = "who paid for it all and ".repeat(6);
    let phrasings: Vec<String> = (0..30).map(|i| format!("    \"{long}{i}\",\n")).collect();
    let phrasings = phrasings.concat();
    refused(
        Kit::new().replace(LORN, &format!("    \"{ASKED}\",\n"), &phrasings),
        str![[r#"
error[form-length]: the phrasings of `lorn-covenant` are 4646 characters, a Discord form holds 4000
 --> countries/lorn.toml:4:6
  |
4 | id = "lorn-covenant"
  |      ^^^^^^^^^^^^^^^
  |
  = help: keep the phrasings that differ most

10 files checked: 1 error, 0 warnings

"#]],
    );
}
