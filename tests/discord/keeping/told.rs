//! What the moderators' channel hears of changes that were made while the bot was away: each once, old ones never.

use super::{keep, publish};
use crate::discord::double::{Double, Fault};
use crate::discord::joined::Kept;
use chaikhana::app::ledger::Sqlite;
use chaikhana::app::{Folder, Set};
use chaikhana::config::Config;
use jiff::Timestamp;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;

const LORN: &str = "countries/lorn.toml";
const QUIET: Duration = Duration::from_millis(1_500);

/// Saves a file by hand, with one more remark.
#[expect(clippy::disallowed_methods, reason = "an editor writes as it likes")]
fn save(config: &Config, remark: usize) {
    let file = config.knowledge.join(LORN);
    let text = std::fs::read_to_string(&file).expect("the file can be read");
    std::fs::write(&file, format!("# Remark {remark}.\n{text}")).expect("the file can be written");
}

/// Has what was saved by hand recorded, as a command in the terminal does.
pub(super) async fn record(config: &Config) {
    let ledger = Sqlite::open(&config.discord.ledger.file()).await.expect("the ledger opens");
    let set = Set::open(Folder::new(&config.knowledge), Arc::new(ledger), Timestamp::now()).await;
    set.expect("the set opens");
}

/// Publishes a phrasing.
async fn publish_alias(discord: &Double) {
    let alias = json!({"entry": "lorn-dam-price", "question": "what was paid by Lorn for its upper dam"});
    let added = keep(discord, "knowledge alias", alias).await;
    let done = publish(discord, &added).await;
    assert!(done.content().contains("Published as revision"), "{}", done.text());
}

#[tokio::test]
async fn what_was_changed_while_the_bot_was_away_is_told_once() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let alias = json!({"entry": "lorn-dam-price", "question": "what was paid by Lorn for its upper dam"});
    let added = keep(&discord, "knowledge alias", alias).await;
    publish(&discord, &added).await;
    let told = discord.next_message(&home.courtyard).await;
    assert!(told.content().contains("**Revision 1** by"), "{}", told.content());
    let away = async |config: &Config| {
        save(config, 1);
        record(config).await;
        // Nobody has noticed this one yet.
        save(config, 2);
    };
    let bot = bot.restarted_after(away).await;
    for (number, remark) in [(2, "+# Remark 1."), (3, "+# Remark 2.")] {
        let told = discord.next_message(&home.courtyard).await;
        assert!(told.content().contains(&format!("**Revision {number}**")), "{}", told.content());
        assert!(told.content().contains(remark), "{}", told.content());
    }
    let bot = bot.restarted().await;
    discord.silence(&home.courtyard, QUIET).await;
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn of_many_changes_the_newest_ten_are_told_and_of_the_others_how_many() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let away = async |config: &Config| {
        for remark in 1..=12 {
            save(config, remark);
            record(config).await;
        }
    };
    let bot = bot.restarted_after(away).await;
    let told = discord.next_message(&home.courtyard).await;
    assert_eq!(told.content(), "2 earlier changes are not shown here; `/knowledge history` lists everything.");
    for number in 3..=12 {
        let told = discord.next_message(&home.courtyard).await;
        assert!(told.content().contains(&format!("**Revision {number}**")), "{}", told.content());
    }
    let bot = bot.restarted().await;
    discord.silence(&home.courtyard, QUIET).await;
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn at_the_first_start_nothing_old_is_told_and_what_it_finds_saved_by_hand_is() {
    let discord = Kept::double().await;
    let home = discord.home();
    let before = async |config: &Config| {
        record(config).await;
        save(config, 1);
        record(config).await;
        save(config, 2);
    };
    let bot = Kept::starting(&discord, before, crate::discord::joined::open).await;
    let told = discord.next_message(&home.courtyard).await;
    assert!(told.content().contains("**Revision 2**"), "{}", told.content());
    discord.silence(&home.courtyard, QUIET).await;
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn what_the_channel_could_not_be_told_is_told_with_the_next_change() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    discord.fault(Fault::on("POST", &format!("/channels/{}/messages", home.courtyard.id)).forbidden());
    for (number, question) in
        ["what was paid by Lorn for its upper dam", "the price of the upper dam to Lorn"].iter().enumerate()
    {
        let alias = json!({"entry": "lorn-dam-price", "question": question});
        let added = keep(&discord, "knowledge alias", alias).await;
        let done = publish(&discord, &added).await;
        assert!(done.content().contains(&format!("Published as revision {}", number + 1)), "{}", done.text());
    }
    for number in 1..=2 {
        let told = discord.next_message(&home.courtyard).await;
        assert!(told.content().contains(&format!("**Revision {number}** by")), "{}", told.content());
    }
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn what_the_channel_could_not_be_told_is_told_a_little_later() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let fault = || Fault::on("POST", &format!("/channels/{}/messages", home.courtyard.id));
    discord.fault(fault().forbidden());
    publish_alias(&discord).await;
    let told = discord.next_message(&home.courtyard).await;
    assert!(told.content().contains("**Revision 1** by"), "{}", told.content());
    discord.fault(fault().forbidden());
    bot.write(LORN, "[[entry]\n");
    let told = discord.next_message(&home.courtyard).await;
    assert!(told.content().contains("cannot be used"), "{}", told.content());
    discord.silence(&home.courtyard, QUIET).await;
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn what_discord_takes_in_no_form_holds_up_nothing_else() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let refused = || Fault::on("POST", &format!("/channels/{}/messages", home.courtyard.id)).refused(400, 50_035);
    discord.fault(refused());
    publish_alias(&discord).await;
    let told = discord.next_message(&home.courtyard).await;
    assert!(told.content().contains("`/knowledge history` lists every change"), "{}", told.content());
    discord.fault(refused().times(2));
    let undo = keep(&discord, "knowledge undo", json!({"revision": 1})).await;
    publish(&discord, &undo).await;
    discord.silence(&home.courtyard, QUIET).await;
    publish_alias(&discord).await;
    let told = discord.next_message(&home.courtyard).await;
    assert!(told.content().contains("**Revision 3** by"), "{}", told.content());
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn what_is_refused_for_the_place_is_told_once_the_place_is_in_order() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let archived = 50_083;
    discord.fault(Fault::on("POST", &format!("/channels/{}/messages", home.courtyard.id)).refused(400, archived));
    publish_alias(&discord).await;
    let told = discord.next_message(&home.courtyard).await;
    assert!(told.content().contains("**Revision 1** by"), "{}", told.content());
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn what_is_told_when_the_bot_leaves_is_not_told_again() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let fault = || Fault::on("POST", &format!("/channels/{}/messages", home.courtyard.id));
    discord.fault(fault().slow(Duration::from_secs(1)).times(3));
    let away = async |config: &Config| {
        for remark in 1..=3 {
            save(config, remark);
            record(config).await;
        }
    };
    let bot = bot.restarted_after(away).await;
    let told = discord.next_message(&home.courtyard).await;
    assert!(told.content().contains("**Revision 1**"), "{}", told.content());
    let bot = bot.restarted().await;
    for number in 2..=3 {
        let told = discord.next_message(&home.courtyard).await;
        assert!(told.content().contains(&format!("**Revision {number}**")), "{}", told.content());
    }
    discord.silence(&home.courtyard, QUIET).await;
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn what_discord_took_and_never_answered_before_the_bot_left_is_told_once() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let channel = format!("/channels/{}/messages", home.courtyard.id);
    discord.fault(Fault::on("POST", &channel).slow(Duration::from_mins(1)));
    publish_alias(&discord).await;
    let told = discord.next_message(&home.courtyard).await;
    assert!(told.content().contains("**Revision 1** by"), "{}", told.content());
    let bot = bot.restarted().await;
    discord.asked_for("POST", &channel, 2).await;
    discord.silence(&home.courtyard, QUIET).await;
    let undo = keep(&discord, "knowledge undo", json!({"revision": 1})).await;
    publish(&discord, &undo).await;
    let told = discord.next_message(&home.courtyard).await;
    assert!(told.content().contains("**Revision 2** by"), "{}", told.content());
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_channel_that_is_named_again_hears_nothing_of_the_time_without_it() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let bot = bot.restarted_with(|settings| settings.moderators_channel = None).await;
    publish_alias(&discord).await;
    let bot = bot.restarted_with(|settings| settings.moderators_channel = Some(home.courtyard.id)).await;
    discord.silence(&home.courtyard, QUIET).await;
    bot.stopped().await;
    discord.finish();
}
