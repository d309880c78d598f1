//! Subcommands for what waits: questions without an answer, and suggestions.

use super::super::Ctx;
use super::desk;
use crate::discord::access::Right;
use crate::discord::errors::Failure;
use crate::discord::keeping;

/// See to questions without an answer
#[poise::command(slash_command, guild_only)]
pub(super) async fn queue(ctx: Ctx<'_>) -> Result<(), Failure> {
    let Some((visit, _)) = desk(ctx, Right::Edit).await? else { return Ok(()) };
    visit.wait().await?;
    keeping::queue(&visit, 0).await
}

/// See to suggestions
#[poise::command(slash_command, guild_only)]
pub(super) async fn suggestions(ctx: Ctx<'_>) -> Result<(), Failure> {
    let Some((visit, _)) = desk(ctx, Right::Edit).await? else { return Ok(()) };
    visit.wait().await?;
    keeping::suggestions(&visit, 0).await
}
