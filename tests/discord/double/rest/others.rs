//! All that is neither message nor interaction: commands, users, channels, guilds, the gateway's address.

use super::super::APPLICATION;
use super::super::answer::Answer;
use super::super::check::items;
use super::super::state::State;
use super::super::world::{Id, permission};
use super::call::Call;
use super::id;
use serde_json::{Value, json};

/// `None` where there is no such request.
pub(crate) fn route(state: &mut State, call: &Call, parts: &[&str]) -> Option<Answer> {
    match (call.method.as_str(), parts) {
        ("GET", ["gateway"]) => Some(Answer::ok(json!({"url": state.gateway_url()}))),
        ("GET", ["gateway", "bot"]) => Some(Answer::ok(gateway_for_bot(state))),
        ("GET", ["oauth2", "applications", "@me"] | ["applications", "@me"]) => Some(Answer::ok(application(state))),
        ("GET", ["users", "@me"]) => Some(Answer::ok(state.world.user_json(state.world.bot))),
        ("GET", ["users", "@me", "guilds"]) => Some(Answer::ok(own_guilds(state))),
        ("GET", ["users", one]) => Some(found(state.world.user_json(id(one)), 10013)),
        ("POST", ["users", "@me", "channels"]) => Some(open_direct(state, &call.body)),
        (_, ["applications", _, "commands", rest @ ..]) => commands(state, call, None, rest),
        (_, ["applications", _, "guilds", guild, "commands", rest @ ..]) => {
            commands(state, call, Some(id(guild)), rest)
        }
        (_, ["channels", channel, rest @ ..]) => channels(state, call, id(channel), rest),
        ("GET", ["guilds", guild, rest @ ..]) => guilds(state, id(guild), rest),
        _ => None,
    }
}

fn gateway_for_bot(state: &State) -> Value {
    json!({
        "url": state.gateway_url(), "shards": state.setup.shards,
        "session_start_limit": {
            "total": 1000, "remaining": state.setup.starts_left, "reset_after": 3_600_000, "max_concurrency": 1,
        },
    })
}

fn application(state: &State) -> Value {
    json!({
        "id": APPLICATION.to_string(), "name": "Chaikhana", "description": "", "icon": null, "bot_public": true,
        "bot_require_code_grant": false, "verify_key": "0", "team": null, "rpc_origins": [],
        "flags": if state.setup.grants_content { 1 << 18 } else { 0 },
        "owner": state.world.users.values().find(|user| !user.is_bot).map(|user| state.world.user_json(user.id)),
    })
}

fn own_guilds(state: &State) -> Value {
    let guilds = state.world.guilds.values();
    guilds.map(|guild| json!({"id": guild.id.to_string(), "name": guild.name, "icon": null, "owner": false, "permissions": "0", "features": []})).collect()
}

fn open_direct(state: &mut State, body: &Value) -> Answer {
    let user = body["recipient_id"].as_str().map(id).or_else(|| body["recipient_id"].as_u64()).unwrap_or_default();
    if !state.world.users.contains_key(&user) {
        return Answer::refused(404, 10013);
    }
    let channel = state.world.direct(user);
    Answer::ok(state.world.channel_json(&channel))
}

fn commands(state: &mut State, call: &Call, guild: Option<Id>, rest: &[&str]) -> Option<Answer> {
    if guild.is_some_and(|guild| !state.world.guilds.contains_key(&guild)) {
        return Some(Answer::refused(404, 10004));
    }
    match (call.method.as_str(), rest) {
        ("PUT", []) => Some(register(state, guild, &call.body)),
        ("GET", []) => Some(Answer::ok(state.commands.get(&guild).cloned().unwrap_or_default().into())),
        _ => None,
    }
}

fn register(state: &mut State, guild: Option<Id>, body: &Value) -> Answer {
    let commands: Vec<Value> = items(body).iter().map(|command| registered(state, guild, command)).collect();
    state.commands.insert(guild, commands.clone());
    Answer::ok(commands.into())
}

/// A command as Discord gives it back.
fn registered(state: &mut State, guild: Option<Id>, command: &Value) -> Value {
    let mut own = command.clone();
    let defaults = [("type", json!(1)), ("description", json!("")), ("nsfw", json!(false)), ("options", json!([]))];
    for (key, value) in defaults {
        if own[key].is_null() {
            own[key] = value;
        }
    }
    own["id"] = state.world.next_id().to_string().into();
    own["version"] = state.world.next_id().to_string().into();
    own["application_id"] = APPLICATION.to_string().into();
    if let Some(guild) = guild {
        own["guild_id"] = guild.to_string().into();
    }
    own
}

fn channels(state: &mut State, call: &Call, id: Id, rest: &[&str]) -> Option<Answer> {
    let Some(channel) = state.world.channels.get(&id).cloned() else { return Some(Answer::refused(404, 10003)) };
    if !state.world.may(state.world.bot, id, permission::VIEW_CHANNEL) {
        return Some(Answer::refused(403, 50001));
    }
    match (call.method.as_str(), rest) {
        ("GET", []) => Some(Answer::ok(state.world.channel_json(&channel))),
        ("POST", ["typing"]) => {
            state.typing.push(id);
            Some(Answer::nothing())
        }
        _ => None,
    }
}

fn guilds(state: &State, id: Id, rest: &[&str]) -> Option<Answer> {
    let Some(guild) = state.world.guilds.get(&id) else { return Some(Answer::refused(404, 10004)) };
    match rest {
        [] => Some(Answer::ok(state.world.guild_json(guild))),
        ["channels"] => {
            let here = state.world.channels.values().filter(|channel| channel.guild == Some(id) && channel.kind == 0);
            Some(Answer::ok(here.map(|channel| state.world.channel_json(channel)).collect()))
        }
        ["roles"] => Some(Answer::ok(state.world.guild_json(guild)["roles"].clone())),
        ["members", user] => {
            let user = super::id(user);
            let member = guild.members.contains_key(&user).then(|| state.world.member_json(id, user, None));
            Some(found(member.unwrap_or_default(), 10013))
        }
        _ => None,
    }
}

fn found(json: Value, code: u32) -> Answer {
    if json.is_null() { Answer::refused(404, code) } else { Answer::ok(json) }
}
