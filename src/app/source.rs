//! Adding a document as a source: by its fingerprint, and with its entry in the bibliography.

use crate::knowledge::edit::Changed;
use crate::knowledge::proof::{Fingerprint, RUN, clean};
use crate::knowledge::{self, BadId, Date, File, Limits, Problem, Severity, SourceId};
use crate::store::{Folder, StoreError};
use std::io::{self, ErrorKind};
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

/// The file that lists the sources.
const BIBLIOGRAPHY: &str = "sources.toml";

/// What is said of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bibliography {
    /// Its id.
    pub id: String,
    /// As it is printed.
    pub author: String,
    /// As it is printed.
    pub title: String,
    /// `2021`, `2021-04` or `2021-04-03`.
    pub published: String,
    /// Where it appeared.
    pub venue: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Its digital object identifier.
    pub doi: Option<String>,
    /// Who holds the rights, and on what ground quotes are shown.
    pub licence: Option<String>,
}

/// A source that was added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// Sections of its body.
    pub sections: usize,
    /// Sentences of its body.
    pub sentences: usize,
    /// Words of its body.
    pub words: usize,
    /// Quotes that stood in the document before and no longer do.
    pub unproven: usize,
    /// What is to be written.
    pub changed: Vec<Changed>,
}

/// A source that was not added.
#[derive(Debug, thiserror::Error)]
pub enum AddError {
    /// The id is none.
    #[error("{0}: use small letters, digits and hyphens")]
    Id(#[from] BadId),
    /// The date is none.
    #[error("`{0}` is not a date: write a year, `2021-04` or `2021-04-03`")]
    Date(String),
    /// The document has no words.
    #[error("the document has no sentence of four words; is it the right file?")]
    Nothing,
    /// There already is such a source.
    #[error("there already is a source `{0}`; take its fingerprint anew with `--replace`, or choose another id")]
    Exists(String),
    /// There is no such source yet.
    #[error("there is no source `{0}` to replace; leave out `--replace` and give author, title and date")]
    Unknown(String),
    /// The bibliography is no TOML.
    #[error("`{path}` cannot be read: {message}; `chaikhana check` shows the place")]
    Bibliography {
        /// The file.
        path: String,
        /// Why.
        message: String,
    },
    /// The checks refuse what would be written.
    #[error("{message}: {remedy}")]
    Refused {
        /// What is wrong.
        message: String,
        /// What to do about it.
        remedy: String,
    },
    /// A knowledge file is not usable, so that what quotes the source is not known.
    #[error("`{path}` cannot be used as it was saved: {message}; {remedy}, then try again")]
    Unread {
        /// The file.
        path: String,
        /// Why.
        message: String,
        /// What to do about it.
        remedy: String,
    },
    /// The folder cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file cannot be read.
    #[error("`{path}` cannot be read: {error}")]
    Disk {
        /// The file.
        path: String,
        /// Why.
        error: io::Error,
    },
}

/// Makes the fingerprint of a document and its entry in the bibliography; nothing is written.
///
/// With `again` only the fingerprint of a known source is made anew.
///
/// # Errors
/// [`AddError`] with what is not right.
pub fn add_source(
    folder: &Folder,
    raw: &str,
    about: &Bibliography,
    again: bool,
    limits: &Limits,
) -> Result<Added, AddError> {
    let id = SourceId::parse(&about.id)?;
    let fingerprint = Fingerprint::of(&clean(raw), id.as_str());
    if fingerprint.sentences().iter().all(|sentence| sentence.words.len() < RUN) {
        return Err(AddError::Nothing);
    }
    let path = BIBLIOGRAPHY;
    let before = text(folder, path)?;
    let mut document: DocumentMut = before.clone().unwrap_or_default().parse().map_err(|e: toml_edit::TomlError| {
        AddError::Bibliography { path: path.to_owned(), message: e.message().to_owned() }
    })?;
    let known = has(&document, &about.id);
    if known && !again {
        return Err(AddError::Exists(about.id.clone()));
    }
    if !known && again {
        return Err(AddError::Unknown(about.id.clone()));
    }
    if !known {
        Date::parse(&about.published).ok_or_else(|| AddError::Date(about.published.clone()))?;
        append(&mut document, about).ok_or_else(|| AddError::Bibliography {
            path: path.to_owned(),
            message: "its sources are not written as `[[source]]`".to_owned(),
        })?;
    }
    let print_path = format!("sources/{id}.fingerprint");
    let proposed = [(print_path.clone(), fingerprint.to_string()), (path.to_owned(), document.to_string())];
    let unproven = accepted(folder, &proposed, limits)?;
    let befores = [text(folder, &print_path)?, before];
    let changed = proposed.into_iter().zip(befores).filter(|((_, after), before)| before.as_ref() != Some(after));
    let changed = changed.map(|((path, after), before)| Changed { path, before, after: Some(after) }).collect();
    let body = fingerprint.sentences().iter().filter(|sentence| !fingerprint.in_footnotes(sentence));
    Ok(Added {
        sections: fingerprint.sections().iter().filter(|section| !section.footnotes).count(),
        sentences: body.count(),
        words: fingerprint.body_words(),
        unproven,
        changed,
    })
}

/// The text of a file; none where it is not there.
fn text(folder: &Folder, path: &str) -> Result<Option<String>, AddError> {
    match std::fs::read_to_string(folder.file(path)) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(AddError::Disk { path: path.to_owned(), error }),
    }
}

/// Whether the bibliography names a source.
pub(super) fn is_listed(files: &[File], id: &str) -> bool {
    let text = files.iter().find(|file| file.path == BIBLIOGRAPHY).map(|file| file.text.parse::<DocumentMut>());
    text.is_some_and(|document| document.is_ok_and(|document| has(&document, id)))
}

fn has(document: &DocumentMut, id: &str) -> bool {
    let sources = document.get("source").and_then(Item::as_array_of_tables);
    sources.into_iter().flatten().any(|source| source.get("id").and_then(Item::as_str) == Some(id))
}

/// None where the sources are an array in brackets, to which no table can be appended.
fn append(document: &mut DocumentMut, about: &Bibliography) -> Option<()> {
    let mut table = Table::new();
    let needed =
        [("id", &about.id), ("author", &about.author), ("title", &about.title), ("published", &about.published)];
    let optional = [("venue", &about.venue), ("doi", &about.doi), ("url", &about.url), ("licence", &about.licence)];
    let optional = optional.into_iter().filter_map(|(key, text)| Some((key, text.as_ref()?)));
    for (key, text) in needed.into_iter().chain(optional) {
        table.insert(key, value(text));
    }
    let sources = document.entry("source").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    sources.as_array_of_tables_mut()?.push(table);
    Some(())
}

/// All files of a folder, but for those that shall be others.
pub(super) fn whole(folder: &Folder, but: &[&str]) -> Result<Vec<File>, AddError> {
    let (files, unread) = folder.load()?;
    match unread.into_iter().find(|problem| !but.contains(&problem.file.as_str())) {
        Some(Problem { file, message, remedy, .. }) => Err(AddError::Unread { path: file, message, remedy }),
        None => Ok(files),
    }
}

/// Checks the folder as it would be; gives how many quotes would no longer be proven.
fn accepted(folder: &Folder, proposed: &[(String, String); 2], limits: &Limits) -> Result<usize, AddError> {
    let present = match whole(folder, &proposed.each_ref().map(|(path, _)| path.as_str())) {
        // The first source of all makes the folder.
        Err(AddError::Store(StoreError::Empty { .. })) => Vec::new(),
        Err(AddError::Store(StoreError::Unreadable { source, .. })) if source.kind() == ErrorKind::NotFound => {
            Vec::new()
        }
        present => present?,
    };
    let is_new = |file: &&File| !proposed.iter().any(|(path, _)| *path == file.path);
    let mut files: Vec<File> = present.iter().filter(is_new).cloned().collect();
    files.extend(proposed.iter().map(|(path, text)| File { path: path.clone(), text: text.clone() }));
    let errors = |files: &[File]| -> Vec<Problem> {
        let (_, problems) = knowledge::read(files, limits);
        problems.into_iter().filter(|problem| problem.severity == Severity::Error).collect()
    };
    let (before, after) = (errors(&present), errors(&files));
    let fresh =
        |problem: &&Problem| !before.iter().any(|old| old.check == problem.check && old.message == problem.message);
    let bibliography = proposed.last().map_or("", |(path, _)| path.as_str());
    if let Some(problem) = after.iter().filter(fresh).find(|problem| problem.file == bibliography) {
        return Err(AddError::Refused { message: problem.message.clone(), remedy: problem.remedy.clone() });
    }
    let quotes = |problems: &[Problem]| problems.iter().filter(|problem| problem.check == "quote").count();
    Ok(quotes(&after).saturating_sub(quotes(&before)))
}
