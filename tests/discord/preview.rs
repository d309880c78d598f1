//! A draft as moderators see it beside what people see once it is published.

use super::double::{Double, Response};
use super::joined::Kept;
use serde_json::json;

const QUESTION: &str = "which treaty does Kazakhstan share with Lorn?";

async fn keep(discord: &Double, path: &str) -> Response {
    let home = discord.home();
    let question = json!({"question": QUESTION});
    let form = discord.slash(&home.moderator, &home.tearoom, path, question).await.modal().await;
    let text = [
        ("id", "kazakhstan-treaty"),
        ("about", "kazakhstan, lorn"),
        ("answer", "Kazakhstan and Lorn share the treaty."),
        ("as_of", "1932"),
    ];
    let unproven = discord.submit(&home.moderator, &form, &text).await.response().await;
    let form = discord.press(&home.moderator, &unproven.message, "Quotes…").await.modal().await;
    let quote = "tarrow-1932\nThe Foreign Policy Concept of Lorn names the treaty nine times";
    discord.submit(&home.moderator, &form, &[("quote1", quote)]).await.response().await
}

/// The line that holds the answer, and the colour of the card below it.
fn shown(text: &str, embeds: &[serde_json::Value]) -> (String, serde_json::Value) {
    let line = text.lines().find(|line| line.contains("share the treaty")).unwrap_or_default();
    (line.to_owned(), embeds.first().map(|embed| embed["color"].clone()).unwrap_or_default())
}

#[tokio::test]
async fn a_new_entry_is_previewed_with_the_flag_and_the_colour_of_its_answer() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let state = "\n[[entity]]\nid = \"kazakhstan\"\nkind = \"state\"\nname = \"Kazakhstan\"\n";
    bot.write("lexicon.toml", &format!("{}{state}", bot.file("lexicon.toml")));
    // The draft is held against what was saved by hand a moment ago.
    let ready = keep(&discord, "knowledge add").await;
    let preview = shown(ready.content(), ready.message.embeds());
    assert!(preview.0.starts_with("🇰🇿 "), "{}", ready.text());
    let done = discord.press(&home.moderator, &ready.message, "Publish").await.response().await;
    assert!(done.content().contains("Published"), "{}", done.text());
    let said = discord.say(&home.tearoom, &home.asker, &format!("<@bot> {QUESTION}")).await;
    let answer = discord.reply_to(&said).await;
    assert_eq!(shown(answer.content(), answer.embeds()), preview);
    // Of the file that was saved by hand, and of the entry.
    for _ in 0..2 {
        discord.next_message(&home.courtyard).await;
    }
    bot.stopped().await;
    discord.finish();
}
