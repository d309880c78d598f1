//! What waits in the queue, and what becomes of it.

use super::{PRICE, UNANSWERED, asked, keep, press, publish};
use crate::discord::double::Fault;
use crate::discord::joined::Kept;
use chaikhana::app::ledger::{Ledger, Outcome, Question, Sqlite, State};
use jiff::Timestamp;
use serde_json::json;
use std::time::Duration;

#[tokio::test]
async fn a_follow_up_stands_in_the_queue_behind_what_it_followed() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let first = asked(&discord, PRICE).await;
    let follow_up = discord.reply(&first, &home.member, "and which instruments are played there?").await;
    discord.reply_to(&follow_up).await;
    let queue = keep(&discord, "knowledge queue", json!({})).await;
    let (after, text) = (format!("after: {PRICE}"), queue.text());
    assert!(text.contains(&after) && text.contains("and which instruments"), "{text}");
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_question_is_marked_out_of_scope_or_ignored_with_one_press_each() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    for question in [UNANSWERED, "who painted the town hall of Karsk?"] {
        asked(&discord, question).await;
    }
    let queue = keep(&discord, "knowledge queue", json!({})).await;
    assert!(queue.content().contains("1 of 2") && queue.text().contains("town hall"), "{}", queue.text());
    let next = press(&discord, &home.moderator, &queue.message, "Ignore").await;
    assert!(next.text().contains("instruments"), "{}", next.text());
    let shown = press(&discord, &home.moderator, &next.message, "Out of scope").await;
    let done = publish(&discord, &shown).await;
    assert!(done.content().contains("Published"), "{}", done.text());
    assert!(bot.file("guard.toml").contains("instruments"));
    let queue = press(&discord, &home.moderator, &done.message, "Back to the queue").await;
    assert!(queue.content().contains("Nothing waits"), "{}", queue.text());
    discord.next_message(&home.courtyard).await;
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn entries_begin_from_messages_and_a_restart_loses_no_draft() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    asked(&discord, UNANSWERED).await;
    let question = discord.say(&home.tearoom, &home.member, "who was the first guard of the dam of Lorn?").await;
    let form = discord.context_menu(&home.moderator, &question, "Add to knowledge base").await.modal().await;
    assert_eq!(form.filled("questions"), "who was the first guard of the dam of Lorn?");
    let answer = discord.say(&home.tearoom, &home.member, "it was bound with a green ribbon").await;
    let which = discord.context_menu(&home.moderator, &answer, "This answers …").await.response().await;
    let picked = discord.select(&home.moderator, &which.message, "Pick the question", &[UNANSWERED]).await;
    let both = picked.modal().await;
    assert_eq!((both.filled("questions"), both.filled("answer")), (UNANSWERED, "it was bound with a green ribbon"));
    let bot = bot.restarted().await;
    let text = [("id", "lorn-instruments"), ("as_of", "1932")];
    let kept = discord.submit(&home.moderator, &both, &text).await.response().await;
    assert!(kept.content().contains("What you typed is kept"), "{}", kept.text());
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn what_is_said_to_be_published_has_left_the_queue_and_the_suggestions() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    asked(&discord, UNANSWERED).await;
    let suggest = json!({"text": "Lorn paid too much for the upper dam.", "about": "lorn-dam-price"});
    discord.slash(&home.asker, &home.tearoom, "suggest", suggest).await.response().await;
    let queue = keep(&discord, "knowledge queue", json!({})).await;
    let ready = press(&discord, &home.moderator, &queue.message, "Out of scope").await;
    // What the bot says is seen at once, and the bot goes on only later.
    let slow = || discord.fault(Fault::on("PATCH", "/webhooks").slow(Duration::from_secs(1)));
    slow();
    let done = publish(&discord, &ready).await;
    let queue = press(&discord, &home.moderator, &done.message, "Back to the queue").await;
    assert!(queue.content().contains("Nothing waits"), "{}", queue.text());
    discord.next_message(&home.courtyard).await;

    let page = keep(&discord, "knowledge suggestions", json!({})).await;
    let form = discord.press(&home.moderator, &page.message, "Make an entry of it…").await.modal().await;
    let answer = [("answer", "Lorn paid 16 million dollars for the upper dam.")];
    let ready = discord.submit(&home.moderator, &form, &answer).await.response().await;
    slow();
    let done = publish(&discord, &ready).await;
    let page = press(&discord, &home.moderator, &done.message, "Back to the suggestions").await;
    assert!(page.content().contains("No suggestion waits"), "{}", page.text());
    let told = discord.next_message(&discord.direct(&home.asker)).await;
    assert!(told.content().contains("was taken up"), "{}", told.content());
    discord.next_message(&home.courtyard).await;
    bot.stopped().await;
    discord.finish();
}

/// A question that is like no other.
fn waiting(guild: u64, number: u64) -> Question {
    let letter = |digit: char| char::from_digit(10 + digit.to_digit(16).unwrap_or(0), 36).unwrap_or('a');
    let word = |at: u64| {
        let mixed = (number * 31 + at + 7).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
        format!("{mixed:06x}").chars().map(letter).collect()
    };
    let words: Vec<String> = (0..6).map(word).collect();
    let text = format!("which {}?", words.join(" "));
    Question {
        id: u64::from(u32::MAX) + number,
        at: Timestamp::now(),
        guild: Some(guild),
        channel: None,
        asker: None,
        text,
        outcome: Outcome::Nothing,
        entry: None,
        confidence: 0.0,
        previous: None,
        state: State::Open,
        flagged: false,
    }
}

#[tokio::test]
async fn a_queue_of_a_thousand_questions_holds_up_nobody_who_asks() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let questions: Vec<Question> = (0..1_000).map(|number| waiting(home.guild, number)).collect();
    let ledger = Sqlite::open(&bot.ledger()).await.expect("the ledger opens");
    ledger.record(&questions).await.expect("they are kept");
    let queue = discord.slash(&home.moderator, &home.tearoom, "knowledge queue", json!({})).await;
    queue.first().await;
    // By now the questions are held against each other.
    tokio::time::sleep(Duration::from_millis(50)).await;
    asked(&discord, PRICE).await;
    assert!(discord.requests_to("PATCH", "/webhooks").is_empty(), "the queue came first");
    let page = queue.response().await;
    assert!(page.text().contains("1 of "), "{}", page.text());
    bot.stopped().await;
    discord.finish();
}
