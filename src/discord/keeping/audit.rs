//! The moderators' channel: every published change with its diff, and files that cannot be used.

use super::words;
use crate::app::News;
use crate::app::ledger::Headline;
use crate::discord::bot::Bot;
use crate::discord::http;
use crate::discord::render::{Drawn, revisions as draw};
use crate::knowledge::edit::{Changed, unified};
use poise::serenity_prelude::{ChannelId, Http};
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use tokio::sync::mpsc;

/// Tells moderators of a published change.
pub(super) async fn published(bot: &Bot, http: &Http, number: u64, name: &str, why: &str, diff: &str) {
    tracing::info!(number, why, "the knowledge was changed");
    post(bot, http, &draw::audit(number, name, why, diff)).await;
}

/// Tells moderators of what others did to the files, until nobody says any more.
pub(in crate::discord) async fn follow(bot: Arc<Bot>, http: Arc<Http>, mut news: mpsc::Receiver<News>) {
    let mut broken = String::new();
    while let Some(one) = news.recv().await {
        match one {
            News::Taken(headlines) => {
                broken.clear();
                for headline in headlines {
                    let diff = diff(&bot, &headline).await;
                    let name = words::author(&headline.author);
                    post(&bot, &http, &draw::audit(headline.number, &name, &headline.why, &diff)).await;
                }
            }
            News::Broken(problems) => {
                let told = words::broken(&problems);
                // The same is said once, however often the file is saved.
                if told != broken {
                    post(&bot, &http, &Drawn::sentence(told.clone())).await;
                    broken = told;
                }
            }
        }
    }
}

async fn diff(bot: &Bot, headline: &Headline) -> String {
    let Some(curator) = &bot.curator else { return String::new() };
    let Ok(Some(revision)) = curator.revision(headline.number).await else { return String::new() };
    let text = |bytes: Option<Vec<u8>>| bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let changes = revision.plan.changes.into_iter();
    let changed: Vec<Changed> =
        changes.map(|one| Changed { path: one.path, before: text(one.before), after: text(one.after) }).collect();
    unified(&changed)
}

async fn post(bot: &Bot, client: &Http, drawn: &Drawn) {
    let Some(channel) = bot.settings.moderators_channel else { return };
    let message = drawn.message(RandomState::new().hash_one(0) >> 1);
    let channel = ChannelId::new(channel);
    if let Err(error) = http::post(client, channel, message).await {
        tracing::warn!(%error, "the moderators' channel could not be told; let the bot view it and send messages there");
    }
}
