//! What is half recorded or half synced when a process ends, or when disk or ledger fail.

use super::faults::{PATIENCE, assert_history_agrees, open_under};
use super::faulty::{Fault, FaultyDisk, Weather};
use super::set::plan;
use super::{A, B, C, World, change, second};
use chaikhana::app::{CommitError, Folder, Set};
use std::fs;
use std::sync::Arc;

/// Two files are saved by hand; while they are recorded something goes wrong, and then the first is saved once more.
async fn saved_again(at: usize, fault: Fault, later: &str) -> Option<bool> {
    let world = World::new();
    let weather = Arc::new(Weather::fault(at, fault.clone()));
    let set = open_under(&world, &weather).await.ok()?;
    world.save(A, "by hand");
    world.save(C, "by hand");
    let recorded = set.observe(second(2)).await;
    world.save(A, later);
    let said = format!("{fault:?} at step {at}, then {later:?}: {recorded:?}");
    let set = world.open().await;
    assert_eq!(fs::read_to_string(world.path(A)).unwrap(), later, "{said}");
    assert_eq!(fs::read_to_string(world.path(C)).unwrap(), "by hand", "{said}");
    assert_history_agrees(&world, &set, &said).await;
    Some(weather.hit())
}

#[tokio::test]
async fn what_was_saved_by_hand_stays_as_it_lies_there_when_its_record_is_left_half_done() {
    for fault in [Fault::Once, Fault::Stop] {
        for later in ["by hand again", "old a"] {
            let mut tried = 0;
            for at in 0.. {
                match saved_again(at, fault.clone(), later).await {
                    Some(true) => tried += 1,
                    Some(false) => break,
                    // It went wrong before anything was saved.
                    None => {}
                }
            }
            assert!(tried > 5, "there are some steps");
        }
    }
}

#[tokio::test]
async fn a_half_done_change_counts_as_done_once_it_is_synced() {
    let world = World::new();
    drop(world.open().await);
    let changes =
        [change(A, Some("old a"), Some("new a")), change(B, None, Some("new b")), change(C, Some("old c"), None)];
    world.ledger.intend(&plan(&changes)).await.unwrap();
    // Its process ended behind the last exchange.
    world.save(A, "new a");
    world.save(B, "new b");
    fs::remove_file(world.path(C)).unwrap();
    let weather = Arc::new(Weather::fault(0, Fault::Unsynced));
    let (disk, folder) = (Arc::new(FaultyDisk(weather)), Folder::new(world.folder.path()));
    let opened = Set::on(disk, folder, world.ledger.clone(), PATIENCE, second(0)).await;
    assert!(matches!(opened, Err(CommitError::Disk { .. })), "{opened:?}");
    assert_eq!(world.ledger.current().await.unwrap(), 0);
    let set = world.open().await;
    world.holds(&[(A, "new a"), (B, "new b")]);
    assert_history_agrees(&world, &set, "synced").await;
}
