//! The sources, as they are listed.

use crate::knowledge::{Knowledge, Source};

/// A source in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRow {
    /// Its id.
    pub id: String,
    /// As it is printed.
    pub author: String,
    /// As it is printed.
    pub title: String,
    /// When it appeared.
    pub published: String,
    /// Where it appeared.
    pub venue: Option<String>,
    /// Where it can be read.
    pub link: Option<String>,
    /// Words of its body.
    pub words: usize,
    /// Entries that quote it.
    pub entries: usize,
}

/// All sources, by id.
pub fn sources(knowledge: &Knowledge) -> Vec<SourceRow> {
    let row = |source: &Source| SourceRow {
        id: source.id.to_string(),
        author: source.author.clone(),
        title: source.title.clone(),
        published: source.published.to_string(),
        venue: source.venue.clone(),
        link: source.link(),
        words: source.fingerprint.body_words(),
        entries: knowledge.live().filter(|entry| entry.quotes.iter().any(|quote| quote.source == source.id)).count(),
    };
    knowledge.sources.values().map(row).collect()
}
