//! Several processes on one file, and one that is killed. The processes are this test binary again.

use super::{person, question};
use chaikhana::app::ledger::{Ledger, Sqlite, Tally, Vote};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Names the file that a writing process writes to, and how many questions it keeps.
const FILE: &str = "CHAIKHANA_TEST_LEDGER";
const COUNT: &str = "CHAIKHANA_TEST_COUNT";
/// What the process says of each question when the ledger has it.
const KEPT: &str = "kept ";

fn start(file: &Path, count: u64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "ledger::processes::a_writing_process", "--ignored", "--nocapture"])
        .env(FILE, file)
        .env(COUNT, count.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The ids that the process says it has kept, as they come.
fn kept(child: &mut Child) -> impl Iterator<Item = u64> + use<> {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    lines.map_while(Result::ok).filter_map(|line| line.strip_prefix(KEPT)?.parse().ok())
}

#[tokio::test]
#[ignore = "run by the other tests here, as a process of its own"]
async fn a_writing_process() {
    let (Some(file), Some(count)) = (std::env::var_os(FILE), std::env::var_os(COUNT)) else { return };
    let count: u64 = count.to_str().unwrap().parse().unwrap();
    let ledger = Sqlite::open(Path::new(&file)).await.unwrap();
    let first = ledger.next_question().await.unwrap();
    for id in first..first + count {
        ledger.record(&[question(id)]).await.unwrap();
        assert!(ledger.vote(id, &person(2), Some(Vote::Up)).await.unwrap());
        // The test harness may have begun a line.
        writeln!(std::io::stdout(), "\n{KEPT}{id}").unwrap();
    }
}

#[tokio::test]
async fn processes_that_write_at_once_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ledger.db");
    let mut children = [start(&file, 100), start(&file, 100), start(&file, 100)];
    let ids: Vec<u64> = children.each_mut().into_iter().map(kept).flat_map(Iterator::collect::<Vec<_>>).collect();
    assert!(children.iter_mut().all(|child| child.wait().unwrap().success()));
    assert_eq!(ids.len(), 300);
    assert_all_there(&file, &ids).await;
}

#[tokio::test]
async fn a_killed_process_loses_nothing_that_it_said_was_kept() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ledger.db");
    let mut all = Vec::new();
    for kept_before in [1, 7, 40] {
        let mut child = start(&file, u64::MAX / 2);
        let mut ids = kept(&mut child);
        all.extend(ids.by_ref().take(kept_before));
        child.kill().unwrap();
        all.extend(ids);
        child.wait().unwrap();
    }
    assert!(all.len() >= 48);
    assert_all_there(&file, &all).await;
}

async fn assert_all_there(file: &Path, ids: &[u64]) {
    let ledger = Sqlite::open(file).await.unwrap();
    for id in ids {
        assert_eq!(ledger.question(*id).await.unwrap(), Some(question(*id)));
        assert_eq!(ledger.votes(*id).await.unwrap(), Tally { up: 1, down: 0 });
    }
}
