//! The forms of an entry: filled in with what its draft holds, and read back into it.

use super::Keep;
use super::work::{Task, Work};
use crate::app::App;
use crate::discord::ids::Press;
use crate::discord::render::markup::{cut, length};
use crate::knowledge::edit::{EntryDraft, QuoteDraft};
use poise::serenity_prelude::{
    ActionRow, ActionRowComponent, CreateActionRow, CreateInputText, CreateModal, InputTextStyle,
};

/// The most that an input may be filled with.
const INPUT: usize = 4_000;
/// The most that the title of a form may take.
const TITLE: usize = 45;
/// How many inputs a form has at most, and so how many quotes can be typed in.
pub(super) const INPUTS: usize = 5;

/// A form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::discord) enum Form {
    /// Questions, answer and date.
    Text,
    /// Source and words of each quote.
    Quotes,
    /// Whom it is about and which entries it goes with.
    Details,
    /// Why a change is right that takes questions from others.
    Reason,
}

/// An input: its id, its label, what it asks for, and how it is filled.
struct Input {
    id: &'static str,
    label: &'static str,
    hint: &'static str,
    long: bool,
    needed: bool,
    value: String,
}

impl Form {
    /// As an id carries it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Quotes => "quotes",
            Self::Details => "details",
            Self::Reason => "reason",
        }
    }

    pub(super) fn parse(word: &str) -> Option<Self> {
        [Self::Text, Self::Quotes, Self::Details, Self::Reason].into_iter().find(|form| form.word() == word)
    }

    fn title(self, id: &str) -> String {
        let what = match self {
            Self::Text if id.is_empty() => return "A new entry".to_owned(),
            Self::Text => "Text of",
            Self::Quotes => "Quotes of",
            Self::Details => "Details of",
            Self::Reason => return "Why is this right?".to_owned(),
        };
        let id = if id.is_empty() { "the new entry" } else { id };
        cut(&format!("{what} {id}"), TITLE)
    }

    /// The form, filled with what the draft holds; none where that is too long for one.
    pub(super) fn modal(self, draft: u64, work: &Work) -> Option<CreateModal> {
        let nothing = EntryDraft::default();
        let entry = work.entry().unwrap_or(&nothing);
        let inputs = self.inputs(entry, matches!(work.task, Task::Add { .. }), &work.why);
        if inputs.len() > INPUTS || inputs.iter().any(|input| length(&input.value) > INPUT) {
            return None;
        }
        let rows = inputs.into_iter().map(|input| {
            let style = if input.long { InputTextStyle::Paragraph } else { InputTextStyle::Short };
            let text =
                CreateInputText::new(style, input.label, input.id).placeholder(input.hint).required(input.needed);
            // Discord takes no empty text to start with.
            let text = if input.value.is_empty() { text } else { text.value(input.value) };
            CreateActionRow::InputText(text.max_length(4_000))
        });
        let id = Press::Keep(Keep::Form { form: self, draft }).id();
        Some(CreateModal::new(id, self.title(&entry.id)).components(rows.collect()))
    }

    fn inputs(self, entry: &EntryDraft, new: bool, why: &str) -> Vec<Input> {
        let lines = |all: &[String]| all.join("\n");
        let list = |all: &[String]| all.join(", ");
        let one = |text: &Option<String>| text.clone().unwrap_or_default();
        let questions = input(
            "questions",
            "Questions, one a line",
            "The first one is shown as its question",
            lines(&entry.questions),
        )
        .long()
        .needed();
        let answer = input(
            "answer",
            "Answer",
            "One to three sentences that stand alone, in your own words",
            entry.answer.clone(),
        )
        .long()
        .needed();
        let as_of =
            input("as_of", "As of", "The date of the statement: 2021, 2021-04 or 2021-04-03", entry.as_of.clone());
        let about = input("about", "About", "States, powers, organisations: kazakhstan, eaeu", list(&entry.about));
        match self {
            Self::Text if new => {
                let id =
                    input("id", "Id", "Whom it is about, then the matter: uzbekistan-eaeu-observer", entry.id.clone());
                vec![id.needed(), about.needed(), questions, answer, as_of.needed()]
            }
            Self::Text => vec![
                questions,
                input(
                    "not",
                    "Near misses, one a line",
                    "Questions close to it that it does not answer",
                    lines(&entry.not),
                )
                .long(),
                answer,
                as_of.needed(),
                input(
                    "view_of",
                    "View of",
                    "The source whose judgement it is; empty where it is a fact",
                    one(&entry.view_of),
                ),
            ],
            Self::Quotes => quotes(entry),
            Self::Details => vec![
                about.needed(),
                input("mentions", "Mentions", "What a question for it may name besides", list(&entry.mentions)),
                input(
                    "supersedes",
                    "Supersedes",
                    "Ids of entries that tell an earlier state of the same",
                    list(&entry.supersedes),
                ),
                input("see_also", "See also", "Ids of entries worth reading next", list(&entry.see_also)),
                input("review_by", "Review by", "When somebody should look again: 2027-01-01", one(&entry.review_by)),
            ],
            Self::Reason => {
                vec![input("why", "Why", "The history keeps it", why.to_owned()).long().needed()]
            }
        }
    }

    /// Takes over what was typed; nothing of it is judged here.
    pub(super) fn read(self, app: &App, work: &mut Work, rows: &[ActionRow]) {
        let typed = typed(rows);
        let value = |id: &str| typed.iter().find(|(name, _)| *name == id).map(|(_, value)| value.trim().to_owned());
        if self == Self::Reason {
            work.why = value("why").unwrap_or_default();
            work.forced = !work.why.is_empty();
            return;
        }
        let Some(entry) = work.entry_mut() else { return };
        let optional = |text: String| Some(text).filter(|text| !text.is_empty());
        for (id, text) in &typed {
            let text = text.trim().to_owned();
            match *id {
                "id" => entry.id = text,
                "about" => entry.about = names(app, &text),
                "mentions" => entry.mentions = names(app, &text),
                "questions" => entry.questions = lines(&text),
                "not" => entry.not = lines(&text),
                "answer" => entry.answer = text.split_whitespace().collect::<Vec<_>>().join(" "),
                "as_of" => entry.as_of = text,
                "view_of" => entry.view_of = optional(text),
                "review_by" => entry.review_by = optional(text),
                "supersedes" => entry.supersedes = listed(&text),
                "see_also" => entry.see_also = listed(&text),
                _ => {}
            }
        }
        if self == Self::Quotes {
            let quotes = typed.iter().filter(|(id, _)| id.starts_with("quote")).filter_map(|(_, text)| quote(text));
            entry.quotes = quotes.collect();
        }
    }
}

fn input(id: &'static str, label: &'static str, hint: &'static str, value: String) -> Input {
    Input { id, label, hint, long: false, needed: false, value }
}

impl Input {
    fn long(mut self) -> Self {
        self.long = true;
        self
    }

    fn needed(mut self) -> Self {
        self.needed = true;
        self
    }
}

const QUOTES: [(&str, &str); INPUTS] =
    [("quote1", "Quote 1"), ("quote2", "Quote 2"), ("quote3", "Quote 3"), ("quote4", "Quote 4"), ("quote5", "Quote 5")];

/// An input for each quote, the source on its first line; room for one more, and for two at least.
fn quotes(entry: &EntryDraft) -> Vec<Input> {
    let hint = "Source on the first line, its words below: garbuzarova-2021";
    let shown = (entry.quotes.len() + 1).clamp(2, INPUTS.max(entry.quotes.len()));
    let filled = |at: usize| {
        let quote = entry.quotes.get(at);
        quote.map(|quote| format!("{}\n{}", quote.source, quote.text)).unwrap_or_default()
    };
    // More quotes than inputs cannot be shown, and the caller says so.
    let ids = QUOTES.iter().chain(std::iter::repeat(&("more", "More")));
    let inputs = ids.take(shown).enumerate();
    inputs.map(|(at, (id, label))| input(id, label, hint, filled(at)).long()).collect()
}

/// What was typed into each input.
pub(super) fn typed(rows: &[ActionRow]) -> Vec<(&str, &str)> {
    let parts = rows.iter().flat_map(|row| &row.components);
    parts
        .filter_map(|part| match part {
            ActionRowComponent::InputText(input) => {
                Some((input.custom_id.as_str(), input.value.as_deref().unwrap_or_default()))
            }
            _ => None,
        })
        .collect()
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn listed(text: &str) -> Vec<String> {
    text.split([',', '\n']).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Ids, also where somebody typed the names.
fn names(app: &App, text: &str) -> Vec<String> {
    let knowledge = app.knowledge();
    let id = |typed: String| {
        let named = knowledge.entity_named(&typed).map(|entity| entity.id.to_string());
        named.unwrap_or(typed)
    };
    listed(text).into_iter().map(id).collect()
}

/// A quote: the source on its first line, or before a colon, and the words behind it.
fn quote(text: &str) -> Option<QuoteDraft> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let (source, words) = text.split_once('\n').or_else(|| text.split_once(": ")).unwrap_or((text, ""));
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(QuoteDraft { source: source.trim().trim_end_matches(':').to_owned(), text: words })
}

#[cfg(test)]
mod tests {
    use super::{Form, INPUTS, quote};
    use crate::discord::keeping::{Task, Work};
    use crate::knowledge::edit::{EntryDraft, QuoteDraft};

    fn work(quotes: usize) -> Work {
        let entry = EntryDraft {
            id: "e".repeat(48),
            quotes: vec![QuoteDraft { source: "quill-1933".to_owned(), text: "tea".to_owned() }; quotes],
            ..EntryDraft::default()
        };
        Work::new(Task::Change { was: Box::new(entry.clone()), entry: Box::new(entry) })
    }

    #[test]
    fn a_form_keeps_to_what_discord_takes() {
        for form in [Form::Text, Form::Quotes, Form::Details, Form::Reason] {
            for quotes in 0..=INPUTS {
                let modal = serde_json::to_value(form.modal(u64::MAX, &work(quotes)).unwrap()).unwrap();
                assert!(modal["title"].as_str().unwrap().chars().count() <= 45, "{modal}");
                assert!(modal["components"].as_array().unwrap().len() <= INPUTS, "{modal}");
                for row in modal["components"].as_array().unwrap() {
                    let input = &row["components"][0];
                    assert!(input["label"].as_str().unwrap().chars().count() <= 45, "{input}");
                    assert!(input["placeholder"].as_str().unwrap().chars().count() <= 100, "{input}");
                }
            }
        }
        assert!(Form::Quotes.modal(1, &work(INPUTS + 1)).is_none(), "what does not fit is not cut");
    }

    #[test]
    fn a_quote_is_its_source_and_its_words() {
        for (typed, source, words) in [
            ("quill-1933\nthe tea\n was  cold", "quill-1933", "the tea was cold"),
            ("quill-1933: the tea", "quill-1933", "the tea"),
            ("quill-1933", "quill-1933", ""),
        ] {
            let expected = QuoteDraft { source: source.to_owned(), text: words.to_owned() };
            assert_eq!(quote(typed), Some(expected), "{typed:?}");
        }
        assert_eq!(quote(" \n"), None);
    }
}
