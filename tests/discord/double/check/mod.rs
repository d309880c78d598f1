//! Whether Discord would take a request's body: pure functions of method, path and body.
//!
//! - [`shape`]: what a value may look like, as data, and the walk that compares;
//! - [`limits`]: the table of every object that a bot sends;
//! - [`rules`]: sums, duplicates, what excludes what;
//! - [`commands`]: what is refused in a list of commands;
//! - [`schema`]: Discord's own description, where it is at hand.

mod commands;
mod limits;
mod rules;
pub(crate) mod schema;
mod shape;

use serde_json::Value;

pub(crate) use rules::items;
pub(crate) use shape::length;

/// All that Discord would refuse in a body, by the house's own table; `path` is split at its slashes.
pub(crate) fn problems(method: &str, path: &[&str], body: &Value, has_files: bool) -> Vec<String> {
    let mut found = Vec::new();
    match (method, path) {
        ("POST", ["channels", _, "messages"]) => {
            shape::compare(body, &limits::MESSAGE_CREATE, "", &mut found);
            rules::new_message(body, has_files, &mut found);
        }
        ("POST", ["webhooks", _, _]) => {
            shape::compare(body, &limits::HOOK_MESSAGE, "", &mut found);
            rules::new_message(body, has_files, &mut found);
        }
        ("PATCH", ["channels", _, "messages", _] | ["webhooks", _, _, "messages", _]) => {
            shape::compare(body, &limits::MESSAGE_EDIT, "", &mut found);
            rules::message(body, &mut found);
        }
        ("POST", ["interactions", _, _, "callback"]) => callback(body, has_files, &mut found),
        ("PUT", ["applications", _, "commands"] | ["applications", _, "guilds", _, "commands"]) => {
            for (position, command) in items(body).iter().enumerate() {
                shape::compare(command, &limits::COMMAND, &format!("[{position}]."), &mut found);
            }
            commands::all(body, &mut found);
        }
        ("POST", ["users", "@me", "channels"]) => shape::compare(body, &limits::OPEN_DM, "", &mut found),
        _ => {}
    }
    found
}

fn callback(body: &Value, has_files: bool, found: &mut Vec<String>) {
    let Some(shape) = limits::callback(body) else {
        found.push(format!("an interaction has no answer of type {}", body["type"]));
        return;
    };
    shape::compare(body, shape, "", found);
    let data = &body["data"];
    match body["type"].as_u64() {
        Some(4) => rules::new_message(data, has_files, found),
        Some(7) => rules::message(data, found),
        Some(8) => rules::choices(data, found),
        Some(9) => rules::modal(data, found),
        _ => {}
    }
}
