//! Manners: whom the bot leaves alone, what it may not do, and what it does with abuse.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use super::double::{Double, Fault, Setup, permission};
use super::joined::{self, Joined, settings};
use crate::bot::APP;
use chaikhana::discord::{Ending, Patience};
use serde_json::json;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

const EAEU: &str = "<@bot> did uzbekistan ever join the eurasian economic union?";
const QUIET: Duration = Duration::from_millis(300);

#[tokio::test]
async fn a_hundred_questions_of_one_person_get_their_share_and_one_calm_sentence() {
    let discord = Double::start().await;
    let bot =
        Joined::with(&discord, |settings| settings.limits.user_per_minute = NonZeroU32::new(5).expect("five")).await;
    let home = discord.home();
    discord.ready(Some(home.guild)).await;
    for _ in 0..100 {
        discord.say_now(&home.tearoom, &home.asker, EAEU);
    }
    discord.sent_at_least(6).await;
    tokio::time::sleep(QUIET).await;
    let sent = discord.sent();
    let calm = sent.iter().filter(|message| message.content().starts_with("That is a lot at once")).count();
    assert_eq!((sent.len(), calm), (6, 1));
    let said = discord.say(&home.tearoom, &home.member, EAEU).await;
    assert!(discord.reply_to(&said).await.content().contains("Uzbekistan"), "others are answered meanwhile");
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn nothing_in_a_question_pings_links_or_formats() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    let long = "x ".repeat(990);
    let zero = "\u{200b}".repeat(1_500);
    for text in [
        "<@bot> @everyone <@&123> [x](https://evil.example) **did uzbekistan join** the eaeu?",
        "<@bot> ||@here|| ```rs\nfn main() {}\n``` Krygyz\u{202e}stan `eaeu`",
        &format!("<@bot> {long}"),
        &format!("<@bot> {zero}"),
        &format!("<@bot> Kyrgyz{zero}stan eaeu"),
    ] {
        let said = discord.say(&home.tearoom, &home.asker, text).await;
        let reply = discord.reply_to(&said).await;
        for bad in ["@everyone", "@here", "evil.example", "```"] {
            assert!(!reply.text().replace("\\@", "").contains(bad), "{bad} in {}", reply.text());
        }
    }
    bot.stopped().await;
    // The double has refused every message without an empty `allowed_mentions`.
    discord.finish();
}

#[tokio::test]
async fn forged_and_outdated_presses_get_a_sentence() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    let said = discord.say(&home.tearoom, &home.asker, EAEU).await;
    let answer = discord.reply_to(&said).await;
    for (id, words) in [
        ("1|p|no-such-entry|1|1".to_owned(), "for the person who asked"),
        ("1|a|no-such-entry".to_owned(), "withdrawn"),
        ("1|c|no-such-entry".to_owned(), "withdrawn"),
        ("1|u|uzbekistan-eaeu-observer|zzzzzzz".to_owned(), "no longer kept"),
        ("0|x|1".to_owned(), "older version"),
        ("nonsense".to_owned(), "older version"),
        ("x".repeat(5_000), "older version"),
        ("1|time||9999-99|\u{202e}|99999999999999999999".to_owned(), "older version"),
    ] {
        let press = discord.press_raw(&home.member, &answer, &id).await.response().await;
        assert!(press.ephemeral && press.content().contains(words), "{id}: {}", press.content());
    }
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn options_of_wrong_types_and_unknown_commands_do_no_harm() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    for options in [
        json!([{"type": 4, "name": "question", "value": 5}]),
        json!([{"type": 3, "name": "other", "value": "x"}]),
        json!([]),
    ] {
        let response = discord.slash_raw(&home.asker, &home.tearoom, "ask", options.clone()).await.response().await;
        assert!(response.ephemeral, "{options}: {}", response.content());
    }
    let said = discord.say(&home.tearoom, &home.asker, EAEU).await;
    assert!(discord.reply_to(&said).await.content().contains("Uzbekistan"));
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_guild_that_is_not_on_the_list_is_not_served() {
    let discord = Double::start().await;
    let guild = discord.home().guild;
    let bot = Joined::with(&discord, |settings| settings.guilds = vec![guild]).await;
    let home = discord.home();
    let said = discord.say(&home.away_channel, &home.stranger, EAEU).await;
    discord.silence(&said.channel, QUIET).await;
    let asked = discord.slash(&home.stranger, &home.away_channel, "ask", json!({"question": "x"})).await;
    let response = asked.response().await;
    assert!(response.ephemeral && response.content().contains("not set up for this server"), "{}", response.content());
    bot.stopped().await;
    discord.finish();
}

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
    tokio::time::sleep(QUIET).await;
    still_there().await;
    discord.close_gateway(4000);
    tokio::time::sleep(QUIET).await;
    still_there().await;
    discord.drop_sockets();
    tokio::time::sleep(QUIET).await;
    still_there().await;
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn what_starting_again_does_not_help_ends_the_bot_with_the_reason() {
    for code in [4004, 4013, 4014] {
        let discord = Double::start().await;
        let bot = Joined::to(&discord).await;
        discord.ready(None).await;
        discord.close_gateway(code);
        let ending = bot.ended().await;
        assert!(matches!(ending, Ending::Refused(_)), "{code}: {ending:?}");
    }
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

/// A bot that expects an answer to a heartbeat within a second.
fn impatient(discord: &Double) -> Joined {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let patience = Patience { heartbeat: Duration::from_secs(1), ..joined::patience() };
    Joined::patient(Arc::clone(&APP), settings(discord, &folder), folder, patience)
}

#[tokio::test]
async fn a_connection_that_silently_died_ends_the_bot_and_a_live_one_does_not() {
    let quick = || Setup::default().heartbeat(Duration::from_millis(100));
    let discord = quick().start().await;
    discord.withhold_acks(true);
    let ending = impatient(&discord).ended().await;
    assert!(matches!(ending, Ending::Lost(_)), "{ending:?}");
    let discord = quick().start().await;
    let bot = impatient(&discord);
    discord.registered().await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    let said = discord.say(&discord.home().tearoom, &discord.home().asker, EAEU).await;
    assert!(discord.reply_to(&said).await.content().contains("Uzbekistan"));
    bot.stopped().await;
}

#[tokio::test]
async fn a_session_that_discord_ends_is_begun_anew() {
    let discord = Setup::default().patience(Duration::from_secs(12)).start().await;
    let bot = Joined::to(&discord).await;
    discord.invalidate(false);
    discord.started(2, 0).await;
    let said = discord.say(&discord.home().tearoom, &discord.home().asker, EAEU).await;
    assert!(discord.reply_to(&said).await.content().contains("Uzbekistan"));
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn an_answer_that_comes_too_late_for_discord_harms_nothing() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    discord.fault(Fault::on("POST", "/interactions").refused(404, 10_062));
    discord.slash(&home.asker, &home.tearoom, "ask", json!({"question": "is uzbekistan in the eaeu?"})).await;
    discord.asked_for("POST", "/interactions", 1).await;
    let said = discord.say(&home.tearoom, &home.asker, EAEU).await;
    assert!(discord.reply_to(&said).await.content().contains("Uzbekistan"));
    bot.stopped().await;
    discord.finish();
}
