//! `/topics`: what can be asked.

use super::{Ctx, Seen, show};
use crate::discord::errors::Failure;
use crate::discord::render::topics as draw;

/// See what can be asked
#[poise::command(slash_command)]
pub(crate) async fn topics(ctx: Ctx<'_>) -> Result<(), Failure> {
    show(ctx, &draw::topics(&ctx.data().app.knowledge()), Seen::ByAll).await
}
