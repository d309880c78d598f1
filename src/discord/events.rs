//! What the gateway sends, handed to who sees to it. A fault in one event ends no other.

use super::bot::Bot;
use super::commands::Data;
use super::errors::{Failure, caught};
use super::intake::Intake;
use super::{press, talk};
use poise::serenity_prelude::{
    Context, Event, FullEvent, Interaction, Message, RawEventHandler, Ready, ShardManager, async_trait,
};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio_util::task::TaskTracker;

/// How many commands and presses are worked on at the same time.
const AT_ONCE: usize = 256;
/// How long Discord waits for the first answer to one: what has waited so long is not begun.
const FIRST: Duration = Duration::from_secs(3);

/// Sees to every event.
pub(super) struct Events {
    pub(super) bot: Arc<Bot>,
    pub(super) intake: Intake,
    /// Commands and presses under way: what stops the bot waits for them.
    pub(super) work: TaskTracker,
    pub(super) options: poise::FrameworkOptions<Data, Failure>,
    /// Known once the client is built.
    pub(super) shards: Arc<OnceLock<Arc<ShardManager>>>,
    pub(super) at_once: Semaphore,
    /// Whether the commands have been registered since the start.
    pub(super) registered: tokio::sync::OnceCell<()>,
}

impl Events {
    pub(super) fn new(
        bot: Arc<Bot>,
        intake: Intake,
        work: TaskTracker,
        options: poise::FrameworkOptions<Data, Failure>,
    ) -> Self {
        let at_once = Semaphore::new(AT_ONCE);
        Self { bot, intake, work, options, shards: Arc::default(), at_once, registered: tokio::sync::OnceCell::new() }
    }

    /// Tells Discord which commands there are, once a start.
    async fn register(&self, context: &Context) {
        let register = || async {
            let commands = super::commands::told(&self.options.commands);
            super::http::deliver(|| {
                poise::serenity_prelude::Command::set_global_commands(&context.http, commands.clone())
            })
            .await
            .map(drop)
        };
        if let Err(error) = self.registered.get_or_try_init(register).await {
            tracing::error!(%error, "the commands could not be registered; they stay as they were, and are tried again when the bot joins anew");
        }
    }

    async fn joined(&self, context: &Context, ready: &Ready) {
        tracing::info!(name = ready.user.name, guilds = ready.guilds.len(), "joined Discord");
        self.register(context).await;
    }

    fn heard(&self, context: Context, message: &Message) {
        if let Some(job) = talk::job(&self.bot, &context, message) {
            self.intake.take(context, job);
        }
    }

    async fn asked_for(&self, context: Context, interaction: Interaction) {
        let done = self.work.track_future(async {
            let Ok(Ok(_permit)) = tokio::time::timeout(FIRST, self.at_once.acquire()).await else {
                return Err(Failure::Late);
            };
            // Large, and one for each interaction under way.
            Box::pin(caught(self.see_to(context, interaction))).await
        });
        match done.await {
            Ok(()) => {}
            Err(Failure::Late) => tracing::warn!("{}", Failure::Late),
            Err(failure) => drop(super::errors::logged(&failure, "an interaction")),
        }
    }

    async fn see_to(&self, context: Context, interaction: Interaction) -> Result<(), Failure> {
        match interaction {
            Interaction::Component(pressed) => press::press(&self.bot, &context, &pressed).await,
            Interaction::Modal(sent) => Box::pin(super::keeping::submitted(&self.bot, &context, &sent)).await,
            other => {
                self.command(context, other).await;
                Ok(())
            }
        }
    }

    async fn command(&self, context: Context, interaction: Interaction) {
        let Some(shard_manager) = self.shards.get() else {
            return;
        };
        let framework = poise::FrameworkContext {
            serenity_context: &context,
            options: &self.options,
            user_data: &self.bot,
            shard_manager,
        };
        Box::pin(poise::dispatch_event(framework, FullEvent::InteractionCreate { interaction })).await;
    }
}

/// Raw: serenity then copies an event once and starts one task for it, and says also what it cannot read.
#[async_trait]
impl RawEventHandler for Events {
    async fn raw_event(&self, context: Context, event: Event) {
        match event {
            Event::MessageCreate(event) => self.heard(context, &event.message),
            Event::InteractionCreate(event) => self.asked_for(context, event.interaction).await,
            Event::Ready(event) => self.joined(&context, &event.ready).await,
            Event::Resumed(_) => tracing::info!("joined Discord again"),
            // serenity itself says so at debug only.
            Event::Unknown(unknown) => {
                let so_far = self.bot.count_unread();
                tracing::warn!(kind = unknown.kind, so_far, "an event could not be read");
            }
            _ => {}
        }
    }
}
