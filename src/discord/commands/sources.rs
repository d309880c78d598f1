//! `/sources`: the documents behind the answers.

use super::{Ctx, Seen, show};
use crate::discord::{errors::Failure, pages};

/// See the documents behind the answers
#[poise::command(slash_command)]
pub(crate) async fn sources(ctx: Ctx<'_>) -> Result<(), Failure> {
    show(ctx, &pages::sources(&ctx.data().app, 0), Seen::ByAll).await
}
