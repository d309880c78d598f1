//! Who may keep the knowledge: every path, every role, every place, asked anew each time.

use super::double::{Channel, Double, Id, Posted, User, permission};
use super::joined::Kept;
use chaikhana::config::Rights;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What somebody may do, as in `discord::access`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Reader,
    Contributor,
    Editor,
    Keeper,
}

/// A way into the knowledge.
struct Way {
    /// The subcommand of `/knowledge`; or the menu entry; or the id of a press; or that of a form.
    name: &'static str,
    kind: Kind,
    needs: Rank,
    options: fn() -> Value,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Command,
    Suggest,
    Menu,
    Press,
    Form,
}

fn none() -> Value {
    json!([])
}

fn text(name: &str, value: &str) -> Value {
    json!({"type": 3, "name": name, "value": value})
}

fn entry() -> Value {
    json!([text("entry", "lorn-dam-price")])
}

fn entry_and(name: &str) -> Value {
    json!([text("entry", "lorn-dam-price"), text(name, "countries/sey.toml")])
}

fn revision() -> Value {
    json!([{"type": 4, "name": "revision", "value": 1}])
}

const fn way(kind: Kind, name: &'static str, needs: Rank, options: fn() -> Value) -> Way {
    Way { name, kind, needs, options }
}

/// Every path; drafts, revisions and questions that are named do not exist, so that none of them changes anything.
const WAYS: &[Way] = &[
    way(Kind::Command, "add", Rank::Editor, none),
    way(Kind::Command, "edit", Rank::Editor, entry),
    way(Kind::Command, "alias", Rank::Editor, || entry_and("question")),
    way(Kind::Command, "near-miss", Rank::Editor, || entry_and("question")),
    way(Kind::Command, "quote", Rank::Editor, || {
        json!([text("entry", "lorn-dam-price"), text("source", "quill-1933"), text("text", "tea")])
    }),
    way(Kind::Command, "retire", Rank::Keeper, || entry_and("why")),
    way(Kind::Command, "restore", Rank::Keeper, entry),
    way(Kind::Command, "move", Rank::Keeper, || entry_and("file")),
    way(Kind::Command, "show", Rank::Editor, entry),
    way(Kind::Command, "history", Rank::Editor, none),
    way(Kind::Command, "diff", Rank::Editor, revision),
    way(Kind::Command, "undo", Rank::Keeper, revision),
    way(Kind::Command, "status", Rank::Editor, none),
    way(Kind::Command, "check", Rank::Editor, none),
    way(Kind::Command, "reload", Rank::Keeper, none),
    way(Kind::Command, "stale", Rank::Editor, none),
    way(Kind::Command, "stats", Rank::Editor, none),
    way(Kind::Command, "queue", Rank::Editor, none),
    way(Kind::Command, "suggestions", Rank::Editor, none),
    way(Kind::Command, "export", Rank::Editor, || json!([{"type": 4, "name": "form", "value": 0}])),
    way(Kind::Suggest, "suggest", Rank::Contributor, || json!([text("text", "tea")])),
    way(Kind::Menu, "Add to knowledge base", Rank::Editor, none),
    way(Kind::Menu, "This answers …", Rank::Editor, none),
    way(Kind::Press, "1|kf-text|zz", Rank::Editor, none),
    way(Kind::Press, "1|kl|zz", Rank::Editor, none),
    way(Kind::Press, "1|kp|zz", Rank::Editor, none),
    way(Kind::Press, "1|kx|zz", Rank::Editor, none),
    way(Kind::Press, "1|kq|0", Rank::Editor, none),
    way(Kind::Press, "1|ka|zz|lorn-dam-price", Rank::Editor, none),
    way(Kind::Press, "1|kn|zz", Rank::Editor, none),
    way(Kind::Press, "1|ko|zz", Rank::Editor, none),
    way(Kind::Press, "1|ki|zz", Rank::Editor, none),
    way(Kind::Press, "1|kw|zz", Rank::Editor, none),
    way(Kind::Press, "1|kh|zz", Rank::Editor, none),
    way(Kind::Press, "1|kd|zz", Rank::Editor, none),
    way(Kind::Press, "1|ku|zz", Rank::Keeper, none),
    way(Kind::Press, "1|ks|0", Rank::Editor, none),
    way(Kind::Press, "1|kv-approved|zz", Rank::Editor, none),
    way(Kind::Press, "1|kt|zz", Rank::Editor, none),
    way(Kind::Form, "1|kf-text|zz", Rank::Editor, none),
    way(Kind::Form, "1|kf-quotes|zz", Rank::Editor, none),
    way(Kind::Form, "1|kf-details|zz", Rank::Editor, none),
    way(Kind::Form, "1|kf-reason|zz", Rank::Editor, none),
    way(Kind::Form, "1|kv-declined|zz", Rank::Editor, none),
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
    posted: Posted,
}

/// Joins the bot with a role of each rank in the home guild.
async fn cast(discord: &Double) -> (Kept, Cast) {
    let home = discord.home();
    let ranks = [Rank::Contributor, Rank::Editor, Rank::Keeper];
    let roles: BTreeMap<Rank, Id> =
        ranks.map(|rank| (rank, discord.new_role(home.guild, &format!("{rank:?}"), permission::MODERATOR))).into();
    let rights = Rights {
        contributors: vec![roles[&Rank::Contributor]],
        editors: vec![roles[&Rank::Editor]],
        keepers: vec![roles[&Rank::Keeper]],
    };
    let bot = Kept::with(discord, |settings| settings.rights = [(home.guild, rights)].into()).await;
    let mut people = vec![(Rank::Reader, home.member.clone())];
    people.extend(
        roles.iter().map(|(rank, role)| (*rank, discord.new_member(home.guild, &format!("{rank:?}"), &[*role]))),
    );
    let said = discord.say(&home.tearoom, &home.asker, "<@bot> How much did Lorn pay for the upper dam?").await;
    (bot, Cast { people, posted: discord.reply_to(&said).await })
}

/// What somebody is answered who takes a way.
async fn taken(discord: &Double, cast: &Cast, who: &User, place: &Channel, way: &Way) -> String {
    let options = (way.options)();
    let used = match way.kind {
        Kind::Command => {
            let sub = json!([{"type": 1, "name": way.name, "options": options}]);
            discord.slash_raw(who, place, "knowledge", sub).await
        }
        Kind::Suggest => discord.slash_raw(who, place, "suggest", options).await,
        Kind::Menu => discord.context_menu_raw(who, place, &cast.posted, way.name).await,
        Kind::Press => {
            let mut on = cast.posted.clone();
            on.channel = place.clone();
            discord.press_raw(who, &on, way.name).await
        }
        Kind::Form => discord.submit_raw(who, place, way.name, &[("answer", "tea"), ("word", "tea")], None).await,
    };
    let (body, _) = used.first().await;
    match body["type"].as_u64() {
        Some(4) => body["data"]["content"].as_str().unwrap_or_default().to_owned(),
        Some(5 | 6) => used.response().await.text(),
        _ => "a form".to_owned(),
    }
}

fn is_refused(said: &str) -> bool {
    REFUSALS.iter().any(|refusal| said.contains(refusal))
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
            let said = taken(&discord, &cast, who, &home.tearoom, way).await;
            if is_refused(&said) == (*rank >= way.needs) {
                wrong.push(format!("{rank:?} takes {:?} `{}` and is told: {said}", way.kind, way.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(bot.files(), before, "nothing was published");
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn nobody_has_a_right_in_direct_messages_or_in_another_guild() {
    let discord = Kept::double().await;
    let (bot, cast) = cast(&discord).await;
    let home = discord.home();
    let keeper = &cast.people.iter().find(|(rank, _)| *rank == Rank::Keeper).expect("there is one").1;
    let mut wrong = Vec::new();
    for way in WAYS {
        for (who, place) in [
            (keeper, &discord.direct(keeper)),
            (keeper, &home.away_channel),
            (&home.stranger, &home.away_channel),
            (&home.owner, &home.tearoom),
        ] {
            let said = taken(&discord, &cast, who, place, way).await;
            if !is_refused(&said) {
                wrong.push(format!(
                    "{} takes {:?} `{}` in {} and is told: {said}",
                    who.name, way.kind, way.name, place.name
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_role_that_is_taken_away_counts_from_the_next_press_on() {
    let discord = Kept::double().await;
    let (bot, cast) = cast(&discord).await;
    let home = discord.home();
    let before = bot.files();
    for rank in [Rank::Editor, Rank::Keeper] {
        let who = &cast.people.iter().find(|(own, _)| *own == rank).expect("there is one").1;
        let roles = discord.roles(home.guild, who);
        let edit = discord.slash(who, &home.tearoom, "knowledge edit", json!({"entry": "lorn-dam-price"})).await;
        let form = edit.modal().await;
        let near = json!({"entry": "lorn-dam-price", "question": "what did Sey pay for its dam"});
        let ready = discord.slash(who, &home.tearoom, "knowledge near-miss", near).await.response().await;
        discord.set_roles(home.guild, who, &[]);
        let late = discord.submit(who, &form, &[("answer", "Lorn paid nothing.")]).await.response().await;
        assert!(is_refused(late.content()), "{rank:?} sends a form: {}", late.content());
        for label in ["Publish", "Publish all the same…", "Discard"] {
            if ready.message.buttons().contains(&label) {
                let late = discord.press(who, &ready.message, label).await.response().await;
                assert!(is_refused(late.content()), "{rank:?} presses {label}: {}", late.content());
            }
        }
        let choices = discord.autocomplete(who, &home.tearoom, "knowledge edit", "entry", "lorn").await;
        assert!(choices.is_empty(), "{choices:?}");
        discord.set_roles(home.guild, who, &roles);
        let choices = discord.autocomplete(who, &home.tearoom, "knowledge edit", "entry", "lorn").await;
        assert!(!choices.is_empty(), "with the role back, entries are offered");
    }
    assert_eq!(bot.files(), before);
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn an_editor_cannot_publish_what_a_keeper_began_nor_keep_what_takes_a_keeper() {
    let discord = Kept::double().await;
    let (bot, cast) = cast(&discord).await;
    let home = discord.home();
    let before = bot.files();
    let who = &cast.people.iter().find(|(rank, _)| *rank == Rank::Keeper).expect("there is one").1;
    let editor = &cast.people.iter().find(|(rank, _)| *rank == Rank::Editor).expect("there is one").1;
    let retire = json!({"entry": "sey-salt-refusal", "why": "the salt is sold"});
    let ready = discord.slash(who, &home.tearoom, "knowledge retire", retire).await.response().await;
    let label = if ready.message.buttons().contains(&"Publish") { "Publish" } else { "Publish all the same…" };
    // The keeper is made an editor in between.
    discord.set_roles(home.guild, who, &discord.roles(home.guild, editor));
    let late = discord.press(who, &ready.message, label).await;
    let (body, _) = late.first().await;
    let said = if body["type"] == 9 {
        let form = late.modal().await;
        discord.submit(who, &form, &[("why", "it is so")]).await.response().await.content().to_owned()
    } else {
        late.response().await.content().to_owned()
    };
    assert!(is_refused(&said), "{said}");
    assert_eq!(bot.files(), before);
    bot.stopped().await;
    discord.finish();
}
