//! What every backend does. Each function gets an empty ledger.

use super::{draft, person, question, second};
use chaikhana::app::ledger::{
    Draft, Forgotten, GuildSettings, Ledger, Outcome, Question, RESERVED_IDS, State, Tally, Vote,
};
use jiff::Timestamp;
use std::sync::Arc;

type Shared = Arc<dyn Ledger>;

/// The ids of questions, in their order.
fn ids(questions: &[Question]) -> Vec<u64> {
    questions.iter().map(|question| question.id).collect()
}

pub(super) async fn a_question_comes_back_as_it_was_kept(ledger: Shared) {
    let plain = question(1);
    let bare = Question {
        guild: None,
        channel: None,
        asker: None,
        entry: None,
        outcome: Outcome::Nothing,
        previous: Some("What of the EAEU?".to_owned()),
        state: State::OutOfScope,
        flagged: true,
        ..question(2)
    };
    ledger.record(&[plain.clone(), bare.clone()]).await.unwrap();
    assert_eq!(ledger.question(1).await.unwrap(), Some(plain));
    assert_eq!(ledger.question(2).await.unwrap(), Some(bare));
    assert_eq!(ledger.question(3).await.unwrap(), None);
    assert_eq!(ledger.question(u64::MAX).await.unwrap(), None);
}

pub(super) async fn odd_values_come_back_too(ledger: Shared) {
    let odd = Question {
        at: Timestamp::new(-5, -123_456_789).unwrap(),
        guild: Some(u64::MAX),
        channel: Some(1 << 63),
        text: "'; DROP TABLE question; --\0 Қазақстан 🇰🇿".to_owned(),
        confidence: f64::NAN,
        ..question(1)
    };
    ledger.record(std::slice::from_ref(&odd)).await.unwrap();
    let kept = ledger.question(1).await.unwrap().unwrap();
    assert_eq!(kept.at, Timestamp::new(-5, -123_456_000).unwrap(), "to the microsecond");
    assert_eq!((kept.guild, kept.channel, kept.text), (odd.guild, odd.channel, odd.text));
    assert!(kept.confidence.abs() < f64::EPSILON, "what is no number counts as unsure");
}

pub(super) async fn the_same_question_again_changes_nothing(ledger: Shared) {
    ledger.record(&[question(1)]).await.unwrap();
    ledger.flag(1).await.unwrap();
    ledger.vote(1, &person(2), Some(Vote::Up)).await.unwrap();
    let other = Question { text: "another text".to_owned(), ..question(1) };
    ledger.record(&[other.clone(), question(2), other]).await.unwrap();
    assert_eq!(ledger.question(1).await.unwrap(), Some(Question { flagged: true, ..question(1) }));
    assert_eq!(ledger.votes(1).await.unwrap(), Tally { up: 1, down: 0 });
    assert_eq!(ledger.question(2).await.unwrap(), Some(question(2)), "the rest of the batch is kept");
    ledger.record(&[]).await.unwrap();
}

pub(super) async fn a_large_batch_is_kept_whole(ledger: Shared) {
    let all: Vec<_> = (1..=3000).map(question).collect();
    ledger.record(&all).await.unwrap();
    for id in [1, 256, 257, 2999, 3000] {
        assert_eq!(ledger.question(id).await.unwrap(), Some(question(id)));
    }
}

pub(super) async fn no_id_is_given_twice(ledger: Shared) {
    assert_eq!(ledger.next_question().await.unwrap(), 1);
    assert_eq!(ledger.next_question().await.unwrap(), 1 + RESERVED_IDS, "another process has ids of its own");
    let far = 10 * RESERVED_IDS;
    ledger.record(&[question(far)]).await.unwrap();
    ledger.forget(&person(1)).await.unwrap();
    assert_eq!(ledger.next_question().await.unwrap(), far + 1, "a deleted question keeps its id");
    let first = ledger.put_draft(&draft(1)).await.unwrap();
    assert!(ledger.drop_draft(first, &person(1)).await.unwrap());
    assert!(ledger.put_draft(&draft(1)).await.unwrap() > first, "a deleted draft keeps its id");
}

pub(super) async fn a_person_has_one_vote_that_changes_and_goes(ledger: Shared) {
    ledger.record(&[question(1), question(2)]).await.unwrap();
    let steps = [
        (2, Some(Vote::Up), Tally { up: 1, down: 0 }),
        (2, Some(Vote::Up), Tally { up: 1, down: 0 }),
        (3, Some(Vote::Up), Tally { up: 2, down: 0 }),
        (2, Some(Vote::Down), Tally { up: 1, down: 1 }),
        (2, None, Tally { up: 1, down: 0 }),
        (2, None, Tally { up: 1, down: 0 }),
        (3, None, Tally::default()),
    ];
    for (voter, vote, tally) in steps {
        assert!(ledger.vote(1, &person(voter), vote).await.unwrap());
        assert_eq!(ledger.vote_of(1, &person(voter)).await.unwrap(), vote);
        assert_eq!(ledger.votes(1).await.unwrap(), tally, "after {voter} voted {vote:?}");
    }
    assert_eq!(ledger.votes(2).await.unwrap(), Tally::default(), "another question's votes are its own");
}

pub(super) async fn a_vote_on_an_unknown_question_is_not_kept(ledger: Shared) {
    assert!(!ledger.vote(1, &person(1), Some(Vote::Up)).await.unwrap());
    assert!(!ledger.vote(1, &person(1), None).await.unwrap());
    ledger.record(&[question(1)]).await.unwrap();
    assert_eq!(ledger.votes(1).await.unwrap(), Tally::default());
}

pub(super) async fn flags_and_states_stay(ledger: Shared) {
    ledger.record(&[question(1)]).await.unwrap();
    assert!(ledger.flag(1).await.unwrap());
    for state in [State::Phrasing, State::Entry, State::OutOfScope, State::Ignored, State::Open] {
        assert!(ledger.set_state(1, state).await.unwrap());
        assert_eq!(ledger.question(1).await.unwrap(), Some(Question { state, flagged: true, ..question(1) }));
    }
    assert!(!ledger.flag(2).await.unwrap());
    assert!(!ledger.set_state(2, State::Ignored).await.unwrap());
}

pub(super) async fn the_queue_holds_what_waits_newest_first(ledger: Shared) {
    let refused = Question { outcome: Outcome::Nothing, ..question(1) };
    // Asked before the first, written down after it.
    let offered = Question { outcome: Outcome::Choices, at: second(0), ..question(2) };
    let done = Question { outcome: Outcome::Nothing, state: State::Ignored, ..question(7) };
    let answered = (3..=6).map(question);
    let all: Vec<_> = [refused, offered, done].into_iter().chain(answered).collect();
    ledger.record(&all).await.unwrap();
    assert!(ledger.flag(3).await.unwrap());
    for (id, voter, vote) in [(4, 2, Vote::Down), (5, 2, Vote::Down), (5, 3, Vote::Up), (6, 2, Vote::Up)] {
        assert!(ledger.vote(id, &person(voter), Some(vote)).await.unwrap());
    }
    assert_eq!(
        ids(&ledger.open_questions(None, 100).await.unwrap()),
        [4, 3, 1, 2],
        "disliked, flagged, refused, offered"
    );
    assert_eq!(ids(&ledger.open_questions(None, 2).await.unwrap()), [4, 3]);
    assert!(ledger.set_state(3, State::Phrasing).await.unwrap());
    assert_eq!(ids(&ledger.open_questions(None, usize::MAX).await.unwrap()), [4, 1, 2]);
}

pub(super) async fn of_what_waits_a_server_has_its_own_however_much_waits_elsewhere(ledger: Shared) {
    let of = |guild, id| Question { guild, outcome: Outcome::Nothing, ..question(id) };
    ledger.record(&[of(Some(500), 1), of(None, 2), of(Some(501), 3), of(Some(501), 4)]).await.unwrap();
    assert_eq!(ids(&ledger.open_questions(Some(500), 2).await.unwrap()), [2, 1]);
    assert_eq!(ids(&ledger.open_questions(Some(501), 9).await.unwrap()), [4, 3, 2]);
    assert_eq!(ids(&ledger.open_questions(None, 9).await.unwrap()), [4, 3, 2, 1]);
}

pub(super) async fn settings_are_replaced_as_a_whole(ledger: Shared) {
    assert_eq!(ledger.settings().await.unwrap(), []);
    let two = GuildSettings { ask_channels: vec![u64::MAX, 5] };
    ledger.set_settings(u64::MAX, &two).await.unwrap();
    ledger.set_settings(3, &two).await.unwrap();
    ledger.set_settings(3, &GuildSettings::default()).await.unwrap();
    assert_eq!(ledger.settings().await.unwrap(), [(3, GuildSettings::default()), (u64::MAX, two)]);
}

pub(super) async fn a_draft_is_its_owners_alone(ledger: Shared) {
    let (owner, other) = (person(1), person(2));
    let id = ledger.put_draft(&draft(1)).await.unwrap();
    assert_eq!(ledger.draft(id, &owner).await.unwrap(), Some(draft(1)));
    assert_eq!(ledger.draft(id, &other).await.unwrap(), None);
    assert!(!ledger.update_draft(id, &other, "stolen", second(5)).await.unwrap());
    assert!(!ledger.drop_draft(id, &other).await.unwrap());
    assert_eq!(ledger.draft(id, &owner).await.unwrap(), Some(draft(1)), "others change nothing");

    assert!(ledger.update_draft(id, &owner, "more", second(5)).await.unwrap());
    let more = Draft { body: "more".to_owned(), at: second(5), ..draft(1) };
    assert_eq!(ledger.draft(id, &owner).await.unwrap(), Some(more));
    assert!(ledger.drop_draft(id, &owner).await.unwrap());
    assert!(!ledger.drop_draft(id, &owner).await.unwrap());
    assert_eq!(ledger.draft(id, &owner).await.unwrap(), None);
    assert!(!ledger.update_draft(id, &owner, "too late", second(6)).await.unwrap());
}

pub(super) async fn drafts_expire_by_their_last_touch(ledger: Shared) {
    let old = ledger.put_draft(&draft(1)).await.unwrap();
    let touched = ledger.put_draft(&draft(1)).await.unwrap();
    ledger.update_draft(touched, &person(1), "more", second(10)).await.unwrap();
    assert_eq!(ledger.expire_drafts(second(0)).await.unwrap(), 0, "what is exactly as old stays");
    assert_eq!(ledger.expire_drafts(second(10)).await.unwrap(), 1);
    assert_eq!(ledger.draft(old, &person(1)).await.unwrap(), None);
    assert!(ledger.draft(touched, &person(1)).await.unwrap().is_some());
}

pub(super) async fn forgetting_takes_all_of_one_person_and_nothing_of_others(ledger: Shared) {
    let of_other = Question { asker: Some(person(2)), ..question(3) };
    let of_nobody = Question { asker: None, ..question(4) };
    ledger.record(&[question(1), question(2), of_other.clone(), of_nobody.clone()]).await.unwrap();
    for (id, voter) in [(1, 1), (1, 2), (3, 1), (3, 2), (4, 1)] {
        assert!(ledger.vote(id, &person(voter), Some(Vote::Up)).await.unwrap());
    }
    let mine = ledger.put_draft(&draft(1)).await.unwrap();
    let others = ledger.put_draft(&draft(2)).await.unwrap();

    let forgotten = ledger.forget(&person(1)).await.unwrap();
    assert_eq!(forgotten, Forgotten { questions: 2, votes: 3, drafts: 1, suggestions: 0, revisions: 0 });
    for id in [1, 2] {
        assert_eq!(ledger.question(id).await.unwrap(), None);
        assert_eq!(ledger.votes(id).await.unwrap(), Tally::default());
    }
    assert_eq!(ledger.vote_of(3, &person(1)).await.unwrap(), None);
    assert_eq!(ledger.draft(mine, &person(1)).await.unwrap(), None);
    assert_eq!(ledger.question(3).await.unwrap(), Some(of_other));
    assert_eq!(ledger.question(4).await.unwrap(), Some(of_nobody));
    assert_eq!(ledger.votes(3).await.unwrap(), Tally { up: 1, down: 0 });
    assert!(ledger.draft(others, &person(2)).await.unwrap().is_some());
    assert_eq!(ledger.forget(&person(1)).await.unwrap(), Forgotten::default(), "there is nothing left");
}

pub(super) async fn the_words_of_a_question_go_with_it_from_the_follow_ups_of_others(ledger: Shared) {
    let after = |before: u64, id: u64| Question {
        asker: Some(person(2)),
        previous: Some(question(before).text),
        ..question(id)
    };
    let old = Question { asker: Some(person(3)), ..question(1) };
    ledger.record(&[old, question(2), after(1, 3), after(2, 4), after(9, 5)]).await.unwrap();
    let previous = async |id| ledger.question(id).await.unwrap().unwrap().previous;
    ledger.forget(&person(1)).await.unwrap();
    assert_eq!(previous(4).await, None);
    assert_eq!(previous(3).await, Some(question(1).text), "what others asked stays");
    ledger.sweep(second(2)).await.unwrap();
    assert_eq!(previous(3).await, None);
    assert_eq!(previous(5).await, Some(question(9).text));
}

pub(super) async fn sweeping_takes_old_questions_with_their_votes(ledger: Shared) {
    ledger.record(&[question(1), question(2), question(3)]).await.unwrap();
    for id in 1..=3 {
        ledger.vote(id, &person(2), Some(Vote::Up)).await.unwrap();
    }
    assert_eq!(ledger.sweep(second(3)).await.unwrap(), 2, "what is exactly as old stays");
    assert_eq!(ledger.question(2).await.unwrap(), None);
    assert_eq!(ledger.question(3).await.unwrap(), Some(question(3)));
    assert_eq!(ledger.votes(3).await.unwrap(), Tally { up: 1, down: 0 });
    let forgotten = ledger.forget(&person(2)).await.unwrap();
    assert_eq!(forgotten.votes, 1, "votes on swept questions went with them");
}

pub(super) async fn whether_anything_is_kept_of_people_is_known(ledger: Shared) {
    ledger.record(&[Question { asker: None, ..question(1) }]).await.unwrap();
    assert!(!ledger.knows_people().await.unwrap());
    ledger.vote(1, &person(2), Some(Vote::Up)).await.unwrap();
    assert!(ledger.knows_people().await.unwrap());
    ledger.forget(&person(2)).await.unwrap();
    ledger.put_draft(&draft(1)).await.unwrap();
    assert!(ledger.knows_people().await.unwrap());
    ledger.forget(&person(1)).await.unwrap();
    assert!(!ledger.knows_people().await.unwrap());
    ledger.record(&[question(2)]).await.unwrap();
    assert!(ledger.knows_people().await.unwrap());
}

pub(super) async fn the_revision_that_was_told_last_is_kept(ledger: Shared) {
    assert_eq!(ledger.told_up_to().await.unwrap(), None);
    for revision in [0, 7, 9] {
        ledger.note_told(revision).await.unwrap();
        assert_eq!(ledger.told_up_to().await.unwrap(), Some(revision));
    }
    // It is no id of questions.
    assert_eq!(ledger.next_question().await.unwrap(), 1);
}
