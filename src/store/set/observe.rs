//! Noticing what was changed by hand: files that hold what this program neither wrote nor has seen.

use super::{CommitError, Inner, real, touched};
use crate::store::disk::{Disk, Real};
use crate::store::ledger::{Author, Change, Plan, Print, Revision, Revisions, Via};
use crate::store::{Folder, StoreError};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// What is said of a change made by hand.
const WHY: &str = "saved by hand";

impl Inner {
    /// Records what was changed by hand. The lock must be held, and nothing be half done.
    pub(super) async fn observe(&self, at: Timestamp) -> Result<Option<u64>, CommitError> {
        let found = found(&*self.disk, &self.folder)?;
        let known = self.ledger.known().await?;
        let current = self.ledger.current().await?;
        if known.is_empty() && current == 0 {
            let files: Vec<_> = found.into_iter().filter_map(|(path, bytes)| Some((path, bytes?))).collect();
            self.ledger.adopt(&files).await?;
            return Ok(None);
        }
        let Some(plan) = by_hand(&*self.ledger, found, &known, current, at).await? else { return Ok(None) };
        let number = self.ledger.intend(&plan).await?;
        self.ledger.finish(number).await?;
        let paths: Vec<&str> = plan.changes.iter().map(|change| change.path.as_str()).collect();
        tracing::info!("revision {number}: {} saved by hand", paths.join(", "));
        Ok(Some(number))
    }
}

/// What the next look at a folder would record as changed by hand, for whoever only reads. None where nothing was, where
/// history has not begun or is of another folder, and where a change is half done.
///
/// # Errors
/// [`CommitError`] where folder or ledger cannot be read.
pub async fn unrecorded(
    folder: &Folder,
    ledger: &dyn Revisions,
    at: Timestamp,
) -> Result<Option<Revision>, CommitError> {
    let known = ledger.known().await?;
    let is_its_own = ledger.folder().await?.is_none_or(|home| home == real(folder));
    if known.is_empty() || !is_its_own || !ledger.intents().await?.is_empty() {
        return Ok(None);
    }
    let current = ledger.current().await?;
    let plan = by_hand(ledger, found(&Real, folder)?, &known, current, at).await?;
    Ok(plan.map(|plan| Revision { number: current + 1, plan }))
}

/// What the files hold, by path. None where one is there and cannot be read: it is not known to be different.
fn found(disk: &dyn Disk, folder: &Folder) -> Result<BTreeMap<String, Option<Vec<u8>>>, CommitError> {
    let paths = match folder.paths() {
        Ok(paths) => paths,
        Err(StoreError::Empty { .. }) => Vec::new(),
        Err(StoreError::HalfRestored(half)) => return Err(half.into()),
        Err(StoreError::Unreadable { path, source } | StoreError::Part { path, source }) => {
            return Err(CommitError::Disk { path, source });
        }
    };
    let mut found = BTreeMap::new();
    for path in paths {
        match disk.read(&folder.file(&path)) {
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

/// What was changed by hand, as a revision; none where nothing was.
async fn by_hand(
    ledger: &dyn Revisions,
    found: BTreeMap<String, Option<Vec<u8>>>,
    known: &BTreeMap<String, Print>,
    base: u64,
    at: Timestamp,
) -> Result<Option<Plan>, CommitError> {
    let mut changes = Vec::new();
    for path in known.keys().filter(|path| !found.contains_key(*path)) {
        let before = ledger.known_bytes(path).await?;
        changes.push(Change { path: path.clone(), before, after: None });
    }
    for (path, bytes) in found {
        let Some(bytes) = bytes else { continue };
        if known.get(&path) != Some(&Print::of(&bytes)) {
            let before = ledger.known_bytes(&path).await?;
            changes.push(Change { path, before, after: Some(bytes) });
        }
    }
    if changes.is_empty() {
        return Ok(None);
    }
    changes.sort_by(|one, other| one.path.cmp(&other.path));
    let author = Author { name: String::new(), pseudonym: None, via: Via::Editor };
    let entries = touched::entries(&changes);
    Ok(Some(Plan { base, at, author, why: WHY.to_owned(), entries, changes }))
}
