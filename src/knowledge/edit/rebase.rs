//! An edit made on an old revision, made again on the present files.
//!
//! Where the entries that it touches are as they were, it is applied to what is there now. Where one has changed, it
//! is refused with all three texts. What only adds (a phrasing, a near miss, a new entry) is never in the way of others.

use super::apply::after;
use super::diff::{Conflict, merged};
use super::sheet::{Sheet, text_of};
use super::splice::{before_blank, newline};
use super::{Changed, Edit, EditError, apply};
use crate::knowledge::file::{File, FileKind};
use std::collections::BTreeMap;

/// An edit that cannot be made again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RebaseError {
    /// It cannot be made of the present files.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// Somebody else has changed the same; nothing is lost, all three texts are there.
    #[error("{} changed meanwhile; look at both and make the edit again", places(.0))]
    Conflicts(Vec<Conflict>),
}

fn places(conflicts: &[Conflict]) -> String {
    conflicts.iter().map(|conflict| format!("`{}`", conflict.place)).collect::<Vec<_>>().join(", ")
}

/// What an edit that was made on `base` makes of the present files.
///
/// # Errors
/// [`RebaseError`]; nothing is then written.
pub fn rebase(base: &[File], present: &[File], edit: &Edit) -> Result<Vec<Changed>, RebaseError> {
    let now = match edit {
        Edit::Files(all) => Edit::Files(merge_files(base, present, all)?),
        edit => {
            let conflicts = conflicts(base, present, edit);
            if !conflicts.is_empty() {
                return Err(RebaseError::Conflicts(conflicts));
            }
            edit.clone()
        }
    };
    Ok(apply(present, &now)?)
}

/// Every entry that an edit touches and that is not as it was.
fn conflicts(base: &[File], present: &[File], edit: &Edit) -> Vec<Conflict> {
    match edit {
        Edit::All(edits) => edits.iter().flat_map(|edit| conflicts(base, present, edit)).collect(),
        Edit::Change { id, .. }
        | Edit::Quote { id, .. }
        | Edit::Retire { id, .. }
        | Edit::Restore { id }
        | Edit::Move { id, .. } => {
            let (was, is) = (block_of(base, id.as_str()), block_of(present, id.as_str()));
            if was == is {
                return Vec::new();
            }
            let made = apply(base, edit).map(|changed| after(base, &changed)).unwrap_or_default();
            let mine = block_of(&made, id.as_str());
            vec![Conflict { place: id.to_string(), base: was, mine, theirs: is }]
        }
        _ => Vec::new(),
    }
}

/// The lines of an entry, wherever it stands.
fn block_of(files: &[File], id: &str) -> Option<String> {
    let files = files.iter().filter(|file| FileKind::of(&file.path) == Some(FileKind::Entries));
    files.filter(|file| file.text.contains(id)).find_map(|file| {
        let sheet = Sheet::read(&file.path, &file.text).ok()?;
        let block = sheet.block(sheet.entry(id)?)?;
        Some(file.text.get(block)?.replace("\r\n", "\n"))
    })
}

type Written = (String, Option<String>);

fn merge_files(base: &[File], present: &[File], mine: &[Written]) -> Result<Vec<Written>, RebaseError> {
    let text = |files: &[File], path: &str| files.iter().find(|file| file.path == path).map(|file| file.text.clone());
    let (mut all, mut conflicts) = (Vec::new(), Vec::new());
    for (path, mine) in mine {
        let (was, is) = (text(base, path), text(present, path));
        if was == is {
            all.push((path.clone(), mine.clone()));
            continue;
        }
        match (&was, mine, &is) {
            _ if *mine == is => {}
            (Some(was), Some(mine), Some(is)) => match merge_file(path, was, mine, is) {
                Ok(merged) => all.push((path.clone(), Some(merged))),
                Err(found) => conflicts.extend(found),
            },
            _ => conflicts.push(Conflict { place: path.clone(), base: was, mine: mine.clone(), theirs: is }),
        }
    }
    if conflicts.is_empty() { Ok(all) } else { Err(RebaseError::Conflicts(conflicts)) }
}

/// Files of entries are merged entry by entry, all others line by line.
fn merge_file(path: &str, base: &str, mine: &str, theirs: &str) -> Result<String, Vec<Conflict>> {
    if FileKind::of(path) == Some(FileKind::Entries)
        && let Some([base, mine, theirs]) = all_pieces(path, [base, mine, theirs])
    {
        return merge_pieces(&base, &mine, &theirs);
    }
    merged(base, mine, theirs).ok_or_else(|| vec![conflict(path, Some(base), Some(mine), Some(theirs))])
}

fn conflict(place: &str, base: Option<&str>, mine: Option<&str>, theirs: Option<&str>) -> Conflict {
    let owned = |text: Option<&str>| text.map(ToOwned::to_owned);
    Conflict { place: place.to_owned(), base: owned(base), mine: owned(mine), theirs: owned(theirs) }
}

/// A file cut into its entries, each with what stands above it, in order; what stands above the first has no id.
type Pieces<'t> = Vec<(String, &'t str)>;

fn all_pieces<'t>(path: &str, texts: [&'t str; 3]) -> Option<[Pieces<'t>; 3]> {
    let [base, mine, theirs] = texts.map(|text| pieces(path, text));
    Some([base?, mine?, theirs?])
}

/// None where the file is broken, or an id stands in it twice.
fn pieces<'t>(path: &str, text: &'t str) -> Option<Pieces<'t>> {
    let sheet = Sheet::read(path, text).ok()?;
    let mut starts = vec![(String::new(), 0)];
    for table in sheet.tables("entry") {
        starts.push((text_of(table, "id")?.to_owned(), sheet.block(table)?.start));
    }
    let ends = starts.iter().skip(1).map(|(_, start)| *start).chain([text.len()]);
    let pieces: Pieces<'_> = starts
        .iter()
        .zip(ends)
        .map(|((id, start), end)| Some((id.clone(), text.get(*start..end)?)))
        .collect::<Option<_>>()?;
    let ids: BTreeMap<&str, &str> = by_id(&pieces);
    (ids.len() == pieces.len()).then_some(pieces)
}

fn by_id<'p>(pieces: &'p Pieces<'p>) -> BTreeMap<&'p str, &'p str> {
    pieces.iter().map(|(id, text)| (id.as_str(), *text)).collect()
}

fn merge_pieces(base: &Pieces<'_>, mine: &Pieces<'_>, theirs: &Pieces<'_>) -> Result<String, Vec<Conflict>> {
    let (was, own) = (by_id(base), by_id(mine));
    let mut conflicts = Vec::new();
    let mut made: Vec<(&str, String)> = Vec::new();
    for (id, is) in theirs {
        let (was, own) = (was.get(id.as_str()).copied(), own.get(id.as_str()).copied());
        match merge_piece(was, own, is) {
            Some(text) => made.push((id.as_str(), text)),
            None => conflicts.push(conflict(id, was, own, Some(is))),
        }
    }
    let there = by_id(theirs);
    for (at, (id, text)) in mine.iter().enumerate().filter(|(_, (id, _))| !there.contains_key(id.as_str())) {
        match was.get(id.as_str()) {
            // They took it away: that stands, unless the edit changes it.
            Some(old) if old == text => {}
            Some(old) => conflicts.push(conflict(id, Some(old), Some(text), None)),
            None => {
                let mut before = mine.get(..at).unwrap_or_default().iter().rev();
                let behind = before.find_map(|(id, _)| made.iter().position(|(other, _)| other == id));
                let mut at = behind.map_or(made.len(), |at| at + 1);
                // What they have added at the same place stands before it.
                while made.get(at).is_some_and(|(other, _)| !was.contains_key(other)) {
                    at += 1;
                }
                let above = made.get(at.wrapping_sub(1)).map_or("", |(_, text)| text.as_str());
                made.insert(at, (id.as_str(), parted(above, text)));
            }
        }
    }
    if conflicts.is_empty() { Ok(joined(&made)) } else { Err(conflicts) }
}

/// One entry of both sides: none where they exclude one another, empty where it goes. Blank lines behind an entry come
/// and go with its neighbours and are no change of it.
fn merge_piece(was: Option<&str>, own: Option<&str>, is: &str) -> Option<String> {
    let same = |one: Option<&str>, other: Option<&str>| one.map(str::trim_end) == other.map(str::trim_end);
    match (was, own) {
        _ if same(own, Some(is)) || same(was, own) => Some(is.to_owned()),
        (Some(was), None) if same(Some(was), Some(is)) => Some(String::new()),
        (Some(was), Some(own)) if same(Some(was), Some(is)) => {
            Some(if was == is { own.to_owned() } else { own.trim_end().to_owned() + blank_end(is) })
        }
        (Some(was), Some(own)) => merged(was, own, is),
        _ => None,
    }
}

/// The white space that a text ends with.
fn blank_end(text: &str) -> &str {
    text.get(text.trim_end().len()..).unwrap_or_default()
}

/// A new entry with a blank line before it, where what stands above has none at its end.
fn parted(above: &str, piece: &str) -> String {
    let open = above.trim_start_matches('\u{feff}').trim().is_empty() || before_blank(above, above.len()) < above.len();
    if open { piece.to_owned() } else { format!("{}{piece}", newline(piece)) }
}

/// Pieces one behind another; the last of a file may lack the end of its line.
fn joined(pieces: &[(&str, String)]) -> String {
    pieces.iter().fold(String::new(), |text, (_, piece)| {
        let gap = if text.is_empty() || text.ends_with('\n') || piece.is_empty() { "" } else { newline(piece) };
        text + gap + piece
    })
}
