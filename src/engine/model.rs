//! What is built of the lines of the knowledge: the index and the linear scorer.

use super::corpus::Line;
use super::gate::Gates;
use super::halves::{Threads, both, halves};
use super::index::Index;
use super::linear::{Features, Linear};
use super::meaning::Meanings;
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
        let (index, features) = both(
            threads,
            || Index::build(knowledge, vocabulary, lines),
            || Features::of(lines.iter().map(|line| &line.question)),
        );
        let direction = |line: &&Line| meanings.sentence(&line.question.terms, |term| index.weight(term).sqrt());
        // In one piece for each thread: to join them would be to copy them.
        let sentences = halves(threads, lines, |lines| vec![lines.iter().map(direction).collect()]);
        let linear = Linear::train(features, lines, sentences, knowledge.entries.len(), threads);
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

#[cfg(test)]
mod tests {
    use super::{Meanings, Model, Threads};
    use crate::engine::corpus;
    use crate::engine::question::Reader;
    use crate::knowledge::{Entry, EntryId, Knowledge};
    use std::collections::BTreeMap;

    fn entry(id: &str, questions: &[&str]) -> Entry {
        let id = EntryId::parse(id).unwrap_or_else(|_| unreachable!("`{id}` is an id"));
        Entry { questions: questions.iter().map(|text| (*text).to_owned()).collect(), ..Entry::bare(id) }
    }

    #[test]
    fn one_thread_learns_what_two_learn() {
        let knowledge = Knowledge {
            entries: vec![
                entry("bread", &["how much flour goes into bread", "when is the dough folded"]),
                entry("guitar", &["how do I tune a guitar", "which string is the thickest", "what is a capo for"]),
                entry("garden", &["when are roses cut back", "how much water does a rose need"]),
            ],
            sources: BTreeMap::new(),
            entities: BTreeMap::new(),
            synonyms: Vec::new(),
            profiles: BTreeMap::new(),
            guard: Vec::new(),
        };
        let mut reader = Reader::new(&knowledge);
        let lines = corpus::learn(&knowledge, &mut reader);
        let lines: Vec<_> = lines.iter().collect();
        let meanings = Meanings::build(reader.vocabulary());
        let learnt = |threads| {
            let model = Model::build(&knowledge, reader.vocabulary(), &meanings, &lines, threads);
            (postcard::to_stdvec(&model).unwrap_or_default(), model.linear.weights().to_vec())
        };
        let one = learnt(Threads::One);
        assert!(!one.0.is_empty() && !one.1.is_empty() && one == learnt(Threads::Two));
    }
}
