//! An edit applied to the files: which of them change, and to what.

use super::draft::{EntryDraft, RetiredDraft, drafts};
use super::fields::Target;
use super::sheet::Sheet;
use super::splice::{Splices, appended, before_blank, past_blank};
use super::{Changed, Edit, EditError, Field, QuoteChange, guard, quotes};
use crate::knowledge::file::{File, FileKind};
use crate::knowledge::fold::folded;
use crate::knowledge::id::EntryId;
use crate::knowledge::model::NOTHING;
use crate::knowledge::normal::string as normal;
use std::collections::BTreeMap;

/// What an edit makes of the files; nothing else of them changes.
///
/// # Errors
/// [`EditError`] with the entry or field that stands in the way, and what to do.
pub fn apply(files: &[File], edit: &Edit) -> Result<Vec<Changed>, EditError> {
    let mut working = Working { files, changed: BTreeMap::new() };
    working.apply(edit)?;
    let changed = working.changed.into_iter().map(|(path, after)| {
        let before = files.iter().find(|file| file.path == path).map(|file| file.text.clone());
        Changed { path, before, after }
    });
    let changed: Vec<Changed> = changed.filter(|changed| changed.before != changed.after).collect();
    if changed.is_empty() { Err(EditError::Nothing) } else { Ok(changed) }
}

/// The files as they would be.
pub fn after(files: &[File], changed: &[Changed]) -> Vec<File> {
    let is_old = |file: &&File| !changed.iter().any(|changed| changed.path == file.path);
    let new = changed.iter().filter_map(|changed| Some((changed.path.clone(), changed.after.clone()?)));
    let new = new.map(|(path, text)| File { path, text });
    let mut all: Vec<File> = files.iter().filter(is_old).cloned().chain(new).collect();
    all.sort_by(|a, b| a.path.cmp(&b.path));
    all
}

/// The files while edits are made of them.
struct Working<'f> {
    files: &'f [File],
    /// By path; none for a file that goes.
    changed: BTreeMap<String, Option<String>>,
}

impl Working<'_> {
    fn apply(&mut self, edit: &Edit) -> Result<(), EditError> {
        match edit {
            Edit::Add { file, entry } => self.add(file, entry),
            Edit::Change { id, what } => self.change(id, |_| Ok(what.clone())),
            Edit::Alias { id, question } => self.change(id, |entry| {
                Ok(vec![Field::Questions(one_more(entry, "questions", &entry.questions, question)?)])
            }),
            Edit::NearMiss { id, question } => {
                self.change(id, |entry| Ok(vec![Field::Not(one_more(entry, "not", &entry.not, question)?)]))
            }
            Edit::Quote { id, change } => self.quote(id, change),
            Edit::Retire { id, on, why } => self.change(id, |entry| retire(entry, on, why)),
            Edit::Restore { id } => self.change(id, |entry| match entry.retired {
                Some(_) => Ok(vec![Field::Retired(None)]),
                None => Err(EditError::NotRetired(entry.id.clone())),
            }),
            Edit::Move { id, to } => self.shift(id, to),
            Edit::GuardAdd { question, expect } => self.guard(question, expect.as_str()),
            Edit::OutOfScope { question } => self.guard(question, NOTHING),
            Edit::Files(all) | Edit::Back(all) => self.replace(all),
            Edit::All(edits) => edits.iter().try_for_each(|edit| self.apply(edit)),
        }
    }

    fn text(&self, path: &str) -> Option<&str> {
        match self.changed.get(path) {
            Some(changed) => changed.as_deref(),
            None => self.files.iter().find(|file| file.path == path).map(|file| file.text.as_str()),
        }
    }

    fn set(&mut self, path: &str, text: String) {
        self.changed.insert(path.to_owned(), Some(text));
    }

    /// The files of entries as they are now.
    fn entry_files(&self) -> Vec<File> {
        let paths = self.files.iter().map(|file| file.path.as_str()).chain(self.changed.keys().map(String::as_str));
        let mut paths: Vec<&str> = paths.filter(|path| FileKind::of(path) == Some(FileKind::Entries)).collect();
        paths.sort_unstable();
        paths.dedup();
        let read = |path: &str| Some(File { path: path.to_owned(), text: self.text(path)?.to_owned() });
        paths.into_iter().filter_map(read).collect()
    }

    /// The entry of an id with the file that it stands in. Files that do not have its letters are not read.
    fn find(&self, id: &str) -> Result<(String, EntryDraft), EditError> {
        for file in self.entry_files().iter().filter(|file| file.text.contains(id)) {
            let all = drafts(std::slice::from_ref(file))?;
            if let Some(found) = all.into_iter().find(|(_, entry)| entry.id == id) {
                return Ok(found);
            }
        }
        Err(EditError::no_entry(&self.entry_files(), id))
    }

    /// Changes fields of an entry; `fields` says which, given the entry as it is.
    fn change(
        &mut self,
        id: &EntryId,
        fields: impl FnOnce(&EntryDraft) -> Result<Vec<Field>, EditError>,
    ) -> Result<(), EditError> {
        let (path, present) = self.find(id.as_str())?;
        let fields = fields(&present)?;
        let text = self.text(&path).unwrap_or_default();
        let sheet = Sheet::read(&path, text)?;
        let table = sheet.entry(id.as_str()).ok_or_else(|| sheet.unusual(id.as_str(), "entry"))?;
        let mut target = Target::new(&sheet, table, &present);
        fields.iter().try_for_each(|field| target.set(field))?;
        let made = target.made();
        stands(&path, &made, &fields.into_iter().fold(present.clone(), EntryDraft::with))?;
        self.set(&path, made);
        Ok(())
    }

    fn quote(&mut self, id: &EntryId, change: &QuoteChange) -> Result<(), EditError> {
        self.change(id, |entry| Ok(vec![Field::Quotes(quotes::changed(&entry.id, &entry.quotes, change)?)]))
    }

    fn add(&mut self, file: &str, entry: &EntryDraft) -> Result<(), EditError> {
        let entry = entry.normal();
        for (field, text) in [("id", &entry.id), ("answer", &entry.answer), ("as_of", &entry.as_of)] {
            if text.is_empty() {
                return Err(EditError::Empty { entry: file.to_owned(), field });
            }
        }
        match self.find(&entry.id) {
            Ok((file, _)) => return Err(EditError::Taken { id: entry.id, file }),
            Err(EditError::NoEntry { .. }) => {}
            Err(broken) => return Err(broken),
        }
        let text = self.with_block(file, &entry.toml())?;
        stands(file, &text, &entry)?;
        self.set(file, text);
        Ok(())
    }

    /// A file of entries with one more at its end.
    fn with_block(&self, file: &str, block: &str) -> Result<String, EditError> {
        if FileKind::of(file) != Some(FileKind::Entries) {
            return Err(EditError::NoPlace { file: file.to_owned() });
        }
        let text = self.text(file).unwrap_or_default();
        let sheet = Sheet::read(file, text)?;
        if sheet.is_unusual("entry") {
            return Err(sheet.unusual(file, "entry"));
        }
        Ok(appended(text, block))
    }

    fn shift(&mut self, id: &EntryId, to: &str) -> Result<(), EditError> {
        let (path, present) = self.find(id.as_str())?;
        if path == to {
            return Err(EditError::Nothing);
        }
        let text = self.text(&path).unwrap_or_default();
        let sheet = Sheet::read(&path, text)?;
        let unusual = || sheet.unusual(id.as_str(), "entry");
        let block = sheet.block(sheet.entry(id.as_str()).ok_or_else(unusual)?).ok_or_else(unusual)?;
        let moved = text.get(block.clone()).unwrap_or_default().replace("\r\n", "\n");
        let moved = if moved.ends_with('\n') { moved } else { moved + "\n" };
        let there = self.with_block(to, &moved)?;
        // The blank lines that parted it from the next go with it; at the end of a file, those before it.
        let end = past_blank(text, block.end);
        let start = if end == text.len() { before_blank(text, block.start) } else { block.start };
        let mut splices = Splices::default();
        splices.remove(start..end);
        let here = splices.made(text);
        stands(to, &there, &present)?;
        // A file that held nothing else goes with it; a comment of somebody's keeps it.
        let rest = Some(here).filter(|here| !here.trim_start_matches('\u{feff}').trim().is_empty());
        self.changed.insert(path, rest);
        self.set(to, there);
        Ok(())
    }

    fn guard(&mut self, question: &str, expect: &str) -> Result<(), EditError> {
        let text = guard::add(self.text(guard::GUARD).unwrap_or_default(), question, expect)?;
        self.set(guard::GUARD, text);
        Ok(())
    }

    fn replace(&mut self, all: &[(String, Option<String>)]) -> Result<(), EditError> {
        for (path, text) in all {
            if FileKind::of(path).is_none() {
                return Err(EditError::Stranger { file: path.clone() });
            }
            self.changed.insert(path.clone(), text.clone());
        }
        Ok(())
    }
}

/// A list with one more question, which must not be there yet.
fn one_more(
    entry: &EntryDraft,
    field: &'static str,
    list: &[String],
    question: &str,
) -> Result<Vec<String>, EditError> {
    let question = normal(field, question);
    if folded(&question).is_empty() {
        return Err(EditError::Empty { entry: entry.id.clone(), field });
    }
    if let Some(same) = list.iter().find(|other| folded(other) == folded(&question)) {
        return Err(EditError::Known { entry: entry.id.clone(), field, question: same.clone() });
    }
    Ok(list.iter().cloned().chain([question]).collect())
}

fn retire(entry: &EntryDraft, on: &str, why: &str) -> Result<Vec<Field>, EditError> {
    if entry.retired.is_some() {
        return Err(EditError::Retired(entry.id.clone()));
    }
    let retired = RetiredDraft { on: on.to_owned(), why: why.to_owned() }.normal();
    for (field, text) in [("on", &retired.on), ("why", &retired.why)] {
        if text.is_empty() {
            return Err(EditError::Empty { entry: entry.id.clone(), field });
        }
    }
    Ok(vec![Field::Retired(Some(retired))])
}

/// Reads the outcome again: the entry must say what was asked for, or the file had a form that is not understood.
fn stands(file: &str, text: &str, wanted: &EntryDraft) -> Result<(), EditError> {
    let form = || EditError::Form { file: file.to_owned(), entry: wanted.id.clone(), field: "entry".to_owned() };
    let made = drafts(&[File { path: file.to_owned(), text: text.to_owned() }]).map_err(|_| form())?;
    let found = made.iter().find(|(_, entry)| entry.id == normal("id", &wanted.id)).ok_or_else(form)?;
    if found.1.normal() == wanted.normal() { Ok(()) } else { Err(form()) }
}
