//! `check --fix`: the normal form of the files.

use crate::knowledge::edit::Changed;
use crate::knowledge::normal_form;
use crate::store::{Folder, StoreError};

/// What brings every file of a folder to normal form; nothing is written.
///
/// # Errors
/// [`StoreError`] where the folder cannot be read.
pub fn fixes(folder: &Folder) -> Result<Vec<Changed>, StoreError> {
    let (files, _) = folder.load()?;
    let fix = |file| {
        let after = normal_form(&file)?;
        Some(Changed { path: file.path, before: Some(file.text), after: Some(after) })
    };
    Ok(files.into_iter().filter_map(fix).collect())
}
