//! While the ledger refuses one kind of change: nothing is lost, and what is said is true.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use super::double::{Posted, Response};
use super::joined::Kept;
use super::keeping::publish;
use chaikhana::app::{Folder, exchange};
use serde_json::json;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions};
use std::path::Path;
use std::time::Duration;

/// Runs a statement in a ledger as another program would.
async fn run(ledger: &Path, statement: String) {
    let options = SqliteConnectOptions::new().filename(ledger);
    let mut other = options.connect().await.expect("the ledger can be opened");
    sqlx::query(AssertSqlSafe(statement)).execute(&mut other).await.expect("the statement can be run");
}

/// Lets a ledger refuse something, such as `DELETE ON draft`.
async fn spoil(ledger: &Path, what: &str) {
    run(ledger, format!("CREATE TRIGGER tea BEFORE {what} BEGIN SELECT RAISE(ABORT, 'tea'); END")).await;
}

async fn mend(ledger: &Path) {
    run(ledger, "DROP TRIGGER tea".to_owned()).await;
}

#[tokio::test]
async fn a_draft_that_could_not_be_kept_or_published_can_be_looked_at_again() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let (who, place) = (&home.moderator, &home.tearoom);
    let press = async |on: &Posted, label: &str| discord.press(who, on, label).await.response().await;
    let edit = discord.slash(who, place, "knowledge edit", json!({"entry": "lorn-dam-price"})).await;
    let typed = [("answer", "For the upper dam Lorn paid 16 million dollars.")];
    let ready = discord.submit(who, &edit.modal().await, &typed).await.response().await;

    spoil(&bot.ledger(), "UPDATE ON draft").await;
    let form = discord.press(who, &ready.message, "Text…").await.modal().await;
    let failed = discord.submit(who, &form, &typed).await.response().await;
    assert!(failed.content().contains("could not be saved"), "{}", failed.text());
    mend(&bot.ledger()).await;
    let ready = press(&failed.message, "Look again").await;

    spoil(&bot.ledger(), "INSERT ON revision").await;
    let failed = press(&ready.message, "Publish").await;
    assert!(failed.content().contains("failed"), "{}", failed.text());
    mend(&bot.ledger()).await;
    let ready = press(&failed.message, "Look again").await;
    let done = press(&ready.message, "Publish").await;
    assert!(done.content().contains("Published"), "{}", done.text());
    discord.next_message(&home.courtyard).await;
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn an_import_that_cannot_look_into_the_history_takes_nothing_back() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let (who, place) = (&home.moderator, &home.tearoom);
    let (files, _) = Folder::new(bot.folder()).load().expect("the folder can be read");
    let old = exchange::export(&files, None, exchange::Form::Json).expect("the files can be read");
    let import = async || {
        let file = discord.attach("old.json", old.as_bytes());
        discord.slash(who, place, "knowledge import", json!({"file": file})).await.response().await
    };
    let alias = json!({"entry": "lorn-dam-price", "question": "what was paid by Lorn for its upper dam"});
    let ready = discord.slash(who, place, "knowledge alias", alias).await.response().await;
    publish(&discord, &ready).await;
    discord.next_message(&home.courtyard).await;

    run(&bot.ledger(), "ALTER TABLE revision_entry RENAME TO tea".to_owned()).await;
    let told = import().await;
    assert!(told.content().contains("Please try again in a minute"), "{}", told.text());
    assert!(told.message.buttons().is_empty(), "{}", told.text());
    run(&bot.ledger(), "ALTER TABLE tea RENAME TO revision_entry".to_owned()).await;
    let told = import().await;
    assert!(told.content().contains("left as it is now: `lorn-dam-price`"), "{}", told.text());
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_change_that_is_published_is_said_to_be_whatever_fails_beside() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let (who, place) = (&home.moderator, &home.tearoom);
    let said = discord.say(place, &home.asker, "<@bot> which musical instruments are played in Lorn?").await;
    discord.reply_to(&said).await;
    let queue = discord.slash(who, place, "knowledge queue", json!({})).await.response().await;
    let from_queue = discord.press(who, &queue.message, "Out of scope").await.response().await;
    let published = async |ready: Response, beside: &str| {
        spoil(&bot.ledger(), beside).await;
        let done = publish(&discord, &ready).await;
        discord.next_message(&home.courtyard).await;
        mend(&bot.ledger()).await;
        assert!(done.content().contains("Published as revision"), "{beside}: {}", done.text());
    };
    published(from_queue, "UPDATE OF state ON question").await;
    let alias = json!({"entry": "lorn-dam-price", "question": "what was paid by Lorn for its upper dam"});
    let alone = discord.slash(who, place, "knowledge alias", alias).await.response().await;
    published(alone, "DELETE ON draft").await;
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_suggestion_that_is_kept_is_not_asked_for_again() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    discord.close_door(&home.member);
    let suggest = json!({"text": "the dam has a name"});
    discord.slash(&home.member, &home.tearoom, "suggest", suggest).await.response().await;
    let page = discord.slash(&home.moderator, &home.tearoom, "knowledge suggestions", json!({})).await.response().await;
    let form = discord.press(&home.moderator, &page.message, "Decline…").await.modal().await;
    discord.submit(&home.moderator, &form, &[("word", "no document says so")]).await.response().await;
    spoil(&bot.ledger(), "UPDATE OF reach ON suggestion").await;
    let used = discord.slash(&home.member, &home.tearoom, "suggest", json!({"text": "more"})).await;
    used.response().await;
    bot.stopped().await;
    let told = used.response().await;
    assert!(told.content().starts_with("Thank you") && told.content().contains("no document"), "{}", told.content());
    discord.finish();
}

#[tokio::test]
async fn a_press_on_a_question_that_waits_to_be_kept_is_asked_for_again() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    spoil(&bot.ledger(), "INSERT ON question").await;
    let said = discord.say(&home.tearoom, &home.asker, "<@bot> How much did Lorn pay for the upper dam?").await;
    let answer = discord.reply_to(&said).await;
    let up = answer.components().into_iter().find(|part| part["emoji"]["name"] == "👍").expect("it can be voted on");
    let buttons = [up["custom_id"].as_str().expect("an id"), "Not what I asked"];
    let pressed = async |button| discord.press(&home.asker, &answer, button).await.response().await;
    for button in buttons {
        let told = pressed(button).await;
        assert!(told.ephemeral && told.content().contains("try again in a minute"), "{}", told.content());
    }
    mend(&bot.ledger()).await;
    // The journal tries again every second.
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    for button in buttons {
        let told = pressed(button).await;
        assert!(told.content().starts_with("Thank you"), "{}", told.content());
    }
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_suggestion_that_is_decided_is_said_to_be_also_where_its_author_cannot_be_marked_as_told() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let suggest = json!({"text": "the dam has a name"});
    discord.slash(&home.member, &home.tearoom, "suggest", suggest).await.response().await;
    let page = discord.slash(&home.moderator, &home.tearoom, "knowledge suggestions", json!({})).await.response().await;
    let form = discord.press(&home.moderator, &page.message, "Decline…").await.modal().await;
    spoil(&bot.ledger(), "UPDATE OF reach ON suggestion").await;
    let next = discord.submit(&home.moderator, &form, &[("word", "no document says so")]).await;
    next.response().await;
    discord.next_message(&discord.direct(&home.member)).await;
    bot.stopped().await;
    let next = next.response().await;
    assert!(next.content().contains("No suggestion waits"), "{}", next.content());
    discord.finish();
}

#[tokio::test]
async fn what_was_typed_on_top_of_a_published_draft_can_be_looked_at_again() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let (who, place) = (&home.moderator, &home.tearoom);
    let answer = "For the upper dam Lorn paid 16 million dollars.";
    let edit = discord.slash(who, place, "knowledge edit", json!({"entry": "lorn-dam-price"})).await;
    let typed = [("answer", "Lorn paid 16 million dollars for the upper dam.")];
    let ready = discord.submit(who, &edit.modal().await, &typed).await.response().await;
    let form = discord.press(who, &ready.message, "Text…").await.modal().await;
    discord.press(who, &ready.message, "Publish").await.response().await;
    discord.next_message(&home.courtyard).await;
    spoil(&bot.ledger(), "UPDATE ON draft").await;
    let failed = discord.submit(who, &form, &[("answer", answer)]).await.response().await;
    mend(&bot.ledger()).await;
    assert!(failed.content().contains("could not be saved"), "{}", failed.text());
    let again = discord.press(who, &failed.message, "Look again").await.response().await;
    assert!(again.text().contains(answer), "{}", again.text());
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn what_is_typed_comes_back_as_a_file_where_it_cannot_be_kept() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let (who, place) = (&home.moderator, &home.tearoom);
    let edit = discord.slash(who, place, "knowledge edit", json!({"entry": "lorn-dam-price"})).await;
    let form = edit.modal().await;
    run(&bot.ledger(), "ALTER TABLE draft RENAME TO away".to_owned()).await;
    let typed = [("answer", "For the upper dam Lorn paid 16 million dollars.")];
    let failed = discord.submit(who, &form, &typed).await.response().await;
    run(&bot.ledger(), "ALTER TABLE away RENAME TO draft".to_owned()).await;
    assert!(failed.content().ends_with("What you typed stands in the file."), "{}", failed.text());
    assert_eq!(failed.message.json["attachments"][0]["filename"], "typed.txt");
    let again = discord.press(who, &failed.message, "Look again").await.response().await;
    assert!(!again.content().contains("no longer there"), "{}", again.text());

    let suggest = json!({"text": "the dam has a name"});
    discord.slash(&home.member, place, "suggest", suggest).await.response().await;
    let page = discord.slash(who, place, "knowledge suggestions", json!({})).await.response().await;
    let form = discord.press(who, &page.message, "Decline…").await.modal().await;
    spoil(&bot.ledger(), "UPDATE OF state ON suggestion").await;
    let failed = discord.submit(who, &form, &[("word", "no document says so")]).await.response().await;
    mend(&bot.ledger()).await;
    assert_eq!(failed.message.json["attachments"][0]["filename"], "typed.txt");
    bot.stopped().await;
    discord.finish();
}
