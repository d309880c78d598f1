//! What others write does not steer the terminal of who reads it.

use super::keeping::asked;
use super::{Place, three};
use chaikhana::app::{Context, Noted, Suggested};

const LOANS: &str = "knowledge/topics/loans.toml";
/// Names the window, empties the page, goes back to the start of the line.
const STEERS: &str = "\u{1b}]0;owned\u{7} \u{1b}[2J price of the\r harbour works";

/// What a command writes to a terminal that has colours, held against what must not be in it.
#[track_caller]
fn shows(place: &Place, args: &[&str], part: &str) {
    let said = place.run_with(("CLICOLOR_FORCE", "1"), &[&["knowledge"], args].concat());
    let unwrapped = said.out.replace("\n    ", " ");
    assert!(unwrapped.contains(part), "{part:?} is not in {said:?}");
    for bad in ["\u{1b}]", "\u{1b}[2J", "\u{7}", "\r"] {
        assert!(!said.out.contains(bad), "{bad:?} is in {said:?}");
    }
}

#[test]
fn a_question_of_the_queue_only_shows() {
    let place = Place::new();
    asked(&place, &[(1, STEERS)]);
    shows(&place, &["queue"], "price of the harbour works");
    shows(&place, &["queue", "--out-of-scope", "1", "--dry-run"], "price of the");
}

#[test]
fn reasons_and_files_of_others_only_show() {
    let place = Place::new();
    let words = "price of the Kestovian harbour works";
    place.keep(&["alias", "kestovia-harbour-loan", words, "--yes", "--why", STEERS]).done();
    for args in [&["history"][..], &["status"], &["diff", "1"]] {
        shows(&place, args, "price of the harbour works");
    }
    place.write(LOANS, &format!("{}# {STEERS}\n", place.read(LOANS)));
    place.keep(&["status"]);
    shows(&place, &["diff", "2"], "+# ]0;owned [2J price of the");
}

#[tokio::test]
async fn questions_and_suggestions_are_kept_without_it() {
    let place = Place::new();
    let curator = three::open(place.folder.path()).await;
    let records = curator.records();
    let noted = Noted { guild: Some(1), channel: 2, asker: 3, question: STEERS, previous: None };
    let decision = curator.app().ask("price of harbours", &Context::default()).decision;
    records.note(&noted, &decision).expect("it is noted");
    let suggested = Suggested { person: 3, guild: Some(1), channel: 2, text: STEERS, entry: None };
    records.suggest(suggested).await.expect("it is kept");
    let waiting = records.waiting(1).await.expect("the ledger can be read");
    let suggestions = records.suggestions(Some(1)).await.expect("the ledger can be read");
    let kept: Vec<&str> =
        waiting.iter().map(|it| it.text.as_str()).chain(suggestions.iter().map(|it| it.text.as_str())).collect();
    assert_eq!(kept, ["]0;owned [2J price of the harbour works"; 2]);
}
