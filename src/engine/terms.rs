//! What the index compares: stems, names and groups of synonyms.

use crate::knowledge::Knowledge;
use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Stems words and finds synonyms among them.
#[derive(Serialize, Deserialize)]
pub(super) struct Terms {
    #[serde(skip, default = "english")]
    stemmer: Stemmer,
    /// Stems of a synonym, joined by spaces, to the name of its group.
    synonyms: FxHashMap<String, String>,
    /// By the first stem of a synonym: the most stems of a synonym that begins so.
    starts: FxHashMap<String, usize>,
    /// Stems of the words met while learning.
    known: FxHashMap<String, String>,
}

fn english() -> Stemmer {
    Stemmer::create(Algorithm::English)
}

impl Terms {
    pub(super) fn new(knowledge: &Knowledge) -> Self {
        let mut terms = Self {
            stemmer: english(),
            synonyms: FxHashMap::default(),
            starts: FxHashMap::default(),
            known: FxHashMap::default(),
        };
        for group in &knowledge.synonyms {
            let name = group.first().map(|word| format!("~{word}")).unwrap_or_default();
            for word in group {
                let stems: Vec<String> = word.split(' ').map(|word| terms.stem(word).into_owned()).collect();
                if let Some(first) = stems.first() {
                    let longest = terms.starts.entry(first.clone()).or_default();
                    *longest = stems.len().max(*longest);
                }
                terms.synonyms.entry(stems.join(" ")).or_insert_with(|| name.clone());
            }
        }
        terms
    }

    /// Whether a word was met while learning.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.known.contains_key(word)
    }

    /// Remembers the stem of a word.
    pub(super) fn learn(&mut self, word: &str) {
        if !self.known.contains_key(word) {
            let stem = self.stem(word).into_owned();
            self.known.insert(word.to_owned(), stem);
        }
    }

    /// The stem of a folded word; numbers stay whole.
    pub(super) fn stem<'t>(&'t self, word: &'t str) -> Cow<'t, str> {
        if let Some(stem) = self.known.get(word) {
            return Cow::Borrowed(stem);
        }
        if word.contains(|c: char| c.is_numeric()) {
            return Cow::Borrowed(word);
        }
        self.stemmer.stem(word)
    }

    /// The terms of a row of stems, each stem or the group of synonyms that stands there,
    /// with the position of its first stem.
    pub(super) fn grouped<'t>(&'t self, stems: &'t [Cow<'t, str>]) -> Vec<(&'t str, usize)> {
        let mut terms = Vec::with_capacity(stems.len());
        let mut at = 0;
        while let Some(stem) = stems.get(at) {
            let longest = self.starts.get(stem.as_ref()).copied().unwrap_or(0);
            let most = longest.min(stems.len() - at);
            let group = (1..=most).rev().find_map(|count| {
                let joined = stems.get(at..at + count)?.join(" ");
                Some((count, self.synonyms.get(&joined)?))
            });
            let (count, term) = group.map_or((1, stem.as_ref()), |(count, name)| (count, name.as_str()));
            terms.push((term, at));
            at += count;
        }
        terms
    }
}

impl std::fmt::Debug for Terms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Terms").field("synonyms", &self.synonyms.len()).finish_non_exhaustive()
    }
}
