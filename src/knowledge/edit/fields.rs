//! One field of an entry: replaced, inserted at its place, or taken away.

use super::draft::{EntryDraft, normal_list};
use super::sheet::{Sheet, text_of};
use super::splice::{Splices, line_end, newline, with_ends};
use super::{EditError, Field, list, quotes, written};
use crate::knowledge::normal::{SORTED, string as normal};
use toml_edit::{Item, Table, Value};

/// The fields in the order of docs/knowledge-format.md, in which new ones are put in; quotes stand behind them.
pub const FIELDS: &[&str] = &[
    "id",
    "about",
    "mentions",
    "as_of",
    "questions",
    "not",
    "answer",
    "view_of",
    "supersedes",
    "see_also",
    "events",
    "review_by",
    "retired",
];

/// An entry in its file, with the changes of its text so far.
pub(super) struct Target<'s> {
    pub(super) sheet: &'s Sheet<'s>,
    pub(super) table: &'s Table,
    /// The entry as the file has it.
    pub(super) present: &'s EntryDraft,
    pub(super) splices: Splices,
    /// New lines, by the end of the field that they follow and the place of their field in [`FIELDS`].
    lines: Vec<(usize, usize, String)>,
}

impl<'s> Target<'s> {
    pub(super) fn new(sheet: &'s Sheet<'s>, table: &'s Table, present: &'s EntryDraft) -> Self {
        Self { sheet, table, present, splices: Splices::default(), lines: Vec::new() }
    }

    /// A refusal that names a field.
    pub(super) fn unusual(&self, field: &str) -> EditError {
        self.sheet.unusual(&self.present.id, field)
    }

    /// Changes a field to what it is to hold.
    pub(super) fn set(&mut self, field: &Field) -> Result<(), EditError> {
        match field {
            Field::About(ids) => self.list("about", ids),
            Field::Mentions(ids) => self.list("mentions", ids),
            Field::Questions(all) => self.list("questions", all),
            Field::Not(all) => self.list("not", all),
            Field::Supersedes(ids) => self.list("supersedes", ids),
            Field::SeeAlso(ids) => self.list("see_also", ids),
            Field::AsOf(date) => self.needed("as_of", date),
            Field::Answer(text) => self.needed("answer", text),
            Field::ViewOf(id) => self.optional("view_of", id.as_deref()),
            Field::ReviewBy(date) => self.optional("review_by", date.as_deref()),
            Field::Events(events) => {
                let wanted: Vec<String> = events.iter().map(|event| written::event(&event.normal())).collect();
                let present =
                    self.present.events.iter().map(|event| written::event(&event.normal())).collect::<Vec<_>>();
                self.values("events", &present, &wanted)
            }
            Field::Retired(None) => self.remove("retired"),
            Field::Retired(Some(retired)) => self.value("retired", &written::retired(&retired.normal())),
            Field::Quotes(all) => quotes::set(self, all),
        }
    }

    fn needed(&mut self, key: &'static str, text: &str) -> Result<(), EditError> {
        if normal(key, text).is_empty() {
            return Err(EditError::Empty { entry: self.present.id.clone(), field: key });
        }
        self.text(key, text)
    }

    fn optional(&mut self, key: &'static str, text: Option<&str>) -> Result<(), EditError> {
        match text.filter(|text| !normal(key, text).is_empty()) {
            Some(text) => self.text(key, text),
            None => self.remove(key),
        }
    }

    /// A string; where it already says the same, its line stays as it is.
    fn text(&mut self, key: &str, text: &str) -> Result<(), EditError> {
        let wanted = normal(key, text);
        if text_of(self.table, key).is_some_and(|present| normal(key, present) == wanted) {
            return Ok(());
        }
        self.value(key, &written::string(&wanted))
    }

    fn list(&mut self, key: &'static str, list: &[String]) -> Result<(), EditError> {
        let as_written = |list: &[String]| list.iter().map(|text| written::string(text)).collect::<Vec<_>>();
        let array = self.table.get(key).and_then(Item::as_array);
        let texts: Vec<String> =
            array.into_iter().flatten().filter_map(Value::as_str).map(|text| normal(key, text)).collect();
        let mut wanted = normal_list(key, list);
        if SORTED.contains(&key) && array.is_some_and(|array| self.has_comment(array)) {
            // A comment belongs to the name beside it: what stays keeps its order, what is new comes last.
            wanted.sort_by_key(|text| texts.iter().position(|other| other == text).unwrap_or(usize::MAX));
        }
        self.values(key, &as_written(&texts), &as_written(&wanted))
    }

    fn has_comment(&self, array: &toml_edit::Array) -> bool {
        array.span().and_then(|span| self.sheet.text.get(span)).is_some_and(|text| text.contains('#'))
    }

    /// A list of values that are written already.
    fn values(&mut self, key: &'static str, present: &[String], wanted: &[String]) -> Result<(), EditError> {
        if present == wanted {
            return Ok(());
        }
        if wanted.is_empty() {
            if matches!(key, "about" | "questions") {
                return Err(EditError::Empty { entry: self.present.id.clone(), field: key });
            }
            return self.remove(key);
        }
        let Some(item) = self.table.get(key) else {
            return self.value(key, &written::list(key, wanted));
        };
        let array = item.as_array().filter(|array| array.len() == present.len());
        let changed =
            array.and_then(|array| list::change(self.sheet.text, key, array, present, wanted, &mut self.splices));
        changed.ok_or_else(|| self.unusual(key))
    }

    /// Writes a value in place of the present one, or in a new line at its place.
    fn value(&mut self, key: &str, value: &str) -> Result<(), EditError> {
        let text = self.sheet.text;
        let unusual = || self.unusual(key);
        let value = with_ends(value, newline(text));
        match self.table.get(key) {
            Some(Item::Value(present)) => {
                let span = present.span().filter(|_| self.sheet.field(self.table, key).is_some());
                self.splices.replace(span.ok_or_else(unusual)?, value);
            }
            Some(_) => return Err(unusual()),
            None => {
                let (end, rank) = self.place(key).ok_or_else(unusual)?;
                self.lines.push((end, rank, format!("{key} = {value}")));
            }
        }
        Ok(())
    }

    /// Takes a field away with its line; a comment in the line goes too, one above it stays.
    fn remove(&mut self, key: &str) -> Result<(), EditError> {
        let sheet = self.sheet;
        let lines = match self.table.get(key) {
            None => return Ok(()),
            Some(Item::Value(_)) => sheet.field(self.table, key),
            Some(Item::Table(table)) if !table.is_dotted() => sheet.block(table),
            Some(_) => None,
        };
        self.splices.remove(lines.ok_or_else(|| self.unusual(key))?);
        Ok(())
    }

    /// Where the line of a new field goes: behind the last field that comes before it.
    fn place(&self, key: &str) -> Option<(usize, usize)> {
        let rank = FIELDS.iter().position(|other| *other == key)?;
        let ends =
            FIELDS.iter().take(rank).filter_map(|other| self.sheet.field(self.table, other)).map(|line| line.end);
        let head = self.table.span().map(|span| line_end(self.sheet.text, span.end));
        Some((ends.chain(head).max()?, rank))
    }

    /// Where the entry's own fields end.
    pub(super) fn own_end(&self) -> Option<usize> {
        self.place("retired").map(|(end, _)| end).max(self.sheet.field(self.table, "retired").map(|line| line.end))
    }

    /// The text of the file with all changes.
    pub(super) fn made(mut self) -> String {
        let text = self.sheet.text;
        let newline = newline(text);
        self.lines.sort_by_key(|(at, rank, _)| (*at, *rank));
        for (at, _, line) in std::mem::take(&mut self.lines) {
            // The last line of a file may have no end.
            let ended = text.get(..at).is_some_and(|before| before.ends_with('\n'));
            let line = if ended { format!("{line}{newline}") } else { format!("{newline}{line}") };
            self.splices.insert(at, line);
        }
        self.splices.made(text)
    }
}
