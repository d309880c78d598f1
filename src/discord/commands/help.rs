//! `/help`: what newcomers should know.

use super::{Ctx, Seen, show};
use crate::discord::errors::Failure;
use crate::discord::render::help as draw;

/// See what this is and how to ask
#[poise::command(slash_command)]
pub(crate) async fn help(ctx: Ctx<'_>) -> Result<(), Failure> {
    let bot = ctx.data();
    show(ctx, &draw::help(!bot.reads_all && bot.has_ask_channels()), Seen::ByOne).await
}
