//! From the gateway to work: a line for each channel, so that a busy one holds up no other, a burst of messages takes
//! little room, and none is lost.
//!
//! Within a channel answers set out in the order in which the questions were taken in, a few at a time: one that Discord
//! is slow to take does not keep the next ones waiting. While they are on their way, those that wait are thought of.

use super::bot::Bot;
use super::errors::{Failure, caught};
use super::render::Drawn;
use super::talk::{self, Job};
use crate::config;
use futures_util::stream::{self, StreamExt};
use poise::serenity_prelude::Context;
use std::collections::VecDeque;
use std::collections::hash_map::{Entry, HashMap};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, mpsc};
use tokio_util::task::TaskTracker;

/// The lines.
#[derive(Debug, Clone)]
pub(super) struct Intake {
    bot: Arc<Bot>,
    tracker: TaskTracker,
    in_flight: Arc<Semaphore>,
    /// How many of those places a channel takes at most.
    together: usize,
    /// Room for questions that are not answered yet.
    room: Arc<Semaphore>,
    lines: Arc<Mutex<Lines>>,
}

/// How many answers of a channel are thought of ahead: enough that a question that takes long to think of does not
/// keep the next answer waiting.
const AHEAD: usize = 4;
/// How many answers of a channel are on their way together, of half of all places at most: others have theirs. In a burst
/// in one channel 4 answer a fifth more than 1, and 8 no more than 4.
const TOGETHER: usize = 4;

/// By channel: whoever works for it takes its line away once nothing waits and all answers have arrived.
type Lines = HashMap<u64, Line>;

/// What waits in a channel.
#[derive(Debug)]
struct Line {
    waiting: VecDeque<Taken>,
    /// Tells whoever works for the channel that a question came or an answer arrived.
    news: Arc<Notify>,
}

/// A question that was taken in. It holds its room until it is answered, or found to need no answer.
#[derive(Debug)]
struct Taken {
    context: Context,
    job: Job,
    _room: OwnedSemaphorePermit,
}

/// A question with what is sent.
type Answer = (Taken, Drawn);

impl Intake {
    /// Lines whose work is done on a tracker.
    pub(super) fn new(bot: Arc<Bot>, tracker: TaskTracker) -> Self {
        let permits = |limit| Arc::new(Semaphore::new(count(limit)));
        let config::Limits { in_flight, waiting, .. } = bot.settings.limits;
        let together = TOGETHER.min(count(in_flight) / 2).max(1);
        Self { bot, tracker, in_flight: permits(in_flight), together, room: permits(waiting), lines: Arc::default() }
    }

    /// How many questions are taken in and not answered yet.
    pub(super) fn waiting(&self) -> usize {
        count(self.bot.settings.limits.waiting).saturating_sub(self.room.available_permits())
    }

    /// Takes a question in, without waiting.
    pub(super) fn take(&self, context: Context, job: Job) {
        let Ok(room) = Arc::clone(&self.room).try_acquire_owned() else {
            if self.bot.limits.is_news() {
                tracing::error!("`limits.waiting` questions wait; what is asked now is left unanswered");
            }
            return;
        };
        let channel = job.channel();
        let taken = Taken { context, job, _room: room };
        match self.lines().entry(channel) {
            Entry::Occupied(mut line) => {
                let line = line.get_mut();
                line.waiting.push_back(taken);
                line.news.notify_one();
            }
            Entry::Vacant(place) => {
                let line = place.insert(Line { waiting: VecDeque::from([taken]), news: Arc::default() });
                self.tracker.spawn(self.clone().work(channel, Arc::clone(&line.news)));
            }
        }
    }

    /// Answers what waits in a channel, until nothing does and all answers have arrived.
    async fn work(self, channel: u64, news: Arc<Notify>) {
        let (thought, ready) = mpsc::channel(AHEAD);
        let under_way = Arc::new(AtomicUsize::new(0));
        self.tracker.spawn(self.clone().send_all(ready, Arc::clone(&under_way), Arc::clone(&news)));
        loop {
            if let Some(taken) = self.next(channel) {
                let Some(answer) = self.think(taken).await else { continue };
                under_way.fetch_add(1, Ordering::AcqRel);
                let _sent = thought.send(answer).await;
                // What sends was woken for this thread and would have its turn only after the next thought.
                tokio::task::yield_now().await;
            } else if under_way.load(Ordering::Acquire) > 0 || self.holds(channel) {
                news.notified().await;
            } else {
                return;
            }
        }
    }

    /// A question with what it gets; none where nothing is to be said.
    async fn think(&self, taken: Taken) -> Option<Answer> {
        let thought = caught(async { Ok::<_, Failure>(talk::thought(&self.bot, &taken.job).await) });
        let drawn = told(thought.await).flatten()?;
        Some((taken, drawn))
    }

    /// Sends answers in their order, each as soon as it is there and one of the places is free; says of each that it has
    /// arrived.
    async fn send_all(self, mut ready: mpsc::Receiver<Answer>, under_way: Arc<AtomicUsize>, news: Arc<Notify>) {
        let answers = stream::poll_fn(|context| ready.poll_recv(context));
        let send = async |(taken, drawn): Answer| {
            // It holds the place only while it is sent.
            if let Ok(_place) = self.in_flight.acquire().await {
                told(caught(talk::send(&self.bot, &taken.context, &taken.job, drawn)).await);
            }
            under_way.fetch_sub(1, Ordering::AcqRel);
            news.notify_one();
        };
        answers.for_each_concurrent(self.together, send).await;
    }

    /// Whether anything waits in a channel; where nothing does, its line is gone.
    fn holds(&self, channel: u64) -> bool {
        let mut lines = self.lines();
        let holds = lines.get(&channel).is_some_and(|line| !line.waiting.is_empty());
        if !holds {
            lines.remove(&channel);
        }
        holds
    }

    /// The next of a line.
    fn next(&self, channel: u64) -> Option<Taken> {
        self.lines().get_mut(&channel)?.waiting.pop_front()
    }

    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn count(limit: NonZeroU32) -> usize {
    usize::try_from(limit.get()).unwrap_or(1)
}

/// What came of work; the log has what failed.
fn told<T>(done: Result<T, Failure>) -> Option<T> {
    done.inspect_err(|error| tracing::error!(%error, "a question was left unanswered")).ok()
}
