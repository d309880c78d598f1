//! The phrasings of the knowledge as questions to itself: each fifth is asked of an engine that has not seen it.

use super::figures::Evaluation;
use super::{App, Snapshot};
use crate::engine::Settings;
use crate::knowledge::{Case, Entry, Knowledge};

/// How many parts the phrasings are dealt into.
const FOLDS: usize = 5;

/// How many questions [`held_out`] asks.
pub fn held_out_count(knowledge: &Knowledge) -> usize {
    knowledge.live().map(|entry| entry.questions.len()).sum()
}

/// Asks every phrasing of an engine built without it and without four or so others of its entry;
/// `progress` is called after each. Tells which entries are taken for one another before anybody asks.
pub fn held_out(knowledge: &Knowledge, settings: Settings, progress: impl Fn()) -> Evaluation {
    let mut figures = Evaluation::default();
    for fold in 0..FOLDS {
        let mut rest = knowledge.clone();
        let mut cases = Vec::new();
        for entry in &mut rest.entries {
            cases.extend(take_out(entry, fold));
        }
        let app = App::new(Snapshot::of(rest, settings));
        let knowledge = app.knowledge();
        for case in &cases {
            figures.take(&app, &knowledge, case);
            progress();
        }
    }
    figures
}

/// Takes the phrasings of a fold out of an entry, as questions that it must answer.
fn take_out(entry: &mut Entry, fold: usize) -> Vec<Case> {
    if entry.retired.is_some() {
        return Vec::new();
    }
    let (taken, kept): (Vec<_>, Vec<_>) = entry.questions.drain(..).enumerate().partition(|(at, _)| at % FOLDS == fold);
    entry.questions = kept.into_iter().map(|(_, question)| question).collect();
    let case = |(_, question)| Case {
        question,
        expect: Some(entry.id.clone()),
        also: Vec::new(),
        group: None,
        style: None,
        previous: None,
    };
    taken.into_iter().map(case).collect()
}
