//! What every event works with.

use super::access::Access;
use super::heard::{Address, goes_on, is_question, words};
use super::keeping::{self, InHand};
use super::limits::Limits;
use super::recent::{Recent, Said};
use super::render::{Drawn, Origin, answer};
use crate::app::{App, Asked, Context, Curator, Noted, Outcome, Records};
use crate::config;
use poise::serenity_prelude::{ChannelId, GuildId, Http, UserId};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

/// How long is waited for a question that only the ledger still has.
const LOOKED_UP: Duration = Duration::from_millis(500);

/// The bot, as it stands behind every event.
#[derive(Debug)]
pub(super) struct Bot {
    pub(super) app: Arc<App>,
    pub(super) records: Arc<Records>,
    /// What changes the knowledge; none where its folder cannot be written, and not there as long as another program
    /// holds it.
    pub(super) curator: OnceLock<Option<Curator>>,
    pub(super) settings: config::Discord,
    pub(super) access: Access,
    pub(super) limits: Limits,
    pub(super) recent: Recent,
    /// Drafts whose contents a press or a form may change at this moment.
    pub(super) in_hand: InHand,
    /// Drafts that a press or a form has yet to show something of: what follows is shown after it.
    pub(super) showing: InHand,
    /// Held by who tells moderators of changes: each is told once, and in their order. The newest revision that they
    /// were told of since the start.
    pub(super) telling: Mutex<u64>,
    /// Cancelled when the bot leaves.
    pub(super) left: CancellationToken,
    /// Whether messages can be read that do not name the bot.
    pub(super) reads_all: bool,
    /// Events that could not be read.
    pub(super) unread: AtomicU64,
}

/// Who asks where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) guild: Option<u64>,
    pub(super) channel: u64,
    pub(super) asker: u64,
}

impl Place {
    /// As Discord names it.
    pub(super) fn of(guild: Option<GuildId>, channel: ChannelId, asker: UserId) -> Self {
        Self { guild: guild.map(GuildId::get), channel: channel.get(), asker: asker.get() }
    }
}

/// What a question got, with all that is needed to draw it.
pub(super) struct Got {
    pub(super) asked: Asked,
    pub(super) origin: Origin,
}

impl Bot {
    /// Whether a guild is answered; direct messages always are.
    pub(super) fn serves(&self, guild: Option<u64>) -> bool {
        guild.is_none_or(|guild| self.settings.guilds.is_empty() || self.settings.guilds.contains(&guild))
    }

    /// Those who can change the knowledge; else why nobody can.
    pub(super) fn curator(&self) -> Result<&Curator, &'static str> {
        match self.curator.get() {
            Some(Some(curator)) => Ok(curator),
            Some(None) => Err(keeping::words::NO_FOLDER),
            None => Err(keeping::words::HELD),
        }
    }

    /// Answers a question and notes it.
    pub(super) fn ask(&self, place: Place, question: &str, previous: Option<Said>) -> Got {
        let previous = previous.map(|said| said.question);
        let context = Context { previous };
        let asked = self.app.ask(question, &context);
        self.note(place, question, context.previous, asked)
    }

    fn note(&self, place: Place, question: &str, previous: Option<String>, asked: Asked) -> Got {
        // What a command is given has its mentions still.
        let question = &words(question);
        let noted = Noted {
            guild: place.guild,
            channel: place.channel,
            asker: place.asker,
            question,
            previous: previous.as_deref(),
        };
        let number = self.records.note(&noted, &asked.decision);
        if let Outcome::Answer(hit) = &asked.decision.outcome {
            self.recent.had(place.channel, &hit.entry);
        }
        let said = Said { question: question.to_owned(), previous };
        self.recent.remember(number, place.channel, place.asker, said);
        Got { asked, origin: Origin { asker: place.asker, question: number } }
    }

    /// Whether what nobody asked the bot is a question that it should think of.
    pub(super) fn may_answer_unprompted(&self, place: Place, text: &str) -> bool {
        self.reads_all && is_question(text) && self.is_ask_channel(place)
    }

    /// Answers what nobody asked the bot, where it is sure and the channel has not just had the answer.
    pub(super) fn ask_unprompted(&self, place: Place, question: &str) -> Option<Got> {
        let asked = self.app.ask(question, &Context::default());
        let Outcome::Answer(hit) = &asked.decision.outcome else {
            return None;
        };
        let cooldown = Duration::from_secs(60 * u64::from(self.settings.cooldown_minutes));
        let sure = hit.confidence >= self.settings.unprompted_at;
        let fresh = sure && self.recent.is_fresh(place.channel, &hit.entry, cooldown);
        let may = fresh && self.limits.may(place.asker, place.channel);
        may.then(|| self.note(place, question, None, asked))
    }

    /// Whether questions are to be answered unprompted anywhere.
    pub(super) fn has_ask_channels(&self) -> bool {
        !self.settings.ask_channels.is_empty() || self.records.has_ask_channels()
    }

    fn is_ask_channel(&self, place: Place) -> bool {
        let set =
            || place.guild.is_some_and(|guild| self.records.settings(guild).ask_channels.contains(&place.channel));
        self.settings.ask_channels.contains(&place.channel) || set()
    }

    /// Draws what a question got.
    pub(super) fn draw(&self, got: &Got) -> Drawn {
        answer::asked(&self.app.knowledge(), &got.asked, got.origin)
    }

    /// The question that a message leans on: that of the answer it replies to, or the last of a conversation.
    pub(super) async fn leans_on(
        &self,
        place: Place,
        question: &str,
        address: Address,
        replied_to: Option<u64>,
    ) -> Option<Said> {
        match replied_to {
            // The line of a channel waits with it: better without what it leans on than late.
            Some(number) => tokio::time::timeout(LOOKED_UP, self.question(number)).await.ok().flatten(),
            None if address == Address::Direct || goes_on(question) => self.recent.leans_on(place.channel, place.asker),
            None => None,
        }
    }

    /// A question by its number, also one from before the last start.
    pub(super) async fn question(&self, number: u64) -> Option<Said> {
        if let Some(said) = self.recent.question(number) {
            return Some(said);
        }
        let kept = self.records.question(number).await?;
        Some(Said { question: kept.text, previous: kept.previous })
    }

    /// Counts an event that could not be read.
    pub(super) fn count_unread(&self) -> u64 {
        self.unread.fetch_add(1, Ordering::Relaxed) + 1
    }
}

/// More routes than this are let go of.
const ROUTES: usize = 1_000;

/// Lets go of what serenity's limiter keeps of interactions that are over: it has no end to it of its own. What it
/// knew of live routes it learns again from the next answer.
pub(super) async fn prune_routes(http: &Http) {
    if let Some(limiter) = &http.ratelimiter {
        let routes = limiter.routes();
        let mut routes = routes.write().await;
        if routes.len() > ROUTES {
            routes.clear();
            routes.shrink_to_fit();
        }
    }
}
