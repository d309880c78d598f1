//! From which confidence on a question is answered unprompted: the figures behind the default.

use crate::bot::{APP, ask};
use crate::shipped::golden;
use chaikhana::app::Outcome;
use chaikhana::config::Discord;

/// What became of a validation question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Right,
    Wrong,
    /// To a question that nothing may answer.
    Outside,
}

/// The answers to the validation questions that are given outright, each with its confidence.
fn answers() -> Vec<(f64, Answer)> {
    let answer = |case: &chaikhana::knowledge::Case| {
        let Outcome::Answer(hit) = ask(&APP, &case.question, case.previous.as_deref()).outcome else { return None };
        let answer = match &case.expect {
            None => Answer::Outside,
            Some(entry) if *entry == hit.entry || case.also.contains(&hit.entry) => Answer::Right,
            Some(_) => Answer::Wrong,
        };
        Some((hit.confidence, answer))
    };
    golden("validation").iter().filter_map(answer).collect()
}

/// How many of the answers from a confidence on are right, wrong, and to questions that nothing may answer.
fn count(answers: &[(f64, Answer)], from: f64) -> [usize; 3] {
    let count = |kind| answers.iter().filter(|(confidence, answer)| *confidence >= from && *answer == kind).count();
    [Answer::Right, Answer::Wrong, Answer::Outside].map(count)
}

#[test]
fn what_is_answered_unprompted_is_hardly_ever_wrong() {
    let [right, wrong, outside] = count(&answers(), Discord::default().unprompted_at);
    assert!(right >= 380, "{right} are answered right");
    assert!(wrong * 150 <= right && outside * 120 <= right, "{right} right, {wrong} wrong, {outside} outside");
}

#[test]
#[ignore = "prints figures: docs/engine.md has them"]
fn how_much_is_answered_unprompted() {
    let (answers, questions) = (answers(), golden("validation"));
    let inside = questions.iter().filter(|case| case.expect.is_some()).count();
    println!("of {inside} questions that an entry answers and {} that nothing may", questions.len() - inside);
    for percent in 50..100 {
        let [right, wrong, outside] = count(&answers, f64::from(percent) / 100.0);
        println!("from 0.{percent}: {right} right, {wrong} wrong, {outside} that nothing may answer");
    }
}
