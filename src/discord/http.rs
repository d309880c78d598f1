//! The way to Discord: a client that does not wait for ever, and one place where a request is tried again.

use poise::serenity_prelude::{
    self as serenity, CommandInteraction, ComponentInteraction, CreateAllowedMentions, CreateInteractionResponse, Http,
    HttpBuilder, HttpError,
};
use std::time::Duration;

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(5);
/// How long a request may take, answer included.
const WHOLE: Duration = Duration::from_secs(10);
/// How often a request is tried in all.
const TRIES: usize = 4;
/// How long is waited before the second try; twice as long before each further one.
const PAUSE: Duration = Duration::from_millis(250);
/// How long is waited where Discord says that it is too much at once; it asks for about so long.
const LIMITED: Duration = Duration::from_secs(1);
/// How often is waited for that.
const LIMITED_TRIES: usize = 60;

/// A client that signs in with a token. With a base nothing goes to Discord's own address.
///
/// # Errors
/// Where the system offers no secure connections.
pub(super) fn client(token: &str, base: Option<&str>) -> Result<Http, reqwest::Error> {
    let client = reqwest::Client::builder().connect_timeout(CONNECT).timeout(WHOLE).build()?;
    let http = HttpBuilder::new(token).client(client).default_allowed_mentions(CreateAllowedMentions::new());
    Ok(match base {
        // serenity leaves the base out of account while its limiter is on.
        Some(base) => http.proxy(base).ratelimiter_disabled(true).build(),
        None => http.build(),
    })
}

/// What lies at an address, such as a file that somebody sent; at most so many bytes of it; none where it is
/// larger.
///
/// # Errors
/// Where it cannot be had in time.
pub(super) async fn fetch(url: &str, most: usize) -> Result<Option<Vec<u8>>, reqwest::Error> {
    let client = reqwest::Client::builder().connect_timeout(CONNECT).timeout(WHOLE).build()?;
    let mut response = client.get(url).send().await?.error_for_status()?;
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if bytes.len() + chunk.len() > most {
            return Ok(None);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(Some(bytes))
}

/// Sends, and tries again where Discord was busy or out of reach; a request that it refuses is not repeated. One that
/// comes too soon is no failed try: it waits for its turn.
///
/// # Errors
/// What the last try met.
pub(super) async fn deliver<T, F>(mut send: impl FnMut() -> F) -> serenity::Result<T>
where
    F: Future<Output = serenity::Result<T>>,
{
    let mut tries = 1;
    let mut limited = 0;
    loop {
        let pause = match send().await {
            Err(error) if is_limited(&error) && limited < LIMITED_TRIES => {
                limited += 1;
                LIMITED
            }
            Err(error) if will_pass(&error) && tries < TRIES => {
                tries += 1;
                PAUSE * (1 << (tries - 2))
            }
            done => return done,
        };
        tracing::debug!(?pause, "Discord is busy; trying again");
        tokio::time::sleep(pause).await;
    }
}

/// Whether Discord says that it is too much at once. serenity's limiter waits by itself; another address has none.
fn is_limited(error: &serenity::Error) -> bool {
    matches!(error, serenity::Error::Http(HttpError::UnsuccessfulRequest(response))
        if response.status_code == reqwest::StatusCode::TOO_MANY_REQUESTS)
}

/// Whether the same request may well succeed a little later.
fn will_pass(error: &serenity::Error) -> bool {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => response.status_code.is_server_error(),
        serenity::Error::Http(HttpError::Request(error)) => {
            error.is_timeout() || error.is_connect() || error.is_request()
        }
        _ => false,
    }
}

/// The code by which Discord says what was wrong with a request.
pub(super) fn code(error: &serenity::Error) -> Option<isize> {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => Some(response.error.code),
        _ => None,
    }
}

/// The bot lacks a permission in the channel.
pub(super) const MISSING_PERMISSION: isize = 50_013;
/// The bot cannot see the channel.
pub(super) const MISSING_ACCESS: isize = 50_001;
/// The bot may not read the history of a channel, and so may not reply there.
pub(super) const NO_HISTORY: isize = 160_002;
/// The interaction is over: it was answered too late.
const UNKNOWN_INTERACTION: isize = 10_062;
/// The interaction was answered before: by a try that seemed to have failed.
const ALREADY_ANSWERED: isize = 40_060;

/// Whether an interaction had an answer before.
pub(super) fn is_answered(error: &serenity::Error) -> bool {
    code(error) == Some(ALREADY_ANSWERED)
}

/// An interaction that can be answered.
pub(super) trait Answerable {
    /// Sends its first response.
    fn answer(
        &self,
        http: &Http,
        response: CreateInteractionResponse,
    ) -> impl Future<Output = serenity::Result<()>> + Send;
}

impl Answerable for CommandInteraction {
    async fn answer(&self, http: &Http, response: CreateInteractionResponse) -> serenity::Result<()> {
        self.create_response(http, response).await
    }
}

impl Answerable for ComponentInteraction {
    async fn answer(&self, http: &Http, response: CreateInteractionResponse) -> serenity::Result<()> {
        self.create_response(http, response).await
    }
}

/// Answers an interaction. One that is over is no failure: the log says that the answer came late.
///
/// # Errors
/// What the last try met.
pub(super) async fn respond(
    http: &Http,
    to: &impl Answerable,
    response: CreateInteractionResponse,
) -> serenity::Result<()> {
    match deliver(|| to.answer(http, response.clone())).await {
        Err(error) if code(&error) == Some(ALREADY_ANSWERED) => Ok(()),
        Err(error) if code(&error) == Some(UNKNOWN_INTERACTION) => {
            tracing::warn!("an answer came too late for Discord; is the machine or the line overloaded?");
            Ok(())
        }
        done => done,
    }
}
