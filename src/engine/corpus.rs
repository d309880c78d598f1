//! The knowledge as lines of text, read once: what the index and the linear scorer are built of.

use super::question::{Question, Reader};
use crate::knowledge::Knowledge;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

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
pub(super) fn learn(knowledge: &Knowledge, reader: &mut Reader) -> Vec<Line> {
    let lines = texts(knowledge).map(|(entry, kind, text)| Line { entry, kind, question: reader.learn(&text) });
    let lines = lines.collect();
    reader.learnt();
    lines
}

/// Reads the same texts with a reader that has learnt them.
pub(super) fn read(knowledge: &Knowledge, reader: &Reader) -> Vec<Line> {
    texts(knowledge).map(|(entry, kind, text)| Line { entry, kind, question: reader.read(&text) }).collect()
}

/// Every phrasing, near miss and answer, with the position of its entry.
fn texts(knowledge: &Knowledge) -> impl Iterator<Item = (usize, LineKind, Cow<'_, str>)> {
    knowledge.entries.iter().enumerate().filter(|(_, entry)| entry.retired.is_none()).flat_map(|(at, entry)| {
        let questions = entry.questions.iter().enumerate().map(|(at, text)| (LineKind::Question(at), text.into()));
        let not = entry.not.iter().enumerate().map(|(at, text)| (LineKind::Not(at), text.into()));
        let quotes = entry.quotes.iter().map(|quote| quote.text.as_str());
        let answer: Vec<&str> = std::iter::once(entry.answer.as_str()).chain(quotes).collect();
        let answer = std::iter::once((LineKind::Answer, answer.join(" ").into()));
        let answer = answer.filter(|(_, text): &(LineKind, Cow<'_, str>)| !text.is_empty());
        questions.chain(not).chain(answer).map(move |(kind, text)| (at, kind, text))
    })
}
