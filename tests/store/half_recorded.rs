//! What is half recorded when a process ends, or when disk or ledger fail.

use super::faults::{assert_history_agrees, open_under};
use super::faulty::{Fault, Weather};
use super::{A, C, World, second};
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
