//! Who may keep the knowledge: every path, every role, every place, asked anew each time.
//!
//! The paths are the commands as Discord is told of them; [`WAYS`] says what each needs, and a path without a row
//! fails.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use super::double::{Channel, Double, Id, Modal, Posted, User, permission};
use super::joined::Kept;
use super::keeping::publish;
use chaikhana::config::Rights;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What somebody may do, as in `discord::access`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Reader,
    Contributor,
    Editor,
    Keeper,
}

use Rank::{Contributor, Editor, Keeper, Reader};

/// A way to the bot.
struct Way {
    /// The command with its subcommand; or the menu entry; or the id of a press; or that of a form.
    name: &'static str,
    kind: Kind,
    needs: Rank,
    options: fn(&Cast) -> Value,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Command,
    Menu,
    Press,
    Form,
}

fn none(_: &Cast) -> Value {
    json!([])
}

fn text(name: &str, value: &str) -> Value {
    json!({"type": 3, "name": name, "value": value})
}

fn name(_: &Cast) -> Value {
    json!([text("name", "Lorn")])
}

fn entry(_: &Cast) -> Value {
    json!([text("entry", "lorn-dam-price")])
}

fn phrasing(_: &Cast) -> Value {
    json!([text("entry", "lorn-dam-price"), text("question", "what did Sey pay for its dam")])
}

fn revision(_: &Cast) -> Value {
    json!([{"type": 4, "name": "revision", "value": 1}])
}

fn channel(cast: &Cast) -> Value {
    json!([{"type": 7, "name": "channel", "value": cast.channel}])
}

const fn command(name: &'static str, needs: Rank, options: fn(&Cast) -> Value) -> Way {
    Way { name, kind: Kind::Command, needs, options }
}

const fn other(kind: Kind, name: &'static str, needs: Rank) -> Way {
    Way { name, kind, needs, options: none }
}

/// Every path. What pressed and sent forms name does not exist, and commands only begin a draft: nothing is changed.
const WAYS: &[Way] = &[
    command("ask", Reader, |_| json!([text("question", "How much did Lorn pay for the upper dam?")])),
    command("country", Reader, name),
    command("compare", Reader, |_| json!([text("one", "Lorn"), text("other", "Sey")])),
    command("timeline", Reader, none),
    command("about", Reader, name),
    command("topics", Reader, none),
    command("sources", Reader, none),
    command("random", Reader, none),
    command("why", Reader, none),
    command("help", Reader, none),
    command("privacy", Reader, none),
    command("suggest", Contributor, |_| json!([text("text", "tea")])),
    command("settings show", Keeper, none),
    command("settings add-channel", Keeper, channel),
    command("settings remove-channel", Keeper, channel),
    command("knowledge add", Editor, none),
    command("knowledge edit", Editor, entry),
    command("knowledge alias", Editor, phrasing),
    command("knowledge near-miss", Editor, phrasing),
    command("knowledge quote", Editor, |_| {
        let words = "Lorn paid $16 million for the upper dam in 1905, and Sey paid 4,2 per cent";
        json!([text("entry", "lorn-dam-price"), text("source", "tarrow-1932"), text("text", words)])
    }),
    command("knowledge retire", Keeper, |_| json!([text("entry", "lorn-treaty-concept"), text("why", "it is over")])),
    command("knowledge restore", Keeper, |_| json!([text("entry", "sey-salt-refusal")])),
    command("knowledge move", Keeper, |_| json!([text("entry", "lorn-dam-price"), text("file", "countries/sey.toml")])),
    command("knowledge show", Editor, entry),
    command("knowledge history", Editor, none),
    command("knowledge diff", Editor, revision),
    command("knowledge undo", Keeper, revision),
    command("knowledge status", Editor, none),
    command("knowledge check", Editor, none),
    command("knowledge reload", Keeper, none),
    command("knowledge stale", Editor, none),
    command("knowledge stats", Editor, none),
    command("knowledge queue", Editor, none),
    command("knowledge suggestions", Editor, none),
    command("knowledge export", Editor, |_| json!([{"type": 4, "name": "form", "value": 0}])),
    command("knowledge import", Keeper, |cast| json!([{"type": 11, "name": "file", "value": cast.file}])),
    other(Kind::Menu, "Answer this", Reader),
    other(Kind::Menu, "Add to knowledge base", Editor),
    other(Kind::Menu, "This answers …", Editor),
    other(Kind::Press, "1|kf-text|zz", Editor),
    other(Kind::Press, "1|kf-quotes|zz", Editor),
    other(Kind::Press, "1|kf-details|zz", Editor),
    other(Kind::Press, "1|kf-reason|zz", Editor),
    other(Kind::Press, "1|kl|zz", Editor),
    other(Kind::Press, "1|kp|zz", Editor),
    other(Kind::Press, "1|kx|zz", Editor),
    other(Kind::Press, "1|kq|0", Editor),
    other(Kind::Press, "1|ka|zz|lorn-dam-price", Editor),
    other(Kind::Press, "1|kn|zz", Editor),
    other(Kind::Press, "1|ko|zz", Editor),
    other(Kind::Press, "1|ki|zz", Editor),
    other(Kind::Press, "1|kw|zz", Editor),
    other(Kind::Press, "1|kh|zz", Editor),
    other(Kind::Press, "1|kd|zz", Editor),
    other(Kind::Press, "1|ku|zz", Keeper),
    other(Kind::Press, "1|ks|0", Editor),
    other(Kind::Press, "1|kv-approved|zz", Editor),
    other(Kind::Press, "1|kv-amended|zz", Editor),
    other(Kind::Press, "1|kv-declined|zz", Editor),
    other(Kind::Press, "1|kt|zz", Editor),
    other(Kind::Form, "1|kf-text|zz", Editor),
    other(Kind::Form, "1|kf-quotes|zz", Editor),
    other(Kind::Form, "1|kf-details|zz", Editor),
    other(Kind::Form, "1|kf-reason|zz", Editor),
    other(Kind::Form, "1|kv-approved|zz", Editor),
    other(Kind::Form, "1|kv-amended|zz", Editor),
    other(Kind::Form, "1|kv-declined|zz", Editor),
];

/// How a refusal reads, whatever is refused.
const REFUSALS: [&str; 4] = [
    "for the keepers",
    "suggestions come from its contributors",
    "works in a server only",
    "not set up for this server",
];

/// A guild with a role of each rank, and somebody who has it.
struct Cast {
    people: Vec<(Rank, User)>,
    /// An answer of the bot.
    posted: Posted,
    /// A file that changes an entry, and a channel, as options carry them.
    file: Value,
    channel: String,
}

impl Cast {
    fn one(&self, rank: Rank) -> &User {
        &self.people.iter().find(|(own, _)| *own == rank).expect("there is one of each rank").1
    }
}

/// Joins the bot with a role of each rank in the home guild. A question and a suggestion wait, one entry is retired.
async fn cast(discord: &Double) -> (Kept, Cast) {
    let home = discord.home();
    let ranks = [Contributor, Editor, Keeper];
    let roles: BTreeMap<Rank, Id> =
        ranks.map(|rank| (rank, discord.new_role(home.guild, &format!("{rank:?}"), permission::MODERATOR))).into();
    let rights = Rights {
        contributors: vec![roles[&Contributor]],
        editors: vec![roles[&Editor]],
        keepers: vec![roles[&Keeper], home.moderators],
    };
    let bot = Kept::with(discord, |settings| settings.rights = [(home.guild, rights)].into()).await;
    let mut people = vec![(Reader, home.member.clone())];
    people.extend(
        roles.iter().map(|(rank, role)| (*rank, discord.new_member(home.guild, &format!("{rank:?}"), &[*role]))),
    );
    // In another guild the same roles are worth nothing.
    for (rank, who) in &people {
        discord.set_roles(home.away, who, &roles.get(rank).copied().into_iter().collect::<Vec<Id>>());
    }
    let unanswered = discord.say(&home.tearoom, &home.asker, "<@bot> which instruments are played in Lorn?").await;
    discord.reply_to(&unanswered).await;
    let retire = json!({"entry": "sey-salt-refusal", "why": "the salt is sold"});
    let shown = discord.slash(&home.moderator, &home.tearoom, "knowledge retire", retire).await.response().await;
    assert!(publish(discord, &shown).await.content().contains("Published"), "{}", shown.text());
    discord.next_message(&home.courtyard).await;
    let posted = {
        let said = discord.say(&home.tearoom, &home.asker, "<@bot> How much did Lorn pay for the upper dam?").await;
        discord.reply_to(&said).await
    };
    let file = discord.attach("changed.csv", b"id,answer\nlorn-dam-price,Lorn paid 16 million dollars.\n");
    (bot, Cast { people, posted, file, channel: home.courtyard.id.to_string() })
}

/// What somebody has before them who took a way.
struct Before {
    said: String,
    form: Option<Modal>,
    message: Option<Posted>,
}

async fn taken(discord: &Double, cast: &Cast, who: &User, place: &Channel, way: &Way) -> Before {
    let options = (way.options)(cast);
    let used = match way.kind {
        Kind::Command => match way.name.split_once(' ') {
            Some((command, sub)) => {
                let sub = json!([{"type": 1, "name": sub, "options": options}]);
                discord.slash_raw(who, place, command, sub).await
            }
            None => discord.slash_raw(who, place, way.name, options).await,
        },
        Kind::Menu => discord.context_menu_raw(who, place, &cast.posted, way.name).await,
        Kind::Press => {
            let on = Posted { channel: place.clone(), ..cast.posted.clone() };
            discord.press_raw(who, &on, way.name).await
        }
        Kind::Form => discord.submit_raw(who, place, way.name, &[("answer", "tea"), ("word", "tea")], None).await,
    };
    let (body, _) = used.first().await;
    if body["type"] == 9 {
        return Before { said: "a form".to_owned(), form: Some(used.modal().await), message: None };
    }
    let message = used.response().await.message;
    Before { said: message.content().to_owned(), form: None, message: Some(message) }
}

/// What somebody is told who goes on with all that they have before them.
async fn gone_on(discord: &Double, who: &User, before: &Before) -> Vec<(String, String)> {
    let mut told = Vec::new();
    if let Some(form) = &before.form {
        let inputs = form.inputs.iter().map(|input| input["custom_id"].as_str().unwrap_or_default());
        let fields: Vec<(&str, &str)> = inputs.map(|id| (id, "tea")).collect();
        let sent = discord.submit_raw(who, &form.channel, &form.custom_id, &fields, form.source).await;
        told.push((form.custom_id.clone(), sent.response().await.content().to_owned()));
    }
    if let Some(message) = &before.message {
        for part in message.components().into_iter().filter(|part| kind(part).starts_with('k')) {
            let id = part["custom_id"].as_str().unwrap_or_default();
            let values: Vec<&Value> = options(part).iter().take(1).map(|option| &option["value"]).collect();
            let data = json!({"custom_id": id, "component_type": part["type"], "values": values});
            let (body, _) = discord.component_raw(who, message, data).await.first().await;
            told.push((id.to_owned(), body["data"]["content"].as_str().unwrap_or("(more than a sentence)").to_owned()));
        }
    }
    told
}

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
