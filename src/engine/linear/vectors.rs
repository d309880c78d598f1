//! The features of many lines, end to end: a row of its own for each would take twice the room and many times the calls.

use super::features::{Features, Value};
use crate::engine::corpus::Line;
use crate::engine::halves::{Threads, halves};
use crate::engine::meaning::Sentence;

/// The features of lines, one line behind another.
#[derive(Debug, Default)]
pub(super) struct Vectors {
    values: Vec<Value>,
    /// By line: where its features end.
    ends: Vec<usize>,
}

impl Vectors {
    /// Those of all lines, in one piece for each thread.
    pub(super) fn of(
        features: &Features,
        lines: &[&Line],
        sentences: &[Option<Sentence>],
        threads: Threads,
    ) -> Vec<Self> {
        let pairs: Vec<_> = lines.iter().zip(sentences).collect();
        halves(threads, &pairs, |pairs| {
            let mut vectors = Self::default();
            for (line, sentence) in pairs {
                features.add(&line.question, sentence.as_ref(), &mut vectors.values);
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
