//! When something goes wrong: people get a plain sentence and a number, the log gets the rest.

use super::commands::{Ctx, is_typing};
use super::http::{deliver, is_answered};
use super::{render::Drawn, words};
use poise::FrameworkError;
use poise::serenity_prelude::{
    self as serenity, CommandInteraction, CreateAutocompleteResponse, CreateInteractionResponse as Response, Http,
};
use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::panic::AssertUnwindSafe;

/// What a command or an event can fail with.
#[derive(Debug)]
pub(super) enum Failure {
    /// Discord refused, or cannot be reached.
    Discord(Box<serenity::Error>),
    /// Discord no longer waited for the answer: nobody can be told anything.
    Late,
    /// The ledger cannot be reached.
    Ledger(crate::app::ledger::LedgerError),
    /// A fault in this program.
    Panic,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Discord(error) => write!(f, "Discord: {error}"),
            Self::Late => f.write_str("an answer came too late for Discord; is the machine or the line overloaded?"),
            Self::Ledger(error) => write!(f, "{error}"),
            Self::Panic => f.write_str("a fault in this program; the lines above say where"),
        }
    }
}

impl std::error::Error for Failure {}

impl From<serenity::Error> for Failure {
    fn from(error: serenity::Error) -> Self {
        if super::http::is_over(&error) { Self::Late } else { Self::Discord(Box::new(error)) }
    }
}

impl From<crate::app::ledger::LedgerError> for Failure {
    fn from(error: crate::app::ledger::LedgerError) -> Self {
        Self::Ledger(error)
    }
}

impl Failure {
    /// What a person is told.
    fn told(&self, incident: &str) -> String {
        match self {
            Self::Ledger(_) => words::NOT_KEPT.to_owned(),
            Self::Discord(_) | Self::Late | Self::Panic => words::incident(incident),
        }
    }
}

/// Runs work so that a fault in it ends nothing else.
pub(super) async fn caught<T, E: Into<Failure>>(work: impl Future<Output = Result<T, E>>) -> Result<T, Failure> {
    match futures_util::FutureExt::catch_unwind(AssertUnwindSafe(work)).await {
        Ok(done) => done.map_err(Into::into),
        Err(_) => Err(Failure::Panic),
    }
}

/// Logs a failure under a number; gives what the person is told.
pub(super) fn logged(failure: &Failure, doing: &str) -> String {
    let incident = format!("{:08x}", RandomState::new().hash_one(0) & 0xffff_ffff);
    tracing::error!(%failure, incident, doing, "something went wrong");
    failure.told(&incident)
}

/// What poise calls where a command ends badly.
pub(super) async fn on_error(error: FrameworkError<'_, super::commands::Data, Failure>) {
    match error {
        FrameworkError::Command { error: Failure::Late, .. } => tracing::warn!("{}", Failure::Late),
        FrameworkError::Command { error, ctx, .. } => say(ctx, logged(&error, &ctx.command().qualified_name)).await,
        FrameworkError::CommandPanic { payload, ctx, .. } => {
            tracing::error!(payload, "a command panicked");
            say(ctx, logged(&Failure::Panic, &ctx.command().qualified_name)).await;
        }
        FrameworkError::ArgumentParse { error, ctx, .. } => say(ctx, words::bad_option(&error.to_string())).await,
        FrameworkError::GuildOnly { ctx, .. } => say(ctx, words::SERVER_ONLY.to_owned()).await,
        FrameworkError::CommandCheckFailed { ctx, .. } if is_typing(ctx) => offer_nothing(ctx).await,
        FrameworkError::CommandCheckFailed { error: Some(error), ctx, .. } => {
            drop(logged(&error, &ctx.command().qualified_name));
        }
        // `command_check` has said why.
        FrameworkError::CommandCheckFailed { .. } => {}
        FrameworkError::CommandStructureMismatch { description, ctx, .. } => {
            tracing::warn!(
                description,
                "Discord has another version of the commands; they are registered at each start"
            );
            say(ctx.into(), words::OLD_COMMAND.to_owned()).await;
        }
        FrameworkError::UnknownInteraction { framework, interaction, .. } => {
            unknown(&framework.serenity_context.http, interaction).await;
        }
        other => tracing::error!(error = %other, "something went wrong"),
    }
}

async fn say(ctx: Ctx<'_>, sentence: String) {
    if is_typing(ctx) {
        return offer_nothing(ctx).await;
    }
    let Ok(used) = super::commands::interaction(ctx) else { return };
    let drawn = Drawn::sentence(sentence);
    let first = Response::Message(drawn.response().ephemeral(true));
    let sent = match deliver(|| used.create_response(ctx.http(), first.clone())).await {
        // It said that it would take a while: this takes the place of that.
        Err(error) if is_answered(&error) => deliver(|| used.edit_response(ctx.http(), drawn.edit())).await.map(drop),
        sent => sent,
    };
    if let Err(error) = sent {
        tracing::warn!(%error, "a person could not be told");
    }
}

/// Whoever is still typing gets an empty list: a sentence is nothing to pick from, and no answer looks like a fault.
async fn offer_nothing(ctx: Ctx<'_>) {
    let Ok(typing) = super::commands::interaction(ctx) else { return };
    answer(ctx.http(), typing, Response::Autocomplete(CreateAutocompleteResponse::new())).await;
}

/// A command or subcommand that there is no more, or that there never was.
async fn unknown(http: &Http, used: &CommandInteraction) {
    let is_typed = used.data.autocomplete().is_some();
    let sentence = Drawn::sentence(words::OLD_COMMAND).response().ephemeral(true);
    let nothing = CreateAutocompleteResponse::new();
    answer(http, used, if is_typed { Response::Autocomplete(nothing) } else { Response::Message(sentence) }).await;
}

async fn answer(http: &Http, used: &CommandInteraction, response: Response) {
    if let Err(error) = super::http::respond(http, used, response).await {
        tracing::warn!(%error, "a person could not be told");
    }
}
