//! Two processes and an editor on one folder. The processes are this test binary again.

use super::{author, change, second};
use chaikhana::app::ledger::{Filter, Ledger, Sqlite};
use chaikhana::app::{Base, CommitError, Folder, Set};
use chaikhana::store::replace;
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Where a committing process works, what it is called, and how many edits it makes.
const PLACE: &str = "CHAIKHANA_TEST_PLACE";
const NAME: &str = "CHAIKHANA_TEST_NAME";
const COUNT: &str = "CHAIKHANA_TEST_COUNT";
/// What a process says of an edit that is in, and of one that was refused.
const IN: &str = "in ";
const REFUSED: &str = "refused ";

const SHARED: &str = "topics/shared.toml";
const ROUNDS: usize = 500;
const BY_HAND: usize = 40;

pub(super) async fn open(place: &Path) -> (Set, Arc<dyn Ledger>) {
    let ledger: Arc<dyn Ledger> = Arc::new(Sqlite::open(&place.join("ledger.sqlite")).await.unwrap());
    let set = Set::open(Folder::new(place.join("knowledge")), ledger.clone(), second(0)).await.unwrap();
    (set, ledger)
}

/// Starts a test of this binary as a process of its own.
pub(super) fn start(test: &str, place: &Path, name: &str, count: usize) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--ignored", "--nocapture"])
        .env(PLACE, place)
        .env(NAME, name)
        .env(COUNT, count.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// What the process was started for; none where it is a test that somebody runs by itself.
pub(super) fn orders() -> Option<(std::path::PathBuf, String, usize)> {
    let read = |name| std::env::var_os(name)?.into_string().ok();
    Some((read(PLACE)?.into(), read(NAME)?, read(COUNT)?.parse().unwrap()))
}

/// Says something to the process that waits for it; the test harness may have begun a line.
pub(super) fn say(what: &str) {
    std::io::stdout().write_all(format!("\n{what}\n").as_bytes()).unwrap();
}

#[tokio::test]
#[ignore = "run by the other tests here, as a process of its own"]
async fn a_committing_process() {
    let Some((place, name, count)) = orders() else { return };
    let (set, _) = open(&place).await;
    for round in 0..count {
        let base = set.current().await.unwrap();
        let before = fs::read_to_string(set.folder().file(SHARED)).unwrap();
        let line = format!("# {name} {round}");
        let after = format!("{before}{line}\n");
        let changes = [change(SHARED, Some(&before), Some(&after))];
        match set.commit(Base::Whole(base), &changes, &author(), &line, second(1)).await {
            Ok(number) => say(&format!("{IN}{number} {line}")),
            Err(CommitError::Changed { found, .. }) => {
                assert!(found.is_none_or(|found| found != before.as_bytes()), "refused without a difference");
                say(&format!("{REFUSED}{line}"));
            }
            Err(CommitError::Stale { .. }) => say(&format!("{REFUSED}{line}")),
            Err(error) => panic!("{error}"),
        }
    }
}

fn said(child: &mut Child) -> Vec<String> {
    BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok).collect()
}

/// Saves the file by hand, again and again, each time waiting until history knows what was saved.
///
/// The processes take in what they find before each of their edits. Where both have ended, or are kept
/// waiting by a busy machine, this looks by itself.
async fn edit_by_hand(place: &Path) {
    let (set, ledger) = open(place).await;
    let file = set.folder().file(SHARED);
    for round in 0..BY_HAND {
        let before = newest(&*ledger).await;
        let saved = format!("{}# hand {round}\n", fs::read_to_string(&file).unwrap());
        replace(&file, saved.as_bytes()).unwrap();
        let begun = Instant::now();
        while !is_known(&*ledger, saved.as_bytes(), before).await {
            assert!(begun.elapsed() < Duration::from_mins(1), "what was saved by hand in round {round} is lost");
            tokio::time::sleep(Duration::from_millis(5)).await;
            if begun.elapsed() > Duration::from_secs(2) {
                set.observe(second(1)).await.unwrap();
            }
        }
    }
}

/// The number of the newest revision, 0 where there is none.
async fn newest(ledger: &dyn Ledger) -> u64 {
    ledger.history(&Filter::default(), 1).await.unwrap().first().map_or(0, |line| line.number)
}

/// Whether history has these bytes behind a revision, however many the others have made since.
async fn is_known(ledger: &dyn Ledger, bytes: &[u8], behind: u64) -> bool {
    let filter = Filter { after: Some(behind), ..Filter::default() };
    for line in ledger.history(&filter, usize::MAX).await.unwrap() {
        let revision = ledger.revision(line.number).await.unwrap().unwrap();
        if revision.plan.changes.iter().any(|change| change.after.as_deref() == Some(bytes)) {
            return true;
        }
    }
    false
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_edit_of_two_processes_and_an_editor_is_in_or_was_refused() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path();
    replace(&place.join("knowledge").join(SHARED), b"").unwrap();
    drop(open(place).await);
    let mut children =
        ["one", "two"].map(|name| start("store::processes::a_committing_process", place, name, ROUNDS / 2));
    let listeners = children.each_mut().map(|child| {
        let mut child = std::mem::replace(child, Command::new("true").spawn().unwrap());
        std::thread::spawn(move || {
            let said = said(&mut child);
            assert!(child.wait().unwrap().success());
            said
        })
    });
    for mut child in children {
        child.wait().unwrap();
    }
    edit_by_hand(place).await;
    let said: Vec<String> = listeners.into_iter().flat_map(|listener| listener.join().unwrap()).collect();

    let (set, ledger) = open(place).await;
    let lines = ledger.history(&Filter::default(), usize::MAX).await.unwrap();
    let history: BTreeSet<String> = lines.iter().map(|line| format!("{IN}{} {}", line.number, line.why)).collect();
    let acknowledged: BTreeSet<String> = said.iter().filter(|line| line.starts_with(IN)).cloned().collect();
    let refused = said.iter().filter(|line| line.starts_with(REFUSED)).count();
    let of_processes: BTreeSet<String> = history.iter().filter(|line| line.contains('#')).cloned().collect();
    assert_eq!(acknowledged.len() + refused, ROUNDS, "every edit is in or was refused");
    assert_eq!(of_processes, acknowledged, "history has what was acknowledged, and nothing else");
    assert!(lines.len() >= acknowledged.len() + BY_HAND);
    // One state follows from the other, and the last is on the disk.
    let mut state = Some(Vec::new());
    for line in lines.iter().rev() {
        let revision = set.revision(line.number).await.unwrap().unwrap();
        let [change] = &revision.plan.changes[..] else { panic!("one file") };
        assert_eq!(change.before, state, "revision {}", line.number);
        state.clone_from(&change.after);
    }
    assert_eq!(state, Some(fs::read(set.folder().file(SHARED)).unwrap()));
    say(&format!("{} in, {refused} refused, {BY_HAND} by hand", acknowledged.len()));
}
