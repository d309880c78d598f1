//! Sentences of profiles that were written before one of their entries came to say something else.
//!
//! The history of the files tells it, also of what was saved by hand. Whoever finds that a sentence still holds writes
//! the day into its `reviewed`: with that it is newer than its entries.

use super::consequences::{Resting, said};
use super::curator::{Curator, CuratorError};
use super::past::Past;
use crate::knowledge::edit::{EntryDraft, drafts};
use crate::knowledge::{EntityId, EntryId, File, FileKind, Knowledge, Topic, raw};
use crate::store::ledger::{Filter, LedgerError, Revision};
use std::collections::{BTreeMap, btree_map};
use std::sync::Arc;

/// A sentence to be held against its entries again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outdated {
    /// The sentence.
    pub resting: Resting,
    /// Those of its entries that say something else than when it was written.
    pub entries: Vec<EntryId>,
}

impl Curator {
    /// The sentences of profiles whose entries say something else than when the sentence was last changed, in the order
    /// of the files. What was there before the history began counts as right.
    ///
    /// # Errors
    /// [`CuratorError`] where files or ledger cannot be read.
    pub async fn outdated(&self) -> Result<Vec<Outdated>, CuratorError> {
        let present = self.present().await?;
        let past = Past::of(Arc::clone(self.records().ledger()));
        Ok(past.outdated(&present.files, &self.app.knowledge()).await?)
    }
}

impl Past {
    /// The same of files that have no errors, with the knowledge that is in them.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn outdated(&self, files: &[File], knowledge: &Knowledge) -> Result<Vec<Outdated>, LedgerError> {
        let mut entries = Entries::default();
        let mut found = Vec::new();
        for file in files {
            for (sentence, since) in self.written(file).await? {
                let mut changed = Vec::new();
                for id in &sentence.entries {
                    let now = knowledge.entry(id).map(EntryDraft::from);
                    if let Some(now) = now
                        && self.says_something_else(&now, id, since, &mut entries).await?
                    {
                        changed.push(id.clone());
                    }
                }
                if !changed.is_empty() {
                    found.push(Outdated { resting: sentence.resting, entries: changed });
                }
            }
        }
        Ok(found)
    }

    /// The sentences of a profile, each with the revision in which it was last changed.
    async fn written(&self, file: &File) -> Result<Vec<(Sentence, u64)>, LedgerError> {
        let mut written: Vec<(Sentence, u64)> =
            sentences(&file.path, &file.text).unwrap_or_default().into_iter().map(|sentence| (sentence, 0)).collect();
        if written.is_empty() {
            return Ok(written);
        }
        let filter = Filter { path: Some(file.path.clone()), ..Filter::default() };
        for line in self.history(&filter, usize::MAX).await? {
            let Some(revision) = self.revision(line.number).await? else { continue };
            let change = revision.plan.changes.iter().find(|change| change.path == file.path);
            let before = change.and_then(|change| change.before.as_deref()).unwrap_or_default();
            // What was broken then says nothing.
            let Some(before) = std::str::from_utf8(before).ok().and_then(|text| sentences(&file.path, text)) else {
                continue;
            };
            for (sentence, since) in written.iter_mut().filter(|(_, since)| *since == 0) {
                if !before.contains(sentence) {
                    *since = line.number;
                }
            }
        }
        Ok(written)
    }

    /// Whether an entry says something else than after a revision.
    async fn says_something_else(
        &self,
        now: &EntryDraft,
        id: &EntryId,
        since: u64,
        entries: &mut Entries,
    ) -> Result<bool, LedgerError> {
        let filter = Filter { entry: Some(id.clone()), after: Some(since), ..Filter::default() };
        for line in self.history(&filter, usize::MAX).await?.into_iter().rev() {
            let then = match entries.entry(line.number) {
                btree_map::Entry::Occupied(read) => read.into_mut(),
                btree_map::Entry::Vacant(open) => {
                    let revision = self.revision(line.number).await?;
                    open.insert(revision.map(|revision| before(&revision)).unwrap_or_default())
                }
            };
            if let Some(then) = then.iter().find(|entry| entry.id == id.as_str()) {
                return Ok(said(then.normal()) != said(now.normal()));
            }
        }
        Ok(false)
    }
}

/// The entries from before a revision, by its number.
type Entries = BTreeMap<u64, Vec<EntryDraft>>;

/// The entries of the files that a revision changed, as they were before it.
fn before(revision: &Revision) -> Vec<EntryDraft> {
    let files = revision.plan.changes.iter().filter_map(|change| {
        let text = String::from_utf8(change.before.clone()?).ok()?;
        Some(File { path: change.path.clone(), text })
    });
    files.filter_map(|file| drafts(&[file]).ok()).flatten().map(|(_, entry)| entry).collect()
}

/// A sentence of a profile with all that can be changed about it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sentence {
    resting: Resting,
    entries: Vec<EntryId>,
    reviewed: Option<String>,
}

/// The sentences of a profile; none where it is broken, or no profile.
fn sentences(path: &str, text: &str) -> Option<Vec<Sentence>> {
    if !matches!(FileKind::of(path), Some(FileKind::Profile(_))) {
        return None;
    }
    let file: raw::ProfileFile = if text.is_empty() { return Some(Vec::new()) } else { toml::from_str(text).ok()? };
    let entity = EntityId::parse(file.entity.get_ref()).ok()?;
    let mut all = Vec::new();
    for section in &file.section {
        let topic = Topic::parse(section.topic.get_ref())?;
        for sentence in &section.sentence {
            let resting = Resting { entity: entity.clone(), topic, sentence: sentence.text.get_ref().clone() };
            let entries = sentence.entries.iter().filter_map(|id| EntryId::parse(id.get_ref()).ok()).collect();
            let reviewed = sentence.reviewed.as_ref().map(|day| day.get_ref().clone());
            all.push(Sentence { resting, entries, reviewed });
        }
    }
    Some(all)
}
