//! Notices files that others have changed, by looking: that works on container volumes and network disks too, where
//! nothing tells of a change.
//!
//! A look is at sizes and times; files are read only when these have changed and are at rest, and now and then anyway.
//! What this process has written itself is no news, and neither is a file that was saved without a change.

use super::ledger::Headline;
use super::{Folder, Set};
use jiff::Timestamp;
use std::time::{Duration, SystemTime};
use tokio::sync::mpsc;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// How long is waited between two looks. A change is told of when two looks agree: in a second or so.
pub const LOOK_EVERY: Duration = Duration::from_millis(400);
/// After how many looks files are read even though they seem unchanged: some disks keep times by the second.
const READ_EVERY: u32 = 25;
/// How many changes may wait for whoever listens.
const WAITING: usize = 16;

/// How the files look from outside.
type Look = Vec<(String, Option<(SystemTime, u64)>)>;

/// Watches the files of a set until `stop`, and tells of what others change: by hand, which is then recorded, or from
/// another process. Every message is one or more revisions, oldest first, all of which are on the disk.
pub fn watch(
    set: Set,
    every: Duration,
    clock: fn() -> Timestamp,
    stop: CancellationToken,
    tracker: &TaskTracker,
) -> mpsc::Receiver<Vec<Headline>> {
    let (sender, receiver) = mpsc::channel(WAITING);
    let watcher = Watcher { set, clock, sender, looked: Vec::new(), read: None, looks: 0, complaint: None };
    tracker.spawn(async move {
        tokio::select! {
            () = stop.cancelled() => {}
            () = watcher.run(every) => {}
        }
    });
    receiver
}

struct Watcher {
    set: Set,
    clock: fn() -> Timestamp,
    sender: mpsc::Sender<Vec<Headline>>,
    /// The last look.
    looked: Look,
    /// How the files looked when they were last read.
    read: Option<Look>,
    looks: u32,
    /// What was last said of a failure, so that it is said once.
    complaint: Option<String>,
}

impl Watcher {
    /// Looks until nobody listens any more.
    async fn run(mut self, every: Duration) {
        let mut ticks = interval(every);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        while !self.sender.is_closed() {
            ticks.tick().await;
            if self.has_something_to_read().await {
                self.tell().await;
            }
        }
    }

    async fn has_something_to_read(&mut self) -> bool {
        let folder = self.set.folder().clone();
        let Ok(look) = tokio::task::spawn_blocking(move || look(&folder)).await else { return false };
        // An editor may be in the middle of saving.
        let at_rest = self.looked == look;
        self.looked = look;
        self.looks = self.looks.wrapping_add(1);
        at_rest && (self.read.as_ref() != Some(&self.looked) || self.looks.is_multiple_of(READ_EVERY))
    }

    async fn tell(&mut self) {
        match self.set.news((self.clock)()).await {
            Ok(news) => {
                self.read = Some(self.looked.clone());
                self.complaint = None;
                if !news.is_empty() {
                    // Nobody listens any more: the loop ends.
                    let _ = self.sender.send(news).await;
                }
            }
            Err(error) => self.complain(error.to_string()),
        }
    }

    fn complain(&mut self, complaint: String) {
        if self.complaint.as_ref() != Some(&complaint) {
            tracing::warn!("changed knowledge files cannot be recorded yet: {complaint}");
            self.complaint = Some(complaint);
        }
    }
}

fn look(folder: &Folder) -> Look {
    let paths = folder.paths().unwrap_or_default();
    let look = |path: String| {
        let file = std::fs::metadata(folder.file(&path)).ok();
        let outside = file.and_then(|file| Some((file.modified().ok()?, file.len())));
        (path, outside)
    };
    paths.into_iter().map(look).collect()
}
