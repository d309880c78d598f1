//! Follow-up questions: "and Tajikistan?", "when did it join?".

use super::question::Question;
use crate::knowledge::EntityId;

/// Terms (stems) that only lead to the next name: what is left of "and what about Tajikistan".
const LEADS: &[&str] = &[
    "and", "what", "about", "how", "in", "for", "of", "the", "with", "or", "so", "then", "also", "is", "it", "same",
    "too", "but", "ok", "okay", "does", "did", "do",
];
/// Terms (stems) that point back.
const POINTERS: &[&str] = &["it", "its", "they", "their", "them", "there", "he", "his", "she", "that", "this", "then"];
/// A question this short leans on the one before.
const SHORT: usize = 6;

/// Completes a question by the one before it; gives what was taken over.
pub(super) fn resolve(asked: Question, previous: &Question) -> (Question, Vec<EntityId>) {
    let only_names = asked.terms.iter().all(|term| term.starts_with('@') || LEADS.contains(&term.as_str()));
    if only_names && !asked.mentions.is_empty() {
        return swap_names(asked, previous);
    }
    let points = asked.terms.iter().any(|term| POINTERS.contains(&term.as_str()));
    if asked.mentions.is_empty() && (points || asked.terms.len() <= SHORT) {
        return carry_names(asked, previous);
    }
    (asked, Vec::new())
}

/// "And Tajikistan?": the question before, about the new name in place of the first old one.
fn swap_names(asked: Question, previous: &Question) -> (Question, Vec<EntityId>) {
    let names: Vec<String> = asked.terms.into_iter().filter(|term| term.starts_with('@')).collect();
    let old: Vec<String> =
        previous.mentions.iter().take(1).flat_map(|m| &m.entities).map(|id| format!("@{id}")).collect();
    let rest = previous.terms.iter().filter(|term| !old.contains(term)).cloned();
    let kept: Vec<_> = previous.mentions.iter().skip(1).cloned().collect();
    let carried = kept.iter().flat_map(|mention| mention.entities.clone()).collect();
    let question = Question {
        terms: names.into_iter().chain(rest).collect(),
        mentions: asked.mentions.into_iter().chain(kept).collect(),
        ..asked
    };
    (question, carried)
}

/// "When did it join?": the names of the question before.
fn carry_names(asked: Question, previous: &Question) -> (Question, Vec<EntityId>) {
    let carried: Vec<EntityId> = previous.entities().cloned().collect();
    let names = previous.terms.iter().filter(|term| term.starts_with('@')).cloned();
    let question = Question {
        terms: asked.terms.into_iter().chain(names).collect(),
        mentions: previous.mentions.clone(),
        ..asked
    };
    (question, carried)
}
