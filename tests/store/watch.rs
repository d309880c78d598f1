//! The watcher: it tells of what others change, soon, and of nothing else.

use super::{A, B, C, World, change, commit, second};
use chaikhana::app::ledger::{Headline, Via};
use chaikhana::app::{Base, LOOK_EVERY, Set, watch};
use std::time::{Duration, Instant};
use tokio::sync::mpsc::Receiver;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

fn start(set: &Set) -> (Receiver<Vec<Headline>>, CancellationToken, TaskTracker) {
    let (stop, tracker) = (CancellationToken::new(), TaskTracker::new());
    (watch(set.clone(), LOOK_EVERY, || second(7), stop.clone(), &tracker), stop, tracker)
}

/// What is told within the two seconds that are promised.
async fn told(news: &mut Receiver<Vec<Headline>>) -> Vec<(Via, String)> {
    let news = timeout(Duration::from_secs(2), news.recv()).await.unwrap().unwrap();
    news.into_iter().map(|line| (line.author.via, line.paths.join(" "))).collect()
}

async fn assert_silent(news: &mut Receiver<Vec<Headline>>, what: &str) {
    assert!(timeout(Duration::from_millis(1500), news.recv()).await.is_err(), "{what} is no news");
}

#[tokio::test]
async fn what_is_saved_by_hand_is_told_within_two_seconds_and_recorded() {
    let world = World::new();
    let set = world.open().await;
    let (mut news, _stop, _tracker) = start(&set);
    assert_silent(&mut news, "the start").await;
    world.save(A, "[[broken");
    world.save(B, "new b");
    assert_eq!(told(&mut news).await, [(Via::Editor, format!("{A} {B}"))]);
    std::fs::remove_file(world.path(C)).unwrap();
    assert_eq!(told(&mut news).await, [(Via::Editor, C.to_owned())]);
    assert_eq!(set.current().await.unwrap(), 2);
}

#[tokio::test]
async fn what_we_write_ourselves_is_no_news_and_what_another_process_writes_is() {
    let world = World::new();
    let (ours, others) = (world.open().await, world.open().await);
    let (mut news, _stop, _tracker) = start(&ours);
    commit(&ours, Base::Whole(0), &[change(A, Some("old a"), Some("new a"))]).await.unwrap();
    world.save(C, "old c");
    assert_silent(&mut news, "what we wrote, and a file saved without a change").await;
    commit(&others, Base::Whole(1), &[change(B, None, Some("new b"))]).await.unwrap();
    assert_eq!(told(&mut news).await, [(Via::Terminal, B.to_owned())]);
    world.save(C, "by hand");
    // Recorded by our own commit, and news all the same.
    commit(&ours, Base::Files(2), &[change(A, Some("new a"), Some("newer a"))]).await.unwrap();
    assert_eq!(told(&mut news).await, [(Via::Editor, C.to_owned())]);
}

#[tokio::test]
async fn the_watcher_ends_when_it_is_told_to() {
    let world = World::new();
    let (mut news, stop, tracker) = start(&world.open().await);
    tracker.close();
    let begun = Instant::now();
    stop.cancel();
    timeout(Duration::from_secs(2), tracker.wait()).await.unwrap();
    assert!(begun.elapsed() < Duration::from_secs(1));
    assert!(news.recv().await.is_none());
}
