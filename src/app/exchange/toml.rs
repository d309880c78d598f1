//! Entries as `[[entry]]` tables.

use super::{FORM, ImportError, Lines, Row};
use crate::knowledge::edit::EntryDraft;
use serde::Deserialize;
use toml::{Table, Value};
use toml_edit::{Document, Item};

pub(super) fn written(rows: &[Row]) -> String {
    let entry = |row: &Row| {
        let [file, base] = [&row.file, &row.base].map(|text| toml_edit::Value::from(text.as_str()));
        row.entry.toml().replacen("[[entry]]\n", &format!("[[entry]]\nfile = {file}\nbase = {base}\n"), 1)
    };
    rows.iter().map(entry).collect::<Vec<_>>().join("\n")
}

pub(super) fn read(text: &str) -> Result<Vec<Row>, Vec<ImportError>> {
    let line_of = Lines::of(text);
    let broken = |error: toml_edit::TomlError| {
        let message = format!("{}; {FORM}", error.message().trim().replace('\n', " "));
        vec![ImportError::new(line_of.at(error.span().map_or(0, |span| span.start)), None, message)]
    };
    let document = Document::parse(text).map_err(broken)?;
    let tables = document.get("entry").and_then(Item::as_array_of_tables).into_iter().flatten();
    let lines: Vec<usize> = tables.map(|table| line_of.at(table.span().map_or(0, |span| span.start))).collect();
    let values: Table = toml::from_str(text).unwrap_or_default();
    let entries = values.get("entry").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if values.is_empty() {
        return Ok(Vec::new());
    }
    if lines.is_empty() || lines.len() != entries.len() {
        let message = "there are no `[[entry]]` tables; write each entry as in the knowledge files, with its `file`";
        return Err(vec![ImportError::new(1, Some("entry"), message)]);
    }
    let (mut rows, mut errors) = (Vec::new(), Vec::new());
    for (line, entry) in lines.into_iter().zip(entries) {
        match row(line, entry.clone()) {
            Ok(row) => rows.push(row),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(rows) } else { Err(errors) }
}

pub(super) fn exported(text: &str) -> Option<Vec<(String, bool)>> {
    let values: Table = toml::from_str(text).ok()?;
    let entries = values.get("entry").and_then(Value::as_array)?;
    let is_export = entries.iter().any(|entry| ["file", "base"].iter().any(|field| entry.get(field).is_some()));
    let id = |entry: &Value| entry.get("id").and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    is_export.then(|| entries.iter().map(|entry| (id(entry), entry.get("base").is_some())).collect())
}

fn row(line: usize, mut entry: Value) -> Result<Row, ImportError> {
    let mut taken = |field| match entry.as_table_mut().and_then(|table| table.remove(field)) {
        None => Ok(String::new()),
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err(ImportError::new(line, Some(field), format!("write the {field} in quotation marks"))),
    };
    let (file, base) = (taken("file")?, taken("base")?);
    let read = EntryDraft::deserialize(entry);
    let entry = read.map_err(|error| ImportError::new(line, None, error.to_string().trim().replace('\n', " ")))?;
    Ok(Row { place: line.into(), file, base, lacks: Vec::new(), entry })
}
