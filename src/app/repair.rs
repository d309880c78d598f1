//! `check --fix`: the normal form of the files.

use crate::knowledge::normal_form;
use crate::store::{Folder, StoreError, replace};
use std::io;

/// Files brought to normal form, by path, with whether each could be written.
#[derive(Debug, Default)]
pub struct Fixed {
    /// Written.
    pub files: Vec<String>,
    /// Not written, and why; these are as they were.
    pub failed: Vec<(String, io::Error)>,
}

/// Brings every file of a folder to normal form.
///
/// # Errors
/// [`StoreError`] where the folder cannot be read.
pub fn fix(folder: &Folder) -> Result<Fixed, StoreError> {
    let (files, _) = folder.load()?;
    let mut fixed = Fixed::default();
    for file in files {
        if let Some(text) = normal_form(&file) {
            match replace(&folder.file(&file.path), text.as_bytes()) {
                Ok(()) => fixed.files.push(file.path),
                Err(error) => fixed.failed.push((file.path, error)),
            }
        }
    }
    Ok(fixed)
}
