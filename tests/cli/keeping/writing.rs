//! Entries written in an editor.

use super::{HARBOUR, LOANS, WORDS, holds, no};
use crate::cli::killed::text_below;
use crate::cli::{Place, Said, names};

#[test]
fn an_entry_is_edited_in_an_editor_and_keeps_its_comments() {
    let place = Place::new();
    place.write(LOANS, &place.read(LOANS).replacen("as_of = \"2016\"", "as_of = \"2016\" # the year of the treaty", 1));
    let script = "sed -i 's/for a harbour on the lake\\./for a harbour./; s/^about/# checked twice\\nabout/' \"$1\"";
    let out = place.keep_with(script, &["edit", HARBOUR, "--yes"]).done();
    holds(&out, &["`kestovia-harbour-loan` as people will see it", "crowns in 2016 for a harbour.\n"]);
    holds(
        &place.read(LOANS),
        &["\"2016\" # the year of the treaty", "# checked twice\nabout = [\"kestovia\"]", "2016 for a harbour.\""],
    );
    let none = place.keep_with("true", &["edit", HARBOUR, "--yes"]);
    assert_eq!((none.code, none.err.as_str()), (1, "chaikhana: nothing was changed\n"));
    assert!(!place.path("data/typed").join(format!("{HARBOUR}.toml")).exists(), "nothing is left over");
}

#[test]
fn what_was_typed_is_kept_when_it_is_refused_and_goes_on_from_there() {
    let place = Place::new();
    let before = place.read(LOANS);
    let wrong = "sed -i 's/nine hundred million crowns in 2016 for a harbour\"/ten million crowns in 2016 for a harbour\"/' \"$1\"";
    let said = place.keep_with(wrong, &["edit", HARBOUR, "--yes"]);
    let typed = format!("data/typed/{HARBOUR}.toml");
    holds(&said.err, &["the knowledge would have 1 error; mend it and try again", "what you typed is in `", &typed]);
    holds(&no(said, &[]), &["error[quote]", "differs at `ten`"]);
    assert_eq!(place.read(LOANS), before);
    holds(&place.read(&typed), &["ten million crowns"]);
    let mended = "sed -i 's/ten million crowns/nine hundred million crowns/; s/for a harbour on the lake\\./for a harbour./' \"$1\"";
    let said = place.keep_with(mended, &["edit", HARBOUR, "--yes"]);
    assert_eq!(said.code, 0, "{said:?}");
    holds(&said.err, &["goes on with what was typed before"]);
    holds(&place.read(LOANS), &["2016 for a harbour.\""]);
    assert!(!place.path(&typed).exists(), "it is published");
}

#[test]
fn broken_toml_and_other_ids_are_refused_and_kept() {
    let place = Place::new();
    let said = place.keep_with("sed -i 's/^about = \\[/about = [[/' \"$1\"", &["edit", HARBOUR, "--yes"]);
    holds(&said.err, &["line 4 cannot be read", "what you typed is in"]);
    assert_eq!(said.code, 2);
    let place = Place::new();
    let said = place.keep_with("sed -i 's/^id = .*/id = \"other\"/' \"$1\"", &["edit", HARBOUR, "--yes"]);
    holds(&said.err, &["the id of `kestovia-harbour-loan` cannot become `other`"]);
    let said = place.keep_with("printf '' > \"$1\"", &["edit", HARBOUR, "--yes"]);
    holds(&said.err, &["the text has 0 entries; write one `[[entry]]`"]);
}

#[test]
fn an_edit_that_changes_nothing_is_no_misuse() {
    let place = Place::new();
    place.write("typed.toml", &text_below("mine"));
    let args = ["edit", HARBOUR, "--from", "typed.toml", "--yes"];
    place.keep(&args).done();
    let said = place.keep(&args);
    let told = "the edit changes nothing; everything is as it asks already\n";
    assert_eq!((said.code, said.out.as_str(), said.err.as_str()), (0, "", told), "{said:?}");
    assert_eq!(place.keep(&["history"]).done().matches("UTC").count(), 1);
}

#[test]
fn without_an_editor_the_way_round_it_is_named() {
    let place = Place::new();
    place.keep(&["edit", HARBOUR]).refused(2, &["there is no editor: set the variable VISUAL or EDITOR", "`--from`"]);
    let said = place.keep_with("exit 3", &["edit", HARBOUR]);
    assert!(said.code == 2 && said.err.contains("ended with exit status: 3"), "{said:?}");
}

/// What somebody else does to a file while an editor is open: the script changes the file by hand.
fn meanwhile(from: &str, to: &str) -> String {
    format!("sed -i 's/for a harbour on the lake\\./for a harbour./' \"$1\"\nsed -i 's/{from}/{to}/' {LOANS}")
}

#[test]
fn an_edit_is_made_again_where_others_changed_something_else_meanwhile() {
    let place = Place::new();
    let script = meanwhile("is Kestovian neutrality a luxury", "is it a luxury that Kestovia is neutral");
    let said = place.keep_with(&script, &["edit", HARBOUR, "--yes"]);
    assert_eq!(said.code, 0, "{said:?}");
    holds(&place.read(LOANS), &["is it a luxury that Kestovia is neutral", "2016 for a harbour.\""]);
    holds(&place.keep(&["history"]).done(), &["saved by hand"]);
}

#[test]
fn an_edit_is_refused_with_all_three_texts_where_others_changed_the_same_meanwhile() {
    let place = Place::new();
    let script = meanwhile("for a harbour on the lake\\.", "for a port on the lake.");
    let said = place.keep_with(&script, &["edit", HARBOUR, "--yes"]);
    holds(&said.err, &["changed meanwhile", "what you typed is in"]);
    let out = no(said, &[]);
    holds(&out, &["your edit", "for a harbour.\"", "as it is now", "for a port on the lake.\""]);
    holds(&place.read(LOANS), &["for a port on the lake.\""]);
}

#[test]
fn what_was_laid_out_for_an_editor_and_is_given_as_a_file_takes_back_nothing_of_others() {
    let place = Place::new();
    place.keep(&["edit", HARBOUR]).refused(2, &["there is no editor"]);
    let typed = format!("data/typed/{HARBOUR}.toml");
    place.write(&typed, &place.read(&typed).replace("for a harbour on the lake.", "for a harbour."));
    let entry = format!("id = \"{HARBOUR}\"\n");
    place.write(LOANS, &place.read(LOANS).replace(&entry, &format!("{entry}# checked twice\n")));
    let said = place.keep(&["edit", HARBOUR, "--from", &format!("./{typed}"), "--yes"]);
    assert_eq!(said.code, 0, "{said:?}");
    holds(&place.read(LOANS), &["# checked twice\nabout", "2016 for a harbour.\""]);
    assert!(names(&place.path("data/typed")).is_empty(), "nothing is left over");
}

#[test]
fn what_others_have_changed_is_merged_by_hand_once_it_was_shown() {
    let place = Place::new();
    let typed = format!("data/typed/{HARBOUR}.toml");
    let from_file = ["edit", HARBOUR, "--from", &typed, "--yes"];
    let refused = |said: Said, theirs: &str| {
        holds(&said.err, &["changed meanwhile", "take over into your text", "the next save replaces it"]);
        holds(&no(said, &[]), &["your edit", "2016 for a harbour.\"", "as it is now", theirs]);
        holds(&place.read(LOANS), &[theirs]);
    };
    let script = meanwhile("for a harbour on the lake\\.", "for a port on the lake.");
    refused(place.keep_with(&script, &["edit", HARBOUR, "--yes"]), "for a port on the lake.\"");
    // What nobody has been shown yet is in the way again.
    place.write(LOANS, &place.read(LOANS).replace("for a port on the lake.", "for a quay on the lake."));
    refused(place.keep(&from_file), "for a quay on the lake.\"");
    place.write(&typed, &place.read(&typed).replace("for a harbour.\"", "for a quay and a harbour.\""));
    let said = place.keep(&from_file);
    assert_eq!(said.code, 0, "{said:?}");
    holds(&place.read(LOANS), &["2016 for a quay and a harbour.\""]);
    assert!(names(&place.path("data/typed")).is_empty(), "nothing is left over");
}

#[test]
fn an_editor_merges_what_it_was_shown() {
    let place = Place::new();
    let script = meanwhile("for a harbour on the lake\\.", "for a port on the lake.");
    no(place.keep_with(&script, &["edit", HARBOUR, "--yes"]), &["the next save replaces it"]);
    let merge = "sed -i 's/for a harbour\\.\"/for a port and a harbour.\"/' \"$1\"";
    let said = place.keep_with(merge, &["edit", HARBOUR, "--yes"]);
    assert_eq!(said.code, 0, "{said:?}");
    holds(&said.err, &["goes on with what was typed before"]);
    holds(&place.read(LOANS), &["2016 for a port and a harbour.\""]);
    assert!(names(&place.path("data/typed")).is_empty(), "nothing is left over");
}

#[test]
fn an_entry_that_was_exported_comes_back_beside_what_others_have_changed() {
    let place = Place::new();
    let edit = ["edit", HARBOUR, "--from", "old.toml", "--yes"];
    let export = place.keep(&["export", HARBOUR]).done();
    place.write("old.toml", &export.replace("for a harbour on the lake.", "for a harbour."));
    place.alias(HARBOUR, WORDS).done();
    let out = place.keep(&edit).done();
    holds(&out, &["as people will see it"]);
    holds(&place.read(LOANS), &[WORDS, "2016 for a harbour.\""]);
    holds(&place.keep(&["history", "--entry", HARBOUR]).done(), &["aigul (terminal)\n  - edited"]);
    // Now somebody else has changed the answer too.
    place.write("old.toml", &export.replace("for a harbour on the lake.", "for a port."));
    let said = place.keep(&edit);
    holds(&said.err, &["others have changed the same since the export", "take out the `base`"]);
    holds(&no(said, &[]), &["`answer` of `kestovia-harbour-loan`", "2016 for a port.", "2016 for a harbour."]);
    let two = place.keep(&["export", HARBOUR, "belmoria-railway-loan"]).done();
    place.write("old.toml", &two);
    place.keep(&edit).refused(2, &["is not of `kestovia-harbour-loan` alone", "`chaikhana knowledge import`"]);
    place.write("new.toml", &export);
    let add = ["add", "topics/new.toml", "--from", "new.toml"];
    place.keep(&add).refused(2, &["one that `export` wrote", "`chaikhana knowledge import`"]);
}

#[test]
fn a_text_that_does_not_say_what_it_was_made_from_says_that_it_replaces() {
    let place = Place::new();
    let told = "the text takes the place of the entry as it is now, whatever others have changed";
    place.write("typed.toml", &text_below("mine"));
    holds(&place.keep(&["edit", HARBOUR, "--from", "typed.toml", "--yes"]).done(), &[told]);
    let export = place.keep(&["export", HARBOUR]).done();
    let lines: Vec<&str> = export.lines().filter(|line| !line.starts_with("base = ")).collect();
    place.write("typed.toml", &lines.join("\n").replace("for a harbour on the lake.", "for a harbour."));
    holds(&place.keep(&["edit", HARBOUR, "--from", "typed.toml", "--dry-run"]).out, &[told]);
    place.keep(&["edit", HARBOUR, "--from", "nowhere.toml"]).refused(2, &["there is no such file; look at its path"]);
}

#[test]
fn a_file_that_holds_no_entries_is_refused_before_the_editor_opens() {
    let place = Place::new();
    for file in ["roads.toml", "topics/west"] {
        let args = ["add", file, "--source", "harrow-2020"];
        place.keep_with("touch opened", &args).refused(2, &[&format!("`{file}` is no file for entries")]);
    }
    assert!(!place.path("opened").exists() && names(&place.path("data/typed")).is_empty());
}

const LENGTH: &str = r#"[[entry]]
id = "belmoria-railway-length"
about = ["belmoria"]
as_of = "2020"
questions = [
    "How long is the railway of Belmoria?",
    "kilometres of the Belmorian line",
    "when was the line of Belmoria opened",
]
answer = "The railway of Belmoria is 240 kilometres long."

[[entry.quotes]]
source = "harrow-2020"
text = "The line is 240 kilometres long and was opened two years after"
"#;

#[test]
fn a_new_entry_is_written_in_an_editor_or_given_as_text() {
    let place = Place::new();
    place.write("new.toml", LENGTH);
    let script = "grep -q '^# view_of' \"$1\" && cat new.toml > \"$1\"";
    let args = ["add", "countries/belmoria.toml", "--source", "harrow-2020", "--yes"];
    holds(
        &place.keep_with(script, &args).done(),
        &[
            "--- /dev/null",
            "+++ b/countries/belmoria.toml",
            "is 240 kilometres long.",
            "warning in sources.toml: 52.4% of",
        ],
    );
    assert_eq!(place.read("knowledge/countries/belmoria.toml"), LENGTH);
    assert_eq!(place.run(&["check"]).code, 0);
    holds(&place.run(&["ask", "How long is the railway of Belmoria?"]).done(), &["240 kilometres"]);
    let args = ["knowledge", "add", "countries/belmoria.toml", "--from", "-", "--yes"];
    place.fed(LENGTH.as_bytes(), &args).refused(2, &["there already is an entry `belmoria-railway-length`"]);
    place.write("new.toml", &LENGTH.replace("belmoria-railway-length", "belmoria-railway-opening"));
    place.keep(&["add", "sources.toml", "--from", "new.toml"]).refused(2, &["`sources.toml` is no file for entries"]);
    place.keep(&["add", "topics/x.toml", "--source", "nobody-1999"]).refused(2, &["there is no source `nobody-1999`"]);
}
