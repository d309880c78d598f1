//! What others do to the files, by hand or from another process, taken over while the bot answers.

use super::Snapshot;
use super::curator::{Curator, CuratorError, Status};
use super::snapshot::checked;
use crate::knowledge::{Problem, Severity};
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
    Taken,
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
            let checked = checked(this.set.folder(), &this.config.checks)?;
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
        let mut changes = watch(self.set.clone(), LOOK_EVERY, Timestamp::now, stop.clone(), tracker);
        let this = self.clone();
        tracker.spawn(async move {
            while changes.recv().await.is_some() {
                let Some(problems) = stop.run_until_cancelled(this.reloaded()).await else { return };
                let news = if problems.is_empty() { News::Taken } else { News::Broken(problems) };
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

    /// The same for changes that are told of once only: where the disk or the ledger refuses, tries until it does not.
    pub async fn reloaded(&self) -> Vec<Problem> {
        let mut complaint = None;
        loop {
            let error = match self.reload().await {
                Ok(problems) => return problems,
                Err(error) => error.to_string(),
            };
            if complaint.as_ref() != Some(&error) {
                tracing::error!("the knowledge files were changed and cannot be read yet: {error}");
                complaint = Some(error);
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Fits the confidence to the present knowledge in the background; until that is done the one of before holds.
    pub(super) fn calibrate(&self) {
        let app = Arc::clone(&self.app);
        drop(tokio::task::spawn_blocking(move || app.calibrate(|| ())));
    }
}

#[cfg(test)]
mod tests {
    use super::{Curator, News, Snapshot};
    use crate::app::{App, Records};
    use crate::config::Config;
    use crate::store::replace;
    use std::fs;
    use std::sync::Arc;
    use std::time::Duration;
    use tokio::time::{sleep, timeout};
    use tokio_util::sync::CancellationToken;
    use tokio_util::task::TaskTracker;

    #[tokio::test]
    async fn a_change_whose_files_are_away_for_a_moment_is_taken_over_when_they_are_back() {
        let place = tempfile::tempdir().unwrap();
        let mut config = Config { knowledge: place.path().join("knowledge"), cache: None, ..Config::default() };
        config.discord.ledger.folder = place.path().join("data");
        let file = config.knowledge.join("lexicon.toml");
        replace(&file, b"").unwrap();
        let tracker = TaskTracker::new();
        let records = Records::open(&config.discord.ledger, &tracker).await.unwrap();
        let set = Curator::set(&records, &config).await.unwrap();
        let app = App::new(Snapshot::open(set.folder(), &config).unwrap());
        let curator = Curator::new(set, Arc::new(app), Arc::new(records), Arc::new(config.clone()));

        // Whoever takes something over waits for this.
        let held = curator.exchanging.lock().await;
        let mut news = curator.follow(CancellationToken::new(), &tracker);
        replace(&file, b"# by hand\n").unwrap();
        while curator.set.current().await.unwrap() == 0 {
            sleep(Duration::from_millis(20)).await;
        }
        sleep(Duration::from_millis(200)).await;
        let away = place.path().join("away");
        fs::rename(&config.knowledge, &away).unwrap();
        drop(held);
        sleep(Duration::from_millis(300)).await;
        fs::rename(&away, &config.knowledge).unwrap();
        let told = timeout(Duration::from_secs(5), news.recv()).await;
        assert!(matches!(told, Ok(Some(News::Taken))));
        assert_eq!(curator.status().revision, 1);
    }
}
