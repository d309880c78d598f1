//! A reply to a question: an answer with its proof, choices, or that there is nothing.

use super::drawn::{CARD, CONTENT, Card, Drawn, LABEL, button, sign, together};
use super::flag::flags;
use super::markup::{length, plain, plain_cut, plain_line};
use super::quote::quoted;
use crate::app::{Asked, Outcome};
use crate::discord::ids::Press;
use crate::knowledge::{EntityId, EntryId, Knowledge};
use crate::reply::{Block, Reply, Summary, When, written_date};
use poise::serenity_prelude::ButtonStyle;

/// Who asked what: what buttons need to know of it.
#[derive(Debug, Clone, Copy)]
pub(in crate::discord) struct Origin {
    /// The one who asked.
    pub(in crate::discord) asker: u64,
    /// The number of the question; none where it is not kept.
    pub(in crate::discord) question: Option<u64>,
}

/// Draws what a question got.
pub(in crate::discord) fn asked(knowledge: &Knowledge, asked: &Asked, origin: Origin) -> Drawn {
    match &asked.decision.outcome {
        Outcome::Answer(hit) => answer(knowledge, &hit.entry, &asked.reply, Some(origin)),
        Outcome::Choices(_) => choices(&asked.reply, origin),
        Outcome::Nothing(_) => nothing(knowledge, &asked.reply),
    }
}

/// Draws an entry as an answer; without an origin it carries no votes.
pub(in crate::discord) fn answer(
    knowledge: &Knowledge,
    entry: &EntryId,
    reply: &Reply,
    origin: Option<Origin>,
) -> Drawn {
    let about: &[EntityId] = knowledge.entry(entry).map_or(&[], |entry| &entry.about);
    let (flags, colour) = flags(knowledge, about);
    let (body, _) = together(&proof(&reply.blocks), CARD);
    let card = Card { colour, body, footer: dated(&reply.blocks) };
    let drawn = Drawn { content: said(&reply.blocks, &flags), cards: vec![card], rows: Vec::new() };
    drawn.row(related(reply)).row(controls(entry, origin))
}

/// Draws choices: a button each, for the asker to press.
pub(in crate::discord) fn choices(reply: &Reply, origin: Origin) -> Drawn {
    let offered: Vec<(&EntryId, &str)> = reply.blocks.iter().filter_map(choice).collect();
    let mut drawn = Drawn::sentence(said(&reply.blocks, ""));
    let numbered = offered.iter().any(|(_, question)| length(question) > LABEL);
    if numbered {
        for (at, (_, question)) in offered.iter().enumerate() {
            add(&mut drawn, &format!("\n{}. {}", at + 1, plain_line(question)));
        }
    }
    add(&mut drawn, &summary(reply));
    let Origin { asker, question } = origin;
    let number = question.unwrap_or(0);
    for (at, (entry, words)) in offered.iter().enumerate() {
        let label = if numbered { format!("{}. {words}", at + 1) } else { (*words).to_owned() };
        let id = Press::Pick { entry: (*entry).clone(), asker, question: number }.id();
        drawn = drawn.row(button(&id, &label, ButtonStyle::Primary).into_iter().collect());
    }
    let none = Press::NotThis { entry: None, asker, question: number }.id();
    let none = button(&none, "None of these", ButtonStyle::Secondary);
    drawn.row(none.into_iter().chain([dismiss(asker)]).collect())
}

/// Draws that there is nothing: a sentence and what comes nearest, and no citation.
pub(in crate::discord) fn nothing(knowledge: &Knowledge, reply: &Reply) -> Drawn {
    let mut drawn = Drawn::sentence(said(&reply.blocks, ""));
    add(&mut drawn, &summary(reply));
    for (entry, question) in reply.blocks.iter().filter_map(next) {
        let (flags, _) = knowledge.entry(entry).map_or_else(Default::default, |entry| flags(knowledge, &entry.about));
        let label = format!("{flags} {question}");
        let pressed = button(&Press::Ask { entry: entry.clone() }.id(), label.trim(), ButtonStyle::Secondary);
        drawn = drawn.row(pressed.into_iter().collect());
    }
    drawn
}

/// The quotes of an entry where they stand: section, citation, and what others quote of the same section.
pub(in crate::discord) fn context(knowledge: &Knowledge, entry: &EntryId, reply: &Reply) -> Drawn {
    let colour = knowledge.entry(entry).map(|entry| flags(knowledge, &entry.about).1);
    let title = knowledge.entry(entry).map_or("", |entry| entry.title());
    let (body, _) = together(&proof(&reply.blocks), CARD);
    let card = Card { colour: colour.unwrap_or_default(), body, footer: String::new() };
    let content = format!("**Where the answer to \u{201c}{}\u{201d} stands**", plain_cut(title, 300));
    Drawn { content, cards: vec![card], rows: Vec::new() }
}

/// Adds a line to what is said, where it fits.
fn add(drawn: &mut Drawn, line: &str) {
    if length(&drawn.content) + length(line) <= CONTENT {
        drawn.content.push_str(line);
    }
}

/// A line on the summary that holds what was asked, as it is typed.
fn summary(reply: &Reply) -> String {
    let summary = reply.blocks.iter().find_map(|block| match block {
        Block::Summary(summary) => Some(summary),
        _ => None,
    });
    let Some(Summary { of, beside, topic }) = summary else {
        return String::new();
    };
    let command = match beside {
        Some(beside) => format!("/compare one:{of} other:{beside}"),
        None => format!("/country name:{of}"),
    };
    let topic = topic.map_or_else(String::new, |topic| format!(", topic \u{201c}{}\u{201d}", topic.title()));
    format!("\n-# Summary: `{command}`{topic}")
}

/// What is said in words: remarks on how the question was read, the answer, and what came after it.
fn said(blocks: &[Block], flags: &str) -> String {
    let mut text = String::new();
    let mut answered = false;
    for block in blocks {
        let line = match block {
            Block::Note(note) if !answered => format!("-# {}", plain(note)),
            Block::Text(words) | Block::Refusal(words) => {
                answered = true;
                format!("{flags} {}", plain_cut(words, CONTENT - 400)).trim_start().to_owned()
            }
            Block::Change { when: When::Later, as_of, text, .. } => {
                format!("**Since then, as of {}:** {}", written_date(*as_of), plain_cut(text, CONTENT / 3))
            }
            _ => continue,
        };
        if length(&text) + length(&line) < CONTENT {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text.trim_end().to_owned()
}

/// What stands in the card, by paragraph: quotes with their citations, and the other states of the matter.
fn proof(blocks: &[Block]) -> Vec<String> {
    let mut paragraphs = Vec::new();
    for blocks in blocks.chunk_by(|one, next| matches!((one, next), (Block::Quote { .. }, Block::Quote { .. }))) {
        let quotes = blocks.iter().filter_map(|block| match block {
            Block::Quote { text, citation } => Some((text.as_str(), citation)),
            _ => None,
        });
        paragraphs.extend(quoted(quotes));
        match blocks {
            [Block::Heading(title)] => paragraphs.push(format!("**{}**", plain(title))),
            [Block::Change { when, as_of, text, quotes }] => {
                if *when == When::Earlier {
                    paragraphs.push(format!("**Earlier, as of {}:** {}", written_date(*as_of), plain(text)));
                }
                paragraphs.extend(quoted(quotes.iter().map(|(text, citation)| (text.as_str(), citation))));
            }
            _ => {}
        }
    }
    paragraphs
}

/// The date, the author of a view, and that the sources end: what stands below the card.
fn dated(blocks: &[Block]) -> String {
    let after = blocks.iter().skip_while(|block| !matches!(block, Block::Text(_)));
    let notes = after.filter_map(|block| match block {
        Block::Note(note) => Some(note.as_str()),
        _ => None,
    });
    notes.collect::<Vec<_>>().join(" ")
}

fn related(reply: &Reply) -> Vec<poise::serenity_prelude::CreateButton> {
    let asked = reply.blocks.iter().filter_map(next);
    asked
        .filter_map(|(entry, question)| {
            button(&Press::Ask { entry: entry.clone() }.id(), question, ButtonStyle::Secondary)
        })
        .collect()
}

/// What can be done with an answer.
fn controls(entry: &EntryId, origin: Option<Origin>) -> Vec<poise::serenity_prelude::CreateButton> {
    let context =
        button(&Press::Context { entry: entry.clone() }.id(), "Show quote in context", ButtonStyle::Secondary);
    let mut buttons: Vec<_> = context.into_iter().collect();
    let Some(Origin { asker, question }) = origin else {
        return buttons;
    };
    if let Some(question) = question {
        let vote = |up: bool| Press::Vote { up, entry: entry.clone(), question }.id();
        buttons.push(sign(&vote(true), "👍"));
        buttons.push(sign(&vote(false), "👎"));
        let not_this = Press::NotThis { entry: Some(entry.clone()), asker, question }.id();
        buttons.extend(button(&not_this, "Not what I asked", ButtonStyle::Secondary));
    }
    buttons.push(dismiss(asker));
    buttons
}

fn dismiss(asker: u64) -> poise::serenity_prelude::CreateButton {
    sign(&Press::Dismiss { asker }.id(), "✖️")
}

fn choice(block: &Block) -> Option<(&EntryId, &str)> {
    match block {
        Block::Choice { entry, question } => Some((entry, question)),
        _ => None,
    }
}

fn next(block: &Block) -> Option<(&EntryId, &str)> {
    match block {
        Block::Related { entry, question } => Some((entry, question)),
        _ => None,
    }
}
