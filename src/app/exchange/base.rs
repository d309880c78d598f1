//! What an exported entry was made from: with it an import takes nothing back that others have changed since.

use super::{ImportError, Row};
use crate::knowledge::EntryId;
use crate::knowledge::edit::{Conflict, EntryDraft};
use crate::store::ledger::Print;
use std::fmt;

/// What stands for an entry as it was exported, and for the file that it stood in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base {
    entry: String,
    file: String,
}

/// How many digits stand for an entry, and for a file.
const DIGITS: (usize, usize) = (16, 8);

impl Base {
    /// That of an entry.
    pub fn of(file: &str, entry: &EntryDraft) -> Self {
        Self { entry: of_entry(entry), file: of_file(file) }
    }

    /// Whether an entry says what was exported.
    pub fn is_of(&self, entry: &EntryDraft) -> bool {
        self.entry == of_entry(entry)
    }

    fn parse(text: &str) -> Option<Self> {
        let (entry, file) = text.split_once('-')?;
        let is = |text: &str, digits: usize| text.len() == digits && text.bytes().all(|sign| sign.is_ascii_hexdigit());
        let whole = is(entry, DIGITS.0) && is(file, DIGITS.1);
        whole.then(|| Self { entry: entry.to_ascii_lowercase(), file: file.to_ascii_lowercase() })
    }
}

impl fmt::Display for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.entry, self.file)
    }
}

fn of_entry(entry: &EntryDraft) -> String {
    digits(&serde_json::to_vec(&entry.normal()).unwrap_or_default(), DIGITS.0)
}

fn of_file(path: &str) -> String {
    digits(path.as_bytes(), DIGITS.1)
}

fn digits(bytes: &[u8], count: usize) -> String {
    let all = format!("{:032x}", u128::from_be_bytes(*Print::of(bytes).as_bytes()));
    all.chars().take(count).collect()
}

/// Looks an entry up as it was when it was exported; none where it never was so here.
pub type Past<'p> = &'p dyn Fn(&EntryId, &Base) -> Option<EntryDraft>;

/// What becomes of a row.
pub(super) enum Fate {
    /// It is imported, on top of what others have changed.
    Goes,
    /// Only others have changed it: what they have made stays.
    Stays,
    /// Both have changed the same.
    Clashes(Vec<Conflict>),
    /// It cannot be told what it changes.
    Unknown(ImportError),
}

/// Brings a row on top of what has become of its entry since it was exported.
pub(super) fn on_top(row: &mut Row, present: Option<&(String, EntryDraft)>, past: Past<'_>) -> Fate {
    let Ok(id) = EntryId::parse(&row.entry.id) else { return Fate::Goes };
    if row.base.trim().is_empty() {
        return Fate::Goes;
    }
    let Some(base) = Base::parse(row.base.trim()) else {
        let message = "leave it as `export` wrote it, or take it out";
        return Fate::Unknown(ImportError::new(row.place, Some("base"), message));
    };
    let untouched = base.is_of(&row.entry);
    let Some((_, is)) = present else {
        return match past(&id, &base) {
            None => Fate::Goes,
            Some(_) if untouched => Fate::Stays,
            Some(was) => Fate::Clashes(vec![Conflict {
                place: id.to_string(),
                base: Some(was.toml()),
                mine: Some(row.entry.toml()),
                theirs: None,
            }]),
        };
    };
    if base.file == of_file(&row.file) {
        // Where somebody has moved it, there it stays.
        row.file.clear();
    }
    if base.is_of(is) || is.changes_to(&row.entry).is_empty() {
        return Fate::Goes;
    }
    if untouched {
        row.entry.clone_from(is);
        return Fate::Stays;
    }
    let Some(was) = past(&id, &base) else {
        let message = format!(
            "`{id}` is not as it was exported, and the history does not have it so; take its `base` out to import it as it stands here"
        );
        return Fate::Unknown(ImportError::new(row.place, Some("base"), message));
    };
    match was.joined(&row.entry, is) {
        Ok(entry) => {
            row.entry = entry;
            Fate::Goes
        }
        Err(conflicts) => {
            let named = |one: Conflict| Conflict { place: format!("`{}` of `{id}`", one.place), ..one };
            Fate::Clashes(conflicts.into_iter().map(named).collect())
        }
    }
}
