//! The files from the start on: opened at once, or as soon as another program lets go of them, then followed.

use super::audit;
use crate::app::{CommitError, Curator, Set};
use crate::config::Config;
use crate::discord::bot::Bot;
use crate::discord::errors::{Failure, caught};
use crate::knowledge::Problem;
use poise::serenity_prelude::Http;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::task::TaskTracker;

/// How long is waited before files that are held are tried again; each try waits by itself, too.
const RETRY: Duration = Duration::from_millis(200);
/// The same where something else refuses, such as the disk.
const LATER: Duration = Duration::from_secs(10);

/// Opens the files where they are `held`, and tells moderators of what happens to them, until the bot leaves; what they
/// could not be told they are told `again` after a while.
///
/// # Errors
/// Where a backup takes the place of what is open: only another start reads that.
pub(in crate::discord) async fn keep(
    bot: Arc<Bot>,
    http: Arc<Http>,
    config: Arc<Config>,
    held: Option<String>,
    again: Duration,
    services: TaskTracker,
) -> Result<(), CommitError> {
    let mut problems = Vec::new();
    if let Some(why) = held {
        let Some(opened) = bot.left.run_until_cancelled(opened(&bot, config, why)).await else { return Ok(()) };
        let (curator, found) = opened?;
        problems = found;
        let _ = bot.curator.set(Some(curator));
    }
    let Ok(curator) = bot.curator() else { return Ok(()) };
    let news = curator.follow(bot.left.clone(), &services);
    audit::follow(&bot, &http, &problems, news, again).await;
    Ok(())
}

/// The files with their history once they can be opened, with what is wrong with them then.
async fn opened(bot: &Bot, config: Arc<Config>, why: String) -> Result<(Curator, Vec<Problem>), CommitError> {
    let set = set(bot, &config, why).await?;
    let curator = Curator::new(set, Arc::clone(&bot.app), Arc::clone(&bot.records), config);
    // The app has read the files while they were held.
    let problems = curator.reloaded().await;
    for problem in &problems {
        tracing::error!("{}: {}; {}", problem.file, problem.message, problem.remedy);
    }
    tracing::info!("the knowledge can be changed from here by now");
    Ok((curator, problems))
}

/// Tries until it can be opened; each new reason why it cannot is for the log, after the one that stands there.
async fn set(bot: &Bot, config: &Config, mut complaint: String) -> Result<Set, CommitError> {
    loop {
        let (why, pause) = match caught(async { Ok::<_, Failure>(Curator::set(&bot.records, config).await) }).await {
            Ok(Ok(set)) => return Ok(set),
            Ok(Err(error)) if error.is_restored() => return Err(error),
            Ok(Err(error)) => (error.to_string(), if error.will_pass() { RETRY } else { LATER }),
            Err(fault) => (fault.to_string(), LATER),
        };
        if complaint != why {
            not_yet(&why);
            complaint = why;
        }
        tokio::time::sleep(pause).await;
    }
}

/// Says for the log why the files cannot be changed yet.
pub(in crate::discord) fn not_yet(why: &str) {
    tracing::warn!("the knowledge cannot be changed from here yet: {why}; that is tried until it can");
}
