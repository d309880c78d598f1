//! Channels in which questions are answered unprompted: chosen, taken back, and what is said where they cannot be read.

use super::double::{Double, Setup};
use super::joined::Joined;
use serde_json::json;
use std::time::Duration;

/// Surer than an unprompted answer has to be.
const SURE: &str = "is uzbekistan in the eaeu?";
const QUIET: Duration = Duration::from_millis(300);

#[tokio::test]
async fn a_channel_that_is_taken_back_is_left_in_peace_also_after_a_restart() {
    let discord = Double::start().await;
    let bot = Joined::with(&discord, |settings| settings.cooldown_minutes = 0).await;
    let home = discord.home();
    let channel = json!({"channel": home.courtyard.id.to_string()});
    let settings = async |path: &str, options| {
        let shown = discord.slash(&home.moderator, &home.tearoom, path, options).await.response().await;
        assert!(shown.ephemeral, "{path}");
        shown.content().to_owned()
    };
    let named = format!("<#{}>", home.courtyard.id);
    assert!(!settings("settings show", json!({})).await.contains("<#"));
    assert!(settings("settings add-channel", channel.clone()).await.contains(&named));
    assert!(settings("settings show", json!({})).await.contains(&named));
    let said = discord.say(&home.courtyard, &home.asker, SURE).await;
    discord.reply_to(&said).await;
    let told = settings("settings remove-channel", channel).await;
    assert!(!told.contains(&named) && told.contains("only when the bot is asked"), "{told}");
    assert!(!settings("settings show", json!({})).await.contains(&named));
    discord.say(&home.courtyard, &home.asker, SURE).await;
    discord.silence(&home.courtyard, QUIET).await;
    let bot = bot.restarted(std::sync::Arc::clone(&crate::bot::APP)).await;
    discord.say(&home.courtyard, &home.asker, SURE).await;
    discord.silence(&home.courtyard, QUIET).await;
    assert!(!settings("settings show", json!({})).await.contains(&named));
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn where_messages_cannot_be_read_help_and_settings_say_so_and_elsewhere_they_do_not() {
    for (setup, chosen, told) in [
        (Setup::default().refuse_content(), true, true),
        (Setup::default().refuse_content(), false, false),
        (Setup::default(), true, false),
    ] {
        let discord = setup.start().await;
        let ask = discord.home().courtyard.id;
        let bot = Joined::with(&discord, |settings| {
            settings.ask_channels = vec![ask].into_iter().filter(|_| chosen).collect();
        })
        .await;
        let home = discord.home();
        for path in ["help", "settings show"] {
            let shown = discord.slash(&home.moderator, &home.tearoom, path, json!({})).await.response().await;
            assert_eq!(shown.text().contains("message content intent"), told, "{path}: {}", shown.text());
        }
        bot.stopped().await;
        discord.finish();
    }
}

#[tokio::test]
async fn settings_name_the_channels_of_their_own_server_that_are_there() {
    let discord = Double::start().await;
    let (elsewhere, stays) = (discord.home().away_channel.id, discord.home().tearoom.id);
    let bot = Joined::with(&discord, |settings| settings.ask_channels = vec![elsewhere, stays]).await;
    let home = discord.home();
    let settings = async |path: &str, options| {
        discord.slash(&home.moderator, &home.tearoom, path, options).await.response().await.content().to_owned()
    };
    let gone = discord.new_channel(home.guild, "gone");
    let named = |channel: u64| format!("<#{channel}>");
    let told = settings("settings add-channel", json!({"channel": gone.id.to_string()})).await;
    assert!(told.contains(&named(gone.id)) && told.contains(&named(stays)), "{told}");
    assert!(!told.contains(&named(elsewhere)), "{told}");
    discord.delete_channel(&gone);
    // What was sent behind it is answered: the bot has heard of it.
    let said = discord.say(&home.courtyard, &home.asker, &format!("<@bot> {SURE}")).await;
    discord.reply_to(&said).await;
    let told = settings("settings show", json!({})).await;
    assert!(!told.contains(&named(gone.id)) && told.contains(&named(stays)), "{told}");
    bot.stopped().await;
    discord.finish();
}
