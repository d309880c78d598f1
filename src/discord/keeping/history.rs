//! What was changed, by whom and why; what a revision changed; taking one back.

use super::review::{begin, review};
use super::{Task, Visit, Work, words};
use crate::app::Curator;
use crate::app::ledger::Filter;
use crate::discord::access::Right;
use crate::discord::errors::Failure;
use crate::discord::render::{Drawn, revisions as draw};
use crate::knowledge::EntryId;
use crate::knowledge::edit::{Changed, unified};

/// A page of revisions, newest first.
pub(in crate::discord) async fn history(
    visit: &Visit<'_>,
    curator: &Curator,
    entry: Option<EntryId>,
    before: Option<u64>,
) -> Result<(), Failure> {
    let filter = Filter { entry: entry.clone(), before, ..Filter::default() };
    let drawn = match curator.history(&filter, draw::PAGE + 1).await {
        Ok(found) => draw::history(&found, entry.as_ref()),
        Err(error) => Drawn::sentence(words::told(error)?),
    };
    visit.put(&drawn).await
}

/// What a revision changed.
pub(in crate::discord) async fn diff(visit: &Visit<'_>, curator: &Curator, number: u64) -> Result<(), Failure> {
    let drawn = match curator.revision(number).await {
        Ok(Some(revision)) => {
            let text =
                |bytes: &Option<Vec<u8>>| bytes.as_ref().map(|bytes| String::from_utf8_lossy(bytes).into_owned());
            let changes = revision.plan.changes.iter();
            let changed: Vec<Changed> = changes
                .map(|change| Changed {
                    path: change.path.clone(),
                    before: text(&change.before),
                    after: text(&change.after),
                })
                .collect();
            draw::diff(&revision, &unified(&changed), visit.may(Right::Keep))
        }
        Ok(None) => Drawn::sentence(words::no_revision(number)),
        Err(error) => Drawn::sentence(words::told(error)?),
    };
    visit.put(&drawn).await
}

/// Begins to take a revision back, and shows what would come of it.
pub(in crate::discord) async fn take_back(visit: &Visit<'_>, curator: &Curator, number: u64) -> Result<(), Failure> {
    visit.wait().await?;
    let work = Work::new(Task::Undo(number));
    let draft = begin(visit, &work).await?;
    review(visit, curator, draft, work, None).await
}
