//! The decision: answer, choices or nothing.

use super::Engine;
use super::decision::{Context, Decision, Hit, Outcome, Reason};
use super::follow_up;
use super::gate::Gate;
use super::question::Question;
use super::rank::Ranked;
use crate::knowledge::{EntityId, Entry};
use std::collections::BTreeSet;
use unicode_script::{Script, UnicodeScript};

/// The longest question, in characters: what a chat message holds.
const MAX_CHARACTERS: usize = 2000;
/// Fewer words than this are no question of their own beside another.
const MIN_PART_WORDS: usize = 3;
/// How many entries are named as nearest when nothing answers.
const NEAREST: usize = 3;

/// The weights of the confidence: a logistic model of whether the best entry is right, fitted by
/// `chaikhana eval --fit` on tests/golden/validation.toml (see docs/ARCHITECTURE.md).
#[derive(Debug, Clone, Copy)]
struct Weights {
    bias: f64,
    /// Of how near the best phrasing comes.
    best: f64,
    /// Of the lead over the next entry that says something else.
    margin: f64,
    /// Of the share of the question that the entry knows.
    covered: f64,
}

const WEIGHTS: Weights = Weights { bias: -6.0, best: 4.0, margin: 4.0, covered: 5.0 };

/// A question thought through.
#[derive(Debug, Clone)]
pub(super) struct Thought {
    pub(super) question: Question,
    pub(super) carried: Vec<EntityId>,
    pub(super) ranked: Vec<Ranked>,
    /// Beside `ranked`.
    pub(super) confidence: Vec<f64>,
    pub(super) outcome: Outcome,
}

impl Engine {
    pub(super) fn decide(&self, text: &str, context: &Context) -> Decision {
        if let Some(reason) = unreadable(text) {
            return Decision::nothing(reason);
        }
        let whole = self.think(text, context);
        let parts = parts(text);
        if parts.len() < 2 || matches!(whole.outcome, Outcome::Answer(_)) {
            return self.decision(&whole, 1);
        }
        self.decide_parts(&parts, &whole, context)
    }

    /// Reads, ranks and decides one question.
    pub(super) fn think(&self, text: &str, context: &Context) -> Thought {
        let asked = self.reader.read(text);
        let (question, carried) = match &context.previous {
            Some(previous) => follow_up::resolve(asked, &self.reader.read(previous)),
            None => (asked, Vec::new()),
        };
        let ranked = self.rank(&question);
        let confidence = self.confidence(&ranked);
        let outcome = self.outcome(&question, &ranked, &confidence);
        Thought { question, carried, ranked, confidence, outcome }
    }

    fn decision(&self, thought: &Thought, parts: usize) -> Decision {
        let newest = self.knowledge.newest_source().map_or(i16::MAX, |date| date.year);
        Decision {
            outcome: thought.outcome.clone(),
            entities: thought.question.mentions.clone(),
            carried: thought.carried.clone(),
            repairs: thought.question.repairs.clone(),
            asks_about_now: thought.question.now || thought.question.years.iter().any(|year| *year > newest),
            confidence: thought.confidence.iter().copied().fold(0.0, f64::max),
            parts,
        }
    }

    /// Two questions in one: each is answered for itself; two answers are offered as choices.
    fn decide_parts(&self, parts: &[&str], whole: &Thought, context: &Context) -> Decision {
        let mut context = context.clone();
        let mut hits: Vec<Hit> = Vec::new();
        for part in parts {
            if let Outcome::Answer(hit) = self.think(part, &context).outcome
                && !hits.iter().any(|other| other.entry == hit.entry)
            {
                hits.push(hit);
            }
            context.previous = Some((*part).to_owned());
        }
        hits.truncate(self.settings.max_choices);
        let mut decision = self.decision(whole, parts.len());
        match hits.len() {
            0 => decision.parts = 1,
            1 => decision.outcome = hits.pop().map_or(decision.outcome, Outcome::Answer),
            _ => decision.outcome = Outcome::Choices(hits),
        }
        if let Outcome::Answer(hit) = &decision.outcome {
            decision.confidence = hit.confidence;
        }
        decision
    }

    /// The probability that each candidate is right.
    fn confidence(&self, ranked: &[Ranked]) -> Vec<f64> {
        ranked
            .iter()
            .enumerate()
            .map(|(at, candidate)| {
                if candidate.gate.is_some() {
                    return 0.0;
                }
                let rivals = ranked
                    .iter()
                    .enumerate()
                    .filter(|(i, other)| *i != at && other.gate.is_none() && !self.says_the_same(candidate, other));
                let next = rivals.map(|(_, other)| other.score).fold(0.0, f64::max);
                let margin = (candidate.score - next).clamp(-1.0, 1.0);
                let w = WEIGHTS;
                let z = w.bias + w.best * candidate.best + w.margin * margin + w.covered * candidate.covered;
                1.0 / (1.0 + (-z).exp())
            })
            .collect()
    }

    /// Whether two entries tell one matter: the same passage proves both, or one replaces the other.
    fn says_the_same(&self, a: &Ranked, b: &Ranked) -> bool {
        let entries = &self.knowledge.entries;
        let Some((a, b)) = entries.get(a.entry).zip(entries.get(b.entry)) else {
            return false;
        };
        let shared = a.quotes.iter().any(|qa| b.quotes.iter().any(|qb| qa.text == qb.text && qa.source == qb.source));
        shared || a.supersedes.contains(&b.id) || b.supersedes.contains(&a.id)
    }

    fn outcome(&self, question: &Question, ranked: &[Ranked], confidence: &[f64]) -> Outcome {
        let mut open: Vec<(&Ranked, f64)> =
            ranked.iter().zip(confidence.iter().copied()).filter(|(r, _)| r.gate.is_none()).collect();
        open.sort_by(|a, b| b.1.total_cmp(&a.1));
        let mut hits: Vec<Hit> = Vec::new();
        for (candidate, confidence) in open {
            let Some(hit) = self.hit(question, candidate, confidence) else {
                continue;
            };
            if confidence >= self.settings.offer_at && !hits.iter().any(|other| other.entry == hit.entry) {
                hits.push(hit);
            }
        }
        hits.truncate(self.settings.max_choices);
        match hits.as_slice() {
            [] => Outcome::Nothing(self.reason(question, ranked)),
            [best, ..] if best.confidence >= self.settings.answer_at => Outcome::Answer(best.clone()),
            _ => Outcome::Choices(hits),
        }
    }

    /// The hit of a candidate: the newest entry of its chain, unless the question names the older date.
    fn hit(&self, question: &Question, candidate: &Ranked, confidence: f64) -> Option<Hit> {
        let matched = self.knowledge.entries.get(candidate.entry)?;
        let entry = self.newest(question, matched);
        let phrasing = if entry.id == matched.id { candidate.phrasing } else { 0 };
        let question = entry.questions.get(phrasing).map_or(entry.title(), String::as_str);
        Some(Hit { entry: entry.id.clone(), question: question.to_owned(), confidence })
    }

    /// Follows the chain of what superseded an entry, as far as the gate lets the question go.
    fn newest<'k>(&'k self, question: &Question, entry: &'k Entry) -> &'k Entry {
        let mut newest = entry;
        let mut seen = BTreeSet::from([&entry.id]);
        let dated = question.years.contains(&entry.as_of.year);
        while let Some(next) = self.knowledge.live().find(|other| other.supersedes.contains(&newest.id)) {
            let open = super::gate::blocks(&self.knowledge, question, next).is_none();
            if dated || !open || !seen.insert(&next.id) {
                break;
            }
            newest = next;
        }
        newest
    }

    fn reason(&self, question: &Question, ranked: &[Ranked]) -> Reason {
        let covered = |id: &&EntityId| self.knowledge.entities.get(*id).is_none_or(|entity| entity.covered);
        let named: Vec<&EntityId> = question.entities().collect();
        let strangers: Vec<EntityId> = named.iter().copied().filter(|id| !covered(id)).cloned().collect();
        if !strangers.is_empty() {
            return Reason::NotCovered(strangers);
        }
        let apart = named.len() > 1 && ranked.iter().all(|candidate| matches!(candidate.gate, Some(Gate::Entity(_))));
        if apart {
            return Reason::NotTogether(named.into_iter().cloned().collect());
        }
        let open = ranked.iter().filter(|candidate| !matches!(candidate.gate, Some(Gate::Entity(_))));
        let entries = open.filter_map(|candidate| self.knowledge.entries.get(candidate.entry));
        let nearest = if question.mentions.is_empty() {
            Vec::new()
        } else {
            entries.take(NEAREST).map(|entry| entry.id.clone()).collect()
        };
        Reason::Unknown { nearest }
    }
}

impl Decision {
    fn nothing(reason: Reason) -> Self {
        Self {
            outcome: Outcome::Nothing(reason),
            entities: Vec::new(),
            carried: Vec::new(),
            repairs: Vec::new(),
            asks_about_now: false,
            confidence: 0.0,
            parts: 1,
        }
    }
}

/// Why a text cannot be read as a question at all.
fn unreadable(text: &str) -> Option<Reason> {
    let characters = text.chars().count();
    if characters > MAX_CHARACTERS {
        return Some(Reason::TooLong { characters, most: MAX_CHARACTERS });
    }
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (latin, other): (Vec<char>, Vec<char>) = letters.partition(|c| c.script() == Script::Latin);
    if other.len() > latin.len() {
        return Some(Reason::OtherScript);
    }
    latin.is_empty().then_some(Reason::Empty)
}

/// The questions of a text: cut behind question marks, short remainders joined to what stands before.
fn parts(text: &str) -> Vec<&str> {
    let cut = text.split_inclusive('?').map(str::trim);
    cut.filter(|part| part.split_whitespace().count() >= MIN_PART_WORDS).collect()
}
