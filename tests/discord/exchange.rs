//! Taking entries over from a file that somebody sends along: shown first, made as a whole or not at all.

use super::double::{Double, Fault, Response};
use super::joined::Kept;
use super::keeping::publish;
use chaikhana::app::{Folder, exchange};
use serde_json::{Value, json};

const BEFORE: &str = "Lorn paid 16 million dollars for the upper dam in 1905.";
/// The most that an import may have.
const MOST: usize = 4 << 20;

async fn import(discord: &Double, file: Value) -> Response {
    let home = discord.home();
    discord.slash(&home.moderator, &home.tearoom, "knowledge import", json!({"file": file})).await.response().await
}

/// The same entry with another answer, in each of the three forms.
fn changed(answer: &str) -> [(&'static str, String); 3] {
    let quote = "Lorn paid $16 million for the upper dam in 1905";
    let toml = format!(
        "[[entry]]\nfile = \"countries/lorn.toml\"\nid = \"lorn-dam-price\"\nabout = [\"lorn\"]\nmentions = [\"sey\"]\nas_of = \"1932\"\n\
         questions = [\"How much did Lorn pay for the upper dam?\", \"what did the upper dam cost Lorn\"]\nanswer = \"{answer}\"\n\
         supersedes = [\"lorn-covenant\"]\n\n[[entry.quotes]]\nsource = \"tarrow-1932\"\ntext = \"{quote}\"\n"
    );
    let json = json!([{"file": "countries/lorn.toml", "entry": {
        "id": "lorn-dam-price", "about": ["lorn"], "mentions": ["sey"], "as_of": "1932",
        "questions": ["How much did Lorn pay for the upper dam?", "what did the upper dam cost Lorn"], "answer": answer,
        "supersedes": ["lorn-covenant"], "quotes": [{"source": "tarrow-1932", "text": quote}],
    }}]);
    [
        ("all.csv", format!("id,answer\nlorn-dam-price,\"{answer}\"\n")),
        ("ALL.TOML", toml),
        ("all.json", format!("{json:#}\n")),
    ]
}

#[tokio::test]
async fn an_import_in_any_form_is_shown_first_and_made_with_a_press() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    for form in 0..3 {
        let answer = format!("Lorn paid 16 million dollars for its upper dam, as file {form} says.");
        let (name, text) = &changed(&answer)[form];
        let before = bot.files();
        let shown = import(&discord, discord.attach(name, text.as_bytes())).await;
        assert!(shown.ephemeral && shown.content().contains("Not published yet"), "{name}: {}", shown.text());
        assert!(shown.text().contains(&answer), "{name}: {}", shown.text());
        assert_eq!(bot.files(), before, "{name} is only shown");
        let done = publish(&discord, &shown).await;
        assert!(done.content().contains("Published as revision"), "{name}: {}", done.text());
        assert!(bot.file("countries/lorn.toml").contains(&answer), "{name} is published");
        assert!(bot.file("countries/lorn.toml").contains("# Entries about Lorn."), "comments stay");
        let audit = discord.next_message(&home.courtyard).await;
        assert!(audit.text().contains(&answer), "{name}: {}", audit.text());
    }
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn what_was_exported_is_taken_over_again_and_changes_nothing() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let before = bot.files();
    let export = discord.slash(&home.moderator, &home.tearoom, "knowledge export", json!({"form": 0})).await;
    assert_eq!(export.response().await.message.json["attachments"][0]["filename"], "knowledge.toml");
    let same = discord.attach("same.csv", format!("id,answer\nlorn-dam-price,{BEFORE}\n").as_bytes());
    let shown = import(&discord, same).await;
    assert!(!shown.message.buttons().contains(&"Publish"), "nothing is there to publish: {}", shown.text());
    assert!(shown.content().contains("nothing"), "{}", shown.content());
    assert_eq!(bot.files(), before);
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_file_with_mistakes_is_told_with_line_and_field_and_changes_nothing() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let before = bot.files();
    let toml = "[[entry]]\nid = \"lorn-dam-price\"\nanwser = \"x\"\n";
    for (name, text, places) in [
        (
            "a.csv",
            "id,answer\nlorn-dam-price,a\nsey-dam-request,\nlorn-dam-price,b\n",
            &["line 3, `answer`", "line 4, `id`"][..],
        ),
        ("a.csv", "id,anwser\nlorn-dam-price,a\n", &["line 1, `anwser`"]),
        ("a.toml", toml, &["line 1", "`anwser`"]),
        ("a.toml", "[[entry]]\nid = \n", &["line 2"]),
        ("a.json", "[\n{\"fiel\": 1}]", &["line 2", "`fiel`"]),
        ("a.json", "", &["line 1"]),
    ] {
        let told = import(&discord, discord.attach(name, text.as_bytes())).await;
        assert!(told.content().contains("cannot be imported; nothing has changed"), "{text}: {}", told.text());
        // What is written as code stands there without its marks or with them.
        let plain = |text: &str| text.replace(['`', '\\'], "");
        for place in places {
            assert!(plain(told.content()).contains(&plain(place)), "{place} of {text}: {}", told.content());
        }
        assert!(told.message.buttons().is_empty(), "{:?}", told.message.buttons());
        assert_eq!(bot.files(), before, "{text}");
    }
    let new: Vec<String> = (1..=30).map(|row| format!("new-{row},tea\n")).collect();
    let told = import(&discord, discord.attach("a.csv", format!("id,answer\n{}", new.concat()).as_bytes())).await;
    let (listed, more) = told.content().rsplit_once("\n-# ").expect("not all of them are listed");
    let more: usize = more.strip_suffix(" more").and_then(|more| more.parse().ok()).expect("it says how many more");
    assert_eq!(listed.matches("\n- line ").count() + more, 30, "{}", told.content());
    // Well written, but what it says is proven nowhere.
    let quotes = "id,sources,quotes\nlorn-dam-price,tarrow-1932,Lorn paid nothing at all for the dam and never will\n";
    let told = import(&discord, discord.attach("a.csv", quotes.as_bytes())).await;
    assert!(told.text().contains("tarrow-1932") && !told.message.buttons().contains(&"Publish"), "{}", told.text());
    assert_eq!(bot.files(), before);
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_file_that_cannot_be_had_is_told_calmly_and_asked_for_only_where_discord_keeps_files() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let before = bot.files();
    let asked = || discord.requests_to("GET", "/ephemeral-attachments").len();
    let row = format!("id,answer\nlorn-dam-price,{BEFORE}\n");

    let told = import(&discord, discord.attach("all.pdf", b"%PDF")).await;
    assert!(told.content().contains("`.toml`, `.json` or `.csv`"), "{}", told.content());
    assert_eq!(asked(), 0, "what no import knows is not fetched");
    let told = import(&discord, discord.attach("all.csv", &[0xff, 0xfe, 0x00])).await;
    assert!(told.content().contains("`.toml`, `.json` or `.csv`"), "no text: {}", told.content());

    // Too large, as Discord says or whatever it says.
    let large = vec![b' '; MOST + 1];
    let fetched = asked();
    let told = import(&discord, discord.attach("all.csv", &large)).await;
    assert!(told.content().contains("too large"), "{}", told.content());
    assert_eq!(asked(), fetched, "what is said to be too large is not fetched");
    let hidden = discord.attach("all.csv", &large);
    discord.say_size(&hidden, 10);
    let told = import(&discord, hidden).await;
    assert!(told.content().contains("too large"), "{}", told.content());
    assert_eq!(asked(), fetched + 1);

    for (why, fault) in [
        ("gone", Fault::on("GET", "/ephemeral-attachments").status(404)),
        ("busy", Fault::on("GET", "/ephemeral-attachments").status(503)),
        ("sent on", Fault::on("GET", "/ephemeral-attachments").status(302)),
        ("broken off", Fault::on("GET", "/ephemeral-attachments").dropped()),
    ] {
        discord.fault(fault);
        let told = import(&discord, discord.attach("all.csv", row.as_bytes())).await;
        assert!(told.content().contains("could not be read from Discord just now"), "{why}: {}", told.content());
    }
    let fetched = asked();
    let port = discord.base().rsplit_once(':').map(|(_, port)| port.to_owned()).unwrap_or_default();
    for elsewhere in [
        format!("http://localhost:{port}/ephemeral-attachments/1/2/all.csv"),
        "https://cdn.discordapp.com/attachments/1/2/all.csv".to_owned(),
        "http://169.254.169.254/latest/meta-data".to_owned(),
        "file:///etc/hostname".to_owned(),
        "not an address".to_owned(),
    ] {
        let told = import(&discord, discord.attach_at("all.csv", &elsewhere, row.len())).await;
        assert!(told.content().contains("could not be read from Discord just now"), "{elsewhere}: {}", told.content());
    }
    assert_eq!(asked(), fetched, "nobody was asked");
    assert_eq!(bot.files(), before);
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn an_import_that_others_were_faster_than_is_refused_with_all_texts_and_takes_nothing_back() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let (files, _) = Folder::new(bot.folder()).load().expect("the folder can be read");
    let old = exchange::export(&files, None, exchange::Form::Json).expect("the files can be read");
    let [(name, table), ..] = &changed("Lorn paid 16 million dollars in 1905.");
    let shown = import(&discord, discord.attach(name, table.as_bytes())).await;
    publish(&discord, &shown).await;
    discord.next_message(&home.courtyard).await;
    let before = bot.files();

    let told = import(&discord, discord.attach("old.json", old.as_bytes())).await;
    assert!(told.content().contains("left as it is now: `lorn-dam-price`"), "{}", told.text());
    assert!(!told.message.buttons().contains(&"Publish"), "nothing is there to publish: {}", told.text());
    let mine = old.replace(BEFORE, "The upper dam cost Lorn 16 million dollars.");
    assert_ne!(mine, old);
    let told = import(&discord, discord.attach("mine.json", mine.as_bytes())).await;
    assert!(told.content().starts_with("Others have changed the same since that file was exported"), "{}", told.text());
    let text = told.text();
    assert!(
        text.contains("Lorn paid 16 million dollars in 1905.") && text.contains("The upper dam cost Lorn"),
        "{text}"
    );
    assert_eq!(bot.files(), before);
    let options = json!({"file": discord.attach("mine.json", mine.as_bytes()), "as-it-is": true});
    let used = discord.slash(&home.moderator, &home.tearoom, "knowledge import", options).await;
    let shown = used.response().await;
    assert!(shown.content().contains("Not published yet"), "{}", shown.text());
    assert!(shown.text().contains("The upper dam cost Lorn 16 million dollars."), "{}", shown.text());
    bot.stopped().await;
    discord.finish();
}
