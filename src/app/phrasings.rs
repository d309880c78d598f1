//! The engine on bare phrasings: no quotes, no names, no gate; for measuring it beside others on public sets.

use super::figures::share;
use crate::engine::{Context, Engine, Outcome, Settings};
use crate::knowledge::{Entry, EntryId, Knowledge};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The category of what must not be answered.
const OUT_OF_SCOPE: &str = "oos";

/// A line of a set: a text and the category that answers it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labelled {
    /// What somebody asks.
    pub text: String,
    /// What answers it; `oos` where nothing does.
    pub category: String,
}

/// The figures of the engine on a set.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PhrasingFigures {
    /// Phrasings that the engine was built of.
    pub phrasings: usize,
    /// Categories among them.
    pub categories: usize,
    /// Questions that a category answers.
    pub in_scope: usize,
    /// Questions that none answers.
    pub out_of_scope: usize,
    /// The share of questions in scope whose category comes first, 0 to 1; nothing is held back. Like every share, none
    /// where there is nothing to take it of.
    pub hit1: Option<f64>,
    /// The share whose category is among the first three.
    pub hit3: Option<f64>,
    /// How well confidence parts questions in scope from those out of it: the area under the curve of both rates.
    pub auroc: Option<f64>,
    /// The share in scope answered with the right category, at the engine's own threshold.
    pub answered_right: Option<f64>,
    /// The share out of scope that is not answered, at the engine's own threshold.
    pub refused: Option<f64>,
    /// Milliseconds to train, without calibration.
    pub build_ms: f64,
    /// Milliseconds to calibrate.
    pub calibrate_ms: f64,
    /// Resident memory that the engine takes, in MiB; none where the system does not say.
    pub memory_mib: Option<f64>,
    /// Microseconds to read a question with its repairs and score every category, median; no closer look.
    pub score_us_p50: f64,
    /// Microseconds a question, median.
    pub ask_us_p50: f64,
    /// Microseconds a question, 99th percentile.
    pub ask_us_p99: f64,
}

/// Reads a set: CSV with the columns `text,category`.
///
/// # Errors
/// A sentence with the line that is wrong.
pub fn labelled(text: &str) -> Result<Vec<Labelled>, String> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(|error| format!("{error}; the first line is `text,category`, every other a text and its category"))
}

/// What a measurement is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The engine is being trained.
    Training,
    /// A step of [`super::CALIBRATION_STEPS`] is done.
    Calibrated,
    /// A question was asked.
    Asked,
}

/// Builds an engine of phrasings and asks it questions; `progress` is told what is done.
///
/// # Errors
/// A sentence where there is nothing to build of or to ask.
pub fn measure_phrasings(
    phrasings: &[Labelled],
    questions: &[Labelled],
    settings: Settings,
    progress: impl Fn(Stage) + Sync,
) -> Result<PhrasingFigures, String> {
    let categories: BTreeSet<&str> =
        phrasings.iter().map(|line| line.category.as_str()).filter(|category| *category != OUT_OF_SCOPE).collect();
    if categories.is_empty() {
        return Err(format!(
            "there is nothing to train on: the phrasings need a line below `text,category` whose category is not \
             `{OUT_OF_SCOPE}`"
        ));
    }
    if questions.is_empty() {
        return Err("there is nothing to ask: the questions need a line below `text,category`".to_owned());
    }
    let names: BTreeMap<&str, usize> = categories.iter().copied().zip(0..).collect();
    let trained = phrasings.iter().filter(|line| names.contains_key(line.category.as_str())).count();
    let before = resident();
    progress(Stage::Training);
    let started = Instant::now();
    let engine = Engine::build(Arc::new(bare(&names, phrasings)), settings);
    let build = started.elapsed();
    let memory = resident().zip(before).map(|(after, before)| after - before);
    let started = Instant::now();
    let engine = engine.calibrated(|| progress(Stage::Calibrated));
    let calibrate = started.elapsed();
    let mut sums = Sums::default();
    for question in questions {
        sums.ask(&engine, &names, question);
        progress(Stage::Asked);
    }
    for question in questions {
        sums.score(&engine, question);
    }
    let figures = sums.figures(trained, names.len(), build, calibrate);
    Ok(PhrasingFigures { memory_mib: memory, ..figures })
}

/// The memory of this process that is in use, in MiB, where the system says so.
fn resident() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib / 1024.0)
}

/// Knowledge of phrasings alone.
fn bare(names: &BTreeMap<&str, usize>, phrasings: &[Labelled]) -> Knowledge {
    let mut entries: Vec<Entry> = (0..names.len()).map(|at| Entry::bare(id(at))).collect();
    for line in phrasings {
        if let Some(entry) = names.get(line.category.as_str()).and_then(|at| entries.get_mut(*at)) {
            entry.questions.push(line.text.clone());
        }
    }
    Knowledge {
        entries,
        sources: BTreeMap::new(),
        entities: BTreeMap::new(),
        synonyms: Vec::new(),
        profiles: BTreeMap::new(),
        guard: Vec::new(),
    }
}

/// What came of all questions.
#[derive(Default)]
struct Sums {
    /// Of questions in scope: the place of the right category, from 0.
    places: Vec<Option<usize>>,
    answered_right: usize,
    refused: usize,
    /// Of questions in scope, and of those out of it.
    confidence: [Vec<f64>; 2],
    /// Of all questions: how long the scoring takes alone, and all of asking.
    times: [Vec<Duration>; 2],
}

impl Sums {
    fn ask(&mut self, engine: &Engine, names: &BTreeMap<&str, usize>, question: &Labelled) {
        let context = Context::default();
        let started = Instant::now();
        let decision = engine.ask(&question.text, &context);
        let [_, askings] = &mut self.times;
        askings.push(started.elapsed());
        let explanation = engine.explain(&question.text, &context);
        let first = explanation.candidates.first().map_or(0.0, |first| first.confidence);
        let right = names.get(question.category.as_str()).map(|at| id(*at));
        let Some(right) = right else {
            self.confidence[1].push(first);
            self.refused += usize::from(!matches!(decision.outcome, Outcome::Answer(_)));
            return;
        };
        self.confidence[0].push(first);
        self.places.push(explanation.candidates.iter().position(|candidate| candidate.entry == right));
        self.answered_right += usize::from(matches!(decision.outcome, Outcome::Answer(hit) if hit.entry == right));
    }

    /// By itself, when all have been asked: whichever came second for one question would find its memory warm.
    fn score(&mut self, engine: &Engine, question: &Labelled) {
        let started = Instant::now();
        black_box(engine.sides(black_box(&question.text)));
        let [scorings, _] = &mut self.times;
        scorings.push(started.elapsed());
    }

    fn figures(mut self, phrasings: usize, categories: usize, build: Duration, calibrate: Duration) -> PhrasingFigures {
        self.times.iter_mut().for_each(|times| times.sort_unstable());
        let [scorings, askings] = &self.times;
        let time = |times: &[Duration], share: usize| {
            let at = (times.len() * share / 100).min(times.len().saturating_sub(1));
            times.get(at).map_or(0.0, |time| time.as_secs_f64() * 1e6)
        };
        let [inside, outside] = &self.confidence;
        let within = |most: usize| self.places.iter().filter(|place| place.is_some_and(|at| at < most)).count();
        PhrasingFigures {
            phrasings,
            categories,
            in_scope: inside.len(),
            out_of_scope: outside.len(),
            hit1: rate(within(1), inside.len()),
            hit3: rate(within(3), inside.len()),
            auroc: auroc(inside, outside),
            answered_right: rate(self.answered_right, inside.len()),
            refused: rate(self.refused, outside.len()),
            build_ms: build.as_secs_f64() * 1e3,
            calibrate_ms: calibrate.as_secs_f64() * 1e3,
            memory_mib: None,
            score_us_p50: time(scorings, 50),
            ask_us_p50: time(askings, 50),
            ask_us_p99: time(askings, 99),
        }
    }
}

/// A share, where there is something to take it of.
fn rate(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| share(part, whole))
}

fn id(at: usize) -> EntryId {
    EntryId::parse(&format!("category-{at}")).unwrap_or_else(|_| unreachable!("small letters, a hyphen and digits"))
}

/// The probability that a value from inside is greater than one from outside (Hanley and
/// `McNeil` 1982); ties count half.
fn auroc(inside: &[f64], outside: &[f64]) -> Option<f64> {
    let mut outside = outside.to_vec();
    outside.sort_by(f64::total_cmp);
    let below = inside.iter().map(|value| {
        let less = outside.partition_point(|other| other < value);
        let same = outside.partition_point(|other| other <= value) - less;
        2 * less + same
    });
    rate(below.sum(), 2 * inside.len() * outside.len())
}
