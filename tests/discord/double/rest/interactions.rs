//! Answers to interactions: the first within three seconds, the others while the token lives.

use super::super::answer::Answer;
use super::super::message::{self, EPHEMERAL, LOADING};
use super::super::state::{Interaction, State};
use super::super::world::Id;
use super::call::Call;
use super::{FIRST_ANSWER, TOKEN_LIFE, id, refuse};
use serde_json::{Value, json};

/// The first answer.
pub(crate) fn first(state: &mut State, call: &Call, text: &str, token: &str) -> Option<Answer> {
    let now = state.clock.elapsed();
    let number = id(text);
    let known = state.interactions.get(&number).filter(|interaction| interaction.token == token);
    let Some(interaction) = known.cloned() else { return Some(Answer::refused(404, 10062)) };
    if interaction.first.is_some() {
        return Some(Answer::refused(400, 40060));
    }
    if now.saturating_sub(interaction.began) > FIRST_ANSWER {
        return Some(Answer::refused(404, 10062));
    }
    let kind = call.body["type"].as_u64().unwrap_or_default();
    if !fits(&interaction, kind) {
        let problem = format!("an interaction of type {} has no answer of type {kind}", interaction.kind);
        return Some(refuse(state, call, &[problem]));
    }
    if let Err(problem) = carry_out(state, call, number, &interaction, kind) {
        return Some(refuse(state, call, &[problem]));
    }
    if let Some(interaction) = state.interactions.get_mut(&number) {
        interaction.first = Some((call.at, call.body.clone()));
    }
    Some(if call.query.contains("with_response=true") {
        Answer::ok(receipt(state, number, kind))
    } else {
        Answer::nothing()
    })
}

/// Which answers an interaction has.
fn fits(interaction: &Interaction, kind: u64) -> bool {
    match (interaction.kind, kind) {
        (4, 8) | (2, 4 | 5 | 9) | (3, 4..=7 | 9) | (5, 4 | 5) => true,
        // A form can change a message only when a button of that message opened it.
        (5, 6 | 7) => interaction.source.is_some(),
        _ => false,
    }
}

fn carry_out(state: &mut State, call: &Call, number: Id, interaction: &Interaction, kind: u64) -> Result<(), String> {
    let data = &call.body["data"];
    let channel = interaction.channel.clone();
    match kind {
        4 | 5 => {
            let mut data = data.clone();
            let ephemeral = data["flags"].as_u64().unwrap_or(0) & EPHEMERAL != 0;
            if kind == 5 {
                data = json!({"flags": data["flags"].as_u64().unwrap_or(0) | LOADING});
            }
            let id = post(state, number, &data, &call.files, ephemeral);
            if let Some(interaction) = state.interactions.get_mut(&number) {
                interaction.original = Some(id);
                interaction.waiting = kind == 5;
            }
        }
        6 | 7 => {
            if let Some(interaction) = state.interactions.get_mut(&number) {
                interaction.original = interaction.source;
            }
            if let Some(source) = interaction.source.filter(|_| kind == 7) {
                message::edit(state, &channel, source, data, &call.files)?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// Posts a message that answers an interaction; it needs no permission in the channel.
fn post(state: &mut State, number: Id, body: &Value, files: &[String], ephemeral: bool) -> Id {
    let Some(interaction) = state.interactions.get(&number).cloned() else { return 0 };
    let mut json = message::of_bot(state, &interaction.channel, body, files, None);
    let user = state.world.user_json(interaction.user);
    json["application_id"] = super::super::APPLICATION.to_string().into();
    json["webhook_id"] = super::super::APPLICATION.to_string().into();
    if interaction.kind == 2 {
        json["type"] = 20.into();
    }
    json["interaction_metadata"] = metadata(number, &interaction, &user);
    message::keep(state, &interaction.channel, json, None, Some(number), ephemeral)
}

/// What Discord says of the interaction that a message answers.
fn metadata(number: Id, interaction: &Interaction, user: &Value) -> Value {
    let about =
        |kind: u8| json!({"id": number.to_string(), "type": kind, "user": user, "authorizing_integration_owners": {}});
    let pressed = || {
        let mut pressed = about(3);
        pressed["interacted_message_id"] = interaction.source.unwrap_or_default().to_string().into();
        pressed
    };
    match (interaction.kind, interaction.source) {
        (3, _) => pressed(),
        (5, source) => {
            let mut sent = about(5);
            sent["triggering_interaction_metadata"] = if source.is_some() { pressed() } else { about(2) };
            sent
        }
        _ => about(2),
    }
}

fn receipt(state: &State, number: Id, kind: u64) -> Value {
    let original = state.interactions.get(&number).and_then(|interaction| interaction.original);
    let message = original.and_then(|id| state.messages.get(&id)).map_or(Value::Null, |message| message.json.clone());
    json!({
        "interaction": {"id": number.to_string(), "type": 2, "response_message_id": original.map(|id| id.to_string())},
        "resource": {"type": kind, "message": message},
    })
}

/// Everything after the first answer: `rest` is what stands behind the token.
pub(crate) fn later(state: &mut State, call: &Call, token: &str, rest: &[&str]) -> Option<Answer> {
    let Some(number) = state.tokens.get(token).copied() else { return Some(Answer::refused(404, 10015)) };
    let interaction = state.interactions.get(&number).cloned()?;
    if state.clock.elapsed().saturating_sub(interaction.began) > TOKEN_LIFE {
        return Some(Answer::refused(401, 50027));
    }
    if interaction.first.is_none() {
        return Some(Answer::refused(404, 10015));
    }
    match (call.method.as_str(), rest) {
        ("POST", []) if interaction.waiting => Some(change(state, call, number, interaction.original)),
        ("POST", []) => Some(follow_up(state, call, number)),
        (_, ["messages", "@original"]) => on_message(state, call, number, interaction.original),
        (_, ["messages", one]) => {
            let own = interaction.follow_ups.contains(&id(one)) || interaction.original == Some(id(one));
            on_message(state, call, number, Some(id(one)).filter(|_| own))
        }
        _ => None,
    }
}

fn follow_up(state: &mut State, call: &Call, number: Id) -> Answer {
    let ephemeral = call.body["flags"].as_u64().unwrap_or(0) & EPHEMERAL != 0;
    let id = post(state, number, &call.body, &call.files, ephemeral);
    if let Some(interaction) = state.interactions.get_mut(&number) {
        interaction.follow_ups.push(id);
        interaction.touched = true;
    }
    Answer::ok(state.messages.get(&id).map_or(Value::Null, |message| message.json.clone()))
}

fn on_message(state: &mut State, call: &Call, number: Id, id: Option<Id>) -> Option<Answer> {
    let Some(message) = id.and_then(|id| state.messages.get(&id)).filter(|message| !message.deleted) else {
        return Some(Answer::refused(404, 10008));
    };
    match call.method.as_str() {
        "GET" => Some(Answer::ok(message.json.clone())),
        "PATCH" => Some(change(state, call, number, id)),
        "DELETE" => {
            let channel = state.interactions.get(&number)?.channel.clone();
            message::delete(state, &channel, id?);
            let interaction = state.interactions.get_mut(&number)?;
            interaction.touched = true;
            interaction.waiting = false;
            Some(Answer::nothing())
        }
        _ => None,
    }
}

fn change(state: &mut State, call: &Call, number: Id, id: Option<Id>) -> Answer {
    let channel = state.interactions.get(&number).map(|interaction| interaction.channel.clone());
    let (Some(channel), Some(id)) = (channel, id) else { return Answer::refused(404, 10008) };
    match message::edit(state, &channel, id, &call.body, &call.files) {
        Ok(json) => {
            if let Some(interaction) = state.interactions.get_mut(&number) {
                interaction.waiting = false;
                interaction.touched = true;
            }
            Answer::ok(json)
        }
        Err(problem) => refuse(state, call, &[problem]),
    }
}
