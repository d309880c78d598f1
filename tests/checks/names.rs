//! Ids, sources, entities and entries: what is named must be there, once, and say whom it is about.

use super::{LEAGUE, LEXICON, LORN, PROFILE, SEY, SKIP, refused};
use crate::kit::Kit;
use snapbox::str;

#[test]
fn id() {
    refused(
        Kit::new().replace(LORN, "\"lorn-treaty-concept\"", "\"Lorn_treaty concept\""),
        str![[r#"
error[id]: `Lorn_treaty concept` is not an id
  --> countries/lorn.toml:49:6
   |
49 | id = "Lorn_treaty concept"
   |      ^^^^^^^^^^^^^^^^^^^^^
   |
   = help: use small letters, digits and hyphens, at most 48 in all

warning[normal-form]: the file is not in normal form
--> countries/lorn.toml
 = help: run `chaikhana check --fix`

10 files checked: 1 error, 1 warning

"#]],
    );
    let long = "x".repeat(49);
    refused(
        Kit::new().replace(LORN, "lorn-treaty-concept", &long),
        str![[r#"
error[id]: `xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx` is not an id
  --> countries/lorn.toml:49:6
   |
49 | id = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
   |      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: use small letters, digits and hyphens, at most 48 in all

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().replace(LORN, "lorn-treaty-concept", "nothing"),
        str![[r#"
error[id]: `nothing` is the word for no answer and cannot be an entry
  --> countries/lorn.toml:49:6
   |
49 | id = "nothing"
   |      ^^^^^^^^^
   |
   = help: give the entry another id

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn duplicate_id() {
    refused(
        Kit::new().replace(LEAGUE, "river-league-fish", "lorn-treaty-concept"),
        str![[r#"
error[duplicate-id]: entry `lorn-treaty-concept` is already in `countries/lorn.toml`
 --> topics/league.toml:2:6
  |
2 | id = "lorn-treaty-concept"
  |      ^^^^^^^^^^^^^^^^^^^^^
  |
  = help: give one of the two another id

10 files checked: 1 error, 0 warnings

"#]],
    );
    let again = "\n[[entity]]\nid = \"karsk\"\nkind = \"power\"\nname = \"Karskland\"\ncovered = false\n";
    refused(
        Kit::new().append(LEXICON, again),
        str![[r#"
error[duplicate-id]: entity `karsk` is already in `lexicon.toml`
  --> lexicon.toml:53:6
   |
53 | id = "karsk"
   |      ^^^^^^^
   |
   = help: give one of the two another id

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn unknown_source() {
    refused(
        Kit::new().replace(LEAGUE, "view_of = \"tarrow-1932\"", "view_of = \"tarow-1932\""),
        str![[r#"
error[unknown-source]: there is no source `tarow-1932`
  --> topics/league.toml:17:11
   |
17 | view_of = "tarow-1932"
   |           ^^^^^^^^^^^^
   |
   = help: did you mean `tarrow-1932`?

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().replace(LEAGUE, "source = \"tarrow-1932\"", "source = \"chronicle\""),
        str![[r#"
error[unknown-source]: there is no source `chronicle`
  --> topics/league.toml:24:10
   |
24 | source = "chronicle"
   |          ^^^^^^^^^^^
   |
   = help: add the source, or name one that exists

10 files checked: 1 error, 0 warnings

"#]],
    );
    let skip = "[[skip]]\nsentence = 1\nreason = \"heading\"\n";
    refused(
        Kit::new().file("sources/chronicle.skip.toml", skip),
        str![[r#"
error[unknown-source]: source `chronicle` is not in `sources.toml`
 --> sources/chronicle.skip.toml:2:12
  |
2 | sentence = 1
  |            ^
  |
  = help: name the file after a source, or add the source

11 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn unknown_entity() {
    refused(
        Kit::new().replace(SEY, "mentions = [\"karsk\"]", "mentions = [\"karks\"]"),
        str![[r#"
error[unknown-entity]: there is no entity `karks`
 --> countries/sey.toml:4:13
  |
4 | mentions = ["karks"]
  |             ^^^^^^^
  |
  = help: did you mean `karsk`?

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().replace(LEXICON, "part_of = \"lorn\"", "part_of = \"the-moon\""),
        str![[r#"
error[unknown-entity]: there is no entity `the-moon`
  --> lexicon.toml:19:11
   |
19 | part_of = "the-moon"
   |           ^^^^^^^^^^
   |
   = help: add the entity, or name one that exists

warning[unused-entity]: no entry names `harrow`
  --> lexicon.toml:16:6
   |
16 | id = "harrow"
   |      ^^^^^^^^
   |
   = help: write an entry, or say `covered = false`

10 files checked: 1 error, 1 warning

"#]],
    );
}

#[test]
fn unknown_entry() {
    refused(
        Kit::new().replace(SEY, "\"sey-dam-request\"]", "\"sey-dam-requests\"]"),
        str![[r#"
error[unknown-entry]: there is no entry `sey-dam-requests`
  --> countries/sey.toml:17:13
   |
17 | see_also = ["sey-dam-requests"]
   |             ^^^^^^^^^^^^^^^^^^
   |
   = help: did you mean `sey-dam-request`?

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().replace("guard.toml", "\"lorn-dam-price\"", "\"bees\""),
        str![[r#"
error[unknown-entry]: there is no entry `bees`
 --> guard.toml:3:10
  |
3 | expect = "bees"
  |          ^^^^^^
  |
  = help: add the entry, or name one that exists

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().replace(PROFILE, "\"lorn-dam-price\"", "\"lorn-dam-prize\""),
        str![[r#"
error[unknown-entry]: there is no entry `lorn-dam-prize`
 --> profiles/lorn.toml:9:12
  |
9 | entries = ["lorn-dam-prize", "sey-dam-request"]
  |            ^^^^^^^^^^^^^^^^
  |
  = help: did you mean `lorn-dam-price`?

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().replace(SKIP, "\"lorn-covenant\"", "\"lorn-convent\""),
        str![[r#"
error[unknown-entry]: there is no entry `lorn-convent`
 --> sources/tarrow-1932.skip.toml:9:9
  |
9 | entry = "lorn-convent"
  |         ^^^^^^^^^^^^^^
  |
  = help: did you mean `lorn-covenant`?

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn supersedes_cycle() {
    let back = "as_of = \"1904\"\nsupersedes = [\"lorn-dam-price\"]";
    refused(
        Kit::new().replace(LORN, "as_of = \"1904\"", back),
        str![[r#"
error[supersedes-cycle]: `lorn-covenant` supersedes itself, directly or through others
 --> countries/lorn.toml:4:6
  |
4 | id = "lorn-covenant"
  |      ^^^^^^^^^^^^^^^
  |
  = help: let only the newer entry supersede the older one

error[supersedes-cycle]: `lorn-dam-price` supersedes itself, directly or through others
  --> countries/lorn.toml:26:6
   |
26 | id = "lorn-dam-price"
   |      ^^^^^^^^^^^^^^^^
   |
   = help: let only the newer entry supersede the older one

error[profile-outdated]: entry `lorn-dam-price` was superseded by `lorn-covenant`, which the sentence leaves out
 --> profiles/lorn.toml:8:8
  |
8 | text = "Lorn paid for the upper dam in 1905 and opened it for Sey in 1911."
  |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: say what changed, and add the newer entry to `entries`

10 files checked: 3 errors, 0 warnings

"#]],
    );
}

#[test]
fn no_about() {
    refused(
        Kit::new().replace(SEY, "about = [\"sey\"]", "about = []"),
        str![[r#"
error[no-about]: entry `sey-salt-refusal` is about nothing
 --> countries/sey.toml:2:6
  |
2 | id = "sey-salt-refusal"
  |      ^^^^^^^^^^^^^^^^^^
  |
  = help: name at least one entity in `about`

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn an_entry_that_names_another_state_than_it_is_about_is_refused() {
    refused(
        Kit::new().replace(
            LORN,
            "id = \"lorn-dam-price\"\nabout = [\"lorn\"]",
            "id = \"lorn-dam-price\"\nabout = [\"sey\"]",
        ),
        str![[r#"
error[other-state]: the entry is about `sey`, which its answer does not name
  --> countries/lorn.toml:40:10
   |
40 | answer = "Lorn paid 16 million dollars for the upper dam in 1905."
   |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: name the state in the answer, or mend `about`

10 files checked: 1 error, 0 warnings

"#]],
    );
}
