//! The queue: what could not be answered, in groups.

use crate::small;
use chaikhana::app::ledger::{Outcome, Question, State};
use jiff::Timestamp;

fn question(id: u64, second: i64, text: &str) -> Question {
    Question {
        id,
        at: Timestamp::from_second(second).expect("it is a time"),
        guild: None,
        channel: None,
        asker: None,
        text: text.to_owned(),
        outcome: Outcome::Nothing,
        entry: None,
        confidence: 0.0,
        previous: None,
        state: State::Open,
        flagged: false,
    }
}

#[test]
fn questions_that_are_alike_stand_together_the_newest_first() {
    let questions = [
        question(1, 10, "how long is the railway of Belmoria"),
        question(2, 50, "does Kestovia have an army"),
        question(3, 30, "what is the length of the Belmorian railway"),
        question(4, 40, "Belmoria railway how long is it?"),
        question(5, 20, "how long is the railway of Kestovia"),
        question(6, 5, "Does Kestovia have an ARMY?"),
    ];
    let groups = small::app().queue(&questions);
    let ids: Vec<Vec<u64>> =
        groups.iter().map(|group| group.questions.iter().map(|question| question.id).collect()).collect();
    assert_eq!(ids, [vec![2, 6], vec![4, 3, 1], vec![5]]);
    assert_eq!(groups.iter().map(chaikhana::app::Group::count).sum::<usize>(), questions.len());
    let nearest = groups.get(1).and_then(|group| group.nearest.as_ref());
    assert_eq!(nearest.map(ToString::to_string).as_deref(), Some("belmoria-railway-loan"));
    assert!(small::app().queue(&[]).is_empty());
}
