//! Real disks in a bad state; `tests/disks.sh` mounts them and runs this.

use super::{A, B, author, change, save, second};
use chaikhana::app::ledger::{Filter, LedgerError, Memory, Print, Revisions, Sqlite};
use chaikhana::app::{Base, CommitError, Folder, Set};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn disk(name: &str) -> PathBuf {
    std::env::var_os(name).unwrap().into()
}

/// Larger with every round, so that a small disk is full soon.
fn text(round: usize) -> String {
    format!("# round {round}\n").repeat(1000 * round)
}

/// Commits until the disk is full; gives the error and how many are in.
async fn fill(set: &Set) -> (CommitError, usize) {
    let mut before = ["a".to_owned(), "b".to_owned()];
    for round in 1.. {
        let after = text(round);
        let changes = [change(A, Some(&before[0]), Some(&after)), change(B, Some(&before[1]), Some(&after))];
        let base = Base::Whole(set.current().await.unwrap());
        match set.commit(base, &changes, &author(), "", second(1)).await {
            Ok(_) => before = [after.clone(), after],
            Err(error) => return (error, round - 1),
        }
    }
    unreachable!()
}

async fn assert_full_is_survived(knowledge: &Path, ledger: &Path) {
    save(&knowledge.join("knowledge").join(A), "a");
    save(&knowledge.join("knowledge").join(B), "b");
    let (at, kept) = (tempfile::tempdir_in(ledger).unwrap(), knowledge.join("knowledge"));
    let ledger = Arc::new(Sqlite::open(&at.path().join("ledger.sqlite")).await.unwrap());
    let set = Set::open(Folder::new(&kept), ledger.clone(), second(0)).await.unwrap();
    let (error, round) = fill(&set).await;
    let full = matches!(&error, CommitError::Ledger(LedgerError::Full { .. }))
        || error.to_string().ends_with("make room on the disk, then try again");
    assert!(full && round > 2, "after {round} rounds: {error}");
    let held = |path: &str| fs::read_to_string(kept.join(path)).unwrap();
    assert_eq!((held(A), held(B)), (text(round), text(round)), "the last acknowledged change stands");
    let known = ledger.known().await.unwrap();
    assert_eq!(known.get(A), Some(&Print::of(text(round).as_bytes())));
    assert_eq!(set.history(&Filter::default(), 999).await.unwrap().len(), round);
}

#[tokio::test]
#[ignore = "needs a small disk, see tests/disks.sh"]
async fn a_full_disk_under_the_knowledge_loses_nothing() {
    let (small, large) =
        (tempfile::tempdir_in(disk("CHAIKHANA_TEST_SMALL_DISK")).unwrap(), tempfile::tempdir().unwrap());
    assert_full_is_survived(small.path(), large.path()).await;
}

#[tokio::test]
#[ignore = "needs a small disk, see tests/disks.sh"]
async fn a_full_disk_under_the_ledger_loses_nothing() {
    let (small, large) =
        (tempfile::tempdir_in(disk("CHAIKHANA_TEST_SMALL_DISK")).unwrap(), tempfile::tempdir().unwrap());
    assert_full_is_survived(large.path(), small.path()).await;
}

#[tokio::test]
#[ignore = "needs a read-only disk with knowledge in it, see tests/disks.sh"]
async fn a_read_only_disk_is_said_with_what_to_do() {
    let folder = Folder::new(disk("CHAIKHANA_TEST_READ_ONLY_DISK"));
    let error = Set::open(folder, Arc::new(Memory::new()), second(0)).await.unwrap_err();
    assert!(error.to_string().ends_with("; let this user write in the knowledge folder, then try again"), "{error}");
}
