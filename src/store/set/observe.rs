//! Noticing what was changed by hand: files that hold what this program neither wrote nor has seen.

use super::{CommitError, Inner, touched};
use crate::store::StoreError;
use crate::store::ledger::{Author, Change, Plan, Print, Via};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// What is said of a change made by hand.
const WHY: &str = "saved by hand";

impl Inner {
    /// Records what was changed by hand. The lock must be held, and nothing be half done.
    pub(super) async fn observe(&self, at: Timestamp) -> Result<Option<u64>, CommitError> {
        let found = self.found()?;
        let known = self.ledger.known().await?;
        let current = self.ledger.current().await?;
        if known.is_empty() && current == 0 {
            let files: Vec<_> = found.into_iter().filter_map(|(path, bytes)| Some((path, bytes?))).collect();
            self.ledger.adopt(&files).await?;
            return Ok(None);
        }
        let changes = self.changes(found, &known).await?;
        if changes.is_empty() {
            return Ok(None);
        }
        let author = Author { name: String::new(), pseudonym: None, via: Via::Editor };
        let entries = touched::entries(&changes);
        let plan = Plan { base: current, at, author, why: WHY.to_owned(), entries, changes };
        let number = self.ledger.intend(&plan).await?;
        self.ledger.finish(number).await?;
        let paths: Vec<&str> = plan.changes.iter().map(|change| change.path.as_str()).collect();
        tracing::info!("revision {number}: {} saved by hand", paths.join(", "));
        Ok(Some(number))
    }

    /// What the files hold, by path. None where one is there and cannot be read: it is not known to be different.
    fn found(&self) -> Result<BTreeMap<String, Option<Vec<u8>>>, CommitError> {
        let paths = match self.folder.paths() {
            Ok(paths) => paths,
            Err(StoreError::Empty { .. }) => Vec::new(),
            Err(StoreError::HalfRestored(half)) => return Err(half.into()),
            Err(StoreError::Unreadable { path, source }) => return Err(CommitError::Disk { path, source }),
        };
        let mut found = BTreeMap::new();
        for path in paths {
            match self.disk.read(&self.folder.file(&path)) {
                Ok(None) => {}
                Ok(bytes) => drop(found.insert(path, bytes)),
                Err(error) => {
                    tracing::debug!("`{path}` cannot be read and counts as unchanged: {error}");
                    found.insert(path, None);
                }
            }
        }
        Ok(found)
    }

    async fn changes(
        &self,
        found: BTreeMap<String, Option<Vec<u8>>>,
        known: &BTreeMap<String, Print>,
    ) -> Result<Vec<Change>, CommitError> {
        let mut changes = Vec::new();
        for path in known.keys().filter(|path| !found.contains_key(*path)) {
            let before = self.ledger.known_bytes(path).await?;
            changes.push(Change { path: path.clone(), before, after: None });
        }
        for (path, bytes) in found {
            let Some(bytes) = bytes else { continue };
            if known.get(&path) != Some(&Print::of(&bytes)) {
                let before = self.ledger.known_bytes(&path).await?;
                changes.push(Change { path, before, after: Some(bytes) });
            }
        }
        changes.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(changes)
    }
}
