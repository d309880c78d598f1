//! What others do to the files, by hand or from another process, taken over while the bot answers.

use super::curator::{Curator, CuratorError, Status};
use super::{Snapshot, check};
use crate::knowledge::{Problem, Severity};
use crate::store::ledger::Headline;
use crate::store::{LOOK_EVERY, watch};
use jiff::Timestamp;
use std::sync::Arc;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// What became of a change of the files that did not come through here.
#[derive(Debug, Clone)]
pub enum News {
    /// Others changed the knowledge, and it is in use.
    Taken(Vec<Headline>),
    /// A file is broken: the last good knowledge stays.
    Broken(Vec<Problem>),
}

impl Curator {
    /// Reads the files anew and takes them over where they are right; else says what is wrong, and leaves the last
    /// good knowledge in use.
    ///
    /// # Errors
    /// [`CuratorError`] where the folder cannot be read.
    pub async fn reload(&self) -> Result<Vec<Problem>, CuratorError> {
        let _alone = self.exchanging.lock().await;
        self.take_over().await
    }

    /// The same for whoever holds `exchanging`.
    pub(super) async fn take_over(&self) -> Result<Vec<Problem>, CuratorError> {
        let revision = self.set.current().await?;
        let this = self.clone();
        let work = move || -> Result<Result<Snapshot, Vec<Problem>>, CuratorError> {
            let checked = check(this.set.folder(), &this.config.checks)?;
            let errors = checked.problems.iter().filter(|problem| problem.severity == Severity::Error);
            let errors: Vec<Problem> = errors.cloned().collect();
            Ok(checked.knowledge.map(|knowledge| this.app.rebuilt(knowledge, &checked.files)).ok_or(errors))
        };
        let outcome = tokio::task::spawn_blocking(work).await.map_err(|_| CuratorError::Fault)??;
        let problems = match outcome {
            Ok(snapshot) => {
                self.app.swap(snapshot);
                self.calibrate();
                Vec::new()
            }
            Err(problems) => problems,
        };
        let status = Status { revision, since: Timestamp::now(), problems: problems.clone() };
        self.status.store(Arc::new(status));
        Ok(problems)
    }

    /// Follows what others do to the files until `stop`, and takes it over; what comes of it is told.
    pub fn follow(&self, stop: CancellationToken, tracker: &TaskTracker) -> mpsc::Receiver<News> {
        let (sender, receiver) = mpsc::channel(16);
        let mut changes = watch(self.set.clone(), LOOK_EVERY, Timestamp::now, stop, tracker);
        let this = self.clone();
        tracker.spawn(async move {
            while let Some(headlines) = changes.recv().await {
                let news = match this.reload().await {
                    Ok(problems) if problems.is_empty() => News::Taken(headlines),
                    Ok(problems) => News::Broken(problems),
                    Err(error) => {
                        tracing::error!(%error, "the knowledge files were changed and cannot be read");
                        continue;
                    }
                };
                if let News::Broken(problems) = &news {
                    for problem in problems {
                        tracing::error!("{}: {}; {}", problem.file, problem.message, problem.remedy);
                    }
                }
                if sender.send(news).await.is_err() {
                    return;
                }
            }
        });
        receiver
    }

    /// Fits the confidence to the present knowledge in the background; until that is done the one of before holds.
    pub(super) fn calibrate(&self) {
        let app = Arc::clone(&self.app);
        drop(tokio::task::spawn_blocking(move || app.calibrate(|| ())));
    }
}
