//! From the files as they are to a revision: looked at, proposed, published.

use super::curator::{Curator, CuratorError, Status};
use super::propose::{Proposal, Refusal};
use crate::knowledge::edit::Edit;
use crate::knowledge::{File, Problem, Severity};
use crate::store::Base;
use crate::store::ledger::{Author, Change};
use jiff::Timestamp;
use std::sync::Arc;

/// The files as they are; whatever was saved by hand is recorded and in use where it can be.
#[derive(Debug, Clone)]
pub struct Present {
    /// The files.
    pub files: Vec<File>,
    /// The revision that they are of.
    pub base: u64,
}

/// A proposal that was made on a revision.
#[derive(Debug)]
pub struct Proposed {
    /// What would change, and what of it.
    pub proposal: Proposal,
    /// The revision that it was made on.
    pub base: u64,
}

impl Curator {
    /// Looks at the files as they are now, and takes over what others have done to them: an edit is made on nothing
    /// older.
    ///
    /// # Errors
    /// [`CuratorError::Broken`] where a file cannot be read at all, and what disk and ledger say.
    pub async fn present(&self) -> Result<Present, CuratorError> {
        let _alone = self.exchanging.lock().await;
        self.set.observe(Timestamp::now()).await?;
        let base = self.set.current().await?;
        if self.status().revision != base {
            self.take_over().await?;
        }
        Ok(Present { files: self.read().await?, base })
    }

    /// Makes a proposal of an edit: the changed files, checked as a whole, with the questions that would be answered
    /// otherwise. `step` is told how many of how many questions of the gate have been asked.
    ///
    /// # Errors
    /// [`CuratorError::Refused`] with every problem, or [`CuratorError::Broken`] where all of them kept the files from
    /// being taken over before.
    pub async fn propose(
        &self,
        present: Present,
        edit: Edit,
        step: impl Fn(usize, usize) + Send + Sync + 'static,
    ) -> Result<Proposed, CuratorError> {
        let Present { files, base } = present;
        let this = self.clone();
        let work = move || this.app.propose(&files, &edit, &this.config.checks, &step);
        match tokio::task::spawn_blocking(work).await.map_err(|_| CuratorError::Fault)? {
            Ok(proposal) => Ok(Proposed { proposal, base }),
            Err(refusal) => Err(self.told_apart(refusal)),
        }
    }

    /// Whether an edit is refused for what it does, or for what was wrong before it.
    fn told_apart(&self, refusal: Refusal) -> CuratorError {
        let before = &self.status().problems;
        let known = |new: &Problem| {
            before.iter().any(|old| old.check == new.check && old.message == new.message && old.file == new.file)
        };
        if let Refusal::Problems { problems, .. } = &refusal
            && problems.iter().filter(|one| one.severity == Severity::Error).all(known)
        {
            return CuratorError::Broken(before.clone());
        }
        Box::new(refusal).into()
    }

    /// Publishes a proposal: writes the files, records the revision, takes the knowledge over. Gives its number.
    ///
    /// # Errors
    /// [`CuratorError::Commit`] where somebody was faster or the disk refuses; but for [`CommitError::Unfinished`]
    /// nothing is changed then.
    ///
    /// [`CommitError::Unfinished`]: crate::store::CommitError::Unfinished
    pub async fn publish(&self, proposed: Proposed, author: &Author, why: &str) -> Result<u64, CuratorError> {
        let Proposed { proposal, base } = proposed;
        let changes: Vec<Change> = proposal.changed.iter().map(Change::from).collect();
        let now = Timestamp::now();
        let _alone = self.exchanging.lock().await;
        let number = self.set.commit(Base::Whole(base), &changes, author, why, now).await?;
        self.app.swap(proposal.into_snapshot());
        self.status.store(Arc::new(Status { revision: number, since: now, problems: Vec::new() }));
        self.calibrate();
        Ok(number)
    }
}
