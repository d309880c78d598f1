//! Every check, each broken once: the file, the line, the place underlined and the remedy, as a person sees them.

#![expect(clippy::needless_raw_string_hashes, reason = "snapbox writes its snapshots so")]

use crate::kit::{Kit, UGLY, VALLEYS};
use snapbox::{IntoData, assert_data_eq, str};

const LORN: &str = "countries/lorn.toml";
const SEY: &str = "countries/sey.toml";
const LEAGUE: &str = "topics/league.toml";
const LEXICON: &str = "lexicon.toml";
const SOURCES: &str = "sources.toml";
const SKIP: &str = "sources/tarrow-1932.skip.toml";
const PROFILE: &str = "profiles/lorn.toml";
/// The first phrasing of an entry: a place to change.
const ASKED: &str = "which agreement came before the treaty of Lorn";
/// An answer: another.
const ANSWER: &str = "Lorn paid 16 million dollars for the upper dam in 1905.";
/// A quote of [`LORN`].
const QUOTE: &str = "Lorn paid $16 million for the upper dam in 1905";

/// `check` must refuse the knowledge and say this.
#[track_caller]
fn refused(kit: Kit, expected: impl IntoData) {
    kit.args(["check"]).exit(1).stdout(expected).run();
}

/// `check` must say this and let the knowledge pass; with `--strict` it must not.
#[track_caller]
fn warned(kit: Kit, expected: impl IntoData) {
    let expected = expected.into_data();
    let ran = kit.args(["check"]).stdout(expected.clone()).run();
    ran.again().args(["check", "--strict"]).exit(1).stdout(expected).run();
}

/// The base knowledge with another text in place of a quote.
#[track_caller]
fn quoting(text: &str) -> Kit {
    Kit::new().replace(LORN, QUOTE, text)
}

#[test]
fn the_base_knowledge_is_clean() {
    Kit::new()
        .args(["check", "--strict"])
        .stdout(str![[r#"
10 files checked: 6 entries, 48 phrasings, 6 quotes, all proven; no problems

"#]])
        .run();
}

#[test]
fn every_check_of_the_table_is_tested_here() {
    let table = include_str!("../src/knowledge/check/mod.rs");
    let rows =
        table.lines().map(str::trim).filter(|line| line.starts_with("error(\"") || line.starts_with("warning(\""));
    let names: Vec<&str> = rows.filter_map(|row| row.split('"').nth(1)).collect();
    assert!(names.len() > 30, "the table of checks is found: {names:?}");
    for name in names.into_iter().chain(["syntax", "file-name", "file", "normal-form"]) {
        let shown = |level: &str| include_str!("checks.rs").contains(&format!("\n{level}[{name}]: "));
        assert!(shown("error") || shown("warning"), "`{name}` has a test");
    }
}

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
fn profile() {
    refused(
        Kit::new().replace(PROFILE, "entity = \"lorn\"", "entity = \"sey\""),
        str![[r#"
error[profile]: the profile of `sey` is in another file
 --> profiles/lorn.toml:1:10
  |
1 | entity = "sey"
  |          ^^^^^
  |
  = help: call the file `profiles/sey.toml`

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().replace(PROFILE, "\"economy\"", "\"weather\""),
        str![[r#"
error[profile]: there is no topic `weather`
 --> profiles/lorn.toml:4:9
  |
4 | topic = "weather"
  |         ^^^^^^^^^
  |
  = help: use one of overview, doctrine, russia, china, west, turkey-iran, neighbours, economy

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().replace(PROFILE, "[\"lorn-dam-price\", \"sey-dam-request\"]", "[]"),
        str![[r#"
error[profile]: no entry proves this sentence
 --> profiles/lorn.toml:8:8
  |
8 | text = "Lorn paid for the upper dam in 1905 and opened it for Sey in 1911."
  |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: name in `entries` what proves it, or leave the sentence out

10 files checked: 1 error, 0 warnings

"#]],
    );
    let again = section("economy", "Lorn paid 16 million dollars for a dam in 1905.", "lorn-dam-price");
    refused(
        Kit::new().append(PROFILE, &again),
        str![[r#"
error[profile]: the topic `economy` stands twice
  --> profiles/lorn.toml:12:9
   |
12 | topic = "economy"
   |         ^^^^^^^^^
   |
   = help: put its sentences into one section

10 files checked: 1 error, 0 warnings

"#]],
    );
}

/// One more section of [`PROFILE`], with a sentence that one entry proves.
fn section(topic: &str, text: &str, entry: &str) -> String {
    let head = format!("\n[[section]]\ntopic = \"{topic}\"\ntitle = \"More\"\n");
    format!("{head}\n[[section.sentence]]\ntext = \"{text}\"\nentries = [\"{entry}\"]\n")
}

#[test]
fn profile_entry() {
    let of_another = section("neighbours", "Sey refused to sell its salt in 1914.", "sey-salt-refusal");
    refused(
        Kit::new().append(PROFILE, &of_another),
        str![[r#"
error[profile-entry]: no entry of this sentence names `lorn`
  --> profiles/lorn.toml:16:8
   |
16 | text = "Sey refused to sell its salt in 1914."
   |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: tie it to an entry that is about it, or move the sentence to another profile

10 files checked: 1 error, 0 warnings

"#]],
    );
    // What an entry tells of a group, it tells of its members.
    let of_the_group = section("neighbours", "The River League was founded in 1921.", "river-league-fish");
    let clean =
        Kit::new().append(PROFILE, &of_the_group).replace("topics/league.toml", "mentions = [\"lorn\", \"sey\"]\n", "");
    clean
        .args(["check", "--strict"])
        .stdout(str![[r#"
10 files checked: 6 entries, 48 phrasings, 6 quotes, all proven; no problems

"#]])
        .run();
}

#[test]
fn profile_outdated() {
    let older = section("doctrine", "Lorn was bound by Covenant No. 7 until 1904.", "lorn-covenant");
    refused(
        Kit::new().append(PROFILE, &older),
        str![[r#"
error[profile-outdated]: entry `lorn-covenant` was superseded by `lorn-dam-price`, which the sentence leaves out
  --> profiles/lorn.toml:16:8
   |
16 | text = "Lorn was bound by Covenant No. 7 until 1904."
   |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: say what changed, and add the newer entry to `entries`

10 files checked: 1 error, 0 warnings

"#]],
    );
    let retired = "as_of = \"1911\"\nretired = { on = \"1934-01-01\", why = \"the lantern was whole\" }";
    refused(
        Kit::new().replace(SEY, "as_of = \"1911\"", retired),
        str![[r#"
error[profile-outdated]: entry `sey-dam-request` is retired
 --> profiles/lorn.toml:8:8
  |
8 | text = "Lorn paid for the upper dam in 1905 and opened it for Sey in 1911."
  |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: tie the sentence to an entry that answers, or leave it out

10 files checked: 1 error, 0 warnings

"#]],
    );
    // Who names the older and the newer has seen both.
    let both = older.replace("[\"lorn-covenant\"]", "[\"lorn-covenant\", \"lorn-dam-price\"]");
    Kit::new()
        .append(PROFILE, &both)
        .args(["check", "--strict"])
        .stdout(str![[r#"
10 files checked: 6 entries, 48 phrasings, 6 quotes, all proven; no problems

"#]])
        .run();
}

#[test]
fn profile_fact() {
    refused(
        Kit::new().replace(PROFILE, "for Sey in 1911", "for Sey in 1912"),
        str![[r#"
error[profile-fact]: `1912` stands in none of its entries
 --> profiles/lorn.toml:8:8
  |
8 | text = "Lorn paid for the upper dam in 1905 and opened it for Sey in 1912."
  |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: tie the sentence to the entry that has it, or take it out

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().replace(PROFILE, "for Sey in 1911", "for the River League in 1911"),
        str![[r#"
error[profile-fact]: none of its entries speaks of `river-league`
 --> profiles/lorn.toml:8:8
  |
8 | ... = "Lorn paid for the upper dam in 1905 and opened it for the River League in 1911."
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: tie the sentence to an entry that does, or leave the name out

10 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().replace(PROFILE, "for Sey in 1911", "for Ada Quill in 1911"),
        str![[r#"
error[profile-fact]: none of its entries speaks of `quill`
 --> profiles/lorn.toml:8:8
  |
8 | ... = "Lorn paid for the upper dam in 1905 and opened it for Ada Quill in 1911."
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: tie the sentence to an entry that does, or leave the name out

10 files checked: 1 error, 0 warnings

"#]],
    );
    // A name within the name of something else names nobody.
    let road = "\n[[entity]]\nid = \"quill-dam\"\nkind = \"project\"\nname = \"Ada Quill Dam\"\n";
    let kit = Kit::new().append(LEXICON, road).replace(
        LORN,
        "mentions = [\"sey\"]\nas_of = \"1932\"",
        "mentions = [\"quill-dam\"]\nas_of = \"1932\"",
    );
    let kit = kit.replace(PROFILE, "the upper dam in 1905", "the Ada Quill Dam in 1905");
    kit.args(["check", "--strict"])
        .stdout(str![[r#"
10 files checked: 6 entries, 48 phrasings, 6 quotes, all proven; no problems

"#]])
        .run();
}

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

#[test]
fn fingerprint() {
    refused(
        Kit::new().remove("sources/quill-1933.fingerprint"),
        str![[r#"
error[fingerprint]: source `quill-1933` has no fingerprint `sources/quill-1933.fingerprint`
  --> sources.toml:14:6
   |
14 | id = "quill-1933"
   |      ^^^^^^^^^^^^
   |
   = help: make it from the document with `chaikhana source add FILE --id quill-1933 --replace`

9 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().file("sources/quill-1933.fingerprint", "# A Letter from Sey\n"),
        str![[r#"
error[fingerprint]: the fingerprint cannot be read: line 1: the file does not begin with its header
--> sources/quill-1933.fingerprint
 = help: make it again from the document with `chaikhana source add FILE --id ID --replace`

10 files checked: 1 error, 0 warnings

"#]],
    );
    let first = "chaikhana-fingerprint 1\nkey 00112233445566778899aabbccddeeff\nsection \nThe clerk counts the salt.\n";
    refused(
        Kit::new().file("sources/quill-1933.fingerprint", first),
        str![[r#"
error[fingerprint]: the fingerprint cannot be read: line 4: the line is no sentence
--> sources/quill-1933.fingerprint
 = help: make it again from the document with `chaikhana source add FILE --id ID --replace`

10 files checked: 1 error, 0 warnings

"#]],
    );
}

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
fn file_name() {
    refused(
        Kit::new().file("notes.toml", "").file("sources/quill-1933.toml", ""),
        str![[r#"
error[file-name]: no knowledge file has this name
--> notes.toml
 = help: name it as docs/knowledge-format.md shows, or move it out of the folder

error[file-name]: no knowledge file has this name
--> sources/quill-1933.toml
 = help: name it as docs/knowledge-format.md shows, or move it out of the folder

12 files checked: 2 errors, 0 warnings

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
fn the_fingerprint_of_another_document_proves_nothing() {
    let other = UGLY.replace("$16 million", "$60 million");
    refused(
        Kit::new().fingerprint("tarrow-1932", &other),
        str![[r#"
error[quote]: the quote matches 7 of 10 words in `The Treaty of the Two Valleys: a short history` of `tarrow-1932`; differs at `$16`
  --> countries/lorn.toml:46:8
   |
46 | text = "Lorn paid $16 million for the upper dam in 1905"
   |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: copy the passage from the document, word for word; `[...]` marks what is left out

10 files checked: 1 error, 0 warnings

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

/// An entry in which the normal form has much to do, and much to leave alone.
const UNTIDY: &str = "\
# A remark at the top.


[[entry]]  # the newest stands first
id = \"Valley-Bees\"   # shouted
about   = [ \"sey\",\"lorn\", \"Sey\" ]
mentions = [
    \"river-league\",   # a list with remarks
    # keeps its order
    \"karsk\",
]
as_of = '1932'
questions = [
    # the plain one
    \"Who  rules   the bees?\",  'whose bees are they',

    \"does a rule say \u{201c}no bees\u{201d} \", # curly
\t\"is there a bee law in the Cafe\u{301}\",
    \"bees\", \"bees of Lorn\", \"bees of Sey\", \"the bees\u{2019} rule\",
]
answer = \"\"\"
Neither Lorn nor Sey
has a rule for bees.\"\"\"
see_also = [
  \"sey-dam-request\",
  \"lorn-covenant\",
  \"lorn-covenant\",
]
review_by = \"1940\" # some day


[[entry.quotes]]
source = \"TARROW-1932\"
text = \"No rule was made for bees, and the bees of both valleys have flown as they like\"
# The end.
";

/// The same in normal form: every remark, blank line and indent is where it was.
const TIDY: &str = "\
# A remark at the top.


[[entry]]  # the newest stands first
id = \"valley-bees\"   # shouted
about   = [ \"lorn\",\"sey\" ]
mentions = [
    \"river-league\",   # a list with remarks
    # keeps its order
    \"karsk\",
]
as_of = '1932'
questions = [
    # the plain one
    \"Who rules the bees?\",  'whose bees are they',

    'does a rule say \"no bees\"', # curly
\t\"is there a bee law in the Caf\u{e9}\",
    \"bees\", \"bees of Lorn\", \"bees of Sey\", \"the bees' rule\",
]
answer = \"Neither Lorn nor Sey has a rule for bees.\"
see_also = [
  \"lorn-covenant\",
  \"sey-dam-request\",
]
review_by = \"1940\" # some day


[[entry.quotes]]
source = \"tarrow-1932\"
text = \"No rule was made for bees, and the bees of both valleys have flown as they like\"
# The end.
";

#[test]
fn fix_restores_the_normal_form_and_nothing_else() {
    let kit = Kit::new().file("topics/bees.toml", UNTIDY).args(["check", "--fix", "--strict"]);
    let said = str![[r#"
11 files checked: 7 entries, 56 phrasings, 7 quotes, all proven; no problems

"#]];
    let ran = kit.stderr("restored the normal form of topics/bees.toml\n").stdout(said).run();
    assert_data_eq!(ran.read("topics/bees.toml"), TIDY.into_data().raw());
    for (path, text) in VALLEYS {
        assert_eq!(ran.read(path), *text, "`{path}` is as it was");
    }
}

#[test]
fn fix_once_more_changes_nothing() {
    let kit = Kit::new().file("topics/bees.toml", UNTIDY).args(["check", "--fix", "--quiet"]);
    let first = kit
        .stdout(str![[r#"
11 files checked: 7 entries, 56 phrasings, 7 quotes, all proven; no problems

"#]])
        .run();
    let second = first
        .again()
        .args(["check", "--fix"])
        .stdout(str![[r#"
11 files checked: 7 entries, 56 phrasings, 7 quotes, all proven; no problems

"#]])
        .run();
    assert_data_eq!(second.read("topics/bees.toml"), TIDY.into_data().raw());
}

#[test]
fn fix_leaves_what_it_cannot_read_and_tells_of_it() {
    let broken = "[[entry]\nid = \"Bees\"\n";
    let kit = Kit::new().file("topics/bees.toml", broken).args(["check", "--fix"]).exit(1);
    assert_eq!(
        kit.stdout(str![[r#"
error[syntax]: unclosed array table, expected `]`
 --> topics/bees.toml:1:9
  |
1 | [[entry]
  |         ^
  |
  = help: look for a missing comma or quotation mark in this line and the one above; docs/knowledge-format.md shows the form

11 files checked: 1 error, 0 warnings

"#]])
            .run()
            .read("topics/bees.toml"),
        broken
    );
}

#[test]
fn a_file_with_the_line_ends_of_windows_is_as_good() {
    let windows = include_str!("fixtures/valleys/countries/sey.toml").replace('\n', "\r\n");
    let kit = Kit::new().file(SEY, &windows).args(["check", "--strict", "--fix"]);
    let ran = kit.stdout("10 files checked: 6 entries, 48 phrasings, 6 quotes, all proven; no problems\n").run();
    assert_eq!(ran.read(SEY), windows);
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
