//! Those who keep the knowledge: propose, publish, take back, look after; over the files, the ledger and the app.
//!
//! Left out: who may do it (`discord::access`; in the terminal, whoever can write the files).

use super::propose::{Proposal, Refusal};
use super::{App, OpenError, Records, Snapshot};
use crate::config::Config;
use crate::knowledge::edit::Edit;
use crate::knowledge::{File, Problem, Severity};
use crate::store::ledger::{Author, Change, Filter, Headline, LedgerError, Revision, Via};
use crate::store::{BackupError, Base, CommitError, Folder, LOOK_EVERY, Place, Set, StoreError, backup, watch};
use arc_swap::ArcSwap;
use jiff::Timestamp;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::{Mutex, mpsc};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// The knowledge, as those who keep it work with it. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Curator {
    app: Arc<App>,
    records: Arc<Records>,
    set: Set,
    config: Arc<Config>,
    status: Arc<ArcSwap<Status>>,
    /// Held while the knowledge is exchanged: the older of two never comes last.
    exchanging: Arc<Mutex<()>>,
}

/// How the knowledge stands.
#[derive(Debug, Clone, Default)]
pub struct Status {
    /// The newest revision.
    pub revision: u64,
    /// When it was taken over.
    pub since: Timestamp,
    /// What keeps the files on disk from being used; the last good knowledge answers meanwhile.
    pub problems: Vec<Problem>,
}

/// A proposal that was made on a revision.
#[derive(Debug)]
pub struct Proposed {
    /// What would change, and what of it.
    pub proposal: Proposal,
    /// The revision that it was made on.
    pub base: u64,
}

/// A change that is not made.
#[derive(Debug, thiserror::Error)]
pub enum CuratorError {
    /// The edit or its outcome is not right.
    #[error(transparent)]
    Refused(#[from] Box<Refusal>),
    /// Somebody was faster, or the disk refuses.
    #[error(transparent)]
    Commit(#[from] CommitError),
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The folder cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The files have errors.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// There is no such revision.
    #[error("there is no revision {0}; `history` lists them")]
    NoRevision(u64),
    /// A fault in this program.
    #[error("a fault in this program; the log says where")]
    Fault,
}

/// What became of a change of the files that did not come through here.
#[derive(Debug, Clone)]
pub enum News {
    /// Others changed the knowledge, and it is in use.
    Taken(Vec<Headline>),
    /// A file is broken: the last good knowledge stays.
    Broken(Vec<Problem>),
}

impl Curator {
    /// Opens the files of a folder as a versioned set.
    ///
    /// # Errors
    /// [`CuratorError`] where the folder cannot be written or the ledger fails.
    pub async fn open(app: Arc<App>, records: Arc<Records>, config: Arc<Config>) -> Result<Self, CuratorError> {
        let now = Timestamp::now();
        let set = Set::open(Folder::new(&config.knowledge), records.revisions(), now).await?;
        let status = Status { revision: set.current().await?, since: now, problems: Vec::new() };
        Ok(Self {
            app,
            records,
            set,
            config,
            status: Arc::new(ArcSwap::from_pointee(status)),
            exchanging: Arc::default(),
        })
    }

    /// Makes a proposal of an edit: the changed files, checked as a whole, with the questions that would be answered
    /// otherwise. `step` is told how many of how many questions of the gate have been asked.
    ///
    /// # Errors
    /// [`CuratorError::Refused`] with every problem; nothing is changed by proposing.
    pub async fn propose(
        &self,
        edit: Edit,
        step: impl Fn(usize, usize) + Send + Sync + 'static,
    ) -> Result<Proposed, CuratorError> {
        let base = self.set.current().await?;
        let this = self.clone();
        let work = move || -> Result<Proposal, CuratorError> {
            let files = this.files()?;
            this.app.propose(&files, &edit, &this.config.checks, &step).map_err(|refusal| Box::new(refusal).into())
        };
        let proposal = tokio::task::spawn_blocking(work).await.map_err(|_| CuratorError::Fault)??;
        Ok(Proposed { proposal, base })
    }

    /// Publishes a proposal: writes the files, records the revision, takes the knowledge over. Gives its number.
    ///
    /// # Errors
    /// [`CuratorError::Commit`] where somebody was faster; nothing is changed then.
    pub async fn publish(&self, proposed: Proposed, author: &Author, why: &str) -> Result<u64, CuratorError> {
        let Proposed { proposal, base } = proposed;
        let bytes = |text: &Option<String>| text.as_ref().map(|text| text.clone().into_bytes());
        let changes = proposal.changed.iter().map(|changed| Change {
            path: changed.path.clone(),
            before: bytes(&changed.before),
            after: bytes(&changed.after),
        });
        let changes: Vec<Change> = changes.collect();
        let now = Timestamp::now();
        let _alone = self.exchanging.lock().await;
        let number = self.set.commit(Base::Whole(base), &changes, author, why, now).await?;
        self.app.swap(proposal.into_snapshot());
        self.status.store(Arc::new(Status { revision: number, since: now, problems: Vec::new() }));
        self.calibrate();
        Ok(number)
    }

    /// The edit that takes a revision back: its files as they were before it.
    ///
    /// # Errors
    /// [`CuratorError::NoRevision`], or what the ledger says.
    pub async fn undoing(&self, number: u64) -> Result<Edit, CuratorError> {
        let revision = self.revision(number).await?.ok_or(CuratorError::NoRevision(number))?;
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).map_err(|_| CuratorError::Fault);
        let files =
            revision.plan.changes.into_iter().map(|change| Ok((change.path, change.before.map(text).transpose()?)));
        Ok(Edit::Files(files.collect::<Result<_, CuratorError>>()?))
    }

    /// Revisions, newest first.
    ///
    /// # Errors
    /// [`CuratorError::Ledger`].
    pub async fn history(&self, filter: &Filter, limit: usize) -> Result<Vec<Headline>, CuratorError> {
        Ok(self.set.history(filter, limit).await?)
    }

    /// A revision with the bytes of every file from before and after.
    ///
    /// # Errors
    /// [`CuratorError::Ledger`].
    pub async fn revision(&self, number: u64) -> Result<Option<Revision>, CuratorError> {
        Ok(self.set.revision(number).await?)
    }

    /// Fits the confidence to the present knowledge in the background; until that is done the one of before holds.
    fn calibrate(&self) {
        let app = Arc::clone(&self.app);
        drop(tokio::task::spawn_blocking(move || app.calibrate(|| ())));
    }

    /// Copies the knowledge files, the ledger and its key, as they are at one moment, into a new folder.
    ///
    /// # Errors
    /// [`BackupError`]; the folder is then no whole backup.
    pub async fn backup(&self, to: &Path) -> Result<(), BackupError> {
        let Place { key, .. } = Self::place(&self.config);
        backup(&self.set, &**self.records.ledger(), &key, to, Timestamp::now()).await
    }

    /// What a backup holds, and where it goes back to.
    pub fn place(config: &Config) -> Place {
        let folder = &config.discord.ledger.folder;
        Place {
            knowledge: Folder::new(&config.knowledge),
            ledger: folder.join("ledger.sqlite"),
            key: folder.join("key"),
        }
    }

    /// How the knowledge stands.
    pub fn status(&self) -> Arc<Status> {
        self.status.load_full()
    }

    /// The app that the knowledge answers in.
    pub fn app(&self) -> &Arc<App> {
        &self.app
    }

    /// What is remembered of talk.
    pub fn records(&self) -> &Arc<Records> {
        &self.records
    }

    /// The files as they lie on disk.
    ///
    /// # Errors
    /// [`CuratorError::Store`] where the folder cannot be read.
    pub fn files(&self) -> Result<Vec<File>, CuratorError> {
        Ok(self.set.folder().load()?.0)
    }

    /// What the checks say of the files as they lie on disk.
    ///
    /// # Errors
    /// [`CuratorError`] where the folder cannot be read.
    pub async fn check(&self) -> Result<crate::knowledge::Problems, CuratorError> {
        let this = self.clone();
        let work = move || super::check(this.set.folder(), &this.config.checks);
        Ok(tokio::task::spawn_blocking(work).await.map_err(|_| CuratorError::Fault)??.problems)
    }

    /// Reads the files anew and takes them over where they are right; else says what is wrong, and leaves the last
    /// good knowledge in use.
    ///
    /// # Errors
    /// [`CuratorError`] where the folder cannot be read.
    pub async fn reload(&self) -> Result<Vec<Problem>, CuratorError> {
        let _alone = self.exchanging.lock().await;
        let revision = self.set.current().await?;
        let this = self.clone();
        let work = move || -> Result<Result<Snapshot, Vec<Problem>>, CuratorError> {
            let checked = super::check(this.set.folder(), &this.config.checks)?;
            let errors = checked.problems.iter().filter(|problem| problem.severity == Severity::Error);
            let errors: Vec<Problem> = errors.cloned().collect();
            Ok(checked.knowledge.map(|knowledge| this.app.rebuilt(knowledge)).ok_or(errors))
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
}

/// Who changes something in the terminal.
pub fn in_terminal(name: &str) -> Author {
    Author { name: name.to_owned(), pseudonym: None, via: Via::Terminal }
}
