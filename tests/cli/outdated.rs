//! Sentences of profiles that are older than what proves them, over several runs of the binary.

use super::Place;

const LOANS: &str = "knowledge/topics/loans.toml";
const BELMORIA: &str = "knowledge/profiles/belmoria.toml";
const NONE: &str = "no entry is to be looked at again yet\n";
const OLD: &str = "Norlund lent Belmoria three billion crowns";
const RESTING: &str = "profile belmoria, economy: `belmoria-railway-loan` says something else since this sentence was written\n  - Belmoria builds its railway";

impl Place {
    fn stale(&self) -> String {
        self.run(&["knowledge", "stale"]).done()
    }

    /// Changes a file by hand.
    #[track_caller]
    fn saved(&self, file: &str, from: &str, to: &str) {
        let text = self.read(file);
        assert!(text.contains(from), "{from:?} is not in:\n{text}");
        self.write(file, &text.replacen(from, to, 1));
    }
}

/// A place in which the answer of the railway was changed by hand after the history began.
fn changed() -> Place {
    let place = Place::new();
    place.begin();
    assert_eq!(place.stale(), NONE);
    place.saved(
        LOANS,
        &format!("answer = \"{OLD}"),
        "answer = \"For its railway Norlund lent Belmoria three billion crowns",
    );
    let stale = place.stale();
    assert!(stale.starts_with(RESTING), "{stale}");
    place
}

#[test]
fn status_counts_the_sentences_that_stale_lists() {
    let out = changed().run(&["knowledge", "status"]).done();
    assert!(out.contains("0 entries and 1 sentence of profiles to be looked at again"), "{out}");
}

#[test]
fn a_sentence_is_stale_until_it_is_changed_too() {
    let place = changed();
    place.saved(BELMORIA, "Belmoria builds its railway with", "Belmoria builds a railway with");
    assert_eq!(place.stale(), NONE);
}

#[test]
fn a_sentence_that_still_holds_is_given_a_day() {
    let place = changed();
    let entries = "entries = [\"belmoria-railway-loan\"]\n";
    place.saved(BELMORIA, entries, &format!("{entries}reviewed = \"soon\"\n"));
    let said = place.run(&["check"]);
    assert!(said.code == 1 && said.out.contains("`soon` is not a date"), "{said:?}");
    place.saved(BELMORIA, "soon", "2026-05-01");
    place.run(&["check", "--strict"]).done();
    assert_eq!(place.stale(), NONE);
    // A change of its own, as a bot that runs or the next command records it.
    place.begin();
    place.saved(LOANS, "For its railway Norlund", "For the railway Norlund");
    assert!(place.stale().starts_with(RESTING), "the entry changed once more");
}

#[test]
fn what_was_taken_back_or_is_only_found_otherwise_leaves_a_sentence_alone() {
    let place = changed();
    place.run(&["knowledge", "undo", "1", "--yes"]).done();
    assert_eq!(place.stale(), NONE);
    place.run(&["knowledge", "alias", "belmoria-railway-loan", "price of the Belmorian railway", "--yes"]).done();
    assert_eq!(place.stale(), NONE);
}
