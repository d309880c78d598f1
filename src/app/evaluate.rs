//! How well the bot answers labelled questions.

use super::App;
use super::figures::{Evaluation, Miss, Tally, Verdict};
use crate::engine::{Context, Outcome, Sample, Signals, fit_weights};
use crate::knowledge::{self, Case, EntityId, EntryId, Knowledge};
use std::collections::BTreeSet;

/// Reads labelled questions: JSONL where the name says so, TOML otherwise.
///
/// # Errors
/// A sentence with the place that is wrong.
pub fn cases(name: &str, text: &str) -> Result<Vec<Case>, String> {
    let jsonl = std::path::Path::new(name).extension().is_some_and(|e| e == "jsonl" || e == "json");
    if jsonl { knowledge::cases_from_jsonl(text) } else { knowledge::cases_from_toml(text) }
}

/// The weights of the confidence that fit labelled questions best: what the first open candidate of each
/// question showed, and whether it was right.
pub fn fit(app: &App, cases: &[Case]) -> (Signals, f64) {
    let sample = |case: &Case| {
        let explanation = app.explain(&case.question, &Context { previous: case.previous.clone() });
        let first = explanation.candidates.into_iter().find(|candidate| candidate.gate.is_none())?;
        Some(Sample { signals: first.signals, right: fits(case, &first.entry), counts: 1.0 })
    };
    let samples: Vec<Sample> = cases.iter().filter_map(sample).collect();
    fit_weights(&samples)
}

/// Asks every question; `progress` is called after each.
///
/// # Errors
/// A sentence naming the first expected entry that does not exist.
pub fn evaluate(app: &App, cases: &[Case], progress: impl Fn()) -> Result<Evaluation, String> {
    let knowledge = app.knowledge();
    for id in cases.iter().flat_map(|case| case.expect.iter().chain(&case.also)) {
        if knowledge.entry(id).is_none() {
            return Err(format!("a question expects the entry `{id}`, which does not exist"));
        }
    }
    let mut figures = Evaluation::default();
    for case in cases {
        figures.take(app, &knowledge, case);
        progress();
    }
    Ok(figures)
}

impl Evaluation {
    /// Asks one question and counts what became of it.
    pub(super) fn take(&mut self, app: &App, knowledge: &Knowledge, case: &Case) {
        let asked = app.ask(&case.question, &Context { previous: case.previous.clone() });
        let outcome = &asked.decision.outcome;
        let verdict = verdict(case, outcome);
        let mut tally = Tally::default();
        tally.count(verdict);
        if let Outcome::Answer(hit) = outcome {
            self.answers.push((hit.confidence, verdict == Verdict::Right));
            let named: BTreeSet<&EntityId> = asked.decision.entities.iter().flat_map(|m| &m.entities).collect();
            let elsewhere = is_elsewhere(knowledge, case, &hit.entry, &named);
            tally.wrong_country = usize::from(verdict == Verdict::Wrong && elsewhere);
        }
        if let Some(first) = first(outcome).filter(|first| !fits(case, first)) {
            self.confusion.count(case.expect.as_ref(), first);
        }
        let group = case.group.clone().unwrap_or_else(|| "all".to_owned());
        let side = if case.expect.is_some() { &mut self.answerable } else { &mut self.unanswerable };
        *side.entry(group).or_default() += tally;
        if let Some(style) = &case.style {
            *self.styles.entry(style.clone()).or_default() += tally;
        }
        if verdict != Verdict::Right {
            let expected = case.expect.as_ref().map_or("nothing".to_owned(), ToString::to_string);
            self.misses.push(Miss { verdict, question: case.question.clone(), expected, got: got(outcome) });
        }
    }
}

/// The entry that answered or was offered first.
fn first(outcome: &Outcome) -> Option<&EntryId> {
    match outcome {
        Outcome::Answer(hit) => Some(&hit.entry),
        Outcome::Choices(hits) => hits.first().map(|hit| &hit.entry),
        Outcome::Nothing(_) => None,
    }
}

fn fits(case: &Case, id: &EntryId) -> bool {
    case.expect.as_ref() == Some(id) || case.also.contains(id)
}

fn got(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Answer(hit) => format!("{} ({:.2})", hit.entry, hit.confidence),
        Outcome::Choices(hits) => {
            let ids: Vec<&str> = hits.iter().map(|hit| hit.entry.as_str()).collect();
            format!("choices: {}", ids.join(", "))
        }
        Outcome::Nothing(_) => "nothing".to_owned(),
    }
}

fn verdict(case: &Case, outcome: &Outcome) -> Verdict {
    match (outcome, &case.expect) {
        (Outcome::Nothing(_), None) => Verdict::Right,
        (Outcome::Nothing(_), Some(_)) => Verdict::Refused,
        (Outcome::Answer(hit), _) if fits(case, &hit.entry) => Verdict::Right,
        (Outcome::Answer(_), _) => Verdict::Wrong,
        (Outcome::Choices(hits), _) if hits.iter().any(|hit| fits(case, &hit.entry)) => Verdict::Offered,
        (Outcome::Choices(_), _) => Verdict::Misoffered,
    }
}

/// Whether an answer is about others of the five states than those that the question, or its right answer, is about.
fn is_elsewhere(knowledge: &Knowledge, case: &Case, answer: &EntryId, named: &BTreeSet<&EntityId>) -> bool {
    let region = knowledge.entities.get("central-asia").map(|region| region.members.as_slice()).unwrap_or_default();
    let states = |id: &EntryId| -> BTreeSet<&EntityId> {
        let about = knowledge.entry(id).map(|entry| entry.about.as_slice()).unwrap_or_default();
        about.iter().filter_map(|id| region.iter().find(|state| *state == id)).collect()
    };
    let mut wanted: BTreeSet<&EntityId> = case.expect.iter().flat_map(states).collect();
    wanted.extend(region.iter().filter(|state| named.contains(state)));
    let got = states(answer);
    !wanted.is_empty() && !got.is_empty() && wanted.is_disjoint(&got)
}
