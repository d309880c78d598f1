//! A connection that has silently died: serenity still calls it connected, but no heartbeat is answered.

use poise::serenity_prelude::ShardManager;
use std::sync::Arc;
use std::time::Duration;

/// Returns when no heartbeat has been answered for as long as this; the process then has to start anew.
pub(super) async fn silence(shards: Arc<ShardManager>, patience: Duration) {
    let mut before = latencies(&shards).await;
    loop {
        tokio::time::sleep(patience).await;
        let now = latencies(&shards).await;
        // Every answer to a heartbeat sets a new latency, to the nanosecond.
        if now == before {
            return;
        }
        before = now;
    }
}

async fn latencies(shards: &ShardManager) -> Vec<(u32, Option<Duration>)> {
    let runners = shards.runners.lock().await;
    let mut all: Vec<_> = runners.iter().map(|(shard, runner)| (shard.0, runner.latency)).collect();
    all.sort_unstable();
    all
}
