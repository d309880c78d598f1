//! From the gateway to work: a bounded queue, so that a burst of messages takes little room and none is lost.

use super::bot::Bot;
use super::talk::{self, Job};
use poise::serenity_prelude::Context;
use std::sync::Arc;
use tokio::sync::{Semaphore, mpsc};
use tokio_util::task::TaskTracker;

/// How many questions may wait; what comes beyond is not answered, and the log says so.
const WAITING: usize = 10_000;

/// The near end of the queue.
#[derive(Debug)]
pub(super) struct Intake(mpsc::Sender<(Context, Job)>);

impl Intake {
    /// Starts the work on a tracker.
    pub(super) fn start(bot: Arc<Bot>, tracker: &TaskTracker) -> Self {
        let (sender, receiver) = mpsc::channel(WAITING);
        tracker.spawn(work(bot, receiver, tracker.clone()));
        Self(sender)
    }

    /// Takes a question in, without waiting.
    pub(super) fn take(&self, context: Context, job: Job) {
        if self.0.try_send((context, job)).is_err() {
            tracing::error!("{WAITING} questions wait; one was left unanswered");
        }
    }
}

/// Answers what comes in, so many at a time, until nobody can send any more.
async fn work(bot: Arc<Bot>, mut waiting: mpsc::Receiver<(Context, Job)>, tracker: TaskTracker) {
    let permits = usize::try_from(bot.settings.limits.in_flight.get()).unwrap_or(1);
    let in_flight = Arc::new(Semaphore::new(permits));
    while let Some((context, job)) = waiting.recv().await {
        let Ok(permit) = Arc::clone(&in_flight).acquire_owned().await else {
            return;
        };
        let bot = Arc::clone(&bot);
        tracker.spawn(async move {
            let done = super::errors::caught(talk::reply(&bot, &context, job)).await;
            if let Err(error) = done {
                tracing::error!(%error, "a question was left unanswered");
            }
            drop(permit);
        });
    }
}
