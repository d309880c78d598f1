//! A commit that goes wrong at every step there is: the files are then old or new, and history says which.

use super::faulty::{Fault, FaultyDisk, FaultyLedger, Weather};
use super::{A, B, C, World, change, commit, second};
use chaikhana::app::ledger::{Change, Filter, Print, Via};
use chaikhana::app::{Base, CommitError, Folder, Set};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

const OLD: &[(&str, &str)] = &[(A, "old a"), (C, "old c")];
const NEW: &[(&str, &str)] = &[(A, "new a"), (B, "new b")];
const BY_HAND: &str = "saved by hand";
/// A process that another test starts holds our lock for a moment, from its fork on.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

fn changes() -> [Change; 3] {
    [change(A, Some("old a"), Some("new a")), change(B, None, Some("new b")), change(C, Some("old c"), None)]
}

fn files(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// A set under some weather, over files that were looked at before.
pub(super) async fn open_under(world: &World, weather: &Arc<Weather>) -> Result<Set, CommitError> {
    drop(world.open().await);
    let disk = Arc::new(FaultyDisk(Arc::clone(weather)));
    let ledger = Arc::new(FaultyLedger(Arc::clone(weather), world.ledger.clone()));
    Set::on(disk, Folder::new(world.folder.path()), ledger, PATIENCE, second(0)).await
}

/// A commit under some weather; the weather's process is then gone.
async fn commit_under(world: &World, weather: &Arc<Weather>) -> Result<u64, CommitError> {
    let set = open_under(world, weather).await?;
    commit(&set, Base::Whole(0), &changes()).await
}

/// Lays beside every file what a process left there that ended before it noted its change.
fn leave_lying(world: &World) {
    for path in ["countries/.chaikhana-set-a.toml", "topics/.chaikhana-set-b.toml", "topics/.chaikhana-set-c.toml"] {
        world.save(path, "never noted");
    }
}

/// A commit under some weather, over what somebody left lying about; the weather's process is then gone.
async fn commit_over_remains(world: &World, weather: &Arc<Weather>) -> Result<u64, CommitError> {
    let set = open_under(world, weather).await?;
    leave_lying(world);
    commit(&set, Base::Whole(0), &changes()).await
}

/// Whether what the ledger knows of the files is what they hold.
pub(super) async fn assert_history_agrees(world: &World, set: &Set, said: &str) {
    let held: BTreeMap<_, _> =
        world.files().into_iter().map(|(path, text)| (path, Print::of(text.as_bytes()))).collect();
    assert_eq!(world.ledger.known().await.unwrap(), held, "{said}");
    assert!(world.ledger.intents().await.unwrap().is_empty(), "{said}");
    assert_eq!(set.observe(second(9)).await.unwrap(), None, "{said}");
}

/// Lets a fault happen at every step, until a commit takes fewer steps than that.
async fn every_step(fault: Fault) -> usize {
    for at in 0.. {
        let world = World::new();
        let weather = Arc::new(Weather::fault(at, fault.clone()));
        let done = commit_over_remains(&world, &weather).await;
        let said = format!("{fault:?} at step {at}: {done:?}");
        let set = world.open().await;
        let (found, current) = (world.files(), set.current().await.unwrap());
        if found == files(NEW) {
            assert!(current > 0, "{said}");
            assert!(
                matches!(fault, Fault::Stop) || matches!(done, Ok(_) | Err(CommitError::Unfinished { .. })),
                "{said}"
            );
        } else {
            assert_eq!(found, files(OLD), "{said}");
            assert!(done.is_err() && current == 0, "{said}");
        }
        assert_history_agrees(&world, &set, &said).await;
        if !weather.hit() {
            assert_eq!(done.unwrap(), current);
            return at;
        }
    }
    unreachable!()
}

#[tokio::test]
async fn one_failing_step_leaves_old_or_new() {
    assert!(every_step(Fault::Once).await > 30, "there are many steps");
}

#[tokio::test]
async fn a_change_that_failed_and_is_finished_later_is_news() {
    let mut finished = 0;
    for at in 0.. {
        let world = World::new();
        let weather = Arc::new(Weather::fault(at, Fault::Twice));
        let Ok(set) = open_under(&world, &weather).await else { continue };
        let done = commit(&set, Base::Whole(0), &changes()).await;
        let told = match (set.news(second(2)).await, set.news(second(2)).await) {
            (Ok(first), _) => first,
            (Err(_), Ok(again)) => again,
            (Err(_), Err(_)) => set.news(second(2)).await.unwrap(),
        };
        let told: Vec<u64> = told.iter().map(|line| line.number).collect();
        let current = world.ledger.current().await.unwrap();
        let expected = if done.is_err() && current > 0 { vec![current] } else { Vec::new() };
        assert_eq!(told, expected, "two steps from {at} on: {done:?}");
        finished += told.len();
        if !weather.hit() {
            break;
        }
    }
    assert!(finished > 0, "the ledger refuses twice what the files have already");
}

#[tokio::test]
async fn a_full_disk_leaves_old_or_new() {
    every_step(Fault::Full).await;
}

#[tokio::test]
async fn a_disk_that_becomes_read_only_leaves_old_or_new() {
    every_step(Fault::ReadOnly).await;
}

#[tokio::test]
async fn a_disk_that_does_not_sync_leaves_old_or_new() {
    every_step(Fault::Unsynced).await;
}

#[tokio::test]
async fn a_process_that_ends_leaves_old_or_new() {
    assert!(every_step(Fault::Stop).await > 30, "there are many steps");
}

#[tokio::test]
async fn a_full_disk_is_said_with_what_to_do_and_nothing_is_noted() {
    let world = World::new();
    let error = commit_under(&world, &Arc::new(Weather::fault(0, Fault::Full))).await.unwrap_err();
    assert!(matches!(error, CommitError::Disk { .. }), "{error}");
    assert!(error.to_string().ends_with("; make room on the disk, then try again"), "{error}");
    world.holds(OLD);
}

#[tokio::test]
async fn a_read_only_folder_is_said_with_what_to_do() {
    let world = World::new();
    let error = commit_under(&world, &Arc::new(Weather::fault(0, Fault::ReadOnly))).await.unwrap_err();
    assert!(error.to_string().ends_with("; let this user write in the knowledge folder, then try again"), "{error}");
    world.holds(OLD);
}

/// What an editor saves before some step is there afterwards, whatever became of the commit.
async fn assert_saved(world: &World, path: &str, done: &Result<u64, CommitError>, said: &str) {
    let set = world.open().await;
    let mut found = world.files();
    assert_eq!(found.remove(path).as_deref(), Some(BY_HAND), "{said}: {done:?}");
    // The other files are all old or all new.
    let others = |state: &[(&str, &str)]| files(state).into_iter().filter(|(file, _)| file != path).collect();
    let (old, new): (BTreeMap<_, _>, BTreeMap<_, _>) = (others(OLD), others(NEW));
    assert!(found == old || found == new, "{said}: {done:?}: {found:?}");
    assert!(done.is_err() || found == new, "{said}: an acknowledged change is lost: {found:?}");
    let history = set.history(&Filter::default(), 9).await.unwrap();
    let committed = history.iter().any(|line| line.author.via == Via::Terminal);
    assert_eq!(committed, found == new, "{said}: {done:?}: {history:?}");
    assert_history_agrees(world, &set, said).await;
}

#[tokio::test]
async fn what_an_editor_saves_at_any_step_is_not_lost() {
    for path in [A, B, C] {
        for at in 0.. {
            let world = World::new();
            let weather = Arc::new(Weather::editor(at, world.path(path), BY_HAND));
            let done = commit_under(&world, &weather).await;
            if !weather.hit() {
                break;
            }
            assert_saved(&world, path, &done, &format!("{path} saved at step {at}")).await;
        }
    }
}

#[tokio::test]
async fn what_an_editor_saves_is_not_lost_when_the_process_ends_soon_after() {
    for path in [A, B, C] {
        for at in 0.. {
            let world = World::new();
            let weather = Arc::new(Weather::editor(at, world.path(path), BY_HAND));
            let _ = commit_under(&world, &weather).await;
            if !weather.hit() {
                break;
            }
            for stop in at + 1..=weather.steps() {
                let world = World::new();
                let weather = Arc::new(Weather::editor(at, world.path(path), BY_HAND).and_stop(stop));
                let done = commit_under(&world, &weather).await;
                assert_saved(&world, path, &done, &format!("{path} saved at step {at}, ended at {stop}")).await;
            }
        }
    }
}
