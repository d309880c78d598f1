//! Names to pick while typing.

use super::Ctx;
use crate::app::{Names, Offered};
use crate::discord::render::markup::cut;
use poise::serenity_prelude::{AutocompleteChoice, CreateAutocompleteResponse};
use std::future::{Ready, ready};

/// The most choices that are shown.
const CHOICES: usize = 25;
/// The most that the name of a choice may take.
const CHOICE: usize = 100;

/// Of whatever has a summary.
pub(super) fn summarised(ctx: Ctx<'_>, typed: &str) -> Ready<CreateAutocompleteResponse> {
    choices(ctx.data().app.names(typed, Names::Summarised, CHOICES))
}

/// Of all that the sources cover.
pub(super) fn covered(ctx: Ctx<'_>, typed: &str) -> Ready<CreateAutocompleteResponse> {
    choices(ctx.data().app.names(typed, Names::Covered, CHOICES))
}

fn choices(offered: Vec<Offered>) -> Ready<CreateAutocompleteResponse> {
    let choices = offered.into_iter().map(|one| AutocompleteChoice::new(cut(&one.name, CHOICE), one.id));
    ready(CreateAutocompleteResponse::new().set_choices(choices.collect()))
}
