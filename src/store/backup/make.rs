//! Making a backup.

use super::restore::{present, read};
use super::{BackupError, KEY, KNOWLEDGE, LEDGER, LIST, List, disk, written};
use crate::store::disk::{create_private, make_private, private_folder, replace};
use crate::store::ledger::{Ledger, Print};
use crate::store::set::Set;
use jiff::Timestamp;
use std::path::Path;
use std::{fs, io};

/// Copies the files of a set, the ledger and the key into a new folder, all of one moment: changes wait meanwhile.
/// Where it is not whole, there is no such folder; where the last step fails, it is whole and may not outlive a power
/// cut. The folder is its owner's only, as the ledger is.
///
/// A ledger that is kept in no file is left out, and so is a key that is not there.
///
/// # Errors
/// [`BackupError`].
pub async fn backup(set: &Set, ledger: &dyn Ledger, key: &Path, to: &Path, at: Timestamp) -> Result<(), BackupError> {
    if to.symlink_metadata().is_ok() {
        return Err(BackupError::Exists { path: to.to_owned() });
    }
    let above = to.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(above).map_err(disk(above))?;
    // Private, and gone again unless it becomes the backup.
    let part = private_folder(above).map_err(disk(above))?;
    let held = set.hold(at).await?;
    let mut list = List::new();
    copy_knowledge(set, part.path(), &mut list)?;
    let copied = ledger.copy_to(&part.path().join(LEDGER)).await?;
    drop(held);
    if copied {
        let file = part.path().join(LEDGER);
        make_private(&file).map_err(disk(&file))?;
        list.insert(LEDGER.to_owned(), Print::of(&fs::read(&file).map_err(disk(&file))?));
        fs::File::open(&file).and_then(|file| file.sync_all()).map_err(disk(&file))?;
    }
    if let Some(bytes) = present(key)? {
        create_private(&part.path().join(KEY), &bytes).map_err(disk(key))?;
        list.insert(KEY.to_owned(), Print::of(&bytes));
    }
    let file = part.path().join(LIST);
    replace(&file, written(&list).as_bytes()).map_err(disk(&file))?;
    // A backup that was never read is none.
    read(part.path())?;
    sync_folders(part.path()).map_err(disk(part.path()))?;
    fs::rename(part.path(), to).map_err(disk(to))?;
    fs::File::open(above).and_then(|above| above.sync_all()).map_err(disk(above))
}

fn copy_knowledge(set: &Set, to: &Path, list: &mut List) -> Result<(), BackupError> {
    for path in set.folder().paths()? {
        let from = set.folder().file(&path);
        let bytes = fs::read(&from).map_err(disk(&from))?;
        let path = format!("{KNOWLEDGE}/{path}");
        let copy = to.join(&path);
        replace(&copy, &bytes).map_err(disk(&copy))?;
        list.insert(path, Print::of(&bytes));
    }
    Ok(())
}

/// Makes the names in a folder outlive a power cut, those in the folders below it too.
fn sync_folders(folder: &Path) -> io::Result<()> {
    for inside in fs::read_dir(folder)? {
        let inside = inside?;
        if inside.file_type()?.is_dir() {
            sync_folders(&inside.path())?;
        }
    }
    fs::File::open(folder)?.sync_all()
}
