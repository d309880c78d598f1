//! `/settings`: in which channels questions are answered unprompted.

use super::{Ctx, Seen, has, interaction, show, without_subcommand};
use crate::discord::access::Right;
use crate::discord::errors::Failure;
use crate::discord::keeping::Visit;
use crate::discord::render::Drawn;
use crate::discord::words;
use poise::serenity_prelude::{Guild, GuildChannel, GuildId};

/// Choose the channels in which questions are answered unprompted
#[poise::command(
    slash_command,
    guild_only,
    default_member_permissions = "MANAGE_MESSAGES",
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
    let channels = listed(ctx, ctx.data().records.settings(guild(ctx)).ask_channels);
    show(ctx, &Drawn::sentence(channels), Seen::ByOne).await
}

/// Answer questions in a channel unprompted
#[poise::command(slash_command, guild_only, rename = "add-channel")]
async fn add_channel(
    ctx: Ctx<'_>,
    #[description = "The channel"]
    #[channel_types("Text", "News")]
    channel: GuildChannel,
) -> Result<(), Failure> {
    if !has(ctx, Right::Keep).await? {
        return Ok(());
    }
    let channel = channel.id.get();
    let add = |channels: &mut Vec<u64>| {
        if !channels.contains(&channel) {
            channels.push(channel);
        }
    };
    let visit = waiting(ctx).await?;
    let channels = change(ctx, add).await?;
    visit.put(&Drawn::sentence(channels)).await
}

/// Answer in a channel only when asked
#[poise::command(slash_command, guild_only, rename = "remove-channel")]
async fn remove_channel(ctx: Ctx<'_>, #[description = "The channel"] channel: GuildChannel) -> Result<(), Failure> {
    if !has(ctx, Right::Keep).await? {
        return Ok(());
    }
    let channel = channel.id.get();
    let visit = waiting(ctx).await?;
    let channels = change(ctx, |channels| channels.retain(|other| *other != channel)).await?;
    let stays = ctx.data().settings.ask_channels.contains(&channel);
    let channels = if stays { format!("{}\n{channels}", words::set_in_config(channel)) } else { channels };
    visit.put(&Drawn::sentence(channels)).await
}

/// A visitor who is told that the ledger may take longer than Discord waits.
async fn waiting(ctx: Ctx<'_>) -> Result<Visit<'_>, Failure> {
    let visit = Visit::of_command(ctx.data(), ctx.http(), interaction(ctx)?);
    visit.wait().await?;
    Ok(visit)
}

/// Changes the channels that are kept for a server, without those that are gone; gives what is now to be said of all.
async fn change(ctx: Ctx<'_>, change: impl FnOnce(&mut Vec<u64>)) -> Result<String, Failure> {
    let there = there(ctx);
    let settings = ctx.data().records.change_settings(guild(ctx), |settings| {
        settings.ask_channels.retain(&there);
        change(&mut settings.ask_channels);
    });
    Ok(listed(ctx, settings.await?.ask_channels))
}

/// The channels of a server that are there, with those of them that the config names.
fn listed(ctx: Ctx<'_>, mut channels: Vec<u64>) -> String {
    let bot = ctx.data();
    for channel in &bot.settings.ask_channels {
        if !channels.contains(channel) {
            channels.push(*channel);
        }
    }
    channels.retain(there(ctx));
    words::ask_channels(&channels, bot.reads_all)
}

/// Whether the server has a channel or thread; while nothing is known of the server, all are taken to be there.
fn there(ctx: Ctx<'_>) -> impl Fn(&u64) -> bool + use<> {
    let of = |guild: &Guild| -> Vec<u64> {
        let threads = guild.threads.iter().map(|thread| thread.id.get());
        guild.channels.keys().map(|id| id.get()).chain(threads).collect()
    };
    let all = ctx.guild().map(|guild| of(&guild));
    move |channel| all.as_ref().is_none_or(|all| all.contains(channel))
}

fn guild(ctx: Ctx<'_>) -> u64 {
    ctx.guild_id().map_or(0, GuildId::get)
}
