//! The bibliography: the documents with their links, and how much of each section some answer quotes from.

use super::drawn::{Card, Drawn};
use super::flag::REGION;
use super::markup::{cut, length, plain_cut};
use super::quote::linked;
use crate::app::{SourceCoverage, SourceRow};
use crate::discord::ids::Page;
use std::fmt::Write;

/// How many documents a page has: so many fit, whatever their titles.
const MANY: usize = 5;
/// The most that the title of a document or a section may take.
const TITLE: usize = 150;
/// The most that the sections of a document may take.
const SECTIONS: usize = 1_100;

/// Draws a page of the bibliography, counted from 0.
pub(in crate::discord) fn sources(rows: &[SourceRow], covered: &[SourceCoverage], page: usize) -> Drawn {
    let pages = rows.len().div_ceil(MANY);
    let page = page.min(pages.saturating_sub(1));
    let here = rows.iter().enumerate().skip(page * MANY).take(MANY);
    let coverage = |row: &SourceRow| covered.iter().find(|one| one.source.as_str() == row.id);
    let mut content = "### The documents behind the answers".to_owned();
    let mut cards = Vec::new();
    for (at, row) in here {
        let _ = write!(content, "\n{}. {}", at + 1, document(row, coverage(row)));
        cards.extend(coverage(row).map(|one| Card {
            colour: REGION,
            body: sections(at + 1, one),
            footer: String::new(),
        }));
    }
    if pages > 1 {
        let _ = write!(content, "\n-# Page {} of {pages}, {} documents in all", page + 1, rows.len());
    }
    Drawn { content, cards, rows: Vec::new() }.turns(page, pages, |page| Page::Sources { page })
}

/// A document in a few lines: what it is, where it appeared, and how much it is quoted.
fn document(row: &SourceRow, coverage: Option<&SourceCoverage>) -> String {
    let year = row.published.get(..4).unwrap_or(&row.published);
    let title = cut(&row.title, TITLE);
    let author = cut(&row.author, TITLE / 2);
    let named = linked(&format!("{author}, \"{title}\" ({year})"), row.link.as_deref());
    let answers =
        if row.entries == 1 { "1 answer quotes".to_owned() } else { format!("{} answers quote", row.entries) };
    let touched = coverage.map(|one| {
        let sections = &one.coverage.sections;
        let [touched, all] = [
            sections.iter().map(|section| section.touched).sum::<usize>(),
            sections.iter().map(|section| section.sentences).sum(),
        ];
        format!(", from {} of its {all} sentences", percent(touched, all))
    });
    let venue = row.venue.as_ref().map_or_else(String::new, |venue| format!("\n{}.", plain_cut(venue, TITLE / 2)));
    format!("**{named}**{venue}\n{} words; {answers} it{}.", row.words, touched.unwrap_or_default())
}

/// The sections of a document, in whole lines.
fn sections(number: usize, covered: &SourceCoverage) -> String {
    let mut body = format!("**{number}. Section by section**");
    let sections = &covered.coverage.sections;
    for (at, section) in sections.iter().enumerate() {
        let title = if section.title.is_empty() { "(before the first heading)" } else { &section.title };
        let share = percent(section.touched, section.sentences);
        let line = format!("\n- {}: {share} of {} sentences", plain_cut(title, TITLE), section.sentences);
        if length(&body) + length(&line) > SECTIONS - 20 {
            let _ = write!(body, "\n- and {} more", sections.len() - at);
            break;
        }
        body.push_str(&line);
    }
    body
}

fn percent(part: usize, whole: usize) -> String {
    format!("{}%", (part * 100).checked_div(whole).unwrap_or(100))
}
