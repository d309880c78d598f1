//! Labelled questions from a file of their own: what `eval` measures with.

use super::build;
use super::model::Case;
use super::raw::{self, Text};
use serde::Deserialize;

/// Reads `[[case]]` tables, as `guard.toml` has them.
///
/// # Errors
/// What is wrong, with the line.
pub fn cases_from_toml(text: &str) -> Result<Vec<Case>, String> {
    let file: raw::CasesFile = toml::from_str(text).map_err(|error| error.to_string())?;
    file.case.iter().map(|raw| build::case(raw).ok_or_else(|| bad_case(raw))).collect()
}

/// Reads one JSON object a line, with the same fields.
///
/// # Errors
/// What is wrong, with the line.
pub fn cases_from_jsonl(text: &str) -> Result<Vec<Case>, String> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| {
            let read: Line = serde_json::from_str(line).map_err(|e| format!("line {}: {e}", at + 1))?;
            let raw = raw::Case::from(read);
            build::case(&raw).ok_or_else(|| format!("line {}: {}", at + 1, bad_case(&raw)))
        })
        .collect()
}

/// The fields of [`raw::Case`]; only TOML says at which place they stand.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    question: String,
    expect: String,
    #[serde(default)]
    also: Vec<String>,
    group: Option<String>,
    style: Option<String>,
    previous: Option<String>,
}

impl From<Line> for raw::Case {
    fn from(line: Line) -> Self {
        let text = |text: String| Text::new(0..0, text);
        Self {
            question: text(line.question),
            expect: text(line.expect),
            also: line.also.into_iter().map(text).collect(),
            group: line.group.map(text),
            style: line.style.map(text),
            previous: line.previous.map(text),
        }
    }
}

fn bad_case(raw: &raw::Case) -> String {
    let (question, expect) = (raw.question.get_ref(), raw.expect.get_ref());
    format!("the question {question:?} expects `{expect}`, which is neither an entry id nor `nothing`")
}
