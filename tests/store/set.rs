//! Committing, refusing, observing and taking back, on a disk that does what it should.

use super::{A, B, C, World, author, change, commit, save, second};
use chaikhana::app::ledger::{Filter, Plan, Via};
use chaikhana::app::{Base, CommitError, Folder, Set};
use chaikhana::store::disk::{Disk, Real};
use std::fs;
use std::sync::Arc;
use std::time::Duration;

const OLD: &[(&str, &str)] = &[(A, "old a"), (C, "old c")];

#[tokio::test]
async fn a_commit_changes_makes_and_deletes_files_and_is_history() {
    let world = World::new();
    let set = world.open().await;
    assert_eq!(set.current().await.unwrap(), 0, "what is found at first is no revision");
    let changes = [
        change(C, Some("old c"), None),
        change(A, Some("old a"), Some("new a")),
        change("profiles/x.toml", Some("same"), Some("same")),
        change(B, None, Some("new b")),
    ];
    let number = commit(&set, Base::Whole(0), &changes).await.unwrap();
    world.holds(&[(A, "new a"), (B, "new b")]);
    assert_eq!(set.current().await.unwrap(), number);
    let revision = set.revision(number).await.unwrap().unwrap();
    assert_eq!((revision.plan.author, revision.plan.why.as_str()), (author(), "a test"));
    let recorded =
        [change(A, Some("old a"), Some("new a")), change(B, None, Some("new b")), change(C, Some("old c"), None)];
    assert_eq!(revision.plan.changes, recorded, "by path, without what stays");
    assert_eq!(set.observe(second(2)).await.unwrap(), None, "our own writes are no change by hand");
}

#[tokio::test]
async fn a_revision_is_undone_by_committing_what_was_before() {
    let world = World::new();
    let set = world.open().await;
    let changes = [change(A, Some("old a"), Some("new a")), change(B, None, Some("b")), change(C, Some("old c"), None)];
    let number = commit(&set, Base::Whole(0), &changes).await.unwrap();
    let revision = set.revision(number).await.unwrap().unwrap();
    let back: Vec<_> = revision
        .plan
        .changes
        .into_iter()
        .map(|mut change| {
            std::mem::swap(&mut change.before, &mut change.after);
            change
        })
        .collect();
    commit(&set, Base::Whole(number), &back).await.unwrap();
    world.holds(OLD);
}

#[tokio::test]
async fn the_history_of_an_entry_finds_changes_by_hand_too() {
    let world = World::new();
    let set = world.open().await;
    let entry = "[[entry]]\nid = 'one'\nanswer = 'a'\n";
    let number = commit(&set, Base::Whole(0), &[change(B, None, Some(entry))]).await.unwrap();
    commit(&set, Base::Whole(number), &[change(A, Some("old a"), Some("new a"))]).await.unwrap();
    world.save(B, &entry.replace("'a'", "'b'"));
    let by_hand = set.observe(second(3)).await.unwrap().unwrap();
    let filter = Filter { entry: chaikhana::knowledge::EntryId::parse("one").ok(), ..Filter::default() };
    let lines = set.history(&filter, 9).await.unwrap();
    assert_eq!(lines.iter().map(|line| line.number).collect::<Vec<_>>(), [by_hand, number]);
}

#[tokio::test]
async fn a_file_that_somebody_else_changed_is_not_overwritten() {
    let world = World::new();
    let set = world.open().await;
    world.save(C, "by hand");
    let changes = [change(A, Some("old a"), Some("new a")), change(C, Some("old c"), Some("new c"))];
    for base in [Base::Whole(0), Base::Files(0)] {
        let error = commit(&set, base, &changes).await.unwrap_err();
        assert!(
            matches!(&error, CommitError::Changed { path, found } if path == C && found.as_deref() == Some(b"by hand")),
            "{error}"
        );
        assert_eq!(error.to_string(), "`topics/c.toml` was changed meanwhile; compare both, then publish again");
    }
    world.holds(&[(A, "old a"), (C, "by hand")]);
    assert_eq!(set.current().await.unwrap(), 1, "what was saved by hand is recorded");
    fs::remove_file(world.path(C)).unwrap();
    let error = commit(&set, Base::Files(1), &changes).await.unwrap_err();
    assert!(matches!(error, CommitError::Changed { found: None, .. }), "{error}");
}

#[tokio::test]
async fn a_stale_base_is_refused_unless_only_the_files_of_the_change_matter() {
    let world = World::new();
    let set = world.open().await;
    let first = commit(&set, Base::Whole(0), &[change(A, Some("old a"), Some("new a"))]).await.unwrap();
    let other = [change(C, Some("old c"), Some("new c"))];
    let error = commit(&set, Base::Whole(0), &other).await.unwrap_err();
    assert!(matches!(error, CommitError::Stale { base: 0, current } if current == first), "{error}");
    world.holds(&[(A, "new a"), (C, "old c")]);
    commit(&set, Base::Files(0), &other).await.unwrap();
    let again = [change(A, Some("new a"), Some("newer a"))];
    let error = commit(&set, Base::Files(99), &again).await.unwrap_err();
    assert!(matches!(error, CommitError::Stale { .. }), "a revision that never was: {error}");
}

#[tokio::test]
async fn what_is_no_knowledge_file_is_refused() {
    let world = World::new();
    let set = world.open().await;
    for path in [
        "../a.toml",
        "/etc/passwd",
        "topics/../../a.toml",
        "topics/.a.toml",
        "notes.txt",
        "topics/a/b.toml",
        "topics/a\\b.toml",
        "",
    ] {
        let error = commit(&set, Base::Whole(0), &[change(path, None, Some("x"))]).await.unwrap_err();
        assert!(matches!(error, CommitError::Path { .. }), "{path}: {error}");
    }
    let twice = [change(A, Some("old a"), Some("1")), change(A, Some("old a"), Some("2"))];
    assert!(matches!(commit(&set, Base::Whole(0), &twice).await, Err(CommitError::Path { .. })));
    let large = change(B, None, Some(&"x".repeat(4 * 1024 * 1024 + 1)));
    assert!(matches!(commit(&set, Base::Whole(0), &[large]).await, Err(CommitError::TooLarge { .. })));
    assert!(matches!(
        commit(&set, Base::Whole(0), &[change(A, Some("x"), Some("x"))]).await,
        Err(CommitError::Nothing)
    ));
    world.holds(OLD);
}

#[tokio::test]
async fn what_was_changed_by_hand_meanwhile_is_recorded_at_the_start() {
    let world = World::new();
    drop(world.open().await);
    world.save(A, "by hand");
    world.save(B, "made by hand");
    fs::remove_file(world.path(C)).unwrap();
    let set = world.open().await;
    let revision = set.revision(set.current().await.unwrap()).await.unwrap().unwrap();
    assert_eq!(revision.plan.author.via, Via::Editor);
    let changes = [
        change(A, Some("old a"), Some("by hand")),
        change(B, None, Some("made by hand")),
        change(C, Some("old c"), None),
    ];
    assert_eq!(revision.plan.changes, changes);
    assert_eq!(set.observe(second(9)).await.unwrap(), None, "once");
}

#[tokio::test]
async fn a_clock_that_jumps_back_does_not_disturb_the_order() {
    let world = World::new();
    let set = world.open().await;
    let mut numbers = Vec::new();
    for (at, before, after) in [(100, "old a", "1"), (-100_000, "1", "2"), (50, "2", "3")] {
        let base = Base::Whole(set.current().await.unwrap());
        let changes = [change(A, Some(before), Some(after))];
        numbers.push(set.commit(base, &changes, &author(), "", second(at)).await.unwrap());
    }
    assert!(numbers.is_sorted());
    let newest_first: Vec<_> =
        set.history(&Filter::default(), 9).await.unwrap().iter().map(|line| line.number).collect();
    assert_eq!(newest_first, numbers.iter().rev().copied().collect::<Vec<_>>());
    drop(set);
    assert_eq!(world.open().await.current().await.unwrap(), numbers[2]);
    world.holds(&[(A, "3"), (C, "old c")]);
}

#[cfg(unix)]
#[tokio::test]
async fn links_stay_links_and_modes_stay_as_they_are() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let world = World::new();
    let elsewhere = tempfile::tempdir().unwrap();
    let target = elsewhere.path().join("linked.toml");
    save(&target, "old linked");
    symlink(&target, world.path(B)).unwrap();
    fs::set_permissions(world.path(A), fs::Permissions::from_mode(0o640)).unwrap();
    let set = world.open().await;
    let changes = [change(A, Some("old a"), Some("new a")), change(B, Some("old linked"), Some("new linked"))];
    commit(&set, Base::Whole(0), &changes).await.unwrap();
    assert!(fs::symlink_metadata(world.path(B)).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&target).unwrap(), "new linked");
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 1, "nothing stays beside it");
    assert_eq!(fs::metadata(world.path(A)).unwrap().permissions().mode() & 0o777, 0o640);
    save(&elsewhere.path().join(".chaikhana-set-linked.toml"), "stale");
    drop(world.open().await);
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 1, "what lies where a link leads is swept too");
}

#[tokio::test]
async fn what_a_process_left_lying_about_is_swept_and_nothing_else() {
    let world = World::new();
    world.save("topics/.chaikhana-new-b.toml", "torn");
    world.save(".chaikhana-set-lexicon.toml", "whole");
    world.save("topics/.c.toml.swp", "an editor's");
    world.open().await;
    world.holds(&[(A, "old a"), (C, "old c"), ("topics/.c.toml.swp", "an editor's")]);
}

#[tokio::test]
async fn a_folder_that_somebody_else_holds_is_waited_for_and_then_given_up() {
    let world = World::new();
    let folder = Folder::new(world.folder.path());
    let patience = Duration::from_millis(100);
    let set = Set::on(Arc::new(Real), folder, world.ledger.clone(), patience, second(0)).await.unwrap();
    let held = Real.lock(&world.path(".chaikhana-lock")).unwrap();
    let changes = [change(A, Some("old a"), Some("new a"))];
    let error = commit(&set, Base::Whole(0), &changes).await.unwrap_err();
    assert!(matches!(error, CommitError::Locked { .. }), "{error}");
    world.holds(OLD);
    drop(held);
    commit(&set, Base::Whole(0), &changes).await.unwrap();
}

#[tokio::test]
async fn a_change_goes_on_when_nobody_waits_for_it() {
    let world = World::new();
    let set = world.open().await;
    let changes = [change(A, Some("old a"), Some("new a"))];
    // Begun and dropped at once.
    let begun = tokio::time::timeout(Duration::ZERO, commit(&set, Base::Whole(0), &changes)).await;
    while begun.is_err() && set.current().await.unwrap() == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    world.holds(&[(A, "new a"), (C, "old c")]);
}

pub(super) fn plan(changes: &[chaikhana::app::ledger::Change]) -> Plan {
    Plan {
        base: 0,
        at: second(1),
        author: author(),
        why: String::new(),
        entries: Vec::new(),
        changes: changes.to_vec(),
    }
}

#[tokio::test]
async fn a_change_that_is_half_done_is_finished_where_all_files_are_old_or_new() {
    let world = World::new();
    drop(world.open().await);
    let changes =
        [change(A, Some("old a"), Some("new a")), change(B, None, Some("new b")), change(C, Some("old c"), None)];
    let number = world.ledger.intend(&plan(&changes)).await.unwrap();
    world.save(B, "new b");
    let set = world.open().await;
    world.holds(&[(A, "new a"), (B, "new b")]);
    assert_eq!(set.current().await.unwrap(), number);
}

#[tokio::test]
async fn a_change_that_is_half_done_is_taken_back_where_a_file_was_saved_meanwhile() {
    let world = World::new();
    drop(world.open().await);
    let changes =
        [change(A, Some("old a"), Some("new a")), change(B, None, Some("new b")), change(C, Some("old c"), None)];
    world.ledger.intend(&plan(&changes)).await.unwrap();
    world.save(A, "by hand");
    world.save(B, "new b");
    let set = world.open().await;
    world.holds(&[(A, "by hand"), (C, "old c")]);
    let lines = set.history(&Filter::default(), 9).await.unwrap();
    assert_eq!(
        lines.iter().map(|line| (line.author.via, line.paths.join(" "))).collect::<Vec<_>>(),
        [(Via::Editor, A.to_owned())]
    );
}
