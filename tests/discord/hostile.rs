//! Members and keepers who mean harm, by what no client offers them: numbers, paths, files, and many things at once.

use super::joined::Kept;
use serde_json::json;

#[tokio::test]
async fn numbers_that_nothing_has_are_told_calmly_and_change_nothing() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let before = bot.files();
    let on = discord.slash(&home.moderator, &home.tearoom, "help", json!({})).await.response().await.message;
    // The most that an id can carry, and the most that a ledger can hold and one more.
    for number in ["3w5e11264sgsf", "1y2p0ij32e8e7", "1y2p0ij32e8e8", "0"] {
        for id in ["kl", "kp", "kx", "kn", "ko", "ki", "kw", "kd", "ku", "kt", "kf-text", "kf-reason"] {
            let pressed = discord.press_raw(&home.moderator, &on, &format!("1|{id}|{number}")).await.response().await;
            let told = pressed.content();
            assert!(!told.is_empty() && !told.contains("Something went wrong"), "{id} {number}: {told}");
        }
        for id in [format!("1|kh|{number}|lorn-dam-price"), format!("1|ka|{number}|lorn-dam-price")] {
            let told = discord.press_raw(&home.moderator, &on, &id).await.response().await;
            assert!(!told.text().contains("Something went wrong"), "{id}: {}", told.text());
        }
    }
    for id in ["1|kq|18446744073709551615", "1|ks|18446744073709551615"] {
        let told = discord.press_raw(&home.moderator, &on, id).await.response().await;
        assert!(!told.content().is_empty() && !told.content().contains("went wrong"), "{id}: {}", told.content());
    }
    assert_eq!(bot.files(), before);
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn an_entry_goes_to_no_file_that_holds_none_and_to_none_outside_of_the_folder() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let before = bot.files();
    for path in [
        "../evil.toml",
        "countries/../../evil.toml",
        "/tmp/evil.toml",
        "countries/./evil.toml",
        "countries//evil.toml",
        "countries/lorn.toml/evil.toml",
        "countries\\..\\..\\evil.toml",
        "lexicon.toml",
        "sources.toml",
        "guard.toml",
        "profiles/lorn.toml",
        "sources/quill-1933.skip.toml",
        "sources/quill-1933.fingerprint",
        ".chaikhana-lock",
        "countries/.evil.toml",
        "countries/evil",
        "countries/evil.toml\u{0}",
        "countries/\u{202e}lmot.live",
        "evil.toml",
        "",
        " ",
    ] {
        let options = json!([{"type": 1, "name": "move", "options": [
            {"type": 3, "name": "entry", "value": "lorn-dam-price"}, {"type": 3, "name": "file", "value": path},
        ]}]);
        let moved = discord.slash_raw(&home.moderator, &home.tearoom, "knowledge", options).await.response().await;
        let told = moved.text();
        assert!(!told.is_empty() && !told.contains("Something went wrong"), "{path:?}: {told}");
        if moved.message.buttons().contains(&"Publish") {
            let stopped = discord.press(&home.moderator, &moved.message, "Publish").await.response().await;
            assert!(!stopped.content().contains("Published"), "{path:?}: {}", stopped.text());
        }
    }
    assert_eq!(bot.files(), before);
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn files_that_are_made_to_break_an_import_break_nothing() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let before = bot.files();
    let many = 20_000;
    for (name, text) in [
        ("deep.json", "[".repeat(many)),
        ("deep-objects.json", "{\"a\":".repeat(many)),
        ("large-number.json", "[1e999999]".to_owned()),
        ("nothing.json", String::new()),
        ("deep.toml", format!("a = {}", "[".repeat(many))),
        ("deep-tables.toml", format!("a = {}", "{a = ".repeat(many))),
        ("deep-keys.toml", format!("{}a = 1", "a.".repeat(many))),
        ("deep-head.toml", format!("[{}a]", "a.".repeat(many))),
        ("many.toml", "[[entry]]\n".repeat(many)),
        ("wide.csv", ",".repeat(many)),
        ("quotes.csv", "\"".repeat(many)),
        ("long.csv", format!("id\n{}", "\n\n".repeat(many))),
        ("null.csv", "\0".repeat(many)),
    ] {
        let file = discord.attach(name, text.as_bytes());
        let used = discord.slash(&home.moderator, &home.tearoom, "knowledge import", json!({"file": file})).await;
        let response = used.response().await;
        let told = response.text();
        assert!(told.contains("cannot be imported") || told.contains("changes nothing"), "{name}: {told}");
    }
    assert_eq!(bot.files(), before);
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn of_twelve_suggestions_at_once_five_wait() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let mut used = Vec::new();
    for _ in 0..12 {
        used.push(discord.slash(&home.member, &home.tearoom, "suggest", json!({"text": "tea"})).await);
    }
    let mut kept = 0;
    for used in used {
        kept += usize::from(used.response().await.content().starts_with("Thank you"));
    }
    assert_eq!(kept, 5);
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn who_is_called_like_a_ping_pings_nobody() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let keeper = discord.new_member(home.guild, "@everyone <@&1> [x](https://evil.example)", &[home.moderators]);
    let alias = json!({"entry": "lorn-dam-price", "question": "what was paid by Lorn for its upper dam"});
    let ready = discord.slash(&keeper, &home.tearoom, "knowledge alias", alias).await.response().await;
    discord.press(&keeper, &ready.message, "Publish").await.response().await;
    let audit = discord.next_message(&home.courtyard).await;
    let history = discord.slash(&keeper, &home.tearoom, "knowledge history", json!({})).await.response().await;
    for read in [audit.text(), history.text()] {
        assert!(read.contains(r"\@everyone \<\@&1\> \[x\](https\://evil"), "{read}");
    }
    bot.stopped().await;
    discord.finish();
}
