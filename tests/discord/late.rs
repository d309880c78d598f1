//! Answers that come when Discord no longer waits, and a bot that leaves while questions wait.

use super::double::{Double, Fault, Invoked, Said};
use super::joined::{Joined, Kept};
use super::program::Place;
use serde_json::json;
use std::num::NonZeroU32;
use std::time::Duration;

const PRICE: &str = "How much did Lorn pay for the upper dam?";
/// Longer than the first pause before a request is tried again.
const QUIET: Duration = Duration::from_millis(600);

/// How often the bot tried to answer an interaction, and what else it tried with it.
fn tries(discord: &Double, used: &Invoked) -> (usize, usize) {
    let first = format!("/interactions/{}/", used.id);
    let of =
        |request: &&super::double::Request| request.path.contains(&used.token) && !request.path.starts_with(&first);
    let later = discord.requests().iter().filter(of).count();
    (discord.requests_to("POST", &first).len(), later)
}

#[tokio::test]
async fn what_discord_no_longer_waits_for_is_said_once_and_nothing_is_changed() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let (who, place) = (&home.moderator, &home.tearoom);
    let said = discord.say(place, who, &format!("<@bot> {PRICE}")).await;
    let answer = discord.reply_to(&said).await;
    let alias = json!({"entry": "lorn-dam-price", "question": "what was paid by Lorn for its upper dam"});
    let ready = discord.slash(who, place, "knowledge alias", alias.clone()).await.response().await;
    let form = discord.slash(who, place, "knowledge edit", json!({"entry": "lorn-dam-price"})).await.modal().await;
    let before = bot.files();
    discord.fault(Fault::on("POST", "/interactions").refused(404, 10_062).always());
    let late = [
        discord.slash(who, place, "ask", json!({"question": PRICE})).await,
        discord.slash(who, place, "help", json!({})).await,
        discord.context_menu(who, &said, "Answer this").await,
        discord.typing(who, place, "ask", ("question", "lorn"), json!({})).await,
        discord.press(who, &answer, "Show quote in context").await,
        discord.slash(who, place, "knowledge status", json!({})).await,
        discord.slash(who, place, "knowledge queue", json!({})).await,
        discord.slash(who, place, "knowledge alias", alias).await,
        discord.slash(who, place, "knowledge edit", json!({"entry": "lorn-dam-price"})).await,
        discord.press(who, &ready.message, "Publish").await,
        discord.submit(who, &form, &[("answer", "Lorn paid 16 million dollars.")]).await,
        discord.slash_raw(who, place, "ask", json!([])).await,
    ];
    for used in &late {
        discord.asked_for("POST", &format!("/interactions/{}/", used.id), 1).await;
    }
    tokio::time::sleep(QUIET).await;
    for used in &late {
        assert_eq!(tries(&discord, used), (1, 0), "{used:?}");
    }
    assert_eq!(bot.files(), before, "what nobody could be told of is not published");
    discord.clear_faults();
    let said = discord.say(place, who, &format!("<@bot> {PRICE}")).await;
    assert!(discord.reply_to(&said).await.content().contains("16 million"));
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn an_answer_that_was_lost_on_its_way_is_not_given_twice() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    for (path, options) in
        [("ask", json!({"question": PRICE})), ("knowledge status", json!({})), ("knowledge queue", json!({}))]
    {
        discord.fault(Fault::on("POST", "/interactions").lost());
        let before = discord.sent_count();
        let used = discord.slash(&home.moderator, &home.tearoom, path, options).await;
        assert!(!used.response().await.content().is_empty());
        // The second try is told that the first one came through.
        discord.asked_for("POST", &format!("/interactions/{}/", used.id), 2).await;
        tokio::time::sleep(QUIET).await;
        assert_eq!((tries(&discord, &used).0, discord.sent_count()), (2, before + 1), "{path}");
    }
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn questions_that_wait_are_all_answered_before_the_bot_leaves_and_none_twice() {
    const COUNT: usize = 40;
    let discord = Double::start().await;
    let bot = Joined::with(&discord, |settings| settings.limits.in_flight = NonZeroU32::MIN).await;
    let home = discord.home();
    discord.ready(Some(home.guild)).await;
    discord.fault(Fault::on("POST", "/channels").slow(Duration::from_millis(40)).always());
    let ask = |at: usize| {
        let who = if at.is_multiple_of(2) { &home.asker } else { &home.member };
        discord.say_now(&home.tearoom, who, "<@bot> is uzbekistan a member of the eaeu?")
    };
    let said: Vec<Said> = (0..COUNT).map(ask).collect();
    // What was sent behind them is answered: the bot has heard them all.
    discord.slash(&home.asker, &home.tearoom, "help", json!({})).await.response().await;
    let so_far = discord.reply_times().len();
    assert!(so_far < COUNT / 2, "{so_far} are answered already: nothing waits");
    bot.stopped().await;
    let replies: Vec<usize> = said.iter().map(|said| discord.replies(said)).collect();
    assert_eq!(replies, [1; COUNT]);
    assert_eq!(discord.sent_count(), COUNT + 1, "and the help");
    discord.finish();
}

#[tokio::test]
async fn a_command_under_way_is_answered_before_the_bot_leaves() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    discord.fault(Fault::on("POST", "/interactions").slow(Duration::from_millis(500)));
    let used = discord.slash(&home.moderator, &home.tearoom, "knowledge check", json!({})).await;
    used.first().await;
    bot.stopped().await;
    assert!(used.response().await.content().contains("pass every check"));
    discord.finish();
}

#[tokio::test]
async fn a_bot_that_cannot_answer_all_before_it_leaves_says_how_many_are_left() {
    const COUNT: usize = 60;
    let discord = Double::start().await;
    let home = discord.home();
    let much = [("CHAIKHANA_LIMITS_USER_PER_MINUTE", "1000"), ("CHAIKHANA_LIMITS_CHANNEL_PER_MINUTE", "1000")];
    let variables = [much[0], much[1], ("DISCORD_TOKEN", discord.token())];
    let place = Place::valleys(&discord);
    let mut program = place.starts(&["run"], &variables);
    program.says("joined Discord").await;
    discord.fault(Fault::on("POST", "/channels").slow(Duration::from_secs(1)).always());
    let ask = |_| discord.say_now(&home.tearoom, &home.asker, &format!("<@bot> {PRICE}"));
    let said: Vec<Said> = (0..COUNT).map(ask).collect();
    discord.slash(&home.asker, &home.tearoom, "help", json!({})).await.response().await;
    let (ended, lines) = program.told_to_stop().await;
    assert_eq!(ended.code(), Some(0), "{lines:?}");
    let answered: usize = said.iter().map(|said| discord.replies(said)).sum();
    let left = lines.iter().find_map(|line| line.split_once("questions=")?.1.split(' ').next()?.parse::<usize>().ok());
    // The four on their way may have reached Discord without the bot hearing so.
    let left = left.expect("it says how many");
    assert!((COUNT..=COUNT + 4).contains(&(answered + left)), "{answered} answered, {left} left: {lines:?}");
    discord.finish();
}

#[tokio::test]
async fn what_waited_too_long_for_its_turn_is_not_begun() {
    const AT_ONCE: usize = 256;
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    discord.fault(Fault::on("POST", "/interactions").slow(Duration::from_secs(6)).always());
    for _ in 0..AT_ONCE + 40 {
        discord.slash(&home.asker, &home.tearoom, "help", json!({})).await;
    }
    // By now those that were begun have made room.
    tokio::time::sleep(Duration::from_millis(6_500)).await;
    assert_eq!(discord.requests_to("POST", "/interactions").len(), AT_ONCE);
    discord.clear_faults();
    let used = discord.slash(&home.asker, &home.tearoom, "help", json!({})).await;
    assert!(!used.response().await.content().is_empty(), "there is room again");
    bot.stopped().await;
    discord.finish();
}
