//! The knowledge as lines of text, read once: what the index and the linear scorer are built of.

use super::question::{Question, Reader};
use crate::knowledge::Knowledge;
use serde::{Deserialize, Serialize};

/// A text of the knowledge.
#[derive(Debug)]
pub(super) struct Line {
    /// Position in [`Knowledge::entries`].
    pub(super) entry: usize,
    pub(super) kind: LineKind,
    /// As it is read.
    pub(super) question: Question,
}

/// What a text is to its entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum LineKind {
    /// A phrasing, by its position in the entry.
    Question(usize),
    /// A near miss, by its position in the entry.
    Not(usize),
    /// The answer and its quotes.
    Answer,
}

/// Reads all texts of the entries that answer, entry by entry; the reader learns their words.
pub(super) fn read(knowledge: &Knowledge, reader: &mut Reader) -> Vec<Line> {
    let mut lines = Vec::new();
    for (entry, known) in knowledge.entries.iter().enumerate().filter(|(_, entry)| entry.retired.is_none()) {
        let questions = known.questions.iter().enumerate().map(|(at, text)| (LineKind::Question(at), text.clone()));
        let not = known.not.iter().enumerate().map(|(at, text)| (LineKind::Not(at), text.clone()));
        let quotes = known.quotes.iter().map(|quote| quote.text.as_str());
        let answer: Vec<&str> = std::iter::once(known.answer.as_str()).chain(quotes).collect();
        let answer = std::iter::once((LineKind::Answer, answer.join(" "))).filter(|(_, text)| !text.is_empty());
        for (kind, text) in questions.chain(not).chain(answer) {
            lines.push(Line { entry, kind, question: reader.learn(&text) });
        }
    }
    reader.learnt();
    lines
}
