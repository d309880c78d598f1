//! `/ask question:` with the nearest questions to choose from.

use super::{Ctx, Seen, place, show};
use crate::discord::errors::Failure;
use crate::discord::render::markup::{cut, length};
use crate::discord::words;
use crate::knowledge::EntryId;
use poise::serenity_prelude::{AutocompleteChoice, CreateAutocompleteResponse};

/// The most that the name and the value of a choice may take.
const CHOICE: usize = 100;
/// The most choices that are shown.
const CHOICES: usize = 25;

/// Ask about the foreign policy of Central Asia
#[poise::command(slash_command)]
pub(crate) async fn ask(
    ctx: Ctx<'_>,
    #[description = "Your question, in your own words"]
    #[autocomplete = "nearest"]
    #[max_length = 2000]
    question: String,
) -> Result<(), Failure> {
    let bot = ctx.data();
    let question = picked(ctx, &question).unwrap_or(question);
    let previous = bot.recent.leans_on(ctx.channel_id().get(), ctx.author().id.get());
    let got = bot.ask(place(ctx), &question, previous);
    let drawn = bot.draw(&got).headed(&words::asked(&question));
    show(ctx, &drawn, Seen::ByAll).await
}

/// Questions near to what is typed; good ones to start with before anything is.
#[expect(clippy::unused_async, reason = "poise awaits it")]
async fn nearest(ctx: Ctx<'_>, typed: &str) -> CreateAutocompleteResponse {
    let suggestions = ctx.data().app.suggest(typed, CHOICES);
    let choices = suggestions.into_iter().map(|suggestion| {
        let value = if length(&suggestion.question) <= CHOICE {
            suggestion.question.clone()
        } else {
            format!("#{}", suggestion.entry)
        };
        AutocompleteChoice::new(cut(&suggestion.question, CHOICE), value)
    });
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}

/// The entries whose questions come nearest to what is typed.
#[expect(clippy::unused_async, reason = "poise awaits it")]
pub(super) async fn entries(ctx: Ctx<'_>, typed: &str) -> CreateAutocompleteResponse {
    let suggestions = ctx.data().app.suggest(typed, CHOICES).into_iter();
    let choices = suggestions.map(|one| AutocompleteChoice::new(cut(&one.question, CHOICE), one.entry.to_string()));
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}

/// The question of an entry whose id a choice carried: the question itself was too long for that.
fn picked(ctx: Ctx<'_>, value: &str) -> Option<String> {
    let id = EntryId::parse(value.strip_prefix('#')?).ok()?;
    ctx.data().app.knowledge().entry(&id).map(|entry| entry.title().to_owned())
}
