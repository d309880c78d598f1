//! Quotes where they stand: their section, and what other entries quote of it nearby.

use super::block::{Block, Reply};
use super::citation::Citation;
use crate::knowledge::{Entry, Knowledge, Quote};

/// How many quotes of others are shown on either side.
const BESIDE: usize = 2;

/// The quotes of an entry, each between its neighbours of the same section, in the order of the document.
pub fn compose_context(knowledge: &Knowledge, entry: &Entry) -> Reply {
    let mut shown: Vec<&Quote> = Vec::new();
    let mut blocks = Vec::new();
    for quote in &entry.quotes {
        let section = section(knowledge, quote);
        let at = section.iter().position(|other| same(other, quote)).unwrap_or(0);
        let near = section.into_iter().take(at + BESIDE + 1).skip(at.saturating_sub(BESIDE));
        let fresh: Vec<&Quote> = near.filter(|near| !shown.iter().any(|other| same(other, near))).collect();
        if let (false, Some(citation)) = (fresh.is_empty(), Citation::of(knowledge, quote)) {
            let heading = if quote.section.is_empty() { citation.title } else { quote.section.clone() };
            if !blocks.contains(&Block::Heading(heading.clone())) {
                blocks.push(Block::Heading(heading));
            }
        }
        for near in fresh {
            shown.push(near);
            let citation = Citation::of(knowledge, near);
            blocks.extend(citation.map(|citation| Block::Quote { text: near.text.clone(), citation }));
        }
    }
    Reply { blocks }
}

/// All quotes of a section, in the order of the document, each once.
fn section<'k>(knowledge: &'k Knowledge, quote: &Quote) -> Vec<&'k Quote> {
    let place = |quote: &Quote| quote.place.parts.first().map(|words| words.start);
    let all = knowledge.live().flat_map(|entry| &entry.quotes);
    let mut section: Vec<&Quote> =
        all.filter(|other| other.source == quote.source && other.place.section == quote.place.section).collect();
    section.sort_by_key(|quote| place(quote));
    section.dedup_by(|one, other| same(one, other));
    section
}

fn same(one: &Quote, other: &Quote) -> bool {
    one.source == other.source && one.text == other.text
}
