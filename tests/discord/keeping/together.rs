//! Several who change the knowledge at once: nothing is lost, and each hears what is so.

use super::{PRICE, asked, keep, press, publish};
use crate::discord::joined::Kept;
use serde_json::json;
use std::time::Duration;

#[tokio::test]
async fn a_change_of_the_same_by_two_is_shown_as_a_conflict_and_nothing_is_lost() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let second = discord.new_member(home.guild, "second", &[home.moderators]);
    let options = json!({"entry": "lorn-dam-price"});
    let mut forms = Vec::new();
    for who in [&home.moderator, &second] {
        let used = discord.slash(who, &home.tearoom, "knowledge edit", options.clone()).await;
        forms.push(used.modal().await);
    }
    let answers =
        ["Lorn paid 16 million dollars for the upper dam.", "For the upper dam Lorn paid 16 million dollars."];
    let mut shown = Vec::new();
    for ((who, form), answer) in [&home.moderator, &second].into_iter().zip(&forms).zip(answers) {
        shown.push(discord.submit(who, form, &[("answer", answer)]).await.response().await);
    }
    let first = press(&discord, &home.moderator, &shown[0].message, "Publish").await;
    assert!(first.content().contains("Published"), "{}", first.text());
    let other = press(&discord, &second, &shown[1].message, "Publish").await;
    assert!(other.content().contains("Somebody else has changed the same"), "{}", other.text());
    assert!(other.text().contains(answers[0]) && other.text().contains(answers[1]), "{}", other.text());
    assert!(bot.file("countries/lorn.toml").contains(answers[0]), "the first stands");
    let mine = press(&discord, &second, &other.message, "Use mine").await;
    let done = press(&discord, &second, &mine.message, "Publish").await;
    assert!(done.content().contains("Published"), "{}", done.text());
    assert!(bot.file("countries/lorn.toml").contains(answers[1]), "the second stands, knowingly");
    for _ in 0..2 {
        discord.next_message(&home.courtyard).await;
    }
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn changes_of_different_fields_by_two_are_both_kept() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let edit =
        discord.slash(&home.moderator, &home.tearoom, "knowledge edit", json!({"entry": "lorn-dam-price"})).await;
    let form = edit.modal().await;
    let alias = json!({"entry": "lorn-dam-price", "question": "what was paid by Lorn for its upper dam"});
    let added = keep(&discord, "knowledge alias", alias).await;
    let done = publish(&discord, &added).await;
    assert!(done.content().contains("Published"), "{}", done.text());
    let answer = "In 1905 Lorn paid 16 million dollars for the upper dam.";
    let shown = discord.submit(&home.moderator, &form, &[("answer", answer)]).await.response().await;
    let done = publish(&discord, &shown).await;
    assert!(done.content().contains("Published"), "{}", done.text());
    let file = bot.file("countries/lorn.toml");
    assert!(file.contains(answer) && file.contains("paid by Lorn for its upper dam"), "{file}");
    assert!(file.contains("# Entries about Lorn."), "comments stay");
    for _ in 0..2 {
        discord.next_message(&home.courtyard).await;
    }
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_change_that_is_published_with_two_presses_is_published_once_and_said_so() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let alias = json!({"entry": "lorn-dam-price", "question": "what was paid by Lorn for its upper dam"});
    let ready = keep(&discord, "knowledge alias", alias).await;
    let (one, other) = tokio::join!(
        discord.press(&home.moderator, &ready.message, "Publish"),
        discord.press(&home.moderator, &ready.message, "Publish"),
    );
    for used in [&one, &other] {
        used.first().await;
    }
    discord.next_message(&home.courtyard).await;
    bot.stopped().await;
    let shown = discord.read(&ready.message).expect("the message is still there");
    assert!(shown.content().contains("Published as revision 1"), "{}", shown.text());
    discord.finish();
}

#[tokio::test]
async fn a_file_saved_by_hand_is_taken_over_and_a_broken_one_is_told_once() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let text = bot.file("countries/lorn.toml");
    bot.write("countries/lorn.toml", &text.replace("Lorn dam cost", "Lorn dam cost in dollars"));
    let told = discord.next_message(&home.courtyard).await;
    assert!(told.content().contains("Lorn dam cost in dollars"), "{}", told.content());
    bot.write("countries/lorn.toml", "[[entry]\n");
    let broken = discord.next_message(&home.courtyard).await;
    assert!(broken.content().contains("countries/lorn.toml"), "{}", broken.content());
    let status = keep(&discord, "knowledge status", json!({})).await;
    assert!(status.text().contains("cannot be used"), "{}", status.text());
    bot.write("countries/lorn.toml", "[[entry]\n\n");
    discord.silence(&home.courtyard, Duration::from_secs(3)).await;
    assert!(asked(&discord, PRICE).await.text().contains("16 million"), "the last good knowledge answers");
    // Once it is whole again, the channel hears of every change on the way, the broken one too.
    bot.write("countries/lorn.toml", &text.replace("Lorn dam cost", "Lorn dam cost in silver"));
    for _ in 0..3 {
        discord.next_message(&home.courtyard).await;
    }
    bot.stopped().await;
    discord.finish();
}
