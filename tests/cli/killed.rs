//! The binary killed at random moments of an edit, and on disks that refuse: what it acknowledged is there, whole, and
//! history agrees with the files.
//!
//! `cargo test --test all killed_at -- --ignored --nocapture` does it for a thousand edits.

#![expect(clippy::print_stdout, reason = "what was counted is what is looked at")]

use super::{Place, Said};
use std::process::Command;
use std::time::{Duration, Instant};

const FILE: &str = "knowledge/topics/loans.toml";
const ENTRY: &str = "kestovia-harbour-loan";
/// What the binary says of an edit that is in.
const IN: &str = "published as revision ";

/// What history says of an edit.
fn why(edit: usize) -> String {
    format!("edit number {edit}")
}

/// The entry with a comment above it, so that each edit takes the place of the one before.
pub(super) fn text_below(comment: &str) -> String {
    let files = crate::small::files();
    let loans = files.iter().find(|file| file.path == "topics/loans.toml").expect("the file is there");
    let entry = loans.text.split("\n\n[[entry]]").find(|entry| entry.contains(ENTRY)).expect("the entry is there");
    format!("# {comment}\n[[entry]]{entry}\n")
}

/// An edit, ready to be made: what is typed.
fn args(place: &Place, edit: usize) -> [String; 8] {
    place.write("typed.toml", &text_below(&why(edit)));
    ["knowledge", "edit", ENTRY, "--from", "typed.toml", "--yes", "--why", &why(edit)].map(str::to_owned)
}

fn run(place: &Place, edit: usize) -> Said {
    place.run(&args(place, edit).each_ref().map(String::as_str))
}

/// Lets the binary make an edit, and kills it after a while; whether it said that the edit is in.
fn killed_after(place: &Place, edit: usize, life: Duration) -> bool {
    let mut child = place.spawn(&args(place, edit).each_ref().map(String::as_str));
    std::thread::sleep(life);
    child.kill().expect("it can be killed");
    let output = child.wait_with_output().expect("it ends");
    String::from_utf8_lossy(&output.stdout).contains(IN)
}

fn killed_at_random_moments(edits: usize) {
    let place = Place::new();
    place.begin();
    let begun = Instant::now();
    run(&place, 0).done();
    // As long as an edit takes, and a little more: some are to come through.
    let mut whole = begun.elapsed().mul_f64(1.3);
    let mut random: u64 = std::process::id().into();
    let mut acknowledged = vec![0];
    for edit in 1..=edits {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let share = f64::from(u32::try_from(random >> 32).unwrap_or(0)) / f64::from(u32::MAX);
        let is_in = killed_after(&place, edit, whole.mul_f64(share));
        // Other work makes the machine slower and faster: a quarter of all is to come through.
        whole = whole.mul_f64(if is_in { 0.97 } else { 1.01 });
        acknowledged.extend(is_in.then_some(edit));
    }
    assert_agrees(&place, &acknowledged);
    println!("{edits} edits, {} acknowledged, all there", acknowledged.len());
}

/// Files, history and what was acknowledged say the same.
#[track_caller]
fn assert_agrees(place: &Place, acknowledged: &[usize]) {
    // Whatever was half done is brought to an end by the next start.
    place.begin();
    let said = place.run(&["knowledge", "history", "--limit", "100000"]);
    assert_eq!(said.code, 0, "{said:?}");
    place.run(&["check"]).done();
    let whys: Vec<&str> = said.out.lines().filter_map(|line| line.strip_prefix("  - edited: edit number ")).collect();
    for edit in acknowledged {
        assert!(whys.contains(&edit.to_string().as_str()), "edit {edit} was acknowledged and is lost");
    }
    let last: usize = whys.first().and_then(|why| why.parse().ok()).expect("there is a last edit");
    assert!(
        place.read(FILE).contains(&text_below(&why(last))),
        "the file holds the last edit of history, {last}, whole"
    );
    assert!(!said.out.contains("saved by hand"), "nothing that nobody wrote:\n{}", said.out);
    let left = super::names(&place.path("knowledge/topics"));
    assert!(left.iter().all(|name| !name.starts_with('.')), "nothing is left lying about: {left:?}");
}

#[test]
fn edits_killed_at_random_moments_are_in_or_never_were() {
    killed_at_random_moments(12);
}

#[test]
#[ignore = "takes minutes; see the top of the file"]
fn a_thousand_edits_killed_at_random_moments_are_in_or_never_were() {
    killed_at_random_moments(1_000);
}

/// A small disk of its own under the knowledge, gone at the end; none where this machine does not let us.
struct SmallDisk<'p>(&'p Place);

impl<'p> SmallDisk<'p> {
    fn under(place: &'p Place, size: &str) -> Option<Self> {
        let folder = place.path("knowledge");
        let aside = place.path("aside");
        std::fs::rename(&folder, &aside).expect("the folder can be moved");
        std::fs::create_dir(&folder).expect("a folder can be made");
        let mounted = mount(&["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"], &folder);
        let copied = Command::new("cp").arg("-r").arg(aside.join(".")).arg(&folder).status();
        assert!(copied.is_ok_and(|status| status.success()), "the files can be copied");
        if !mounted {
            println!("skipped: no disk can be mounted here");
        }
        mounted.then_some(Self(place))
    }

    fn remount(&self, how: &str) {
        assert!(mount(&["-o", &format!("remount,{how}")], &self.0.path("knowledge")), "{how}");
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path("knowledge")).status();
    }
}

fn mount(args: &[&str], folder: &std::path::Path) -> bool {
    let mounted = Command::new("mount").args(args).arg(folder).stderr(std::process::Stdio::null()).status();
    mounted.is_ok_and(|status| status.success())
}

/// An edit that the disk refuses: it is said, the file is as it was, and the same edit is in once there is a remedy.
#[track_caller]
fn refused_by_the_disk(place: &Place, remedy: &str, mend: impl FnOnce()) {
    let before = place.read(FILE);
    let said = run(place, 0);
    assert_eq!(said.code, 3, "{said:?}");
    assert!(said.err.contains("cannot be read or written") && said.err.contains(remedy), "{said:?}");
    assert_eq!(place.read(FILE), before);
    mend();
    run(place, 0).done();
    assert_agrees(place, &[0]);
}

#[test]
fn a_full_disk_refuses_an_edit_and_loses_nothing() {
    let place = Place::new();
    let Some(_disk) = SmallDisk::under(&place, "512k") else { return };
    place.begin();
    let full = place.path("knowledge/fill");
    let fill = Command::new("dd").args(["if=/dev/zero", "bs=4096"]).arg(format!("of={}", full.display())).output();
    assert!(fill.is_ok_and(|output| !output.status.success()), "the disk is full");
    refused_by_the_disk(&place, "make room on the disk", || std::fs::remove_file(&full).expect("there is room"));
}

#[test]
fn a_read_only_folder_refuses_an_edit_and_loses_nothing() {
    let place = Place::new();
    let Some(disk) = SmallDisk::under(&place, "4m") else { return };
    place.begin();
    disk.remount("ro");
    refused_by_the_disk(&place, "let this user write in the knowledge folder", || disk.remount("rw"));
}

/// A change of two files whose process ended between them: the entry stands in both.
fn half_moved(place: &Place) {
    use chaikhana::app::ledger::{Author, Change, Plan, Revisions, Sqlite, Via};
    use chaikhana::app::{Folder, Set};
    use chaikhana::knowledge::edit::{Edit, apply};
    let folder = Folder::new(place.path("knowledge"));
    let (files, _) = folder.load().expect("the folder can be read");
    let id = chaikhana::knowledge::EntryId::parse(ENTRY).expect("an id");
    let changed = apply(&files, &Edit::Move { id, to: "topics/region.toml".to_owned() }).expect("it can be moved");
    let changes = changed.iter().map(Change::from).collect();
    let author = Author { name: "aigul".to_owned(), pseudonym: None, via: Via::Terminal };
    let at = jiff::Timestamp::now();
    let plan = Plan { base: 0, at, author, why: "moves".to_owned(), entries: Vec::new(), changes };
    let runtime = tokio::runtime::Runtime::new().expect("threads can be started");
    runtime.block_on(async {
        let ledger = Sqlite::open(&place.path("data/ledger.sqlite")).await.expect("the ledger opens");
        let ledger = std::sync::Arc::new(ledger);
        drop(Set::open(folder, ledger.clone(), at).await.expect("the set opens"));
        ledger.intend(&plan).await.expect("it is noted");
    });
    let made = changed.iter().find(|one| one.path == "topics/region.toml").expect("it comes to the region");
    place.write("knowledge/topics/region.toml", made.after.as_deref().expect("the region stays"));
}

#[test]
fn the_command_that_finishes_a_half_done_change_works_with_what_it_has_mended() {
    let place = Place::new();
    half_moved(&place);
    assert_eq!(place.run(&["check"]).code, 1, "the entry is there twice");
    let said = run(&place, 0);
    assert!(said.code == 0 && said.out.contains(IN) && said.out.contains("topics/region.toml"), "{said:?}");
    // Where files are read too early, nothing can be held against them.
    assert!(!said.err.contains("cannot be used"), "{said:?}");
    place.run(&["check"]).done();
}

#[test]
fn what_comes_through_says_so() {
    let place = Place::new();
    assert!(run(&place, 0).done().contains(IN), "the tests here wait for these words");
}
