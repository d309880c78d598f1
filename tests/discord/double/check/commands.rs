//! What Discord refuses in a list of commands.

use super::rules::{choice_value, items};
use super::shape::length;
use serde_json::Value;
use std::collections::BTreeSet;

/// How many commands of each type one place may have.
const MOST: [(u64, usize); 4] = [(1, 100), (2, 15), (3, 15), (4, 1)];
/// The most text one command may hold.
const ALL_TEXT: usize = 8000;

/// Adds the problems of all commands of one place.
pub(crate) fn all(commands: &Value, problems: &mut Vec<String>) {
    for (kind, most) in MOST {
        let count = items(commands).iter().filter(|command| kind_of(command) == kind).count();
        if count > most {
            problems.push(format!("{count} commands of type {kind}; the most is {most}"));
        }
    }
    let mut seen = BTreeSet::new();
    for command in items(commands) {
        let name = command["name"].as_str().unwrap_or_default();
        if !seen.insert((kind_of(command), name)) {
            problems.push(format!("the command `{name}` stands twice"));
        }
        one(command, name, problems);
    }
}

fn one(command: &Value, name: &str, problems: &mut Vec<String>) {
    let described = command["description"].as_str().is_some_and(|text| !text.trim().is_empty());
    if kind_of(command) == 1 {
        names(command, problems);
        problems.extend((!described).then(|| format!("the command `{name}` has no description")));
        options(&command["options"], name, 0, problems);
    } else {
        problems.extend(described.then(|| format!("the menu command `{name}` may have no description")));
        problems.extend(
            (!items(&command["options"]).is_empty()).then(|| format!("the menu command `{name}` may have no options")),
        );
    }
    let text = text_of(command);
    if text > ALL_TEXT {
        problems.push(format!("the command `{name}` holds {text} UTF-16 units; the most is {ALL_TEXT}"));
    }
    let permissions = &command["default_member_permissions"];
    if !permissions.is_null() && permissions.as_str().is_none_or(|bits| bits.parse::<u64>().is_err()) {
        problems.push(format!("the command `{name}` has permissions that are not digits in a text"));
    }
}

fn options(list: &Value, path: &str, depth: u8, problems: &mut Vec<String>) {
    let list = items(list);
    let nested = list.iter().filter(|option| is_nested(option)).count();
    if nested > 0 && nested < list.len() {
        problems.push(format!("`{path}` mixes subcommands with options"));
    }
    let mut seen = BTreeSet::new();
    let mut optional = false;
    for option in list {
        let name = option["name"].as_str().unwrap_or_default();
        names(option, problems);
        if !seen.insert(name) {
            problems.push(format!("`{path}` has the option `{name}` twice"));
        }
        let required = option["required"] == true;
        if required && optional {
            problems.push(format!("the required option `{name}` of `{path}` follows an optional one"));
        }
        optional |= !required;
        option_alone(option, &format!("{path} {name}"), depth, problems);
    }
}

fn option_alone(option: &Value, path: &str, depth: u8, problems: &mut Vec<String>) {
    let choices = items(&option["choices"]);
    let kind = option["type"].as_u64().unwrap_or_default();
    if kind == 2 && depth > 0 || kind == 1 && depth > 1 {
        problems.push(format!("`{path}` is nested too deep"));
    }
    if is_nested(option) {
        options(&option["options"], path, depth + 1, problems);
    } else if !items(&option["options"]).is_empty() {
        problems.push(format!("`{path}` is no subcommand and has options"));
    }
    if option["autocomplete"] == true && (!choices.is_empty() || !matches!(kind, 3 | 4 | 10)) {
        problems.push(format!("`{path}` cannot have autocomplete: it has choices, or is neither text nor number"));
    }
    let mut seen = BTreeSet::new();
    for choice in choices {
        choice_value(choice, problems);
        let name = choice["name"].as_str().unwrap_or_default();
        if !seen.insert(name) {
            problems.push(format!("`{path}` has the choice `{name}` twice"));
        }
        if choice["value"].is_string() != (kind == 3) {
            problems.push(format!("the choice `{name}` of `{path}` is not of the option's type"));
        }
    }
}

fn names(named: &Value, problems: &mut Vec<String>) {
    let own = named["name"].as_str();
    let others = named["name_localizations"].as_object().into_iter().flat_map(|texts| texts.values());
    for name in own.into_iter().chain(others.filter_map(Value::as_str)).filter(|name| !is_name(name)) {
        problems.push(format!("`{name}` is no name for a command or option: small letters, digits, `-`, `_`"));
    }
}

fn is_name(name: &str) -> bool {
    let sign = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '\'');
    !name.is_empty() && length(name) <= 32 && name.chars().all(sign) && name.to_lowercase() == name
}

/// All text that counts toward a command's sum: of each text its longest translation.
fn text_of(part: &Value) -> usize {
    let longest = |key: &str| {
        let own = part[key].as_str().map_or(0, length);
        let others = part[format!("{key}_localizations").as_str()].as_object();
        let others = others.into_iter().flat_map(|texts| texts.values()).filter_map(Value::as_str).map(length);
        others.fold(own, usize::max)
    };
    let value = part["value"].as_str().map_or(0, length);
    let inside = items(&part["options"]).iter().chain(items(&part["choices"])).map(text_of).sum::<usize>();
    longest("name") + longest("description") + value + inside
}

fn kind_of(command: &Value) -> u64 {
    command["type"].as_u64().unwrap_or(1)
}

fn is_nested(option: &Value) -> bool {
    matches!(option["type"].as_u64(), Some(1 | 2))
}
