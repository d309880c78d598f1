//! Taking a revision back: its files as they were before it, with what came later left in place.

use super::words;
use super::work::Stop;
use crate::app::Curator;
use crate::discord::errors::Failure;
use crate::knowledge::File;
use crate::knowledge::edit::{Conflict, Edit, RebaseError, rebase};

/// The edit that takes a revision back on the present files.
pub(super) async fn edit(curator: &Curator, number: u64) -> Result<Result<Edit, Stop>, Failure> {
    let stop = |text: String| Ok(Err(Stop::Say(text)));
    let undoing = match curator.undoing(number).await {
        Ok(edit) => edit,
        Err(error) => return words::told(error).map(|text| Err(Stop::Say(text))),
    };
    let revision = match curator.revision(number).await {
        Ok(Some(revision)) => revision,
        Ok(None) => return stop(words::no_revision(number)),
        Err(error) => return words::told(error).map(|text| Err(Stop::Say(text))),
    };
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap_or_default();
    let after = revision.plan.changes.into_iter().filter_map(|change| {
        let after = change.after?;
        Some(File { path: change.path, text: text(after) })
    });
    let after: Vec<File> = after.collect();
    let present = match curator.files() {
        Ok(files) => files,
        Err(error) => return words::told(error).map(|text| Err(Stop::Say(text))),
    };
    match rebase(&after, &present, &undoing) {
        Ok(changed) => Ok(Ok(Edit::Files(changed.into_iter().map(|one| (one.path, one.after)).collect()))),
        Err(RebaseError::Edit(error)) => stop(words::cannot(&error.to_string())),
        Err(RebaseError::Conflicts(all)) => {
            let shown = all.iter().map(Conflict::shown).collect::<Vec<_>>().join("\n");
            Ok(Err(Stop::Conflict { shown, task: None }))
        }
    }
}
