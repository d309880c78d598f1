//! Follow-up questions: "and Tajikistan?", "when did it join?".

use super::decision::Mention;
use super::index::is_talk;
use super::question::Question;
use super::vocabulary::Term;
use crate::knowledge::{EntityId, EntityKind, Knowledge};

/// Terms (stems) that only lead to the next name: what is left of "and what about Tajikistan".
const LEADS: &[&str] = &[
    "and", "what", "about", "how", "in", "for", "of", "the", "with", "or", "so", "then", "also", "is", "it", "same",
    "too", "but", "ok", "okay", "does", "did", "do",
];
/// Terms (stems) that point back.
const POINTERS: &[&str] = &["it", "its", "they", "their", "them", "there", "he", "his", "she", "that", "this", "then"];
/// Terms (stems) that begin a question; a short one without a name leans on the question before.
const STARTS: &[&str] = &[
    "what", "when", "where", "who", "whi", "how", "which", "did", "doe", "do", "is", "are", "was", "were", "has",
    "have", "and", "but", "so",
];
/// A question this short leans on the one before.
const SHORT: usize = 6;

/// What a question has of the one before it.
#[derive(Debug, Clone, Default)]
pub(super) struct Taken {
    /// The names.
    pub(super) names: Vec<EntityId>,
    /// Whether it is the same question of another name.
    pub(super) words: bool,
}

/// Completes a question by the one before it.
pub(super) fn resolve(asked: Question, previous: &Question, knowledge: &Knowledge) -> (Question, Taken) {
    let only_names = asked.terms.iter().all(|term| term.is_name() || LEADS.contains(&&*term.text));
    if only_names && !asked.mentions.is_empty() {
        return swap_names(asked, previous, knowledge);
    }
    let points = asked.terms.iter().any(|term| POINTERS.contains(&&*term.text));
    let acts = |mention: &Mention| mention.entities.iter().any(|id| is_actor(knowledge, id));
    if points && !asked.mentions.is_empty() && !asked.mentions.iter().any(acts) {
        return carry_actors(asked, previous, knowledge);
    }
    let short = asked.terms.len() <= SHORT && asked.terms.first().is_some_and(|term| STARTS.contains(&&*term.text));
    if asked.mentions.is_empty() && (points || short) {
        return carry_names(asked, previous);
    }
    (asked, Taken::default())
}

/// "And Tajikistan?": the question before, about the new name in place of the old one of its kind.
fn swap_names(asked: Question, previous: &Question, knowledge: &Knowledge) -> (Question, Taken) {
    let kind = |mention: &Mention| knowledge.entities.get(mention.entities.first()?).map(|entity| entity.kind);
    let new = asked.mentions.first().and_then(kind);
    let replaced = previous.mentions.iter().position(|mention| kind(mention) == new).unwrap_or(0);
    let (old, kept): (Vec<_>, Vec<_>) =
        previous.mentions.iter().cloned().enumerate().partition(|(at, _)| *at == replaced);
    let old: Vec<String> = old.iter().flat_map(|(_, m)| &m.entities).map(|id| format!("@{id}")).collect();
    let kept: Vec<Mention> = kept.into_iter().map(|(_, mention)| mention).collect();
    let names = asked.terms.into_iter().filter(Term::is_name);
    let rest = previous.terms.iter().filter(|term| !old.iter().any(|name| **name == *term.text)).cloned();
    let taken = Taken {
        names: kept.iter().flat_map(|mention| mention.entities.clone()).collect(),
        words: previous
            .terms
            .iter()
            .any(|term| !term.is_name() && !LEADS.contains(&&*term.text) && !is_talk(&term.text)),
    };
    let question = Question {
        terms: names.chain(rest).collect(),
        mentions: asked.mentions.into_iter().chain(kept).collect(),
        years: previous.years.clone(),
        asks_amount: previous.asks_amount,
        kinds: previous.kinds,
        ..asked
    };
    (question, taken)
}

/// "When did it join the EAEU?": the states and powers of the question before, beside the name that is there.
fn carry_actors(asked: Question, previous: &Question, knowledge: &Knowledge) -> (Question, Taken) {
    let actors = previous.mentions.iter().filter(|m| m.entities.iter().any(|id| is_actor(knowledge, id)));
    let actors: Vec<Mention> = actors.take(1).cloned().collect();
    let carried: Vec<EntityId> = actors.iter().flat_map(|mention| mention.entities.clone()).collect();
    let names: Vec<String> = carried.iter().map(|id| format!("@{id}")).collect();
    let terms = previous.terms.iter().filter(|term| names.iter().any(|name| **name == *term.text)).cloned();
    let question = Question {
        terms: asked.terms.iter().cloned().chain(terms).collect(),
        mentions: asked.mentions.iter().cloned().chain(actors).collect(),
        ..asked
    };
    (question, Taken { names: carried, words: false })
}

/// Whether an entity is a state or a power, or stands for one.
fn is_actor(knowledge: &Knowledge, id: &EntityId) -> bool {
    let entity = knowledge.entities.get(id);
    entity.is_some_and(|e| matches!(e.kind, EntityKind::State | EntityKind::Power) || e.stands_for().is_some())
}

/// "When did it join?": the names of the question before.
fn carry_names(asked: Question, previous: &Question) -> (Question, Taken) {
    let carried: Vec<EntityId> = previous.entities().cloned().collect();
    let names = previous.terms.iter().filter(|term| term.is_name()).cloned();
    let question = Question {
        terms: asked.terms.into_iter().chain(names).collect(),
        mentions: previous.mentions.clone(),
        ..asked
    };
    (question, Taken { names: carried, words: false })
}
