//! Values and entries as they are written anew: one form for all.

use super::draft::{EntryDraft, EventDraft, QuoteDraft, RetiredDraft};
use std::fmt::Write;

/// A string.
pub(super) fn string(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}

/// A list in one line.
pub(super) fn row(values: &[String]) -> String {
    format!("[{}]", values.join(", "))
}

/// A list with a line for each value.
pub(super) fn column(values: &[String]) -> String {
    let lines = values.iter().fold(String::new(), |lines, value| lines + "    " + value + ",\n");
    format!("[\n{lines}]")
}

/// A list of a field: phrasings have a line each, ids and events stand in one.
pub(super) fn list(key: &str, values: &[String]) -> String {
    if matches!(key, "questions" | "not") { column(values) } else { row(values) }
}

pub(super) fn event(event: &EventDraft) -> String {
    let planned = if event.planned { ", planned = true" } else { "" };
    format!("{{ date = {}, text = {}{planned} }}", string(&event.date), string(&event.text))
}

pub(super) fn retired(retired: &RetiredDraft) -> String {
    format!("{{ on = {}, why = {} }}", string(&retired.on), string(&retired.why))
}

/// A quote as a table behind its entry.
pub(super) fn quote(quote: &QuoteDraft) -> String {
    format!("\n[[entry.quotes]]\nsource = {}\ntext = {}\n", string(&quote.source), string(&quote.text))
}

/// A case of the guard.
pub(super) fn case(question: &str, expect: &str) -> String {
    format!("[[case]]\nquestion = {}\nexpect = {}\n", string(question), string(expect))
}

impl EntryDraft {
    /// The entry as TOML, in the order of docs/knowledge-format.md.
    pub fn toml(&self) -> String {
        let mut text = "[[entry]]\n".to_owned();
        let mut line = |key: &str, value: String| {
            let _ = writeln!(text, "{key} = {value}");
        };
        let strings = |list: &[String]| list.iter().map(|text| string(text)).collect::<Vec<_>>();
        line("id", string(&self.id));
        line("about", row(&strings(&self.about)));
        let ids = |key, ids: &[String]| (!ids.is_empty()).then(|| (key, list(key, &strings(ids))));
        let optional = |key, text: &Option<String>| text.as_ref().map(|text| (key, string(text)));
        let events: Vec<String> = self.events.iter().map(event).collect();
        let rest = [
            ids("mentions", &self.mentions),
            Some(("as_of", string(&self.as_of))),
            Some(("questions", column(&strings(&self.questions)))),
            ids("not", &self.not),
            Some(("answer", string(&self.answer))),
            optional("view_of", &self.view_of),
            ids("supersedes", &self.supersedes),
            ids("see_also", &self.see_also),
            (!events.is_empty()).then(|| ("events", row(&events))),
            optional("review_by", &self.review_by),
            self.retired.as_ref().map(|it| ("retired", retired(it))),
        ];
        for (key, value) in rest.into_iter().flatten() {
            line(key, value);
        }
        self.quotes.iter().for_each(|it| text.push_str(&quote(it)));
        text
    }
}
