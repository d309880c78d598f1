//! From the gateway to work: a line for each channel, so that a busy one holds up no other, a burst of messages takes
//! little room, and none is lost.
//!
//! Discord takes only so many messages at a time in a channel: within one, answers go out one after another, in the
//! order in which the questions were taken in. While one is on its way, the next that waits is thought of.

use super::bot::Bot;
use super::errors::{Failure, caught};
use super::render::Drawn;
use super::talk::{self, Job};
use poise::serenity_prelude::Context;
use std::collections::VecDeque;
use std::collections::hash_map::{Entry, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;
use tokio_util::task::TaskTracker;

/// How many questions may wait in all lines; what comes beyond is not answered, and the log says so.
const WAITING: usize = 10_000;

/// The lines.
#[derive(Debug, Clone)]
pub(super) struct Intake {
    bot: Arc<Bot>,
    tracker: TaskTracker,
    in_flight: Arc<Semaphore>,
    lines: Arc<Mutex<Lines>>,
}

/// What waits, by channel: whoever works for a channel takes its line away once it is empty.
#[derive(Debug, Default)]
struct Lines {
    by_channel: HashMap<u64, VecDeque<(Context, Job)>>,
    waiting: usize,
}

impl Intake {
    /// Lines whose work is done on a tracker.
    pub(super) fn new(bot: Arc<Bot>, tracker: TaskTracker) -> Self {
        let permits = usize::try_from(bot.settings.limits.in_flight.get()).unwrap_or(1);
        Self { bot, tracker, in_flight: Arc::new(Semaphore::new(permits)), lines: Arc::default() }
    }

    /// Takes a question in, without waiting.
    pub(super) fn take(&self, context: Context, job: Job) {
        let mut lines = self.lines();
        if lines.waiting == WAITING {
            tracing::error!("{WAITING} questions wait; one was left unanswered");
            return;
        }
        lines.waiting += 1;
        let channel = job.channel();
        match lines.by_channel.entry(channel) {
            Entry::Occupied(line) => line.into_mut().push_back((context, job)),
            Entry::Vacant(line) => {
                line.insert(VecDeque::from([(context, job)]));
                self.tracker.spawn(self.clone().work(channel));
            }
        }
    }

    /// Answers what waits in a channel, until nothing does.
    async fn work(self, channel: u64) {
        let mut on_its_way: Option<JoinHandle<()>> = None;
        loop {
            let Some((context, job)) = self.next(channel, on_its_way.is_none()) else {
                let Some(before) = on_its_way.take() else { return };
                let _ended = before.await;
                continue;
            };
            let thought = caught(async { Ok::<_, Failure>(talk::thought(&self.bot, &job).await) });
            let Some(drawn) = told(thought.await).flatten() else { continue };
            if let Some(before) = on_its_way.take() {
                let _ended = before.await;
            }
            on_its_way = Some(self.tracker.spawn(self.clone().send(context, job, drawn)));
        }
    }

    /// Sends an answer. It holds one of the places only while it does.
    async fn send(self, context: Context, job: Job, drawn: Drawn) {
        let Ok(_place) = self.in_flight.acquire().await else {
            return;
        };
        told(caught(talk::send(&self.bot, &context, &job, drawn)).await);
    }

    /// The next of a line; none where it was the last. With nothing on its way the line is then gone.
    fn next(&self, channel: u64, all_sent: bool) -> Option<(Context, Job)> {
        let mut lines = self.lines();
        let next = lines.by_channel.get_mut(&channel).and_then(VecDeque::pop_front);
        if next.is_some() {
            lines.waiting -= 1;
        } else if all_sent {
            lines.by_channel.remove(&channel);
        }
        next
    }

    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What came of work; the log has what failed.
fn told<T>(done: Result<T, Failure>) -> Option<T> {
    done.inspect_err(|error| tracing::error!(%error, "a question was left unanswered")).ok()
}
