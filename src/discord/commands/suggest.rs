//! `/suggest`: what a member thinks the knowledge lacks.

use super::{Ctx, Seen, ask, interaction, place, show};
use crate::app::Suggested;
use crate::app::ledger::LedgerError;
use crate::discord::access::Right;
use crate::discord::errors::Failure;
use crate::discord::heard;
use crate::discord::keeping::{self, Visit};
use crate::discord::render::Drawn;
use crate::discord::words;
use crate::knowledge::EntryId;

/// Suggest what should be added or put right
#[poise::command(slash_command, guild_only)]
pub(crate) async fn suggest(
    ctx: Ctx<'_>,
    #[description = "What should be added or put right, and where it is written"]
    #[max_length = 1500]
    text: String,
    #[description = "The answer that it is about"]
    #[autocomplete = "ask::entries"]
    #[max_length = 100]
    about: Option<String>,
) -> Result<(), Failure> {
    let bot = ctx.data();
    let visit = Visit::of_command(bot, ctx.http(), interaction(ctx)?);
    if !visit.may(Right::Suggest) {
        return show(ctx, &Drawn::sentence(words::MAY_NOT_SUGGEST), Seen::ByOne).await;
    }
    let knowledge = bot.app.knowledge();
    let entry = about.and_then(|id| EntryId::parse(id.trim()).ok()).filter(|id| knowledge.entry(id).is_some());
    let place = place(ctx);
    let suggested = Suggested {
        person: place.asker,
        guild: place.guild,
        channel: place.channel,
        text: &heard::words(&text),
        entry: entry.as_ref(),
    };
    visit.wait().await?;
    if bot.records.suggest(suggested).await?.is_none() {
        return visit.put(&Drawn::sentence(words::MANY_SUGGESTED)).await;
    }
    // Kept from here on: what fails beside is for the log, or it would be suggested again.
    let unheard = bot.records.unheard(place.asker).await.inspect_err(not_told).unwrap_or_default();
    let (thanks, told) = keeping::words::thanks(&unheard);
    visit.put(&Drawn::sentence(thanks)).await?;
    // What did not fit is told the next time.
    for suggestion in unheard.iter().take(told) {
        let _told = bot.records.ledger().told(suggestion.id).await.inspect_err(not_told);
    }
    Ok(())
}

fn not_told(error: &LedgerError) {
    tracing::warn!(%error, "what became of earlier suggestions is told the next time");
}
