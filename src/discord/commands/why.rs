//! `/why`: how the last answer came about.

use super::{Ctx, Seen, show};
use crate::app::Context;
use crate::discord::errors::Failure;
use crate::discord::render::{Drawn, why as draw};
use crate::discord::words;

/// See how your last answer here came about
#[poise::command(slash_command)]
pub(crate) async fn why(ctx: Ctx<'_>) -> Result<(), Failure> {
    let bot = ctx.data();
    let Some(said) = bot.recent.last(ctx.channel_id().get(), ctx.author().id.get()) else {
        return show(ctx, &Drawn::sentence(words::NOTHING_TO_EXPLAIN), Seen::ByOne).await;
    };
    let explanation = bot.app.explain(&said.question, &Context { previous: said.previous });
    show(ctx, &draw::explained(&bot.app.knowledge(), &said.question, &explanation), Seen::ByOne).await
}
