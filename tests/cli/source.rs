//! `chaikhana source`: adding, replacing and listing documents.

use super::{Place, names};
use snapbox::{assert_data_eq, str};

const NEW: &str =
    "# On Glass\n\nThe glass of Arvania is blown by hand in forty small works. Nobody counts the workers.\n";

fn add<'a>(file: &'a str, id: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["source", "add", file, "--id", id], more].concat()
}

const ABOUT: &[&str] = &["--author", "Bo Lind", "--title", "On Glass", "--published", "2018-03"];

#[test]
fn a_new_source_is_appended_and_comments_survive() {
    let place = Place::new();
    place.write("glass.md", NEW);
    let out = place.run(&add("glass.md", "lind-2018", &[ABOUT, &["--doi", "10.1000/x"]].concat())).done();
    assert_eq!(out, "lind-2018: 1 section, 2 sentences, 16 words; fingerprint and bibliography written\n");
    assert_data_eq!(
        place.read("knowledge/sources.toml"),
        str![[r#"
# The bibliography of the valley.

[[source]]
id = "harrow-2020"
author = "Ada Harrow"
title = "The Valley and its Neighbours"
published = "2020"
venue = "Valley Papers 7"
url = "https://example.org/valley"   # a comment that must survive

[[source]]
id = "lind-2018"
author = "Bo Lind"
title = "On Glass"
published = "2018-03"
doi = "10.1000/x"

"#]]
    );
    let fingerprint = place.read("knowledge/sources/lind-2018.fingerprint");
    assert!(fingerprint.starts_with("chaikhana-fingerprint 1\nkey "), "{fingerprint}");
    assert!(!fingerprint.contains("forty"), "a fingerprint holds no text");
    assert!(place.run(&["check", "--strict"]).done().ends_with("no problems\n"));
    assert_data_eq!(
        place.run(&["source", "list"]).done(),
        str![[r#"
harrow-2020: Ada Harrow, "The Valley and its Neighbours" (2020)
  [..] words, quoted by 7 entries
  https://example.org/valley
lind-2018: Bo Lind, "On Glass" (2018-03)
  16 words, quoted by 0 entries
  https://doi.org/10.1000/x

"#]]
    );
}

#[test]
fn the_first_source_of_a_new_folder_can_be_added() {
    let place = Place::empty();
    place.write("glass.md", NEW);
    place.run(&add("glass.md", "lind-2018", ABOUT)).done();
    assert_eq!(names(&place.path("knowledge")), ["sources", "sources.toml"]);
}

/// An addition that is refused and leaves every file as it was.
#[track_caller]
fn check_refused(place: &Place, args: &[&str], holds: &[&str]) {
    let before = (place.read("knowledge/sources.toml"), names(&place.path("knowledge/sources")));
    place.run(args).refused(2, holds);
    let after = (place.read("knowledge/sources.toml"), names(&place.path("knowledge/sources")));
    assert_eq!(before, after, "{args:?} changed something");
}

#[test]
fn what_cannot_be_added_is_said_and_nothing_is_written() {
    let place = Place::new();
    place.write("glass.md", NEW);
    place.write("empty.md", "# Only a heading\n\nThree words here\n");
    place.write_bytes("latin1.md", b"caf\xe9 au lait et du pain frais\n");
    check_refused(
        &place,
        &add("glass.md", "harrow-2020", ABOUT),
        &["already is a source `harrow-2020`", "`--replace`"],
    );
    check_refused(&place, &add("glass.md", "Lind 2018", ABOUT), &["`Lind 2018` is not an id", "small letters"]);
    check_refused(&place, &add("glass.md", "../lind", ABOUT), &["`../lind` is not an id"]);
    let date = ["--author", "Bo Lind", "--title", "On Glass", "--published", "March 2018"];
    check_refused(&place, &add("glass.md", "lind-2018", &date), &["`March 2018` is not a date", "`2021-04`"]);
    check_refused(&place, &add("nowhere.md", "lind-2018", ABOUT), &["`nowhere.md` cannot be read"]);
    check_refused(&place, &add("latin1.md", "lind-2018", ABOUT), &["`latin1.md` cannot be read", "as UTF-8 text"]);
    check_refused(&place, &add("empty.md", "lind-2018", ABOUT), &["no sentence of four words"]);
    check_refused(&place, &add("glass.md", "lind-2018", &["--replace"]), &["there is no source `lind-2018`"]);
}

#[test]
fn a_bibliography_that_cannot_be_appended_to_is_refused() {
    let place = Place::new();
    place.write("glass.md", NEW);
    for text in ["[[source", "source = []\n"] {
        place.write("knowledge/sources.toml", text);
        check_refused(&place, &add("glass.md", "lind-2018", ABOUT), &["sources.toml"]);
    }
}

#[test]
fn the_bibliography_is_needed_for_a_new_source() {
    let place = Place::new();
    place.write("glass.md", NEW);
    let said = place.run(&add("glass.md", "lind-2018", &[]));
    assert_eq!((said.code, said.out.as_str()), (2, ""), "{said:?}");
    assert!(said.err.contains("--author") && said.err.contains("--published"), "{}", said.err);
}

#[test]
fn replace_makes_the_fingerprint_anew_and_leaves_the_bibliography() {
    let place = Place::new();
    let path = "knowledge/sources/harrow-2020.fingerprint";
    let (print, sources) = (place.read(path), place.read("knowledge/sources.toml"));
    place.write("valley.md", crate::small::DOCUMENT);
    place.write(path, "broken");
    place.run(&add("valley.md", "harrow-2020", &["--replace"])).done();
    assert_eq!(place.read(path), print, "the same document has the same fingerprint");
    assert_eq!(place.read("knowledge/sources.toml"), sources);
}

#[test]
fn replace_does_not_take_quotes_their_proof() {
    let place = Place::new();
    place.write("glass.md", NEW);
    for text in [place.read("knowledge/sources/harrow-2020.fingerprint"), "broken".to_owned()] {
        place.write("knowledge/sources/harrow-2020.fingerprint", &text);
        let said = place.run(&add("glass.md", "harrow-2020", &["--replace"]));
        said.refused(1, &["8 quotes would no longer stand in `harrow-2020`", "source update FILE --id harrow-2020"]);
        assert_eq!(place.read("knowledge/sources/harrow-2020.fingerprint"), text);
    }
}

#[test]
fn a_new_edition_lists_the_quotes_that_no_longer_hold_and_writes_only_when_told() {
    let place = Place::new();
    let path = "knowledge/sources/harrow-2020.fingerprint";
    let before = place.read(path);
    place.write("same.md", crate::small::DOCUMENT);
    let args = |file: &'static str| vec!["source", "update", file, "--id", "harrow-2020"];
    let same = place.run(&args("same.md")).done();
    assert_eq!(same, "harrow-2020: the document is the one that is there already\n");
    place.write(
        "new.md",
        &crate::small::DOCUMENT.replace("nine hundred million crowns", "eight hundred million crowns"),
    );
    let said = place.run(&args("new.md"));
    assert_eq!(said.code, 1, "{}", said.err);
    assert!(said.out.contains("differs at `nine`") && said.out.contains("topics/loans.toml:"), "{}", said.out);
    let summary = "7 quotes hold, 1 no longer do\nnothing written; `--write` takes the edition, and the places above are then to be mended\n";
    assert!(said.out.ends_with(summary), "{}", said.out);
    assert_eq!(place.read(path), before);
    assert_eq!(place.run(&[args("new.md"), vec!["--write"]].concat()).code, 1);
    assert_ne!(place.read(path), before);
    assert_eq!(place.run(&["check"]).code, 1);
    place.write("more.md", &format!("{}\nOne more sentence stands at the end of it.\n", crate::small::DOCUMENT));
    let said = place.run(&[args("more.md"), vec!["--write"]].concat()).done();
    assert!(said.ends_with("8 quotes hold, 0 no longer do\nfingerprint written\n"), "{said}");
    let unknown = place.run(&["source", "update", "new.md", "--id", "nobody-1"]);
    assert_eq!(
        unknown.err,
        "chaikhana: there is no source `nobody-1`; `chaikhana source list` shows those that there are\n"
    );
}
