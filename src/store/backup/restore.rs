//! Putting a backup back.

use super::{BackupError, KEY, KNOWLEDGE, LEDGER, LIST, List, Place, disk};
use crate::store::disk::{create_private, folder_of, replace};
use crate::store::ledger::{Print, mark_of_lost_key};
use crate::store::{StoreError, set};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

/// What was put back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// How many knowledge files.
    pub files: usize,
    /// Whether the ledger.
    pub ledger: bool,
}

/// Puts a backup back in place of what is there. The whole backup is read and checked first. Where a step fails, what
/// was there is put back; where the process ends half-way, nobody reads the folder until the restore was run again.
///
/// # Errors
/// [`BackupError`]; the bot must be stopped.
pub fn restore(from: &Path, place: &Place) -> Result<Restored, BackupError> {
    let new = read(from)?;
    let folder = place.knowledge.path();
    fs::create_dir_all(folder).map_err(disk(folder))?;
    let _held = set::hold_alone(&place.knowledge)?.ok_or_else(|| BackupError::InUse { folder: folder.to_owned() })?;
    let files = new.keys().filter(|path| path.starts_with(KNOWLEDGE)).count();
    let restored = Restored { files, ledger: new.contains_key(LEDGER) };
    let targets = targets(new, place)?;
    let mark = place.knowledge.mark();
    // Whoever finishes it may stand in another folder.
    let from = std::path::absolute(from).map_err(disk(from))?;
    replace(&mark, from.as_os_str().as_encoded_bytes()).map_err(disk(&mark))?;
    let mut before = Vec::new();
    let done = targets.iter().try_for_each(|(path, target)| {
        before.push((path, Target { bytes: present(path)?, private: target.private }));
        put(path, target)
    });
    if let Err(error) = done {
        // Where even that fails the mark stays, and the next start says so.
        before.iter().rev().try_for_each(|(path, target)| put(path, target))?;
        gone(&mark).map_err(disk(&mark))?;
        return Err(error);
    }
    gone(&mark).map_err(disk(&mark))?;
    Ok(restored)
}

/// Whether a backup is whole, so that nobody is asked about one that is not.
///
/// # Errors
/// [`BackupError::Missing`] and [`BackupError::NotWhole`].
pub fn look_at_backup(from: &Path) -> Result<(), BackupError> {
    read(from).map(drop)
}

/// All files of a backup that is whole, by their path in it.
pub(super) fn read(from: &Path) -> Result<BTreeMap<String, Vec<u8>>, BackupError> {
    if !from.is_dir() {
        return Err(BackupError::Missing { path: from.to_owned() });
    }
    let not_whole = |why: String| BackupError::NotWhole { path: from.to_owned(), why };
    let text = fs::read_to_string(from.join(LIST)).map_err(|error| not_whole(format!("`{LIST}`: {error}")))?;
    let list = listed(&text).ok_or_else(|| not_whole(format!("`{LIST}` cannot be read")))?;
    let mut files = BTreeMap::new();
    for (path, print) in list {
        let bytes = fs::read(from.join(&path)).map_err(|error| not_whole(format!("`{path}`: {error}")))?;
        if Print::of(&bytes) != print {
            return Err(not_whole(format!("`{path}` is not what was backed up")));
        }
        files.insert(path, bytes);
    }
    if files.keys().all(|path| !path.starts_with(KNOWLEDGE)) {
        return Err(not_whole("it holds no knowledge".to_owned()));
    }
    Ok(files)
}

/// The list of a backup; none where it is damaged, or names what is never in one.
fn listed(text: &str) -> Option<List> {
    let mut table: toml::Table = text.parse().ok()?;
    let known = table.remove("version")?.as_integer()? == 1;
    let toml::Value::Table(files) = table.remove("files").filter(|_| known)? else { return None };
    let read = |(path, print): (String, toml::Value)| {
        let print = u128::from_str_radix(print.as_str()?, 16).ok()?;
        is_ours(&path).then(|| (path, Print::from_bytes(print.to_be_bytes())))
    };
    files.into_iter().map(read).collect()
}

/// A list that was tampered with must not name files elsewhere, nor those that keep the folder in order.
fn is_ours(path: &str) -> bool {
    let below = Path::new(path).strip_prefix(KNOWLEDGE);
    let is_below = |path: &Path| !path.as_os_str().is_empty() && path.components().all(is_plain);
    [LEDGER, KEY].contains(&path) || below.is_ok_and(is_below)
}

fn is_plain(part: Component<'_>) -> bool {
    matches!(part, Component::Normal(name) if !name.as_encoded_bytes().starts_with(b"."))
}

/// What a file shall hold; none where it goes.
struct Target {
    bytes: Option<Vec<u8>>,
    private: bool,
}

/// Every file with what it shall hold, in the order in which it is put: those of the backup, and those that are not in
/// it and go.
fn targets(new: BTreeMap<String, Vec<u8>>, place: &Place) -> Result<Vec<(PathBuf, Target)>, StoreError> {
    let present = match place.knowledge.paths() {
        Err(StoreError::Empty { .. }) => Vec::new(),
        found => found?,
    };
    let gone = || Target { bytes: None, private: true };
    let mut targets: BTreeMap<_, _> = present.iter().map(|path| (place.knowledge.file(path), gone())).collect();
    let mut first = Vec::new();
    if new.contains_key(LEDGER) {
        // What SQLite keeps beside the old one would be written into the new one, were it still there then.
        first.extend(["-wal", "-shm"].map(|ending| (beside(&place.ledger, ending), gone())));
    }
    if new.contains_key(KEY) {
        first.push((mark_of_lost_key(&place.key), gone()));
    }
    for (path, bytes) in new {
        let target = match path.as_str() {
            LEDGER => place.ledger.clone(),
            KEY => place.key.clone(),
            path => place.knowledge.file(path.strip_prefix(KNOWLEDGE).unwrap_or(path).trim_start_matches('/')),
        };
        let private = [LEDGER, KEY].contains(&path.as_str());
        targets.insert(target, Target { bytes: Some(bytes), private });
    }
    first.extend(targets);
    Ok(first)
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    name.into()
}

pub(super) fn present(path: &Path) -> Result<Option<Vec<u8>>, BackupError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(disk(path)(error)),
    }
}

fn put(path: &Path, target: &Target) -> Result<(), BackupError> {
    let done = match &target.bytes {
        // Without a file whose mode is kept, a new one must be its owner's only.
        Some(bytes) if target.private && !path.exists() => create_private(path, bytes),
        Some(bytes) => replace(path, bytes),
        None => gone(path),
    };
    done.map_err(disk(path))
}

/// Removes a file for good; it may be missing already.
fn gone(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        done => done.and_then(|()| fs::File::open(folder_of(path))?.sync_all()),
    }
}

#[cfg(test)]
mod tests {
    use super::{BTreeMap, LEDGER, Path, Place, targets};
    use crate::store::Folder;

    #[test]
    fn the_log_of_the_old_ledger_goes_before_the_new_ledger_comes() {
        let knowledge = tempfile::tempdir().unwrap();
        let place = Place {
            knowledge: Folder::new(knowledge.path()),
            ledger: "/nowhere/data/ledger.sqlite".into(),
            key: "/nowhere/data/key".into(),
        };
        let new = BTreeMap::from([(LEDGER.to_owned(), Vec::new())]);
        let order: Vec<_> =
            targets(new, &place).unwrap().into_iter().map(|(path, target)| (path, target.bytes.is_some())).collect();
        let expected = [("-wal", false), ("-shm", false), ("", true)];
        let expected = expected
            .map(|(ending, there)| (Path::new(&format!("/nowhere/data/ledger.sqlite{ending}")).to_owned(), there));
        assert_eq!(order, expected);
    }
}
