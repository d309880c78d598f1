//! Every check, each broken once: the file, the line, the place underlined and the remedy, as a person sees them.

#![expect(clippy::needless_raw_string_hashes, reason = "snapbox writes its snapshots so")]

mod files;
mod fingerprints;
mod fix;
mod lexicon;
mod names;
mod phrasings;
mod profiles;
mod quotes;
mod skips;
mod strays;
mod texts;

use crate::kit::Kit;
use snapbox::{IntoData, str};

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

/// `check` must find nothing, with `--strict` either, in as much as the base knowledge holds.
#[track_caller]
fn clean(kit: Kit) {
    kit.args(["check", "--strict"])
        .stdout(str![[r#"
10 files checked: 6 entries, 48 phrasings, 6 quotes, all proven; no problems

"#]])
        .run();
}

/// The base knowledge with another text in place of a quote.
#[track_caller]
fn quoting(text: &str) -> Kit {
    Kit::new().replace(LORN, QUOTE, text)
}

#[test]
fn the_base_knowledge_is_clean() {
    clean(Kit::new());
}

#[test]
fn every_check_of_the_table_is_tested_here() {
    let table = include_str!("../../src/knowledge/check/mod.rs");
    let rows =
        table.lines().map(str::trim).filter(|line| line.starts_with("error(\"") || line.starts_with("warning(\""));
    let names: Vec<&str> = rows.filter_map(|row| row.split('"').nth(1)).collect();
    assert!(names.len() > 30, "the table of checks is found: {names:?}");
    let tests = [
        include_str!("files.rs"),
        include_str!("fix.rs"),
        include_str!("lexicon.rs"),
        include_str!("names.rs"),
        include_str!("phrasings.rs"),
        include_str!("profiles.rs"),
        include_str!("fingerprints.rs"),
        include_str!("quotes.rs"),
        include_str!("skips.rs"),
        include_str!("strays.rs"),
        include_str!("texts.rs"),
    ]
    .concat();
    for name in names.into_iter().chain(["syntax", "file-name", "file", "stray-file", "normal-form"]) {
        let shown = |level: &str| tests.contains(&format!("\n{level}[{name}]: "));
        assert!(shown("error") || shown("warning"), "`{name}` has a test");
    }
}
