//! The way of a question into the ledger: a bounded channel to a writer in the background, so that asking never waits.
//!
//! What does not fit is not kept; it is counted, and said in the log at most once a minute.

use super::ledger::{Ledger, LedgerError, Question};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, mpsc, oneshot};
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::{CancellationToken, DropGuard};
use tokio_util::task::TaskTracker;

/// How many questions go into one transaction.
const BATCH: usize = 256;
/// How long the first question of a batch waits for others: what a crash may lose at most.
const GATHERING: Duration = Duration::from_millis(250);
/// How long the writer waits before it tries again what the ledger refused.
const RETRY: Duration = Duration::from_secs(1);
/// How long a flush waits: a person waits with it, for three seconds at most.
const FLUSHING: Duration = Duration::from_secs(1);
/// How often losses are said in the log.
const SAID_EVERY: Duration = Duration::from_mins(1);

/// Hands out question ids and writes questions down in the background.
#[derive(Debug)]
pub struct Journal {
    next: AtomicU64,
    sender: mpsc::Sender<Message>,
    /// Tells the writer to wait for no others.
    hurry: Arc<Notify>,
    closing: CancellationToken,
    closed: CancellationToken,
    losses: Arc<Losses>,
}

#[derive(Debug)]
enum Message {
    Question(Box<Question>),
    /// Asks for a word when everything before it is written, or lost for good.
    Flush(oneshot::Sender<()>),
}

impl Journal {
    /// Starts the writer on `tracker`, with room for `capacity` questions that wait.
    ///
    /// # Errors
    /// [`LedgerError`] where the ledger gives no ids.
    pub async fn start(ledger: Arc<dyn Ledger>, capacity: usize, tracker: &TaskTracker) -> Result<Self, LedgerError> {
        let next = AtomicU64::new(ledger.next_question().await?);
        let (sender, receiver) = mpsc::channel(capacity.max(1));
        let closing = CancellationToken::new();
        let closed = CancellationToken::new();
        let losses = Arc::new(Losses::default());
        let hurry = Arc::new(Notify::new());
        let writer = Writer {
            ledger,
            receiver,
            hurry: Arc::clone(&hurry),
            closing: closing.clone(),
            losses: Arc::clone(&losses),
            _closed: closed.clone().drop_guard(),
        };
        tracker.spawn(writer.run());
        Ok(Self { next, sender, hurry, closing, closed, losses })
    }

    /// An id that no other question has or gets.
    pub fn next_id(&self) -> u64 {
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    /// Passes a question on to the writer without waiting. False where there is no room for it, or the journal closed.
    pub fn record(&self, question: Question) -> bool {
        let taken = self.sender.try_send(Message::Question(Box::new(question))).is_ok();
        if !taken {
            self.losses.add(1);
        }
        taken
    }

    /// Waits until everything that was recorded before is written, or lost for good: for a press on a message that
    /// is younger than its row, and before a person is forgotten.
    ///
    /// Gives up after a moment, or where the ledger refuses: false, and some of it may still be written later.
    pub async fn flush(&self) -> bool {
        let (done, wait) = oneshot::channel();
        let flushed = async {
            if self.sender.send(Message::Flush(done)).await.is_ok() {
                self.hurry.notify_one();
                return wait.await.is_ok();
            }
            self.closed.cancelled().await;
            true
        };
        timeout(FLUSHING, flushed).await.unwrap_or(false)
    }

    /// How many questions were not kept since the start.
    pub fn lost(&self) -> u64 {
        self.losses.count.load(Ordering::Relaxed)
    }

    /// Takes no more questions and writes down what waits. False where that is not done within this time; the writer
    /// then still goes on.
    pub async fn close(&self, within: Duration) -> bool {
        self.closing.cancel();
        timeout(within, self.closed.cancelled()).await.is_ok()
    }
}

/// The other end of the channel.
struct Writer {
    ledger: Arc<dyn Ledger>,
    receiver: mpsc::Receiver<Message>,
    hurry: Arc<Notify>,
    closing: CancellationToken,
    losses: Arc<Losses>,
    _closed: DropGuard,
}

/// What is written together, and who waits for it.
#[derive(Default)]
struct Batch {
    questions: Vec<Question>,
    waiting: Vec<oneshot::Sender<()>>,
}

impl Writer {
    async fn run(mut self) {
        let mut batch = Batch::default();
        while self.gather(&mut batch).await {
            self.write(&mut batch).await;
        }
        self.losses.say();
    }

    /// Waits for a question and a moment longer for others, without looking up at each. False where the journal closed
    /// and nothing is left.
    async fn gather(&mut self, batch: &mut Batch) -> bool {
        let Some(first) = self.receive().await else { return false };
        batch.add(first);
        if batch.is_open() {
            tokio::select! {
                () = sleep(GATHERING) => {}
                () = self.hurry.notified() => {}
                () = self.closing.cancelled() => {}
            }
        }
        while batch.is_open()
            && let Ok(more) = self.receiver.try_recv()
        {
            batch.add(more);
        }
        if batch.is_full() {
            // What waits behind it has waited long enough.
            self.hurry.notify_one();
        }
        true
    }

    /// The next message; none where the journal closed and nothing is left.
    async fn receive(&mut self) -> Option<Message> {
        tokio::select! {
            biased;
            () = self.closing.cancelled() => self.receiver.close(),
            message = self.receiver.recv() => return message,
        }
        self.receiver.recv().await
    }

    /// Writes a batch; where the ledger refuses it, tries again until it is taken or the journal closed. Who waits is
    /// told once nothing of it is left to write, and is let go of at the first refusal.
    async fn write(&self, batch: &mut Batch) {
        while let Err(error) = self.ledger.record(&batch.questions).await {
            batch.waiting.clear();
            if self.closing.is_cancelled() {
                tracing::error!("the last questions are not kept: {error}");
                self.losses.add(u64::try_from(batch.questions.len()).unwrap_or(u64::MAX));
                break;
            }
            self.losses.say_delay(&error);
            tokio::select! { () = self.closing.cancelled() => {}, () = sleep(RETRY) => {} }
        }
        batch.questions.clear();
        for done in batch.waiting.drain(..) {
            // Who has waited for too long is no longer there.
            let _ = done.send(());
        }
    }
}

impl Batch {
    fn add(&mut self, message: Message) {
        match message {
            Message::Question(question) => self.questions.push(*question),
            Message::Flush(done) => self.waiting.push(done),
        }
    }

    /// Whether it may wait for more: nobody waits for it, and there is room.
    fn is_open(&self) -> bool {
        self.waiting.is_empty() && !self.is_full()
    }

    fn is_full(&self) -> bool {
        self.questions.len() >= BATCH
    }
}

/// The questions that were not kept, and what the log has been told about them.
#[derive(Debug, Default)]
struct Losses {
    count: AtomicU64,
    said: AtomicU64,
    loss: Rarely,
    delay: Rarely,
}

impl Losses {
    fn add(&self, questions: u64) {
        self.count.fetch_add(questions, Ordering::Relaxed);
        if self.loss.is_due(Instant::now()) {
            self.say();
        }
    }

    /// Says what was lost since the last time.
    fn say(&self) {
        let count = self.count.load(Ordering::Relaxed);
        let new = count.saturating_sub(self.said.swap(count, Ordering::Relaxed));
        if new > 0 {
            tracing::warn!("{new} questions were answered and not kept: the ledger was too slow for them or closed");
        }
    }

    /// Says that questions wait because the ledger refuses them.
    fn say_delay(&self, error: &LedgerError) {
        if self.delay.is_due(Instant::now()) {
            tracing::warn!("questions are answered and wait to be kept: {error}");
        }
    }
}

/// Something that is said at most every [`SAID_EVERY`].
#[derive(Debug, Default)]
struct Rarely(Mutex<Option<Instant>>);

impl Rarely {
    /// Whether it may be said now; it then counts as said.
    fn is_due(&self, now: Instant) -> bool {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let due = last.is_none_or(|last| now.duration_since(last) >= SAID_EVERY);
        if due {
            *last = Some(now);
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::{Rarely, SAID_EVERY};
    use tokio::time::Instant;

    #[test]
    fn the_log_hears_of_the_same_trouble_once_a_minute() {
        let rarely = Rarely::default();
        let start = Instant::now();
        assert!(rarely.is_due(start), "the first is said at once");
        assert!(!rarely.is_due(start + SAID_EVERY / 2));
        assert!(rarely.is_due(start + SAID_EVERY));
        assert!(!rarely.is_due(start + SAID_EVERY * 3 / 2), "the minute begins anew");
    }
}
