//! A question with its answer, as data: what machines read.

use crate::engine::{Decision, Hit, Outcome, Reason};
use crate::knowledge::{Entry, EntryId, Knowledge};
use crate::reply::{self, Block, Reply};
use serde::Serialize;
use std::sync::Arc;

/// A question with what was decided and what is said.
#[derive(Debug, Clone)]
pub struct Asked {
    /// What was decided.
    pub decision: Decision,
    /// What a person gets to read.
    pub reply: Reply,
    /// The knowledge that it was decided on.
    pub(super) knowledge: Arc<Knowledge>,
}

/// The version of [`Answered`]'s fields: new ones may come within it, none is renamed.
const SCHEMA: u32 = 1;

/// One question with its answer, as `ask --json` writes it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answered {
    /// The version of these fields.
    pub schema: u32,
    /// As it was asked.
    pub question: String,
    /// `answer`, `choices` or `nothing`.
    pub outcome: &'static str,
    /// The entry that answers.
    pub entry: Option<String>,
    /// The answer.
    pub answer: Option<String>,
    /// What proves it.
    pub quotes: Vec<Cited>,
    /// The date of the source's statement.
    pub as_of: Option<String>,
    /// The probability that the best entry is right, 0 to 1.
    pub confidence: f64,
    /// What was offered, best first.
    pub choices: Vec<Choice>,
    /// Why there is no answer, in a word: `empty`, `small_talk`, `too_long`, `other_script`, `not_covered`,
    /// `not_together`, `only_named`, `unknown` or `unreadable`.
    pub reason: Option<&'static str>,
    /// Why there is no answer, in a sentence.
    pub message: Option<String>,
    /// The questions that the message names as coming nearest or as good to begin with, best first.
    pub nearest: Vec<Near>,
    /// Superseded states of the same matter, newest first.
    pub earlier: Vec<State>,
    /// Entities taken over from the previous question.
    pub carried: Vec<String>,
    /// Entries worth reading next.
    pub related: Vec<String>,
    /// Words that were read as others.
    pub repairs: Vec<Read>,
    /// Entities that the question names.
    pub entities: Vec<String>,
}

/// A quote with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cited {
    /// Word for word.
    pub text: String,
    /// The id of the source.
    pub source: String,
    /// Author, title, year and section.
    pub citation: String,
    /// The heading under which it stands.
    pub section: String,
    /// Where the source can be read.
    pub link: Option<String>,
}

/// An entry that was offered.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Choice {
    /// The entry.
    pub entry: String,
    /// Its question.
    pub question: String,
    /// Its answer.
    pub answer: String,
    /// What proves it.
    pub quotes: Vec<Cited>,
    /// The probability that it is right, 0 to 1.
    pub confidence: f64,
}

/// A question that is answered, named where there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Near {
    /// The entry that answers it.
    pub entry: String,
    /// The question.
    pub question: String,
}

/// An earlier state of the same matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct State {
    /// The entry.
    pub entry: String,
    /// What was the case.
    pub answer: String,
    /// The date of the statement.
    pub as_of: String,
    /// What proves it.
    pub quotes: Vec<Cited>,
}

/// A word that was read as another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Read {
    /// As it was typed.
    pub from: String,
    /// As it was read.
    pub to: String,
}

impl Asked {
    /// The same as data.
    pub fn to_data(&self, question: &str) -> Answered {
        let decision = &self.decision;
        let mut data = Answered::empty(question, decision.confidence);
        data.carried = decision.carried.iter().map(ToString::to_string).collect();
        data.entities = decision.entities.iter().flat_map(|m| &m.entities).map(ToString::to_string).collect();
        let read = |repair: &crate::engine::Repair| Read { from: repair.from.clone(), to: repair.to.clone() };
        data.repairs = decision.repairs.iter().map(read).collect();
        match &decision.outcome {
            Outcome::Answer(hit) => self.add_answer(&mut data, hit),
            Outcome::Choices(hits) => {
                data.outcome = "choices";
                data.choices = hits.iter().filter_map(|hit| self.choice(hit)).collect();
            }
            Outcome::Nothing(reason) => {
                data.reason = Some(word(reason));
                data.message = self.reply.blocks.iter().find_map(|block| match block {
                    Block::Refusal(message) => Some(message.clone()),
                    _ => None,
                });
                data.nearest = self.reply.blocks.iter().filter_map(near).collect();
            }
        }
        data
    }

    fn add_answer(&self, data: &mut Answered, hit: &Hit) {
        let Some(entry) = self.knowledge.entry(&hit.entry) else {
            return;
        };
        data.outcome = "answer";
        data.confidence = rounded(hit.confidence);
        data.entry = Some(entry.id.to_string());
        data.answer = Some(entry.answer.clone());
        data.quotes = self.quotes(entry);
        data.as_of = Some(entry.as_of.to_string());
        let earlier = reply::earlier(&self.knowledge, entry).into_iter();
        data.earlier = earlier
            .map(|older| State {
                entry: older.id.to_string(),
                answer: older.answer.clone(),
                as_of: older.as_of.to_string(),
                quotes: self.quotes(older),
            })
            .collect();
        let related: Vec<EntryId> = reply::related_ids(&self.knowledge, entry);
        data.related = related.iter().map(ToString::to_string).collect();
    }

    fn choice(&self, hit: &Hit) -> Option<Choice> {
        let entry = self.knowledge.entry(&hit.entry)?;
        Some(Choice {
            entry: entry.id.to_string(),
            question: entry.title().to_owned(),
            answer: entry.answer.clone(),
            quotes: self.quotes(entry),
            confidence: rounded(hit.confidence),
        })
    }

    fn quotes(&self, entry: &Entry) -> Vec<Cited> {
        let cited = entry.quotes.iter().filter_map(|quote| {
            let citation = reply::Citation::of(&self.knowledge, quote)?;
            Some(Cited {
                text: quote.text.clone(),
                source: quote.source.to_string(),
                citation: citation.to_string(),
                section: quote.section.clone(),
                link: citation.link,
            })
        });
        cited.collect()
    }
}

impl Answered {
    fn empty(question: &str, confidence: f64) -> Self {
        Self {
            schema: SCHEMA,
            question: question.to_owned(),
            outcome: "nothing",
            entry: None,
            answer: None,
            quotes: Vec::new(),
            as_of: None,
            confidence: rounded(confidence),
            choices: Vec::new(),
            reason: None,
            message: None,
            nearest: Vec::new(),
            earlier: Vec::new(),
            carried: Vec::new(),
            related: Vec::new(),
            repairs: Vec::new(),
            entities: Vec::new(),
        }
    }

    /// A line that is no question, with what is wrong and what to do.
    pub fn unreadable(line: &str, message: String) -> Self {
        let reason = Some("unreadable");
        Self { reason, message: Some(message), ..Self::empty(line, 0.0) }
    }
}

/// A question that a reply lists.
fn near(block: &Block) -> Option<Near> {
    match block {
        Block::Related { entry, question } => Some(Near { entry: entry.to_string(), question: question.clone() }),
        _ => None,
    }
}

/// The word for a reason; part of the contract.
fn word(reason: &Reason) -> &'static str {
    match reason {
        Reason::Empty => "empty",
        Reason::SmallTalk { .. } => "small_talk",
        Reason::TooLong { .. } => "too_long",
        Reason::OtherScript => "other_script",
        Reason::NotCovered(_) => "not_covered",
        Reason::NotTogether(_) => "not_together",
        Reason::OnlyNamed { .. } => "only_named",
        Reason::Unknown { .. } => "unknown",
    }
}

/// Four decimals: more would only be noise in a golden file.
fn rounded(share: f64) -> f64 {
    (share * 10_000.0).round() / 10_000.0
}
