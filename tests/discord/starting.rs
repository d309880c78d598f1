//! The order in which the bot starts: nothing that is half done is read, and nothing that changes meanwhile is missed.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use super::double::Double;
use super::joined::{Kept, hold, open};
use super::program::Place;
use chaikhana::app::ledger::{Author, Change, Plan, Revisions, Sqlite, Via};
use chaikhana::app::{Folder, Set, Snapshot};
use chaikhana::config::Config;
use chaikhana::knowledge::EntryId;
use chaikhana::knowledge::edit::{Edit, apply};
use chaikhana::store::replace;
use jiff::Timestamp;
use std::sync::Arc;
use std::time::{Duration, Instant};

const LORN: &str = "countries/lorn.toml";
const LEAGUE: &str = "topics/league.toml";
const PRICE: &str = "id = \"lorn-dam-price\"";

/// An entry on its way to another file, and the process ended when it stood in both.
async fn half_moved(config: &Config) {
    let path = config.discord.ledger.folder.join("ledger.sqlite");
    let ledger = Arc::new(Sqlite::open(&path).await.expect("the ledger opens"));
    let folder = Folder::new(&config.knowledge);
    let now = Timestamp::now();
    drop(Set::open(folder.clone(), ledger.clone(), now).await.expect("the set opens"));
    let (files, _) = folder.load().expect("the folder can be read");
    let edit = Edit::Move { id: EntryId::parse("lorn-dam-price").expect("an id"), to: LEAGUE.to_owned() };
    let changes: Vec<Change> = apply(&files, &edit).expect("it can be moved").iter().map(Change::from).collect();
    let made = changes.iter().find(|change| change.path == LEAGUE).expect("it comes to the league");
    let after = made.after.clone().expect("the league stays");
    let author = Author { name: "Aigul".to_owned(), pseudonym: None, via: Via::Terminal };
    let plan = Plan { base: 0, at: now, author, why: "moves".to_owned(), entries: Vec::new(), changes };
    ledger.intend(&plan).await.expect("it is noted");
    replace(&folder.file(LEAGUE), &after).expect("the file can be written");
    assert!(Snapshot::open(&folder, config).is_err(), "no bot can read that");
}

#[tokio::test]
async fn a_change_that_was_left_half_done_is_at_its_end_before_the_files_are_read() {
    let discord = Kept::double().await;
    let bot = Kept::starting(&discord, half_moved, open).await;
    assert!(!bot.file(LORN).contains(PRICE) && bot.file(LEAGUE).contains(PRICE));
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn what_is_saved_while_the_bot_starts_is_taken_over() {
    let discord = Kept::double().await;
    let home = discord.home();
    let read_too_early = |config: &Config| {
        let app = open(config);
        let file = config.knowledge.join(LORN);
        let text = std::fs::read_to_string(&file).expect("the file can be read");
        let text = text.replace("Lorn dam cost", "Lorn dam cost in dollars");
        replace(&file, text.as_bytes()).expect("the file can be written");
        app
    };
    let bot = Kept::starting(&discord, async |_: &Config| (), read_too_early).await;
    let told = discord.next_message(&home.courtyard).await;
    assert!(told.content().contains("Lorn dam cost in dollars"), "{}", told.content());
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_program_that_is_told_to_stop_while_it_starts_stops_in_good_order() {
    let discord = Double::start().await;
    let place = Place::valleys(&discord);
    let _held = hold(&Config { knowledge: place.file("knowledge"), ..Config::default() });
    let program = place.starts(&["run"], &[("DISCORD_TOKEN", discord.token())]);
    // By now it waits for the files.
    tokio::time::sleep(Duration::from_secs(3)).await;
    let begun = Instant::now();
    let (ended, said) = program.told_to_stop().await;
    assert_eq!(ended.code(), Some(0), "{said:?}");
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
    assert_eq!(discord.starts(), (0, 0), "it has not signed in");
    discord.finish();
}

#[tokio::test]
async fn files_that_cannot_be_read_while_another_program_holds_them_are_worth_another_start() {
    let discord = Double::start().await;
    let place = Place::valleys(&discord);
    let knowledge = place.file("knowledge");
    replace(&knowledge.join(LORN), b"[[entry]\n").expect("the file can be written");
    let held = hold(&Config { knowledge, ..Config::default() });
    let starts = || place.starts(&["run"], &[("DISCORD_TOKEN", discord.token())]);
    let (ended, said) = starts().ended().await;
    assert_eq!(ended.code(), Some(5), "{said:?}");
    assert!(said.iter().any(|line| line.contains("another program holds the knowledge folder")), "{said:?}");
    drop(held);
    let (ended, said) = starts().ended().await;
    assert_eq!(ended.code(), Some(3), "{said:?}");
    discord.finish();
}
