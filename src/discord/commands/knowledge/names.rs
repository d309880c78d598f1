//! Entries, files and sources to pick while typing; nothing for whoever may not keep the knowledge.

use super::super::{Ctx, interaction};
use crate::discord::access::Right;
use crate::discord::keeping::Visit;
use crate::discord::render::markup::{cut, length};
use crate::knowledge::{Entry, folded};
use poise::serenity_prelude::{AutocompleteChoice, CreateAutocompleteResponse};
use std::future::{Ready, ready};

/// The most choices that are shown.
const CHOICES: usize = 25;
/// The most that the name of a choice may take.
const CHOICE: usize = 100;

type Response = Ready<CreateAutocompleteResponse>;

/// Entries that answer, by id and by question.
pub(super) fn entries(ctx: Ctx<'_>, typed: &str) -> Response {
    offer(ctx, || found(ctx, typed, |entry| entry.retired.is_none()))
}

/// Entries that are retired.
pub(super) fn retired(ctx: Ctx<'_>, typed: &str) -> Response {
    offer(ctx, || found(ctx, typed, |entry| entry.retired.is_some()))
}

/// All entries.
pub(super) fn all(ctx: Ctx<'_>, typed: &str) -> Response {
    offer(ctx, || found(ctx, typed, |_| true))
}

/// Documents, by id and by author.
pub(super) fn sources(ctx: Ctx<'_>, typed: &str) -> Response {
    offer(ctx, || {
        let typed = folded(typed);
        let knowledge = ctx.data().app.knowledge();
        let sources = knowledge
            .sources
            .values()
            .map(|source| (source.id.to_string(), format!("{}: {}, {}", source.id, source.author, source.title)));
        sources.filter(|(_, shown)| folded(shown).contains(&typed)).collect()
    })
}

/// Files that hold entries.
pub(super) async fn files(ctx: Ctx<'_>, typed: &str) -> CreateAutocompleteResponse {
    let files = match ctx.data().curator() {
        Ok(curator) if may(ctx) => curator.read().await.unwrap_or_default(),
        _ => Vec::new(),
    };
    let holds = |path: &str| path.starts_with("countries/") || path.starts_with("topics/");
    let paths = files.into_iter().map(|file| file.path).filter(|path| holds(path) && path.contains(typed.trim()));
    listed(paths.map(|path| (path.clone(), path)).collect())
}

fn may(ctx: Ctx<'_>) -> bool {
    interaction(ctx).is_ok_and(|used| Visit::of_command(ctx.data(), ctx.http(), used).may(Right::Edit))
}

fn offer(ctx: Ctx<'_>, find: impl FnOnce() -> Vec<(String, String)>) -> Response {
    ready(listed(if may(ctx) { find() } else { Vec::new() }))
}

fn listed(found: Vec<(String, String)>) -> CreateAutocompleteResponse {
    let fits = found.into_iter().filter(|(value, _)| length(value) <= CHOICE).take(CHOICES);
    let choices = fits.map(|(value, name)| AutocompleteChoice::new(cut(&name, CHOICE), value));
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}

/// Entries whose id has what is typed come first, then those whose questions come near it.
fn found(ctx: Ctx<'_>, typed: &str, wanted: impl Fn(&Entry) -> bool) -> Vec<(String, String)> {
    let app = &ctx.data().app;
    let knowledge = app.knowledge();
    let wanted_id = typed.trim().to_lowercase().replace(' ', "-");
    let folded_typed = folded(typed);
    let by_id = knowledge.entries.iter().filter(|entry| entry.id.as_str().contains(&wanted_id));
    let near: Vec<_> = app.suggest(typed, CHOICES).into_iter().map(|near| near.entry).collect();
    let by_question = near.iter().filter_map(|id| knowledge.entry(id));
    let by_words = knowledge.entries.iter().filter(|entry| folded(entry.title()).contains(&folded_typed));
    let mut offered: Vec<&Entry> = Vec::new();
    for entry in by_id.chain(by_question).chain(by_words).filter(|entry| wanted(entry)) {
        if offered.len() < CHOICES && !offered.iter().any(|other| other.id == entry.id) {
            offered.push(entry);
        }
    }
    offered.into_iter().map(|entry| (entry.id.to_string(), format!("{}: {}", entry.id, entry.title()))).collect()
}
