//! How much of each source the entries touch and quote.

use crate::knowledge::proof::{Coverage, Fingerprint, clean, coverage as count};
use crate::knowledge::{Knowledge, Source, SourceId};
use std::collections::BTreeMap;

/// The coverage of one source.
#[derive(Debug, Clone)]
pub struct SourceCoverage {
    /// The source.
    pub source: SourceId,
    /// Its title.
    pub title: String,
    /// What the quotes touch.
    pub coverage: Coverage,
    /// The share of its words that may be quoted.
    pub budget: f64,
    /// The sentences by number, where the document was at hand.
    pub sentences: BTreeMap<usize, String>,
}

/// A document that is none of the sources.
#[derive(Debug, thiserror::Error)]
#[error("the text is none of the sources; `chaikhana source list` names them")]
pub struct CoverageError;

/// The coverage of every source, or of the one whose document is given.
///
/// # Errors
/// [`CoverageError`] where the document's fingerprint is no source's.
pub fn coverage(knowledge: &Knowledge, text: Option<&str>) -> Result<Vec<SourceCoverage>, CoverageError> {
    let Some(text) = text else {
        return Ok(knowledge.sources.values().map(|source| of(knowledge, source, BTreeMap::new())).collect());
    };
    let document = clean(text);
    let same =
        |source: &&Source| Fingerprint::of(&document, source.id.as_str()).to_string() == source.fingerprint.to_string();
    let source = knowledge.sources.values().find(same).ok_or(CoverageError)?;
    let sentences = document.sentences().enumerate().map(|(at, text)| (at + 1, text.to_owned())).collect();
    Ok(vec![of(knowledge, source, sentences)])
}

fn of(knowledge: &Knowledge, source: &Source, sentences: BTreeMap<usize, String>) -> SourceCoverage {
    let quotes = knowledge.live().flat_map(|entry| &entry.quotes);
    let proven = quotes.filter(|quote| quote.source == source.id).map(|quote| &quote.place);
    SourceCoverage {
        source: source.id.clone(),
        title: source.title.clone(),
        coverage: count(&source.fingerprint, proven, &source.skipped()),
        budget: source.budget,
        sentences,
    }
}
