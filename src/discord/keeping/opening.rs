//! The files from the start on: opened at once, or as soon as another program lets go of them, then followed.

use super::audit;
use crate::app::Curator;
use crate::config::Config;
use crate::discord::bot::Bot;
use poise::serenity_prelude::Http;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// How long is waited before files that are held are tried again; each try waits by itself, too.
const RETRY: Duration = Duration::from_millis(200);

/// Opens the files where they are still held, and tells moderators of what happens to them, until the bot leaves.
pub(in crate::discord) async fn keep(
    bot: Arc<Bot>,
    http: Arc<Http>,
    config: Arc<Config>,
    left: CancellationToken,
    services: TaskTracker,
) {
    if bot.curator.get().is_none() {
        let Some(curator) = left.run_until_cancelled(opened(&bot, config)).await else { return };
        let _ = bot.curator.set(curator);
    }
    let Ok(curator) = bot.curator() else { return };
    let news = curator.follow(left, &services);
    audit::follow(&bot, &http, news).await;
}

/// The files with their history once nobody holds them; none where they cannot be changed from here.
async fn opened(bot: &Bot, config: Arc<Config>) -> Option<Curator> {
    let set = loop {
        match Curator::set(&bot.records, &config).await {
            Ok(set) => break set,
            Err(error) if error.will_pass() => tokio::time::sleep(RETRY).await,
            Err(error) => {
                tracing::warn!(%error, "the knowledge cannot be changed from here, and changes of its files are not noticed");
                return None;
            }
        }
    };
    let curator = Curator::new(set, Arc::clone(&bot.app), Arc::clone(&bot.records), config);
    // The app has read the files while they were held.
    for problem in curator.reloaded().await {
        tracing::error!("{}: {}; {}", problem.file, problem.message, problem.remedy);
    }
    tracing::info!("the knowledge can be changed from here by now");
    Some(curator)
}
