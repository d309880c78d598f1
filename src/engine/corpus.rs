//! The knowledge as lines of text, read once: what the index and the linear scorer are built of.

use super::halves::{Threads, halves};
use super::question::{Question, Reader};
use crate::knowledge::{Knowledge, fold};
use rustc_hash::FxHashMap;
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

impl Line {
    /// Whether it is a phrasing of its entry.
    pub(super) fn is_phrasing(&self) -> bool {
        matches!(self.kind, LineKind::Question(_))
    }
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

/// One in so many lines is read before all others: it holds most terms, and what is known need not be made anew.
const FIRST: usize = 8;

/// Reads all texts of the entries that answer, entry by entry; the reader learns their words.
pub(super) fn learn(knowledge: &Knowledge, reader: &mut Reader) -> Vec<Line> {
    let texts: Vec<_> = texts(knowledge).collect();
    for words in halves(Threads::here(), &texts, |texts| vec![counted(texts)]) {
        reader.meet(words);
    }
    let mut lines = Vec::with_capacity(texts.len());
    let (first, others) = texts.split_at(texts.len() / FIRST);
    for texts in [first, others] {
        for mut line in lines_of(texts, |text| reader.read_as_it_is(text)).into_iter().flatten() {
            reader.learn(&mut line.question);
            lines.push(line);
        }
    }
    lines
}

/// How often each word stands in texts.
fn counted(texts: &[Text<'_>]) -> FxHashMap<String, u32> {
    let mut counts: FxHashMap<String, u32> = FxHashMap::default();
    for word in texts.iter().flat_map(|(.., text)| fold(text)) {
        *counts.entry(word.text).or_default() += 1;
    }
    counts
}

/// Reads the same texts with a reader that has learnt them.
pub(super) fn read(knowledge: &Knowledge, reader: &Reader) -> Vec<Line> {
    lines_of(&texts(knowledge).collect::<Vec<_>>(), |text| reader.read(text)).into_iter().flatten().collect()
}

/// Texts as they are read, in one piece for each thread: who takes them one by one need not join them.
fn lines_of(texts: &[Text<'_>], read: impl Fn(&str) -> Question + Sync) -> Vec<Vec<Line>> {
    halves(Threads::here(), texts, |texts| {
        let line = |(entry, kind, text): &Text<'_>| Line { entry: *entry, kind: *kind, question: read(text) };
        vec![texts.iter().map(line).collect()]
    })
}

/// A text, and what it is to which entry.
type Text<'k> = (usize, LineKind, Cow<'k, str>);

/// Every phrasing, near miss and answer.
fn texts(knowledge: &Knowledge) -> impl Iterator<Item = Text<'_>> {
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
