//! Messages: how they are made, kept, changed and taken away, and what the bot is told of it.

use super::state::{State, Stored};
use super::world::{Channel, Id};
use serde_json::{Value, json};
use std::time::Instant;

/// Discord's flags for what only one person sees, and for "is thinking".
pub(crate) const EPHEMERAL: u64 = 1 << 6;
pub(crate) const LOADING: u64 = 1 << 7;

/// A message of the bot, not kept yet.
pub(crate) fn of_bot(
    state: &mut State,
    channel: &Channel,
    body: &Value,
    files: &[String],
    reference: Option<Id>,
) -> Value {
    let bot = state.world.bot;
    let mut json = blank(state, channel, bot);
    json["content"] = body["content"].as_str().map(str::trim).unwrap_or_default().into();
    for list in ["embeds", "components"] {
        json[list] = body[list].as_array().cloned().unwrap_or_default().into();
    }
    mark_embeds(&mut json);
    json["flags"] = body["flags"].as_u64().unwrap_or(0).into();
    json["attachments"] = files.iter().enumerate().map(|(at, name)| attachment(state, at, name)).collect();
    if !body["nonce"].is_null() {
        json["nonce"] = body["nonce"].clone();
    }
    refer(state, &mut json, channel, reference, body["allowed_mentions"]["replied_user"] == true);
    json
}

/// A message of a person, not kept yet.
pub(crate) fn of_user(
    state: &mut State,
    channel: &Channel,
    user: Id,
    content: &str,
    reference: Option<(Id, bool)>,
) -> Value {
    let mut json = blank(state, channel, user);
    json["content"] = content.into();
    if let Some(guild) = channel.guild {
        json["member"] = state.world.partial_member_json(guild, user);
    }
    let named = state
        .world
        .users
        .keys()
        .filter(|id| content.contains(&format!("<@{id}>")) || content.contains(&format!("<@!{id}>")));
    json["mentions"] = named.map(|id| state.world.user_json(*id)).collect();
    refer(state, &mut json, channel, reference.map(|(id, _)| id), reference.is_some_and(|(_, pings)| pings));
    json
}

fn blank(state: &mut State, channel: &Channel, author: Id) -> Value {
    let mut json = json!({
        "id": state.clock.next_id().to_string(), "channel_id": channel.id.to_string(),
        "author": state.world.user_json(author), "content": "", "timestamp": state.clock.timestamp(),
        "edited_timestamp": null, "tts": false, "mention_everyone": false, "mentions": [], "mention_roles": [],
        "attachments": [], "embeds": [], "components": [], "pinned": false, "type": 0, "flags": 0,
    });
    if let Some(guild) = channel.guild {
        json["guild_id"] = guild.to_string().into();
    }
    json
}

fn refer(state: &State, json: &mut Value, channel: &Channel, reference: Option<Id>, pings: bool) {
    let Some(stored) = reference.and_then(|id| state.messages.get(&id)) else { return };
    json["type"] = 19.into();
    json["message_reference"] = json!({
        "type": 0, "message_id": stored.json["id"], "channel_id": stored.json["channel_id"],
        "guild_id": channel.guild.map(|id| id.to_string()),
    });
    let mut referenced = stored.json.clone();
    if let Some(referenced) = referenced.as_object_mut() {
        // Discord shows one step of a chain of replies.
        referenced.remove("referenced_message");
    }
    let author = referenced["author"].clone();
    json["referenced_message"] = referenced;
    let mentions = json["mentions"].as_array_mut();
    if let Some(mentions) = mentions.filter(|mentions| pings && !mentions.contains(&author)) {
        mentions.push(author);
    }
}

fn attachment(state: &mut State, at: usize, name: &str) -> Value {
    let id = state.clock.next_id();
    json!({"id": id.to_string(), "filename": name, "size": 1, "url": format!("https://cdn.invalid/{at}/{name}"), "proxy_url": format!("https://cdn.invalid/{at}/{name}")})
}

fn mark_embeds(json: &mut Value) {
    for embed in json["embeds"].as_array_mut().into_iter().flatten() {
        embed["type"] = "rich".into();
    }
}

/// Keeps a new message and tells the bot; `interaction` is the one it answers.
pub(crate) fn keep(
    state: &mut State,
    channel: &Channel,
    json: Value,
    reference: Option<Id>,
    interaction: Option<Id>,
    ephemeral: bool,
) -> Id {
    let id = json["id"].as_str().and_then(|id| id.parse().ok()).unwrap_or_default();
    let by_bot = json["author"]["id"] == state.world.bot.to_string().as_str();
    if !ephemeral && (!by_bot || state.setup.own_messages) {
        state.dispatch_message("MESSAGE_CREATE", channel, &json);
    }
    if by_bot {
        state.by_bot.push(id);
    }
    if let Some(reference) = reference {
        state.replies.entry(reference).or_default().push(id);
    }
    let at = Instant::now();
    let stored = Stored { json, channel: channel.id, by_bot, ephemeral, deleted: false, edits: 0, at, interaction };
    state.messages.insert(id, stored);
    id
}

/// Changes what a body names and leaves the rest; an error says why the message cannot be so.
pub(crate) fn edit(
    state: &mut State,
    channel: &Channel,
    id: Id,
    body: &Value,
    files: &[String],
) -> Result<Value, String> {
    let now = state.clock.timestamp();
    let added: Vec<Value> = files.iter().enumerate().map(|(at, name)| attachment(state, at, name)).collect();
    let Some(stored) = state.messages.get_mut(&id) else { return Err("no such message".to_owned()) };
    let mut json = stored.json.clone();
    if let Some(fields) = body.as_object() {
        for key in ["content", "embeds", "components"] {
            match fields.get(key) {
                Some(Value::Null) if key == "content" => json[key] = "".into(),
                Some(Value::Null) => json[key] = Value::Array(Vec::new()),
                Some(value) => json[key] = value.clone(),
                None => {}
            }
        }
    }
    mark_embeds(&mut json);
    if !added.is_empty() {
        json["attachments"] = added.into();
    }
    let shows = |key: &str| json[key].as_array().is_some_and(|items| !items.is_empty());
    if json["content"].as_str().is_none_or(|text| text.trim().is_empty()) && !shows("embeds") && !shows("attachments") {
        return Err("after this edit the message is empty".to_owned());
    }
    json["edited_timestamp"] = now.into();
    json["flags"] = (json["flags"].as_u64().unwrap_or(0) & !LOADING).into();
    stored.json = json.clone();
    stored.edits += 1;
    if !stored.ephemeral {
        state.dispatch_message("MESSAGE_UPDATE", channel, &json);
    }
    Ok(json)
}

/// Takes a message away.
pub(crate) fn delete(state: &mut State, channel: &Channel, id: Id) {
    let Some(stored) = state.messages.get_mut(&id) else { return };
    stored.deleted = true;
    if stored.ephemeral {
        return;
    }
    let mut gone = json!({"id": id.to_string(), "channel_id": channel.id.to_string()});
    if let Some(guild) = channel.guild {
        gone["guild_id"] = guild.to_string().into();
    }
    let intent = if channel.guild.is_some() { super::session::GUILD_MESSAGES } else { super::session::DIRECT_MESSAGES };
    state.dispatch(channel.guild, intent, "MESSAGE_DELETE", &gone);
}
