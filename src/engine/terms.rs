//! What the index compares: stems, names and groups of synonyms.

use crate::knowledge::Knowledge;
use rust_stemmers::{Algorithm, Stemmer};
use std::collections::HashMap;

/// Stems words and finds synonyms among them.
pub(super) struct Terms {
    stemmer: Stemmer,
    /// Stems of a synonym, joined by spaces, to the name of its group.
    synonyms: HashMap<String, String>,
    /// The most words of a synonym.
    longest: usize,
}

impl Terms {
    pub(super) fn new(knowledge: &Knowledge) -> Self {
        let mut terms =
            Self { stemmer: Stemmer::create(Algorithm::English), synonyms: HashMap::new(), longest: 1 };
        for group in &knowledge.synonyms {
            let name = group.first().map(|word| format!("~{word}")).unwrap_or_default();
            for word in group {
                let stems: Vec<String> = word.split(' ').map(|word| terms.stem(word)).collect();
                terms.longest = terms.longest.max(stems.len());
                terms.synonyms.entry(stems.join(" ")).or_insert_with(|| name.clone());
            }
        }
        terms
    }

    /// The stem of a folded word; numbers stay whole.
    pub(super) fn stem(&self, word: &str) -> String {
        if word.contains(|c: char| c.is_numeric()) {
            return word.to_owned();
        }
        self.stemmer.stem(word).into_owned()
    }

    /// The terms of a row of stems: each stem, or the group of synonyms that stands there.
    pub(super) fn grouped(&self, stems: &[String]) -> Vec<String> {
        let mut terms = Vec::with_capacity(stems.len());
        let mut at = 0;
        while at < stems.len() {
            let most = self.longest.min(stems.len() - at);
            let group = (1..=most).rev().find_map(|count| {
                let joined = stems.get(at..at + count)?.join(" ");
                Some((count, self.synonyms.get(&joined)?))
            });
            match group {
                Some((count, name)) => {
                    terms.push(name.clone());
                    at += count;
                }
                None => {
                    terms.extend(stems.get(at).cloned());
                    at += 1;
                }
            }
        }
        terms
    }
}

impl std::fmt::Debug for Terms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Terms").field("synonyms", &self.synonyms.len()).finish_non_exhaustive()
    }
}
