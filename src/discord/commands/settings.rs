//! `/settings`: in which channels questions are answered unprompted.

use super::{Ctx, Seen, has, show, without_subcommand};
use crate::discord::access::Right;
use crate::discord::errors::Failure;
use crate::discord::render::Drawn;
use crate::discord::words;
use poise::serenity_prelude::GuildChannel;

/// Choose the channels in which questions are answered unprompted
#[poise::command(
    slash_command,
    guild_only,
    default_member_permissions = "MANAGE_GUILD",
    subcommands("show_settings", "add_channel", "remove_channel"),
    subcommand_required
)]
pub(crate) async fn settings(ctx: Ctx<'_>) -> Result<(), Failure> {
    without_subcommand(ctx).await
}

/// See the channels in which questions are answered unprompted
#[poise::command(slash_command, guild_only, rename = "show")]
async fn show_settings(ctx: Ctx<'_>) -> Result<(), Failure> {
    if !has(ctx, Right::Keep).await? {
        return Ok(());
    }
    let bot = ctx.data();
    let guild = ctx.guild_id().map_or(0, poise::serenity_prelude::GuildId::get);
    let mut channels = bot.records.settings(guild).ask_channels;
    channels.extend(
        bot.settings.ask_channels.iter().filter(|channel| !channels.contains(channel)).copied().collect::<Vec<_>>(),
    );
    show(ctx, &Drawn::sentence(words::ask_channels(&channels, bot.reads_all)), Seen::ByOne).await
}

/// Answer questions in a channel unprompted
#[poise::command(slash_command, guild_only, rename = "add-channel")]
async fn add_channel(
    ctx: Ctx<'_>,
    #[description = "The channel"]
    #[channel_types("Text", "News")]
    channel: GuildChannel,
) -> Result<(), Failure> {
    change(ctx, |channels| {
        if !channels.contains(&channel.id.get()) {
            channels.push(channel.id.get());
        }
    })
    .await
}

/// Answer in a channel only when asked
#[poise::command(slash_command, guild_only, rename = "remove-channel")]
async fn remove_channel(ctx: Ctx<'_>, #[description = "The channel"] channel: GuildChannel) -> Result<(), Failure> {
    change(ctx, |channels| channels.retain(|id| *id != channel.id.get())).await
}

/// Changes the list of channels and shows it.
async fn change(ctx: Ctx<'_>, change: impl FnOnce(&mut Vec<u64>)) -> Result<(), Failure> {
    if !has(ctx, Right::Keep).await? {
        return Ok(());
    }
    let bot = ctx.data();
    let guild = ctx.guild_id().map_or(0, poise::serenity_prelude::GuildId::get);
    let mut settings = bot.records.settings(guild);
    change(&mut settings.ask_channels);
    bot.records.set_settings(guild, settings.clone()).await?;
    show(ctx, &Drawn::sentence(words::ask_channels(&settings.ask_channels, bot.reads_all)), Seen::ByOne).await
}
