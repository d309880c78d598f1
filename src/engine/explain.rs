//! What led to a decision, for those who want to know.

use super::Engine;
use super::decide::unreadable;
use super::decision::{Context, Decision};
use super::gate::Gate;
use super::question::Question;
use super::settings::Settings;
use super::signals::Signals;
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
    /// What spoke for the first of them that may answer.
    pub why: Option<Why>,
    /// The thresholds.
    pub settings: Settings,
}

/// What spoke for an entry, part by part; together with a constant its side of the linear scorer.
#[derive(Debug, Clone, PartialEq)]
pub struct Why {
    /// The entry.
    pub entry: EntryId,
    /// What each term of the question adds, in the question's order; 0 where it says nothing.
    pub terms: Vec<(String, f64)>,
    /// What neighbouring terms add.
    pub pairs: f64,
    /// What the letters of its words add.
    pub letters: f64,
    /// What the direction of its meaning adds.
    pub meaning: f64,
    /// Terms that the entry does not have, each with the nearest that it has and how near that is, 0 to 1.
    pub joined: Vec<(String, String, f64)>,
}

/// An entry that was considered.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The entry.
    pub entry: EntryId,
    /// Its phrasing that came nearest.
    pub question: String,
    /// How near the entry comes; more is nearer.
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
        let open = thought.ranked.iter().zip(&thought.confidence).filter(|(ranked, _)| ranked.gate.is_none());
        let first = open.max_by(|(_, a), (_, b)| a.total_cmp(b));
        let why = first.and_then(|(ranked, _)| self.why(&thought.question, ranked.entry));
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
        Explanation { decision, terms: terms.collect(), candidates: candidates.collect(), why, settings: self.settings }
    }

    fn why(&self, question: &Question, entry: usize) -> Option<Why> {
        let (reasons, joined) = self.ranker().reasons(question, entry);
        let text = |at: usize| question.terms.get(at).map(|term| term.text.to_string());
        let vocabulary = self.built.reader.vocabulary();
        let joined = joined
            .into_iter()
            .filter_map(|joined| Some((text(joined.at)?, vocabulary.text(joined.to)?.to_owned(), joined.near)));
        Some(Why {
            entry: self.knowledge.entries.get(entry)?.id.clone(),
            terms: reasons.by_term.iter().enumerate().filter_map(|(at, adds)| Some((text(at)?, *adds))).collect(),
            pairs: reasons.pairs,
            letters: reasons.letters,
            meaning: reasons.meaning,
            joined: joined.collect(),
        })
    }
}
