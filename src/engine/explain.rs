//! What led to a decision, for those who want to know.

use super::Engine;
use super::confidence::Signals;
use super::decide::unreadable;
use super::decision::{Context, Decision};
use super::gate::Gate;
use super::settings::Settings;
use crate::knowledge::EntryId;

/// A decision with everything that led to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The decision.
    pub decision: Decision,
    /// What was compared: names (`@id`), groups of synonyms (`~word`) and stems, each with its weight.
    pub terms: Vec<(String, f64)>,
    /// The entries that came nearest, best first.
    pub candidates: Vec<Candidate>,
    /// The thresholds.
    pub settings: Settings,
}

/// An entry that was considered.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The entry.
    pub entry: EntryId,
    /// Its phrasing that came nearest.
    pub question: String,
    /// How near the entry comes, about -1 to 2.4.
    pub score: f64,
    /// What speaks for it.
    pub signals: Signals,
    /// The probability that it is right, 0 to 1.
    pub confidence: f64,
    /// Whether the question speaks of what it is about, so that it may answer outright.
    pub anchored: bool,
    /// What kept it from answering.
    pub gate: Option<Gate>,
}

impl Engine {
    pub(super) fn explanation(&self, question: &str, context: &Context) -> Explanation {
        let decision = self.ask(question, context);
        // What cannot be read as a question may be of any length: it is not thought through.
        let empty = Context::default();
        let (text, context) = if unreadable(question).is_none() { (question, context) } else { ("", &empty) };
        let thought = self.think(text, context);
        let terms = thought.question.terms.into_iter().map(|term| {
            let weight = f64::from(self.built.model.index.weight(&term));
            (term.text.to_string(), weight)
        });
        let candidates = thought.ranked.iter().zip(&thought.confidence).filter_map(|(ranked, confidence)| {
            let entry = self.knowledge.entries.get(ranked.entry)?;
            Some(Candidate {
                entry: entry.id.clone(),
                question: entry.questions.get(ranked.phrasing)?.clone(),
                score: ranked.score,
                signals: ranked.signals,
                confidence: *confidence,
                anchored: ranked.anchored,
                gate: ranked.gate.clone(),
            })
        });
        Explanation { decision, terms: terms.collect(), candidates: candidates.collect(), settings: self.settings }
    }
}
