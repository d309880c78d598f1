//! Subcommands of the history: what was changed, what a revision changed, taking one back.

use super::super::Ctx;
use super::{desk, names};
use crate::discord::access::Right;
use crate::discord::errors::Failure;
use crate::discord::keeping;
use crate::knowledge::EntryId;

/// See what was changed
#[poise::command(slash_command, guild_only)]
pub(super) async fn history(
    ctx: Ctx<'_>,
    #[description = "Of this entry only"]
    #[autocomplete = "names::all"]
    #[max_length = 100]
    entry: Option<String>,
) -> Result<(), Failure> {
    let Some((visit, curator)) = desk(ctx, Right::Edit).await? else { return Ok(()) };
    visit.wait().await?;
    let entry = entry.and_then(|entry| EntryId::parse(entry.trim()).ok());
    keeping::history(&visit, curator, entry, None).await
}

/// See what a revision changed
#[poise::command(slash_command, guild_only)]
pub(super) async fn diff(
    ctx: Ctx<'_>,
    #[description = "Its number"]
    #[min = 1]
    revision: u32,
) -> Result<(), Failure> {
    let Some((visit, curator)) = desk(ctx, Right::Edit).await? else { return Ok(()) };
    visit.wait().await?;
    keeping::diff(&visit, curator, revision.into()).await
}

/// Take a revision back
#[poise::command(slash_command, guild_only)]
pub(super) async fn undo(
    ctx: Ctx<'_>,
    #[description = "Its number"]
    #[min = 1]
    revision: u32,
) -> Result<(), Failure> {
    let Some((visit, curator)) = desk(ctx, Right::Keep).await? else { return Ok(()) };
    keeping::take_back(&visit, curator, revision.into()).await
}
