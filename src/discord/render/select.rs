//! What can be picked below a message, and the buttons that turn its pages.

use super::drawn::{Drawn, ID, sign};
use super::markup::{cut, length};
use crate::discord::ids::{Page, Press};
use poise::serenity_prelude::{
    CreateActionRow, CreateButton, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption,
};

/// The most options that a list can have.
pub(super) const OPTIONS: usize = 25;
/// The most that a label, a value or the words of an empty list may take.
const LABEL: usize = 100;

/// Something to pick: what is read, what is sent, and whether it is what the message shows.
#[derive(Debug, Clone)]
pub(super) struct Pick {
    pub(super) label: String,
    pub(super) value: String,
    pub(super) shown: bool,
}

impl Drawn {
    /// Adds a list to pick from, where it has anything and its id fits.
    pub(super) fn select(self, page: Page, empty: &str, picks: Vec<Pick>) -> Self {
        self.list(&Press::Page(page), empty, picks)
    }

    /// The same for whatever a pick asks for.
    pub(super) fn list(mut self, press: &Press, empty: &str, picks: Vec<Pick>) -> Self {
        let id = press.id();
        let option =
            |pick: Pick| CreateSelectMenuOption::new(cut(&pick.label, LABEL), pick.value).default_selection(pick.shown);
        let options: Vec<_> = picks.into_iter().take(OPTIONS).map(option).collect();
        if length(&id) <= ID && !options.is_empty() {
            let menu = CreateSelectMenu::new(id, CreateSelectMenuKind::String { options });
            self.rows.push(CreateActionRow::SelectMenu(menu.placeholder(cut(empty, LABEL))));
        }
        self
    }

    /// Adds the buttons to the page before and the one after, by number from 0, where there are any.
    pub(super) fn turns(self, page: usize, pages: usize, to: impl Fn(usize) -> Page) -> Self {
        let signs = turning(page, pages, |at| Press::Page(to(at)));
        self.row(signs)
    }
}

/// The buttons to the page before and the one after, by number from 0, where there are any.
pub(super) fn turning(page: usize, pages: usize, to: impl Fn(usize) -> Press) -> Vec<CreateButton> {
    let before = page.checked_sub(1).map(|at| (at, "◀️"));
    let after = Some((page + 1, "▶️")).filter(|(at, _)| *at < pages);
    let ids = [before, after].into_iter().flatten().map(|(at, mark)| (to(at).id(), mark));
    ids.filter(|(id, _)| length(id) <= ID).map(|(id, mark)| sign(&id, mark)).collect()
}
