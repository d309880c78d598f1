//! The fingerprint of a document: its shape and the hashes of its runs, none of its text.

use super::document::Document;
use super::word::words;
use serde::{Deserialize, Serialize};
use siphasher::sip::SipHasher24;
use std::collections::HashMap;
use std::fmt::{self, Display, Write};
use std::hash::Hasher;
use std::ops::Range;

/// How many words in a row are hashed together.
pub const RUN: usize = 4;

/// The first line of a fingerprint file.
const HEADER: &str = "chaikhana-fingerprint 1";

/// Begins the last line, which gives the number of sentences: without it, a part of the file would pass for the whole.
const END: &str = "end ";

/// What proves the quotes of one document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Fingerprint {
    key: [u8; 16],
    sections: Vec<SectionMark>,
    sentences: Vec<SentenceMark>,
    /// By word position: the hash of the run that begins there; none at the end of a paragraph.
    runs: Vec<Option<u64>>,
    /// By hash: the positions at which the run stands.
    index: HashMap<u64, Vec<usize>>,
}

/// A section of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionMark {
    /// The heading; empty for what stands before the first one.
    pub title: String,
    /// Whether it holds footnotes, which do not count for coverage.
    pub footnotes: bool,
}

/// A sentence of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentenceMark {
    /// Position in [`Fingerprint::sections`].
    pub section: usize,
    /// Counted through the whole document, from 0.
    pub paragraph: usize,
    /// Word positions, counted through the whole document.
    pub words: Range<usize>,
}

impl Fingerprint {
    /// Takes the fingerprint of a cleaned document. The same `name` and document give the same bytes.
    pub fn of(document: &Document, name: &str) -> Self {
        let mut made = Self::empty(key(name));
        let mut paragraph = 0;
        for section in &document.sections {
            made.sections.push(SectionMark { title: section.title.clone(), footnotes: section.footnotes });
            // The file has no line for a paragraph without sentences.
            for text in section.paragraphs.iter().filter(|text| !text.sentences.is_empty()) {
                made.push_paragraph(&text.sentences, paragraph);
                paragraph += 1;
            }
        }
        made.indexed()
    }

    fn empty(key: [u8; 16]) -> Self {
        Self { key, sections: Vec::new(), sentences: Vec::new(), runs: Vec::new(), index: HashMap::new() }
    }

    fn push_paragraph(&mut self, sentences: &[String], paragraph: usize) {
        let start = self.runs.len();
        let mut all: Vec<String> = Vec::new();
        for sentence in sentences {
            let from = start + all.len();
            all.extend(words(sentence));
            self.sentences.push(SentenceMark {
                section: self.sections.len().saturating_sub(1),
                paragraph,
                words: from..start + all.len(),
            });
        }
        let runs: Vec<u64> = self.hashes(&all).collect();
        let open = all.len() - runs.len();
        self.runs.extend(runs.into_iter().map(Some));
        self.runs.extend(std::iter::repeat_n(None, open));
    }

    fn indexed(mut self) -> Self {
        for (at, run) in self.runs.iter().enumerate() {
            if let Some(hash) = run {
                self.index.entry(*hash).or_default().push(at);
            }
        }
        self
    }

    /// The hashes of the runs of a list of words, in order.
    pub(super) fn hashes<'a>(&'a self, words: &'a [String]) -> impl Iterator<Item = u64> + 'a {
        words.windows(RUN).map(|run| {
            let mut hasher = SipHasher24::new_with_key(&self.key);
            for word in run {
                hasher.write(word.as_bytes());
                hasher.write_u8(0);
            }
            hasher.finish()
        })
    }

    /// Where a run stands.
    pub(super) fn positions(&self, hash: u64) -> &[usize] {
        self.index.get(&hash).map_or(&[], Vec::as_slice)
    }

    /// The run that begins at a word.
    pub(super) fn run_at(&self, at: usize) -> Option<u64> {
        self.runs.get(at).copied().flatten()
    }

    /// The sections, in document order.
    pub fn sections(&self) -> &[SectionMark] {
        &self.sections
    }

    /// The sentences, in document order; people count them from 1.
    pub fn sentences(&self) -> &[SentenceMark] {
        &self.sentences
    }

    /// The sentence in which a word stands.
    pub fn sentence_at(&self, word: usize) -> Option<&SentenceMark> {
        let after = self.sentences.partition_point(|s| s.words.end <= word);
        self.sentences.get(after)
    }

    /// Whether a sentence is a footnote's.
    pub fn in_footnotes(&self, sentence: &SentenceMark) -> bool {
        self.sections.get(sentence.section).is_some_and(|section| section.footnotes)
    }

    /// How many words the document has outside footnotes.
    pub fn body_words(&self) -> usize {
        self.sentences.iter().filter(|sentence| !self.in_footnotes(sentence)).map(|sentence| sentence.words.len()).sum()
    }

    /// Reads a fingerprint file.
    ///
    /// # Errors
    /// [`BadFingerprint`] with the line that is not as it should be.
    pub fn parse(text: &str) -> Result<Self, BadFingerprint> {
        let mut lines = text.lines().enumerate();
        let first = lines.next().map(|(_, line)| line);
        if first != Some(HEADER) {
            return Err(BadFingerprint::new(1, "the file does not begin with its header"));
        }
        let key = lines
            .next()
            .and_then(|(_, line)| unhex(line.strip_prefix("key ")?))
            .ok_or_else(|| BadFingerprint::new(2, "the key is missing"))?;
        let mut read = Self::empty(key);
        let (mut paragraph, mut ended) = (0, false);
        for (at, line) in lines {
            if ended {
                return Err(BadFingerprint::new(at + 1, "something stands behind the end"));
            }
            if let Some(count) = line.strip_prefix(END) {
                if count.parse() != Ok(read.sentences.len()) {
                    return Err(BadFingerprint::new(at + 1, "sentences are missing before the end"));
                }
                ended = true;
            } else if line.is_empty() {
                read.close_paragraph();
                paragraph += 1;
            } else if let Some(section) = section(line) {
                read.sections.push(section);
            } else {
                read.push_line(line, paragraph)
                    .ok_or_else(|| BadFingerprint::new(at + 1, "the line is no sentence"))?;
            }
        }
        if !ended {
            return Err(BadFingerprint::new(text.lines().count(), "the file ends too early"));
        }
        read.close_paragraph();
        Ok(read.indexed())
    }

    /// Reads a sentence: the number of its words, then its runs.
    fn push_line(&mut self, line: &str, paragraph: usize) -> Option<()> {
        let mut fields = line.split(' ');
        let count: usize = fields.next()?.parse().ok()?;
        let start = self.sentences.last().map_or(0, |last| last.words.end);
        let section = self.sections.len().checked_sub(1)?;
        for field in fields {
            self.runs.push(Some(u64::from_str_radix(field, 16).ok()?));
        }
        let words = start..start.checked_add(count)?;
        (self.runs.len() <= words.end && count <= line.len() * RUN).then(|| {
            self.sentences.push(SentenceMark { section, paragraph, words });
        })
    }

    /// The last words of a paragraph begin no run.
    fn close_paragraph(&mut self) {
        let end = self.sentences.last().map_or(0, |last| last.words.end);
        self.runs.resize(end, None);
    }
}

impl Display for Fingerprint {
    /// Writes the file: a line a sentence, an empty line a paragraph, at the end how many sentences there are.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}\nkey {}", hex(self.key))?;
        let mut section = 0;
        let mut paragraph = None;
        for sentence in &self.sentences {
            if paragraph.is_some_and(|p| p != sentence.paragraph) {
                writeln!(f)?;
            }
            paragraph = Some(sentence.paragraph);
            while section <= sentence.section {
                if let Some(mark) = self.sections.get(section) {
                    let word = if mark.footnotes { "footnotes" } else { "section" };
                    writeln!(f, "{}", format!("{word} {}", mark.title).trim_end())?;
                }
                section += 1;
            }
            write!(f, "{}", sentence.words.len())?;
            for run in sentence.words.clone().filter_map(|at| self.run_at(at)) {
                write!(f, " {run:016x}")?;
            }
            writeln!(f)?;
        }
        writeln!(f, "{END}{}", self.sentences.len())
    }
}

fn section(line: &str) -> Option<SectionMark> {
    let (word, title) = line.split_once(' ').unwrap_or((line, ""));
    let footnotes = word == "footnotes";
    (footnotes || word == "section").then(|| SectionMark { title: title.to_owned(), footnotes })
}

/// The key of a document: not secret, only its own.
fn key(name: &str) -> [u8; 16] {
    let mut key = [0; 16];
    for (half, bytes) in key.chunks_exact_mut(8).enumerate() {
        let mut hasher = SipHasher24::new_with_keys(half as u64, RUN as u64);
        hasher.write(name.as_bytes());
        bytes.copy_from_slice(&hasher.finish().to_le_bytes());
    }
    key
}

fn hex(bytes: [u8; 16]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

fn unhex(text: &str) -> Option<[u8; 16]> {
    let number = u128::from_str_radix(text, 16).ok()?;
    (text.len() == 32).then(|| number.to_be_bytes())
}

/// A fingerprint file that is not one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct BadFingerprint {
    /// From 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: String,
}

impl BadFingerprint {
    fn new(line: usize, what: &str) -> Self {
        Self { line, what: what.to_owned() }
    }
}
