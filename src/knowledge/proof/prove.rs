//! Whether a quote stands in a document, and where it comes nearest when it does not.

use super::fingerprint::{Fingerprint, RUN};
use super::word::words;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The fewest words of a quote: fewer prove too little.
pub const MIN_WORDS: usize = 8;
/// The fewest words of one part of a joined quote: one run.
pub const MIN_PART_WORDS: usize = RUN;
/// The most parts that `[...]` may join.
const MAX_PARTS: usize = 3;
/// A joint leaves out fewer words than this.
const MAX_GAP: usize = 40;
/// A joint leaves out at least so many: fewer are quoted as soon as marked, and could hide a `not`.
const MIN_GAP: usize = 4;
/// What joins the parts of a quote.
const JOINT: &str = "[...]";

/// Where a proven quote stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proven {
    /// Position in [`Fingerprint::sections`].
    pub section: usize,
    /// The word positions of each part, in document order.
    pub parts: Vec<Range<usize>>,
}

/// Why a quote is not proven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotProven {
    /// Fewer than [`MIN_WORDS`] words.
    Short {
        /// How many it has.
        words: usize,
    },
    /// More than three parts.
    Parts {
        /// How many it has.
        parts: usize,
    },
    /// A part of fewer than [`MIN_PART_WORDS`] words.
    ShortPart {
        /// The part as written.
        part: String,
    },
    /// Every part stands in the document, but not in this order in one paragraph with short gaps.
    Apart,
    /// Some words stand together in the document, others do not.
    Differs {
        /// How many words of the quote match at the nearest place.
        matched: usize,
        /// How many words the quote has.
        of: usize,
        /// The title of the section of that place.
        section: String,
        /// The first word that does not match.
        at: String,
    },
    /// No four words in a row stand in the document.
    Nowhere,
}

/// How many words a quote has, its joints not counted.
pub fn quote_words(quote: &str) -> usize {
    quote.split(JOINT).map(|part| words(part).len()).sum()
}

impl Fingerprint {
    /// Proves a quote.
    ///
    /// # Errors
    /// [`NotProven`] with the nearest place.
    pub fn prove(&self, quote: &str) -> Result<Proven, NotProven> {
        let parts = parts(quote)?;
        let places: Vec<Vec<usize>> = parts.iter().map(|part| self.places(part)).collect();
        if places.iter().any(Vec::is_empty) {
            return Err(self.nearest(&parts));
        }
        let mut found = Vec::new();
        if !self.chain(&parts, &places, &mut found) {
            return Err(NotProven::Apart);
        }
        let first = found.first().map_or(0, |range: &Range<usize>| range.start);
        Ok(Proven { section: self.sentence_at(first).map_or(0, |s| s.section), parts: found })
    }

    /// Every position at which the words stand in a row.
    fn places(&self, words: &[String]) -> Vec<usize> {
        let hashes: Vec<u64> = self.hashes(words).collect();
        let Some(first) = hashes.first() else {
            return Vec::new();
        };
        let stands = |at: usize| hashes.iter().enumerate().all(|(i, hash)| self.run_at(at + i) == Some(*hash));
        let mut places = self.positions(*first).to_vec();
        places.retain(|&at| stands(at));
        places
    }

    /// Finds places for the remaining parts: one paragraph, in order, with short gaps.
    fn chain(&self, parts: &[Vec<String>], places: &[Vec<usize>], found: &mut Vec<Range<usize>>) -> bool {
        let Some((part, here)) = parts.get(found.len()).zip(places.get(found.len())) else {
            return true;
        };
        for &at in here {
            let fits = found.last().is_none_or(|last| {
                (last.end + MIN_GAP..last.end + MAX_GAP).contains(&at) && self.same_paragraph(last.start, at)
            });
            if fits {
                found.push(at..at + part.len());
                if self.chain(parts, places, found) {
                    return true;
                }
                found.pop();
            }
        }
        false
    }

    fn same_paragraph(&self, a: usize, b: usize) -> bool {
        let paragraph = |at| self.sentence_at(at).map(|s| s.paragraph);
        paragraph(a) == paragraph(b)
    }

    /// The paragraph that holds most of the quote's runs.
    fn nearest(&self, parts: &[Vec<String>]) -> NotProven {
        let mut matched: BTreeMap<usize, (usize, BTreeSet<usize>)> = BTreeMap::new();
        let mut offset = 0;
        for part in parts {
            for (i, hash) in self.hashes(part).enumerate() {
                for sentence in self.positions(hash).iter().filter_map(|&at| self.sentence_at(at)) {
                    let place = matched.entry(sentence.paragraph).or_default();
                    place.0 = sentence.section;
                    place.1.extend(offset + i..offset + i + RUN);
                }
            }
            offset += part.len();
        }
        // The first of equals, so that the same quote always gets the same words.
        let Some((section, hit)) =
            matched.into_values().reduce(|best, next| if next.1.len() > best.1.len() { next } else { best })
        else {
            return NotProven::Nowhere;
        };
        NotProven::Differs {
            matched: hit.len(),
            of: offset,
            section: self.sections().get(section).map_or_else(String::new, |s| s.title.clone()),
            at: differs(&hit, parts).unwrap_or_else(|| JOINT.to_owned()),
        }
    }
}

/// The first word that stands otherwise in the document; `hit` holds the quote's words that stand there.
///
/// Words before a part's first run are not hit although they may well stand there:
/// the one next to the run is the one that differs.
fn differs(hit: &BTreeSet<usize>, parts: &[Vec<String>]) -> Option<String> {
    let mut start = 0;
    for part in parts {
        let end = start + part.len();
        let first = hit.range(start..end).next().copied().unwrap_or(start);
        let differs = (first..end).chain((start..first).rev()).find(|i| !hit.contains(i));
        if let Some(i) = differs {
            return part.get(i - start).cloned();
        }
        start = end;
    }
    None
}

/// The words of each part.
fn parts(quote: &str) -> Result<Vec<Vec<String>>, NotProven> {
    let written: Vec<&str> = quote.split(JOINT).collect();
    let parts: Vec<Vec<String>> = written.iter().map(|part| words(part)).collect();
    let count = parts.iter().map(Vec::len).sum();
    if parts.len() > MAX_PARTS {
        return Err(NotProven::Parts { parts: parts.len() });
    }
    if count < MIN_WORDS {
        return Err(NotProven::Short { words: count });
    }
    match written.iter().zip(&parts).find(|(_, words)| words.len() < MIN_PART_WORDS) {
        Some((part, _)) => Err(NotProven::ShortPart { part: part.trim().to_owned() }),
        None => Ok(parts),
    }
}
