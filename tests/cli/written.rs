//! Sources and the normal form, written where the knowledge has a history: as revisions, and beside others.

use super::{Place, Said};

const LOANS: &str = "knowledge/topics/loans.toml";
const GLASS: &str =
    "# On Glass\n\nThe glass of Arvania is blown by hand in forty small works. Nobody counts the workers.\n";

impl Place {
    /// A place whose knowledge has a history.
    fn kept() -> Self {
        let place = Self::new();
        place.begin();
        place
    }

    fn add(&self) -> Said {
        self.write("glass.md", GLASS);
        let about = ["--author", "Bo Lind", "--title", "On Glass", "--published", "2018-03"];
        self.run(&[&["source", "add", "glass.md", "--id", "lind-2018"], about.as_slice()].concat())
    }

    fn untidy(&self) {
        let text = self.read(LOANS);
        self.write(LOANS, &text.replace("Norlund lent Belmoria three", "Norlund  lent Belmoria three"));
    }

    #[track_caller]
    fn history_holds(&self, parts: &[&str]) {
        let history = self.run(&["knowledge", "history"]).done();
        for part in parts {
            assert!(history.contains(part), "{part:?} is not in:\n{history}");
        }
    }
}

#[test]
fn a_new_source_is_a_revision_that_can_be_taken_back() {
    let place = Place::kept();
    let before = place.read("knowledge/sources.toml");
    place.add().done();
    place.history_holds(&[
        "1  20",
        "aigul (terminal)",
        "adds the source lind-2018",
        "sources.toml, sources/lind-2018.fingerprint",
    ]);
    place.run(&["knowledge", "undo", "1", "--yes"]).done();
    assert_eq!(place.read("knowledge/sources.toml"), before);
    assert!(!place.path("knowledge/sources/lind-2018.fingerprint").exists());
}

#[test]
fn a_new_edition_is_a_revision() {
    let place = Place::kept();
    place.write("more.md", &format!("{}\nOne more sentence stands at the end of it.\n", crate::small::DOCUMENT));
    place.run(&["source", "update", "more.md", "--id", "harrow-2020"]).done();
    assert_eq!(place.run(&["knowledge", "history"]).done(), "nothing has changed since the history began\n");
    place.run(&["source", "update", "more.md", "--id", "harrow-2020", "--write"]).done();
    place.history_holds(&["takes a new edition of harrow-2020", "sources/harrow-2020.fingerprint"]);
}

#[test]
fn the_normal_form_is_a_revision_beside_what_was_saved_by_hand() {
    let place = Place::kept();
    let before = place.read(LOANS);
    place.untidy();
    place.run(&["-q", "check", "--fix"]).done();
    assert_eq!(place.read(LOANS), before);
    place.history_holds(&["2  20", "restores the normal form", "1  20", "saved by hand"]);
    place.run(&["-q", "check", "--fix"]).done();
    assert!(!place.run(&["knowledge", "history"]).done().contains("3  20"), "nothing was to be done");
}

#[test]
fn files_without_a_history_or_of_another_folder_are_written_alone() {
    let place = Place::new();
    place.untidy();
    place.run(&["-q", "check", "--fix"]).done();
    assert!(!place.path("data/ledger.sqlite").exists(), "no history is begun for that");
    let place = Place::kept();
    place.write("other/topics/bees.toml", "[[entry]]\nid = \"bees\"\nabout = [\"b\", \"a\"]\n");
    let said = place.run(&["--knowledge", "other", "check", "--fix"]);
    assert!(said.err.contains("restored the normal form of topics/bees.toml"), "{said:?}");
    // A copy is another folder as well.
    place.untidy();
    for file in crate::small::files() {
        place.write(&format!("copy/{}", file.path), &place.read(&format!("knowledge/{}", file.path)));
    }
    place.write(LOANS, &place.read(LOANS).replace("Norlund  lent", "Norlund lent"));
    place.run(&["-q", "--knowledge", "copy", "check", "--fix"]).done();
    let alias = ["alias", "kestovia-harbour-loan", "price of the harbour works", "--yes"];
    let said = place.run(&[&["--knowledge", "copy", "knowledge"], alias.as_slice()].concat());
    said.refused(3, &["the ledger is that of", "name another as `ledger.folder`"]);
    assert_eq!(place.run(&["knowledge", "history"]).done(), "nothing has changed since the history began\n");
}
