//! What every backend of the ledger must do, run for each; then what only a file can do, and the way into it.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

#[cfg(feature = "ledger")]
mod file;
#[cfg(any(feature = "discord", feature = "ledger"))]
mod journal;
#[cfg(feature = "ledger")]
mod processes;
mod revisions;
mod suggestions;
mod suite;

use chaikhana::app::ledger::{Draft, Key, Outcome, Pseudonym, Question, State};
use chaikhana::knowledge::EntryId;
use jiff::Timestamp;

/// Runs every function of the suite for both backends.
macro_rules! conformance {
    ($($part:ident: $($name:ident),+ $(,)?;)+) => {
        mod memory {
            $($(#[tokio::test]
            async fn $name() {
                super::$part::$name(std::sync::Arc::new(chaikhana::app::ledger::Memory::new())).await;
            })+)+
        }

        #[cfg(feature = "ledger")]
        mod sqlite {
            $($(#[tokio::test]
            async fn $name() {
                let folder = tempfile::tempdir().unwrap();
                let file = folder.path().join("data/ledger.db");
                let ledger = chaikhana::app::ledger::Sqlite::open(&file).await.unwrap();
                super::$part::$name(std::sync::Arc::new(ledger)).await;
            })+)+
        }
    };
}

conformance!(
    suite: a_question_comes_back_as_it_was_kept,
    odd_values_come_back_too,
    the_same_question_again_changes_nothing,
    a_large_batch_is_kept_whole,
    no_id_is_given_twice,
    a_person_has_one_vote_that_changes_and_goes,
    a_vote_on_an_unknown_question_is_not_kept,
    flags_and_states_stay,
    the_queue_holds_what_waits_newest_first,
    of_what_waits_a_server_has_its_own_however_much_waits_elsewhere,
    settings_are_replaced_as_a_whole,
    a_draft_is_its_owners_alone,
    drafts_expire_by_their_last_touch,
    forgetting_takes_all_of_one_person_and_nothing_of_others,
    the_words_of_a_question_go_with_it_from_the_follow_ups_of_others,
    sweeping_takes_old_questions_with_their_votes,
    whether_anything_is_kept_of_people_is_known,
    the_revision_that_was_told_last_is_kept;
    revisions: an_intent_is_no_history_until_it_is_finished,
    a_revision_comes_back_as_it_was_noted,
    an_abandoned_intent_leaves_nothing_and_its_number_is_not_given_again,
    files_are_known_as_they_were_last_written,
    history_is_filtered_and_paged,
    forgetting_takes_the_name_and_leaves_the_revision;
    suggestions: a_suggestion_comes_back_as_it_was_kept,
    a_suggestion_is_decided_once,
    suggestions_wait_in_their_order,
    of_suggestions_a_server_has_its_own_however_many_wait_elsewhere,
    who_was_told_is_not_reached_again,
    forgetting_takes_suggestions_of_one_person,
    sweeping_leaves_open_suggestions_and_those_decided_since;
);

/// Some time in 2026, by seconds.
fn second(second: i64) -> Timestamp {
    Timestamp::from_second(1_780_000_000 + second).unwrap()
}

/// The pseudonym of a user id.
fn person(user: u64) -> Pseudonym {
    Key::from_bytes(*b"a key for tests.").pseudonym(user)
}

/// A question that was answered, asked by person 1 in second `id`.
fn question(id: u64) -> Question {
    Question {
        id,
        at: second(i64::try_from(id).unwrap()),
        guild: Some(500),
        channel: Some(600),
        asker: Some(person(1)),
        text: format!("Is Uzbekistan a member of the EAEU? ({id})"),
        outcome: Outcome::Answer,
        entry: Some(EntryId::parse("uzbekistan-eaeu-observer").unwrap()),
        confidence: 0.875,
        previous: None,
        state: State::Open,
        flagged: false,
    }
}

/// A draft of a person.
fn draft(owner: u64) -> Draft {
    Draft {
        owner: person(owner),
        kind: "add".to_owned(),
        body: format!(r#"{{"typed by":{owner}}}"#),
        base: Some(7),
        at: second(0),
    }
}
