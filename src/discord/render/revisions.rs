//! Revisions: lists of them, what one changed, and how moderators hear of one.

use super::drawn::{CARD, CONTENT, Card, Drawn};
use super::markup::{length, plain_cut};
use super::review::{code, keep};
use super::select::Pick;
use crate::app::ledger::{Headline, Revision};
use crate::discord::ids::Press;
use crate::discord::keeping::{Keep, words};
use crate::knowledge::EntryId;
use poise::serenity_prelude::ButtonStyle;

/// How many revisions stand on a page.
pub(in crate::discord) const PAGE: usize = 10;

/// Draws a page of revisions, newest first; one more than a page has says that there are older ones.
pub(in crate::discord) fn history(found: &[Headline], entry: Option<&EntryId>) -> Drawn {
    let here: Vec<&Headline> = found.iter().take(PAGE).collect();
    let Some(last) = here.last() else {
        return Drawn::sentence(words::NO_HISTORY);
    };
    let lines = here.iter().map(|one| {
        let entries = one.entries.iter().take(3).map(|id| format!("`{id}`")).collect::<Vec<_>>().join(" ");
        format!(
            "**{}** <t:{}:d> {}: {} {entries}",
            one.number,
            one.at.as_second(),
            plain_cut(&words::author(&one.author), 40),
            plain_cut(&one.why, 200)
        )
    });
    let body = lines.collect::<Vec<_>>().join("\n");
    let title = words::history(entry.map(EntryId::as_str));
    let picks = here.iter().map(|one| Pick {
        label: format!("{}: {}", one.number, one.why),
        value: one.number.to_string(),
        shown: false,
    });
    let drawn = Drawn { content: title, cards: vec![Card { body, ..Card::default() }], rows: Vec::new() };
    let first = Press::Keep(Keep::Diff { revision: last.number });
    let drawn = drawn.list(&first, "See what one changed", picks.collect());
    let older = Keep::History { entry: entry.cloned(), before: last.number };
    let older = (found.len() > PAGE).then(|| keep(older, "Older", ButtonStyle::Secondary)).flatten();
    drawn.row(older.into_iter().collect())
}

/// Draws what a revision changed.
pub(in crate::discord) fn diff(revision: &Revision, diff: &str, may_undo: bool) -> Drawn {
    let plan = &revision.plan;
    let content = words::revision(revision.number, plan.at.as_second(), &words::author(&plan.author), &plan.why);
    let cards = code(diff, CARD - 100).map(|body| Card { body, ..Card::default() });
    let drawn = Drawn { content, cards: cards.into_iter().collect(), rows: Vec::new() };
    let undo = keep(Keep::Undo { revision: revision.number }, "Take it back…", ButtonStyle::Danger);
    drawn.row(undo.into_iter().filter(|_| may_undo).collect())
}

/// Draws what moderators hear of a published change: all in the text, so that it needs no leave to show cards.
pub(in crate::discord) fn audit(number: u64, name: &str, why: &str, diff: &str) -> Drawn {
    let head = words::audit(number, name, why);
    let room = CONTENT.saturating_sub(length(&head) + 60);
    let diff = code(diff, room).map(|diff| format!("\n{diff}")).unwrap_or_default();
    Drawn::sentence(format!("{head}{diff}"))
}
