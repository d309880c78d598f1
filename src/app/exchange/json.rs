//! Entries as a list of objects.

use super::{FORM, ImportError, Lines, Place, Row};
use crate::knowledge::edit::EntryDraft;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::Deserializer;

/// An object of the list.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object with `file` and `entry`")]
struct Object {
    #[serde(default)]
    file: String,
    #[serde(default)]
    base: String,
    entry: EntryDraft,
}

pub(super) fn written(rows: &[Row]) -> String {
    let object = |row: &Row| Object { file: row.file.clone(), base: row.base.clone(), entry: row.entry.clone() };
    let objects: Vec<Object> = rows.iter().map(object).collect();
    serde_json::to_string_pretty(&objects).map(|text| text + "\n").unwrap_or_default()
}

/// Reads a list. Each object is read for itself, so that all that are wrong are told at once.
pub(super) fn read(text: &str) -> Result<Vec<Row>, Vec<ImportError>> {
    let text = text.trim_start_matches('\u{feff}');
    serde_json::from_str::<Vec<IgnoredAny>>(text)
        .map_err(|error| vec![ImportError::new(error.line(), None, format!("{}; {FORM}", said(&error)))])?;
    let line_of = Lines::of(text);
    let objects: Vec<(usize, &str)> = objects(text).into_iter().map(|(at, object)| (line_of.at(at), object)).collect();
    let apart = objects.is_sorted_by(|(one, _), (next, _)| one < next);
    let (mut rows, mut errors) = (Vec::new(), Vec::new());
    for (at, (line, object)) in objects.into_iter().enumerate() {
        let place = |below: usize| if apart { Place::Line(line + below) } else { Place::Entry(at + 1) };
        match serde_json::from_str(object) {
            Ok(Object { file, base, entry }) => {
                rows.push(Row { place: place(0), file, base, lacks: Vec::new(), entry });
            }
            Err(error) => errors.push(ImportError::new(place(error.line().saturating_sub(1)), None, said(&error))),
        }
    }
    if errors.is_empty() { Ok(rows) } else { Err(errors) }
}

/// The objects of a list that is one, each with the byte at which it begins.
fn objects(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut rest = text.split_once('[').map_or("", |(_, rest)| rest).trim_start();
    loop {
        let mut values = Deserializer::from_str(rest).into_iter::<IgnoredAny>();
        // Behind the last one stands the bracket, which is no value.
        let Some(Ok(_)) = values.next() else { return found };
        let (object, behind) = rest.split_at(values.byte_offset());
        found.push((text.len() - rest.len(), object));
        rest = behind.trim_start().trim_start_matches(',').trim_start();
    }
}

/// What is wrong, without the place that is told beside it.
fn said(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.as_str(), |(said, _)| said).to_owned()
}
