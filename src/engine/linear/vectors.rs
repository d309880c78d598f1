//! The features of many lines, end to end: a row of its own for each would take twice the room and many times the calls.

use super::features::{self, Features, Value};
use crate::engine::corpus::Line;
use crate::engine::halves::{Threads, halves};
use rustc_hash::FxHashMap;

/// The features of lines, one line behind another.
#[derive(Debug, Default)]
pub(super) struct Vectors {
    values: Vec<Value>,
    /// By line: where its features end.
    ends: Vec<usize>,
}

impl Vectors {
    /// Those of all lines, in one piece for each thread.
    pub(super) fn of(features: &Features, lines: &[&Line], threads: Threads) -> Vec<Self> {
        halves(threads, lines, |lines| {
            let most = lines.iter().map(|line| features::most(&line.question)).sum();
            let mut vectors = Self { values: Vec::with_capacity(most), ends: Vec::with_capacity(lines.len()) };
            // Words stand in many lines, and the runs of each are looked up once.
            let mut words: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
            for Line { question, .. } in lines {
                let mut runs = Vec::with_capacity(3 * question.letters.len());
                for word in question.letters.split_terminator(' ') {
                    runs.extend_from_slice(words.entry(word).or_insert_with(|| features.runs(word)));
                }
                features.add(question, runs, &mut vectors.values);
                vectors.ends.push(vectors.values.len());
            }
            vec![vectors]
        })
    }

    /// The features of each line.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[Value]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| self.values.get(start..*end).unwrap_or_default())
    }
}
