//! Profiles: their sections, what proves their sentences, and what has changed since.

use super::{LEXICON, LORN, PROFILE, SEY, clean, refused};
use crate::kit::Kit;
use snapbox::str;

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
    let kit = Kit::new().append(PROFILE, &of_the_group);
    clean(kit.replace("topics/league.toml", "mentions = [\"lorn\", \"sey\"]\n", ""));
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
    clean(Kit::new().append(PROFILE, &both));
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
    clean(kit.replace(PROFILE, "the upper dam in 1905", "the Ada Quill Dam in 1905"));
}
