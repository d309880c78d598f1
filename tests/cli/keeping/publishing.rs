//! Changes that are said in one line: shown, agreed to, published.

use super::{ARVANIA, HARBOUR, LOANS, WORDS, holds, no};
use crate::cli::{Place, Said};
use snapbox::{assert_data_eq, str};

#[test]
fn an_alias_is_shown_published_and_answers() {
    let place = Place::new();
    let out = place.alias(HARBOUR, WORDS).done();
    assert_data_eq!(
        out,
        str![[r#"
--- a/topics/loans.toml
+++ b/topics/loans.toml
@@ -45,6 +45,7 @@
     "How much did Norlund lend Kestovia for the harbour?",
     "who paid for the Kestovian harbour on the lake",
     "size of the harbour loan of Kestovia",
+    "price of the Kestovian harbour works",
 ]
 answer = "Norlund lent Kestovia nine hundred million crowns in 2016 for a harbour on the lake."
[..]

23 questions asked; none gets anything else
published as revision 1; `chaikhana knowledge undo 1` takes it back

"#]]
    );
    holds(&place.read(LOANS), &[&format!("    \"{WORDS}\",\n")]);
    place.run(&["check", "--strict"]).done();
    holds(&place.keep(&["diff", "1"]).done(), &["1  20", " UTC  aigul (terminal)\n", &format!("+    \"{WORDS}\",")]);
}

#[test]
fn nothing_is_written_without_a_yes() {
    let place = Place::new();
    let before = place.read(LOANS);
    let out = no(place.keep(&["alias", HARBOUR, WORDS]), &["nothing is written; add `--yes` to publish"]);
    holds(&out, &["+++ b/topics/loans.toml", WORDS]);
    let dry = place.keep(&["alias", HARBOUR, WORDS, "--dry-run"]);
    assert_eq!((dry.code, dry.err.as_str()), (0, "nothing is written; `--yes` publishes it\n"), "{dry:?}");
    assert_eq!(place.read(LOANS), before);
    assert_eq!(place.keep(&["history"]).done(), "nothing has changed since the history began\n");
}

#[test]
fn what_only_tries_begins_no_ledger() {
    let place = Place::new();
    let all = place.keep(&["export", "--format", "json"]).done();
    place.write("all.json", &all.replace("for a harbour on the lake.", "for a harbour."));
    for args in [&["alias", HARBOUR, WORDS, "--dry-run"][..], &["import", "all.json"]] {
        let dry = place.keep(args);
        assert!(dry.code == 0 && dry.out.contains("questions asked"), "{dry:?}");
        assert!(!place.path("data").exists(), "{args:?}");
    }
}

#[test]
fn what_was_done_and_why_both_stand_in_the_history() {
    let place = Place::new();
    place.keep(&["alias", HARBOUR, WORDS, "--yes", "--why", "a visitor asked"]).done();
    place.keep(&["retire", HARBOUR, "--yes", "--why", "it was never paid out"]).done();
    holds(
        &place.keep(&["history"]).done().replace("\n    ", " "),
        &[
            "  - retired: it was never paid out\n  - topics/loans.toml: kestovia-harbour-loan\n",
            &format!("  - adds the phrasing \"{WORDS}\": a visitor asked\n"),
        ],
    );
}

#[test]
fn a_phrasing_of_a_retired_entry_is_said_to_answer_nothing_yet() {
    let note = "is retired: it answers nothing until it is restored";
    let place = Place::new();
    holds(&place.alias("valley-old-council", "the council of old").done(), &["`valley-old-council`", note]);
    assert!(!place.alias(HARBOUR, WORDS).done().contains(note));
}

#[test]
fn a_phrasing_that_gets_nothing_for_a_name_says_which() {
    let out = no(Place::new().alias(HARBOUR, "How much did Zubrovka lend?"), &["1 question would get something wrong"]);
    holds(&out.replace("\n    ", " "), &["would get nothing, since the sources do not cover Zubrovka; it should get"]);
}

#[test]
fn phrasings_that_are_taken_away_are_asked_too() {
    let place = Place::new();
    let known = "    \"size of the harbour loan of Kestovia\",\n";
    let strange = "zebra marmalade of Kestovia";
    place.write(LOANS, &place.read(LOANS).replace(known, &format!("{known}    \"{strange}\",\n")));
    let script = format!("sed -i '/{strange}/d' \"$1\"");
    let out =
        no(place.keep_with(&script, &["edit", HARBOUR, "--yes"]), &["1 question would get something wrong", "--force"]);
    holds(&out.replace("\n    ", " "), &[&format!("lost: \"{strange}\" gets `{HARBOUR}`, would get nothing")]);
    assert!(place.read(LOANS).contains(strange));
    // What is taken back is meant to go.
    let second = "umbrella saxophone gravel of Kestovia";
    place.alias(HARBOUR, second).done();
    let number = place.keep(&["history"]).done().matches("UTC").count().to_string();
    place.keep(&["undo", &number, "--yes"]).done();
    assert!(!place.read(LOANS).contains(second));
}

/// Runs with nobody who reads the results.
fn unread(place: &Place, args: &[&str]) -> i32 {
    let mut child = place.spawn(&[&["knowledge"], args].concat());
    drop(child.stdout.take());
    child.wait().expect("it ends").code().expect("it ends by itself")
}

#[test]
fn a_change_that_nobody_sees_is_no_success_unless_it_is_in() {
    let place = Place::new();
    assert_eq!(unread(&place, &["alias", HARBOUR, WORDS]), 1, "there was no yes");
    assert!(!place.read(LOANS).contains(WORDS));
    assert_eq!(unread(&place, &["alias", HARBOUR, WORDS, "--yes"]), 0);
    holds(&place.read(LOANS), &[WORDS]);
    let table = place.keep(&["export", "--format", "json"]).done();
    place.write("many.json", &table.replace("In ", "So, in ").replace("\"Arvania ", "\"The land of Arvania "));
    let before = place.keep(&["history"]).done();
    let code = unread(&place, &["import", "many.json", "--yes", "--force", "--why", "many"]);
    assert_eq!(code == 0, place.keep(&["history"]).done() != before, "{code}");
}

#[test]
fn an_entry_is_retired_with_what_leans_on_it_and_restored() {
    let place = Place::new();
    let before = place.read(ARVANIA);
    place.keep(&["retire", "arvania-league-observer", "--yes"]).refused(2, &["say why", "--why"]);
    let out = no(
        place.keep(&["retire", "belmoria-arvania-tunnel", "--why", "the tunnel is given up", "--dry-run"]),
        &["the knowledge would have 2 errors; mend each and try again"],
    );
    holds(
        &out,
        &[
            "error[profile-outdated]: entry `belmoria-arvania-tunnel` is retired\n  --> profiles/arvania.toml:13:8",
            "`belmoria-arvania-tunnel` answers no more; look after what leans on it:\n  - profile arvania, overview: \"",
        ],
    );
    assert!(out.find("answers no more") < out.find("error[profile-outdated]"), "what is to be mended stands last");
    let args = ["retire", HARBOUR, "--on", "2024-05-01", "--why", "the loan was never paid out", "--yes"];
    assert!(place.keep(&["retire", HARBOUR, "--dry-run"]).out.contains("+retired = {"), "a look needs no reason");
    assert!(!place.read(LOANS).contains("retired = {"));
    let ahead = place.keep(&["retire", HARBOUR, "--on", "2999-01-01", "--why", "later", "--yes"]);
    ahead.refused(2, &["2999-01-01 is still to come", "leave `--on` out for today"]);
    place.keep(&args).done();
    holds(&place.read(LOANS), &["retired = { on = \"2024-05-01\", why = \"the loan was never paid out\" }\n"]);
    place.keep(&args).refused(2, &["`kestovia-harbour-loan` is retired already; restore it first"]);
    place.keep(&["restore", HARBOUR, "--yes"]).done();
    assert!(!place.read(LOANS).contains("retired"), "it answers again");
    place.keep(&["restore", HARBOUR, "--yes"]).refused(2, &["is not retired"]);
    assert_eq!(place.read(ARVANIA), before);
}

#[test]
fn an_entry_moves_to_another_file_and_back() {
    let place = Place::new();
    let before = (place.read(LOANS), place.read(ARVANIA));
    let out = place.keep(&["move", HARBOUR, "countries/arvania.toml", "--yes"]).done();
    let moves = format!("`{HARBOUR}` moves from `topics/loans.toml` to `countries/arvania.toml`\n\n");
    assert!(out.starts_with(&moves), "it is said in one line: {out}");
    let new = place.keep(&["move", HARBOUR, "topics/typo.toml", "--dry-run"]);
    holds(&new.out, &["from `countries/arvania.toml` to `topics/typo.toml`, which is new\n"]);
    assert!(place.read(ARVANIA).contains(HARBOUR) && !place.read(LOANS).contains(HARBOUR));
    place.keep(&["undo", "1", "--yes"]).done();
    assert_eq!((place.read(LOANS), place.read(ARVANIA)), before);
    place.keep(&["move", HARBOUR, "lexicon.toml", "--yes"]).refused(2, &["`lexicon.toml` is no file for entries"]);
}

#[test]
fn what_cannot_be_done_is_said_with_what_can() {
    let place = Place::new();
    place
        .alias("kestovia-harbor-loan", WORDS)
        .refused(2, &["there is no entry", "did you mean `kestovia-harbour-loan`?"]);
    place
        .alias("nothing-like-it", WORDS)
        .refused(2, &["there is no entry `nothing-like-it`", "`chaikhana ask --explain"]);
    let known = place.alias(HARBOUR, "size of the harbour loan of Kestovia");
    assert_eq!((known.code, known.out.as_str()), (0, ""), "it is so already");
    holds(&known.err, &["already has", "nothing needs to be added"]);
    place.keep(&["diff", "7"]).refused(2, &["there is no revision 7"]);
    place.keep(&["undo", "7", "--yes"]).refused(2, &["there is no revision 7"]);
    let bad = place.keep(&["alias", "No Id", "x"]);
    assert!(bad.code == 2 && bad.err.contains("use small letters, digits and hyphens"), "{bad:?}");
    let both = place.keep(&["alias", HARBOUR, WORDS, "--yes", "--dry-run"]);
    assert!(both.code == 2 && both.err.contains("cannot be used with"), "{both:?}");
    let force = place.keep(&["alias", HARBOUR, WORDS, "--force"]);
    assert!(force.code == 2 && force.err.contains("--why"), "a reason is asked for: {force:?}");
    Place::empty().keep(&["status"]).refused(3, &["knowledge"]);
}

#[test]
fn a_question_that_would_be_lost_needs_a_reason() {
    let place = Place::new();
    let words = "how big was the harbour loan of Kestovia";
    place.write("knowledge/guard.toml", &format!("[[case]]\nquestion = \"{words}\"\nexpect = \"{HARBOUR}\"\n"));
    let before = place.read(LOANS);
    let out = no(
        place.alias("kestovia-neutrality-luxury", words),
        &["1 question would get something wrong", "--force --why"],
    );
    holds(
        &out,
        &[
            "lost: \"how big was the harbour loan of Kestovia\" gets",
            "this would take 1 question from `kestovia-harbour-loan`",
        ],
    );
    assert_eq!(place.read(LOANS), before);
    let forced = ["alias", "kestovia-neutrality-luxury", words, "--yes", "--force", "--why", "only to see"];
    place.keep(&forced).done();
    holds(&place.keep(&["history"]).done(), &["only to see"]);
}

#[test]
fn of_processes_at_once_every_edit_is_in() {
    let place = Place::new();
    place.begin();
    let entries = [HARBOUR, "belmoria-railway-loan", "valley-water-council", HARBOUR];
    let children: Vec<_> = entries
        .iter()
        .enumerate()
        .map(|(at, entry)| {
            place.spawn(&["knowledge", "alias", entry, &format!("{entry} in other words, {at}"), "--yes"])
        })
        .collect();
    for child in children {
        let said = Said::of(child.wait_with_output().expect("the binary ends"));
        assert!(said.code == 0 && said.out.contains("published as revision"), "{said:?}");
    }
    let history = place.keep(&["history"]).done();
    for (at, entry) in entries.iter().enumerate() {
        holds(&history, &[&format!("adds the phrasing \"{entry} in other words, {at}\"")]);
        let files = [place.read(LOANS), place.read("knowledge/topics/region.toml")].concat();
        holds(&files, &[&format!("\"{entry} in other words, {at}\"")]);
    }
    place.run(&["check", "--strict"]).done();
}
