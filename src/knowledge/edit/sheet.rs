//! A file as text beside its shape: where its entries, fields and tables stand.

use super::EditError;
use super::splice::{before_comments, line_end, line_start};
use crate::knowledge::file::line_of;
use std::ops::Range;
use toml_edit::{ArrayOfTables, Document, Item, Table};

/// A file as text beside its shape.
#[derive(Debug)]
pub(super) struct Sheet<'t> {
    pub(super) file: &'t str,
    pub(super) text: &'t str,
    document: Document<&'t str>,
}

impl<'t> Sheet<'t> {
    pub(super) fn read(file: &'t str, text: &'t str) -> Result<Self, EditError> {
        let broken = |error: toml_edit::TomlError| EditError::Broken {
            file: file.to_owned(),
            line: line_of(text, error.span().map_or(0, |span| span.start)),
            message: error.message().to_owned(),
        };
        Ok(Self { file, text, document: Document::parse(text).map_err(broken)? })
    }

    /// The tables of a heading such as `[[entry]]`, in order.
    pub(super) fn tables(&self, heading: &str) -> impl Iterator<Item = &Table> {
        self.document.get(heading).and_then(Item::as_array_of_tables).into_iter().flatten()
    }

    /// Whether the tables of a heading are written in another way, so that none can be added or changed.
    pub(super) fn is_unusual(&self, heading: &str) -> bool {
        self.document.get(heading).is_some_and(|item| item.as_array_of_tables().is_none())
    }

    /// The entry of an id.
    pub(super) fn entry(&self, id: &str) -> Option<&Table> {
        self.tables("entry").find(|table| text_of(table, "id") == Some(id))
    }

    /// A refusal that names a field.
    pub(super) fn unusual(&self, entry: &str, field: &str) -> EditError {
        EditError::Form { file: self.file.to_owned(), entry: entry.to_owned(), field: field.to_owned() }
    }

    /// The lines of a table with all that hangs on it, and the comments right above it.
    pub(super) fn block(&self, table: &Table) -> Option<Range<usize>> {
        let head = line_start(self.text, table.span()?.start);
        Some(before_comments(self.text, head)..line_end(self.text, last(table)?))
    }

    /// The lines of a field: from its name to the end of the line that its value ends in.
    pub(super) fn field(&self, table: &Table, key: &str) -> Option<Range<usize>> {
        let name = table.key(key)?.span()?;
        let value = table.get(key)?.as_value()?.span()?;
        Some(line_start(self.text, name.start)..line_end(self.text, value.end))
    }
}

/// The string that a field of a table holds.
pub(super) fn text_of<'t>(table: &'t Table, key: &str) -> Option<&'t str> {
    table.get(key).and_then(Item::as_str)
}

/// Where the last value of a table ends, tables below it included.
fn last(table: &Table) -> Option<usize> {
    let within = table.iter().filter_map(|(_, item)| match item {
        Item::Value(value) => value.span().map(|span| span.end),
        Item::Table(inner) => last(inner),
        Item::ArrayOfTables(tables) => last_of(tables),
        Item::None => None,
    });
    within.chain(table.span().map(|span| span.end)).max()
}

fn last_of(tables: &ArrayOfTables) -> Option<usize> {
    tables.iter().filter_map(last).max()
}

impl EditError {
    /// A file that serde refuses.
    pub(super) fn of_toml(file: &str, text: &str, error: &toml::de::Error) -> Self {
        let line = line_of(text, error.span().map_or(0, |span| span.start));
        Self::Broken { file: file.to_owned(), line, message: error.message().to_owned() }
    }
}
