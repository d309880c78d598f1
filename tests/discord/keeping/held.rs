//! A bot that starts while another program holds the files: it answers, and keeps the knowledge once it can.

use super::told::record;
use super::{PRICE, asked, keep, publish};
use crate::discord::double::{Double, Setup};
use crate::discord::joined::{Kept, hold, open};
use chaikhana::app::ledger::{Author, Change, Ledger, Sqlite, Via};
use chaikhana::app::{Base, Folder, Set};
use chaikhana::config::Config;
use chaikhana::discord::Ending;
use chaikhana::knowledge::EntryId;
use chaikhana::knowledge::edit::{Edit, apply};
use jiff::Timestamp;
use serde_json::json;
use std::fs::File;
use std::sync::{Arc, mpsc};
use std::time::Duration;

const LORN: &str = "countries/lorn.toml";

/// A bot that starts while its files are held, and what holds them.
async fn starting() -> (Double, Kept, File) {
    starting_after(record).await
}

/// The same, with something done to the files before that.
async fn starting_after(before: impl AsyncFnOnce(&Config)) -> (Double, Kept, File) {
    let discord = Setup::default().patience(Duration::from_secs(40)).start().await;
    let (held, holds) = mpsc::channel();
    let before = async move |config: &Config| {
        before(config).await;
        held.send(hold(config)).expect("it is kept");
    };
    let bot = Kept::starting(&discord, before, open).await;
    (discord, bot, holds.recv().expect("it is kept"))
}

#[tokio::test]
async fn files_that_are_held_for_long_at_the_start_can_be_changed_once_they_are_let_go_of() {
    let (discord, bot, held) = starting().await;
    let home = discord.home();
    assert!(asked(&discord, PRICE).await.text().contains("16 million"), "it answers meanwhile");
    let alias = json!({"entry": "lorn-dam-price", "question": "what was paid by Lorn for its upper dam"});
    let told = keep(&discord, "knowledge alias", alias.clone()).await;
    assert!(told.ephemeral && told.content().ends_with("Please try again in a moment."), "{}", told.content());
    let text = bot.file("countries/lorn.toml");
    bot.write("countries/lorn.toml", &text.replace("Lorn dam cost", "Lorn dam cost in dollars"));
    drop(held);
    let told = discord.next_message(&home.courtyard).await;
    assert!(told.content().contains("Lorn dam cost in dollars"), "{}", told.content());
    assert!(asked(&discord, "Lorn dam cost in dollars").await.text().contains("16 million"), "it is in use");
    let shown = keep(&discord, "knowledge alias", alias).await;
    let done = publish(&discord, &shown).await;
    assert!(done.content().contains("Published as revision 2"), "{}", done.text());
    discord.next_message(&home.courtyard).await;
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_file_that_was_broken_while_the_files_were_held_is_told_once_and_its_change_when_it_is_mended() {
    let (discord, bot, held) = starting().await;
    let home = discord.home();
    let text = bot.file(LORN);
    bot.write(LORN, "[[entry]\n");
    drop(held);
    let told = discord.next_message(&home.courtyard).await;
    assert!(told.content().contains("cannot be used") && told.content().contains(LORN), "{}", told.content());
    discord.silence(&home.courtyard, Duration::from_secs(3)).await;
    bot.write(LORN, &text.replace("Lorn dam cost", "Lorn dam cost in dollars"));
    for number in 1..=2 {
        let told = discord.next_message(&home.courtyard).await;
        assert!(told.content().contains(&format!("**Revision {number}**")), "{}", told.content());
    }
    bot.stopped().await;
    discord.finish();
}

/// Adds a phrasing as the terminal does, with moderators to be told of it.
async fn add(config: &Config) {
    let ledger = Arc::new(Sqlite::open(&config.discord.ledger.file()).await.expect("the ledger opens"));
    ledger.note_told(0).await.expect("it is noted");
    let folder = Folder::new(&config.knowledge);
    let (files, _) = folder.load().expect("the folder can be read");
    let set = Set::open(folder, ledger, Timestamp::now()).await.expect("the set opens");
    let question = "what was paid by Lorn for its upper dam".to_owned();
    let edit = Edit::Alias { id: EntryId::parse("lorn-dam-price").expect("an id"), question };
    let changes: Vec<Change> = apply(&files, &edit).expect("it can be made").iter().map(Change::from).collect();
    let author = Author { name: "Aigul".to_owned(), pseudonym: None, via: Via::Terminal };
    let done = set.commit(Base::Whole(0), &changes, &author, "heard", Timestamp::now()).await;
    assert_eq!(done.expect("it is made"), 1);
}

#[tokio::test]
async fn what_was_made_in_the_terminal_is_told_though_a_file_was_broken_after_it() {
    let (discord, bot, held) = starting_after(add).await;
    let home = discord.home();
    let text = bot.file(LORN);
    bot.write(LORN, "[[entry]\n");
    drop(held);
    for says in ["**Revision 1** by Aigul", "cannot be used"] {
        let told = discord.next_message(&home.courtyard).await;
        assert!(told.content().contains(says), "{}", told.content());
    }
    discord.silence(&home.courtyard, Duration::from_secs(3)).await;
    bot.write(LORN, &text);
    for number in 2..=3 {
        let told = discord.next_message(&home.courtyard).await;
        assert!(told.content().contains(&format!("**Revision {number}**")), "{}", told.content());
    }
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_backup_that_is_put_back_between_two_tries_ends_the_bot_so_that_it_is_started_again() {
    let (discord, bot, held) = starting().await;
    let path = bot.folder().join(".chaikhana-open");
    let alone = tokio::task::spawn_blocking(move || {
        let lock = File::options().write(true).open(path).expect("there is such a lock");
        lock.lock().expect("the lock can be taken");
        lock
    });
    let _alone = alone.await.expect("the lock can be taken");
    let ending = bot.ended().await;
    assert!(matches!(&ending, Ending::Lost(why) if why.contains("a backup is being put back")), "{ending:?}");
    drop(held);
    discord.finish();
}
