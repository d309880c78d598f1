//! Subcommands that look: at an entry, at how the knowledge stands, at what is due.

use super::super::Ctx;
use super::{desk, names};
use crate::app::{self, Curator, Outdated, Resting};
use crate::discord::access::Right;
use crate::discord::errors::Failure;
use crate::discord::keeping::words;
use crate::discord::render::drawn::{CARD, CARDS, Card, lines};
use crate::discord::render::markup::{length, plain_cut};
use crate::discord::render::{Drawn, entry as draw};
use crate::knowledge::{Date, EntryId, Severity};
use jiff::{Timestamp, tz::TimeZone};
use poise::serenity_prelude::GuildId;

/// How many entries that are due are listed.
const DUE: usize = 25;
/// How many sentences that are older than their entries are listed; both lists stand in one message.
const OLDER: usize = 12;

/// See an entry as it stands
#[poise::command(slash_command, guild_only)]
pub(super) async fn show(
    ctx: Ctx<'_>,
    #[description = "The entry"]
    #[autocomplete = "names::all"]
    #[max_length = 100]
    entry: String,
) -> Result<(), Failure> {
    let Some((visit, curator)) = desk(ctx, Right::Edit).await? else { return Ok(()) };
    let knowledge = curator.app().knowledge();
    let found = EntryId::parse(entry.trim()).ok().and_then(|id| knowledge.entry(&id));
    let Some(found) = found else {
        return visit.tell(&Drawn::sentence(words::gone(&entry))).await;
    };
    let drafts =
        curator.read().await.ok().and_then(|files| crate::knowledge::edit::drafts(&files).ok()).unwrap_or_default();
    let file = drafts.into_iter().find(|(_, draft)| draft.id == found.id.as_str()).map(|(file, _)| file);
    let reply = curator.app().entry(&found.id);
    visit.tell(&draw::entry(&knowledge, found, &file.unwrap_or_default(), reply.as_ref())).await
}

/// See how the knowledge stands
#[poise::command(slash_command, guild_only)]
pub(super) async fn status(ctx: Ctx<'_>) -> Result<(), Failure> {
    let Some((visit, curator)) = desk(ctx, Right::Edit).await? else { return Ok(()) };
    let status = curator.status();
    let knowledge = curator.app().knowledge();
    let stale = today().map_or(0, |today| app::stale(&knowledge, today).len());
    let problems = fit(&words::listed(status.problems.iter()));
    let text = words::status(status.revision, status.since.as_second(), knowledge.live().count(), stale, &problems);
    visit.tell(&Drawn::sentence(text)).await
}

/// As many lines as fit below a sentence.
fn fit(text: &str) -> String {
    let all: Vec<String> = text.lines().map(str::to_owned).collect();
    lines(&all, 1_500)
}

/// Check the files
#[poise::command(slash_command, guild_only)]
pub(super) async fn check(ctx: Ctx<'_>) -> Result<(), Failure> {
    let Some((visit, curator)) = desk(ctx, Right::Edit).await? else { return Ok(()) };
    visit.wait().await?;
    let drawn = match curator.check().await {
        Ok(problems) => {
            let text = words::check(problems.count(Severity::Error), problems.count(Severity::Warning));
            with_list(text, words::listed(problems.iter()))
        }
        Err(error) => Drawn::sentence(words::told(error)?),
    };
    visit.put(&drawn).await
}

/// Read the files anew
#[poise::command(slash_command, guild_only)]
pub(super) async fn reload(ctx: Ctx<'_>) -> Result<(), Failure> {
    let Some((visit, curator)) = desk(ctx, Right::Keep).await? else { return Ok(()) };
    visit.wait().await?;
    let drawn = match curator.reload().await {
        Ok(problems) if problems.is_empty() => Drawn::sentence(words::RELOADED),
        Ok(problems) => with_list(words::NOT_RELOADED.to_owned(), words::listed(problems.iter())),
        Err(error) => Drawn::sentence(words::told(error)?),
    };
    visit.put(&drawn).await
}

fn with_list(text: String, body: String) -> Drawn {
    let mut drawn = Drawn::sentence(text);
    if !body.is_empty() {
        drawn.cards.push(Card { body, ..Card::default() });
    }
    drawn
}

/// See what a person should look at again
#[poise::command(slash_command, guild_only)]
pub(super) async fn stale(ctx: Ctx<'_>) -> Result<(), Failure> {
    let Some((visit, curator)) = desk(ctx, Right::Edit).await? else { return Ok(()) };
    visit.wait().await?;
    let mut drawn = due(curator);
    match curator.outdated().await {
        Ok(outdated) if outdated.is_empty() => {}
        Ok(outdated) => {
            let all: Vec<String> = outdated.iter().take(OLDER).map(older).collect();
            drawn.content = format!("{}\n{}", drawn.content, words::outdated(outdated.len()));
            let used: usize = drawn.cards.iter().map(|card| length(&card.body)).sum();
            let body = lines(&all, CARD.min(CARDS.saturating_sub(used)));
            drawn.cards.push(Card { body, ..Card::default() });
        }
        Err(error) => return visit.put(&Drawn::sentence(words::told(error)?)).await,
    }
    visit.put(&drawn).await
}

/// A sentence with those of its entries that say something else by now.
fn older(outdated: &Outdated) -> String {
    let Resting { entity, topic, sentence } = &outdated.resting;
    let entries: Vec<&str> = outdated.entries.iter().map(EntryId::as_str).collect();
    format!("- {entity}, {}: {} (`{}`)", topic.as_str(), plain_cut(sentence, 60), entries.join("`, `"))
}

fn due(curator: &Curator) -> Drawn {
    let knowledge = curator.app().knowledge();
    let stale = today().map(|today| app::stale(&knowledge, today)).unwrap_or_default();
    if stale.is_empty() {
        return Drawn::sentence(words::NOTHING_STALE);
    }
    let line = |entry: &&crate::knowledge::Entry| {
        let by = entry.review_by.map(|date| date.to_string()).unwrap_or_default();
        format!("- {by}: `{}` {}", entry.id, plain_cut(entry.title(), 80))
    };
    let all: Vec<String> = stale.iter().take(DUE).map(line).collect();
    with_list(words::due(stale.len()), lines(&all, CARD))
}

/// See the knowledge in figures
#[poise::command(slash_command, guild_only)]
pub(super) async fn stats(ctx: Ctx<'_>) -> Result<(), Failure> {
    let Some((visit, curator)) = desk(ctx, Right::Edit).await? else { return Ok(()) };
    visit.wait().await?;
    let knowledge = curator.app().knowledge();
    let records = &ctx.data().records;
    let guild = ctx.guild_id().map_or(0, GuildId::get);
    let waiting = records.waiting(guild).await?;
    let suggested = records.suggestions(Some(guild)).await?;
    let live = knowledge.live().count();
    let figures = [
        ("entries that answer", live),
        ("retired entries", knowledge.entries.len() - live),
        ("phrasings", knowledge.live().map(|entry| entry.questions.len()).sum()),
        ("near misses", knowledge.live().map(|entry| entry.not.len()).sum()),
        ("quotes", knowledge.live().map(|entry| entry.quotes.len()).sum()),
        ("documents", knowledge.sources.len()),
        ("summaries", knowledge.profiles.len()),
        ("questions of the guard", knowledge.guard.len()),
        ("questions that wait", waiting.len()),
        ("suggestions that wait", suggested.len()),
    ];
    visit.put(&Drawn::sentence(words::stats(&figures))).await
}

fn today() -> Option<Date> {
    Date::parse(&Timestamp::now().to_zoned(TimeZone::UTC).date().to_string())
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn problems_that_do_not_fit_are_counted_in_whatever_script() {
        let long = format!("- {}", "ә".repeat(1_000));
        assert_eq!(fit(&long), long);
        assert_eq!(fit(&format!("{long}\n{long}\n- tea")), format!("{long}\n-# 2 more"));
        let longest = format!("- {}", "ә".repeat(1_600));
        assert_eq!(fit(&longest), "-# 1 more");
    }
}
