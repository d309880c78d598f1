//! Commands that only look: they write nothing, wherever they run.

use super::{Place, names};
use std::collections::BTreeMap;
use std::path::Path;

const LOANS: &str = "knowledge/topics/loans.toml";
const HARBOUR: &str = "kestovia-harbour-loan";
const LOOKS: [&[&str]; 5] = [&["history"], &["status"], &["queue"], &["stale"], &["export"]];

/// Everything below a folder with its bytes.
fn all(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for name in names(folder) {
        let path = folder.join(&name);
        if path.is_dir() {
            found.extend(all(&path).into_iter().map(|(below, bytes)| (format!("{name}/{below}"), bytes)));
        } else {
            found.insert(name, std::fs::read(&path).expect("the file can be read"));
        }
    }
    found
}

/// Looks in every way there is, and at a revision; nothing is written anywhere but in the cache.
#[track_caller]
fn assert_only_looks(place: &Place, revision: &str) {
    let folders = ["knowledge", "data"].map(|name| place.path(name));
    let before = folders.each_ref().map(|folder| all(folder));
    for args in LOOKS.into_iter().chain([&["diff", revision][..]]) {
        let said = place.run(&[&["knowledge"], args].concat());
        assert!(said.code == 0 || said.err.contains("there is no revision"), "{said:?}");
    }
    let after = folders.each_ref().map(|folder| all(folder));
    assert!(before == after, "something was written");
    assert!(folders[1].exists() || before[1].is_empty(), "no ledger is begun");
}

#[test]
fn looking_begins_no_history_sets_no_ids_aside_and_records_nothing() {
    let place = Place::new();
    assert_only_looks(&place, "1");
    assert!(!place.path("data").exists());
    place.run(&["knowledge", "alias", HARBOUR, "price of the Kestovian harbour works", "--yes"]).done();
    assert_only_looks(&place, "1");
    let text = place.read(LOANS);
    place.write(LOANS, &text.replace("size of the harbour loan of Kestovia", "size of the Kestovian loan"));
    assert_only_looks(&place, "2");
}

#[test]
fn what_was_saved_by_hand_is_seen_as_it_will_be_recorded() {
    let place = Place::new();
    place.begin();
    let text = place.read(LOANS);
    place.write(LOANS, &text.replace("size of the harbour loan of Kestovia", "size of the Kestovian loan"));
    let seen = [&["history"][..], &["diff", "1"]].map(|args| place.run(&[&["knowledge"], args].concat()).done());
    assert!(seen[0].contains("saved by hand") && seen[0].contains(HARBOUR), "{}", seen[0]);
    assert!(seen[1].contains("size of the Kestovian loan"), "{}", seen[1]);
    place.begin();
    let recorded = [&["history"][..], &["diff", "1"]].map(|args| place.run(&[&["knowledge"], args].concat()).done());
    let but_for_the_time = |text: &String| text.split_once("UTC").map(|(_, rest)| rest.to_owned());
    assert_eq!(recorded.each_ref().map(but_for_the_time), seen.each_ref().map(but_for_the_time));
}

#[test]
fn another_folder_is_not_held_against_the_history() {
    let place = Place::new();
    place.begin();
    place.write("other/lexicon.toml", "# nothing\n");
    let said = place.run(&["--knowledge", "other", "knowledge", "history"]).done();
    assert_eq!(said, "nothing has changed since the history began\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written_is_named_and_no_temporary_file() {
    let place = Place::new();
    let said = place.run_with(
        ("CHAIKHANA_LEDGER_FOLDER", "/proc/self"),
        &["knowledge", "alias", HARBOUR, "price of the harbour works", "--yes"],
    );
    assert!(said.code == 3 && said.err.contains("/proc/self") && !said.err.contains(".chaikhana-"), "{said:?}");
}
