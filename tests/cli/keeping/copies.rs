//! Knowledge that goes out and comes back: exports, imports and backups.

use super::{HARBOUR, LOANS, WORDS, holds, no};
use crate::cli::Place;
use crate::small;

#[test]
fn what_is_exported_can_be_imported() {
    for form in ["toml", "json", "csv"] {
        let place = Place::new();
        let before: Vec<String> =
            small::files().iter().map(|file| place.read(&format!("knowledge/{}", file.path))).collect();
        let name = format!("all.{form}");
        let text = place.keep(&["export", "--format", form]).done();
        place.write(&name, &text);
        let same = place.keep(&["import", &name]);
        let told = format!("everything is as `{name}` has it already\n");
        assert_eq!((same.code, same.out.as_str(), same.err), (0, "", told), "nothing is to be done");
        place.write(&name, &text.replace("size of the harbour loan of Kestovia", WORDS));
        let dry = place.keep(&["import", &name]);
        assert_eq!((dry.code, dry.err.as_str()), (0, "nothing is written; `--yes` publishes it\n"), "{form}: {dry:?}");
        holds(&dry.out, &[&format!("+    \"{WORDS}\",")]);
        place.keep(&["import", &name, "--yes"]).done();
        holds(&place.keep(&["history"]).done(), &["aigul (import)", &format!("imported from {name}")]);
        place.keep(&["undo", "1", "--yes"]).done();
        let after: Vec<String> =
            small::files().iter().map(|file| place.read(&format!("knowledge/{}", file.path))).collect();
        assert_eq!(after, before, "{form}");
    }
}

#[test]
fn an_old_export_takes_nothing_back_that_others_have_changed_since() {
    for form in ["toml", "json", "csv"] {
        let place = Place::new();
        let name = format!("old.{form}");
        let text = place.keep(&["export", "--format", form]).done();
        place.alias(HARBOUR, WORDS).done();
        place.write(&name, &text);
        let same = place.keep(&["import", &name, "--yes"]);
        let stays =
            format!("1 entry is not as it was exported, and stays: {HARBOUR}; `--as-it-is` takes the file as it is\n");
        assert_eq!((same.code, same.err), (0, format!("`{name}` changes nothing\n{stays}")), "{form}");
        holds(&place.read(LOANS), &[WORDS]);
        let was = "Norlund lent Kestovia nine hundred million crowns in 2016 for a harbour on the lake.";
        let is = "In 2016 Norlund lent Kestovia nine hundred million crowns for a harbour.";
        place.write(&name, &text.replace(was, is));
        place.keep(&["import", &name, "--yes"]).done();
        holds(&place.read(LOANS), &[WORDS, is]);
        // The same field, by both.
        let question = "size of the harbour loan of Kestovia";
        place.write(&name, &text.replace(question, "harbour loan of Kestovia, its size"));
        let refused = place.keep(&["import", &name, "--yes"]);
        assert_eq!(refused.code, 1, "{form}: {refused:?}");
        holds(&refused.err, &["others have changed the same", "--as-it-is"]);
        holds(&refused.out, &["`questions` of", WORDS, "harbour loan of Kestovia, its size"]);
        let forced = place.keep(&["import", &name, "--yes", "--force", "--why", "the file is right"]);
        assert_eq!((forced.code, forced.err), (1, refused.err), "{form}");
        place.keep(&["import", &name, "--yes", "--as-it-is"]).done();
        assert!(!place.read(LOANS).contains(WORDS) && place.read(LOANS).contains("harbour loan of Kestovia, its size"));
    }
}

#[test]
fn an_import_that_loses_a_question_takes_nothing_back_either() {
    let place = Place::new();
    let lost = "how big was the harbour loan of Kestovia";
    place.write("knowledge/guard.toml", &format!("[[case]]\nquestion = \"{lost}\"\nexpect = \"{HARBOUR}\"\n"));
    let text = place.keep(&["export", "--format", "json"]).done();
    place.alias(HARBOUR, WORDS).done();
    place.write("old.json", &text.replace("can Kestovia afford to be neutral", lost));
    no(place.keep(&["import", "old.json", "--yes"]), &["1 question would get something wrong", "--force --why"]);
    let forced = place.keep(&["import", "old.json", "--yes", "--force", "--why", "it is right so"]);
    assert_eq!(forced.code, 0, "{forced:?}");
    holds(&forced.err, &[&format!("1 entry is not as it was exported, and stays: {HARBOUR}")]);
    holds(&place.read(LOANS), &[WORDS, lost]);
}

#[test]
fn an_entry_that_was_moved_or_taken_away_since_the_export_stays_so() {
    let place = Place::new();
    let text = place.keep(&["export", "--format", "json"]).done();
    place.write("old.json", &text);
    place.keep(&["move", "kestovia-neutrality-luxury", "topics/neutral.toml", "--yes"]).done();
    let loans = place.read(LOANS);
    let (before, _) = loans.split_once("[[entry]]\nid = \"kestovia-harbour-loan\"").expect("it is there");
    place.write(LOANS, before);
    let same = place.keep(&["import", "old.json", "--yes"]);
    assert_eq!(same.code, 0, "{same:?}");
    holds(&same.err, &["2 entries are not as they were exported, and stay: ", HARBOUR, "kestovia-neutrality-luxury"]);
    assert_eq!(place.read(LOANS), before);
}

#[test]
fn an_export_of_another_copy_is_taken_as_it_is_or_not_at_all() {
    for form in ["toml", "json", "csv"] {
        let (staging, place) = (Place::new(), Place::new());
        staging.alias(HARBOUR, WORDS).done();
        let name = format!("staging.{form}");
        place.write(&name, &staging.keep(&["export", "--format", form]).done());
        let before = place.read(LOANS);
        let told =
            [&format!("`{HARBOUR}` is not as it was exported, and the history does not have it so"), "`as-it-is`"];
        place.keep(&["import", &name, "--yes"]).refused(2, &told);
        assert_eq!(place.read(LOANS), before, "{form}");
        place.keep(&["import", &name, "--yes", "--as-it-is"]).done();
        holds(&place.read(LOANS), &[WORDS]);
    }
}

#[test]
fn an_import_that_is_wrong_says_where_and_changes_nothing() {
    let place = Place::new();
    place.write("wrong.csv", "id,answers\nkestovia-harbour-loan,x\n");
    place.keep(&["import", "wrong.csv", "--yes"]).refused(2, &["`wrong.csv` cannot be imported", "line 1, `answers`"]);
    place.write("wrong.txt", "x");
    place.keep(&["import", "wrong.txt"]).refused(2, &["say which with --format"]);
    place.keep(&["import", "nowhere.csv"]).refused(2, &["`nowhere.csv` cannot be read: there is no such file"]);
    place.keep(&["import", "knowledge", "--format", "csv"]).refused(2, &["it is a folder; name a file in it"]);
    let cut = |text: &str| text.get(..text.len() / 2).map(str::to_owned).expect("plain letters");
    for form in ["toml", "json"] {
        let (name, whole) = (format!("cut.{form}"), place.keep(&["export", "--format", form]).done());
        for text in [&cut(&whole), "{\"entry\": 1}", "[[entry"] {
            place.write(&name, text);
            place.keep(&["import", &name]).refused(2, &["the file is cut off or of another form: export anew"]);
        }
    }
    for (name, text) in [("none.json", "[]"), ("none.toml", ""), ("none.csv", "id,answer\n")] {
        place.write(name, text);
        place.keep(&["import", name]).refused(2, &["cannot be imported", "no entry stands in it; ", "export anew"]);
    }
    for ids in [&["kestovia-harbor-loan"][..], &[HARBOUR, "kestovia-harbor-loan"]] {
        let args = [&["export"], ids].concat();
        place.keep(&args).refused(2, &["there is no entry", "did you mean `kestovia-harbour-loan`?"]);
    }
    assert_eq!(
        place.keep(&["export", HARBOUR, "--format", "csv"]).done().lines().next(),
        Some(
            "file,id,about,mentions,as_of,questions,not,answer,view_of,supersedes,see_also,events,review_by,retired,sources,quotes,base"
        )
    );
}

#[test]
fn a_backup_is_put_back_with_its_history() {
    let place = Place::new();
    place.alias(HARBOUR, WORDS).done();
    let kept = place.read(LOANS);
    assert_eq!(place.keep(&["backup", "copy"]).done(), "copied knowledge, ledger and key to copy\n");
    place.keep(&["backup", "copy"]).refused(2, &["`copy` is there already"]);
    place.keep(&["undo", "1", "--yes"]).done();
    place.keep(&["restore-backup", "copy"]).refused(1, &["add `--yes` to put it back"]);
    assert_ne!(place.read(LOANS), kept);
    let out = place.keep(&["restore-backup", "copy", "--yes"]).done();
    assert_eq!(out, "put back 9 knowledge files and the ledger\n");
    assert_eq!(place.read(LOANS), kept);
    assert_eq!(place.keep(&["history"]).done().matches("UTC").count(), 1);
    for yes in [&["--yes"][..], &[]] {
        let restore = |from| place.keep(&[&["restore-backup", from], yes].concat());
        restore("nowhere").refused(2, &["there is no folder `nowhere`"]);
        restore("knowledge").refused(3, &["`knowledge` is no whole backup", "nothing was changed"]);
    }
}
