//! Where a quote stands, as readers expect it to be said.

use crate::knowledge::{Date, Knowledge, Quote, SourceId};
use std::fmt;

/// Where a quote stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The source.
    pub source: SourceId,
    /// As it is printed.
    pub author: String,
    /// As it is printed.
    pub title: String,
    /// When it appeared.
    pub published: Date,
    /// The heading; empty where the source has none above the quote.
    pub section: String,
    /// Where it can be read.
    pub link: Option<String>,
}

impl Citation {
    /// The citation of a quote; none where the source is unknown.
    pub fn of(knowledge: &Knowledge, quote: &Quote) -> Option<Self> {
        let source = knowledge.sources.get(&quote.source)?;
        Some(Self {
            source: source.id.clone(),
            author: source.author.clone(),
            title: source.title.clone(),
            published: source.published,
            section: if quote.section.eq_ignore_ascii_case(&source.title) {
                String::new()
            } else {
                quote.section.clone()
            },
            link: source.link(),
        })
    }
}

impl Citation {
    /// Author, title and year.
    pub fn document(&self) -> String {
        format!("{}, \"{}\" ({})", self.author, self.title, self.published.year)
    }

    /// Author and year: enough where the documents are listed in full besides.
    pub fn short(&self) -> String {
        format!("{} {}", self.author, self.published.year)
    }

    /// Author, year and section: enough where the document is named in full close by.
    pub fn place(&self) -> String {
        format!("{}{}", self.short(), self.in_section())
    }

    fn in_section(&self) -> String {
        if self.section.is_empty() { String::new() } else { format!(", section \"{}\"", self.section) }
    }
}

impl fmt::Display for Citation {
    /// Author, title, year and section; the link is the front's to draw.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.document(), self.in_section())
    }
}

/// A date as it is written in a sentence: `2021`, `June 2017`, `3 April 2021`.
pub fn written_date(date: Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let index = date.month.and_then(|month| usize::try_from(month - 1).ok());
    let month = index.and_then(|index| MONTHS.get(index));
    match (month, date.day) {
        (Some(month), Some(day)) => format!("{day} {month} {}", date.year),
        (Some(month), None) => format!("{month} {}", date.year),
        _ => date.year.to_string(),
    }
}
