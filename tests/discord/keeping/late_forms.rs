//! Forms that are sent when their draft is being published, is published, or is gone: what was typed is never lost.

use super::{UNANSWERED, asked, keep, press, publish};
use crate::discord::double::{Double, Fault, Modal, Response, permission};
use crate::discord::joined::Kept;
use serde_json::json;
use std::time::{Duration, Instant};

const LORN: &str = "countries/lorn.toml";
const FIRST: &str = "Lorn paid 16 million dollars for the upper dam.";
const SECOND: &str = "For the upper dam Lorn paid 16 million dollars.";
const THIRD: &str = "16 million dollars is what Lorn paid for the upper dam.";

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
async fn what_is_sent_while_discord_hangs_on_published_is_kept_though_the_bot_is_stopped_then() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let (shown, form) = open(&discord).await;
    discord.fault(Fault::on("PATCH", "/webhooks").slow(Duration::from_mins(1)));
    let done = press(&discord, &home.moderator, &shown.message, "Publish").await;
    assert!(done.content().contains("Published as revision 1"), "{}", done.text());
    for answer in [THIRD, SECOND] {
        discord.submit(&home.moderator, &form, &[("answer", answer)]).await.first().await;
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    let bot = bot.restarted().await;
    discord.next_message(&home.courtyard).await;
    // The first draft was published.
    let look = async |id| discord.press_raw(&home.moderator, &shown.message, id).await.response().await;
    let other = look("1|kl|2").await;
    assert!(other.text().contains(THIRD), "{}", other.text());
    let again = look("1|kl|3").await;
    assert!(again.text().contains(SECOND), "{}", again.text());
    let done = publish(&discord, &again).await;
    assert!(done.content().contains("Published as revision 2"), "{}", done.text());
    assert!(bot.file(LORN).contains(SECOND));
    discord.next_message(&home.courtyard).await;
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn what_is_sent_while_discord_is_too_busy_for_published_is_shown_after_that() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let (shown, form) = open(&discord).await;
    let edits = discord.requests_to("PATCH", "/webhooks").len();
    discord.fault(Fault::on("PATCH", "/webhooks").rate_limited(Duration::from_secs(1)));
    discord.press(&home.moderator, &shown.message, "Publish").await.first().await;
    discord.asked_for("PATCH", "/webhooks", edits + 1).await;
    let again = discord.submit(&home.moderator, &form, &[("answer", SECOND)]).await.response().await;
    discord.next_message(&home.courtyard).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let now = discord.read(&again.message).expect("it is still there");
    assert!(now.content().contains("published as revision 1 before"), "{}", now.text());
    assert!(now.text().contains(SECOND), "{}", now.text());
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

#[tokio::test]
async fn what_is_sent_after_the_right_was_taken_away_comes_back_as_a_file() {
    let discord = Kept::double().await;
    let home = discord.home();
    let editors = discord.new_role(home.guild, "editors", permission::MODERATOR);
    let bot = Kept::with(&discord, |settings| {
        settings.guilds = vec![home.guild];
        settings.rights.entry(home.guild).or_default().editors = vec![editors];
    })
    .await;
    let (_, form) = open(&discord).await;
    let options = json!({"entry": "lorn-treaty-concept", "why": "it is over"});
    let retired = keep(&discord, "knowledge retire", options).await;
    let reason = discord.press_raw(&home.moderator, &retired.message, "1|kf-reason|2").await.modal().await;
    for (left, form, field) in [(vec![editors], reason, "why"), (vec![], form, "answer")] {
        discord.set_roles(home.guild, &home.moderator, &left);
        let told = discord.submit(&home.moderator, &form, &[(field, SECOND)]).await.response().await;
        assert!(told.ephemeral && told.content().starts_with("That is for the keepers"), "{}", told.text());
        assert!(told.content().ends_with("What you typed stands in the file."), "{}", told.text());
        assert_eq!(told.message.json["attachments"][0]["filename"], "typed.txt");
    }
    let typed = [("answer", SECOND)];
    let used = discord.submit_raw(&home.stranger, &home.away_channel, "1|kf-text|1", &typed, None).await;
    let told = used.response().await;
    assert!(told.content().contains("not set up for this server"), "{}", told.text());
    assert_eq!(told.message.json["attachments"], json!([]));
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn what_is_sent_while_the_channel_is_being_told_does_not_wait_for_that() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let (shown, form) = open(&discord).await;
    let told = format!("/channels/{}/messages", home.courtyard.id);
    discord.fault(Fault::on("POST", &told).slow(Duration::from_secs(8)));
    press(&discord, &home.moderator, &shown.message, "Publish").await;
    discord.next_message(&home.courtyard).await;
    let begun = Instant::now();
    let again = discord.submit(&home.moderator, &form, &[("answer", SECOND)]).await.response().await;
    assert!(begun.elapsed() < Duration::from_secs(6), "{:?}", begun.elapsed());
    assert!(again.text().contains(SECOND), "{}", again.text());
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_press_while_a_form_is_looked_at_is_told_so_and_does_nothing() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    asked(&discord, UNANSWERED).await;
    let (_, form) = open(&discord).await;
    let slow = || discord.fault(Fault::on("PATCH", "/webhooks").slow(Duration::from_secs(2)));
    slow();
    let shown = discord.submit(&home.moderator, &form, &[("answer", SECOND)]).await.response().await;
    let told = press(&discord, &home.moderator, &shown.message, "Discard").await;
    assert!(told.ephemeral && told.content().ends_with("Please press again once that is shown."), "{}", told.text());
    tokio::time::sleep(Duration::from_millis(2_500)).await;
    let done = press(&discord, &home.moderator, &shown.message, "Discard").await;
    assert!(done.content().starts_with("Discarded"), "{}", done.text());

    let answer = discord.say(&home.tearoom, &home.member, "it was bound with a green ribbon").await;
    let which = discord.context_menu(&home.moderator, &answer, "This answers …").await.response().await;
    let pick = async || discord.select(&home.moderator, &which.message, "Pick the question", &[UNANSWERED]).await;
    let form = pick().await.modal().await;
    slow();
    let typed = [("id", "lorn-instruments"), ("as_of", "1932"), ("answer", "It was bound in silver.")];
    let kept = discord.submit(&home.moderator, &form, &typed).await.response().await;
    let list = &which.message;
    let list = list.components().into_iter().find(|part| part["options"].is_array()).expect("there is a list");
    let id = list["custom_id"].as_str().expect("an id");
    let (value, draft) = (list["options"][0]["value"].clone(), kept.message.clone());
    let data = json!({"custom_id": id, "component_type": 3, "values": [value]});
    let told = discord.component_raw(&home.moderator, &which.message, data).await.response().await;
    assert!(told.content().ends_with("Please press again once that is shown."), "{}", told.text());
    tokio::time::sleep(Duration::from_millis(2_500)).await;
    let form = discord.press(&home.moderator, &draft, "Text…").await.modal().await;
    assert_eq!(form.filled("answer"), "It was bound in silver.");
    bot.stopped().await;
    discord.finish();
}
