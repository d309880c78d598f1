//! What became of the files, and a change taken back.

use super::{HARBOUR, LOANS, WORDS, holds, no};
use crate::cli::Place;
use snapbox::{assert_data_eq, str};

#[test]
fn history_lists_what_was_changed_and_by_whom() {
    let place = Place::new();
    assert_eq!(place.keep(&["history"]).done(), "nothing has changed since the history began\n");
    place.alias(HARBOUR, WORDS).done();
    place.keep(&["near-miss", "arvania-league-observer", "Who leads the Trade League?", "--yes"]).done();
    place.write(LOANS, &place.read(LOANS).replace("size of the harbour loan", "volume of the harbour loan"));
    assert_data_eq!(
        place.keep(&["history"]).done(),
        str![[r#"
3  20[..] UTC  editor
  - saved by hand
  - topics/loans.toml: kestovia-harbour-loan
2  20[..] UTC  aigul (terminal)
  - does not answer "Who leads the Trade League?"
  - countries/arvania.toml: arvania-league-observer
1  20[..] UTC  aigul (terminal)
  - adds the phrasing "price of the Kestovian harbour works"
  - topics/loans.toml: kestovia-harbour-loan

"#]]
    );
    let of_entry = place.keep(&["history", "--entry", HARBOUR]).done();
    assert!(!of_entry.contains("Trade League") && of_entry.contains("saved by hand"), "{of_entry}");
    let of_file = place.keep(&["history", "--file", "countries/arvania.toml"]).done();
    assert_eq!(of_file.matches("UTC").count(), 1, "{of_file}");
}

#[test]
fn history_of_what_is_not_there_says_so() {
    let place = Place::new();
    place.alias(HARBOUR, WORDS).done();
    place.keep(&["history", "--entry", "kestovia-harbor-loan"]).refused(2, &["did you mean `kestovia-harbour-loan`?"]);
    place.keep(&["history", "--file", "nope.toml"]).refused(2, &["there is no file `nope.toml`"]);
    let quiet = ["history", "--entry", "valley-water-council"];
    assert_eq!(place.keep(&quiet).done(), "`valley-water-council` has not changed since the history began\n");
    let quiet = ["history", "--file", "lexicon.toml"];
    assert_eq!(place.keep(&quiet).done(), "`lexicon.toml` has not changed since the history began\n");
    for args in [["history", "--limit", "0"], ["queue", "--limit", "0"]] {
        let none = place.keep(&args);
        assert!(none.code == 2 && none.err.contains("give at least 1"), "{none:?}");
    }
}

#[test]
fn history_names_the_first_of_many() {
    let place = Place::new();
    place.begin();
    for number in 10..25 {
        place.write(&format!("knowledge/topics/t{number}.toml"), "# nothing yet\n");
    }
    let out = place.keep(&["history"]).done().replace("\n    ", " ");
    holds(&out, &["topics/t10.toml, ", "topics/t19.toml and 5 more (`diff 1` shows them)\n"]);
}

#[test]
fn undo_brings_the_bytes_back_and_keeps_what_others_did_since() {
    let place = Place::new();
    let before = place.read(LOANS);
    place.alias(HARBOUR, WORDS).done();
    place.keep(&["undo", "1", "--yes"]).done();
    assert_eq!(place.read(LOANS), before);
    place.keep(&["undo", "2", "--yes"]).done();
    place.alias("belmoria-railway-loan", "price of the Belmorian railway").done();
    place.keep(&["undo", "1", "--yes"]).done();
    let after = place.read(LOANS);
    assert!(after.contains("price of the Belmorian railway") && !after.contains(WORDS), "{after}");
}

#[test]
fn what_is_no_number_of_a_change_is_told_what_is() {
    let place = Place::new();
    for args in [["diff", "abc"], ["undo", "-"], ["diff", "1.5"]] {
        let said = place.keep(&args);
        assert!(said.code == 2 && said.err.contains("give the number of a change, such as 3"), "{said:?}");
    }
}

#[test]
fn undo_shows_all_three_texts_where_the_same_was_changed_since() {
    let place = Place::new();
    let change = |from: &str, to: &str| {
        place.keep_with(&format!("sed -i 's/{from}/{to}/' \"$1\""), &["edit", HARBOUR, "--yes"]).done()
    };
    change(
        "Norlund lent Kestovia nine hundred million crowns in 2016 for a harbour on the lake.",
        "In 2016 Norlund lent Kestovia nine hundred million crowns for a harbour.",
    );
    change("In 2016 Norlund lent", "Norlund lent in 2016 to");
    let before = place.read(LOANS);
    let out = no(place.keep(&["undo", "1", "--yes"]), &["`kestovia-harbour-loan` changed meanwhile"]);
    holds(&out, &["<<<<<<< your edit", "||||||| before", ">>>>>>> as it is now"]);
    assert_eq!(place.read(LOANS), before);
}
