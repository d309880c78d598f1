//! `/privacy`: what is kept, for how long, and how to have it deleted.

use super::{Ctx, Seen, show};
use crate::discord::errors::Failure;
use crate::discord::ids::Press;
use crate::discord::render::{Drawn, drawn::button};
use crate::discord::words;
use poise::serenity_prelude::ButtonStyle;

/// See what is kept of you, and have it deleted
#[poise::command(slash_command)]
pub(crate) async fn privacy(ctx: Ctx<'_>) -> Result<(), Failure> {
    let ledger = &ctx.data().settings.ledger;
    let drawn = Drawn::sentence(words::privacy(ledger.keep_days, ledger.direct_messages));
    let forget = button(&Press::Forget.id(), "Forget me", ButtonStyle::Danger);
    show(ctx, &drawn.row(forget.into_iter().collect()), Seen::ByOne).await
}
