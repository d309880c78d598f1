//! Entries as a list of objects.

use super::{ImportError, Row};
use crate::knowledge::edit::EntryDraft;
use serde::{Deserialize, Serialize};

/// An object of the list.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Object {
    #[serde(default)]
    file: String,
    entry: EntryDraft,
}

pub(super) fn written(rows: &[Row]) -> String {
    let object = |row: &Row| Object { file: row.file.clone(), entry: row.entry.clone() };
    let objects: Vec<Object> = rows.iter().map(object).collect();
    serde_json::to_string_pretty(&objects).map(|text| text + "\n").unwrap_or_default()
}

pub(super) fn read(text: &str) -> Result<Vec<Row>, Vec<ImportError>> {
    let broken = |error: serde_json::Error| vec![ImportError::new(error.line(), None, error.to_string())];
    let objects: Vec<Object> = serde_json::from_str(text).map_err(broken)?;
    let row = |object: Object| Row { line: line_of(text, &object.entry.id), file: object.file, entry: object.entry };
    Ok(objects.into_iter().map(row).collect())
}

/// The line of an entry's id, from 1; JSON values do not say where they stand.
fn line_of(text: &str, id: &str) -> usize {
    let quoted = format!("\"{id}\"");
    let is_id = |line: &str| line.trim_start().starts_with("\"id\"") && line.contains(&quoted);
    let at = text.lines().position(is_id).or_else(|| text.lines().position(|line| line.contains(&quoted)));
    at.map_or(1, |at| at + 1)
}
