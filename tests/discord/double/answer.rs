//! What a request is answered with, and Discord's words for its refusals.

use serde_json::{Value, json};
use std::time::Duration;

#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Value,
    /// For a 429.
    pub(crate) retry_after: Option<Duration>,
    /// A file in place of the body.
    pub(crate) file: Option<Vec<u8>>,
}

impl Answer {
    pub(crate) fn ok(body: Value) -> Self {
        Self { status: 200, body, retry_after: None, file: None }
    }

    /// 204.
    pub(crate) fn nothing() -> Self {
        Self { status: 204, ..Self::ok(Value::Null) }
    }

    /// What lies where a file was kept.
    pub(crate) fn file(bytes: Vec<u8>) -> Self {
        Self { file: Some(bytes), ..Self::ok(Value::Null) }
    }

    pub(crate) fn refused(status: u16, code: u32) -> Self {
        Self { status, ..Self::ok(json!({"message": words(code), "code": code})) }
    }

    /// 400, with all that is wrong about the body.
    pub(crate) fn invalid(problems: &[String]) -> Self {
        let errors: Vec<Value> = problems.iter().map(|problem| json!({"code": "DOUBLE", "message": problem})).collect();
        let body = json!({"message": words(50035), "code": 50035, "errors": {"_errors": errors}});
        Self { status: 400, ..Self::ok(body) }
    }
}

/// Discord's sentence for a code.
pub(crate) fn words(code: u32) -> &'static str {
    match code {
        0 => "401: Unauthorized",
        10003 => "Unknown Channel",
        10004 => "Unknown Guild",
        10008 => "Unknown Message",
        10013 => "Unknown User",
        10015 => "Unknown Webhook",
        10062 => "Unknown interaction",
        40060 => "Interaction has already been acknowledged.",
        50001 => "Missing Access",
        50005 => "Cannot edit a message authored by another user",
        50006 => "Cannot send an empty message",
        50007 => "Cannot send messages to this user",
        50013 => "Missing Permissions",
        50027 => "Invalid Webhook Token",
        50035 => "Invalid Form Body",
        50083 => "Thread is archived",
        160_002 => "Cannot reply without permission to read message history",
        _ => "Error",
    }
}
