//! What can be typed after a slash, or picked from a message's menu; a file each.

mod about;
mod answer_this;
mod ask;
mod compare;
mod country;
mod from_message;
mod help;
mod knowledge;
mod names;
mod privacy;
mod random;
mod settings;
mod sources;
mod suggest;
mod timeline;
mod topic;
mod topics;
mod why;

use super::access::Right;
use super::bot::{Bot, Place};
use super::errors::Failure;
use super::http::respond;
use super::keeping::Visit;
use super::render::Drawn;
use super::words;
use poise::serenity_prelude::{CommandInteraction, CreateCommand, CreateInteractionResponse};
use std::sync::Arc;

/// What poise hands to every command.
pub(super) type Data = Arc<Bot>;
/// The context of a command.
pub(super) type Ctx<'c> = poise::Context<'c, Data, Failure>;

/// Every command, with its names in other languages.
pub(super) fn all() -> Vec<poise::Command<Data, Failure>> {
    let mut commands = vec![
        ask::ask(),
        answer_this::answer_this(),
        country::country(),
        compare::compare(),
        timeline::timeline(),
        about::about(),
        topics::topics(),
        sources::sources(),
        random::random(),
        why::why(),
        help::help(),
        suggest::suggest(),
        settings::settings(),
        knowledge::knowledge(),
        from_message::add_message(),
        from_message::answers(),
        privacy::privacy(),
    ];
    super::locale::localise(&mut commands);
    commands
}

/// What Discord is told of the commands. poise would leave out what menu entries are called in other languages.
pub(super) fn told(commands: &[poise::Command<Data, Failure>]) -> Vec<CreateCommand> {
    let typed = commands.iter().filter_map(poise::Command::create_as_slash_command);
    let picked = commands.iter().filter_map(|command| {
        let entry = command.create_as_context_menu_command()?;
        let names = command.name_localizations.iter();
        Some(names.fold(entry, |entry, (locale, name)| entry.name_localized(locale.as_ref(), name.as_ref())))
    });
    typed.chain(picked).collect()
}

/// Where a command was used.
fn place(ctx: Ctx<'_>) -> Place {
    Place::of(ctx.guild_id(), ctx.channel_id(), ctx.author().id)
}

/// The first response: seen by all in the channel, or by the one who used the command.
async fn show(ctx: Ctx<'_>, drawn: &Drawn, seen: Seen) -> Result<(), Failure> {
    let interaction = interaction(ctx)?;
    let message = drawn.response().ephemeral(seen == Seen::ByOne);
    Ok(respond(ctx.http(), interaction, CreateInteractionResponse::Message(message)).await?)
}

/// The subcommands do the work; no client sends a command without one.
async fn without_subcommand(ctx: Ctx<'_>) -> Result<(), Failure> {
    show(ctx, &Drawn::sentence(words::OLD_COMMAND), Seen::ByOne).await
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
    // Typing takes nobody's turn, and a sentence is no list to pick from.
    if is_typing(ctx) {
        return Ok(bot.serves(place.guild));
    }
    // Of a command and its subcommand only one counts.
    if ctx.command().subcommand_required {
        return Ok(true);
    }
    let told = if !bot.serves(place.guild) {
        words::OTHER_GUILD
    } else if bot.limits.may(place.asker, place.channel) {
        return Ok(true);
    } else {
        words::TOO_OFTEN
    };
    show(ctx, &Drawn::sentence(told), Seen::ByOne).await?;
    Ok(false)
}

/// Whether somebody is still typing a command.
pub(super) fn is_typing(ctx: Ctx<'_>) -> bool {
    matches!(ctx, poise::Context::Application(context)
        if context.interaction_type == poise::CommandInteractionType::Autocomplete)
}

/// Whether the one who used a command has a right; tells them where not.
async fn has(ctx: Ctx<'_>, right: Right) -> Result<bool, Failure> {
    let visit = Visit::of_command(ctx.data(), ctx.http(), interaction(ctx)?);
    let may = visit.may(right);
    if !may {
        visit.tell(&Drawn::sentence(words::NO_RIGHT)).await?;
    }
    Ok(may)
}

/// The interaction behind a command: all of ours are used through one.
pub(super) fn interaction(ctx: Ctx<'_>) -> Result<&CommandInteraction, Failure> {
    match ctx {
        poise::Context::Application(context) => Ok(context.interaction),
        poise::Context::Prefix(_) => Err(Failure::Panic),
    }
}
