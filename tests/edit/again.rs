//! Edits made on an old revision, made again on the present files.

#![expect(clippy::panic, reason = "a test that is surprised has failed")]

use super::{HILLS, PATH, file, hills, id};
use chaikhana::knowledge::File;
use chaikhana::knowledge::edit::{Conflict, Edit, Field, RebaseError, after, apply, merged, rebase, unified};

fn answer(entry: &str, text: &str) -> Edit {
    Edit::Change { id: id(entry), what: vec![Field::Answer(text.to_owned())] }
}

fn alias(entry: &str, text: &str) -> Edit {
    Edit::Alias { id: id(entry), question: text.to_owned() }
}

/// The files after edits.
fn made(edits: &[Edit]) -> Vec<File> {
    edits.iter().fold(hills(), |files, edit| {
        let changed = apply(&files, edit).expect("the edit can be made");
        after(&files, &changed)
    })
}

fn text(files: &[File]) -> &str {
    files.iter().find(|file| file.path == PATH).map(|file| file.text.as_str()).expect("the file is there")
}

/// What undoing the last of some edits comes to: the texts from before it.
fn undo(before: &[File], now: &[File]) -> Edit {
    let changed = now.iter().filter(|file| !before.contains(file)).map(|file| {
        let old = before.iter().find(|old| old.path == file.path).map(|old| old.text.clone());
        (file.path.clone(), old)
    });
    Edit::Files(changed.collect())
}

#[track_caller]
fn conflicts(base: &[File], present: &[File], edit: &Edit) -> Vec<Conflict> {
    match rebase(base, present, edit) {
        Err(RebaseError::Conflicts(conflicts)) => conflicts,
        other => panic!("expected conflicts, got {other:?}"),
    }
}

#[test]
fn an_edit_of_an_entry_that_is_as_it_was_is_made_again() {
    let present = made(&[answer("hill-goats", "They are mine."), alias("hill-salt", "any salt?")]);
    for edit in [answer("hill-goats", "They are ours."), Edit::Restore { id: id("hill-goats") }] {
        let found = conflicts(&hills(), &present, &edit);
        assert_eq!(found.iter().map(|conflict| conflict.place.as_str()).collect::<Vec<_>>(), ["hill-goats"]);
    }
    let edit = alias("hill-goats", "which goats?");
    let changed = rebase(&hills(), &present, &edit).expect("what only adds is in nobody's way");
    let files = after(&present, &changed);
    assert!(text(&files).contains("They are mine.") && text(&files).contains("which goats?"));
    let moved = made(&[Edit::Move { id: id("hill-salt"), to: "topics/salt.toml".to_owned() }]);
    rebase(&hills(), &moved, &answer("hill-salt", "Nobody.")).expect("it is found where it stands now");
}

#[test]
fn a_conflict_shows_all_three_texts() {
    let present = made(&[answer("hill-goats", "They are mine.")]);
    let found = conflicts(&hills(), &present, &answer("hill-goats", "They are ours."));
    let shown = found.first().map(Conflict::shown).expect("there is one");
    let expected = "<<<<<<< your edit\nanswer = \"They are ours.\"\n||||||| before\nanswer = \"The goats are everybody's.\"\n=======\nanswer = \"They are mine.\"\n>>>>>>> as it is now\n";
    assert!(shown.contains(expected), "{shown}");
    let words = RebaseError::Conflicts(found).to_string();
    assert_eq!(words, "`hill-goats` changed meanwhile; look at both and make the edit again");
}

#[test]
fn an_undo_brings_back_the_bytes_from_before_and_keeps_what_others_did_since() {
    let (edit, later) = (answer("hill-salt", "Nobody sells it."), answer("hill-goats", "They are mine."));
    let (before, now) = (hills(), made(std::slice::from_ref(&edit)));
    let undo = undo(&before, &now);
    let changed = rebase(&now, &now, &undo).expect("it can be undone");
    assert_eq!(text(&after(&now, &changed)), HILLS);
    let present = made(&[edit, later.clone()]);
    let changed = rebase(&now, &present, &undo).expect("it can be undone");
    assert_eq!(text(&after(&present, &changed)), text(&made(&[later])));
    let touched = made(&[answer("hill-salt", "Nobody sells it."), answer("hill-salt", "All sell it.")]);
    assert_eq!(conflicts(&now, &touched, &undo).len(), 1);
}

#[test]
fn new_entries_of_two_people_both_stand() {
    let add = |id: &str| {
        let text = format!("{HILLS}\n[[entry]]\nid = \"{id}\"\nas_of = \"1\"\nanswer = \"x\"\n");
        Edit::Files(vec![(PATH.to_owned(), Some(text))])
    };
    let present = made(&[add("one")]);
    let changed = rebase(&hills(), &present, &add("two")).expect("both can stand");
    let files = after(&present, &changed);
    assert!(
        text(&files).ends_with(
            "id = \"one\"\nas_of = \"1\"\nanswer = \"x\"\n\n[[entry]]\nid = \"two\"\nas_of = \"1\"\nanswer = \"x\"\n"
        ),
        "{}",
        text(&files)
    );
    let undone = undo(&hills(), &made(&[add("one")]));
    let changed = rebase(&made(&[add("one")]), &files, &undone).expect("the first can go alone");
    assert!(
        text(&after(&files, &changed))
            .ends_with("# the end\n\n[[entry]]\nid = \"two\"\nas_of = \"1\"\nanswer = \"x\"\n")
    );
}

#[test]
fn a_file_that_is_no_entries_is_merged_by_lines() {
    let (base, mine, theirs) = ("a\nb\nc\nd\n", "A\nb\nc\nd\n", "a\nb\nc\nD\n");
    assert_eq!(merged(base, mine, theirs).as_deref(), Some("A\nb\nc\nD\n"));
    assert_eq!(merged(base, mine, "x\nb\nc\nd\n"), None);
    let files = |text: &str| vec![file("lexicon.toml", text)];
    let edit = Edit::Files(vec![("lexicon.toml".to_owned(), Some(mine.to_owned()))]);
    let changed = rebase(&files(base), &files(theirs), &edit).expect("the lines are apart");
    assert_eq!(changed.first().and_then(|changed| changed.after.as_deref()), Some("A\nb\nc\nD\n"));
    let gone = Edit::Files(vec![("lexicon.toml".to_owned(), None)]);
    assert_eq!(conflicts(&files(base), &files(theirs), &gone).len(), 1);
}

#[test]
fn a_diff_shows_what_changes_and_three_lines_around() {
    let changed = apply(&hills(), &Edit::Restore { id: id("hill-goats") }).expect("it can be restored");
    let expected = "--- a/countries/hills.toml\n+++ b/countries/hills.toml\n@@ -38,7 +38,6 @@\n as_of = \"1932\"\n questions = [\"Whose are the goats?\"]\n answer = \"The goats are everybody's.\"\n-retired = { on = \"1940-01-01\", why = \"they left\" }\n \n [[entry.quotes]]\n source = \"quill-1933\"\n";
    assert_eq!(unified(&changed), expected);
    let new = apply(&[], &Edit::OutOfScope { question: "x y z".to_owned() }).expect("a file is made");
    assert!(unified(&new).starts_with("--- /dev/null\n+++ b/guard.toml\n"));
}
