//! Revisions: lists of them, what one changed, and how moderators hear of one.

use super::drawn::{CARD, CONTENT, Card, Drawn, lines};
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
    let line = |one: &&Headline| {
        let entries = one.entries.iter().take(3).map(|id| format!("`{id}`")).collect::<Vec<_>>().join(" ");
        format!(
            "**{}** <t:{}:d> {}: {} {entries}",
            one.number,
            one.at.as_second(),
            plain_cut(&words::author(&one.author), 40),
            plain_cut(&one.why, 200)
        )
    };
    // Ids may be long: they go where not all fits.
    let whole: Vec<String> = here.iter().map(line).collect();
    let body = lines(&whole, CARD);
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

#[cfg(test)]
mod tests {
    use super::{CARD, PAGE, history, length};
    use crate::app::ledger::{Author, Headline, Via};
    use crate::knowledge::EntryId;
    use jiff::Timestamp;

    #[test]
    fn a_page_of_long_reasons_and_ids_fits_in_a_card_and_says_how_much_does_not() {
        let id = EntryId::parse(&"i".repeat(48)).unwrap();
        let author = Author { name: "n".repeat(40), pseudonym: None, via: Via::Discord };
        let one = |number| Headline {
            number,
            at: Timestamp::UNIX_EPOCH,
            author: author.clone(),
            why: "w".repeat(200),
            entries: vec![id.clone(); 3],
            paths: Vec::new(),
        };
        let all: Vec<Headline> = (0..PAGE as u64).map(|at| one(u64::from(u32::MAX) - at)).collect();
        let drawn = history(&all, None);
        let body = &drawn.cards[0].body;
        assert!(length(body) <= CARD, "{} of {CARD}", length(body));
        assert!(body.ends_with("\n-# 1 more"), "{body}");
        assert!(history(&all[..PAGE - 1], None).cards[0].body.ends_with('`'), "nine fit");
    }
}
