//! The bot, joined to a double.

#![expect(clippy::expect_used, reason = "a bot that cannot be joined fails its test")]

use super::double::Double;
use crate::bot::APP;
use crate::kit::{LETTER, UGLY, VALLEYS};
use chaikhana::app::{App, Folder, Snapshot};
use chaikhana::config::{Config, Discord, Rights, Token};
use chaikhana::discord::{Ending, Patience, join};
use chaikhana::knowledge::proof::{Fingerprint, clean};
use std::collections::BTreeMap;
use std::fs::File;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A bot over the shipped knowledge.
pub(crate) struct Joined {
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<Ending>,
    config: Config,
    /// Holds the ledger.
    folder: TempDir,
}

/// Settings of a bot that a double lets in, with moderators as keepers and room for what tests ask.
pub(crate) fn settings(discord: &Double, folder: &TempDir) -> Discord {
    let home = discord.home();
    let mut settings = Discord {
        token: Some(Token::new(discord.token())),
        api_base: Some(discord.base()),
        rights: [(home.guild, Rights { keepers: vec![home.moderators], ..Rights::default() })].into(),
        ..Discord::default()
    };
    settings.ledger.folder = folder.path().join("data");
    settings.limits.user_per_minute = NonZeroU32::new(1_000).expect("a thousand is some");
    settings.limits.channel_per_minute = settings.limits.user_per_minute;
    settings
}

/// Patience of tests.
pub(crate) fn patience() -> Patience {
    Patience { stopping: Duration::from_secs(3), telling: Duration::from_secs(1), ..Patience::default() }
}

impl Joined {
    /// Joins with the usual settings and waits until the commands are registered.
    pub(crate) async fn to(discord: &Double) -> Self {
        Self::with(discord, |_| ()).await
    }

    /// Joins with settings that are changed before.
    pub(crate) async fn with(discord: &Double, change: impl FnOnce(&mut Discord)) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let mut settings = settings(discord, &folder);
        change(&mut settings);
        let bot = Self::over(Arc::clone(&APP), settings, folder);
        discord.registered().await;
        bot
    }

    /// Joins without waiting.
    pub(crate) fn over(app: Arc<App>, settings: Discord, folder: TempDir) -> Self {
        Self::patient(app, settings, folder, patience())
    }

    /// Joins with a patience of its own.
    pub(crate) fn patient(app: Arc<App>, settings: Discord, folder: TempDir, patience: Patience) -> Self {
        // There is no such folder: the shipped knowledge is read, and nothing can change it.
        let knowledge = folder.path().join("knowledge");
        Self::of(app, Config { knowledge, discord: settings, ..Config::default() }, folder, patience)
    }

    /// Joins with a config of its own.
    pub(crate) fn of(app: Arc<App>, config: Config, folder: TempDir, patience: Patience) -> Self {
        Self::opening(|_| app, config, folder, patience)
    }

    /// Joins with an app that is opened when the bot asks for it.
    fn opening(
        open: impl FnOnce(&Config) -> Arc<App> + Send + 'static,
        config: Config,
        folder: TempDir,
        patience: Patience,
    ) -> Self {
        // What the bot warns of stands beside a failed test.
        let log = tracing_subscriber::fmt().with_max_level(tracing::Level::WARN).with_test_writer();
        let _ = log.try_init();
        let (stop, stopped) = oneshot::channel();
        let ended = join(move |config| Ok(open(config)), config.clone(), patience, async {
            let _ = stopped.await;
        });
        Self { stop: Some(stop), task: Handle::current().spawn(ended), config, folder }
    }

    /// The file of its ledger.
    pub(crate) fn ledger(&self) -> PathBuf {
        self.config.discord.ledger.folder.join("ledger.sqlite")
    }

    /// Stops the bot and starts it anew over the same ledger.
    pub(crate) async fn restarted(mut self, app: Arc<App>) -> Self {
        self.stop.take();
        let ending = self.task.await.expect("the bot does not panic");
        assert!(matches!(ending, Ending::Stopped), "{ending:?}");
        Self::of(app, self.config, self.folder, patience())
    }

    /// Stops the bot; gives the folder that holds its ledger.
    pub(crate) async fn stopped(mut self) -> TempDir {
        self.stop.take();
        let ending = self.task.await.expect("the bot does not panic");
        assert!(matches!(ending, Ending::Stopped), "{ending:?}");
        self.folder
    }

    /// How the bot ended by itself.
    pub(crate) async fn ended(self) -> Ending {
        let within = tokio::time::timeout(Duration::from_secs(10), self.task).await;
        within.expect("the bot ends by itself").expect("the bot does not panic")
    }
}

/// A bot over a copy of the valleys, which it may change.
pub(crate) struct Kept {
    bot: Joined,
    config: Config,
}

impl Kept {
    /// A double for a bot that keeps the knowledge.
    pub(crate) async fn double() -> Double {
        Double::start().await
    }

    /// Joins; moderators are keepers, and hear of changes in the courtyard.
    pub(crate) async fn to(discord: &Double) -> Self {
        Self::with(discord, |_| ()).await
    }

    /// Joins with settings that are changed before.
    pub(crate) async fn with(discord: &Double, change: impl FnOnce(&mut Discord)) -> Self {
        let (folder, mut config) = laid_out(discord);
        change(&mut config.discord);
        let bot = Joined::of(open(&config), config.clone(), folder, patience());
        discord.registered().await;
        Self { bot, config }
    }

    /// The file of its ledger.
    pub(crate) fn ledger(&self) -> PathBuf {
        self.bot.ledger()
    }

    /// Joins over files to which something was done before, with an app that is opened when the bot asks for it.
    pub(crate) async fn starting(
        discord: &Double,
        before: impl AsyncFnOnce(&Config),
        open: impl FnOnce(&Config) -> Arc<App> + Send + 'static,
    ) -> Self {
        let (folder, config) = laid_out(discord);
        before(&config).await;
        let bot = Joined::opening(open, config.clone(), folder, patience());
        discord.registered().await;
        Self { bot, config }
    }

    /// Every file of the knowledge folder, without what the bot keeps there for itself.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let (files, _) = Folder::new(&self.config.knowledge).load().expect("the folder can be read");
        files.into_iter().map(|file| (file.path, file.text.into_bytes())).collect()
    }

    /// The knowledge folder.
    pub(crate) fn folder(&self) -> PathBuf {
        self.config.knowledge.clone()
    }

    /// A file of the knowledge folder.
    pub(crate) fn file(&self, path: &str) -> String {
        std::fs::read_to_string(self.config.knowledge.join(path)).expect("the file can be read")
    }

    /// Saves a file as an editor does.
    #[expect(clippy::disallowed_methods, reason = "an editor writes as it likes")]
    pub(crate) fn write(&self, path: &str, text: &str) {
        std::fs::write(self.config.knowledge.join(path), text).expect("the file can be written");
    }

    /// Keeps everybody from changing the files, as long as it is kept.
    pub(crate) fn hold(&self) -> File {
        hold(&self.config)
    }

    /// Stops the bot and starts it anew over the same folders.
    pub(crate) async fn restarted(self) -> Self {
        self.restarted_after(async |_| ()).await
    }

    /// The same, with something done to the files before it starts.
    pub(crate) async fn restarted_after(self, meanwhile: impl AsyncFnOnce(&Config)) -> Self {
        let folder = self.bot.stopped().await;
        meanwhile(&self.config).await;
        let bot = Joined::of(open(&self.config), self.config.clone(), folder, patience());
        Self { bot, config: self.config }
    }

    /// The same, with settings that are changed meanwhile.
    pub(crate) async fn restarted_with(mut self, change: impl FnOnce(&mut Discord)) -> Self {
        change(&mut self.config.discord);
        self.restarted().await
    }

    /// How the bot ended by itself.
    pub(crate) async fn ended(self) -> Ending {
        self.bot.ended().await
    }

    /// Stops the bot.
    pub(crate) async fn stopped(self) {
        self.bot.stopped().await;
    }
}

/// The valleys in a folder of their own, and a config that names it.
fn laid_out(discord: &Double) -> (TempDir, Config) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let knowledge = folder.path().join("knowledge");
    lay_out(&knowledge);
    let mut settings = settings(discord, &folder);
    settings.moderators_channel = Some(discord.home().courtyard.id);
    let config = Config { knowledge, discord: settings, cache: None, ..Config::default() };
    (folder, config)
}

/// Keeps everybody from changing the files, as long as it is kept.
pub(crate) fn hold(config: &Config) -> File {
    let path = config.knowledge.join(".chaikhana-lock");
    let lock = File::options().create(true).truncate(false).write(true).open(path).expect("the lock can be opened");
    lock.lock().expect("the lock can be taken");
    lock
}

pub(crate) fn open(config: &Config) -> Arc<App> {
    let snapshot = Snapshot::open(&Folder::new(&config.knowledge), config).expect("the valleys have no errors");
    let app = App::new(snapshot);
    app.calibrate(|| ());
    Arc::new(app)
}

/// The valleys, with the fingerprints of their documents.
#[expect(clippy::disallowed_methods, reason = "a test lays out what it needs")]
pub(super) fn lay_out(knowledge: &Path) {
    let write = |path: &str, text: &str| {
        let file = knowledge.join(path);
        std::fs::create_dir_all(file.parent().expect("a file lies in a folder")).expect("folders can be made");
        std::fs::write(file, text).expect("the file can be written");
    };
    for (path, text) in VALLEYS {
        write(path, text);
    }
    for (id, document) in [("tarrow-1932", UGLY), ("quill-1933", LETTER)] {
        write(&format!("sources/{id}.fingerprint"), &Fingerprint::of(&clean(document), id).to_string());
    }
}
