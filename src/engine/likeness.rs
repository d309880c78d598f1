//! How alike two questions are, whatever answers them: by names, words and meaning.

use super::Engine;
use super::meaning::Sentence;
use crate::knowledge::EntityId;
use std::collections::{BTreeMap, BTreeSet};

/// A question as it is laid beside others.
#[derive(Debug, Clone)]
pub struct Sketch {
    names: BTreeSet<EntityId>,
    /// Its words with their weights, names left out.
    terms: BTreeMap<Box<str>, f32>,
    direction: Option<Sentence>,
}

impl Engine {
    /// Reads a question, so that it can be laid beside others.
    pub fn sketch(&self, text: &str) -> Sketch {
        let question = self.built.reader.read(text);
        let weight = |term: &_| self.built.model.index.weight(term);
        let plain = question.terms.iter().filter(|term| !term.is_name());
        Sketch {
            names: question.entities().cloned().collect(),
            terms: plain.map(|term| (term.text.clone(), weight(term))).collect(),
            direction: self.built.meanings.sentence(&question.terms, |term| weight(term).sqrt()),
        }
    }
}

impl Sketch {
    /// From 0 to 1, where 1 is the same; questions that name different things are not alike at all.
    pub fn likeness(&self, other: &Self) -> f64 {
        if self.names != other.names {
            return 0.0;
        }
        let words = cosine(&self.terms, &other.terms);
        match (&self.direction, &other.direction) {
            (Some(one), Some(other)) => {
                let meaning: f32 = one.iter().zip(other).map(|(a, b)| a * b).sum();
                f64::from(words.midpoint(meaning.max(0.0)))
            }
            _ => f64::from(words),
        }
    }
}

/// 1 where neither has words.
fn cosine(one: &BTreeMap<Box<str>, f32>, other: &BTreeMap<Box<str>, f32>) -> f32 {
    let length = |terms: &BTreeMap<Box<str>, f32>| terms.values().map(|weight| weight * weight).sum::<f32>().sqrt();
    let lengths = length(one) * length(other);
    if lengths > 0.0 {
        one.iter().filter_map(|(term, weight)| Some(weight * other.get(term)?)).sum::<f32>() / lengths
    } else if one.is_empty() && other.is_empty() {
        1.0
    } else {
        0.0
    }
}
