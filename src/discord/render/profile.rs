//! A summary: one section of it, with a list of the others.

use super::about;
use super::drawn::Drawn;
use super::flag::flags;
use super::markup::plain_line;
use super::select::Pick;
use super::sheet::Sheet;
use crate::discord::ids::Page;
use crate::knowledge::{EntityId, Knowledge};
use crate::reply::{Block, Reply};

/// Draws a section of a summary; who has none is drawn with the questions that are answered about them.
pub(in crate::discord) fn profile(knowledge: &Knowledge, about: &EntityId, reply: &Reply) -> Drawn {
    if reply.is_refusal() {
        return Drawn::refused(reply);
    }
    if !knowledge.profiles.contains_key(about) {
        return about::about(knowledge, about, reply, 0);
    }
    let (flag, colour) = flags(knowledge, std::slice::from_ref(about));
    let sheet = Sheet::filled(reply, "`/about` lists the questions about it.", |sheet| {
        reply.blocks.iter().map(|block| usize::from(!said(sheet, &flag, block))).sum()
    });
    let picks = sections(knowledge, about, reply);
    sheet.drawn(colour).select(Page::Country { about: about.clone() }, "Another section", picks)
}

/// Adds a block; whether it fits.
fn said<'r>(sheet: &mut Sheet<'r>, flag: &str, block: &'r Block) -> bool {
    match block {
        Block::Title(name) => sheet.line(&title(flag, name)),
        Block::Heading(heading) => sheet.line(&format!("**{}**", plain_line(heading))),
        Block::Sentence(sentence) => sheet.say(&format!("- {}", plain_line(&sentence.text)), &sentence.proof),
        _ => true,
    }
}

/// A name as a title, behind its flag.
pub(super) fn title(flag: &str, name: &str) -> String {
    format!("### {}", format!("{flag} {}", plain_line(name)).trim_start())
}

/// The sections of a summary, to pick from.
fn sections(knowledge: &Knowledge, about: &EntityId, reply: &Reply) -> Vec<Pick> {
    let sections = knowledge.profiles.get(about).into_iter().flat_map(|profile| &profile.sections);
    let shown = |title: &str| reply.blocks.contains(&Block::Heading(title.to_owned()));
    sections
        .map(|section| Pick {
            label: section.title.clone(),
            value: section.topic.as_str().to_owned(),
            shown: shown(&section.title),
        })
        .collect()
}
