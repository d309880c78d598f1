//! A change is typed, shown with all that is wrong with it, published, and taken back.

use super::{UNANSWERED, asked, keep, press, publish, revision};
use crate::discord::joined::Kept;
use serde_json::json;

#[tokio::test]
async fn an_unanswered_question_becomes_an_entry_in_under_ten_presses_and_undo_brings_the_bytes_back() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let before = bot.files();
    let none = asked(&discord, UNANSWERED).await;
    assert!(none.embeds().is_empty(), "{}", none.text());

    // 1: the queue.
    let queue = keep(&discord, "knowledge queue", json!({})).await;
    assert!(queue.ephemeral && queue.text().contains("instruments"), "{}", queue.text());
    // 2 and 3: a form, filled in and sent.
    let form = discord.press(&home.moderator, &queue.message, "New entry…").await.modal().await;
    assert_eq!(form.filled("questions"), UNANSWERED);
    assert_eq!(form.filled("about"), "lorn");
    let text = [("id", "lorn-instruments"), ("answer", "In Lorn people play the wooden flute."), ("as_of", "1932")];
    let unproven = discord.submit(&home.moderator, &form, &text).await.response().await;
    assert!(unproven.text().contains("has no quote"), "{}", unproven.text());
    assert!(!unproven.message.buttons().contains(&"Publish"), "{:?}", unproven.message.buttons());
    // 4 and 5: its quote, wrong at first.
    let form = discord.press(&home.moderator, &unproven.message, "Quotes…").await.modal().await;
    let wrong = [("quote1", "tarrow-1932\npeople of Lorn play a wooden flute of purest silk from far away Karsk")];
    let refused = discord.submit(&home.moderator, &form, &wrong).await.response().await;
    assert!(refused.text().contains("tarrow-1932"), "{}", refused.text());
    assert!(!refused.message.buttons().contains(&"Publish"), "{:?}", refused.message.buttons());
    // 6 and 7: what was typed is still there.
    let form = discord.press(&home.moderator, &refused.message, "Quotes…").await.modal().await;
    assert!(form.filled("quote1").contains("purest silk"), "{}", form.filled("quote1"));
    let right = [("quote1", "tarrow-1932\nThe Foreign Policy Concept of Lorn names the treaty nine times")];
    let ready = discord.submit(&home.moderator, &form, &right).await.response().await;
    assert!(ready.text().contains("wooden flute") && ready.text().contains("Not published yet"), "{}", ready.text());
    assert_eq!(bot.files(), before, "a preview changes nothing");
    // 8: published.
    let done = publish(&discord, &ready).await;
    assert!(done.content().contains("Published as revision"), "{}", done.content());

    let audit = discord.next_message(&home.courtyard).await;
    assert!(audit.content().contains("lorn-instruments"), "{}", audit.content());
    let answer = asked(&discord, UNANSWERED).await;
    assert!(answer.text().contains("wooden flute"), "{}", answer.text());
    let queue = keep(&discord, "knowledge queue", json!({})).await;
    assert!(!queue.text().contains("instruments"), "{}", queue.text());
    assert!(bot.file("guard.toml").contains("instruments"), "the guard holds the question from now on");

    let number = revision(&done);
    let undo = keep(&discord, "knowledge undo", json!({"revision": number})).await;
    let undone = publish(&discord, &undo).await;
    assert!(undone.content().contains("Published as revision"), "{}", undone.content());
    assert_eq!(bot.files(), before, "the bytes from before are back");
    let none = asked(&discord, UNANSWERED).await;
    assert!(none.embeds().is_empty(), "{}", none.text());
    let history = keep(&discord, "knowledge history", json!({})).await;
    assert!(history.text().contains(&format!("took revision {number} back")), "{}", history.text());
    discord.next_message(&home.courtyard).await;
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_quote_that_is_not_there_is_refused_and_a_draft_is_its_owners() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let before = bot.files();
    let invented = json!({
        "entry": "lorn-dam-price", "source": "tarrow-1932",
        "text": "Lorn paid nothing at all for the dam and never will pay",
    });
    let refused = keep(&discord, "knowledge quote", invented).await;
    assert!(
        refused.text().contains("tarrow-1932") && !refused.message.buttons().contains(&"Publish"),
        "{}",
        refused.text()
    );
    let ready =
        keep(&discord, "knowledge near-miss", json!({"entry": "lorn-dam-price", "question": "what did Sey pay"})).await;
    let publish = ready.message.components().into_iter().find(|part| part["label"] == "Publish").cloned();
    let id = publish.expect("it can be published")["custom_id"].as_str().expect("an id").to_owned();
    let second = discord.new_member(home.guild, "second", &[home.moderators]);
    let stolen = discord.press_raw(&second, &ready.message, &id).await.response().await;
    assert!(stolen.content().contains("no longer there"), "{}", stolen.content());
    assert_eq!(bot.files(), before);
    let discarded = press(&discord, &home.moderator, &ready.message, "Discard").await;
    assert!(discarded.content().contains("Discarded"), "{}", discarded.content());
    let late = discord.press_raw(&home.moderator, &discarded.message, &id).await.response().await;
    assert!(late.content().contains("no longer there"), "{}", late.content());
    assert_eq!(bot.files(), before);
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_phrasing_that_takes_questions_needs_a_reason_which_stands_with_it_from_then_on() {
    const WHY: &str = "the concept tells of the price too";
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let before = bot.files();
    // The guard expects another entry for it.
    let taken = json!({"entry": "lorn-treaty-concept", "question": "what did Lorn pay for the dam"});
    let shown = keep(&discord, "knowledge alias", taken).await;
    let text = shown.text();
    assert!(text.contains("This would take") && text.contains("from `lorn-dam-price`"), "{text}");
    assert!(text.contains("\u{201c}what did lorn pay for the dam\u{201d}: `lorn-dam-price` →"), "{text}");
    let buttons = shown.message.buttons();
    assert!(!buttons.contains(&"Publish") && buttons.contains(&"Publish all the same…"), "{buttons:?}");
    // Who leaves the form out is led to it.
    let form = discord.press(&home.moderator, &shown.message, "Publish all the same…").await.modal().await;
    let plain = form.custom_id.replace("kf-reason", "kp");
    let forced = discord.press_raw(&home.moderator, &shown.message, &plain).await.response().await;
    assert!(forced.content().contains("give a reason"), "{}", forced.content());
    assert!(!forced.message.buttons().contains(&"Publish"), "{:?}", forced.message.buttons());
    assert_eq!(bot.files(), before, "nothing is published without a reason");

    let ready = discord.submit(&home.moderator, &form, &[("why", WHY)]).await.response().await;
    assert!(ready.content().contains("Your reason is noted"), "{}", ready.content());
    assert_eq!(bot.files(), before, "a reason alone publishes nothing");
    let done = press(&discord, &home.moderator, &ready.message, "Publish").await;
    assert!(done.content().contains("Published"), "{}", done.text());
    let audit = discord.next_message(&home.courtyard).await;
    assert!(audit.content().contains(WHY), "{}", audit.content());
    let history = keep(&discord, "knowledge history", json!({})).await;
    assert!(history.text().contains(&format!("a phrasing of lorn-treaty-concept: {WHY}")), "{}", history.text());
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn retiring_and_restoring_shows_what_leans_on_an_entry() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let before = bot.files();
    let retire = json!({"entry": "sey-salt-refusal", "why": "the salt is sold"});
    let shown = keep(&discord, "knowledge retire", retire).await;
    let done = publish(&discord, &shown).await;
    assert!(done.content().contains("Published"), "{}", shown.text());
    assert!(bot.file("countries/sey.toml").contains("the salt is sold"));
    let shown = keep(&discord, "knowledge restore", json!({"entry": "sey-salt-refusal"})).await;
    let done = publish(&discord, &shown).await;
    assert!(done.content().contains("Published"), "{}", done.text());
    assert_eq!(bot.files(), before);
    for _ in 0..2 {
        discord.next_message(&home.courtyard).await;
    }
    bot.stopped().await;
    discord.finish();
}
