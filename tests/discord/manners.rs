//! Manners towards Discord: permissions that are missing, answers that are lost, connections that end.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use super::double::{Double, Fault, Setup, permission};
use super::joined::{self, Joined, settings};
use crate::bot::APP;
use chaikhana::discord::{Ending, Patience};
use std::sync::Arc;
use std::time::{Duration, Instant};

const EAEU: &str = "<@bot> did uzbekistan ever join the eurasian economic union?";
const QUIET: Duration = Duration::from_millis(300);

#[tokio::test]
async fn where_cards_may_not_be_shown_the_text_carries_the_quote() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    discord.deny(&home.courtyard, permission::EMBED_LINKS);
    let said = discord.say(&home.courtyard, &home.asker, EAEU).await;
    let reply = discord.reply_to(&said).await;
    assert!(reply.embeds().is_empty() && reply.content().contains("> \u{201c}"), "{}", reply.content());
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn where_the_bot_may_not_speak_it_does_not_try_again_and_again() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    discord.deny(&home.courtyard, permission::SEND_MESSAGES);
    let messages = format!("/channels/{}/messages", home.courtyard.id);
    discord.say(&home.courtyard, &home.asker, EAEU).await;
    // With cards, and without them.
    discord.asked_for("POST", &messages, 2).await;
    tokio::time::sleep(QUIET).await;
    for _ in 0..10 {
        discord.say(&home.courtyard, &home.asker, EAEU).await;
    }
    let said = discord.say(&home.tearoom, &home.asker, EAEU).await;
    discord.reply_to(&said).await;
    tokio::time::sleep(QUIET).await;
    assert_eq!(discord.requests_to("POST", &messages).len(), 2);
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_busy_discord_is_tried_again_and_a_lost_answer_is_not_said_twice() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    let messages = format!("/channels/{}/messages", home.tearoom.id);
    for fault in [
        Fault::on("POST", &messages).status(502),
        Fault::on("POST", &messages).rate_limited(Duration::from_millis(200)),
        Fault::on("POST", &messages).dropped(),
        Fault::on("POST", &messages).lost(),
    ] {
        discord.fault(fault);
        let before = discord.sent_count();
        let said = discord.say(&home.tearoom, &home.asker, EAEU).await;
        assert!(discord.reply_to(&said).await.content().contains("Uzbekistan"));
        tokio::time::sleep(2 * QUIET).await;
        assert_eq!(discord.sent_count(), before + 1);
    }
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_lost_connection_is_taken_up_again() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    let still_there = async || {
        let said = discord.say(&home.tearoom, &home.asker, EAEU).await;
        assert!(discord.reply_to(&said).await.content().contains("Uzbekistan"));
    };
    still_there().await;
    discord.reconnect();
    discord.started(1, 1).await;
    still_there().await;
    discord.close_gateway(4000);
    discord.started(1, 2).await;
    still_there().await;
    discord.drop_sockets();
    discord.started(1, 3).await;
    still_there().await;
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn what_starting_again_does_not_help_ends_the_bot_with_the_reason() {
    let closed = async |code| {
        let discord = Double::start().await;
        let bot = Joined::to(&discord).await;
        discord.ready(None).await;
        discord.close_gateway(code);
        let ending = bot.ended().await;
        assert!(matches!(&ending, Ending::Refused(why) if !why.contains("ask_channels")), "{code}: {ending:?}");
    };
    tokio::join!(closed(4004), closed(4013), closed(4014));
    let discord = Double::start().await;
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let mut wrong = settings(&discord, &folder);
    wrong.token = Some(chaikhana::config::Token::new("MTIz.wrong.token"));
    let ending = Joined::over(Arc::clone(&APP), wrong, folder).ended().await;
    assert!(matches!(&ending, Ending::Refused(why) if why.contains("token")), "{ending:?}");
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let mut nowhere = settings(&discord, &folder);
    nowhere.api_base = Some("http://127.0.0.1:9".to_owned());
    let ending = Joined::over(Arc::clone(&APP), nowhere, folder).ended().await;
    assert!(matches!(&ending, Ending::Unusable(why) if why.contains("api_base")), "{ending:?}");
    discord.finish();
}

/// A bot that expects an answer to a heartbeat within two seconds: time enough on a machine that is busy.
fn impatient(discord: &Double) -> Joined {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let patience = Patience { heartbeat: Duration::from_secs(2), ..joined::patience() };
    Joined::patient(Arc::clone(&APP), settings(discord, &folder), folder, patience)
}

#[tokio::test]
async fn a_connection_that_silently_died_ends_the_bot_and_a_live_one_does_not() {
    let quick = || Setup::default().heartbeat(Duration::from_millis(100));
    let discord = quick().start().await;
    discord.withhold_acks(true);
    let begun = Instant::now();
    let ending = impatient(&discord).ended().await;
    assert!(matches!(ending, Ending::Lost(_)), "{ending:?}");
    assert!(begun.elapsed() < Duration::from_secs(5), "it waits once and not twice: {:?}", begun.elapsed());
    let discord = quick().start().await;
    let bot = impatient(&discord);
    discord.registered().await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    let said = discord.say(&discord.home().tearoom, &discord.home().asker, EAEU).await;
    assert!(discord.reply_to(&said).await.content().contains("Uzbekistan"));
    bot.stopped().await;
}

#[tokio::test]
async fn a_session_that_discord_ends_is_begun_anew() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    discord.invalidate(false);
    discord.started(2, 0).await;
    let said = discord.say(&discord.home().tearoom, &discord.home().asker, EAEU).await;
    assert!(discord.reply_to(&said).await.content().contains("Uzbekistan"));
    bot.stopped().await;
    discord.finish();
}
