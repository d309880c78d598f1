//! What is made of many lines to learn from them: their features, end to end (a row of its own for each would take
//! twice the room and many times the calls), and a number for the text of each.

use super::features::{self, Features, Value};
use crate::engine::corpus::Line;
use crate::engine::halves::{Threads, halves};
use crate::engine::question::Question;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::BuildHasher;

/// What lines are learnt from, one line behind another.
#[derive(Debug, Default)]
pub(super) struct Vectors {
    values: Vec<Value>,
    /// By line: where its features end.
    ends: Vec<usize>,
    /// By line: a number of its text. Made here, where two threads have the texts at hand.
    texts: Vec<u64>,
}

impl Vectors {
    /// Those of all lines, in one piece for each thread.
    pub(super) fn of(features: &Features, lines: &[&Line], threads: Threads) -> Vec<Self> {
        halves(threads, lines, |lines| {
            let most = lines.iter().map(|line| features::most(&line.question)).sum();
            let (ends, texts) = (Vec::with_capacity(lines.len()), Vec::with_capacity(lines.len()));
            let mut vectors = Self { values: Vec::with_capacity(most), ends, texts };
            // Words stand in many lines, and the runs of each are looked up once.
            let mut words: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
            for Line { question, .. } in lines {
                let mut runs = Vec::with_capacity(3 * question.letters.len());
                for word in question.letters.split_terminator(' ') {
                    runs.extend_from_slice(words.entry(word).or_insert_with(|| features.runs(word)));
                }
                features.add(question, runs, &mut vectors.values);
                vectors.ends.push(vectors.values.len());
                vectors.texts.push(text(question));
            }
            vec![vectors]
        })
    }

    /// The features of each line, and the number of its text.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&[Value], u64)> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let spelt = starts.zip(&self.ends).map(|(start, end)| self.values.get(start..*end).unwrap_or_default());
        spelt.zip(self.texts.iter().copied())
    }
}

/// A number that is the same for texts that are read the same, whatever stands around them.
fn text(question: &Question) -> u64 {
    FxBuildHasher.hash_one((&question.letters, &question.terms))
}
