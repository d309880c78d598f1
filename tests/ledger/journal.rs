//! The background writer: it never holds anyone up, writes in batches, and ends in good order.

use super::question;
use async_trait::async_trait;
use chaikhana::app::Journal;
use chaikhana::app::ledger::{
    Draft, Filter, Forgotten, GuildSettings, Headline, Ledger, LedgerError, Memory, Plan, Print, Pseudonym, Question,
    Revision, Revisions, State, Suggestion, Suggestions, Tally, Verdict, Vote,
};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use tokio_util::task::TaskTracker;

const LONG: Duration = Duration::from_secs(20);

/// A ledger that keeps questions only when it may, and refuses some first. Anything else is a surprise.
#[derive(Debug)]
struct Stubborn {
    kept: Memory,
    may: Semaphore,
    refusals: AtomicUsize,
    writes: AtomicUsize,
}

impl Stubborn {
    fn new(writes_allowed: usize, refusals: usize) -> Arc<Self> {
        let (may, refusals) = (Semaphore::new(writes_allowed), AtomicUsize::new(refusals));
        Arc::new(Self { kept: Memory::new(), may, refusals, writes: AtomicUsize::new(0) })
    }

    async fn count(&self, ids: impl Iterator<Item = u64>) -> usize {
        let mut count = 0;
        for id in ids {
            count += usize::from(self.kept.question(id).await.unwrap().is_some());
        }
        count
    }
}

#[async_trait]
impl Ledger for Stubborn {
    async fn next_question(&self) -> Result<u64, LedgerError> {
        self.kept.next_question().await
    }

    async fn record(&self, questions: &[Question]) -> Result<(), LedgerError> {
        self.may.acquire().await.unwrap().forget();
        let refuse = |left: usize| left.checked_sub(1);
        if self.refusals.fetch_update(Ordering::SeqCst, Ordering::SeqCst, refuse).is_ok() {
            return Err(LedgerError::Full { path: "ledger.db".into() });
        }
        self.writes.fetch_add(1, Ordering::SeqCst);
        self.kept.record(questions).await
    }

    async fn question(&self, _: u64) -> Result<Option<Question>, LedgerError> {
        unreachable!()
    }

    async fn flag(&self, _: u64) -> Result<bool, LedgerError> {
        unreachable!()
    }

    async fn set_state(&self, _: u64, _: State) -> Result<bool, LedgerError> {
        unreachable!()
    }

    async fn open_questions(&self, _: Option<u64>, _: usize) -> Result<Vec<Question>, LedgerError> {
        unreachable!()
    }

    async fn vote(&self, _: u64, _: &Pseudonym, _: Option<Vote>) -> Result<bool, LedgerError> {
        unreachable!()
    }

    async fn vote_of(&self, _: u64, _: &Pseudonym) -> Result<Option<Vote>, LedgerError> {
        unreachable!()
    }

    async fn votes(&self, _: u64) -> Result<Tally, LedgerError> {
        unreachable!()
    }

    async fn settings(&self) -> Result<Vec<(u64, GuildSettings)>, LedgerError> {
        unreachable!()
    }

    async fn set_settings(&self, _: u64, _: &GuildSettings) -> Result<(), LedgerError> {
        unreachable!()
    }

    async fn put_draft(&self, _: &Draft) -> Result<u64, LedgerError> {
        unreachable!()
    }

    async fn draft(&self, _: u64, _: &Pseudonym) -> Result<Option<Draft>, LedgerError> {
        unreachable!()
    }

    async fn update_draft(&self, _: u64, _: &Pseudonym, _: &str, _: Timestamp) -> Result<bool, LedgerError> {
        unreachable!()
    }

    async fn drop_draft(&self, _: u64, _: &Pseudonym) -> Result<bool, LedgerError> {
        unreachable!()
    }

    async fn expire_drafts(&self, _: Timestamp) -> Result<u64, LedgerError> {
        unreachable!()
    }

    async fn forget(&self, _: &Pseudonym) -> Result<Forgotten, LedgerError> {
        unreachable!()
    }

    async fn knows_people(&self) -> Result<bool, LedgerError> {
        unreachable!()
    }

    async fn told_up_to(&self) -> Result<Option<u64>, LedgerError> {
        unreachable!()
    }

    async fn note_told(&self, _: u64) -> Result<(), LedgerError> {
        unreachable!()
    }

    async fn copy_to(&self, _: &Path) -> Result<bool, LedgerError> {
        unreachable!()
    }

    async fn sweep(&self, _: Timestamp) -> Result<u64, LedgerError> {
        unreachable!()
    }
}

#[async_trait]
impl Revisions for Stubborn {
    async fn folder(&self) -> Result<Option<PathBuf>, LedgerError> {
        unreachable!()
    }

    async fn note_folder(&self, _: &Path) -> Result<(), LedgerError> {
        unreachable!()
    }

    async fn current(&self) -> Result<u64, LedgerError> {
        unreachable!()
    }

    async fn intend(&self, _: &Plan) -> Result<u64, LedgerError> {
        unreachable!()
    }

    async fn finish(&self, _: u64) -> Result<bool, LedgerError> {
        unreachable!()
    }

    async fn abandon(&self, _: u64) -> Result<bool, LedgerError> {
        unreachable!()
    }

    async fn intents(&self) -> Result<Vec<Revision>, LedgerError> {
        unreachable!()
    }

    async fn revision(&self, _: u64) -> Result<Option<Revision>, LedgerError> {
        unreachable!()
    }

    async fn history(&self, _: &Filter, _: usize) -> Result<Vec<Headline>, LedgerError> {
        unreachable!()
    }

    async fn known(&self) -> Result<BTreeMap<String, Print>, LedgerError> {
        unreachable!()
    }

    async fn known_bytes(&self, _: &str) -> Result<Option<Vec<u8>>, LedgerError> {
        unreachable!()
    }

    async fn adopt(&self, _: &[(String, Vec<u8>)]) -> Result<(), LedgerError> {
        unreachable!()
    }
}

#[async_trait]
impl Suggestions for Stubborn {
    async fn suggest(&self, _: &Suggestion) -> Result<u64, LedgerError> {
        unreachable!()
    }

    async fn suggestion(&self, _: u64) -> Result<Option<Suggestion>, LedgerError> {
        unreachable!()
    }

    async fn open_suggestions(&self, _: Option<u64>, _: usize) -> Result<Vec<Suggestion>, LedgerError> {
        unreachable!()
    }

    async fn suggestions_of(&self, _: &Pseudonym, _: usize) -> Result<Vec<Suggestion>, LedgerError> {
        unreachable!()
    }

    async fn decide(&self, _: u64, _: Verdict, _: Option<&str>, _: Timestamp) -> Result<bool, LedgerError> {
        unreachable!()
    }

    async fn told(&self, _: u64) -> Result<bool, LedgerError> {
        unreachable!()
    }
}

/// A journal over a ledger, and the tracker that its writer runs on.
async fn journal(ledger: &Arc<Stubborn>, capacity: usize) -> (Journal, TaskTracker) {
    let tracker = TaskTracker::new();
    let ledger: Arc<dyn Ledger> = Arc::<Stubborn>::clone(ledger);
    (Journal::start(ledger, capacity, &tracker).await.unwrap(), tracker)
}

#[tokio::test]
async fn questions_are_written_in_batches() {
    let ledger = Stubborn::new(usize::MAX >> 3, 0);
    let (journal, _tracker) = journal(&ledger, 2000).await;
    let ids: Vec<_> = (0..1000).map(|_| journal.next_id()).collect();
    assert!(ids.iter().all(|id| journal.record(question(*id))));
    assert!(journal.flush().await, "all is written");
    assert_eq!(ledger.count(ids.into_iter()).await, 1000);
    assert_eq!(ledger.writes.load(Ordering::SeqCst), 4, "a thousand, by 256");
    assert_eq!(journal.lost(), 0);
}

#[tokio::test]
async fn a_lone_question_is_written_within_a_moment() {
    let ledger = Stubborn::new(usize::MAX >> 3, 0);
    let (journal, _tracker) = journal(&ledger, 10).await;
    assert!(journal.record(question(1)));
    let start = Instant::now();
    while ledger.count(1..=1).await == 0 {
        assert!(start.elapsed() < LONG);
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(start.elapsed() >= Duration::from_millis(200), "it waits for others first");
}

#[tokio::test]
async fn whoever_waits_for_a_question_does_not_wait_for_others() {
    let ledger = Stubborn::new(usize::MAX >> 3, 0);
    let (journal, _tracker) = journal(&ledger, 1000).await;
    let start = Instant::now();
    for round in 0..20 {
        // One that is alone, and one behind more than a batch.
        let ids = round * 1000..round * 1000 + if round % 2 == 0 { 1 } else { 600 };
        assert!(ids.clone().all(|id| journal.record(question(id))));
        tokio::task::yield_now().await;
        assert!(journal.flush().await);
        assert_eq!(ledger.count(ids.clone()).await, ids.count());
    }
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
}

#[tokio::test]
async fn ids_are_given_once_to_all_who_ask_at_once() {
    let ledger = Stubborn::new(0, 0);
    let (journal, _tracker) = journal(&ledger, 1).await;
    let take = || (0..1000).map(|_| journal.next_id()).collect::<Vec<_>>();
    let mut ids = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(take)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
    });
    ids.sort_unstable();
    assert_eq!(ids, (1..=4000).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_stuck_ledger_holds_nobody_up_and_what_does_not_fit_is_counted() {
    let ledger = Stubborn::new(0, 0);
    let (journal, _tracker) = journal(&ledger, 10).await;
    let start = Instant::now();
    let taken = (1..=500).filter(|id| journal.record(question(*id))).count();
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    assert_eq!(taken, 10, "the writer had no turn yet");
    assert_eq!(journal.lost(), 490);
    assert!(!journal.flush().await, "ten questions still wait");
    ledger.may.add_permits(100);
    assert!(journal.flush().await);
    assert_eq!(ledger.count(1..=500).await, 10, "what was taken is kept");
}

#[tokio::test]
async fn what_the_ledger_refuses_is_written_later_and_once() {
    let ledger = Stubborn::new(usize::MAX >> 3, 2);
    let (journal, tracker) = journal(&ledger, 100).await;
    assert!((1..=20).all(|id| journal.record(question(id))));
    assert!(!journal.flush().await, "the ledger refused");
    assert_eq!(ledger.count(1..=20).await, 0, "a flush does not wait for a ledger that refuses");
    let start = Instant::now();
    while ledger.count(1..=20).await < 20 {
        assert!(start.elapsed() < LONG);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(journal.close(LONG).await);
    tracker.close();
    tracker.wait().await;
    assert_eq!((ledger.writes.load(Ordering::SeqCst), journal.lost()), (1, 0));
}

#[tokio::test]
async fn closing_writes_down_what_waits_and_takes_no_more() {
    let ledger = Stubborn::new(usize::MAX >> 3, 0);
    let (journal, tracker) = journal(&ledger, 1000).await;
    assert!((1..=700).all(|id| journal.record(question(id))));
    assert!(journal.close(LONG).await);
    assert_eq!(ledger.count(1..=700).await, 700);
    assert!(!journal.record(question(701)), "the writer is gone");
    assert_eq!(journal.lost(), 1);
    assert!(journal.flush().await, "nothing is left to write");
    assert!(journal.close(LONG).await, "closing twice is fine");
    tracker.close();
    tokio::time::timeout(LONG, tracker.wait()).await.expect("shutdown waits for the writer and is done");
}

#[tokio::test]
async fn closing_a_stuck_ledger_ends_within_its_bound() {
    let ledger = Stubborn::new(0, 0);
    let (journal, tracker) = journal(&ledger, 10).await;
    assert!(journal.record(question(1)));
    let start = Instant::now();
    assert!(!journal.close(Duration::from_millis(100)).await);
    assert!(!journal.flush().await, "it takes no more, and one question is still to be written");
    assert!(start.elapsed() < Duration::from_secs(5));
    ledger.may.add_permits(1);
    tracker.close();
    tokio::time::timeout(LONG, tracker.wait()).await.expect("the writer goes on and ends");
    assert_eq!(ledger.count(1..=1).await, 1);
}

#[tokio::test]
async fn closing_a_ledger_that_refuses_counts_what_is_lost() {
    let ledger = Stubborn::new(usize::MAX >> 3, usize::MAX);
    let (journal, _tracker) = journal(&ledger, 10).await;
    assert!((1..=5).all(|id| journal.record(question(id))));
    assert!(journal.close(LONG).await);
    assert_eq!(journal.lost(), 5);
}

#[tokio::test]
async fn a_dropped_journal_still_writes_down_what_waits() {
    let ledger = Stubborn::new(usize::MAX >> 3, 0);
    let (journal, tracker) = journal(&ledger, 10).await;
    assert!((1..=5).all(|id| journal.record(question(id))));
    drop(journal);
    tracker.close();
    tokio::time::timeout(LONG, tracker.wait()).await.expect("the writer ends");
    assert_eq!(ledger.count(1..=5).await, 5);
}
