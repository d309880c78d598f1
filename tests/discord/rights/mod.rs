//! Who may keep the knowledge: every path, every role, every place, asked anew each time.
//!
//! The paths are the commands as Discord is told of them; [`ways::WAYS`] says what each needs, and a path without a row
//! fails.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

mod cast;
mod ways;

use super::double::{Channel, Double, Posted, User};
use super::joined::Kept;
use cast::{cast, gone_on, taken};
use serde_json::Value;
use std::collections::BTreeSet;
use ways::Rank::{Editor, Keeper, Reader};
use ways::{Kind, WAYS};

/// How a refusal reads, whatever is refused.
const REFUSALS: [&str; 4] = [
    "for the keepers",
    "suggestions come from its contributors",
    "works in a server only",
    "not set up for this server",
];

/// What a button or list asks for; those of the keepers begin with a `k`.
fn kind(part: &Value) -> &str {
    part["custom_id"].as_str().and_then(|id| id.split('|').nth(1)).unwrap_or_default()
}

fn is_refused(said: &str) -> bool {
    REFUSALS.iter().any(|refusal| said.contains(refusal))
}

fn options(of: &Value) -> &[Value] {
    of["options"].as_array().map_or(&[], Vec::as_slice)
}

/// The commands as Discord is told of them, each with the whole path to it.
fn leaves(commands: &[Value]) -> Vec<(String, &Value)> {
    let mut found = Vec::new();
    for command in commands.iter().filter(|command| command["type"] == 1) {
        let name = command["name"].as_str().unwrap_or_default();
        let subs: Vec<&Value> = options(command).iter().filter(|option| option["type"] == 1).collect();
        if subs.is_empty() {
            found.push((name.to_owned(), command));
        }
        found.extend(subs.iter().map(|sub| (format!("{name} {}", sub["name"].as_str().unwrap_or_default()), *sub)));
    }
    found
}

#[tokio::test]
async fn every_command_and_every_menu_entry_has_its_row() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let commands = discord.registered().await;
    let menus = commands.iter().filter(|command| command["type"] != 1).filter_map(|command| command["name"].as_str());
    let told: BTreeSet<String> =
        leaves(&commands).into_iter().map(|(path, _)| path).chain(menus.map(str::to_owned)).collect();
    let rows = WAYS.iter().filter(|way| matches!(way.kind, Kind::Command | Kind::Menu));
    let rows: BTreeSet<String> = rows.map(|way| way.name.to_owned()).collect();
    assert_eq!(told, rows, "on the left what Discord is told of, on the right the rows");
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn every_path_asks_for_the_right_of_whoever_takes_it() {
    let discord = Kept::double().await;
    let (bot, cast) = cast(&discord).await;
    let home = discord.home();
    let before = bot.files();
    let mut wrong = Vec::new();
    for way in WAYS {
        for (rank, who) in &cast.people {
            let said = taken(&discord, &cast, who, &home.tearoom, way).await.said;
            if is_refused(&said) == (*rank >= way.needs) {
                wrong.push(format!("{rank:?} takes {:?} `{}` and is told: {said}", way.kind, way.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(bot.files(), before, "nothing was published");
    has_rows(&discord);
    bot.stopped().await;
    discord.finish();
}

/// Every button, list and form of those who keep the knowledge that was shown so far has its row.
fn has_rows(discord: &Double) {
    let rows: BTreeSet<&str> = WAYS.iter().filter_map(|way| way.name.split('|').nth(1)).collect();
    let shown = discord.sent();
    let keeping: BTreeSet<&str> =
        shown.iter().flat_map(Posted::components).map(kind).filter(|kind| kind.starts_with('k')).collect();
    assert!(keeping.len() >= 8, "many buttons were met: {keeping:?}");
    assert!(keeping.iter().all(|kind| rows.contains(*kind)), "{keeping:?} all have a row");
}

#[tokio::test]
async fn nobody_has_a_right_in_direct_messages_or_in_another_guild() {
    let discord = Kept::double().await;
    let (bot, cast) = cast(&discord).await;
    let home = discord.home();
    let before = bot.files();
    let mut places: Vec<(&User, Channel)> = vec![
        (&home.stranger, home.away_channel.clone()),
        // To own a guild is no right of the bot's.
        (&home.owner, home.tearoom.clone()),
    ];
    for (_, who) in &cast.people {
        places.extend([(who, discord.direct(who)), (who, home.away_channel.clone())]);
    }
    let mut wrong = Vec::new();
    for way in WAYS {
        for (who, place) in &places {
            let said = taken(&discord, &cast, who, place, way).await.said;
            if is_refused(&said) != (way.needs > Reader) {
                let name = &place.name;
                wrong.push(format!("{} takes {:?} `{}` in {name} and is told: {said}", who.name, way.kind, way.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(bot.files(), before, "nothing was published");
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_role_that_is_taken_away_counts_from_the_next_step_on_whatever_was_opened_before() {
    let discord = Kept::double().await;
    let (bot, cast) = cast(&discord).await;
    let home = discord.home();
    let before = bot.files();
    let (mut wrong, mut steps) = (Vec::new(), 0);
    for way in WAYS.iter().filter(|way| way.needs > Reader) {
        let who = cast.one(way.needs);
        let roles = discord.roles(home.guild, who);
        let open = taken(&discord, &cast, who, &home.tearoom, way).await;
        if is_refused(&open.said) {
            wrong.push(format!("with the role, `{}` is refused: {}", way.name, open.said));
        }
        discord.set_roles(home.guild, who, &[]);
        let again = taken(&discord, &cast, who, &home.tearoom, way).await.said;
        if !is_refused(&again) {
            wrong.push(format!("without the role, {:?} `{}` is told: {again}", way.kind, way.name));
        }
        for (id, said) in gone_on(&discord, who, &open).await {
            steps += 1;
            if !is_refused(&said) {
                wrong.push(format!("without the role, `{id}` that `{}` opened is told: {said}", way.name));
            }
        }
        discord.set_roles(home.guild, who, &roles);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(steps >= 25, "only {steps} buttons, lists and forms were met");
    assert_eq!(bot.files(), before, "nothing was published");
    bot.stopped().await;
    discord.finish();
}

/// What somebody types of whom an option completes something.
fn typed(option: &str) -> &'static str {
    match option {
        "source" => "quill",
        "entry" | "file" => "sey",
        _ => "lorn",
    }
}

#[tokio::test]
async fn what_is_completed_for_keepers_is_completed_for_nobody_else_and_nowhere_else() {
    let discord = Kept::double().await;
    let (bot, cast) = cast(&discord).await;
    let home = discord.home();
    let commands = discord.registered().await;
    let mut wrong = Vec::new();
    for (path, command) in leaves(&commands) {
        for option in options(command).iter().filter(|option| option["autocomplete"] == true) {
            let option = option["name"].as_str().unwrap_or_default();
            for (rank, who) in &cast.people {
                for place in [&home.tearoom, &home.away_channel, &discord.direct(who)] {
                    let choices = discord.autocomplete(who, place, &path, option, typed(option)).await;
                    let may = match path.split(' ').next() {
                        Some("knowledge") => *rank >= Editor && place.guild == Some(home.guild),
                        // What anybody may ask anybody may look for; but suggestions belong to a server.
                        Some("suggest") => place.guild.is_some(),
                        _ => true,
                    };
                    if choices.is_empty() == may {
                        let shown = choices.first().map(|choice| &choice.name);
                        wrong.push(format!("{rank:?} types `{option}` of `{path}` in {}: {shown:?}", place.name));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let who = cast.one(Keeper);
    let roles = discord.roles(home.guild, who);
    discord.set_roles(home.guild, who, &[]);
    let choices = discord.autocomplete(who, &home.tearoom, "knowledge edit", "entry", "sey").await;
    assert!(choices.is_empty(), "without the role: {choices:?}");
    discord.set_roles(home.guild, who, &roles);
    let choices = discord.autocomplete(who, &home.tearoom, "knowledge edit", "entry", "sey").await;
    assert!(!choices.is_empty(), "with the role back");
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_keeper_who_is_made_an_editor_cannot_publish_what_takes_a_keeper() {
    let discord = Kept::double().await;
    let (bot, cast) = cast(&discord).await;
    let home = discord.home();
    let before = bot.files();
    let (keeper, editor) = (cast.one(Keeper), cast.one(Editor));
    let keepers = discord.roles(home.guild, keeper);
    let mut ready = 0;
    for way in WAYS.iter().filter(|way| way.needs == Keeper && way.kind == Kind::Command) {
        let open = taken(&discord, &cast, keeper, &home.tearoom, way).await;
        let Some(message) = open.message else { continue };
        if !message.buttons().iter().any(|label| label.starts_with("Publish")) {
            continue;
        }
        ready += 1;
        discord.set_roles(home.guild, keeper, &discord.roles(home.guild, editor));
        let late = if message.buttons().contains(&"Publish") {
            discord.press(keeper, &message, "Publish").await
        } else {
            let form = discord.press(keeper, &message, "Publish all the same…").await.modal().await;
            discord.submit(keeper, &form, &[("why", "it is so")]).await
        };
        let said = late.response().await;
        assert!(is_refused(said.content()), "`{}`: {}", way.name, said.text());
        discord.set_roles(home.guild, keeper, &keepers);
    }
    assert!(ready >= 4, "only {ready} commands of keepers led to something to publish");
    assert_eq!(bot.files(), before);
    bot.stopped().await;
    discord.finish();
}
