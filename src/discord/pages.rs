//! Pages and sections of what was looked up.

use super::bot::Bot;
use super::ids::Page;
use super::render::Drawn;
use poise::serenity_prelude::ComponentInteractionDataKind;

/// The page that was asked for; none where what it is of is gone.
pub(super) fn turn(_bot: &Bot, _page: &Page, _kind: &ComponentInteractionDataKind) -> Option<Drawn> {
    None
}
