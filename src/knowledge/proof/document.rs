//! A cleaned document: sections of paragraphs of sentences.

/// A document as the cleaner leaves it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// In document order; the section of footnotes, where there is one, is the last.
    pub sections: Vec<Section>,
}

/// A heading and what stands below it, up to the next heading.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Section {
    /// The heading; empty for what stands before the first one.
    pub title: String,
    /// Whether this is the section of collected footnotes, which does not count for coverage.
    pub footnotes: bool,
    /// In document order.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph together with the list that it introduces.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Paragraph {
    /// Each as plain text; the items of a list are sentences of their own.
    pub sentences: Vec<String>,
}

impl Document {
    /// Every sentence, in document order: what [`super::Fingerprint::sentences`] marks.
    pub fn sentences(&self) -> impl Iterator<Item = &str> {
        self.sections
            .iter()
            .flat_map(|section| &section.paragraphs)
            .flat_map(|paragraph| paragraph.sentences.iter().map(String::as_str))
    }
}
