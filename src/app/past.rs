//! The history of the knowledge, for whoever only reads it: nothing is written, and nobody is waited for.

use super::keepers::WAITING;
#[cfg(feature = "ledger")]
use super::lost_key;
use crate::store::ledger::{Filter, Headline, Ledger, LedgerError, Question, Revision};
#[cfg(feature = "ledger")]
use crate::{
    config::Config,
    store::ledger::{Memory, Sqlite},
    store::{CommitError, Folder, unrecorded},
};
use std::sync::Arc;

/// What became of the files so far.
#[derive(Debug, Clone)]
pub struct Past {
    ledger: Arc<dyn Ledger>,
    /// What was saved by hand since the last revision, as it will be recorded.
    unrecorded: Option<Revision>,
}

impl Past {
    /// Reads the ledger that the config names; where there is none, nothing has happened yet.
    ///
    /// # Errors
    /// [`CommitError`] where ledger or folder cannot be read.
    #[cfg(feature = "ledger")]
    pub async fn open(config: &Config) -> Result<Self, CommitError> {
        let ledger = ledger(config).await?;
        let folder = Folder::new(&config.knowledge);
        let unrecorded = unrecorded(&folder, &*ledger, jiff::Timestamp::now()).await?;
        Ok(Self { ledger, unrecorded })
    }

    /// What a ledger has, and no more: of a folder that was looked at just now.
    pub(super) fn of(ledger: Arc<dyn Ledger>) -> Self {
        Self { ledger, unrecorded: None }
    }

    /// Revisions, newest first.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn history(&self, filter: &Filter, limit: usize) -> Result<Vec<Headline>, LedgerError> {
        let newest = self.unrecorded.iter().filter(|revision| filter.means(revision.number, &revision.plan));
        let mut lines: Vec<Headline> =
            newest.map(|Revision { number, plan }| Headline::of(*number, plan)).take(limit).collect();
        lines.extend(self.ledger.history(filter, limit - lines.len()).await?);
        Ok(lines)
    }

    /// A revision with the bytes of every file from before and after.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn revision(&self, number: u64) -> Result<Option<Revision>, LedgerError> {
        match &self.unrecorded {
            Some(revision) if revision.number == number => Ok(Some(revision.clone())),
            _ => self.ledger.revision(number).await,
        }
    }

    /// What is to be known of the key of the pseudonyms, where it is not in order.
    ///
    /// # Errors
    /// [`LedgerError`].
    #[cfg(feature = "ledger")]
    pub async fn lost_key(&self, config: &Config) -> Result<Option<String>, LedgerError> {
        lost_key::told(&config.discord.ledger, &*self.ledger).await
    }

    /// Questions that wait for moderators, of all servers, newest first.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn open_questions(&self) -> Result<Vec<Question>, LedgerError> {
        self.ledger.open_questions(None, WAITING).await
    }
}

#[cfg(feature = "ledger")]
async fn ledger(config: &Config) -> Result<Arc<dyn Ledger>, LedgerError> {
    let file = config.discord.ledger.file();
    match file.try_exists() {
        Ok(true) => Ok(Arc::new(Sqlite::read(&file).await?)),
        Ok(false) => Ok(Arc::new(Memory::new())),
        Err(error) => Err(LedgerError::Unreachable { path: file, why: error.to_string() }),
    }
}
