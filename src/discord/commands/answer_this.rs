//! "Answer this": answers a message that somebody else wrote.

use super::{Ctx, Seen, place, show};
use crate::discord::errors::Failure;
use crate::discord::heard;
use crate::discord::render::Drawn;
use crate::discord::words;
use poise::serenity_prelude::Message;

/// Answers the question in a message.
#[poise::command(context_menu_command = "Answer this")]
pub(crate) async fn answer_this(ctx: Ctx<'_>, #[description = "The message"] message: Message) -> Result<(), Failure> {
    let question = heard::words(&message.content);
    if question.is_empty() {
        return show(ctx, &Drawn::sentence(words::NO_WORDS), Seen::ByOne).await;
    }
    let got = ctx.data().ask(place(ctx), &question, None);
    let drawn = ctx.data().draw(&got).headed(&words::asked(&question));
    show(ctx, &drawn, Seen::ByAll).await
}
