//! `knowledge`: what moderators run in the terminal.

#![expect(clippy::needless_raw_string_hashes, reason = "snapbox writes golden texts so")]

use super::{Place, Said, small};
use chaikhana::app::ledger::{Ledger, Outcome, Question, Sqlite, State};
use chaikhana::knowledge::EntryId;
use jiff::Timestamp;
use snapbox::{assert_data_eq, str};

const LOANS: &str = "knowledge/topics/loans.toml";
const ARVANIA: &str = "knowledge/countries/arvania.toml";
const HARBOUR: &str = "kestovia-harbour-loan";
const WORDS: &str = "price of the Kestovian harbour works";

impl Place {
    /// Runs `knowledge` with what is typed behind it.
    pub(super) fn keep(&self, args: &[&str]) -> Said {
        self.run(&[&["knowledge"], args].concat())
    }

    /// The same with a shell script for an editor; `$1` is the file that it edits.
    pub(super) fn keep_with(&self, script: &str, args: &[&str]) -> Said {
        self.write("editor.sh", script);
        self.run_with(("EDITOR", "sh editor.sh"), &[&["knowledge"], args].concat())
    }

    fn alias(&self, entry: &str, words: &str) -> Said {
        self.keep(&["alias", entry, words, "--yes"])
    }
}

/// A run that ended with a no, results, and a complaint that holds each of these; gives the results.
#[track_caller]
fn no(said: Said, holds: &[&str]) -> String {
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.err.contains("chaikhana: "), "{}", said.err);
    for part in holds {
        assert!(said.err.contains(part), "{part:?} is not in {:?}", said.err);
    }
    said.out
}

#[track_caller]
fn holds(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part:?} is not in:\n{text}");
    }
}

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
    place.keep(&["move", HARBOUR, "countries/arvania.toml", "--yes"]).done();
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

/// Remembers questions that were not answered, as the bot does.
pub(super) fn asked(place: &Place, questions: &[(u64, &str)]) {
    let runtime = tokio::runtime::Runtime::new().expect("threads can be started");
    runtime.block_on(async {
        place.write("data/keep", "");
        let ledger = Sqlite::open(&place.path("data/ledger.sqlite")).await.expect("the ledger opens");
        let question = |(id, text): &(u64, &str)| Question {
            id: *id,
            at: Timestamp::from_second(1_780_000_000 + i64::try_from(*id).unwrap_or(0)).expect("a time"),
            guild: Some(1),
            channel: Some(2),
            asker: None,
            text: (*text).to_owned(),
            outcome: Outcome::Nothing,
            entry: EntryId::parse(HARBOUR).ok(),
            confidence: 0.2,
            previous: None,
            state: State::Open,
            flagged: false,
        };
        let all: Vec<Question> = questions.iter().map(question).collect();
        ledger.record(&all).await.expect("they are kept");
        ledger.close().await;
    });
}

#[test]
fn the_queue_groups_questions_and_says_what_can_be_done() {
    let place = Place::new();
    assert_eq!(place.keep(&["queue"]).done(), "nothing waits\n");
    let questions = [
        (1, "kestovia harbour works price"),
        (2, "who is the king of norlund"),
        (3, "price of the harbour works in kestovia"),
        (4, "best soup of arvania"),
    ];
    asked(&place, &questions);
    assert_data_eq!(
        place.keep(&["queue"]).done(),
        str![[r#"
1 question, the last on 2026-05-28 20:26 UTC
  "best soup of arvania" got nothing, nearest `kestovia-harbour-loan`
    chaikhana knowledge alias valley-water-council --queued 4
    chaikhana knowledge near-miss valley-water-council --queued 4
    chaikhana knowledge queue --out-of-scope 4
    chaikhana knowledge queue --ignore 4

2 questions, the last on 2026-05-28 20:26 UTC
  "price of the harbour works in kestovia" got nothing, nearest `kestovia-harbour-loan`
  "kestovia harbour works price" got nothing, nearest `kestovia-harbour-loan`
    chaikhana knowledge alias kestovia-harbour-loan --queued 3
    chaikhana knowledge near-miss kestovia-harbour-loan --queued 3
    chaikhana knowledge queue --out-of-scope 3
    chaikhana knowledge queue --ignore 3

1 question, the last on 2026-05-28 20:26 UTC
  "who is the king of norlund" got nothing, nearest `kestovia-harbour-loan`
    chaikhana knowledge alias belmoria-railway-loan --queued 2
    chaikhana knowledge near-miss belmoria-railway-loan --queued 2
    chaikhana knowledge queue --out-of-scope 2
    chaikhana knowledge queue --ignore 2


"#]]
    );
    let out = place.keep(&["alias", HARBOUR, "--queued", "3", "--yes"]).done();
    holds(&out, &["+question = \"price of the harbour works in kestovia\"", "2 questions taken off the queue"]);
    holds(&place.read("knowledge/guard.toml"), &["expect = \"kestovia-harbour-loan\""]);
    let out = place.keep(&["queue", "--out-of-scope", "2", "--yes"]).done();
    holds(&out, &["+expect = \"nothing\"", "1 question taken off the queue"]);
    assert_eq!(place.keep(&["queue", "--ignore", "4"]).done(), "1 question taken off the queue\n");
    assert_eq!(place.keep(&["queue"]).done(), "nothing waits\n");
    place.keep(&["queue", "--ignore", "4"]).refused(2, &["no question 4 waits"]);
    place.run(&["check", "--strict"]).done();
}

#[test]
fn only_what_was_alike_before_the_change_leaves_the_queue_with_it() {
    let place = Place::new();
    // Once the words of the one are known, the other is read as a slip of the pen.
    asked(&place, &[(1, "kestovia stevedores quarrel"), (2, "kestovia stevedoers quarell")]);
    assert_eq!(place.keep(&["queue"]).done().matches("1 question, ").count(), 2);
    let out = place.keep(&["alias", HARBOUR, "--queued", "1", "--yes"]).done();
    holds(&out, &["1 question taken off the queue"]);
    holds(&place.keep(&["queue"]).done(), &["stevedoers"]);
}

#[test]
fn stale_entries_are_listed_with_what_rests_on_them() {
    let place = Place::new();
    assert_eq!(place.keep(&["stale"]).done(), "no entry is to be looked at again yet\n");
    let text = place.read(LOANS);
    let text =
        text.replacen("events = [{ date = \"2015\"", "review_by = \"2021-06-01\"\nevents = [{ date = \"2015\"", 1);
    place.write(LOANS, &text);
    assert_data_eq!(
        place.keep(&["stale", "--on", "2021-07-01"]).done(),
        str![[r#"
belmoria-railway-loan, by 2021-06-01
  - Norlund lent Belmoria three billion crowns in 2015 for a railway across
    the mountains.
  - profile belmoria, economy: "Belmoria builds its railway with three billion
    crowns that Norlund lent in 2015."

"#]]
    );
    assert!(place.keep(&["stale", "--on", "2021-05-01"]).done().starts_with("no entry"));
}

#[test]
fn status_says_how_the_knowledge_stands() {
    let place = Place::new();
    asked(&place, &[(1, "kestovia harbour works price")]);
    assert_data_eq!(
        place.keep(&["status"]).done(),
        str![[r#"
revision 0: nothing has changed since the history began
7 entries answer, 1 retired; 22 phrasings, 0 questions of the guard
1 question in the queue, 0 entries to be looked at again

"#]]
    );
    place.alias(HARBOUR, WORDS).done();
    holds(&place.keep(&["status"]).done(), &["revision 1 of 20", " by aigul (terminal): adds the phrasing"]);
}

#[test]
fn a_broken_file_is_named_left_alone_and_can_be_taken_back() {
    let place = Place::new();
    let good = place.read(LOANS);
    place.begin();
    let broken = good.replacen("about = [\"kestovia\"]", "about = [\"kestovia\"", 1);
    place.write(LOANS, &broken);
    let out = no(place.keep(&["status"]), &["the knowledge has 1 error", "goes on with the last good knowledge"]);
    holds(&out, &["revision 1 of 20", "saved by hand", "topics/loans.toml:"]);
    let said = place.alias("valley-water-council", "who shares the water of the Onder");
    assert!(said.code == 1 && said.err.contains("would have 1 error"), "{said:?}");
    assert_eq!(place.read(LOANS), broken, "a broken file is not written over");
    let said = place.keep(&["undo", "1", "--yes"]);
    assert_eq!(said.code, 0, "{said:?}");
    holds(&said.err, &["the files as they are cannot be used, so answers are not compared"]);
    assert_eq!(place.read(LOANS), good);
    place.run(&["check", "--strict"]).done();
}

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
fn an_import_that_is_wrong_says_where_and_changes_nothing() {
    let place = Place::new();
    place.write("wrong.csv", "id,answers\nkestovia-harbour-loan,x\n");
    place.keep(&["import", "wrong.csv", "--yes"]).refused(2, &["`wrong.csv` cannot be imported", "line 1, `answers`"]);
    place.write("wrong.txt", "x");
    place.keep(&["import", "wrong.txt"]).refused(2, &["say which with --format"]);
    place.keep(&["import", "nowhere.csv"]).refused(2, &["`nowhere.csv` cannot be read"]);
    assert_eq!(
        place.keep(&["export", HARBOUR, "--format", "csv"]).done().lines().next(),
        Some(
            "file,id,about,mentions,as_of,questions,not,answer,view_of,supersedes,see_also,events,review_by,retired,sources,quotes"
        )
    );
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

#[test]
fn a_backup_is_put_back_with_its_history() {
    let place = Place::new();
    place.alias(HARBOUR, WORDS).done();
    let kept = place.read(LOANS);
    assert_eq!(place.keep(&["backup", "copy"]).done(), "copied knowledge, ledger and key to copy\n");
    place.keep(&["backup", "copy"]).refused(3, &["`copy` is there already"]);
    place.keep(&["undo", "1", "--yes"]).done();
    place.keep(&["restore-backup", "copy"]).refused(1, &["add `--yes` to put it back"]);
    assert_ne!(place.read(LOANS), kept);
    let out = place.keep(&["restore-backup", "copy", "--yes"]).done();
    assert_eq!(out, "put back 9 knowledge files and the ledger\n");
    assert_eq!(place.read(LOANS), kept);
    assert_eq!(place.keep(&["history"]).done().matches("UTC").count(), 1);
    for yes in [&["--yes"][..], &[]] {
        let restore = |from| place.keep(&[&["restore-backup", from], yes].concat());
        restore("nowhere").refused(3, &["there is no folder `nowhere`"]);
        restore("knowledge").refused(3, &["`knowledge` is no whole backup", "nothing was changed"]);
    }
}
