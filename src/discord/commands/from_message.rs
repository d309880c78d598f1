//! "Add to knowledge base" and "This answers …": an entry begun from what somebody wrote.

use super::{Ctx, interaction};
use crate::discord::access::Right;
use crate::discord::errors::Failure;
use crate::discord::heard;
use crate::discord::keeping::{self, Form, Visit};
use crate::discord::render::Drawn;
use crate::discord::words;
use poise::serenity_prelude::Message;

/// Begins an entry from a question.
#[poise::command(
    context_menu_command = "Add to knowledge base",
    guild_only,
    default_member_permissions = "MANAGE_MESSAGES"
)]
pub(crate) async fn add_message(ctx: Ctx<'_>, #[description = "The message"] message: Message) -> Result<(), Failure> {
    let Some((visit, question)) = begun(ctx, &message).await? else { return Ok(()) };
    let work = keeping::from_question(&visit, &question);
    keeping::open(&visit, Form::Text, &work).await
}

/// Begins an entry from an answer.
#[poise::command(context_menu_command = "This answers …", guild_only, default_member_permissions = "MANAGE_MESSAGES")]
pub(crate) async fn answers(ctx: Ctx<'_>, #[description = "The message"] message: Message) -> Result<(), Failure> {
    let Some((visit, answer)) = begun(ctx, &message).await? else { return Ok(()) };
    keeping::pick_question(&visit, &answer).await
}

/// The words of a message, for somebody who may keep the knowledge; tells them where not.
async fn begun<'c>(ctx: Ctx<'c>, message: &Message) -> Result<Option<(Visit<'c>, String)>, Failure> {
    let bot = ctx.data();
    let visit = Visit::of_command(bot, ctx.http(), interaction(ctx)?);
    let text = heard::words(&message.content);
    let why = if !visit.may(Right::Edit) {
        words::NO_RIGHT
    } else if let Err(why) = bot.curator() {
        why
    } else if text.is_empty() {
        words::NO_WORDS
    } else {
        return Ok(Some((visit, text)));
    };
    visit.tell(&Drawn::sentence(why)).await?;
    Ok(None)
}
