//! What is known of a name in short, with a list of the questions that are answered about it.

use super::drawn::Drawn;
use super::flag::flags;
use super::markup::plain_line;
use super::profile::title;
use super::select::{OPTIONS, Pick};
use super::sheet::Sheet;
use crate::discord::ids::Page;
use crate::knowledge::{EntityId, EntryId, Knowledge};
use crate::reply::{Block, Reply};

/// Draws what is known of an entity, with a page of its questions, counted from 0.
pub(in crate::discord) fn about(knowledge: &Knowledge, about: &EntityId, reply: &Reply, page: usize) -> Drawn {
    if reply.is_refusal() {
        return Drawn::refused(reply);
    }
    let (flag, colour) = flags(knowledge, std::slice::from_ref(about));
    let mut sheet = Sheet::new(reply);
    for block in &reply.blocks {
        let _ = match block {
            Block::Title(name) => sheet.line(&title(&flag, name)),
            Block::Sentence(sentence) => sheet.say(&format!("- {}", plain_line(&sentence.text)), &sentence.proof),
            Block::Text(text) => sheet.line(&plain_line(text)),
            _ => continue,
        };
    }
    let questions: Vec<(&EntryId, &str)> = reply.blocks.iter().filter_map(question).collect();
    let pages = questions.len().div_ceil(OPTIONS);
    let page = page.min(pages.saturating_sub(1));
    let here = questions.iter().skip(page * OPTIONS).take(OPTIONS);
    let picks: Vec<Pick> = here
        .map(|(entry, question)| Pick { label: (*question).to_owned(), value: entry.to_string(), shown: false })
        .collect();
    let first = page * OPTIONS + 1;
    let empty = match pages {
        0 | 1 => "Pick a question".to_owned(),
        _ => format!("Pick a question: {first} to {} of {}", first + picks.len() - 1, questions.len()),
    };
    let drawn = sheet.drawn(colour).select(Page::Questions { about: about.clone() }, &empty, picks);
    drawn.turns(page, pages, |page| Page::About { about: about.clone(), page })
}

fn question(block: &Block) -> Option<(&EntryId, &str)> {
    match block {
        Block::Related { entry, question } => Some((entry, question)),
        _ => None,
    }
}
