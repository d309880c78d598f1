//! Changes of files made again on the present ones: a revision taken back, an import, an entry that was typed.
//!
//! What others have changed since stays. Where they have changed the same place, nothing is made, and all texts are
//! there to be compared.

use crate::knowledge::File;
use crate::knowledge::edit::{Changed, Edit, EditError, RebaseError, rebase};
use crate::store::ledger::Revision;

/// The edit that makes of the present files what was made of others.
///
/// # Errors
/// [`RebaseError`] where somebody else has changed the same since.
pub fn again(changed: &[Changed], present: &[File]) -> Result<Edit, RebaseError> {
    Ok(Edit::Files(made_again(changed, present)?))
}

fn made_again(changed: &[Changed], present: &[File]) -> Result<Vec<(String, Option<String>)>, RebaseError> {
    let base = changed.iter().filter_map(|one| Some(File { path: one.path.clone(), text: one.before.clone()? }));
    let wanted = Edit::Files(changed.iter().map(|one| (one.path.clone(), one.after.clone())).collect());
    let made = rebase(&base.collect::<Vec<_>>(), present, &wanted)?;
    Ok(made.into_iter().map(|one| (one.path, one.after)).collect())
}

/// The edit that takes a revision back.
///
/// # Errors
/// [`RebaseError`] where the same was changed again since, or the revision is not all text.
pub fn taken_back(revision: &Revision, present: &[File]) -> Result<Edit, RebaseError> {
    let mut back = as_text(revision)?;
    for one in &mut back {
        std::mem::swap(&mut one.before, &mut one.after);
    }
    Ok(Edit::Back(made_again(&back, present)?))
}

/// What a revision changed, as text.
///
/// # Errors
/// [`EditError::NoText`] where somebody had saved bytes that are none.
pub fn as_text(revision: &Revision) -> Result<Vec<Changed>, EditError> {
    let text = |path: &String, bytes: &Option<Vec<u8>>| {
        let text = bytes.clone().map(String::from_utf8).transpose();
        text.map_err(|_| EditError::NoText { file: path.clone() })
    };
    let changes = revision.plan.changes.iter().map(|change| {
        let (before, after) = (text(&change.path, &change.before)?, text(&change.path, &change.after)?);
        Ok(Changed { path: change.path.clone(), before, after })
    });
    changes.collect()
}
