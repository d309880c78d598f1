//! Messages in channels: create, read, edit, delete, react.

use super::super::answer::Answer;
use super::super::message;
use super::super::state::{State, without_content};
use super::super::world::{Channel, Id, permission};
use super::call::Call;
use super::{id, refuse};
use serde_json::Value;

/// `None` where there is no such request.
pub(crate) fn route(state: &mut State, call: &Call, channel: &str, rest: &[&str]) -> Option<Answer> {
    let Some(channel) = state.world.channels.get(&id(channel)).cloned() else {
        return Some(Answer::refused(404, 10003));
    };
    let bot = state.world.bot;
    if !state.world.may(bot, channel.id, permission::VIEW_CHANNEL) {
        return Some(Answer::refused(403, 50001));
    }
    match (call.method.as_str(), rest) {
        ("POST", []) => Some(create(state, call, &channel)),
        ("GET", []) => Some(list(state, call, &channel)),
        ("GET", [message]) => Some(read(state, &channel, id(message))),
        ("PATCH", [message]) => Some(edit(state, call, &channel, id(message))),
        ("DELETE", [message]) => Some(delete(state, &channel, id(message))),
        ("PUT", [message, "reactions", emoji, "@me"]) => Some(react(state, &channel, id(message), emoji)),
        ("DELETE", [_, "reactions", ..]) => Some(Answer::nothing()),
        _ => None,
    }
}

fn create(state: &mut State, call: &Call, channel: &Channel) -> Answer {
    if let Some(refusal) = may_post(state, channel, &call.body) {
        return refusal;
    }
    let nonce =
        call.body["nonce"].as_str().map(str::to_owned).or_else(|| call.body["nonce"].as_u64().map(|n| n.to_string()));
    let enforced = nonce.filter(|_| call.body["enforce_nonce"] == true);
    if let Some(same) =
        enforced.as_ref().and_then(|nonce| state.nonces.get(nonce)).and_then(|id| state.messages.get(id))
    {
        return Answer::ok(same.json.clone());
    }
    let reference = &call.body["message_reference"];
    let referred = reference["message_id"].as_str().map(id).or_else(|| reference["message_id"].as_u64());
    let known = referred
        .filter(|id| state.messages.get(id).is_some_and(|message| !message.deleted && message.channel == channel.id));
    if referred.is_some() && known.is_none() && reference["fail_if_not_exists"] != false {
        return Answer::invalid(&["message_reference: Unknown message".to_owned()]);
    }
    let mut body = call.body.clone();
    if !state.world.may(state.world.bot, channel.id, permission::EMBED_LINKS) {
        // Discord takes the message and leaves its embeds out without a word.
        body["embeds"] = Value::Array(Vec::new());
    }
    let json = message::of_bot(state, channel, &body, &call.files, known);
    let id = message::keep(state, channel, json.clone(), known, None, false);
    if let Some(nonce) = enforced {
        state.nonces.insert(nonce, id);
    }
    Answer::ok(json)
}

/// The refusal of a post that the bot has no right to.
fn may_post(state: &State, channel: &Channel, body: &Value) -> Option<Answer> {
    let may = |bits| state.world.may(state.world.bot, channel.id, bits);
    let post = if channel.kind == 11 { permission::SEND_IN_THREADS } else { permission::SEND_MESSAGES };
    if channel.kind == 1 && channel.name.parse().is_ok_and(|user: Id| state.world.closed_doors.contains(&user)) {
        return Some(Answer::refused(403, 50007));
    }
    if state.world.archived.contains(&channel.id) {
        return Some(Answer::refused(400, 50083));
    }
    if !may(post) {
        return Some(Answer::refused(403, 50013));
    }
    let replies = body["message_reference"].is_object();
    (replies && !may(permission::READ_MESSAGE_HISTORY)).then(|| Answer::refused(400, 160_002))
}

fn read(state: &State, channel: &Channel, id: Id) -> Answer {
    match state.messages.get(&id).filter(|message| is_there(message, channel)) {
        Some(message) => Answer::ok(seen(state, channel, &message.json)),
        None => Answer::refused(404, 10008),
    }
}

fn list(state: &State, call: &Call, channel: &Channel) -> Answer {
    let limit = call.query.split('&').find_map(|pair| pair.strip_prefix("limit=")?.parse().ok()).unwrap_or(50);
    let mut here: Vec<(&Id, &Value)> = state
        .messages
        .iter()
        .filter(|(_, message)| is_there(message, channel))
        .map(|(id, message)| (id, &message.json))
        .collect();
    here.sort_unstable_by_key(|(id, _)| std::cmp::Reverse(**id));
    Answer::ok(here.into_iter().take(limit).map(|(_, json)| seen(state, channel, json)).collect())
}

fn edit(state: &mut State, call: &Call, channel: &Channel, id: Id) -> Answer {
    let bot = state.world.bot;
    match state.messages.get(&id).filter(|message| is_there(message, channel)) {
        None => return Answer::refused(404, 10008),
        Some(message) if message.json["author"]["id"] != bot.to_string().as_str() => {
            return Answer::refused(403, 50005);
        }
        Some(_) => {}
    }
    let mut body = call.body.clone();
    if !state.world.may(bot, channel.id, permission::EMBED_LINKS) && body["embeds"].is_array() {
        body["embeds"] = Value::Array(Vec::new());
    }
    match message::edit(state, channel, id, &body, &call.files) {
        Ok(json) => Answer::ok(json),
        Err(problem) => refuse(state, call, &[problem]),
    }
}

fn delete(state: &mut State, channel: &Channel, id: Id) -> Answer {
    let bot = state.world.bot;
    let Some(found) = state.messages.get(&id).filter(|message| is_there(message, channel)) else {
        return Answer::refused(404, 10008);
    };
    if !found.by_bot && !state.world.may(bot, channel.id, permission::MANAGE_MESSAGES) {
        return Answer::refused(403, 50013);
    }
    message::delete(state, channel, id);
    Answer::nothing()
}

fn react(state: &mut State, channel: &Channel, id: Id, emoji: &str) -> Answer {
    if !state.messages.get(&id).is_some_and(|message| is_there(message, channel)) {
        return Answer::refused(404, 10008);
    }
    if !state.world.may(state.world.bot, channel.id, permission::ADD_REACTIONS | permission::READ_MESSAGE_HISTORY) {
        return Answer::refused(403, 50013);
    }
    state.reactions.push((id, emoji.to_owned()));
    Answer::nothing()
}

fn is_there(message: &super::super::state::Stored, channel: &Channel) -> bool {
    !message.deleted && !message.ephemeral && message.channel == channel.id
}

/// A message as the application may see it.
fn seen(state: &State, channel: &Channel, json: &Value) -> Value {
    if state.setup.grants_content || state.is_open(channel, json) { json.clone() } else { without_content(json) }
}
