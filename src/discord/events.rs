//! What the gateway sends, handed to who sees to it. A fault in one event ends no other.

use super::bot::Bot;
use super::commands::Data;
use super::errors::{Failure, caught};
use super::intake::Intake;
use super::{press, talk};
use poise::serenity_prelude::{
    Context, Event, EventHandler, FullEvent, Interaction, Message, RawEventHandler, Ready, ResumedEvent, ShardManager,
    async_trait,
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
    pub(super) shards: OnceLock<Arc<ShardManager>>,
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
        Self { bot, intake, work, options, shards: OnceLock::new(), at_once, registered: tokio::sync::OnceCell::new() }
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

#[async_trait]
impl EventHandler for Events {
    async fn ready(&self, context: Context, ready: Ready) {
        tracing::info!(name = ready.user.name, guilds = ready.guilds.len(), "joined Discord");
        self.register(&context).await;
    }

    async fn resume(&self, _: Context, _: ResumedEvent) {
        tracing::info!("joined Discord again");
    }

    async fn message(&self, context: Context, message: Message) {
        if let Some(job) = talk::job(&self.bot, &context, &message) {
            self.intake.take(context, job);
        }
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
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
}

/// Counts what serenity cannot read: it says so at debug only.
pub(super) struct Unread(pub(super) Arc<Bot>);

#[async_trait]
impl RawEventHandler for Unread {
    async fn raw_event(&self, _: Context, event: Event) {
        if let Event::Unknown(unknown) = event {
            let so_far = self.0.count_unread();
            tracing::warn!(kind = unknown.kind, so_far, "an event could not be read");
        }
    }
}
