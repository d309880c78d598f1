//! What no single value shows: sums, duplicates, what excludes what, and the house's rule on mentions.

use super::shape::length;
use serde_json::Value;
use std::collections::BTreeSet;

/// Problems of a message that is new: one that says nothing is refused.
pub(crate) fn new_message(body: &Value, has_files: bool, problems: &mut Vec<String>) {
    let filled = |key: &str| body[key].as_array().is_some_and(|items| !items.is_empty());
    let text = body["content"].as_str().is_some_and(|text| !text.trim().is_empty());
    if !text && !filled("embeds") && !filled("sticker_ids") && !has_files && body["poll"].is_null() {
        problems.push("the message is empty: no content, embed or file".to_owned());
    }
    message(body, problems);
}

/// Problems of any message, new or edited.
pub(crate) fn message(body: &Value, problems: &mut Vec<String>) {
    mentions(&body["allowed_mentions"], problems);
    embeds(&body["embeds"], problems);
    components(&body["components"], problems);
    if let Some(nonce) = body["nonce"].as_str().filter(|nonce| length(nonce) > 25) {
        problems.push(format!("`nonce` has {} UTF-16 units; the most is 25", length(nonce)));
    }
}

/// Every message of the bot says that it pings nobody; Discord itself would let the text decide.
fn mentions(allowed: &Value, problems: &mut Vec<String>) {
    match allowed["parse"].as_array() {
        None => problems.push("`allowed_mentions.parse` is missing: stored text could ping people".to_owned()),
        Some(kinds) if kinds.is_empty() => {}
        Some(kinds) => problems.push(format!("`allowed_mentions.parse` is not empty: {kinds:?}")),
    }
    for key in ["users", "roles"] {
        if allowed[key].as_array().is_some_and(|ids| !ids.is_empty()) {
            problems.push(format!("`allowed_mentions.{key}` is not empty"));
        }
    }
}

fn embeds(embeds: &Value, problems: &mut Vec<String>) {
    let embeds = items(embeds);
    let sum: usize = embeds.iter().map(embed_length).sum();
    if sum > 6000 {
        problems.push(format!("all embeds together have {sum} UTF-16 units; the most is 6000"));
    }
    for (position, embed) in embeds.iter().enumerate() {
        let pictures = ["image", "thumbnail"].iter().any(|key| embed[*key].is_object());
        if embed_length(embed) == 0 && !pictures {
            problems.push(format!("`embeds[{position}]` shows nothing"));
        }
    }
}

fn embed_length(embed: &Value) -> usize {
    let fields = items(&embed["fields"]).iter().flat_map(|field| [&field["name"], &field["value"]]);
    let own = [&embed["title"], &embed["description"], &embed["footer"]["text"], &embed["author"]["name"]];
    own.into_iter().chain(fields).filter_map(Value::as_str).map(|text| length(text.trim())).sum()
}

fn components(rows: &Value, problems: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    for (position, row) in items(rows).iter().enumerate() {
        let inside = items(&row["components"]);
        let selects = inside.iter().filter(|component| component["type"].as_u64().is_some_and(|kind| kind >= 3));
        if selects.count() > 0 && inside.len() > 1 {
            problems.push(format!("`components[{position}]` holds a select and something beside it"));
        }
        for component in inside {
            let id = component["custom_id"].as_str();
            if let Some(id) = id.filter(|id| !seen.insert(*id)) {
                problems.push(format!("the custom id `{id}` stands twice in one message"));
            }
            match component["type"].as_u64() {
                Some(2) => button(component, problems),
                Some(3) => select(component, problems),
                _ => {}
            }
        }
    }
}

fn button(button: &Value, problems: &mut Vec<String>) {
    let name = button["label"].as_str().unwrap_or("?");
    let (link, id) = (button["url"].is_string(), button["custom_id"].is_string());
    if button["label"].is_null() && button["emoji"].is_null() {
        problems.push("a button has neither label nor emoji".to_owned());
    }
    match button["style"].as_u64() {
        Some(5) if !link || id => problems.push(format!("the link button `{name}` needs a url and no custom id")),
        Some(1..=4) if link || !id => problems.push(format!("the button `{name}` needs a custom id and no url")),
        _ => {}
    }
}

fn select(select: &Value, problems: &mut Vec<String>) {
    let options = items(&select["options"]);
    let name = select["custom_id"].as_str().unwrap_or("?");
    let mut seen = BTreeSet::new();
    for value in options.iter().filter_map(|option| option["value"].as_str()) {
        if !seen.insert(value) {
            problems.push(format!("the select `{name}` has the value `{value}` twice"));
        }
    }
    let least = select["min_values"].as_u64().unwrap_or(1);
    let most = select["max_values"].as_u64().unwrap_or(1);
    if least > most || usize::try_from(most).is_ok_and(|most| most > options.len()) {
        problems.push(format!("the select `{name}` wants {least} to {most} of {} options", options.len()));
    }
}

/// Problems of a form.
pub(crate) fn modal(modal: &Value, problems: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    for input in items(&modal["components"]).iter().flat_map(|row| items(&row["components"])) {
        let id = input["custom_id"].as_str().unwrap_or_default();
        if !seen.insert(id) {
            problems.push(format!("the custom id `{id}` stands twice in one form"));
        }
        let most = input["max_length"].as_u64().unwrap_or(4000);
        if input["min_length"].as_u64().unwrap_or(0) > most {
            problems.push(format!("the input `{id}` has a least length above its most"));
        }
        let filled = input["value"].as_str().map_or(0, length);
        if u64::try_from(filled).is_ok_and(|filled| filled > most) {
            problems.push(format!("the input `{id}` is filled with {filled} UTF-16 units; its most is {most}"));
        }
    }
}

/// Problems of the choices offered while somebody types.
pub(crate) fn choices(data: &Value, problems: &mut Vec<String>) {
    for choice in items(&data["choices"]) {
        choice_value(choice, problems);
    }
}

/// Problems of one choice's value.
pub(crate) fn choice_value(choice: &Value, problems: &mut Vec<String>) {
    if let Some(text) = choice["value"].as_str().filter(|text| length(text) > 100) {
        problems.push(format!(
            "the choice `{}` has a value of {} units; the most is 100",
            choice["name"],
            length(text)
        ));
    }
}

/// The items of a list; none where there is no list.
pub(crate) fn items(list: &Value) -> &[Value] {
    list.as_array().map_or(&[], Vec::as_slice)
}
