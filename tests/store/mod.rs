//! The versioned set of knowledge files: what it does, what it survives, and who may write at once.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

#[cfg(feature = "ledger")]
mod backup;
#[cfg(feature = "ledger")]
mod disks;
#[cfg(feature = "ledger")]
mod elsewhere;
mod faults;
mod faulty;
mod half_recorded;
#[cfg(feature = "ledger")]
mod history;
#[cfg(feature = "ledger")]
mod killed;
#[cfg(feature = "ledger")]
mod processes;
mod set;
mod watch;

use chaikhana::app::ledger::{Author, Change, Ledger, Memory, Via};
use chaikhana::app::{Base, CommitError, Folder, Set};
use chaikhana::store::disk::{Disk, Real};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

/// A folder with three small files, and a ledger of its own.
struct World {
    folder: TempDir,
    ledger: Arc<dyn Ledger>,
}

const A: &str = "countries/a.toml";
const B: &str = "topics/b.toml";
const C: &str = "topics/c.toml";

impl World {
    fn new() -> Self {
        let world = Self { folder: tempfile::tempdir().unwrap(), ledger: Arc::new(Memory::new()) };
        world.save(A, "old a");
        world.save(C, "old c");
        world
    }

    async fn open(&self) -> Set {
        Set::open(Folder::new(self.folder.path()), self.ledger.clone(), second(0)).await.unwrap()
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Saves a file by hand.
    fn save(&self, path: &str, text: &str) {
        save(&self.path(path), text);
    }

    /// Every file of ours that lies in the folder, by path; the locks are none.
    fn files(&self) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        for folder in ["", "countries/", "topics/"] {
            for entry in fs::read_dir(self.path(folder)).into_iter().flatten().flatten() {
                let path = format!("{folder}{}", entry.file_name().to_string_lossy());
                if entry.path().is_file() && ![".chaikhana-lock", ".chaikhana-open"].contains(&path.as_str()) {
                    found.insert(path, fs::read_to_string(entry.path()).unwrap());
                }
            }
        }
        found
    }

    #[track_caller]
    fn holds(&self, files: &[(&str, &str)]) {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        assert_eq!(self.files(), files);
    }
}

/// Saves a file as an editor does: beside it first. Nothing is synced, which would take most of the tests' time.
fn save(path: &Path, text: &str) {
    let beside = path.with_extension("beside");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    Real.write(&beside, text.as_bytes(), path).unwrap();
    Real.rename(&beside, path).unwrap();
}

fn second(second: i64) -> Timestamp {
    Timestamp::from_second(1_780_000_000 + second).unwrap()
}

fn author() -> Author {
    Author { name: "Aigul".to_owned(), pseudonym: None, via: Via::Terminal }
}

fn change(path: &str, before: Option<&str>, after: Option<&str>) -> Change {
    let bytes = |text: Option<&str>| text.map(|text| text.as_bytes().to_vec());
    Change { path: path.to_owned(), before: bytes(before), after: bytes(after) }
}

async fn commit(set: &Set, base: Base, changes: &[Change]) -> Result<u64, CommitError> {
    set.commit(base, changes, &author(), "a test", second(1)).await
}
