//! What came in, what was answered, and what Discord would have refused.

use serde_json::Value;
use std::time::Instant;

/// One request of the bot.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// Without `/api/v10` and without the query.
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) body: Value,
    /// The names of the files that came with it.
    pub(crate) files: Vec<String>,
    pub(crate) at: Instant,
    /// 0 where the connection ended without an answer.
    pub(crate) status: u16,
}

#[derive(Debug, Default)]
pub(crate) struct Log {
    pub(crate) requests: Vec<Request>,
    /// What was sent over the gateway by the bot, its tokens left out.
    pub(crate) gateway: Vec<Value>,
    pub(crate) violations: Vec<String>,
}

impl Log {
    /// The last requests, for a message about what did not come.
    pub(crate) fn tail(&self) -> String {
        let last = self.requests.iter().rev().take(5).rev();
        let lines: Vec<String> = last
            .map(|request| {
                format!("  {} {} -> {} {}", request.method, request.path, request.status, short(&request.body))
            })
            .collect();
        match (lines.is_empty(), self.violations.is_empty()) {
            (true, _) => "the bot has asked for nothing yet".to_owned(),
            (false, true) => format!("the last requests were\n{}", lines.join("\n")),
            (false, false) => {
                format!("the last requests were\n{}\nrefused:\n  {}", lines.join("\n"), self.violations.join("\n  "))
            }
        }
    }
}

fn short(body: &Value) -> String {
    let text = if body.is_null() { String::new() } else { body.to_string() };
    text.chars().take(160).collect()
}
