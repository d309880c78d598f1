//! An export that comes back: held against the history, so that it takes nothing back.

use super::curator::Curator;
use super::exchange::{self, Base, Form, Imported, Unimported};
use crate::knowledge::edit::{EntryDraft, drafts};
use crate::knowledge::{EntryId, File};
use crate::store::ledger::{Change, Filter, LedgerError, Revision};
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use tokio::runtime::Handle;

impl Curator {
    /// What a text makes of the files. What others have changed since it was exported stays, but where the text is to
    /// be taken `as_it_is`. Waits for the ledger with the runtime, on a thread that is not one of its own.
    ///
    /// # Errors
    /// [`Unimported`]; nothing is then imported.
    pub fn import(
        &self,
        files: &[File],
        text: &str,
        form: Form,
        as_it_is: bool,
        runtime: &Handle,
    ) -> Result<Imported, Unimported> {
        let seen = RefCell::new(Seen::default());
        let exported = |id: &EntryId, base: &Base, file: Option<&str>| {
            runtime.block_on(self.exported(id, base, file, &mut seen.borrow_mut()))
        };
        exchange::import(files, text, form, if as_it_is { None } else { Some(&exported) })
    }

    /// An entry as it was when it was exported, in a file or wherever it stood; none where the history does not have it
    /// so.
    async fn exported(
        &self,
        id: &EntryId,
        base: &Base,
        file: Option<&str>,
        seen: &mut Seen,
    ) -> Result<Option<EntryDraft>, LedgerError> {
        if let Some(found) = seen.find(id, base, file) {
            return Ok(Some(found));
        }
        // An entry that only moved is not among those that a revision changes.
        let filter = match file {
            Some(file) => Filter { path: Some(file.to_owned()), ..Filter::default() },
            None => Filter { entry: Some(id.clone()), ..Filter::default() },
        };
        for line in self.set.history(&filter, usize::MAX).await? {
            if seen.revisions.insert(line.number)
                && let Some(revision) = self.set.revision(line.number).await?
            {
                seen.take_in(revision);
                if let Some(found) = seen.find(id, base, file) {
                    return Ok(Some(found));
                }
            }
        }
        Ok(None)
    }
}

/// What has been read of the history for one import: many entries stand in the same revisions.
#[derive(Default)]
struct Seen {
    revisions: HashSet<u64>,
    /// By id, each as it was at one time or another, with its file.
    entries: HashMap<String, Vec<(String, EntryDraft)>>,
}

impl Seen {
    fn find(&self, id: &EntryId, base: &Base, file: Option<&str>) -> Option<EntryDraft> {
        let mut all = self.entries.get(id.as_str())?.iter();
        let found = all.find(|(path, entry)| file.is_none_or(|file| path == file) && base.is_of(entry));
        found.map(|(_, entry)| entry.clone())
    }

    fn take_in(&mut self, revision: Revision) {
        for Change { path, before, after } in revision.plan.changes {
            let texts = [before, after].into_iter().flatten().filter_map(|bytes| String::from_utf8(bytes).ok());
            let files = texts.map(|text| File { path: path.clone(), text });
            for found in files.filter_map(|file| drafts(&[file]).ok()).flatten() {
                let known = self.entries.entry(found.1.id.clone()).or_default();
                if !known.contains(&found) {
                    known.push(found);
                }
            }
        }
    }
}
