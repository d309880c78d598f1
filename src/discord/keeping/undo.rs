//! Whole files made anew on the present ones: a revision taken back, an import. What came later stays in place.

use super::words;
use super::work::Stop;
use crate::app::Curator;
use crate::discord::errors::Failure;
use crate::knowledge::File;
use crate::knowledge::edit::{Changed, Conflict, Edit, RebaseError, rebase};

/// The edit that takes a revision back on the present files.
pub(super) async fn edit(curator: &Curator, number: u64) -> Result<Result<Edit, Stop>, Failure> {
    let revision = match curator.revision(number).await {
        Ok(Some(revision)) => revision,
        Ok(None) => return Ok(Err(Stop::Say(words::no_revision(number)))),
        Err(error) => return words::told(error).map(|text| Err(Stop::Say(text))),
    };
    let text = |bytes: Option<Vec<u8>>| bytes.map(String::from_utf8).transpose().map_err(|_| Failure::Panic);
    let back = revision
        .plan
        .changes
        .into_iter()
        .map(|change| Ok(Changed { path: change.path, before: text(change.after)?, after: text(change.before)? }));
    again(curator, &back.collect::<Result<Vec<_>, Failure>>()?)
}

/// The edit that makes of the present files what was made of others.
pub(super) fn again(curator: &Curator, changed: &[Changed]) -> Result<Result<Edit, Stop>, Failure> {
    let base = changed.iter().filter_map(|one| Some(File { path: one.path.clone(), text: one.before.clone()? }));
    let base: Vec<File> = base.collect();
    let wanted = Edit::Files(changed.iter().map(|one| (one.path.clone(), one.after.clone())).collect());
    let present = match curator.files() {
        Ok(files) => files,
        Err(error) => return words::told(error).map(|text| Err(Stop::Say(text))),
    };
    Ok(match rebase(&base, &present, &wanted) {
        Ok(changed) => Ok(Edit::Files(changed.into_iter().map(|one| (one.path, one.after)).collect())),
        Err(RebaseError::Edit(error)) => Err(Stop::Say(words::cannot(&error.to_string()))),
        Err(RebaseError::Conflicts(all)) => {
            let shown = all.iter().map(Conflict::shown).collect::<Vec<_>>().join("\n");
            Err(Stop::Conflict { shown, task: None })
        }
    })
}
