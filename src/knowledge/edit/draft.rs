//! An entry as somebody has typed it: the fields of the files as plain values, unchecked.

use super::{EditError, Field};
use crate::knowledge::file::{File, FileKind};
use crate::knowledge::model::Entry;
use crate::knowledge::normal::{SORTED, string as normal};
use crate::knowledge::raw::{self, Text};
use serde::{Deserialize, Serialize};

/// An entry as somebody has typed it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(missing_docs, reason = "docs/knowledge-format.md gives each field's meaning")]
pub struct EntryDraft {
    pub id: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<String>,
    pub as_of: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not: Vec<String>,
    pub answer: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub view_of: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub supersedes: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub see_also: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<EventDraft>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retired: Option<RetiredDraft>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quotes: Vec<QuoteDraft>,
}

/// A quote as somebody has typed it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "docs/knowledge-format.md gives each field's meaning")]
pub struct QuoteDraft {
    pub source: String,
    pub text: String,
}

/// An event as somebody has typed it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "docs/knowledge-format.md gives each field's meaning")]
pub struct EventDraft {
    pub date: String,
    pub text: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub planned: bool,
}

/// Why and since when an entry no longer answers, as somebody has typed it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "docs/knowledge-format.md gives each field's meaning")]
pub struct RetiredDraft {
    pub on: String,
    pub why: String,
}

/// Every entry of the files, in their order, with the file that it stands in.
///
/// # Errors
/// [`EditError::Broken`] with the first file that cannot be read.
pub fn drafts(files: &[File]) -> Result<Vec<(String, EntryDraft)>, EditError> {
    let mut found = Vec::new();
    for file in files.iter().filter(|file| FileKind::of(&file.path) == Some(FileKind::Entries)) {
        let read: raw::EntriesFile =
            toml::from_str(&file.text).map_err(|error| EditError::of_toml(&file.path, &file.text, &error))?;
        found.extend(read.entry.iter().map(|entry| (file.path.clone(), EntryDraft::from(entry))));
    }
    Ok(found)
}

impl EntryDraft {
    /// The same in normal form, without empty lines.
    #[must_use]
    pub fn normal(&self) -> Self {
        let optional = |key, text: Option<&String>| text.map(|text| normal(key, text)).filter(|text| !text.is_empty());
        Self {
            id: normal("id", &self.id),
            about: normal_list("about", &self.about),
            mentions: normal_list("mentions", &self.mentions),
            as_of: normal("as_of", &self.as_of),
            questions: normal_list("questions", &self.questions),
            not: normal_list("not", &self.not),
            answer: normal("answer", &self.answer),
            view_of: optional("view_of", self.view_of.as_ref()),
            supersedes: normal_list("supersedes", &self.supersedes),
            see_also: normal_list("see_also", &self.see_also),
            events: self.events.iter().map(EventDraft::normal).collect(),
            review_by: optional("review_by", self.review_by.as_ref()),
            retired: self.retired.as_ref().map(RetiredDraft::normal),
            quotes: self.quotes.iter().map(QuoteDraft::normal).collect(),
        }
    }

    /// What has to change of this entry, so that it becomes another; ids do not change.
    pub fn changes_to(&self, other: &Self) -> Vec<Field> {
        let (from, to) = (self.normal(), other.normal());
        let all = from.fields().into_iter().zip(to.fields());
        all.filter(|(from, to)| from != to).map(|(_, to)| to).collect()
    }

    /// Every field.
    pub(super) fn fields(self) -> Vec<Field> {
        vec![
            Field::About(self.about),
            Field::Mentions(self.mentions),
            Field::AsOf(self.as_of),
            Field::Questions(self.questions),
            Field::Not(self.not),
            Field::Answer(self.answer),
            Field::ViewOf(self.view_of),
            Field::Supersedes(self.supersedes),
            Field::SeeAlso(self.see_also),
            Field::Events(self.events),
            Field::ReviewBy(self.review_by),
            Field::Retired(self.retired),
            Field::Quotes(self.quotes),
        ]
    }

    /// The same with what a field is to hold.
    #[must_use]
    pub fn with(mut self, field: Field) -> Self {
        match field {
            Field::About(ids) => self.about = ids,
            Field::Mentions(ids) => self.mentions = ids,
            Field::AsOf(date) => self.as_of = date,
            Field::Questions(all) => self.questions = all,
            Field::Not(all) => self.not = all,
            Field::Answer(text) => self.answer = text,
            Field::ViewOf(id) => self.view_of = id,
            Field::Supersedes(ids) => self.supersedes = ids,
            Field::SeeAlso(ids) => self.see_also = ids,
            Field::Events(events) => self.events = events,
            Field::ReviewBy(date) => self.review_by = date,
            Field::Retired(retired) => self.retired = retired,
            Field::Quotes(quotes) => self.quotes = quotes,
        }
        self
    }
}

/// The strings of a list in normal form, without empty ones.
pub(super) fn normal_list(key: &str, list: &[String]) -> Vec<String> {
    let mut list: Vec<String> = list.iter().map(|text| normal(key, text)).filter(|text| !text.is_empty()).collect();
    if SORTED.contains(&key) {
        list.sort();
        list.dedup();
    }
    list
}

impl QuoteDraft {
    pub(super) fn normal(&self) -> Self {
        Self { source: normal("source", &self.source), text: normal("text", &self.text) }
    }
}

impl EventDraft {
    pub(super) fn normal(&self) -> Self {
        Self { date: normal("date", &self.date), text: normal("text", &self.text), planned: self.planned }
    }
}

impl RetiredDraft {
    pub(super) fn normal(&self) -> Self {
        Self { on: normal("on", &self.on), why: normal("why", &self.why) }
    }
}

impl From<&raw::Entry> for EntryDraft {
    fn from(raw: &raw::Entry) -> Self {
        let event =
            |raw: &raw::Event| EventDraft { date: text(&raw.date), text: text(&raw.text), planned: raw.planned };
        Self {
            id: text(&raw.id),
            about: texts(&raw.about),
            mentions: texts(&raw.mentions),
            as_of: text(&raw.as_of),
            questions: texts(&raw.questions),
            not: texts(&raw.not),
            answer: text(&raw.answer),
            view_of: raw.view_of.as_ref().map(text),
            supersedes: texts(&raw.supersedes),
            see_also: texts(&raw.see_also),
            events: raw.events.iter().map(event).collect(),
            review_by: raw.review_by.as_ref().map(text),
            retired: raw.retired.as_ref().map(|raw| RetiredDraft { on: text(&raw.on), why: text(&raw.why) }),
            quotes: raw
                .quotes
                .iter()
                .map(|raw| QuoteDraft { source: text(&raw.source), text: text(&raw.text) })
                .collect(),
        }
    }
}

fn text(text: &Text) -> String {
    text.get_ref().clone()
}

fn texts(list: &[Text]) -> Vec<String> {
    list.iter().map(text).collect()
}

impl From<&Entry> for EntryDraft {
    fn from(entry: &Entry) -> Self {
        let ids = |ids: &[crate::knowledge::EntryId]| ids.iter().map(ToString::to_string).collect();
        let entities = |ids: &[crate::knowledge::EntityId]| ids.iter().map(ToString::to_string).collect();
        let retired = entry.retired.as_ref();
        let events = entry.events.iter();
        let quotes = entry.quotes.iter();
        Self {
            id: entry.id.to_string(),
            about: entities(&entry.about),
            mentions: entities(&entry.mentions),
            as_of: entry.as_of.to_string(),
            questions: entry.questions.clone(),
            not: entry.not.clone(),
            answer: entry.answer.clone(),
            view_of: entry.view_of.as_ref().map(ToString::to_string),
            supersedes: ids(&entry.supersedes),
            see_also: ids(&entry.see_also),
            events: events
                .map(|e| EventDraft { date: e.date.to_string(), text: e.text.clone(), planned: e.planned })
                .collect(),
            review_by: entry.review_by.as_ref().map(ToString::to_string),
            retired: retired.map(|r| RetiredDraft { on: r.on.to_string(), why: r.why.clone() }),
            quotes: quotes.map(|q| QuoteDraft { source: q.source.to_string(), text: q.text.clone() }).collect(),
        }
    }
}
