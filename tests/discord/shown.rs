//! What people see, as golden files; `SNAPSHOTS=overwrite cargo test shown` writes them anew.

use super::double::{Double, Posted, permission, snapshot};
use super::joined::Joined;
use serde_json::json;
use snapbox::{Data, assert_data_eq};

/// Compares a message with its golden file.
#[track_caller]
fn check(posted: &Posted, name: &str) {
    let file = format!("{}/tests/discord/shown/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let golden = Data::read_from(std::path::Path::new(&file), Some(snapbox::data::DataFormat::Text));
    assert_data_eq!(snapshot(&posted.json), golden);
}

#[tokio::test]
async fn replies_look_as_they_did() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    for (name, question) in [
        ("answer", "did uzbekistan ever join the eurasian economic union?"),
        ("slip", "is Krygyzstan in the eurasian economic union?"),
        ("judgement", "is uzbekistan balancing between russia and china?"),
        ("choices", "uzbekistan and china"),
        ("nothing", "what time is the bus to bishkek"),
        ("nearest", "is kazakhstan a member of the csto"),
        ("stranger", "is mongolia in the eurasian economic union?"),
    ] {
        let said = discord.say(&home.tearoom, &home.asker, &format!("<@bot> {question}")).await;
        check(&discord.reply_to(&said).await, name);
    }
    for (command, options) in [
        ("country", json!({"name": "Kazakhstan"})),
        ("compare", json!({"one": "Kazakhstan", "other": "Uzbekistan"})),
        ("timeline", json!({"about": "Kyrgyzstan"})),
        ("about", json!({"name": "CSTO"})),
        ("sources", json!({})),
        ("topics", json!({})),
        ("help", json!({})),
        ("privacy", json!({})),
    ] {
        let used = discord.slash(&home.asker, &home.tearoom, command, options).await;
        check(&used.response().await.message, command);
    }
    discord.deny(&home.courtyard, permission::EMBED_LINKS);
    let said = discord.say(&home.courtyard, &home.asker, "<@bot> did uzbekistan ever join the eurasian union?").await;
    check(&discord.reply_to(&said).await, "without-cards");
    bot.stopped().await;
    discord.finish();
}
