//! Messages: from what was heard to a reply that is sent.

use super::bot::{Bot, Got, Place};
use super::errors::Failure;
use super::heard::{Address, heard};
use super::http::{self, MISSING_ACCESS, MISSING_PERMISSION, NO_HISTORY, code};
use super::ids::Press;
use super::limits::Turn;
use super::render::Drawn;
use super::words;
use poise::serenity_prelude::{
    self as serenity, ActionRowComponent, ButtonKind, ChannelId, Context, Message, MessageId, MessageReference,
    Permissions,
};

/// A question that was heard in a message.
#[derive(Debug)]
pub(super) struct Job {
    place: Place,
    message: u64,
    address: Address,
    question: String,
    /// The number of the question whose answer it replies to.
    replied_to: Option<u64>,
    turn: Turn,
}

impl Job {
    /// The channel that it is answered in.
    pub(super) fn channel(&self) -> u64 {
        self.place.channel
    }
}

/// What in a message the bot should see to; none where it is to keep quiet.
pub(super) fn job(bot: &Bot, context: &Context, message: &Message) -> Option<Job> {
    let me = context.cache.current_user().id;
    let (address, question) = heard(message, me)?;
    let place = Place::of(message.guild_id, message.channel_id, message.author.id);
    // Chatter takes no room from questions.
    if !bot.serves(place.guild)
        || bot.recent.is_mute(place.channel)
        || address == Address::Overheard && !bot.may_answer_unprompted(place, &question)
    {
        return None;
    }
    // What nobody asked the bot takes nobody's turn before it is known to be worth an answer.
    let turn = if address == Address::Overheard { Turn::Yes } else { bot.limits.turn(place.asker, place.channel) };
    let replied = message.referenced_message.as_deref().filter(|to| to.author.id == me);
    let replied_to = replied.and_then(question_of);
    let job = Job { place, message: message.id.get(), address, question, replied_to, turn };
    (turn != Turn::Quiet).then_some(job)
}

/// The number of the question that one of our own messages answers: its buttons carry it.
fn question_of(message: &Message) -> Option<u64> {
    let parts = message.components.iter().flat_map(|row| &row.components);
    let ids = parts.filter_map(|part| match part {
        ActionRowComponent::Button(button) => match &button.data {
            ButtonKind::NonLink { custom_id, .. } => Press::parse(custom_id),
            _ => None,
        },
        _ => None,
    });
    let mut numbers = ids.filter_map(|press| match press {
        Press::Vote { question, .. } | Press::Pick { question, .. } | Press::NotThis { question, .. } => Some(question),
        _ => None,
    });
    numbers.next().filter(|number| *number > 0)
}

/// What a question gets; none where nothing is to be said.
pub(super) async fn thought(bot: &Bot, job: &Job) -> Option<Drawn> {
    match job.turn {
        Turn::Yes => match got(bot, job).await {
            Some(got) => Some(bot.draw(&got)),
            None if job.address == Address::Overheard => None,
            None => Some(Drawn::sentence(words::NO_QUESTION)),
        },
        Turn::Tell | Turn::Quiet => Some(Drawn::sentence(words::TOO_OFTEN)),
    }
}

async fn got(bot: &Bot, job: &Job) -> Option<Got> {
    if job.question.is_empty() {
        return None;
    }
    if job.address == Address::Overheard {
        return bot.ask_unprompted(job.place, &job.question);
    }
    let previous = bot.leans_on(job.place, &job.question, job.address, job.replied_to).await;
    Some(bot.ask(job.place, &job.question, previous))
}

/// Sends a reply; where cards may not be shown, the text says it all.
pub(super) async fn send(bot: &Bot, context: &Context, job: &Job, drawn: Drawn) -> Result<(), Failure> {
    bot.limits.pace().await;
    let drawn = if may_embed(context, job.place) { drawn } else { drawn.without_cards() };
    match post(context, job, &drawn).await {
        Err(error) if code(&error) == Some(MISSING_PERMISSION) && !drawn.cards.is_empty() => {
            let sent = post(context, job, &drawn.without_cards()).await;
            lacking(bot, job.place, sent.map_err(Failure::from))
        }
        sent => lacking(bot, job.place, sent.map_err(Failure::from)),
    }
}

/// Posts as a reply; where the history may not be read, Discord takes no replies, and it is said without one.
async fn post(context: &Context, job: &Job, drawn: &Drawn) -> serenity::Result<()> {
    let channel = ChannelId::new(job.place.channel);
    let to = MessageReference::from((channel, MessageId::new(job.message))).fail_if_not_exists(false);
    let message = || drawn.message(job.message);
    match http::post(&context.http, channel, message().reference_message(to)).await {
        Err(error) if code(&error) == Some(NO_HISTORY) => http::post(&context.http, channel, message()).await,
        sent => sent,
    }
}

/// A channel in which the bot may not speak is no failure of the bot: the log says what is missing, and the bot is
/// quiet there for a moment.
fn lacking(bot: &Bot, place: Place, sent: Result<(), Failure>) -> Result<(), Failure> {
    match sent {
        Err(Failure::Discord(error)) if matches!(code(&error), Some(MISSING_PERMISSION | MISSING_ACCESS)) => {
            bot.recent.was_refused(place.channel);
            tracing::warn!(
                guild = place.guild,
                channel = place.channel,
                "the bot may not answer here; allow it to view the channel, to send messages (in threads too) and to read the history"
            );
            Ok(())
        }
        sent => sent,
    }
}

/// Whether the bot may show cards in a channel; where nothing is known of the channel, it tries.
fn may_embed(context: &Context, place: Place) -> bool {
    let permissions = || {
        let guild = context.cache.guild(place.guild?)?;
        let me = guild.members.get(&context.cache.current_user().id)?;
        let id = ChannelId::new(place.channel);
        let parent = guild.threads.iter().find(|thread| thread.id == id).and_then(|thread| thread.parent_id);
        let channel = guild.channels.get(&parent.unwrap_or(id))?;
        Some(guild.user_permissions_in(channel, me))
    };
    permissions().is_none_or(|may| may.contains(Permissions::EMBED_LINKS))
}
