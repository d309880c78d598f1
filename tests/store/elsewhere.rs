//! A ledger and another folder than the one that its history is of.

use super::processes::open;
use super::{author, change, commit, save, second};
use chaikhana::app::ledger::{Filter, Ledger, Plan, Sqlite};
use chaikhana::app::{Base, CommitError, Folder, Set};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

const A: &str = "countries/a.toml";

/// A place whose ledger has one revision of its folder.
async fn kept() -> TempDir {
    let place = tempfile::tempdir().unwrap();
    save(&place.path().join("knowledge").join(A), "1");
    let (set, ledger) = open(place.path()).await;
    commit(&set, Base::Whole(0), &[change(A, Some("1"), Some("2"))]).await.unwrap();
    ledger.close().await;
    place
}

async fn ledger_of(place: &Path) -> Arc<dyn Ledger> {
    Arc::new(Sqlite::open(&place.join("ledger.sqlite")).await.unwrap())
}

/// The ledger of a place refuses another folder, has the same history as before, and leaves the files alone.
async fn assert_refused(place: &Path, other: &Path, holds: &str) {
    let ledger = ledger_of(place).await;
    let error = Set::open(Folder::new(other), ledger.clone(), second(5)).await.unwrap_err();
    assert!(matches!(error, CommitError::OtherFolder { .. }), "{error}");
    assert!(error.to_string().contains("name another as `ledger.folder`"), "{error}");
    assert_eq!(ledger.history(&Filter::default(), 9).await.unwrap().len(), 1);
    assert_eq!(fs::read_to_string(other.join(A)).unwrap(), holds);
    ledger.close().await;
}

#[tokio::test]
async fn the_files_of_another_folder_are_no_changes_made_by_hand() {
    let place = kept().await;
    let other = place.path().join("other");
    save(&other.join(A), "something else");
    save(&other.join("topics/b.toml"), "b");
    assert_refused(place.path(), &other, "something else").await;
    // A scratch copy is another folder too, however much they are alike.
    save(&other.join(A), "2");
    fs::remove_dir_all(other.join("topics")).unwrap();
    assert_refused(place.path(), &other, "2").await;
    assert_eq!(open(place.path()).await.0.current().await.unwrap(), 1);
}

#[tokio::test]
async fn a_half_done_change_is_not_brought_to_its_end_in_another_folder() {
    let place = kept().await;
    let ledger = ledger_of(place.path()).await;
    let changes = vec![change(A, Some("2"), Some("3"))];
    let plan = Plan { base: 1, at: second(2), author: author(), why: String::new(), entries: Vec::new(), changes };
    ledger.intend(&plan).await.unwrap();
    let other = place.path().join("other");
    save(&other.join(A), "2");
    assert_refused(place.path(), &other, "2").await;
    drop(open(place.path()).await);
    assert_eq!(fs::read_to_string(place.path().join("knowledge").join(A)).unwrap(), "3");
}

#[tokio::test]
async fn a_folder_that_was_moved_takes_its_history_along_and_so_does_a_copy_of_both() {
    let place = kept().await;
    let moved = place.path().join("moved");
    fs::rename(place.path().join("knowledge"), &moved).unwrap();
    let ledger = ledger_of(place.path()).await;
    drop(Set::open(Folder::new(&moved), ledger.clone(), second(5)).await.unwrap());
    ledger.close().await;
    let copy = tempfile::tempdir().unwrap();
    fs::copy(place.path().join("ledger.sqlite"), copy.path().join("ledger.sqlite")).unwrap();
    save(&copy.path().join("knowledge").join(A), "2");
    let (set, _) = open(copy.path()).await;
    assert_eq!(set.current().await.unwrap(), 1, "nothing looks saved by hand");
}
