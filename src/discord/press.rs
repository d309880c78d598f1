//! Buttons and selects: from what was pressed to what becomes of the message.

use super::access::{Person, Right, roles};
use super::bot::{Bot, Place};
use super::errors::{Failure, caught};
use super::http::{deliver, respond, take_away};
use super::ids::{Page, Press};
use super::render::{Drawn, Origin, answer};
use super::words;
use crate::app::{Context, Voted, ledger::Vote};
use crate::knowledge::EntryId;
use poise::serenity_prelude::{
    self as serenity, ComponentInteraction, CreateInteractionResponse as Response, CreateInteractionResponseMessage,
};
use std::time::Duration;

/// How a press is answered.
enum Answer {
    /// To the one who pressed alone.
    Aside(Drawn),
    /// The message becomes this.
    Becomes(Drawn),
    /// The message goes.
    Goes,
}

/// Handles a press.
pub(super) async fn press(
    bot: &Bot,
    context: &serenity::Context,
    pressed: &ComponentInteraction,
) -> Result<(), Failure> {
    if let Some(Press::Keep(keep)) = Press::parse(&pressed.data.custom_id) {
        return Box::pin(super::keeping::pressed(bot, context, pressed, keep)).await;
    }
    let mut work = Box::pin(outcome(bot, pressed));
    let Ok(answer) = tokio::time::timeout(QUICK, &mut work).await else {
        return late(context, pressed, work).await;
    };
    let response = match &answer {
        Answer::Aside(drawn) => Response::Message(drawn.response().ephemeral(true)),
        Answer::Becomes(drawn) => Response::UpdateMessage(drawn.response()),
        Answer::Goes => Response::Acknowledge,
    };
    respond(&context.http, pressed, response).await?;
    if matches!(answer, Answer::Goes) {
        take_away(&context.http, pressed).await?;
    }
    Ok(())
}

/// How long is waited before Discord is told that an answer takes longer; it gives three seconds.
const QUICK: Duration = Duration::from_secs(2);

/// Answers a press that takes longer: "is thinking" first, then what came of it.
async fn late(
    context: &serenity::Context,
    pressed: &ComponentInteraction,
    work: impl Future<Output = Answer>,
) -> Result<(), Failure> {
    let thinking = Response::Defer(CreateInteractionResponseMessage::new().ephemeral(true));
    respond(&context.http, pressed, thinking).await?;
    match work.await {
        Answer::Aside(drawn) | Answer::Becomes(drawn) => {
            deliver(|| pressed.edit_response(&context.http, drawn.edit())).await?;
        }
        Answer::Goes => take_away(&context.http, pressed).await?,
    }
    Ok(())
}

/// What becomes of a press, whatever happens.
async fn outcome(bot: &Bot, pressed: &ComponentInteraction) -> Answer {
    caught(answer(bot, pressed))
        .await
        .unwrap_or_else(|failure| Answer::Aside(Drawn::sentence(super::errors::logged(&failure, "a press"))))
}

async fn answer(bot: &Bot, pressed: &ComponentInteraction) -> Result<Answer, Failure> {
    let aside = |sentence: &str| Ok(Answer::Aside(Drawn::sentence(sentence)));
    let place = place(pressed);
    if !bot.serves(place.guild) {
        return aside(words::OTHER_GUILD);
    }
    if !bot.limits.may(place.asker, place.channel) {
        return aside(words::TOO_OFTEN);
    }
    let Some(press) = Press::parse(&pressed.data.custom_id) else {
        return aside(words::OLD_BUTTON);
    };
    if owner(&press).is_some_and(|owner| owner != place.asker) && !may_moderate(bot, pressed) {
        return aside(words::NOT_YOURS);
    }
    match press {
        Press::Pick { entry, asker, question } => {
            let origin = Origin { asker, question: Some(question).filter(|number| *number > 0) };
            Ok(pick(bot, place, &entry, origin, &pressed.message.content))
        }
        Press::Ask { entry } => Ok(related(bot, place, &entry)),
        Press::Context { entry } => Ok(context_of(bot, &entry)),
        Press::Vote { up, question, .. } => vote(bot, place, up, question).await,
        Press::NotThis { entry, question, .. } => not_this(bot, place, entry.as_ref(), question).await,
        Press::Dismiss { .. } => Ok(Answer::Goes),
        Press::Page(Page::Questions { .. }) => Ok(super::pages::picked(&pressed.data.kind)
            .map_or_else(|| Answer::Aside(Drawn::sentence(words::OLD_BUTTON)), |entry| related(bot, place, &entry))),
        Press::Page(page) => Ok(super::pages::turn(&bot.app, &page, &pressed.data.kind)
            .map_or_else(|| Answer::Aside(Drawn::sentence(words::OLD_BUTTON)), Answer::Becomes)),
        // Seen to before.
        Press::Keep(_) => aside(words::OLD_BUTTON),
        Press::Forget => {
            // Before, so that nobody takes the words over meanwhile, and after, for what was said meanwhile.
            bot.recent.forget(place.asker);
            let Some(gone) = bot.records.forget(place.asker).await? else {
                return aside(words::NOT_FORGOTTEN);
            };
            bot.recent.forget(place.asker);
            Ok(Answer::Becomes(Drawn::sentence(words::forgotten(gone))))
        }
    }
}

/// Whose button it is; none where everybody may press it.
fn owner(press: &Press) -> Option<u64> {
    match press {
        Press::Pick { asker, .. } | Press::NotThis { asker, .. } | Press::Dismiss { asker } => Some(*asker),
        _ => None,
    }
}

fn place(pressed: &ComponentInteraction) -> Place {
    Place::of(pressed.guild_id, pressed.channel_id, pressed.user.id)
}

/// Whether the one who pressed is a moderator, by the roles that Discord sent along.
fn may_moderate(bot: &Bot, pressed: &ComponentInteraction) -> bool {
    let roles = roles(pressed.member.as_ref());
    let person = Person { guild: place(pressed).guild, user: pressed.user.id.get(), roles: &roles };
    bot.access.may(person, Right::Edit)
}

/// The pick replaces the choices, also where a moderator made it for the asker. What stood above the choices stays:
/// what was asked, and how it was read.
fn pick(bot: &Bot, place: Place, entry: &EntryId, origin: Origin, choices: &str) -> Answer {
    let remarks: Vec<&str> = choices.lines().take_while(|line| line.starts_with("-# ")).collect();
    let drawn = drawn(bot, entry, Some(origin));
    let drawn = drawn.map(|drawn| if remarks.is_empty() { drawn } else { drawn.headed(&remarks.join("\n")) });
    if let Some(title) = bot.app.knowledge().entry(entry).map(|entry| entry.title().to_owned()) {
        let said = super::recent::Said { question: title, previous: None };
        bot.recent.remember(None, place.channel, origin.asker, said);
    }
    drawn.map_or_else(|| Answer::Aside(Drawn::sentence(words::WITHDRAWN)), Answer::Becomes)
}

fn related(bot: &Bot, place: Place, entry: &EntryId) -> Answer {
    let knowledge = bot.app.knowledge();
    let Some(mut drawn) = drawn(bot, entry, None) else {
        return Answer::Aside(Drawn::sentence(words::WITHDRAWN));
    };
    if let Some(title) = knowledge.entry(entry).map(crate::knowledge::Entry::title) {
        drawn = drawn.headed(&words::asked(title));
        let said = super::recent::Said { question: title.to_owned(), previous: None };
        bot.recent.remember(None, place.channel, place.asker, said);
    }
    Answer::Aside(drawn)
}

/// An entry as an answer; none where it is retired or gone.
fn drawn(bot: &Bot, entry: &EntryId, origin: Option<Origin>) -> Option<Drawn> {
    let reply = bot.app.entry(entry)?;
    Some(answer::answer(&bot.app.knowledge(), entry, &reply, origin))
}

fn context_of(bot: &Bot, entry: &EntryId) -> Answer {
    let reply = bot.app.context(entry);
    let drawn = reply.map(|reply| answer::context(&bot.app.knowledge(), entry, &reply));
    Answer::Aside(drawn.unwrap_or_else(|| Drawn::sentence(words::WITHDRAWN)))
}

async fn vote(bot: &Bot, place: Place, up: bool, question: u64) -> Result<Answer, Failure> {
    let vote = if up { Vote::Up } else { Vote::Down };
    let sentence = match bot.records.vote(question, place.asker, vote).await? {
        None => words::NOT_KEPT,
        Some(Voted::Gone) => words::TOO_OLD,
        Some(Voted::TakenBack) => words::VOTE_GONE,
        Some(Voted::Stands(Vote::Up)) => words::VOTED_UP,
        Some(Voted::Stands(Vote::Down)) => words::VOTED_DOWN,
    };
    Ok(Answer::Aside(Drawn::sentence(sentence)))
}

/// Queues the question for moderators, and offers what else comes near it.
async fn not_this(bot: &Bot, place: Place, shown: Option<&EntryId>, question: u64) -> Result<Answer, Failure> {
    let said = bot.question(question).await;
    let Some(kept) = bot.records.flag(question).await? else {
        return Ok(Answer::Aside(Drawn::sentence(words::NOT_KEPT)));
    };
    if !kept {
        let drawn = Drawn::sentence(words::NOT_QUEUED);
        return Ok(if shown.is_none() { Answer::Becomes(drawn) } else { Answer::Aside(drawn) });
    }
    let others = said
        .map(|said| bot.app.others(&said.question, &Context { previous: said.previous }, shown))
        .filter(|reply| !reply.blocks.is_empty());
    let origin = Origin { asker: place.asker, question: Some(question) };
    let drawn = match (others, shown) {
        // None of the choices was right: they are what comes near.
        (_, None) | (None, _) => Drawn::sentence(words::PASSED_ON),
        (Some(reply), Some(_)) => {
            let mut drawn = answer::choices(&reply, origin);
            drawn.content.insert_str(0, words::PASSED_ON_WITH);
            // The last row says "none of these", which has been said.
            drawn.rows.pop();
            drawn
        }
    };
    Ok(if shown.is_none() { Answer::Becomes(drawn) } else { Answer::Aside(drawn) })
}
