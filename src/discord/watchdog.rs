//! A connection that has silently died: serenity still calls it connected, but no heartbeat is answered.

use poise::serenity_prelude::ShardManager;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How often is looked within the time that is waited.
const LOOKS: u32 = 9;

/// Returns when no heartbeat has been answered for as long as this; the process then has to start anew.
pub(super) async fn silence(shards: Arc<ShardManager>, patience: Duration) {
    let mut before = latencies(&shards).await;
    let mut since = Instant::now();
    while since.elapsed() < patience {
        tokio::time::sleep(patience / LOOKS).await;
        let now = latencies(&shards).await;
        // Every answer to a heartbeat sets a new latency, to the nanosecond.
        if now.iter().any(|answered| !before.contains(answered)) {
            (before, since) = (now, Instant::now());
        }
    }
}

/// The shards that have had an answer, with how long the last one took; a connection that begins anew has had none.
async fn latencies(shards: &ShardManager) -> Vec<(u32, Duration)> {
    let runners = shards.runners.lock().await;
    runners.iter().filter_map(|(shard, runner)| Some((shard.0, runner.latency?))).collect()
}
