//! Where an entry stands in the files, with the comments right above it: what an editor is given.

use super::EditError;
use super::sheet::Sheet;
use crate::knowledge::file::{File, FileKind};
use crate::knowledge::id::EntryId;
use std::ops::Range;

/// The file of an entry, and its bytes in it.
///
/// # Errors
/// [`EditError`] where there is no such entry, its file is broken, or it has an unusual form.
pub fn entry_block<'f>(files: &'f [File], id: &EntryId) -> Result<(&'f File, Range<usize>), EditError> {
    let held = |file: &&File| FileKind::of(&file.path) == Some(FileKind::Entries) && file.text.contains(id.as_str());
    for file in files.iter().filter(held) {
        let sheet = Sheet::read(&file.path, &file.text)?;
        if let Some(table) = sheet.entry(id.as_str()) {
            let block = sheet.block(table).ok_or_else(|| sheet.unusual(id.as_str(), "entry"))?;
            return Ok((file, block));
        }
    }
    Err(EditError::no_entry(files, id.as_str()))
}
