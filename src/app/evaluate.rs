//! How well the bot answers labelled questions.

use super::App;
use super::confusion::Confusion;
use crate::engine::{Context, Outcome, Sample, Signals, fit_weights};
use crate::knowledge::{self, Case, EntityId, EntryId, Knowledge};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;

/// What became of one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// The right entry answered, or nothing did where nothing may.
    Right,
    /// The right entry was among the choices.
    Offered,
    /// Choices were offered, none of them right.
    Misoffered,
    /// Nothing answered, though an entry could.
    Refused,
    /// A wrong entry answered, or one did where nothing may.
    Wrong,
}

/// How often each verdict fell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// See [`Verdict::Right`].
    pub right: usize,
    /// See [`Verdict::Offered`].
    pub offered: usize,
    /// See [`Verdict::Misoffered`].
    pub misoffered: usize,
    /// See [`Verdict::Refused`].
    pub refused: usize,
    /// See [`Verdict::Wrong`].
    pub wrong: usize,
    /// Of the wrong answers, those about another of the states than the question's.
    pub wrong_country: usize,
}

impl Tally {
    /// How many questions there were.
    pub fn total(self) -> usize {
        self.right + self.offered + self.misoffered + self.refused + self.wrong
    }

    /// The share of all that a count of them is, 0 to 1.
    pub fn share(self, count: usize) -> f64 {
        share(count, self.total())
    }

    fn count(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Right => self.right += 1,
            Verdict::Offered => self.offered += 1,
            Verdict::Misoffered => self.misoffered += 1,
            Verdict::Refused => self.refused += 1,
            Verdict::Wrong => self.wrong += 1,
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.offered += other.offered;
        self.misoffered += other.misoffered;
        self.refused += other.refused;
        self.wrong += other.wrong;
        self.wrong_country += other.wrong_country;
    }
}

/// A question that did not go right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miss {
    /// What became of it.
    pub verdict: Verdict,
    /// Its words.
    pub question: String,
    /// The entry that should have answered, or `nothing`.
    pub expected: String,
    /// What came.
    pub got: String,
}

/// Outright answers of about the same confidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// The least confidence of the band.
    pub from: f64,
    /// Where the next one begins.
    pub to: f64,
    /// How many answers.
    pub answers: usize,
    /// Their mean confidence.
    pub said: f64,
    /// The share of them that was right.
    pub right: f64,
}

/// The figures of a set of questions.
#[derive(Debug, Clone, Default)]
pub struct Evaluation {
    /// Questions that an entry answers, by group.
    pub answerable: BTreeMap<String, Tally>,
    /// Questions that nothing may answer, by group.
    pub unanswerable: BTreeMap<String, Tally>,
    /// All questions, by style.
    pub styles: BTreeMap<String, Tally>,
    /// Outright answers: their confidence, and whether they were right.
    pub answers: Vec<(f64, bool)>,
    /// Which entry came first where another should have.
    pub confusion: Confusion,
    /// What did not go right.
    pub misses: Vec<Miss>,
}

impl Evaluation {
    /// The sums over all answerable and over all unanswerable questions.
    pub fn totals(&self) -> (Tally, Tally) {
        let sum = |tallies: &BTreeMap<String, Tally>| {
            tallies.values().fold(Tally::default(), |mut sum, tally| {
                sum += *tally;
                sum
            })
        };
        (sum(&self.answerable), sum(&self.unanswerable))
    }

    /// The share of all questions that went right, 0 to 1.
    pub fn right_share(&self) -> f64 {
        let (answerable, unanswerable) = self.totals();
        share(answerable.right + unanswerable.right, answerable.total() + unanswerable.total())
    }

    /// Outright answers in bands of confidence; those without answers are left out.
    pub fn calibration(&self) -> Vec<Band> {
        let edges = [0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0];
        let bands = edges.array_windows().map(|[from, to]| self.band(*from, *to));
        bands.filter(|band| band.answers > 0).collect()
    }

    fn band(&self, from: f64, to: f64) -> Band {
        let inside: Vec<&(f64, bool)> =
            self.answers.iter().filter(|(c, _)| *c >= from && (*c < to || to >= 1.0)).collect();
        let right = inside.iter().filter(|(_, right)| *right).count();
        let said = inside.iter().map(|(c, _)| c).sum::<f64>() / number(inside.len()).max(1.0);
        Band { from, to, answers: inside.len(), said, right: share(right, inside.len()) }
    }

    /// The expected calibration error of outright answers: the mean distance of confidence and truth (Naeini 2015).
    pub fn calibration_error(&self) -> f64 {
        let all = number(self.answers.len()).max(1.0);
        self.calibration().iter().map(|band| number(band.answers) / all * (band.said - band.right).abs()).sum()
    }
}

/// A share, 0 where there is nothing to share.
pub(super) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { number(part) / number(whole) }
}

#[expect(clippy::cast_precision_loss, reason = "counts of questions are far below 2^52")]
fn number(count: usize) -> f64 {
    count as f64
}

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
