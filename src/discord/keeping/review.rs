//! A draft before it is published: what people would see, what is wrong with it, and whom it takes questions from.

use super::forms::Form;
use super::work::{Stop, Work};
use super::{Visit, words};
use crate::app::{CommitError, Curator, CuratorError, Present, Proposed};
use crate::discord::errors::Failure;
use crate::discord::render::{Drawn, review as draw};
use crate::knowledge::edit::Edit;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// The kind of drafts that are works.
const KIND: &str = "work";
/// How often somebody who waits hears how far the questions are.
const TOLD_EVERY: Duration = Duration::from_millis(1_500);

/// Keeps a new work as a draft of the visitor's.
pub(in crate::discord) async fn begin(visit: &Visit<'_>, work: &Work) -> Result<u64, Failure> {
    let body = serde_json::to_string(work).map_err(|_| Failure::Panic)?;
    Ok(visit.bot.records.put_draft(visit.place.asker, KIND, body).await?)
}

/// The visitor's own draft; none where it is gone, published or somebody else's.
pub(super) async fn load(visit: &Visit<'_>, draft: u64) -> Result<Option<Work>, Failure> {
    Ok(kept(visit, draft).await?.filter(|work| work.published.is_none()))
}

/// The same, also where it was published within the last day.
pub(super) async fn kept(visit: &Visit<'_>, draft: u64) -> Result<Option<Work>, Failure> {
    let body = visit.bot.records.draft(draft, visit.place.asker, KIND).await?;
    // A draft of an older version that can no longer be read is as good as gone.
    Ok(body.and_then(|body| serde_json::from_str(&body).ok()))
}

/// Keeps a work in its draft. False where that is gone, and the work is not kept.
pub(super) async fn save(visit: &Visit<'_>, draft: u64, work: &Work) -> Result<bool, Failure> {
    let body = serde_json::to_string(work).map_err(|_| Failure::Panic)?;
    Ok(visit.bot.records.save_draft(draft, visit.place.asker, &body).await?)
}

/// Begins a work with a form.
pub(in crate::discord) async fn open(visit: &Visit<'_>, form: Form, work: &Work) -> Result<(), Failure> {
    let draft = begin(visit, work).await?;
    show_form(visit, form, draft, work).await
}

/// Opens a form of a draft.
pub(super) async fn show_form(visit: &Visit<'_>, form: Form, draft: u64, work: &Work) -> Result<(), Failure> {
    match form.modal(draft, work) {
        Some(modal) => visit.open(modal).await,
        None => visit.tell(&Drawn::sentence(words::TOO_LONG_FOR_A_FORM)).await,
    }
}

/// Shows what a draft would come to. The visitor has been told to wait.
pub(in crate::discord) async fn review(
    visit: &Visit<'_>,
    curator: &Curator,
    draft: u64,
    mut work: Work,
    note: Option<&str>,
) -> Result<(), Failure> {
    let drawn = match propose(visit, curator, &work).await? {
        Ok(proposed) => {
            work.seen = Some(changed_lines(&proposed));
            if save(visit, draft, &work).await? {
                draw::proposed(&proposed.proposal, &work, draft, note)
            } else {
                Drawn::sentence(words::NO_DRAFT)
            }
        }
        Err(stop) => stopped(visit, draft, &mut work, stop).await?,
    };
    visit.put(&drawn).await
}

/// Draws why a draft cannot be published now; what was typed stays.
pub(super) async fn stopped(visit: &Visit<'_>, draft: u64, work: &mut Work, stop: Refused) -> Result<Drawn, Failure> {
    Ok(match stop {
        Refused::Stop(Stop::Say(text)) => draw::refused(&text, work, draft),
        Refused::Stop(Stop::Conflict { shown, task }) => {
            work.seen = None;
            if let Some(task) = task {
                work.task = task;
            }
            if save(visit, draft, work).await? {
                draw::conflict(&shown, work, draft)
            } else {
                Drawn::sentence(words::NO_DRAFT)
            }
        }
        Refused::Error(error) => match &error {
            CuratorError::Refused(refusal) => draw::refused(&words::refusal(refusal), work, draft),
            CuratorError::Broken(problems) => draw::waits(&words::listed(problems.iter()), draft),
            CuratorError::Commit(CommitError::Nothing | CommitError::Path { .. } | CommitError::TooLarge { .. }) => {
                draw::refused(&words::told(error)?, work, draft)
            }
            // Disk or ledger: the draft itself may be right.
            _ => draw::again(words::told(error)?, draft),
        },
    })
}

/// Why nothing comes of a draft now.
#[derive(Debug)]
pub(super) enum Refused {
    Stop(Stop),
    Error(CuratorError),
}

/// What a work comes to on the present files.
pub(super) async fn propose(
    visit: &Visit<'_>,
    curator: &Curator,
    work: &Work,
) -> Result<Result<Proposed, Refused>, Failure> {
    let present = match curator.present().await {
        Ok(present) => present,
        Err(error) => return Ok(Err(Refused::Error(error))),
    };
    let edit = match work.edit(curator, &present.files).await? {
        Ok(edit) => edit,
        Err(stop) => return Ok(Err(Refused::Stop(stop))),
    };
    Ok(watched(visit, curator, present, edit).await.map_err(Refused::Error))
}

/// Makes the proposal; whoever waits long hears how far it is.
async fn watched(visit: &Visit<'_>, curator: &Curator, present: Present, edit: Edit) -> Result<Proposed, CuratorError> {
    let share = Arc::new(AtomicUsize::new(0));
    let told = Arc::clone(&share);
    let step = move |done: usize, of: usize| told.store(100 * done / of.max(1), Ordering::Relaxed);
    let mut proposing = Box::pin(curator.propose(present, edit, step));
    loop {
        match tokio::time::timeout(TOLD_EVERY, &mut proposing).await {
            Ok(proposed) => return proposed,
            Err(_) => tell(visit, share.load(Ordering::Relaxed)).await,
        }
    }
}

/// Says how far the checks are; that it cannot be said ends nothing.
async fn tell(visit: &Visit<'_>, share: usize) {
    if let Err(error) = visit.put(&Drawn::sentence(words::checking(share))).await {
        tracing::debug!(%error, "how far the checks are could not be said");
    }
}

/// The lines that a proposal changes, without where they stand, and the questions that it would lose: what a moderator
/// has seen, and publishes.
pub(super) fn changed_lines(proposed: &Proposed) -> String {
    let changed = |line: &&str| line.starts_with(['+', '-']);
    let lost = proposed.proposal.gated.losses().map(|flip| flip.question.as_str());
    proposed.proposal.diff.lines().filter(changed).chain(lost).collect::<Vec<_>>().join("\n")
}
