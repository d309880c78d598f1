//! A bot that starts while another program holds the files: it answers, and keeps the knowledge once it can.

use super::told::record;
use super::{PRICE, asked, keep, publish};
use crate::discord::double::Setup;
use crate::discord::joined::{Kept, hold, open};
use chaikhana::config::Config;
use serde_json::json;
use std::sync::mpsc;
use std::time::Duration;

#[tokio::test]
async fn files_that_are_held_for_long_at_the_start_can_be_changed_once_they_are_let_go_of() {
    let discord = Setup::default().patience(Duration::from_secs(40)).start().await;
    let (held, holds) = mpsc::channel();
    let before = async move |config: &Config| {
        record(config).await;
        held.send(hold(config)).expect("it is kept");
    };
    let bot = Kept::starting(&discord, before, open).await;
    let home = discord.home();
    let held = holds.recv().expect("it is kept");
    assert!(asked(&discord, PRICE).await.text().contains("16 million"), "it answers meanwhile");
    let alias = json!({"entry": "lorn-dam-price", "question": "what was paid by Lorn for its upper dam"});
    let told = keep(&discord, "knowledge alias", alias.clone()).await;
    assert!(told.ephemeral && told.content().ends_with("Please try again in a moment."), "{}", told.content());
    let text = bot.file("countries/lorn.toml");
    bot.write("countries/lorn.toml", &text.replace("Lorn dam cost", "Lorn dam cost in dollars"));
    drop(held);
    let told = discord.next_message(&home.courtyard).await;
    assert!(told.content().contains("Lorn dam cost in dollars"), "{}", told.content());
    assert!(asked(&discord, "Lorn dam cost in dollars").await.text().contains("16 million"), "it is in use");
    let shown = keep(&discord, "knowledge alias", alias).await;
    let done = publish(&discord, &shown).await;
    assert!(done.content().contains("Published as revision 2"), "{}", done.text());
    discord.next_message(&home.courtyard).await;
    bot.stopped().await;
    discord.finish();
}
