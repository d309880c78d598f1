//! The bot, joined to a double.

#![expect(clippy::expect_used, reason = "a bot that cannot be joined fails its test")]

use super::double::Double;
use crate::bot::APP;
use chaikhana::app::App;
use chaikhana::config::{Config, Discord, Rights, Token};
use chaikhana::discord::{Ending, Patience, join};
use std::num::NonZeroU32;
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
    settings: Discord,
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
    Patience { stopping: Duration::from_secs(3), ..Patience::default() }
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
        // What the bot warns of stands beside a failed test.
        let log = tracing_subscriber::fmt().with_max_level(tracing::Level::WARN).with_test_writer();
        let _ = log.try_init();
        let (stop, stopped) = oneshot::channel();
        let mut config = Config { discord: settings.clone(), ..Config::default() };
        // Empty: these bots answer over the shipped knowledge and change nothing of it.
        config.knowledge = folder.path().join("knowledge");
        std::fs::create_dir_all(&config.knowledge).expect("a folder can be made");
        let ended = join(app, config, patience, async {
            let _ = stopped.await;
        });
        Self { stop: Some(stop), task: Handle::current().spawn(ended), settings, folder }
    }

    /// Stops the bot and starts it anew over the same ledger.
    pub(crate) async fn restarted(mut self, app: Arc<App>) -> Self {
        self.stop.take();
        let ending = self.task.await.expect("the bot does not panic");
        assert!(matches!(ending, Ending::Stopped), "{ending:?}");
        Self::over(app, self.settings, self.folder)
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
