//! The moderators' channel: every change of the knowledge with its diff, and files that cannot be used.
//!
//! What was told last stands in the ledger, so that what others change while the bot is away is told when it is back.

use super::words;
use crate::app::News;
use crate::app::ledger::{Filter, Headline, LedgerError};
use crate::discord::bot::Bot;
use crate::discord::http;
use crate::discord::render::{Drawn, revisions as draw};
use crate::knowledge::edit::{Changed, unified};
use poise::serenity_prelude::{ChannelId, Http};
use std::hash::{BuildHasher, RandomState};
use tokio::sync::mpsc;

/// How many changes are told one by one; of older ones only how many there are.
const ONE_BY_ONE: usize = 10;

/// Tells moderators of every revision that they have not been told of, oldest first. What cannot be told stays for the
/// next time.
pub(super) async fn tell(bot: &Bot, http: &Http) {
    if bot.settings.moderators_channel.is_none() {
        return;
    }
    let _turn = bot.telling.lock().await;
    if let Err(error) = tell_all(bot, http).await {
        tracing::warn!(%error, "the moderators' channel is told of changes later");
    }
}

async fn tell_all(bot: &Bot, http: &Http) -> Result<(), LedgerError> {
    let ledger = bot.records.ledger();
    let Some(told) = ledger.told_up_to().await? else { return Ok(()) };
    let mut news = ledger.history(&Filter { after: Some(told), ..Filter::default() }, usize::MAX).await?;
    let older = news.split_off(news.len().min(ONE_BY_ONE));
    if let Some(newest) = older.first() {
        if !post(bot, http, &Drawn::sentence(words::not_told(older.len()))).await {
            return Ok(());
        }
        ledger.note_told(newest.number).await?;
    }
    for headline in news.iter().rev() {
        let name = words::author(&headline.author);
        let diff = diff(bot, headline).await?;
        if !post(bot, http, &draw::audit(headline.number, &name, &headline.why, &diff)).await {
            return Ok(());
        }
        ledger.note_told(headline.number).await?;
    }
    Ok(())
}

/// Tells moderators of what was done to the files while the bot was away, then of what others do to them, until nobody
/// says any more.
pub(super) async fn follow(bot: &Bot, http: &Http, mut news: mpsc::Receiver<News>) {
    tell(bot, http).await;
    let mut broken = String::new();
    while let Some(one) = news.recv().await {
        match one {
            News::Taken => {
                broken.clear();
                tell(bot, http).await;
            }
            News::Broken(problems) => {
                let told = words::broken(&problems);
                // The same is said once, however often the file is saved.
                if told != broken {
                    post(bot, http, &Drawn::sentence(told.clone())).await;
                    broken = told;
                }
            }
        }
    }
}

async fn diff(bot: &Bot, headline: &Headline) -> Result<String, LedgerError> {
    let Some(revision) = bot.records.ledger().revision(headline.number).await? else { return Ok(String::new()) };
    let text = |bytes: Option<Vec<u8>>| bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let changes = revision.plan.changes.into_iter();
    let changed: Vec<Changed> =
        changes.map(|one| Changed { path: one.path, before: text(one.before), after: text(one.after) }).collect();
    Ok(unified(&changed))
}

/// Whether it is there to be read.
async fn post(bot: &Bot, client: &Http, drawn: &Drawn) -> bool {
    let Some(channel) = bot.settings.moderators_channel else { return false };
    let message = drawn.message(RandomState::new().hash_one(0) >> 1);
    let posted = http::post(client, ChannelId::new(channel), message).await;
    if let Err(error) = &posted {
        tracing::warn!(%error, "the moderators' channel could not be told; let the bot view it and send messages there");
    }
    posted.is_ok()
}
