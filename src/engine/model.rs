//! What is built of the lines of the knowledge: the index and the linear scorer.

use super::corpus::Line;
use super::gate::Gates;
use super::halves::{Threads, halves};
use super::index::Index;
use super::linear::Linear;
use super::meaning::{Meanings, Sentence};
use super::rank::Ranker;
use super::vocabulary::Vocabulary;
use crate::knowledge::Knowledge;
use serde::{Deserialize, Serialize};

/// The index and the linear scorer of a set of lines.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Model {
    pub(super) index: Index,
    pub(super) linear: Linear,
}

impl Model {
    /// Builds both. The same lines always give the same model.
    pub(super) fn build(
        knowledge: &Knowledge,
        vocabulary: &Vocabulary,
        meanings: &Meanings,
        lines: &[&Line],
        threads: Threads,
    ) -> Self {
        let index = Index::build(knowledge, vocabulary, lines);
        let direction = |line: &&Line| meanings.sentence(&line.question.terms, |term| index.weight(term).sqrt());
        let sentences: Vec<Option<Sentence>> = halves(threads, lines, |lines| lines.iter().map(direction).collect());
        let linear = Linear::train(lines, &sentences, knowledge.entries.len(), threads);
        Self { index, linear }
    }

    /// What ranks the entries for a question.
    pub(super) fn ranker<'m>(
        &'m self,
        knowledge: &'m Knowledge,
        gates: &'m Gates,
        meanings: &'m Meanings,
    ) -> Ranker<'m> {
        Ranker { knowledge, gates, meanings, index: &self.index, linear: &self.linear }
    }
}
