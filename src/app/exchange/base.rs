//! What an exported entry was made from: with it an import takes nothing back that others have changed since.

use super::{ImportError, Row};
use crate::knowledge::EntryId;
use crate::knowledge::edit::{Conflict, EntryDraft};
use crate::store::ledger::{LedgerError, Print};
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

/// Looks an entry up as it was when it was exported, in a file or wherever it stood; none where the history never had
/// it so.
pub type Exported<'p> = &'p dyn Fn(&EntryId, &Base, Option<&str>) -> Result<Option<EntryDraft>, LedgerError>;

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
///
/// # Errors
/// [`LedgerError`] where that cannot be looked up.
pub(super) fn on_top(
    row: &mut Row,
    present: &[(String, EntryDraft)],
    exported: Exported<'_>,
) -> Result<Fate, LedgerError> {
    let Ok(id) = EntryId::parse(&row.entry.id) else { return Ok(Fate::Goes) };
    if row.base.trim().is_empty() {
        return Ok(Fate::Goes);
    }
    let Some(base) = Base::parse(row.base.trim()) else {
        return Ok(unknown(row, "leave it as `export` wrote it, or take it out"));
    };
    let Some((at, is)) = present.iter().find(|(_, entry)| entry.id == id.as_str()) else {
        return Ok(exported(&id, &base, None)?.map_or(Fate::Goes, |was| taken_away(row, &id, &was)));
    };
    let mut clashes = Vec::new();
    let changed = !base.is_of(is) && !is.changes_to(&row.entry).is_empty();
    if changed {
        let Some(was) = exported(&id, &base, None)? else { return Ok(unknown(row, &never(&id))) };
        match was.joined(&row.entry, is) {
            Ok(entry) => row.entry = entry,
            Err(conflicts) => clashes.extend(conflicts),
        }
    }
    let moved = !row.file.is_empty() && row.file != *at && base.file != of_file(at);
    if moved {
        let left = base.file == of_file(&row.file);
        let mut files = present.iter().map(|(file, _)| file);
        let from = if left { Some(row.file.clone()) } else { files.find(|file| base.file == of_file(file)).cloned() };
        if from.is_some() && exported(&id, &base, from.as_deref())?.is_none() {
            return Ok(unknown(row, &never(&id)));
        }
        if left {
            // Where somebody has moved it, there it stays.
            row.file.clear();
        } else {
            let (mine, theirs) = (Some(row.file.clone()), Some(at.clone()));
            clashes.push(Conflict { place: "file".to_owned(), base: from, mine, theirs });
        }
    }
    Ok(match clashes.as_slice() {
        [] if (changed || moved) && row.leaves(at, is) => Fate::Stays,
        [] => Fate::Goes,
        _ => {
            let named = |one: Conflict| Conflict { place: format!("`{}` of `{id}`", one.place), ..one };
            Fate::Clashes(clashes.into_iter().map(named).collect())
        }
    })
}

/// That the history does not know what an entry was exported as.
fn never(id: &EntryId) -> String {
    format!(
        "`{id}` is not as it was exported, and the history does not have it so; take its `base` out to import it as the file has it, or import the whole file `as-it-is`"
    )
}

/// What becomes of a row whose entry others have taken away.
fn taken_away(row: &Row, id: &EntryId, was: &EntryDraft) -> Fate {
    let unsaid = row.entry.changes_to(was).into_iter().filter(|field| row.lacks.contains(&field.name()));
    let mine = unsaid.fold(row.entry.clone(), EntryDraft::with);
    if was.changes_to(&mine).is_empty() {
        return Fate::Stays;
    }
    let (base, mine) = (Some(was.toml()), Some(mine.toml()));
    Fate::Clashes(vec![Conflict { place: id.to_string(), base, mine, theirs: None }])
}

fn unknown(row: &Row, message: &str) -> Fate {
    Fate::Unknown(ImportError::new(row.place, Some("base"), message))
}
