//! The way to Discord: a client that does not wait for ever, and one place where a request is tried again.

use poise::serenity_prelude::{
    self as serenity, ChannelId, CommandInteraction, ComponentInteraction, CreateAllowedMentions,
    CreateInteractionResponse, CreateMessage, Http, HttpBuilder, HttpError, LightMethod, Request, Route,
};
use std::net::IpAddr;
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
/// How long is gone on in all: serenity's limiter waits for as long as Discord says, which may be an hour, and the
/// line of a channel waits with it.
const LONGEST: Duration = Duration::from_mins(1);

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

/// Where Discord keeps the files that people send.
const FILES: [&str; 2] = ["cdn.discordapp.com", "media.discordapp.net"];

/// A file that somebody sent, at most so many bytes of it; none where it is larger. Nothing is asked of an address
/// that is not Discord's.
///
/// # Errors
/// Why it cannot be had, for the log.
pub(super) async fn fetch(url: &str, base: Option<&str>, most: usize) -> Result<Option<Vec<u8>>, String> {
    // Who has the address of a file can open it: it is not for the log.
    let told = |error: reqwest::Error| error.without_url().to_string();
    let address = reqwest::Url::parse(url).map_err(|error| error.to_string())?;
    if !keeps_files(&address, base) {
        return Err(format!("`{}` is not where Discord keeps files", address.host_str().unwrap_or_default()));
    }
    // Who is sent on could be sent anywhere.
    let nowhere = reqwest::redirect::Policy::none();
    let client = reqwest::Client::builder().connect_timeout(CONNECT).timeout(WHOLE).redirect(nowhere);
    let mut response = client.build().map_err(told)?.get(address).send().await.map_err(told)?;
    if !response.status().is_success() {
        return Err(format!("it was answered with {}", response.status()));
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(told)? {
        if bytes.len() + chunk.len() > most {
            return Ok(None);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(Some(bytes))
}

/// Whether an address is one of Discord's for files; with a base, of this machine.
fn keeps_files(address: &reqwest::Url, base: Option<&str>) -> bool {
    let host = address.host_str().unwrap_or_default();
    if base.is_some() {
        return host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
    }
    address.scheme() == "https" && address.port().is_none() && FILES.contains(&host)
}

/// Sends, and tries again where Discord was busy or out of reach; a request that it refuses is not repeated. One that
/// comes too soon is no failed try: it waits for its turn, [`LONGEST`] at most.
///
/// # Errors
/// What the last try met.
pub(super) async fn deliver<T, F>(send: impl FnMut() -> F) -> serenity::Result<T>
where
    F: Future<Output = serenity::Result<T>>,
{
    within(LONGEST, send).await
}

async fn within<T, F>(longest: Duration, send: impl FnMut() -> F) -> serenity::Result<T>
where
    F: Future<Output = serenity::Result<T>>,
{
    match tokio::time::timeout(longest, tried(send)).await {
        Ok(done) => done,
        Err(_) => Err(serenity::Error::Other("Discord let no request through for a minute")),
    }
}

async fn tried<T, F>(mut send: impl FnMut() -> F) -> serenity::Result<T>
where
    F: Future<Output = serenity::Result<T>>,
{
    let mut tries = 1;
    loop {
        let pause = match send().await {
            Err(error) if is_limited(&error) => LIMITED,
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

/// Posts a message that mentions nobody. Discord says it back: that is read to its end, so that the connection can
/// carry the next request, but not looked at.
///
/// # Errors
/// As [`deliver`].
pub(super) async fn post(http: &Http, channel: ChannelId, message: CreateMessage) -> serenity::Result<()> {
    let body = serde_json::to_vec(&message.allowed_mentions(CreateAllowedMentions::new()))?;
    let route = Route::ChannelMessages { channel_id: channel };
    deliver(async || {
        let request = Request::new(route, LightMethod::Post).body(Some(body.clone()));
        let _said_back = http.request(request).await?.bytes().await;
        Ok(())
    })
    .await
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

/// The codes by which Discord refuses a message for what it says: a part of a wrong form, an empty one, one that
/// the guild's own filter stops, a link that is not allowed.
const NO_MESSAGE: [isize; 4] = [50_035, 50_006, 200_000, 240_000];

/// Whether Discord refuses a message for what it says: it would refuse it the next time, too. What it refuses for the
/// place (an archived thread, a forum) is no such thing.
pub(super) fn is_no_message(error: &serenity::Error) -> bool {
    code(error).is_some_and(|code| NO_MESSAGE.contains(&code))
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

/// Whether an interaction is over: Discord waits for its answer no longer, and nothing more can be said to it.
pub(super) fn is_over(error: &serenity::Error) -> bool {
    code(error) == Some(UNKNOWN_INTERACTION)
}

/// What a press was on is there no longer.
const UNKNOWN_MESSAGE: isize = 10_008;

/// Takes away what a press was on, or what it was answered with.
///
/// # Errors
/// As [`deliver`]; none where it is gone already.
pub(super) async fn take_away(http: &Http, pressed: &ComponentInteraction) -> serenity::Result<()> {
    match deliver(|| pressed.delete_response(http)).await {
        Err(error) if code(&error) == Some(UNKNOWN_MESSAGE) => Ok(()),
        done => done,
    }
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

/// Answers an interaction.
///
/// # Errors
/// What the last try met; [`is_over`] where Discord waited no longer.
pub(super) async fn respond(
    http: &Http,
    to: &impl Answerable,
    response: CreateInteractionResponse,
) -> serenity::Result<()> {
    match deliver(|| to.answer(http, response.clone())).await {
        Err(error) if is_answered(&error) => Ok(()),
        done => done,
    }
}

#[cfg(test)]
mod tests {
    use super::{fetch, keeps_files, within};
    use poise::serenity_prelude as serenity;
    use std::time::Duration;

    #[tokio::test]
    async fn a_request_that_discord_lets_wait_for_ever_fails_in_the_end() {
        let waits = within(Duration::from_millis(20), std::future::pending::<serenity::Result<()>>);
        let failed = tokio::time::timeout(Duration::from_secs(5), waits).await.unwrap();
        assert!(matches!(failed, Err(serenity::Error::Other(_))), "{failed:?}");
    }

    #[tokio::test]
    async fn what_the_log_hears_of_a_file_does_not_open_it() {
        let base = "http://127.0.0.1:9";
        let why = fetch(&format!("{base}/attachments/all.csv?ex=1"), Some(base), 10).await.unwrap_err();
        assert!(!why.contains("all.csv") && !why.is_empty(), "{why}");
    }

    #[test]
    fn files_are_fetched_from_discord_alone_and_with_a_base_from_this_machine_alone() {
        const DISCORD: Option<&str> = None;
        const DOUBLE: Option<&str> = Some("http://127.0.0.1:3010");
        for (address, base, fetched) in [
            ("https://cdn.discordapp.com/ephemeral-attachments/1/2/all.csv?ex=1", DISCORD, true),
            ("https://media.discordapp.net/attachments/1/2/all.csv", DISCORD, true),
            ("http://cdn.discordapp.com/attachments/1/2/all.csv", DISCORD, false),
            ("https://cdn.discordapp.com:8443/attachments/1/2/all.csv", DISCORD, false),
            ("https://cdn.discordapp.com.evil.example/all.csv", DISCORD, false),
            ("https://cdn.discordapp.com@evil.example/all.csv", DISCORD, false),
            ("https://evil.example/cdn.discordapp.com/all.csv", DISCORD, false),
            ("http://127.0.0.1:3010/all.csv", DISCORD, false),
            ("http://169.254.169.254/latest/meta-data", DISCORD, false),
            ("file:///etc/passwd", DISCORD, false),
            ("http://127.0.0.1:3010/all.csv", DOUBLE, true),
            ("http://[::1]:3010/all.csv", DOUBLE, true),
            ("https://cdn.discordapp.com/attachments/1/2/all.csv", DOUBLE, false),
            ("http://10.0.0.1/all.csv", DOUBLE, false),
            ("http://127.0.0.1.evil.example/all.csv", DOUBLE, false),
        ] {
            let parsed = reqwest::Url::parse(address).unwrap();
            assert_eq!(keeps_files(&parsed, base), fetched, "{address} with {base:?}");
        }
    }
}
