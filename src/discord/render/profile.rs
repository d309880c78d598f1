//! A summary: one section of it, with a list of the others.

use super::about;
use super::drawn::Drawn;
use super::flag::flags;
use super::markup::plain_line;
use super::select::Pick;
use super::sheet::{Sheet, left_out};
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
    let mut sheet = Sheet::new(reply);
    let mut left = 0;
    for block in &reply.blocks {
        let _ = match block {
            Block::Title(name) => sheet.line(&title(&flag, name)),
            Block::Heading(heading) => sheet.line(&format!("**{}**", plain_line(heading))),
            Block::Sentence(sentence) => {
                let said = sheet.say(&format!("- {}", plain_line(&sentence.text)), &sentence.proof);
                left += usize::from(!said);
                said
            }
            _ => continue,
        };
    }
    if left > 0 {
        sheet.close(&left_out(left, "`/about` lists the questions that are answered about it."));
    }
    let picks = sections(knowledge, about, reply);
    sheet.drawn(colour).select(Page::Country { about: about.clone() }, "Another section", picks)
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
