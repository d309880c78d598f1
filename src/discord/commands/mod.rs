//! What can be typed after a slash, or picked from a message's menu; a file each.

mod answer_this;
mod ask;
mod privacy;
mod settings;
mod why;

use super::access::{Person, Right};
use super::bot::{Bot, Place};
use super::errors::Failure;
use super::http::respond;
use super::limits::Turn;
use super::render::Drawn;
use super::words;
use poise::serenity_prelude::{CommandInteraction, CreateInteractionResponse};
use std::sync::Arc;

/// What poise hands to every command.
pub(super) type Data = Arc<Bot>;
/// The context of a command.
pub(super) type Ctx<'c> = poise::Context<'c, Data, Failure>;

/// Every command, with its names in other languages.
pub(super) fn all() -> Vec<poise::Command<Data, Failure>> {
    vec![ask::ask(), answer_this::answer_this(), why::why(), settings::settings(), privacy::privacy()]
}

/// Where a command was used.
fn place(ctx: Ctx<'_>) -> Place {
    Place {
        guild: ctx.guild_id().map(poise::serenity_prelude::GuildId::get),
        channel: ctx.channel_id().get(),
        asker: ctx.author().id.get(),
    }
}

/// The first response: seen by all in the channel, or by the one who used the command.
async fn show(ctx: Ctx<'_>, drawn: &Drawn, seen: Seen) -> Result<(), Failure> {
    let interaction = interaction(ctx)?;
    let message = drawn.response().ephemeral(seen == Seen::ByOne);
    Ok(respond(ctx.http(), interaction, CreateInteractionResponse::Message(message)).await?)
}

/// Who sees a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    ByAll,
    ByOne,
}

/// Whether a command may run: in a server that the bot serves, by somebody whose turn it is.
pub(super) async fn may_run(ctx: Ctx<'_>) -> Result<bool, Failure> {
    let bot = ctx.data();
    let place = place(ctx);
    let told = if !bot.serves(place.guild) {
        words::OTHER_GUILD
    } else if bot.limits.turn(place.asker, place.channel) == Turn::Yes {
        return Ok(true);
    } else {
        words::TOO_OFTEN
    };
    show(ctx, &Drawn::sentence(told), Seen::ByOne).await?;
    Ok(false)
}

/// Whether the one who used a command has a right; tells them where not.
async fn has(ctx: Ctx<'_>, right: Right) -> Result<bool, Failure> {
    let member = interaction(ctx)?.member.as_deref();
    let roles: Vec<u64> = member.into_iter().flat_map(|member| &member.roles).map(|role| role.get()).collect();
    let place = place(ctx);
    let person = Person { guild: place.guild, user: place.asker, roles: &roles };
    let may = ctx.data().access.may(person, right);
    if !may {
        show(ctx, &Drawn::sentence(words::NO_RIGHT), Seen::ByOne).await?;
    }
    Ok(may)
}

/// The interaction behind a command: all of ours are used through one.
fn interaction(ctx: Ctx<'_>) -> Result<&CommandInteraction, Failure> {
    match ctx {
        poise::Context::Application(context) => Ok(context.interaction),
        poise::Context::Prefix(_) => Err(Failure::Panic),
    }
}
