//! What is remembered of talk: questions, votes and settings, over the ledger; people are pseudonyms in it.

use super::lost_key;
use crate::config;
use crate::engine::{Decision, Outcome, Reason};
use crate::knowledge::shown_lines;
use crate::store::Journal;
use crate::store::ledger::{self, Forgotten, GuildSettings, Key, KeyError, Ledger, LedgerError, Pseudonym, Vote};
use arc_swap::ArcSwap;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio_util::task::TaskTracker;

/// How many questions may wait to be written down.
const WAITING: usize = 8_192;

/// How long is waited at the end for what waits to be written down.
const CLOSING: Duration = Duration::from_secs(3);
/// How long is waited then for whoever still uses the database; what was written stays written without that.
const LEAVING: Duration = Duration::from_secs(2);

/// The ledger as fronts use it.
#[derive(Debug)]
pub struct Records {
    ledger: Arc<dyn Ledger>,
    pub(super) journal: Journal,
    pub(super) key: Key,
    settings: ArcSwap<BTreeMap<u64, GuildSettings>>,
    /// Held by who changes settings: two changes at once would else lose one.
    changing: Mutex<()>,
    /// The same for who suggests: several at once would else be more than may wait.
    pub(super) suggesting: Mutex<()>,
    keep: SignedDuration,
    direct_messages: bool,
}

/// The ledger cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum RecordsError {
    /// The database.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The key of the pseudonyms.
    #[error(transparent)]
    Key(#[from] KeyError),
}

/// A question that is to be noted.
#[derive(Debug, Clone, Copy)]
pub struct Noted<'q> {
    /// The guild; none in direct messages.
    pub guild: Option<u64>,
    /// The channel.
    pub channel: u64,
    /// Who asked.
    pub asker: u64,
    /// Its words, without mentions.
    pub question: &'q str,
    /// The question that it leant on.
    pub previous: Option<&'q str>,
}

impl Records {
    /// Opens the ledger that the config names; without the feature `ledger` it lasts as long as the process.
    ///
    /// # Errors
    /// [`RecordsError`] with the place and the remedy.
    pub async fn open(config: &config::Ledger, tracker: &TaskTracker) -> Result<Self, RecordsError> {
        #[cfg(feature = "ledger")]
        let ledger: Arc<dyn Ledger> = Arc::new(ledger::Sqlite::open(&config.file()).await?);
        #[cfg(not(feature = "ledger"))]
        let ledger: Arc<dyn Ledger> = Arc::new(ledger::Memory::default());
        // Before a new key is made, whatever comes between: afterwards nobody could tell.
        lost_key::warn(config, &*ledger).await?;
        Self::over(ledger, Key::open(&config.key())?, config, tracker).await
    }

    /// A ledger that lasts as long as the process, for whoever only tries something where there is none yet.
    ///
    /// # Errors
    /// [`RecordsError`].
    pub async fn passing(config: &config::Ledger, tracker: &TaskTracker) -> Result<Self, RecordsError> {
        Self::over(Arc::new(ledger::Memory::default()), Key::random()?, config, tracker).await
    }

    async fn over(
        ledger: Arc<dyn Ledger>,
        key: Key,
        config: &config::Ledger,
        tracker: &TaskTracker,
    ) -> Result<Self, RecordsError> {
        let settings = ledger.settings().await?.into_iter().collect();
        Ok(Self {
            journal: Journal::start(Arc::clone(&ledger), WAITING, tracker).await?,
            ledger,
            key,
            settings: ArcSwap::from_pointee(settings),
            changing: Mutex::default(),
            suggesting: Mutex::default(),
            keep: SignedDuration::from_hours(24 * i64::from(config.keep_days)),
            direct_messages: config.direct_messages,
        })
    }

    /// Notes a question with what it got, without waiting; gives its number, or none where it is not kept.
    pub fn note(&self, noted: &Noted<'_>, decision: &Decision) -> Option<u64> {
        let kept = noted.guild.is_some() || self.direct_messages;
        let (outcome, entry, confidence) = match &decision.outcome {
            Outcome::Answer(hit) => (ledger::Outcome::Answer, Some(&hit.entry), hit.confidence),
            Outcome::Choices(hits) => {
                (ledger::Outcome::Choices, hits.first().map(|hit| &hit.entry), decision.confidence)
            }
            Outcome::Nothing(_) => (ledger::Outcome::Nothing, None, decision.confidence),
        };
        // Nobody works off a greeting.
        let state = match &decision.outcome {
            Outcome::Nothing(Reason::Empty | Reason::SmallTalk { .. }) => ledger::State::Ignored,
            _ => ledger::State::Open,
        };
        let question = |id| ledger::Question {
            id,
            at: Timestamp::now(),
            guild: noted.guild,
            channel: Some(noted.channel),
            asker: Some(self.key.pseudonym(noted.asker)),
            // It is read in terminals too, where signs that do not show can do things.
            text: shown_lines(noted.question),
            outcome,
            entry: entry.cloned(),
            confidence,
            // As it is kept of the question itself: who is forgotten is found in it.
            previous: noted.previous.map(shown_lines),
            state,
            flagged: false,
        };
        let id = kept.then(|| self.journal.next_id())?;
        self.journal.record(question(id)).then_some(id)
    }

    /// A question by its number.
    pub async fn question(&self, number: u64) -> Option<ledger::Question> {
        let found = self.ledger.question(number).await;
        found.inspect_err(|error| tracing::warn!(%error, "a question could not be looked up")).ok().flatten()
    }

    /// Counts a person's vote on a question; the same vote again takes it back. Gives what became of it; none where
    /// questions still wait to be written down, and this one may be among them.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn vote(&self, number: u64, voter: u64, vote: Vote) -> Result<Option<Voted>, LedgerError> {
        let written = self.journal.flush().await;
        let voter = self.key.pseudonym(voter);
        let before = self.ledger.vote_of(number, &voter).await?;
        let now = Some(vote).filter(|_| before != Some(vote));
        let kept = self.ledger.vote(number, &voter, now).await?;
        let voted = if kept { now.map_or(Voted::TakenBack, Voted::Stands) } else { Voted::Gone };
        Ok(Some(voted).filter(|_| kept || written))
    }

    /// Notes that an answer was not what was asked, for moderators. False where the question is no longer kept; none
    /// where questions still wait to be written down, and this one may be among them.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn flag(&self, number: u64) -> Result<Option<bool>, LedgerError> {
        let written = self.journal.flush().await;
        let kept = self.ledger.flag(number).await?;
        Ok(Some(kept).filter(|kept| *kept || written))
    }

    /// The settings of a guild.
    pub fn settings(&self, guild: u64) -> GuildSettings {
        self.settings.load().get(&guild).cloned().unwrap_or_default()
    }

    /// Whether any guild has a channel in which questions are answered unprompted.
    pub fn has_ask_channels(&self) -> bool {
        self.settings.load().values().any(|settings| !settings.ask_channels.is_empty())
    }

    /// Changes the settings of a guild; gives what they now are.
    ///
    /// # Errors
    /// [`LedgerError`]; the settings are then as they were.
    pub async fn change_settings(
        &self,
        guild: u64,
        change: impl FnOnce(&mut GuildSettings),
    ) -> Result<GuildSettings, LedgerError> {
        let _turn = self.changing.lock().await;
        let mut all = BTreeMap::clone(&self.settings.load());
        let settings = all.entry(guild).or_default();
        change(settings);
        let settings = settings.clone();
        self.ledger.set_settings(guild, &settings).await?;
        self.settings.store(Arc::new(all));
        Ok(settings)
    }

    /// The history of the knowledge files.
    pub fn revisions(&self) -> Arc<dyn ledger::Revisions> {
        Arc::clone(&self.ledger) as Arc<dyn ledger::Revisions>
    }

    /// The ledger itself, for what moderators do with questions, drafts and suggestions.
    pub fn ledger(&self) -> &Arc<dyn Ledger> {
        &self.ledger
    }

    /// Deletes everything that is kept of a person. None where some questions still wait to be written down: they
    /// might be the person's, and nothing is deleted yet.
    ///
    /// # Errors
    /// [`LedgerError`]; nothing is deleted then.
    pub async fn forget(&self, person: u64) -> Result<Option<Forgotten>, LedgerError> {
        if !self.journal.flush().await {
            return Ok(None);
        }
        self.ledger.forget(&self.pseudonym(person)).await.map(Some)
    }

    pub(super) fn pseudonym(&self, person: u64) -> Pseudonym {
        self.key.pseudonym(person)
    }

    /// Deletes what is older than it may be.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn sweep(&self) -> Result<u64, LedgerError> {
        let now = Timestamp::now();
        let before = |age: SignedDuration| now.checked_sub(age).unwrap_or(Timestamp::MIN);
        self.ledger.expire_drafts(before(ledger::DRAFT_AGE)).await?;
        self.ledger.sweep(before(self.keep)).await
    }

    /// Writes down what waits, and ends the use of the database.
    pub async fn close(&self) {
        self.journal.close(CLOSING).await;
        if tokio::time::timeout(LEAVING, self.ledger.close()).await.is_err() {
            tracing::warn!("the ledger is still in use and is left open");
        }
    }
}

/// What became of a vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voted {
    /// It stands.
    Stands(Vote),
    /// It was there before and is taken back.
    TakenBack,
    /// The question is no longer kept.
    Gone,
}
