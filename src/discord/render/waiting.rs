//! What waits for moderators: questions in groups, and suggestions; a page each.

use super::drawn::{CONTENT, Card, Drawn};
use super::markup::{length, plain_cut};
use super::review::keep;
use super::select::{OPTIONS, Pick, turning};
use crate::app::Group;
use crate::app::ledger::{Suggestion, Verdict};
use crate::discord::ids::Press;
use crate::discord::keeping::{Keep, Settle, words};
use crate::knowledge::{EntryId, Knowledge};
use poise::serenity_prelude::ButtonStyle;

/// How many other wordings of a question are shown.
const WORDINGS: usize = 6;
/// How many entries can be picked for a question.
const CANDIDATES: usize = 10;

/// Draws a group of questions that are alike, with what can become of them.
pub(in crate::discord) fn group(
    knowledge: &Knowledge,
    group: &Group,
    candidates: &[EntryId],
    page: usize,
    pages: usize,
) -> Drawn {
    let Some(newest) = group.newest() else { return Drawn::sentence(words::QUEUE_EMPTY) };
    let mut content = words::queued(page + 1, pages, group.count(), newest.at.as_second());
    let mut line = |text: String| {
        if length(&content) + length(&text) < CONTENT {
            content.push('\n');
            content.push_str(&text);
        }
    };
    if let Some(previous) = &newest.previous {
        line(words::after(previous));
    }
    line(format!("> {}", plain_cut(&newest.text, 600)));
    let others = group.questions.iter().filter(|other| other.text != newest.text);
    for other in others.take(WORDINGS) {
        line(format!("- {}", plain_cut(&other.text, 150)));
    }
    line(words::got(newest));
    let nearest = group.nearest.as_ref().and_then(|id| knowledge.entry(id));
    let cards = nearest
        .map(|entry| Card { body: words::nearest(entry.id.as_str(), entry.title(), &entry.answer), ..Card::default() });
    let settle = |how: Settle| Keep::Settle { how, question: newest.id };
    let phrasing = nearest.and_then(|entry| {
        let how = Settle::Phrasing(Some(entry.id.clone()));
        keep(settle(how), "Phrasing of this entry", ButtonStyle::Primary)
    });
    let rest = [
        keep(settle(Settle::Entry), "New entry…", ButtonStyle::Primary),
        keep(settle(Settle::OutOfScope), "Out of scope", ButtonStyle::Secondary),
        keep(settle(Settle::Ignore), "Ignore", ButtonStyle::Secondary),
    ];
    let others = candidates.iter().filter(|id| group.nearest.as_ref() != Some(id)).take(CANDIDATES);
    let picks = others.filter_map(|id| knowledge.entry(id)).map(|entry| Pick {
        label: entry.title().to_owned(),
        value: entry.id.to_string(),
        shown: false,
    });
    let drawn = Drawn { content, cards: cards.into_iter().collect(), rows: Vec::new() };
    let drawn = drawn.row(phrasing.into_iter().chain(rest.into_iter().flatten()).collect());
    let other = Press::Keep(settle(Settle::Phrasing(None)));
    let drawn = drawn.list(&other, "Phrasing of another entry", picks.collect());
    drawn.row(turning(page, pages, |page| Press::Keep(Keep::Queue { page })))
}

/// Draws the questions that a message may answer.
pub(in crate::discord) fn answers(groups: &[Group], draft: u64) -> Drawn {
    let picks = groups.iter().filter_map(|group| group.newest()).take(OPTIONS).map(|question| Pick {
        label: question.text.clone(),
        value: question.id.to_string(),
        shown: false,
    });
    let press = Press::Keep(Keep::Answers { draft });
    Drawn::sentence(words::WHICH_QUESTION).list(&press, "Pick the question", picks.collect())
}

/// Draws a suggestion with what can become of it.
pub(in crate::discord) fn suggestion(one: &Suggestion, page: usize, pages: usize) -> Drawn {
    let mut content = words::suggested(page + 1, pages, one.at.as_second(), one.entry.as_ref().map(EntryId::as_str));
    let room = CONTENT.saturating_sub(length(&content) + 10);
    content.extend(["\n> ", &plain_cut(&one.text.replace('\n', " "), room)]);
    let judge = |verdict, label, style| keep(Keep::Judge { verdict, suggestion: one.id }, label, style);
    let buttons = [
        keep(Keep::Take { suggestion: one.id }, "Make an entry of it…", ButtonStyle::Primary),
        judge(Verdict::Approved, "Approve…", ButtonStyle::Success),
        judge(Verdict::Amended, "Taken over in part…", ButtonStyle::Secondary),
        judge(Verdict::Declined, "Decline…", ButtonStyle::Secondary),
    ];
    let drawn = Drawn::sentence(content).row(buttons.into_iter().flatten().collect());
    drawn.row(turning(page, pages, |page| Press::Keep(Keep::Suggestions { page })))
}
