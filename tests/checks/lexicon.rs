//! The lexicon: kinds, names, synonyms.

use super::{LEXICON, SEY, refused, warned};
use crate::kit::Kit;
use snapbox::str;

#[test]
fn kind() {
    refused(
        Kit::new().replace(LEXICON, "kind = \"power\"", "kind = \"empire\""),
        str![[r#"
error[kind]: there is no kind `empire`
  --> lexicon.toml:44:8
   |
44 | kind = "empire"
   |        ^^^^^^^^
   |
   = help: use one of state, power, organisation, project, person, place, document

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn years() {
    refused(
        Kit::new().replace(LEXICON, "\"1921-\"", "\"since 1921\""),
        str![[r#"
error[years]: `since 1921` are no years in office
  --> lexicon.toml:26:9
   |
26 | years = "since 1921"
   |         ^^^^^^^^^^^^
   |
   = help: write `1991-2005`, or `2016-` for who still is

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().replace(LEXICON, "years = \"1921-\"\n", ""),
        str![[r#"
error[years]: `quill` leads a state without years
  --> lexicon.toml:25:9
   |
25 | leads = "sey"
   |         ^^^^^
   |
   = help: add `years`

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn shared_name() {
    refused(
        Kit::new().replace(LEXICON, "aliases = [\"the lower valley\"]", "aliases = [\"Lornish\"]"),
        str![[r#"
error[shared-name]: `lornish` is a name of `lorn` and of `sey`
  --> lexicon.toml:13:12
   |
13 | aliases = ["Lornish"]
   |            ^^^^^^^^^
   |
   = help: let one of them have it, or put it into `ambiguous` of both

10 files checked: 1 error, 0 warnings

"#]],
    );
    let one_sided = "name = \"League of Beekeepers\"\naliases = [\"the League\"]";
    let both_sided = "name = \"League of Beekeepers\"\nambiguous = [\"the League\"]";
    refused(
        Kit::new().replace(LEXICON, both_sided, one_sided),
        str![[r#"
error[shared-name]: `the league` is a name of `river-league` and of `bee-league`
  --> lexicon.toml:39:12
   |
39 | aliases = ["the League"]
   |            ^^^^^^^^^^^^
   |
   = help: let one of them have it, or put it into `ambiguous` of both

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().replace(LEXICON, "\"Lornish\"", "\"LÓRN\""),
        str![[r#"
error[shared-name]: `lorn` has the name `lorn` twice
 --> lexicon.toml:7:12
  |
7 | aliases = ["LÓRN", "the upper valley"]
  |            ^^^^^^
  |
  = help: leave one of the two out; case and accents do not count

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn not_covered() {
    refused(
        Kit::new().replace(SEY, "about = [\"sey\"]", "about = [\"karsk\", \"sey\"]"),
        str![[r#"
error[not-covered]: the lexicon says that `karsk` is not covered
 --> countries/sey.toml:3:10
  |
3 | about = ["karsk", "sey"]
  |          ^^^^^^^
  |
  = help: take `covered = false` out of the lexicon, or the entity out of `about`

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn synonym() {
    refused(
        Kit::new().replace(LEXICON, "[\"toll\", \"fee\"]", "[\"toll\"]"),
        str![[r#"
error[synonym]: `toll` has no other word beside it
  --> lexicon.toml:49:10
   |
49 | words = ["toll"]
   |          ^^^^^^
   |
   = help: name at least two words that mean the same

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().append(LEXICON, "\n[[synonym]]\nwords = [\"charge\", \"Fee\"]\nwhy = \"a test\"\n"),
        str![[r#"
error[synonym]: `Fee` stands among the synonyms twice
  --> lexicon.toml:53:20
   |
53 | words = ["charge", "Fee"]
   |                    ^^^^^
   |
   = help: let each word belong to one group

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn unused_entity() {
    let ferry = "\n[[entity]]\nid = \"oldmarket\"\nkind = \"place\"\nname = \"Oldmarket\"\n";
    warned(
        Kit::new().append(LEXICON, ferry),
        str![[r#"
warning[unused-entity]: no entry names `oldmarket`
  --> lexicon.toml:53:6
   |
53 | id = "oldmarket"
   |      ^^^^^^^^^^^
   |
   = help: write an entry, or say `covered = false`

10 files checked: 0 errors, 1 warning

"#]],
    );
}
