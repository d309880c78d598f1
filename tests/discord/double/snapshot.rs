//! A message as stable JSON for golden files: keys in order, ids by the order they are met, no times.

use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What a person sees of a message, and whom it answers.
const KEPT: [&str; 7] = ["attachments", "components", "content", "embeds", "flags", "message_reference", "mentions"];

/// The part of a message that is the same in every run, as indented JSON with keys in order.
///
/// Every id in it, also inside of texts, is replaced by `ID-1`, `ID-2`, …; what is empty is left out.
pub(crate) fn snapshot(message: &Value) -> String {
    let mut names = BTreeMap::new();
    let kept = KEPT.iter().filter(|key| !is_empty(&message[**key]));
    let kept: Map<String, Value> = kept.map(|key| ((*key).to_owned(), message[*key].clone())).collect();
    let stable = stable(&Value::Object(kept), &mut names);
    serde_json::to_string_pretty(&stable).unwrap_or_default()
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        other => *other == 0,
    }
}

fn stable(value: &Value, names: &mut BTreeMap<String, usize>) -> Value {
    match value {
        Value::String(text) => Value::String(without_ids(text, names)),
        Value::Array(items) => items.iter().map(|item| stable(item, names)).collect(),
        Value::Object(fields) => {
            let mut keys: Vec<&String> = fields.keys().filter(|key| *key != "timestamp").collect();
            keys.sort_unstable();
            let fields = keys.into_iter().map(|key| (key.clone(), stable(&fields[key], names)));
            Value::Object(fields.collect())
        }
        other => other.clone(),
    }
}

/// Replaces each run of 17 to 20 digits that stands alone.
fn without_ids(text: &str, names: &mut BTreeMap<String, usize>) -> String {
    let mut result = String::new();
    let mut run = String::new();
    for sign in text.chars().map(Some).chain([None]) {
        if let Some(digit) = sign.filter(char::is_ascii_digit) {
            run.push(digit);
            continue;
        }
        if (17..=20).contains(&run.len()) {
            let next = names.len() + 1;
            let name = names.entry(run.clone()).or_insert(next);
            result.extend(["ID-", &name.to_string()]);
        } else {
            result.push_str(&run);
        }
        run.clear();
        result.extend(sign);
    }
    result
}
