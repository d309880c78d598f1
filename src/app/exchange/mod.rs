//! Entries as one text for other programs, and back: TOML, JSON, and CSV for spreadsheets.
//!
//! An import is one [`Edit::Files`], so that it is shown before anything is written and is made as a whole or not at
//! all. Entries that it does not name stay as they are; what it leaves out of a CSV table does too, and so does what
//! others have changed since the text was exported.

mod base;
mod csv;
mod json;
mod toml;

pub use base::{Base, Exported};

use crate::knowledge::edit::{Changed, Conflict, Edit, EditError, EntryDraft, after, apply, drafts};
use crate::knowledge::{EntryId, File};
use crate::store::ledger::LedgerError;
use base::{Fate, on_top};
use std::collections::HashMap;
use std::fmt;

/// In which form entries are exchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `[[entry]]` tables as in the files, each with its `file` and `base`.
    Toml,
    /// A list of objects, each with `file`, `base` and `entry`.
    Json,
    /// A table with a row for each entry, `file` first and `base` last; lists have one item a line within their cell.
    Csv,
}

impl Form {
    /// The form that the ending of a file's name says; none for any other.
    pub fn of(name: &str) -> Option<Self> {
        Some(match name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "toml" => Self::Toml,
            "json" => Self::Json,
            "csv" => Self::Csv,
            _ => return None,
        })
    }
}

/// A place in a text that is imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A line, from 1.
    Line(usize),
    /// An entry, from 1, where several stand in one line.
    Entry(usize),
}

impl From<usize> for Place {
    fn from(line: usize) -> Self {
        Self::Line(line)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "line {line}"),
            Self::Entry(number) => write!(f, "entry {number}"),
        }
    }
}

/// An entry with the file that it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    /// In the text that it was read from.
    place: Place,
    /// Empty where none is given.
    file: String,
    /// What it was made from, as it is written; empty where that is not said.
    base: String,
    /// The fields that the text says nothing of.
    lacks: Vec<&'static str>,
    entry: EntryDraft,
}

impl Row {
    /// Whether it leaves an entry as it is, and where it is.
    fn leaves(&self, file: &str, entry: &EntryDraft) -> bool {
        (self.file.is_empty() || self.file == file) && entry.changes_to(&self.entry).is_empty()
    }
}

/// What an import comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The edit.
    pub edit: Edit,
    /// Entries that only others have changed since they were exported: they stay as they are now.
    pub stay: Vec<EntryId>,
}

/// Why nothing is imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unimported {
    /// The text is wrong, here and there.
    Wrong(Vec<ImportError>),
    /// Others have changed the same since it was exported.
    Clashes(Vec<Conflict>),
    /// What others have changed since cannot be looked up.
    Unread(LedgerError),
}

impl From<LedgerError> for Unimported {
    fn from(error: LedgerError) -> Self {
        Self::Unread(error)
    }
}

impl From<Vec<ImportError>> for Unimported {
    fn from(errors: Vec<ImportError>) -> Self {
        Self::Wrong(errors)
    }
}

/// What is wrong with a text that is to be imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}{}: {message}", field.as_ref().map(|field| format!(", `{field}`")).unwrap_or_default())]
pub struct ImportError {
    /// Where it stands.
    pub place: Place,
    /// The field, where it is one field's.
    pub field: Option<String>,
    /// What is wrong, and what to do.
    pub message: String,
}

impl ImportError {
    fn new(place: impl Into<Place>, field: Option<&str>, message: impl Into<String>) -> Self {
        Self { place: place.into(), field: field.map(ToOwned::to_owned), message: message.into() }
    }
}

/// The entries of the files in a form, all of them or those of some ids.
///
/// # Errors
/// [`EditError::Broken`] with the first file that cannot be read, and [`EditError::NoEntry`] with the first id that no
/// entry has.
pub fn export(files: &[File], only: Option<&[EntryId]>, form: Form) -> Result<String, EditError> {
    let wanted = |entry: &EntryDraft| only.is_none_or(|ids| ids.iter().any(|id| id.as_str() == entry.id));
    let all = drafts(files)?;
    let is_there = |id: &&EntryId| all.iter().any(|(_, entry)| entry.id == id.as_str());
    if let Some(id) = only.into_iter().flatten().find(|id| !is_there(id)) {
        return Err(EditError::no_entry(files, id.as_str()));
    }
    let all = all.into_iter().filter(|(_, entry)| wanted(entry));
    let row = |(file, entry): (String, EntryDraft)| Row {
        place: 0.into(),
        base: Base::of(&file, &entry).to_string(),
        lacks: Vec::new(),
        file,
        entry,
    };
    let rows: Vec<Row> = all.map(row).collect();
    Ok(match form {
        Form::Toml => toml::written(&rows),
        Form::Json => json::written(&rows),
        Form::Csv => csv::written(&rows),
    })
}

/// What a text makes of the files: changed entries, new ones, and those that stand in another file.
///
/// With `exported`, what others have changed since the text was exported stays; without it, the text is taken as it is.
///
/// # Errors
/// [`Unimported`] with every [`ImportError`], or with all that both have changed, or where the history cannot be read;
/// nothing is then imported.
pub fn import(files: &[File], text: &str, form: Form, exported: Option<Exported<'_>>) -> Result<Imported, Unimported> {
    let present = drafts(files).map_err(|error| vec![ImportError::new(0, None, error.to_string())])?;
    let mut rows = match form {
        Form::Toml => toml::read(text)?,
        Form::Json => json::read(text)?,
        Form::Csv => csv::read(text, &present)?,
    };
    if rows.is_empty() {
        return Err(vec![ImportError::new(1, None, format!("no entry stands in it; {FORM}"))].into());
    }
    for row in &mut rows {
        row.entry.id = row.entry.normal().id;
    }
    let mut errors = repeated(&rows);
    let (mut stay, mut clashes) = (Vec::new(), Vec::new());
    if let Some(exported) = exported {
        let mut going = Vec::new();
        for mut row in rows {
            match on_top(&mut row, &present, exported)? {
                Fate::Goes => going.push(row),
                Fate::Stays => stay.extend(EntryId::parse(&row.entry.id)),
                Fate::Clashes(found) => clashes.extend(found),
                Fate::Unknown(error) => errors.push(error),
            }
        }
        rows = going;
    }
    let mut working = files.to_vec();
    for row in &rows {
        for edit in edits(&present, row) {
            match edit.and_then(|edit| apply(&working, &edit).map_err(|error| refused(row, &error))) {
                Ok(changed) => working = after(&working, &changed),
                Err(error) => errors.push(error),
            }
        }
    }
    if !errors.is_empty() {
        errors.sort_by_key(|error| error.place);
        return Err(errors.into());
    }
    if !clashes.is_empty() {
        return Err(Unimported::Clashes(clashes));
    }
    let changed = changes(files, &working).into_iter().map(|changed| (changed.path, changed.after));
    Ok(Imported { edit: Edit::Files(changed.collect()), stay })
}

/// What may be wrong with a text that cannot be read as its form, and what to do.
const FORM: &str = "the file is cut off or of another form: export anew, and compare the two";

/// The entries of a TOML text that `export` wrote, by id, each with whether it says what it was made from; none where
/// the text is as in the knowledge files.
pub fn exported(text: &str) -> Option<Vec<(String, bool)>> {
    toml::exported(text)
}

/// Where the lines of a text end: of every entry is asked on which it stands.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(at, _)| at).collect())
    }

    /// The line of a place, from 1.
    fn at(&self, place: usize) -> usize {
        self.0.partition_point(|end| *end < place) + 1
    }
}

fn repeated(rows: &[Row]) -> Vec<ImportError> {
    let mut places: HashMap<&str, Place> = HashMap::new();
    let mut errors = Vec::new();
    for Row { place, entry, .. } in rows {
        if let Some(first) = places.get(entry.id.as_str()) {
            let message = format!("`{}` stands in {first} too; keep one of the two", entry.id);
            errors.push(ImportError::new(*place, Some("id"), message));
        } else {
            places.insert(&entry.id, *place);
        }
    }
    errors
}

/// What has to be done for a row.
fn edits(present: &[(String, EntryDraft)], row: &Row) -> Vec<Result<Edit, ImportError>> {
    let Ok(id) = EntryId::parse(&row.entry.normal().id) else {
        let message = "an id has small letters, digits and hyphens; write one";
        return vec![Err(ImportError::new(row.place, Some("id"), message))];
    };
    let Some((file, old)) = present.iter().find(|(_, old)| old.id == id.as_str()) else {
        if row.file.is_empty() {
            let message = format!("`{id}` is new; say which file it goes into, such as `countries/NAME.toml`");
            return vec![Err(ImportError::new(row.place, Some("file"), message))];
        }
        return vec![Ok(Edit::Add { file: row.file.clone(), entry: Box::new(row.entry.clone()) })];
    };
    let what = old.changes_to(&row.entry);
    let moves = !row.file.is_empty() && row.file != *file;
    let change = (!what.is_empty()).then(|| Edit::Change { id: id.clone(), what });
    let shift = moves.then(|| Edit::Move { id, to: row.file.clone() });
    change.into_iter().chain(shift).map(Ok).collect()
}

fn refused(row: &Row, error: &EditError) -> ImportError {
    let field = match error {
        EditError::Empty { field, .. } | EditError::Known { field, .. } => Some(*field),
        EditError::NoPlace { .. } => Some("file"),
        EditError::Taken { .. } => Some("id"),
        _ => None,
    };
    ImportError::new(row.place, field, error.to_string())
}

fn changes(before: &[File], after: &[File]) -> Vec<Changed> {
    let old = |path: &str| before.iter().find(|file| file.path == path).map(|file| file.text.clone());
    let now = |path: &str| after.iter().any(|file| file.path == path);
    let gone = before.iter().filter(|file| !now(&file.path)).map(|file| Changed {
        path: file.path.clone(),
        before: Some(file.text.clone()),
        after: None,
    });
    let all = after.iter().map(|file| Changed {
        path: file.path.clone(),
        before: old(&file.path),
        after: Some(file.text.clone()),
    });
    all.filter(|changed| changed.before != changed.after).chain(gone).collect()
}
