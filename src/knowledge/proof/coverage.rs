//! How much of a document its quotes touch, and how much of it they repeat.

use super::fingerprint::{Fingerprint, RUN, SentenceMark};
use super::prove::Proven;
use std::collections::BTreeSet;

/// What the quotes of one source cover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// Section by section, footnotes left out.
    pub sections: Vec<SectionCoverage>,
    /// Words of the body inside some quote.
    pub quoted_words: usize,
    /// Words of the body.
    pub body_words: usize,
}

/// What the quotes cover of one section. Sentences are counted from 1 through the whole document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionCoverage {
    /// The heading; empty for what stands before the first one.
    pub title: String,
    /// How many sentences it has.
    pub sentences: usize,
    /// How many of them some quote touches.
    pub touched: usize,
    /// Those that the skip file excuses, and that no quote touches.
    pub skipped: Vec<usize>,
    /// Those that nothing touches or excuses.
    pub open: Vec<usize>,
}

impl Coverage {
    /// The share of the body's words that is quoted, 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "word counts are far below 2^52")]
    pub fn quoted_share(&self) -> f64 {
        if self.body_words == 0 {
            return 0.0;
        }
        self.quoted_words as f64 / self.body_words as f64
    }

    /// Sentences that nothing touches or excuses.
    pub fn open(&self) -> impl Iterator<Item = usize> {
        self.sections.iter().flat_map(|section| section.open.iter().copied())
    }
}

/// Counts the coverage of a source by its proven quotes; `skip` holds sentence numbers from 1.
pub fn coverage<'a>(
    fingerprint: &Fingerprint,
    quotes: impl IntoIterator<Item = &'a Proven>,
    skip: &BTreeSet<usize>,
) -> Coverage {
    let quoted: BTreeSet<usize> = quotes.into_iter().flat_map(|quote| quote.parts.iter().cloned().flatten()).collect();
    let mut counted = Coverage { sections: Vec::new(), quoted_words: 0, body_words: fingerprint.body_words() };
    let mut section = None;
    for (at, sentence) in fingerprint.sentences().iter().enumerate() {
        if fingerprint.in_footnotes(sentence) {
            continue;
        }
        if section != Some(sentence.section) {
            section = Some(sentence.section);
            counted.sections.push(empty(fingerprint, sentence));
        }
        let words: Vec<usize> = quoted.range(sentence.words.clone()).copied().collect();
        counted.quoted_words += words.len();
        if let Some(row) = counted.sections.last_mut() {
            let longest = words.chunk_by(|a, b| a + 1 == *b).map(<[usize]>::len).max().unwrap_or(0);
            let touched = longest > 0 && longest >= RUN.min(sentence.words.len());
            row.count(at + 1, touched, skip.contains(&(at + 1)));
        }
    }
    counted
}

fn empty(fingerprint: &Fingerprint, sentence: &SentenceMark) -> SectionCoverage {
    let title = fingerprint.sections().get(sentence.section).map(|s| s.title.clone());
    SectionCoverage {
        title: title.unwrap_or_default(),
        sentences: 0,
        touched: 0,
        skipped: Vec::new(),
        open: Vec::new(),
    }
}

impl SectionCoverage {
    fn count(&mut self, number: usize, touched: bool, skipped: bool) {
        self.sentences += 1;
        if touched {
            self.touched += 1;
        } else if skipped {
            self.skipped.push(number);
        } else {
            self.open.push(number);
        }
    }
}
