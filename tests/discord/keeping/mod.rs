//! Keeping the knowledge from Discord: from a question without an answer to a published entry, and back.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

mod held;
mod late_forms;
mod publishing;
mod queue;
mod suggestions;
mod together;
mod told;

use super::double::{Double, Posted, Response, User};
use super::joined::Kept;
use serde_json::json;

/// Nothing in the valleys answers it.
const UNANSWERED: &str = "which musical instruments are played in Lorn?";
const PRICE: &str = "How much did Lorn pay for the upper dam?";

/// Presses a button of a message that only its presser sees; gives what it shows then.
async fn press(discord: &Double, who: &User, on: &Posted, label: &str) -> Response {
    discord.press(who, on, label).await.response().await
}

/// The command of a keeper, and what it shows.
async fn keep(discord: &Double, path: &str, options: serde_json::Value) -> Response {
    let home = discord.home();
    discord.slash(&home.moderator, &home.tearoom, path, options).await.response().await
}

async fn asked(discord: &Double, question: &str) -> Posted {
    let home = discord.home();
    let said = discord.say(&home.tearoom, &home.asker, &format!("<@bot> {question}")).await;
    discord.reply_to(&said).await
}

/// Publishes what is shown, with a reason where questions would be lost.
pub(super) async fn publish(discord: &Double, shown: &Response) -> Response {
    let who = &discord.home().moderator;
    if shown.message.buttons().contains(&"Publish") {
        return press(discord, who, &shown.message, "Publish").await;
    }
    let form = discord.press(who, &shown.message, "Publish all the same…").await.modal().await;
    let again = discord.submit(who, &form, &[("why", "it is right so")]).await.response().await;
    press(discord, who, &again.message, "Publish").await
}

/// The number in "Published as revision 3".
fn revision(done: &Response) -> u64 {
    let (_, rest) = done.content().split_once("revision ").expect("a revision is named");
    rest.split(';').next().and_then(|number| number.parse().ok()).expect("it has a number")
}

#[tokio::test]
async fn moderators_look_at_entries_files_and_figures() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    for (path, options, says) in [
        ("knowledge show", json!({"entry": "lorn-dam-price"}), "countries/lorn.toml"),
        ("knowledge show", json!({"entry": "nobody"}), "no entry `nobody`"),
        ("knowledge status", json!({}), "entries answer"),
        ("knowledge check", json!({}), "pass every check"),
        ("knowledge reload", json!({}), "read anew"),
        ("knowledge stale", json!({}), "No entry is past"),
        ("knowledge stats", json!({}), "documents: 2"),
        ("knowledge history", json!({}), "Nothing has been changed"),
        ("knowledge diff", json!({"revision": 9}), "no revision 9"),
        ("knowledge undo", json!({"revision": 9}), "no revision 9"),
        ("knowledge queue", json!({}), "Nothing waits"),
        ("knowledge suggestions", json!({}), "No suggestion waits"),
    ] {
        let shown = keep(&discord, path, options).await;
        assert!(shown.ephemeral, "{path} is for the moderator alone");
        assert!(shown.text().contains(says), "{path}: {}", shown.text());
    }
    for (option, path, typed, first) in [
        ("entry", "knowledge edit", "dam-price", "lorn-dam-price"),
        ("entry", "knowledge edit", "how much did lorn pay", "lorn-dam-price"),
        ("source", "knowledge quote", "quill", "quill-1933"),
        ("file", "knowledge add", "sey", "countries/sey.toml"),
    ] {
        let choices = discord.autocomplete(&home.moderator, &home.tearoom, path, option, typed).await;
        assert_eq!(choices.first().map(|choice| choice.value.clone()), Some(json!(first)), "{path} {typed}");
    }
    bot.stopped().await;
    discord.finish();
}
