//! The texts of the knowledge, entry by entry: how much of a question each holds, and of each a question.

mod lanes;
mod measure;
mod texts;
mod weights;

pub(super) use lanes::Lanes;
pub(super) use measure::{Measured, Sheet};
pub(super) use weights::is_talk;

use super::corpus::{Line, LineKind};
use super::kind::Kinds;
use super::vocabulary::{Term, Vocabulary};
use crate::knowledge::Knowledge;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use texts::Texts;
use weights::Weights;

/// The texts of the entries, and what each entry holds.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Index {
    weights: Weights,
    texts: Texts,
    /// By entry.
    facts: Vec<Facts>,
}

/// What an entry holds beside its terms.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Facts {
    /// Every year: in its phrasings, answer, quotes, events and date.
    years: BTreeSet<i16>,
    /// Whether the answer or its quotes hold an amount: a number that is no year.
    amount: bool,
    /// The kinds of fact that its phrasings ask for.
    kinds: Kinds,
}

impl Index {
    /// Builds the index of a snapshot of its lines, which lie entry by entry.
    pub(super) fn build(knowledge: &Knowledge, vocabulary: &Vocabulary, lines: &[&Line]) -> Self {
        let weights = Weights::of(vocabulary, lines);
        let texts = Texts::of(knowledge.entries.len(), lines, &weights);
        let dated = knowledge.entries.iter().map(|entry| {
            let events = entry.events.iter().map(|event| event.date.year);
            Facts { years: events.chain(std::iter::once(entry.as_of.year)).collect(), ..Facts::default() }
        });
        let mut facts: Vec<Facts> = dated.collect();
        for line in lines {
            if let Some(facts) = facts.get_mut(line.entry) {
                facts.add(line);
            }
        }
        Self { weights, texts, facts }
    }

    /// Every year that an entry holds: in its phrasings, answer, quotes, events and date.
    pub(super) fn years(&self, entry: usize) -> Option<&BTreeSet<i16>> {
        self.facts.get(entry).map(|facts| &facts.years)
    }

    /// Whether an entry's answer or its quotes hold an amount: a number that is no year.
    pub(super) fn has_amount(&self, entry: usize) -> bool {
        self.facts.get(entry).is_some_and(|facts| facts.amount)
    }

    /// The kinds of fact that an entry's phrasings ask for.
    pub(super) fn kinds(&self, entry: usize) -> Kinds {
        self.facts.get(entry).map(|facts| facts.kinds).unwrap_or_default()
    }

    /// The terms of an entry's phrasings and answer.
    pub(super) fn terms(&self, entry: usize) -> BTreeSet<u32> {
        self.texts.entry(entry).terms().filter(|stands| stands.own).map(|stands| stands.term).collect()
    }

    /// The weight of a term: what it says about a question.
    pub(super) fn weight(&self, term: &Term) -> f32 {
        self.weights.of_term(term)
    }
}

impl Facts {
    fn add(&mut self, Line { kind, question, .. }: &Line) {
        match kind {
            LineKind::Question(_) => self.kinds = self.kinds.and(question.kinds),
            LineKind::Answer => self.amount = question.has_amount,
            LineKind::Not(_) => return,
        }
        self.years.extend(&question.years);
    }
}

/// A count as a number to reckon with.
#[expect(clippy::cast_precision_loss, reason = "entries and names are fewer than 2^24")]
fn count(number: usize) -> f32 {
    number as f32
}
