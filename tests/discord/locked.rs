//! While another program holds the ledger: nothing is said to be done that is not.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use super::double::{Channel, Double, Fault, Setup};
use super::joined::Joined;
use super::program::{PATIENCE, Place};
use crate::bot::APP;
use chaikhana::app::ledger::{Sqlite, Suggestions};
use serde_json::json;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

const EAEU: &str = "<@bot> did uzbekistan ever join the eurasian economic union?";

/// A double that waits as long as a locked ledger takes, a bot, and the folder of its ledger.
async fn joined() -> (Double, Joined, PathBuf) {
    let discord = Setup::default().patience(Duration::from_secs(10)).start().await;
    let mut folder = PathBuf::new();
    let bot = Joined::with(&discord, |settings| settings.ledger.folder.clone_into(&mut folder)).await;
    (discord, bot, folder)
}

/// Keeps everybody else from writing.
async fn hold(folder: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(folder.join("ledger.sqlite"));
    let mut held = options.busy_timeout(Duration::from_secs(5)).connect().await.expect("the ledger can be opened");
    sqlx::query("BEGIN IMMEDIATE").execute(&mut held).await.expect("the ledger can be held");
    held
}

async fn let_go(mut held: SqliteConnection) {
    sqlx::query("ROLLBACK").execute(&mut held).await.expect("the ledger can be let go of");
}

#[tokio::test]
async fn who_is_to_be_forgotten_while_a_question_waits_is_asked_to_try_again() {
    let (discord, bot, folder) = joined().await;
    let home = discord.home();
    let privacy = discord.slash(&home.asker, &home.tearoom, "privacy", json!({})).await.response().await.message;
    let held = hold(&folder).await;
    let said = discord.say(&home.tearoom, &home.asker, EAEU).await;
    discord.reply_to(&said).await;
    let told = discord.press(&home.asker, &privacy, "Forget me").await.response().await;
    assert!(told.ephemeral && told.content().starts_with("That could not be deleted just now"), "{}", told.content());
    let_go(held).await;
    discord.press(&home.asker, &privacy, "Forget me").await.response().await;
    let now = discord.read(&privacy).expect("the message is still there");
    assert_eq!(
        now.content(),
        "Deleted: 1 question. Nothing more is kept under your account; what was taken up into the knowledge stays, without your name."
    );
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn who_suggests_or_sets_something_hears_so_though_it_takes_longer_than_discord_waits() {
    let (discord, bot, folder) = joined().await;
    let home = discord.home();
    let held = hold(&folder).await;
    let channel = json!({"channel": home.courtyard.id.to_string()});
    let (suggested, set) = tokio::join!(
        discord.slash(&home.member, &home.tearoom, "suggest", json!({"text": "tea"})),
        discord.slash(&home.moderator, &home.tearoom, "settings add-channel", channel),
    );
    tokio::time::sleep(Duration::from_millis(3_500)).await;
    let_go(held).await;
    for (used, says) in [(&suggested, "Thank you"), (&set, "unprompted in <#")] {
        let told = used.response().await;
        assert!(told.ephemeral && told.content().contains(says), "{}", told.content());
        assert!(told.first < Duration::from_secs(3), "{:?}", told.first);
    }
    let _stays = bot.stopped().await;
    let ledger = Sqlite::open(&folder.join("ledger.sqlite")).await.expect("the ledger can be opened");
    let kept = ledger.open_suggestions(Some(home.guild), 9).await.expect("the ledger can be read");
    assert_eq!(kept.len(), 1);
    discord.finish();
}

#[tokio::test]
async fn what_waits_for_a_ledger_that_is_held_leaves_no_statements_in_the_log() {
    let discord = Setup::default().patience(PATIENCE).start().await;
    let home = discord.home();
    let place = Place::valleys(&discord);
    let mut program = place.starts(&["run"], &[("DISCORD_TOKEN", discord.token())]);
    program.says("joined Discord").await;
    let said = discord.say(&home.tearoom, &home.asker, "<@bot> How much did Lorn pay for the upper dam?").await;
    let answer = discord.reply_to(&said).await;
    // It is written down before the ledger is held.
    tokio::time::sleep(Duration::from_millis(600)).await;
    let held = hold(&place.file("data")).await;
    let up = answer.components().into_iter().find(|part| part["emoji"]["name"] == "👍").expect("it can be voted on");
    let vote = discord.press(&home.asker, &answer, up["custom_id"].as_str().expect("an id")).await;
    tokio::time::sleep(Duration::from_millis(1_800)).await;
    let_go(held).await;
    let told = vote.response().await;
    assert!(told.content().contains("Thank you"), "{}", told.content());
    let (_, said) = program.told_to_stop().await;
    assert!(!said.iter().any(|line| line.contains("sqlx")), "{said:?}");
    discord.finish();
}

#[tokio::test]
async fn a_channel_does_not_wait_for_the_ledger() {
    let (discord, bot, folder) = joined().await;
    let home = discord.home();
    let said = discord.say(&home.tearoom, &home.asker, EAEU).await;
    let answer = discord.reply_to(&said).await;
    // From here on only the ledger knows what was asked.
    let bot = bot.restarted(Arc::clone(&APP)).await;
    discord.started(2, 0).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let held = hold(&folder).await;
    // The journal waits for it on one connection, and a vote on the other.
    let elsewhere = discord.say(&home.courtyard, &home.asker, EAEU).await;
    let other = discord.reply_to(&elsewhere).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let up = other.components().into_iter().find(|part| part["emoji"]["name"] == "👍").expect("it can be voted on");
    let vote = discord.press(&home.asker, &other, up["custom_id"].as_str().expect("an id")).await;
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    discord.reply(&answer, &home.member, "and Tajikistan?").await;
    let next = discord.say(&home.tearoom, &home.member, EAEU).await;
    let reply = discord.reply_to(&next).await;
    assert!(reply.took.is_some_and(|took| took < Duration::from_secs(2)), "{:?}", reply.took);
    let_go(held).await;
    vote.response().await;
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_late_answer_comes_also_where_discord_is_busy() {
    let (discord, bot, folder) = joined().await;
    let home = discord.home();
    let said = discord.say(&home.tearoom, &home.asker, EAEU).await;
    let answer = discord.reply_to(&said).await;
    // It is written down before the ledger is held.
    tokio::time::sleep(Duration::from_millis(600)).await;
    let held = hold(&folder).await;
    let up = answer.components().into_iter().find(|part| part["emoji"]["name"] == "👍").expect("it can be voted on");
    let vote = discord.press(&home.asker, &answer, up["custom_id"].as_str().expect("an id")).await;
    tokio::time::sleep(Duration::from_millis(2_500)).await;
    discord.fault(Fault::on("PATCH", "/webhooks").status(502));
    let_go(held).await;
    let told = vote.response().await;
    assert!(told.content().starts_with("Thank you"), "{}", told.content());
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn two_keepers_who_add_channels_at_once_add_both() {
    let (discord, bot, folder) = joined().await;
    let home = discord.home();
    let add = |channel: &Channel| {
        let options = json!({"channel": channel.id.to_string()});
        discord.slash(&home.moderator, &home.tearoom, "settings add-channel", options)
    };
    let held = hold(&folder).await;
    let (one, other) = tokio::join!(add(&home.tearoom), add(&home.courtyard));
    // Long enough for both to have read what was there before.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let_go(held).await;
    one.response().await;
    other.response().await;
    let shown = discord.slash(&home.moderator, &home.tearoom, "settings show", json!({})).await.response().await;
    for channel in [&home.tearoom, &home.courtyard] {
        assert!(shown.content().contains(&format!("<#{}>", channel.id)), "{}", shown.content());
    }
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn stopping_does_not_wait_for_a_ledger_that_is_held() {
    let (discord, bot, folder) = joined().await;
    let home = discord.home();
    let said = discord.say(&home.tearoom, &home.asker, EAEU).await;
    let answer = discord.reply_to(&said).await;
    // It is written down before the ledger is held.
    tokio::time::sleep(Duration::from_millis(600)).await;
    let held = hold(&folder).await;
    let up = answer.components().into_iter().find(|part| part["emoji"]["name"] == "👍").expect("it can be voted on");
    discord.press(&home.asker, &answer, up["custom_id"].as_str().expect("an id")).await.first().await;
    let begun = Instant::now();
    let _stays = bot.stopped().await;
    // A write waits for ten seconds; two of them have passed, and its question waits for three at most.
    assert!(begun.elapsed() < Duration::from_millis(7_500), "{:?}", begun.elapsed());
    let_go(held).await;
    discord.finish();
}
