//! How the index is built: every row is added, then postings are laid and terms weighed.

use super::super::corpus::{Line, LineKind};
use super::{Index, Row};
use crate::knowledge::Knowledge;

/// What a word of talk weighs beside another of its rarity.
pub(super) const TALK: f64 = 0.25;

/// What a name weighs beside another term of its rarity: the gate already holds names against entries,
/// so that they tell less about what is asked of them.
const NAME: f64 = 0.5;

/// Stems with which people lead into a question: they tell who talks, not what is asked.
const TALK_WORDS: &[&str] = &[
    "so", "ok", "okay", "hey", "hi", "hello", "pls", "plz", "pleas", "tell", "me", "just", "realli", "actual", "like",
    "guy", "anyon", "anybodi", "somebodi", "someon", "know", "wonder", "curious", "quick", "question", "thing",
    "stuff", "what", "remind", "explain", "heard", "rememb", "guess", "kinda", "basic", "honest", "btw", "bot",
    "random", "essay", "asap", "lmao", "haha", "lol", "bro", "dude", "mate", "thank", "thx", "can", "could", "would",
    "you", "i", "im", "ive", "my", "your", "we", "ever", "even", "again", "sure", "right", "yeah", "wait", "um", "uh",
    "well", "dont", "didnt", "isnt", "idk",
];

/// Whether a stem is a word of talk.
pub(in crate::engine) fn is_talk(stem: &str) -> bool {
    TALK_WORDS.contains(&stem)
}

/// Builds the index of a snapshot.
pub(super) fn index(knowledge: &Knowledge, lines: &[Line]) -> Index {
    let mut draft = Draft::default();
    let dated = knowledge.entries.iter().map(|entry| {
        let events = entry.events.iter().map(|event| event.date.year);
        events.chain(std::iter::once(entry.as_of.year)).collect()
    });
    draft.index.years = dated.collect();
    draft.index.amounts = vec![false; knowledge.entries.len()];
    for line in lines {
        draft.add(line);
    }
    draft.finish()
}

/// An index in the making: rows are added, then the postings are laid end to end.
#[derive(Default)]
struct Draft {
    index: Index,
    /// By feature: row and count.
    postings: Vec<Vec<(u32, u32)>>,
}

impl Draft {
    fn add(&mut self, line: &Line) {
        let Line { entry, kind, question } = line;
        let row = small(self.index.rows.len());
        let mut before = None;
        for term in &question.terms {
            let term = self.term(term);
            self.post(term, row);
            if let Some(before) = before.replace(term) {
                let pair = self.pair(before, term);
                self.post(pair, row);
            }
        }
        self.index.rows.push(Row { entry: *entry, kind: *kind, length: small(question.terms.len()), weight: 0.0 });
        if let Some(years) = self.index.years.get_mut(*entry).filter(|_| !matches!(kind, LineKind::Not(_))) {
            years.extend(&question.years);
        }
        if let Some(amount) = self.index.amounts.get_mut(*entry).filter(|_| *kind == LineKind::Answer) {
            *amount = question.has_amount;
        }
    }

    /// The feature of a term, made where it is new.
    fn term(&mut self, term: &str) -> u32 {
        if let Some(known) = self.index.terms.get(term) {
            return *known;
        }
        let new = small(self.postings.len());
        self.index.terms.insert(term.to_owned(), new);
        self.postings.push(Vec::new());
        new
    }

    /// The feature of two neighbouring terms, made where it is new.
    fn pair(&mut self, before: u32, term: u32) -> u32 {
        let new = small(self.postings.len());
        let known = *self.index.pairs.entry((before, term)).or_insert(new);
        if known == new {
            self.postings.push(Vec::new());
        }
        known
    }

    fn post(&mut self, feature: u32, row: u32) {
        let Some(rows) = self.postings.get_mut(feature as usize) else {
            return;
        };
        match rows.last_mut() {
            Some((last, times)) if *last == row => *times += 1,
            _ => rows.push((row, 1)),
        }
    }

    fn finish(mut self) -> Index {
        self.lay_postings();
        self.weigh_terms();
        self.weigh_rows();
        self.index
    }

    /// Lays the postings end to end, and weighs each feature by how few entries have it.
    fn lay_postings(&mut self) {
        let index = &mut self.index;
        let entries = index.rows.chunk_by(|a, b| a.entry == b.entry).count();
        for rows in &self.postings {
            index.starts.push(small(index.postings.len()));
            index.postings.extend_from_slice(rows);
            let owners = rows.iter().filter_map(|(row, _)| index.rows.get(*row as usize)).map(|row| row.entry);
            let mut owners: Vec<usize> = owners.collect();
            owners.dedup();
            index.idf.push(idf(entries, owners.len()));
        }
        index.starts.push(small(index.postings.len()));
        index.unseen = idf(entries, 1);
    }

    /// Names and words of talk weigh less than their rarity.
    fn weigh_terms(&mut self) {
        let Index { terms, idf, .. } = &mut self.index;
        let names = terms.iter().filter(|(term, _)| term.starts_with('@')).map(|(_, feature)| (*feature, NAME));
        let talk = TALK_WORDS.iter().filter_map(|word| Some((*terms.get(*word)?, TALK)));
        for (feature, share) in names.chain(talk) {
            if let Some(told) = idf.get_mut(feature as usize) {
                *told *= share;
            }
        }
    }

    /// A row weighs what its distinct terms weigh.
    fn weigh_rows(&mut self) {
        let Index { terms, idf, rows, .. } = &mut self.index;
        for feature in terms.values() {
            let told = idf.get(*feature as usize).copied().unwrap_or(0.0);
            for (row, _) in self.postings.get(*feature as usize).into_iter().flatten() {
                if let Some(row) = rows.get_mut(*row as usize) {
                    row.weight += told;
                }
            }
        }
        let total: f64 = rows.iter().map(|row| f64::from(row.length)).sum();
        self.index.mean_length = total / count(self.index.rows.len()).max(1.0);
    }
}

/// Inverse document frequency over entries, never negative: a word of all phrasings of one entry still tells it.
fn idf(entries: usize, with: usize) -> f64 {
    let (all, with) = (count(entries), count(with));
    (1.0 + (all - with + 0.5).max(0.0) / (with + 0.5)).ln()
}

/// A position as the index keeps it.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A count as a number to reckon with.
#[expect(clippy::cast_precision_loss, reason = "rows are far fewer than 2^52")]
fn count(number: usize) -> f64 {
    number as f64
}
