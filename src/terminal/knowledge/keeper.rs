//! The knowledge with its history and the ledger, opened for one command.

use crate::app::ledger::{Author, Via};
use crate::app::{App, CALIBRATION_STEPS, Curator, CuratorError, OpenError, Records, Snapshot, in_terminal};
use crate::config::Config;
use crate::knowledge::edit::{Edit, after, apply};
use crate::knowledge::{self, Date, File};
use crate::terminal::Desk;
use crate::terminal::bar::progress;
use std::future::Future;
use std::sync::Arc;
use tokio::runtime::{Builder, Handle, Runtime};
use tokio_util::task::TaskTracker;

/// The knowledge with its history and the ledger.
pub(super) struct Keeper<'c> {
    runtime: Runtime,
    /// What proposes and publishes.
    pub(super) curator: Curator,
    /// The settings.
    pub(super) config: &'c Config,
    /// Why the files cannot be used as they are; the app then knows nothing.
    pub(super) broken: Option<OpenError>,
    quiet: bool,
}

impl<'c> Keeper<'c> {
    /// Opens the files that the settings name; broken ones too, since a change may mend them. Whoever only `tries` a
    /// change begins no ledger.
    pub(super) fn open(desk: &Desk<'c>, quiet: bool, tries: bool) -> Result<Self, String> {
        let config = desk.config;
        // Without a folder, no ledger is begun for it; beside a half-restored one, none is opened.
        desk.folder.ready().map_err(|error| error.to_string())?;
        let runtime = runtime()?;
        let opened = async {
            let (ledger, tracker) = (&config.discord.ledger, TaskTracker::new());
            let records = if tries && matches!(ledger.file().try_exists(), Ok(false)) {
                Records::passing(ledger, &tracker).await
            } else {
                Records::open(ledger, &tracker).await
            };
            let records = records.map_err(|error| error.to_string())?;
            let set = Curator::set(&records, config).await.map_err(|error| error.to_string())?;
            Ok::<_, String>((records, set))
        };
        let (records, set) = runtime.block_on(opened)?;
        // What an earlier command left half done is at its end now.
        let (app, broken) = match desk.app() {
            Ok(app) => (app, None),
            Err(error @ OpenError::Store(_)) => return Err(error.to_string()),
            Err(error) => (empty(config).ok_or_else(|| error.to_string())?, Some(error)),
        };
        let curator = Curator::new(set, Arc::new(app), Arc::new(records), Arc::new(config.clone()));
        if broken.is_some() {
            // What is wrong already is then told apart from what a change would make wrong.
            runtime.block_on(curator.reload()).map_err(|error| error.to_string())?;
        }
        Ok(Self { runtime, curator, config, broken, quiet })
    }

    /// Waits for something to be done.
    pub(super) fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// For what waits by itself.
    pub(super) fn handle(&self) -> &Handle {
        self.runtime.handle()
    }

    /// The app that answers.
    pub(super) fn app(&self) -> &App {
        self.curator.app()
    }

    /// The files as they lie on disk.
    pub(super) fn files(&self) -> Result<Vec<File>, CuratorError> {
        self.curator.files()
    }

    /// Makes the app about as sure of its answers as the bot is, which takes some seconds the first time; later, what
    /// was fitted before the last changes will do, as it does in the bot.
    pub(super) fn calibrate(&self) {
        if self.broken.is_none() && !self.app().has_scale() {
            let bar = progress(CALIBRATION_STEPS, "steps of calibration", self.quiet);
            self.app().calibrate(|| bar.inc(1));
            bar.finish_and_clear();
        }
    }

    /// Where the files are broken, lets the app know what an edit would make of them: there is nothing to compare it
    /// with, and it can be published if it mends them.
    pub(super) fn mend(&self, files: &[File], edit: &Edit) {
        let Ok(changed) = apply(files, edit) else { return };
        if let (Some(knowledge), _) = knowledge::read(&after(files, &changed), &self.config.checks) {
            self.app().swap(Snapshot::of(knowledge, self.config.answers));
        }
    }

    /// Whoever types, on some way.
    pub(super) fn author(&self, via: Via) -> Author {
        Author { via, ..in_terminal(&self.config.terminal.name) }
    }

    /// Ends the use of the ledger in good order. What the app only learns for later questions is not waited for.
    pub(super) fn close(self) {
        self.runtime.block_on(self.curator.records().close());
        self.runtime.shutdown_background();
    }
}

/// What waits for disk and ledger.
pub(in crate::terminal) fn runtime() -> Result<Runtime, String> {
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build();
    runtime.map_err(|error| format!("no thread can be started: {error}; try again"))
}

/// An app that knows nothing.
pub(super) fn empty(config: &Config) -> Option<App> {
    let (knowledge, _) = knowledge::read(&[], &config.checks);
    knowledge.map(|knowledge| App::new(Snapshot::of(knowledge, config.answers)))
}

/// Today, by the calendar of Greenwich.
pub(super) fn today() -> Option<Date> {
    day(jiff::Timestamp::now())
}

/// The latest day that it is anywhere: clocks are 14 hours ahead of Greenwich at most.
pub(super) fn latest_day() -> Option<Date> {
    day(jiff::Timestamp::now() + jiff::SignedDuration::from_hours(14))
}

fn day(at: jiff::Timestamp) -> Option<Date> {
    Date::parse(&at.strftime("%Y-%m-%d").to_string())
}
