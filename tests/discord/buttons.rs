//! Buttons: choices, votes, context, related questions, "not what I asked", dismissal; also after a restart.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use super::double::{Double, Fault, Invoked, Posted, User};
use super::joined::{Joined, Kept};
use super::keeping::publish;
use crate::bot::APP;
use chaikhana::app::ledger::{Ledger, Sqlite, Tally};
use serde_json::{Value, json};
use std::sync::Arc;
use tempfile::TempDir;

const EAEU: &str = "<@bot> did uzbekistan ever join the eurasian economic union?";
/// Offered, not answered.
const UNSURE: &str = "<@bot> uzbekistan and china";

async fn answered(discord: &Double) -> Posted {
    let home = discord.home();
    let said = discord.say(&home.tearoom, &home.asker, EAEU).await;
    discord.reply_to(&said).await
}

/// A message with choices.
async fn offered(discord: &Double) -> Posted {
    let home = discord.home();
    let said = discord.say(&home.tearoom, &home.asker, UNSURE).await;
    let reply = discord.reply_to(&said).await;
    assert!(reply.buttons().contains(&"None of these"), "{} {:?}", reply.content(), reply.buttons());
    reply
}

/// Presses the button that shows a sign in place of words.
async fn press_sign(discord: &Double, who: &User, on: &Posted, sign: &str) -> Invoked {
    let shows = |part: &&&Value| part["emoji"]["name"] == sign;
    let parts = on.components();
    let id = parts.iter().find(shows).and_then(|part| part["custom_id"].as_str()).expect("the sign is there");
    discord.press(who, on, id).await
}

/// The only question's votes and whether it is flagged, as the database has them.
async fn kept(folder: &TempDir) -> (Tally, bool) {
    let ledger = Sqlite::open(&folder.path().join("data/ledger.sqlite")).await.expect("the ledger can be opened");
    let question = ledger.question(1).await.expect("the ledger can be read").expect("the question is kept");
    (ledger.votes(1).await.expect("the ledger can be read"), question.flagged)
}

#[tokio::test]
async fn a_pick_by_the_asker_or_a_moderator_replaces_the_choices() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    for who in [&home.asker, &home.moderator] {
        let choices = offered(&discord).await;
        let label = choices.buttons()[0].to_owned();
        let other = discord.press(&home.member, &choices, &label).await.response().await;
        assert!(other.ephemeral && other.content().contains("for the person who asked"), "{}", other.content());
        let pick = discord.press(who, &choices, &label).await;
        assert_eq!(pick.response().await.kind, 7, "the message itself changes");
        let now = discord.read(&choices).expect("the message is still there");
        assert!(now.text().contains("Stated in"), "{}", now.text());
        assert!(!now.buttons().contains(&"None of these"));
    }
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_vote_is_one_a_person_changeable_and_survives_a_restart() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    let answer = answered(&discord).await;
    for (who, sign) in [(&home.asker, "👍"), (&home.member, "👍"), (&home.member, "👎"), (&home.moderator, "👎")]
    {
        let said = press_sign(&discord, who, &answer, sign).await.response().await;
        assert!(said.ephemeral && said.content().starts_with("Thank you"), "{}", said.content());
    }
    let bot = bot.restarted(Arc::clone(&APP)).await;
    let back = press_sign(&discord, &home.moderator, &answer, "👎").await.response().await;
    assert_eq!(back.content(), "Your vote is taken back.");
    let folder = bot.stopped().await;
    assert_eq!(kept(&folder).await, (Tally { up: 1, down: 1 }, false));
    discord.finish();
}

#[tokio::test]
async fn not_what_i_asked_offers_others_and_queues_the_question() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    let answer = answered(&discord).await;
    let others = discord.press(&home.asker, &answer, "Not what I asked").await.response().await;
    assert!(others.ephemeral && others.content().contains("moderators will see"), "{}", others.content());
    let label = others.message.buttons()[0].to_owned();
    let picked = discord.press(&home.asker, &others.message, &label).await.response().await;
    assert!(picked.text().contains("Stated in"), "{}", picked.text());
    let folder = bot.stopped().await;
    assert!(kept(&folder).await.1, "the question is flagged");
    discord.finish();
}

#[tokio::test]
async fn what_else_comes_near_a_follow_up_comes_near_what_it_followed_too() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    let answer = answered(&discord).await;
    let said = discord.reply(&answer, &home.asker, "and Tajikistan?").await;
    let follow_up = discord.reply_to(&said).await;
    let others = discord.press(&home.asker, &follow_up, "Not what I asked").await.response().await;
    let near = others.message.buttons().join("\n");
    assert!(near.contains("EAEU"), "{near}");
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn none_of_these_ends_the_choices() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let choices = offered(&discord).await;
    discord.press(&discord.home().asker, &choices, "None of these").await.response().await;
    let now = discord.read(&choices).expect("the message is still there");
    assert!(now.content().contains("moderators will see") && now.buttons().is_empty(), "{}", now.content());
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn an_answer_shows_its_context_and_leads_on() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    let answer = answered(&discord).await;
    let context = discord.press(&home.member, &answer, "Show quote in context").await.response().await;
    assert!(context.ephemeral && context.text().matches("> \u{201c}").count() > 2, "{}", context.text());
    let related = answer.buttons()[0].to_owned();
    let next = discord.press(&home.member, &answer, &related).await.response().await;
    assert!(next.ephemeral && next.content().contains("Asked:"), "{}", next.content());
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn only_the_asker_and_moderators_dismiss() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    for who in [&home.asker, &home.moderator] {
        let answer = answered(&discord).await;
        let other = press_sign(&discord, &home.member, &answer, "✖️").await.response().await;
        assert!(other.ephemeral, "{}", other.content());
        press_sign(&discord, who, &answer, "✖️").await;
        discord.gone(&answer).await;
    }
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn what_is_dismissed_goes_also_where_discord_is_busy() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    let answer = answered(&discord).await;
    discord.fault(Fault::on("DELETE", "/webhooks").status(502));
    press_sign(&discord, &home.asker, &answer, "✖️").await;
    discord.gone(&answer).await;
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn forget_me_deletes_what_is_kept_of_a_person() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    let answer = answered(&discord).await;
    press_sign(&discord, &home.asker, &answer, "👍").await.response().await;
    let privacy = discord.slash(&home.asker, &home.tearoom, "privacy", json!({})).await.response().await;
    for part in ["30 days", "way to reach you", "by name", "a question of theirs"] {
        assert!(privacy.ephemeral && privacy.content().contains(part), "{part}: {}", privacy.content());
    }
    discord.press(&home.asker, &privacy.message, "Forget me").await.response().await;
    let now = discord.read(&privacy.message).expect("the message is still there");
    assert!(now.content().starts_with("Deleted: 1 question and 1 vote."), "{}", now.content());
    let vote = press_sign(&discord, &home.member, &answer, "👍").await.response().await;
    assert!(vote.content().contains("no longer kept"), "{}", vote.content());
    let folder = bot.stopped().await;
    let ledger = Sqlite::open(&folder.path().join("data/ledger.sqlite")).await.expect("the ledger can be opened");
    assert_eq!(ledger.question(1).await.expect("the ledger can be read"), None);
    discord.finish();
}

#[tokio::test]
async fn forget_me_takes_a_persons_words_from_what_others_asked_on() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    let answer = answered(&discord).await;
    let follow_up = discord.reply(&answer, &home.member, "and Tajikistan?").await;
    discord.reply_to(&follow_up).await;
    let privacy = discord.slash(&home.asker, &home.tearoom, "privacy", json!({})).await.response().await;
    discord.press(&home.asker, &privacy.message, "Forget me").await.response().await;
    let folder = bot.stopped().await;
    let ledger = Sqlite::open(&folder.path().join("data/ledger.sqlite")).await.expect("the ledger can be opened");
    let kept = ledger.question(2).await.expect("the ledger can be read").expect("what the other asked is kept");
    assert_eq!((kept.text.as_str(), kept.previous), ("and Tajikistan?", None));
    discord.finish();
}

#[tokio::test]
async fn in_direct_messages_none_of_these_ends_the_choices_and_keeps_nothing() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    let said = discord.say(&discord.direct(&home.asker), &home.asker, "uzbekistan and china").await;
    let choices = discord.reply_to(&said).await;
    discord.press(&home.asker, &choices, "None of these").await.response().await;
    let now = discord.read(&choices).expect("the message is still there");
    assert!(now.content().contains("not kept") && now.buttons().is_empty(), "{} {:?}", now.content(), now.buttons());
    let said = discord.say(&discord.direct(&home.asker), &home.asker, "uzbekistan and china").await;
    let choices = discord.reply_to(&said).await;
    let label = choices.buttons()[0].to_owned();
    discord.press(&home.asker, &choices, &label).await.response().await;
    let now = discord.read(&choices).expect("the message is still there");
    assert!(now.text().contains("Stated in"), "a pick is answered all the same: {}", now.text());
    let folder = bot.stopped().await;
    let ledger = Sqlite::open(&folder.path().join("data/ledger.sqlite")).await.expect("the ledger can be opened");
    assert_eq!(ledger.question(1).await.expect("the ledger can be read"), None);
    discord.finish();
}

#[tokio::test]
async fn a_press_on_an_answer_whose_entry_was_retired_says_so() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let asked = async |text: &str| {
        let said = discord.say(&home.tearoom, &home.asker, &format!("<@bot> {text}")).await;
        discord.reply_to(&said).await
    };
    let answer = asked("Did Sey sell its salt to Karsk?").await;
    assert!(answer.content().contains("Sey refused to sell"), "{}", answer.content());
    let retire = json!({"entry": "sey-salt-refusal", "why": "the salt is sold"});
    let shown = discord.slash(&home.moderator, &home.tearoom, "knowledge retire", retire).await.response().await;
    let done = publish(&discord, &shown).await;
    assert!(done.content().contains("Published"), "{}", shown.text());
    discord.next_message(&home.courtyard).await;
    let context = discord.press(&home.asker, &answer, "Show quote in context").await.response().await;
    assert!(context.ephemeral && context.content().contains("withdrawn since"), "{}", context.text());
    for id in ["1|a|sey-salt-refusal".to_owned(), format!("1|p|sey-salt-refusal|{}|1", base36(home.asker.id))] {
        let press = discord.press_raw(&home.asker, &answer, &id).await.response().await;
        assert!(press.ephemeral && press.content().contains("withdrawn since"), "{id}: {}", press.text());
    }
    let vote = press_sign(&discord, &home.asker, &answer, "👎").await.response().await;
    assert!(vote.content().starts_with("Thank you"), "a vote on the question still counts: {}", vote.content());
    let others = discord.press(&home.asker, &answer, "Not what I asked").await.response().await;
    assert!(others.content().contains("moderators will see"), "{}", others.content());
    assert!(!others.text().contains("salt to Karsk"), "what is retired is not offered: {}", others.text());
    bot.stopped().await;
    discord.finish();
}

/// A number as the ids of buttons carry it.
fn base36(mut number: u64) -> String {
    let mut digits = String::new();
    while number > 0 {
        let digit = u32::try_from(number % 36).expect("a digit");
        digits.insert(0, char::from_digit(digit, 36).expect("a digit"));
        number /= 36;
    }
    digits
}
