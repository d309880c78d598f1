//! A process that is killed at random moments: what it acknowledged is there, whole, and history agrees.
//!
//! `tests/disks.sh` does it for a thousand changes, or for
//! `CHAIKHANA_TEST_CHANGES`; `CHAIKHANA_TEST_DISK` names a folder to do it in.

use super::processes::{open, orders, say, start};
use super::{author, change, second};
use chaikhana::app::Base;
use chaikhana::app::ledger::Filter;
use chaikhana::store::replace;
use jiff::Timestamp;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::Duration;

/// What a process says of a change that is in.
const KEPT: &str = "kept ";
/// Two files that change together, one in a folder of its own, and one that comes and goes.
const FILES: [&str; 2] = ["countries/first.toml", "topics/second.toml"];
const COMES_AND_GOES: &str = "topics/third.toml";
/// How long a process lives after its first change, at most.
const LIFE: u64 = 60;

/// What a file holds after a change; long enough to be torn.
fn text(change: usize) -> String {
    format!("# change {change}\n").repeat(3000)
}

/// The change that a file is of; it is whole.
fn change_of(text: &str) -> usize {
    let number = text.lines().next().and_then(|line| line.strip_prefix("# change ")).unwrap().parse().unwrap();
    assert!(text == self::text(number), "a torn file");
    number
}

#[tokio::test]
#[ignore = "run by the other tests here, as a process of its own"]
async fn a_process_to_be_killed() {
    let Some((place, _, count)) = orders() else { return };
    let (set, _) = open(&place).await;
    let read = |path: &str| fs::read_to_string(set.folder().file(path)).ok();
    let first = change_of(&read(FILES[0]).unwrap()) + 1;
    for at in first..first + count {
        let mut changes = FILES.map(|path| change(path, read(path).as_deref(), Some(&text(at)))).to_vec();
        let third = Some(text(at)).filter(|_| at.is_multiple_of(2));
        changes.push(change(COMES_AND_GOES, read(COMES_AND_GOES).as_deref(), third.as_deref()));
        let base = Base::Whole(set.current().await.unwrap());
        let number = set.commit(base, &changes, &author(), &at.to_string(), second(1)).await.unwrap();
        say(&format!("{KEPT}{at} {number}"));
    }
}

/// Lets a process make changes, and kills it some time after its first; gives what it acknowledged.
fn one_life(place: &Path, life: Duration) -> Vec<(usize, u64)> {
    let mut child = start("store::killed::a_process_to_be_killed", place, "", usize::MAX / 2);
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let mut kept = lines.filter_map(|line| {
        let (at, number) = line.strip_prefix(KEPT)?.split_once(' ')?;
        Some((at.parse().unwrap(), number.parse().unwrap()))
    });
    let mut all: Vec<_> = kept.by_ref().take(1).collect();
    std::thread::sleep(life);
    child.kill().unwrap();
    all.extend(kept);
    child.wait().unwrap();
    assert!(!all.is_empty(), "the process lived");
    all
}

async fn assert_all_there(place: &Path, kept: &[(usize, u64)]) {
    let (set, ledger) = open(place).await;
    let read = |path: &str| fs::read_to_string(set.folder().file(path)).ok();
    let last = change_of(&read(FILES[0]).unwrap());
    assert_eq!(change_of(&read(FILES[1]).unwrap()), last, "both files are of one change");
    assert_eq!(read(COMES_AND_GOES).map(|text| change_of(&text)), Some(last).filter(|last| last.is_multiple_of(2)));
    assert!(kept.iter().all(|(at, _)| *at <= last), "an acknowledged change is lost");
    let history = set.history(&Filter::default(), usize::MAX).await.unwrap();
    assert_eq!(history.first().map(|line| line.why.clone()), Some(last.to_string()), "history is of the same change");
    assert!(history.iter().all(|line| line.why != "saved by hand"), "nothing that nobody wrote");
    for (at, number) in kept {
        assert!(history.iter().any(|line| line.number == *number && line.why == at.to_string()), "change {at}");
    }
    assert!(ledger.intents().await.unwrap().is_empty());
    let left: Vec<_> =
        fs::read_dir(set.folder().file("topics")).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with('.')), "nothing is left lying about: {left:?}");
}

async fn kill_during(changes: usize) {
    let folder = match std::env::var_os("CHAIKHANA_TEST_DISK") {
        Some(disk) => tempfile::tempdir_in(disk).unwrap(),
        None => tempfile::tempdir().unwrap(),
    };
    let place = folder.path();
    for path in FILES {
        replace(&place.join("knowledge").join(path), text(1).as_bytes()).unwrap();
    }
    drop(open(place).await);
    let mut random = Timestamp::now().as_nanosecond().unsigned_abs();
    let (mut all, mut lives) = (Vec::new(), 0);
    while all.len() < changes {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let life = Duration::from_micros(u64::try_from((random >> 64) % 1000).unwrap() * LIFE);
        let kept = one_life(place, life);
        assert_all_there(place, &kept).await;
        all.extend(kept);
        lives += 1;
    }
    assert_all_there(place, &all).await;
    say(&format!("{} changes acknowledged in {lives} lives, all there", all.len()));
}

#[tokio::test]
async fn a_hundred_changes_survive_being_killed() {
    kill_during(100).await;
}

#[tokio::test]
#[ignore = "takes minutes; see the top of the file"]
async fn a_thousand_changes_survive_being_killed() {
    let changes =
        std::env::var_os("CHAIKHANA_TEST_CHANGES").map_or(1000, |count| count.to_str().unwrap().parse().unwrap());
    kill_during(changes).await;
}
