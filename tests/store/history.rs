//! The history in its file: how much a change takes there, and that every state comes back byte for byte.

use super::{A, B, World, change, commit, second};
use chaikhana::app::ledger::{Ledger, Plan, Revisions, Sqlite};
use chaikhana::app::{Base, Folder, Set};
use std::path::Path;
use std::sync::Arc;

/// What a change of a line may take of the disk, in bytes.
const A_CHANGE: u64 = 8_192;

/// A file of two hundred kilobytes with one line that says which state it is.
fn text(state: usize) -> String {
    let line = |at: usize| {
        if at == 2_000 { format!("# state {state}\n") } else { format!("# line {at}, as ever and ever, unchanged\n") }
    };
    (0..5_000).map(line).collect()
}

async fn open(world: &World, folder: &Path) -> (Set, Arc<Sqlite>) {
    let ledger = Arc::new(Sqlite::open(&folder.join("ledger.sqlite")).await.unwrap());
    (Set::open(Folder::new(world.folder.path()), ledger.clone(), second(0)).await.unwrap(), ledger)
}

async fn commit_states(set: &Set, path: &str, states: &[usize]) {
    for pair in states.windows(2) {
        let (before, after) = (text(pair[0]), text(pair[1]));
        let base = Base::Whole(set.current().await.unwrap());
        commit(set, base, &[change(path, Some(&before), Some(&after))]).await.unwrap();
    }
}

/// Every revision of a file leads from each of these states to the next.
async fn assert_states(set: &Set, path: &str, first: u64, states: &[usize]) {
    for (number, pair) in (first..).zip(states.windows(2)) {
        let plan = set.revision(number).await.unwrap().unwrap().plan;
        assert!(plan.changes == [change(path, Some(&text(pair[0])), Some(&text(pair[1])))], "revision {number}");
    }
}

#[tokio::test]
async fn a_change_of_a_line_takes_little_room_and_every_state_comes_back() {
    let (world, folder) = (World::new(), tempfile::tempdir().unwrap());
    world.save(A, &text(0));
    let states: Vec<usize> = (0..=60).collect();
    let size = || std::fs::metadata(folder.path().join("ledger.sqlite")).unwrap().len();
    let (set, ledger) = open(&world, folder.path()).await;
    commit_states(&set, A, &states[..11]).await;
    ledger.close().await;
    drop(set);
    let before = size();
    let (set, ledger) = open(&world, folder.path()).await;
    commit_states(&set, A, &states[10..]).await;
    assert_states(&set, A, 1, &states).await;
    ledger.close().await;
    let each = (size() - before) / 50;
    assert!(each < A_CHANGE, "{each} bytes a change");
}

#[tokio::test]
async fn states_that_come_again_and_stand_in_two_files_come_back() {
    let (world, folder) = (World::new(), tempfile::tempdir().unwrap());
    world.save(A, &text(0));
    world.save(B, &text(0));
    let (set, ledger) = open(&world, folder.path()).await;
    // Back and forth, as undo does.
    let one = [0, 1, 0, 2, 1, 0, 3];
    commit_states(&set, A, &one).await;
    let plan = Plan {
        changes: vec![change(A, Some(&text(3)), Some(&text(9)))],
        ..set.revision(1).await.unwrap().unwrap().plan
    };
    let intent = ledger.intend(&plan).await.unwrap();
    assert!(ledger.abandon(intent).await.unwrap());
    let other = [0, 3, 1];
    commit_states(&set, B, &other).await;
    assert_states(&set, A, 1, &one).await;
    assert_states(&set, B, 8, &other).await;
    assert_eq!(ledger.known_bytes(A).await.unwrap(), Some(text(3).into_bytes()));
    assert_eq!(ledger.known_bytes(B).await.unwrap(), Some(text(1).into_bytes()));
    assert_eq!(world.files()[A], text(3));
}
