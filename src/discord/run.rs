//! Joining Discord, staying, and leaving in good order.

use super::access::Access;
use super::bot::{Bot, prune_routes};
use super::commands;
use super::ending::{Ending, ending, is_refused, lost, unopened, unread, unusable};
use super::errors::{Failure, on_error};
use super::events::Events;
use super::http;
use super::intake::Intake;
use super::keeping::{self, InHand};
use super::limits::Limits;
use super::recent::Recent;
use super::watchdog::silence;
use crate::app::{App, CommitError, Curator, Folder, OpenError, Records, Set, Snapshot};
use crate::config::{self, Config, Token};
use poise::serenity_prelude::{ApplicationFlags, ClientBuilder, CreateAllowedMentions, GatewayIntents, Http};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// How long is waited for what may never come.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For an answer to a heartbeat, before the connection counts as dead: three of Discord's intervals.
    pub heartbeat: Duration,
    /// For work under way, when the bot stops.
    pub stopping: Duration,
    /// Before moderators are told again of what their channel could not be told.
    pub telling: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        let telling = Duration::from_mins(5);
        Self { heartbeat: Duration::from_secs(3 * 45), stopping: Duration::from_secs(5), telling }
    }
}

/// How often what is no longer needed is let go of.
const TIDYING: Duration = Duration::from_mins(10);

/// How many threads answer: one thinks while the other speaks with Discord. Each more would take memory of its own.
const WORKERS: usize = 2;

/// Opens knowledge and ledger, joins Discord, and stays until the process is told to stop.
pub fn run(config: &Config) -> Ending {
    let folder = Folder::new(&config.knowledge);
    // Without a folder, no ledger is begun for it; beside a half-restored one, none is opened.
    if let Err(error) = folder.ready() {
        return Ending::Unusable(error.to_string());
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(WORKERS).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return Ending::Unusable(format!("no threads can be started: {error}")),
    };
    let open = move |config: &Config| Ok(Arc::new(App::new(Snapshot::open(&folder, config)?)));
    let stop = {
        let _inside = runtime.enter();
        told_to_stop()
    };
    let ending = runtime.block_on(join(open, config.clone(), Patience::default(), stop));
    runtime.shutdown_timeout(Patience::default().stopping);
    ending
}

/// Returns when the process is told to stop, from this call on: a process that is the first of a container gets no
/// signal that it does not listen for.
#[cfg(unix)]
fn told_to_stop() -> impl Future<Output = ()> {
    use tokio::signal::unix::{Signal, SignalKind, signal};
    let heard = async |heard: Option<Signal>| match heard {
        Some(mut heard) => drop(heard.recv().await),
        None => std::future::pending().await,
    };
    let [interrupted, terminated] = [SignalKind::interrupt(), SignalKind::terminate()].map(|kind| signal(kind).ok());
    async move {
        tokio::select! {
            () = heard(interrupted) => {}
            () = heard(terminated) => {}
        }
    }
}

#[cfg(not(unix))]
async fn told_to_stop() {
    let _ = tokio::signal::ctrl_c().await;
}

/// Joins Discord and stays until `stop` resolves or the connection ends.
///
/// The app is opened once ledger and files are: what was left half done is at its end by then, and what changes from
/// then on is noticed.
pub async fn join(
    open: impl FnOnce(&Config) -> Result<Arc<App>, OpenError> + Send + 'static,
    config: Config,
    patience: Patience,
    stop: impl Future<Output = ()>,
) -> Ending {
    let (tracker, work) = (TaskTracker::new(), TaskTracker::new());
    let left = CancellationToken::new();
    let mut stop = std::pin::pin!(stop);
    let joined = async {
        let started = tokio::select! {
            started = start(open, config, &tracker, &left) => started?,
            () = &mut stop => return Ok(Ending::Stopped),
        };
        let tasks = Tasks { work: &work, services: &tracker, left: &left };
        stay(started, patience, stop, tasks).await
    };
    let ending = joined.await.unwrap_or_else(|ending| ending);
    left.cancel();
    tracker.close();
    if tokio::time::timeout(patience.stopping, tracker.wait()).await.is_err() {
        tracing::warn!("not everything that the bot does beside answering has ended in time");
    }
    ending
}

/// All that is there before the bot signs in.
struct Started {
    bot: Arc<Bot>,
    config: Arc<Config>,
    /// Why the files cannot be kept yet.
    held: Option<String>,
    http: Http,
    gateway: String,
    intents: GatewayIntents,
}

async fn start(
    open: impl FnOnce(&Config) -> Result<Arc<App>, OpenError> + Send + 'static,
    config: Config,
    tracker: &TaskTracker,
    left: &CancellationToken,
) -> Result<Started, Ending> {
    let settings = config.discord.clone();
    let token = settings.sign_in().map_err(unusable)?;
    let records = Arc::new(Records::open(&settings.ledger, tracker).await.map_err(|error| unopened(&error))?);
    if settings.moderators_channel.is_some() {
        // Before the files are looked at: what was saved by hand while nobody looked is told.
        records.begin_telling().await.map_err(|error| unopened(&error.into()))?;
    }
    let files = files(&records, &config).await?;
    let app = opened(open, &config, matches!(files, Files::Held(_))).await?;
    let config = Arc::new(config);
    let new = |set| Curator::new(set, Arc::clone(&app), Arc::clone(&records), Arc::clone(&config));
    let (curator, held) = match files {
        Files::Open(set) => (OnceLock::from(Some(new(set))), None),
        Files::Shut => (OnceLock::from(None), None),
        Files::Held(why) => (OnceLock::new(), Some(why)),
    };
    let (http, gateway) = reached(&settings, &token).await?;
    let intents = intents(&http).await?;
    let bot = Arc::new(Bot {
        curator,
        access: Access::new(settings.rights.clone()),
        limits: Limits::new(&settings.limits),
        recent: Recent::default(),
        in_hand: InHand::default(),
        showing: InHand::default(),
        telling: Mutex::default(),
        left: left.clone(),
        reads_all: intents.contains(GatewayIntents::MESSAGE_CONTENT),
        unread: AtomicU64::new(0),
        app,
        records,
        settings,
    });
    warn_of_missing_intent(&bot);
    Ok(Started { bot, config, held, http, gateway, intents })
}

/// What runs beside the connection.
#[derive(Clone, Copy)]
struct Tasks<'t> {
    /// Answers under way, which are waited for.
    work: &'t TaskTracker,
    /// What serves them: the journal, tidying, following the files.
    services: &'t TaskTracker,
    /// Cancelled when the bot leaves.
    left: &'t CancellationToken,
}

/// Works until told to stop, or until the connection ends.
async fn stay(
    started: Started,
    patience: Patience,
    stop: impl Future<Output = ()>,
    tasks: Tasks<'_>,
) -> Result<Ending, Ending> {
    let Started { bot, config, held, http, gateway, intents } = started;
    let Tasks { work, services, left } = tasks;
    let mut options = poise::FrameworkOptions {
        commands: commands::all(),
        on_error: |error| Box::pin(on_error(error)),
        command_check: Some(|ctx| Box::pin(commands::may_run(ctx))),
        allowed_mentions: Some(CreateAllowedMentions::new()),
        initialize_owners: false,
        prefix_options: poise::PrefixFrameworkOptions { mention_as_prefix: false, ..Default::default() },
        ..Default::default()
    };
    poise::set_qualified_names(&mut options.commands);
    let intake = Intake::new(Arc::clone(&bot), work.clone());
    let events = Events::new(Arc::clone(&bot), intake.clone(), work.clone(), options);
    let known_shards = Arc::clone(&events.shards);
    let client = ClientBuilder::new_with_http(http, intents).raw_event_handler(events);
    let mut client = client.await.map_err(|error| ending(&error))?;
    // Where the second look for it fails, serenity turns to Discord's own.
    gateway.clone_into(&mut *client.ws_url.lock().await);
    let shards = Arc::clone(&client.shard_manager);
    let _ = known_shards.set(Arc::clone(&shards));
    services.spawn(tidy(Arc::clone(&bot), Arc::clone(&client.http), left.clone()));
    let (desk, http) = (Arc::clone(&bot), Arc::clone(&client.http));
    let kept = services.spawn(keeping::keep(desk, http, config, held, patience.telling, services.clone()));
    let calibrating = Arc::clone(&bot.app);
    drop(tokio::task::spawn_blocking(move || calibrating.calibrate(|| ())));
    let ended = tokio::select! {
        ended = client.start() => Err(ended.map_or_else(|error| ending(&error), |()| lost())),
        () = silence(Arc::clone(&shards), patience.heartbeat) => Err(lost()),
        () = stop => Ok(Ending::Stopped),
        error = replaced(kept) => Err(Ending::Lost(error.to_string())),
    };
    // From here on nothing is told that could not be noted; what is told at this moment still is.
    left.cancel();
    // serenity may wait for ever for a shard that no longer answers.
    let _ = tokio::time::timeout(patience.stopping / 2, shards.shutdown_all()).await;
    drop(client);
    work.close();
    let told = async { drop(bot.telling.lock().await) };
    if tokio::time::timeout(patience.stopping, async { tokio::join!(work.wait(), told) }).await.is_err() {
        let (questions, tasks) = (intake.waiting(), work.len());
        tracing::warn!(questions, tasks, "the bot leaves, and what still waits is left unanswered");
    }
    bot.records.close().await;
    ended
}

/// Why the files cannot be kept by this process any more, should that happen.
async fn replaced(kept: JoinHandle<Result<(), CommitError>>) -> CommitError {
    match kept.await {
        Ok(Err(error)) => error,
        Ok(Ok(())) | Err(_) => std::future::pending().await,
    }
}

/// A client, once Discord, or what stands in for it, has answered.
async fn reached(settings: &config::Discord, token: &Token) -> Result<(Http, String), Ending> {
    let base = settings.api_base.as_deref();
    let http = http::client(token.reveal(), base)
        .map_err(|error| Ending::Unusable(format!("no secure connection can be made: {error}")))?;
    // Without an answer here serenity would turn to Discord's own gateway, whatever the base.
    match http::deliver(|| http.get_gateway()).await {
        Ok(gateway) => Ok((http, gateway.url)),
        Err(error) => Err(match base.filter(|_| !is_refused(&error)) {
            Some(base) => Ending::Unusable(format!(
                "`discord.api_base` is {base}, which does not answer as Discord does ({error})"
            )),
            None => ending(&error),
        }),
    }
}

/// What the bot asks to be told: all messages only where that is switched on for the application.
async fn intents(http: &Http) -> Result<GatewayIntents, Ending> {
    let usual = GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES;
    let application = http::deliver(|| http.get_current_application_info()).await.map_err(|error| ending(&error))?;
    http.set_application_id(application.id);
    let flags = application.flags.unwrap_or_default();
    let reads = ApplicationFlags::GATEWAY_MESSAGE_CONTENT | ApplicationFlags::GATEWAY_MESSAGE_CONTENT_LIMITED;
    Ok(if flags.intersects(reads) { usual | GatewayIntents::MESSAGE_CONTENT } else { usual })
}

/// The files at the start; whatever they are, the bot answers.
enum Files {
    /// With their history.
    Open(Set),
    /// Their folder cannot be written.
    Shut,
    /// Another program holds them, as it is said here; they are opened once it lets go.
    Held(String),
}

async fn files(records: &Records, config: &Config) -> Result<Files, Ending> {
    match Curator::set(records, config).await {
        Ok(set) => Ok(Files::Open(set)),
        // What is put back is the ledger, too, which is open already.
        Err(error) if error.is_restored() => Err(Ending::Lost(error.to_string())),
        Err(error) if error.will_pass() => {
            let why = error.to_string();
            keeping::not_yet(&why);
            Ok(Files::Held(why))
        }
        Err(error) => {
            tracing::warn!(%error, "the knowledge cannot be changed from here, and changes of its files are not noticed");
            Ok(Files::Shut)
        }
    }
}

/// The app. It is opened on the thread that has read the files before: what that let go of is used again. Whoever holds
/// the files may have exchanged half of them.
async fn opened(
    open: impl FnOnce(&Config) -> Result<Arc<App>, OpenError> + Send + 'static,
    config: &Config,
    held: bool,
) -> Result<Arc<App>, Ending> {
    let config = config.clone();
    match tokio::task::spawn_blocking(move || open(&config)).await {
        Ok(opened) => opened.map_err(|error| if held { unread(&error) } else { unusable(error) }),
        Err(_) => Err(Ending::Unusable(Failure::Panic.to_string())),
    }
}

fn warn_of_missing_intent(bot: &Bot) {
    if !bot.reads_all && bot.has_ask_channels() {
        tracing::warn!("{}", super::words::NO_INTENT);
    }
}

/// Lets go of what is no longer needed, now and then.
async fn tidy(bot: Arc<Bot>, http: Arc<Http>, left: CancellationToken) {
    let mut clock = tokio::time::interval(TIDYING);
    loop {
        tokio::select! {
            () = left.cancelled() => return,
            _ = clock.tick() => {}
        }
        bot.limits.prune();
        prune_routes(&http).await;
        match bot.records.sweep().await {
            Ok(0) => {}
            Ok(gone) => tracing::info!(gone, "questions past their time were deleted"),
            Err(error) => tracing::warn!(%error, "questions past their time could not be deleted"),
        }
    }
}
