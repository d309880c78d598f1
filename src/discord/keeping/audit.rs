//! The moderators' channel: every change of the knowledge with its diff, and files that cannot be used.
//!
//! What was told last stands in the ledger, so that what others change while the bot is away is told when it is back.

use super::words;
use crate::app::News;
use crate::app::ledger::{Filter, Headline, LedgerError, Via};
use crate::discord::bot::Bot;
use crate::discord::http;
use crate::discord::render::{Drawn, revisions as draw};
use crate::knowledge::Problem;
use crate::knowledge::edit::{Changed, unified};
use poise::serenity_prelude::{ChannelId, Http};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, RandomState};
use std::time::Duration;
use tokio::sync::mpsc;

/// How many changes are told one by one; of older ones only how many there are.
const ONE_BY_ONE: usize = 10;

/// Tells moderators of every revision that they have not been told of, oldest first. What cannot be told stays for the
/// next time; where there is no channel, nothing does.
pub(super) async fn tell(bot: &Bot, http: &Http) {
    let mut told = bot.telling.lock().await;
    if let Err(error) = tell_all(bot, http, &mut told).await {
        tracing::warn!(%error, "the moderators' channel is told of changes later");
    }
}

/// `told` is the newest revision told of by this process, whether or not the ledger could note it.
async fn tell_all(bot: &Bot, http: &Http, told: &mut u64) -> Result<(), LedgerError> {
    let ledger = bot.records.ledger();
    let Some(noted) = ledger.told_up_to().await? else { return Ok(()) };
    if bot.settings.moderators_channel.is_none() {
        *told = ledger.current().await?;
    }
    if noted < *told {
        ledger.note_told(*told).await?;
    }
    let filter = Filter { after: Some(noted.max(*told)), ..Filter::default() };
    let mut news = ledger.history(&filter, usize::MAX).await?;
    if bot.curator().is_ok_and(|curator| !curator.status().problems.is_empty()) {
        // What was made properly was right, and so was all before it; what was saved by hand since may not be.
        news.drain(..news.iter().position(|one| one.author.via != Via::Editor).unwrap_or(news.len()));
    }
    let older = news.split_off(news.len().min(ONE_BY_ONE));
    if let Some(newest) = older.first() {
        if !post(bot, http, &Drawn::sentence(words::not_told(older.len())), nonce(newest)).await {
            return Ok(());
        }
        *told = newest.number;
        ledger.note_told(*told).await?;
    }
    for headline in news.iter().rev() {
        let name = words::author(&headline.author);
        let drawn = draw::audit(headline.number, &name, &headline.why, &diff(bot, headline).await?);
        if !post(bot, http, &drawn, nonce(headline)).await {
            return Ok(());
        }
        *told = headline.number;
        ledger.note_told(*told).await?;
    }
    Ok(())
}

/// Tells moderators of what was done to the files while the bot was away, then of what others do to them, until nobody
/// says any more. What cannot be told is tried `again` after a while. `problems` are those of the files as they were
/// found: what was saved by hand in files that cannot be used is told once they can.
pub(super) async fn follow(
    bot: &Bot,
    http: &Http,
    problems: &[Problem],
    mut news: mpsc::Receiver<News>,
    again: Duration,
) {
    let mut broken = (!problems.is_empty()).then(|| words::broken(problems));
    // The same is said once, however often the file is saved; broken anew within minutes, it is told again.
    let mut said = None;
    let mut saying = (None, 0);
    loop {
        tell(bot, http).await;
        match &broken {
            None => (said, saying) = (None, (None, 0)),
            broken if *broken == said => {}
            Some(sentence) => {
                if saying.0 != broken {
                    saying = (broken.clone(), RandomState::new().hash_one(sentence) >> 1);
                }
                if post(bot, http, &Drawn::sentence(sentence.clone()), saying.1).await {
                    said.clone_from(&broken);
                }
            }
        }
        tokio::select! {
            one = news.recv() => match one {
                Some(News::Taken) => broken = None,
                Some(News::Broken(problems)) => broken = Some(words::broken(&problems)),
                None => return,
            },
            () = tokio::time::sleep(again) => {}
        }
    }
}

/// The number by which Discord knows what is told of a revision: where it is told again after a stop, because nobody
/// knew that it had arrived, it appears once.
fn nonce(told: &Headline) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one((told.number, told.at)) >> 1
}

async fn diff(bot: &Bot, headline: &Headline) -> Result<String, LedgerError> {
    let Some(revision) = bot.records.ledger().revision(headline.number).await? else { return Ok(String::new()) };
    let text = |bytes: Option<Vec<u8>>| bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let changes = revision.plan.changes.into_iter();
    let changed: Vec<Changed> =
        changes.map(|one| Changed { path: one.path, before: text(one.before), after: text(one.after) }).collect();
    Ok(unified(&changed))
}

/// Whether it is done with: it is there to be read, or Discord takes it in no form.
async fn post(bot: &Bot, client: &Http, drawn: &Drawn, nonce: u64) -> bool {
    let Some(channel) = bot.settings.moderators_channel else { return false };
    // What is told while the bot leaves could not be noted any more, and would be told again.
    if bot.left.is_cancelled() {
        return false;
    }
    let sent = async |drawn: &Drawn| http::post(client, ChannelId::new(channel), drawn.message(nonce)).await;
    let mut posted = sent(drawn).await;
    if let Err(error) = &posted
        && http::is_no_message(error)
    {
        tracing::warn!(%error, "Discord takes no such message into the moderators' channel; that is said there in its place");
        posted = sent(&Drawn::sentence(words::NOT_TAKEN)).await;
        if let Err(error) = &posted
            && http::is_no_message(error)
        {
            tracing::warn!(%error, "Discord does not take that either; `/knowledge history` has the change");
            return true;
        }
    }
    if let Err(error) = &posted {
        tracing::warn!(%error, "the moderators' channel could not be told; let the bot view it and send messages there");
    }
    posted.is_ok()
}
