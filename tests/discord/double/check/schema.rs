//! Discord's own description of its API, where it is at hand; it is not part of this repository.
//!
//! It is looked for where the variable `DISCORD_OPENAPI` says, else in `discord-openapi.json` beside
//! `Cargo.toml`. Validators are made once per operation and kept for all doubles of the process.

use jsonschema::{Draft, Validator};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// How many of a body's problems are told, and how much of each.
const TOLD: usize = 3;
const TOLD_SIGNS: usize = 300;

static DOCUMENT: LazyLock<Option<Value>> = LazyLock::new(read);
static VALIDATORS: LazyLock<Mutex<HashMap<String, Option<Arc<Validator>>>>> = LazyLock::new(Mutex::default);

/// Whether the description is at hand.
pub(crate) fn is_at_hand() -> bool {
    DOCUMENT.is_some()
}

/// What the description refuses in a body; nothing where there is no description or no such operation.
pub(crate) fn problems(method: &str, path: &[&str], body: &Value) -> Vec<String> {
    let Some(document) = DOCUMENT.as_ref() else { return Vec::new() };
    let Some(template) = template(document, path) else { return Vec::new() };
    let Some(validator) = validator(document, &method.to_lowercase(), template) else { return Vec::new() };
    let told = validator.iter_errors(body).take(TOLD).map(|error| {
        let text: String = error.to_string().chars().take(TOLD_SIGNS).collect();
        format!("Discord's description, at `{}`: {text}", error.instance_path())
    });
    told.collect()
}

#[expect(clippy::disallowed_methods, reason = "a tester's variable, not a setting of the bot")]
fn read() -> Option<Value> {
    let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/discord-openapi.json"));
    let file = std::env::var("DISCORD_OPENAPI").map_or(beside, PathBuf::from);
    let mut document: Value = serde_json::from_slice(&std::fs::read(file).ok()?).ok()?;
    // Clients send it as digits in a text, as Discord's prose says; the description wants a number.
    let schemas = document["components"]["schemas"].as_object_mut()?;
    // And this is a number where it numbers the files of a request.
    if let Some(file) = schemas.get_mut("MessageAttachmentRequest") {
        file["properties"]["id"] = json!({"type": ["string", "integer"]});
    }
    for schema in schemas.values_mut() {
        let properties = schema.get_mut("properties");
        if let Some(permissions) = properties.and_then(|properties| properties.get_mut("default_member_permissions")) {
            *permissions = json!({"type": ["string", "integer", "null"]});
        }
    }
    Some(document)
}

/// The path of the description that a path is a case of; literal parts win over `{…}`.
fn template<'d>(document: &'d Value, path: &[&str]) -> Option<&'d str> {
    let fits = |template: &str| {
        let parts: Vec<&str> = template.trim_start_matches('/').split('/').collect();
        parts.len() == path.len() && parts.iter().zip(path).all(|(part, own)| part.starts_with('{') || part == own)
    };
    let templates = document["paths"].as_object()?.keys().map(String::as_str).filter(|template| fits(template));
    templates.min_by_key(|template| template.matches('{').count())
}

fn validator(document: &Value, method: &str, template: &str) -> Option<Arc<Validator>> {
    let mut validators = VALIDATORS.lock().unwrap_or_else(PoisonError::into_inner);
    let made = validators.entry(format!("{method} {template}")).or_insert_with(|| {
        let content = &document["paths"][template][method]["requestBody"]["content"];
        let schema = content.get("application/json")?.get("schema")?;
        let whole = json!({"allOf": [schema], "components": document["components"]});
        let validator = jsonschema::options().with_draft(Draft::Draft202012).build(&whole);
        Some(Arc::new(validator.expect("Discord's own description is a schema")))
    });
    made.clone()
}
