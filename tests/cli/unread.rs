//! Files that cannot be read: what needs all of them does nothing without them.

use super::Place;

const LOANS: &str = "knowledge/topics/loans.toml";

fn spoilt() -> Place {
    let place = Place::new();
    let text = [place.read(LOANS).as_bytes(), b"# caf\xe9\n"].concat();
    place.write_bytes(LOANS, &text);
    place
}

#[test]
#[cfg(feature = "ledger")]
fn an_export_without_a_file_is_none() {
    let said = spoilt().run(&["knowledge", "export", "--format", "csv"]);
    said.refused(3, &["`topics/loans.toml` cannot be used as it was saved", "is not UTF-8", "save the file as UTF-8"]);
}

#[test]
fn no_edition_is_compared_with_quotes_that_cannot_be_read() {
    let place = spoilt();
    place.write("same.md", crate::small::DOCUMENT);
    for command in [
        &["source", "update", "same.md", "--id", "harrow-2020"][..],
        &["source", "add", "same.md", "--id", "harrow-2020", "--replace"],
    ] {
        place
            .run(command)
            .refused(3, &["`topics/loans.toml` cannot be used as it was saved", "as UTF-8, then try again"]);
    }
}

#[test]
fn a_file_in_the_wrong_place_keeps_no_question_from_its_answer() {
    let place = Place::new();
    place.write("knowledge/topics/west.TOML", "[[broken");
    let said = place.run(&["check"]);
    assert!(said.code == 1 && said.out.contains("call it `topics/west.toml`"), "{said:?}");
    place.run(&["ask", "what is the water council"]).done();
}

#[cfg(feature = "ledger")]
#[test]
fn a_file_that_lies_about_is_not_named_in_place_of_the_broken_one() {
    let place = Place::new();
    place.begin();
    place.write("knowledge/archive/old.toml", "");
    place.write("knowledge/countries/arvania.toml", "[[entry");
    let alias = ["knowledge", "alias", "kestovia-harbour-loan", "what of the harbour money", "--yes"];
    let said = place.run(&alias);
    assert!(said.err.contains("countries/arvania.toml") && !said.err.contains("archive"), "{said:?}");
}

#[test]
fn a_folder_that_cannot_be_read_is_named_and_not_the_whole_knowledge() {
    let place = Place::new();
    std::fs::remove_dir_all(place.path("knowledge/topics")).expect("it was there");
    place.write("knowledge/topics", "no folder");
    for command in [&["check"][..], &["ask", "what is the water council"]] {
        let said = place.run(command);
        assert!(!said.err.contains("--knowledge"), "{said:?}");
        said.refused(3, &["`knowledge/topics` cannot be read", "make it a folder that this user may read"]);
    }
}

#[test]
fn a_damaged_fingerprint_is_told_from_a_source_that_is_not_there() {
    let place = Place::new();
    place.write("same.md", crate::small::DOCUMENT);
    let update = |id| place.run(&["source", "update", "same.md", "--id", id]);
    let path = "knowledge/sources/harrow-2020.fingerprint";
    for damaged in [&b"broken"[..], b"\xff"] {
        place.write_bytes(path, damaged);
        let out = update("harrow-2020").done();
        assert!(out.contains("(were 0)") && out.contains("8 quotes hold, 0 no longer do"), "{out}");
    }
    assert!(place.run(&["source", "update", "same.md", "--id", "harrow-2020", "--write"]).done().contains("written"));
    #[cfg(feature = "ledger")]
    {
        place.begin();
        place.write_bytes(path, b"\xff");
        place.run(&["source", "update", "same.md", "--id", "harrow-2020", "--write"]).done();
        let history = place.run(&["knowledge", "history"]).done();
        assert!(history.contains("takes a new edition of harrow-2020"), "{history}");
    }
    std::fs::remove_file(place.path(path)).expect("it was there");
    assert!(update("harrow-2020").done().contains("8 quotes hold"));
    update("nobody-1").refused(2, &["there is no source `nobody-1`"]);
}
