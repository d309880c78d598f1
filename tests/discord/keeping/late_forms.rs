//! Forms that are sent when their draft is being published, is published, or is gone: what was typed is never lost.

use super::{keep, press, publish};
use crate::discord::double::{Double, Modal, Response};
use crate::discord::joined::Kept;
use serde_json::json;
use std::time::Duration;

const LORN: &str = "countries/lorn.toml";
const FIRST: &str = "Lorn paid 16 million dollars for the upper dam.";
const SECOND: &str = "For the upper dam Lorn paid 16 million dollars.";

/// A draft that can be published, and a form of it that is open.
async fn open(discord: &Double) -> (Response, Modal) {
    let home = discord.home();
    let options = json!({"entry": "lorn-dam-price"});
    let form = discord.slash(&home.moderator, &home.tearoom, "knowledge edit", options).await.modal().await;
    let shown = discord.submit(&home.moderator, &form, &[("answer", FIRST)]).await.response().await;
    let form = discord.press(&home.moderator, &shown.message, "Text…").await.modal().await;
    (shown, form)
}

#[tokio::test]
async fn what_is_sent_while_its_draft_is_published_is_a_new_draft_on_top_of_it() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let (shown, form) = open(&discord).await;
    let held = bot.hold();
    discord.press(&home.moderator, &shown.message, "Publish").await.first().await;
    let sent = discord.submit(&home.moderator, &form, &[("answer", SECOND)]).await;
    sent.first().await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    drop(held);
    discord.next_message(&home.courtyard).await;
    let again = sent.response().await;
    assert!(again.content().contains("published as revision 1 before"), "{}", again.text());
    assert!(again.text().contains(SECOND) && bot.file(LORN).contains(FIRST), "{}", again.text());
    let done = publish(&discord, &again).await;
    assert!(done.content().contains("Published as revision 2"), "{}", done.text());
    assert!(bot.file(LORN).contains(SECOND));
    discord.next_message(&home.courtyard).await;
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn what_is_sent_after_its_draft_was_published_is_held_against_what_others_have_made_of_it() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let (shown, form) = open(&discord).await;
    let done = press(&discord, &home.moderator, &shown.message, "Publish").await;
    assert!(done.content().contains("Published as revision 1"), "{}", done.text());
    let alias = json!({"entry": "lorn-dam-price", "question": "what was paid by Lorn for its upper dam"});
    let added = keep(&discord, "knowledge alias", alias).await;
    publish(&discord, &added).await;
    let again = discord.submit(&home.moderator, &form, &[("answer", SECOND)]).await.response().await;
    assert!(again.content().contains("published as revision 1 before"), "{}", again.text());
    let done = publish(&discord, &again).await;
    assert!(done.content().contains("Published as revision 3"), "{}", done.text());
    let file = bot.file(LORN);
    assert!(file.contains(SECOND) && file.contains("paid by Lorn for its upper dam"), "{file}");
    for _ in 0..3 {
        discord.next_message(&home.courtyard).await;
    }
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn what_is_sent_after_its_draft_was_discarded_comes_back_as_a_file() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let (shown, form) = open(&discord).await;
    press(&discord, &home.moderator, &shown.message, "Discard").await;
    let told = discord.submit(&home.moderator, &form, &[("answer", SECOND)]).await.response().await;
    assert!(told.content().ends_with("What you typed stands in the file."), "{}", told.text());
    assert_eq!(told.message.json["attachments"][0]["filename"], "typed.txt");
    bot.stopped().await;
    discord.finish();
}
