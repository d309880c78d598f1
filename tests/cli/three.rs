//! Three at once on one file: a bot that publishes, a moderator at the terminal, and an editor that saves by hand.
//! Every edit is in, or was refused with a diff.
//!
//! `cargo test --release --test all three_at_once -- --ignored --nocapture` does five hundred rounds.

#![expect(clippy::print_stdout, reason = "what was counted is what is looked at")]

use super::{Place, Said};
use chaikhana::app::ledger::{Filter, Revision};
use chaikhana::app::{App, CommitError, Curator, CuratorError, Records, Snapshot, in_terminal};
use chaikhana::config::Config;
use chaikhana::knowledge::EntryId;
use chaikhana::knowledge::edit::{Edit, Field};
use chaikhana::store::replace;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio_util::task::TaskTracker;

const FILE: &str = "topics/loans.toml";
/// How often the bot makes an edit again because somebody was faster.
const TRIES: usize = 5;

/// What became of the edits of one of the three.
#[derive(Debug, Default)]
struct Fates {
    /// What history says of each.
    kept: BTreeSet<String>,
    refused: usize,
}

/// Opens the knowledge of a place as the bot does.
pub(super) async fn open(place: &Path) -> Curator {
    let config = Arc::new(Config::load(Some(&place.join("config.toml")), std::iter::empty()).expect("a config"));
    let records = Records::open(&config.discord.ledger, &TaskTracker::new()).await.expect("the ledger opens");
    let set = Curator::set(&records, &config).await.expect("the set opens");
    let app = Arc::new(App::new(Snapshot::open(set.folder(), &config).expect("the knowledge opens")));
    Curator::new(set, app, Arc::new(records), config)
}

/// Publishes a date as the bot does, from within this process.
async fn publish(curator: &Curator, words: &str, fates: &mut Fates) {
    let id = EntryId::parse("belmoria-railway-loan").expect("an id");
    let edit = Edit::Change { id, what: vec![Field::ReviewBy(Some(words.to_owned()))] };
    let mut diff = String::new();
    for _ in 0..TRIES {
        let present = curator.present().await.expect("the files can be read");
        let proposed = curator.propose(present, edit.clone(), |_, _| ()).await.expect("the edit is right");
        diff.clone_from(&proposed.proposal.diff);
        match curator.publish(proposed, &in_terminal("bot"), words).await {
            Ok(_) => {
                fates.kept.insert(words.to_owned());
                return;
            }
            Err(CuratorError::Commit(CommitError::Stale { .. } | CommitError::Changed { .. })) => {}
            Err(error) => unreachable!("{error}"),
        }
    }
    assert!(diff.contains(words), "refused without a diff: {diff}");
    fates.refused += 1;
}

/// Publishes a comment with the binary.
fn type_in(place: &Place, words: &str, fates: &mut Fates) {
    place.write("typed.toml", &super::killed::text_below(words));
    let args = ["knowledge", "edit", "kestovia-harbour-loan", "--from", "typed.toml", "--yes", "--why", words];
    let said: Said = place.run(&args);
    if said.code == 0 {
        assert!(said.out.contains("published as revision "), "{said:?}");
        fates.kept.insert(words.to_owned());
        return;
    }
    let has_diff = said.out.contains(words);
    assert!(said.code == 1 && has_diff && said.err.contains("changed meanwhile"), "refused without a diff: {said:?}");
    fates.refused += 1;
}

/// A date for every round.
fn day(round: usize) -> String {
    format!("{}-{:02}-{:02}", 2030 + round / 336, 1 + round / 28 % 12, 1 + round % 28)
}

/// What is saved by hand.
fn comment(at: usize) -> String {
    format!("# looked at, {at}\n")
}

/// Saves by hand again and again, with a comment at the end of the file, until told to stop; gives what was saved.
fn save_by_hand(file: &Path, stop: &AtomicBool) -> Vec<String> {
    let mut saved = Vec::new();
    while !stop.load(Ordering::Relaxed) {
        let text = std::fs::read_to_string(file).expect("the file is there");
        let text = text + &comment(saved.len());
        replace(file, text.as_bytes()).expect("the file can be saved");
        saved.push(text);
        std::thread::sleep(Duration::from_millis(150));
    }
    saved
}

async fn three_at_once(rounds: usize) {
    let place = Place::new();
    let file = place.path("knowledge").join(FILE);
    place.begin();
    let curator = open(place.folder.path()).await;
    let stop = AtomicBool::new(false);
    let (mut bot, mut terminal) = (Fates::default(), Fates::default());
    let saved = std::thread::scope(|scope| {
        let hand = scope.spawn(|| save_by_hand(&file, &stop));
        let typing = scope.spawn(|| {
            let mut fates = Fates::default();
            (0..rounds).for_each(|round| type_in(&place, &format!("typed {round}"), &mut fates));
            fates
        });
        let runtime = tokio::runtime::Handle::current();
        (0..rounds).for_each(|round| {
            tokio::task::block_in_place(|| {
                runtime.block_on(publish(&curator, &day(round), &mut bot));
            });
        });
        terminal = typing.join().expect("the terminal ends");
        stop.store(true, Ordering::Relaxed);
        hand.join().expect("the editor ends")
    });
    drop(curator);
    let curator = open(place.folder.path()).await;
    assert_eq!(bot.kept.len() + bot.refused, rounds);
    assert_eq!(terminal.kept.len() + terminal.refused, rounds);
    assert_history(&curator, &bot, &terminal, &saved, &std::fs::read(&file).expect("the file is there")).await;
    place.run(&["check"]).done();
    let refused = bot.refused + terminal.refused;
    println!("{} in, {refused} refused with a diff, {} saved by hand", 2 * rounds - refused, saved.len());
}

/// History has every edit that was acknowledged, one state follows from the other, and the last is on the disk with
/// every comment that was saved by hand. So whatever is no longer in the file was taken out by a hand, after history had it.
async fn assert_history(curator: &Curator, bot: &Fates, terminal: &Fates, saved: &[String], on_disk: &[u8]) {
    let mut lines = curator.history(&Filter::default(), usize::MAX).await.expect("there is a history");
    lines.reverse();
    let published: BTreeSet<String> =
        lines.iter().map(|line| line.why.replace("edited: ", "")).filter(|why| why != "saved by hand").collect();
    let acknowledged: BTreeSet<String> = bot.kept.union(&terminal.kept).cloned().collect();
    assert_eq!(published, acknowledged, "history has what was acknowledged, and nothing else");
    let mut state: Option<Vec<u8>> = None;
    for line in &lines {
        let Revision { number, plan } = curator.revision(line.number).await.expect("it is there").expect("it is there");
        let change = plan.changes.into_iter().find(|change| change.path == FILE).expect("all is about one file");
        if let Some(state) = &state {
            assert_eq!(change.before.as_ref(), Some(state), "revision {number} follows from the one before");
        }
        state = change.after;
    }
    assert_eq!(state.as_deref(), Some(on_disk), "the last state is on the disk");
    let on_disk = String::from_utf8_lossy(on_disk);
    for at in 0..saved.len() {
        assert!(on_disk.contains(&comment(at)), "what was saved by hand is lost: {at}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_three_at_once_every_edit_is_in_or_was_refused_with_a_diff() {
    three_at_once(20).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes minutes; see the top of the file"]
async fn of_three_at_once_for_five_hundred_rounds_every_edit_is_in_or_was_refused_with_a_diff() {
    three_at_once(500).await;
}
