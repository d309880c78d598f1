//! What was not answered well, and what moderators make of it.

use super::{HARBOUR, holds};
use crate::cli::Place;
use chaikhana::app::ledger::{Ledger, Outcome, Question, Sqlite, State};
use chaikhana::knowledge::EntryId;
use jiff::Timestamp;
use snapbox::{assert_data_eq, str};

/// Remembers questions that were not answered, as the bot does.
pub(in crate::cli) fn asked(place: &Place, questions: &[(u64, &str)]) {
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
