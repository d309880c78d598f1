//! `/knowledge …`: for those who keep the knowledge; a file for each kind of subcommand.
//!
//! Discord hides it from members who may not manage messages; who may use it is decided in `access`, each time.

mod exchanged;
mod look;
mod names;
mod seen;
mod waiting;
mod write;

use super::{Ctx, interaction, without_subcommand};
use crate::app::Curator;
use crate::discord::access::Right;
use crate::discord::errors::Failure;
use crate::discord::keeping::{Visit, words};
use crate::discord::render::Drawn;

use exchanged::{export, import};
use look::{check, reload, show, stale, stats, status};
use seen::{diff, history, undo};
use waiting::{queue, suggestions};
use write::{add, alias, edit, move_entry, near_miss, quote, restore, retire};

/// Keep the knowledge
#[poise::command(
    slash_command,
    guild_only,
    default_member_permissions = "MANAGE_MESSAGES",
    subcommands(
        "add",
        "edit",
        "alias",
        "near_miss",
        "quote",
        "retire",
        "restore",
        "move_entry",
        "show",
        "history",
        "diff",
        "undo",
        "status",
        "check",
        "reload",
        "stale",
        "stats",
        "queue",
        "suggestions",
        "export",
        "import"
    ),
    subcommand_required
)]
pub(crate) async fn knowledge(ctx: Ctx<'_>) -> Result<(), Failure> {
    without_subcommand(ctx).await
}

/// Those who can change the knowledge, for somebody who has the right; tells them where not.
async fn desk(ctx: Ctx<'_>, right: Right) -> Result<Option<(Visit<'_>, &Curator)>, Failure> {
    let bot = ctx.data();
    let visit = Visit::of_command(bot, ctx.http(), interaction(ctx)?);
    let why = match bot.curator() {
        _ if !visit.may(right) => words::NO_RIGHT,
        Ok(curator) => return Ok(Some((visit, curator))),
        Err(why) => why,
    };
    visit.tell(&Drawn::sentence(why)).await?;
    Ok(None)
}
