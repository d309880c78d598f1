//! Somebody of each rank, and what they do.

use super::ways::Rank::{self, Contributor, Editor, Keeper, Reader};
use super::ways::{Kind, Way};
use super::{kind, options};
use crate::discord::double::{Channel, Double, Id, Modal, Posted, User, permission};
use crate::discord::joined::Kept;
use crate::discord::keeping::publish;
use chaikhana::config::Rights;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A guild with a role of each rank, and somebody who has it.
pub(super) struct Cast {
    pub(super) people: Vec<(Rank, User)>,
    /// An answer of the bot.
    posted: Posted,
    /// A file that changes an entry, and a channel, as options carry them.
    pub(super) file: Value,
    pub(super) channel: String,
}

impl Cast {
    pub(super) fn one(&self, rank: Rank) -> &User {
        &self.people.iter().find(|(own, _)| *own == rank).expect("there is one of each rank").1
    }
}

/// Joins the bot with a role of each rank in the home guild. A question and a suggestion wait, one entry is retired.
pub(super) async fn cast(discord: &Double) -> (Kept, Cast) {
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
pub(super) struct Before {
    pub(super) said: String,
    pub(super) form: Option<Modal>,
    pub(super) message: Option<Posted>,
}

pub(super) async fn taken(discord: &Double, cast: &Cast, who: &User, place: &Channel, way: &Way) -> Before {
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
pub(super) async fn gone_on(discord: &Double, who: &User, before: &Before) -> Vec<(String, String)> {
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
