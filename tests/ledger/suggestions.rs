//! What every backend does with suggestions. Each function gets an empty ledger.

use super::{person, second};
use chaikhana::app::ledger::{Key, Ledger, Suggestion, Verdict};
use chaikhana::knowledge::EntryId;
use std::sync::Arc;

type Shared = Arc<dyn Ledger>;

fn suggestion(author: u64, at: i64) -> Suggestion {
    Suggestion {
        id: 0,
        at: second(at),
        guild: Some(u64::MAX),
        channel: Some(600),
        author: person(author),
        reach: Some(Key::from_bytes(*b"a key for tests.").seal(author)),
        text: "'; DROP TABLE suggestion; -- Қазақстан".to_owned(),
        entry: EntryId::parse("uzbekistan-eaeu-observer").ok(),
        state: Verdict::Open,
        word: None,
    }
}

async fn open(ledger: &Shared) -> Vec<u64> {
    ledger.open_suggestions(Some(u64::MAX), 9).await.unwrap().iter().map(|suggestion| suggestion.id).collect()
}

pub(super) async fn a_suggestion_comes_back_as_it_was_kept(ledger: Shared) {
    let bare = Suggestion { guild: None, channel: None, reach: None, entry: None, ..suggestion(2, 2) };
    for kept in [suggestion(1, 1), bare] {
        let id = ledger.suggest(&kept).await.unwrap();
        assert_eq!(ledger.suggestion(id).await.unwrap(), Some(Suggestion { id, ..kept }));
    }
    assert_eq!(ledger.suggestion(u64::MAX).await.unwrap(), None);
}

pub(super) async fn a_suggestion_is_decided_once(ledger: Shared) {
    let id = ledger.suggest(&suggestion(1, 1)).await.unwrap();
    assert!(ledger.decide(id, Verdict::Declined, Some("no source says so"), second(9)).await.unwrap());
    assert!(!ledger.decide(id, Verdict::Approved, None, second(9)).await.unwrap(), "somebody else was faster");
    assert!(!ledger.decide(id + 1, Verdict::Approved, None, second(9)).await.unwrap());
    let kept = ledger.suggestion(id).await.unwrap().unwrap();
    assert_eq!((kept.state, kept.word.as_deref()), (Verdict::Declined, Some("no source says so")));
}

pub(super) async fn suggestions_wait_in_their_order(ledger: Shared) {
    let first = ledger.suggest(&suggestion(1, 5)).await.unwrap();
    let second = ledger.suggest(&suggestion(2, 4)).await.unwrap();
    let third = ledger.suggest(&suggestion(1, 3)).await.unwrap();
    assert_eq!(open(&ledger).await, [first, second, third]);
    ledger.decide(first, Verdict::Amended, None, super::second(9)).await.unwrap();
    assert_eq!(open(&ledger).await, [second, third]);
    assert_eq!(ledger.open_suggestions(Some(u64::MAX), 1).await.unwrap().len(), 1);
    let mine = ledger.suggestions_of(&person(1), 9).await.unwrap();
    assert_eq!(mine.iter().map(|suggestion| suggestion.id).collect::<Vec<_>>(), [third, first]);
}

pub(super) async fn of_suggestions_a_server_has_its_own_however_many_wait_elsewhere(ledger: Shared) {
    let here = Suggestion { guild: Some(7), ..suggestion(1, 1) };
    for one in [suggestion(1, 1), suggestion(2, 1), here.clone()] {
        ledger.suggest(&one).await.unwrap();
    }
    assert_eq!(ledger.open_suggestions(Some(7), 1).await.unwrap(), [Suggestion { id: 3, ..here }]);
    assert_eq!(ledger.open_suggestions(None, 9).await.unwrap(), []);
}

pub(super) async fn who_was_told_is_not_reached_again(ledger: Shared) {
    let id = ledger.suggest(&suggestion(1, 1)).await.unwrap();
    assert!(ledger.told(id).await.unwrap());
    assert!(!ledger.told(id).await.unwrap());
    assert_eq!(ledger.suggestion(id).await.unwrap().unwrap().reach, None);
}

pub(super) async fn forgetting_takes_suggestions_of_one_person(ledger: Shared) {
    let mine = ledger.suggest(&suggestion(1, 1)).await.unwrap();
    let others = ledger.suggest(&suggestion(2, 1)).await.unwrap();
    assert_eq!(ledger.forget(&person(1)).await.unwrap().suggestions, 1);
    assert_eq!(ledger.suggestion(mine).await.unwrap(), None);
    assert!(ledger.suggestion(others).await.unwrap().is_some());
    assert!(ledger.suggest(&suggestion(1, 1)).await.unwrap() > others);
}

pub(super) async fn sweeping_leaves_open_suggestions_and_those_decided_since(ledger: Shared) {
    let decided = ledger.suggest(&suggestion(1, 1)).await.unwrap();
    ledger.decide(decided, Verdict::Declined, Some("no source says so"), second(100)).await.unwrap();
    let waiting = ledger.suggest(&suggestion(1, 1)).await.unwrap();
    ledger.sweep(second(100)).await.unwrap();
    assert!(ledger.suggestion(decided).await.unwrap().is_some(), "what is exactly as old stays");
    ledger.sweep(second(101)).await.unwrap();
    assert_eq!(ledger.suggestion(decided).await.unwrap(), None);
    assert!(ledger.suggestion(waiting).await.unwrap().is_some());
}
