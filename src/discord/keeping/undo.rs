//! A revision taken back. What came later stays in place.

use super::words;
use super::work::Stop;
use crate::app::{Curator, taken_back};
use crate::discord::errors::Failure;
use crate::knowledge::File;
use crate::knowledge::edit::{Conflict, Edit, RebaseError};

/// The edit that takes a revision back on the present files.
pub(super) async fn edit(curator: &Curator, number: u64, present: &[File]) -> Result<Result<Edit, Stop>, Failure> {
    Ok(match curator.revision(number).await {
        Ok(Some(revision)) => taken_back(&revision, present).map_err(Stop::from),
        Ok(None) => Err(Stop::Say(words::no_revision(number))),
        Err(error) => Err(Stop::Say(words::told(error)?)),
    })
}

impl From<RebaseError> for Stop {
    fn from(error: RebaseError) -> Self {
        match error {
            RebaseError::Edit(error) => Self::Say(words::cannot(&error.to_string())),
            RebaseError::Conflicts(all) => {
                let shown = all.iter().map(Conflict::shown).collect::<Vec<_>>().join("\n");
                Self::Conflict { shown, task: None }
            }
        }
    }
}
