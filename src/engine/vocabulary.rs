//! The terms of the knowledge, each with a number.

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use std::borrow::Borrow;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

/// What texts are compared by: a stem, a name (`@uzbekistan`) or a group of synonyms (`~loan`). Two with the same text
/// are the same; the knowledge has each many times, and all of them share what is known of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Term(Arc<Shared>);

/// What is known of a term.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Shared {
    /// As it is shown and compared.
    pub(super) text: Box<str>,
    /// Its number; none where the knowledge does not have it.
    pub(super) number: Option<u32>,
    /// The word that it was first made of; a name has none. It is not kept with the knowledge's terms: those have their
    /// meanings by then.
    #[serde(skip)]
    pub(super) word: Option<Box<str>>,
}

impl Term {
    /// Whether it is a name.
    pub(super) fn is_name(&self) -> bool {
        self.text.starts_with('@')
    }
}

impl Deref for Term {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl Borrow<str> for Term {
    fn borrow(&self) -> &str {
        &self.text
    }
}

impl Hash for Term {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Term {}

/// All terms, numbered in the order in which they were met.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Vocabulary(FxHashSet<Term>);

impl Vocabulary {
    /// How many terms there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Gives a term its number, a new one where it is new; it then shares what is known of it.
    pub(super) fn learn(&mut self, term: &mut Term) {
        if let Some(known) = self.0.get(&*term.text) {
            term.clone_from(known);
            return;
        }
        let number = u32::try_from(self.len()).unwrap_or(u32::MAX);
        Arc::make_mut(&mut term.0).number = Some(number);
        self.0.insert(term.clone());
    }

    /// The term of a text: that of the knowledge, or else one that was made of `word`.
    pub(super) fn term(&self, text: &str, word: Option<&str>) -> Term {
        self.0
            .get(text)
            .cloned()
            .unwrap_or_else(|| Term(Arc::new(Shared { text: text.into(), number: None, word: word.map(Into::into) })))
    }

    /// Every term with its number, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Term, u32)> {
        self.0.iter().filter_map(|term| Some((term, term.number?)))
    }

    /// By the number of a term: the word that it was first made of; none of a name, nor of any once thawed.
    pub(super) fn words(&self) -> Vec<Option<&str>> {
        let mut words = vec![None; self.len()];
        for (term, number) in self.iter() {
            if let Some(word) = words.get_mut(number as usize) {
                *word = term.word.as_deref();
            }
        }
        words
    }

    /// The text of the term of a number.
    pub(super) fn text(&self, number: u32) -> Option<&str> {
        self.iter().find(|(_, other)| *other == number).map(|(term, _)| &*term.text)
    }
}

#[cfg(test)]
mod tests {
    use super::{Term, Vocabulary};

    fn parts(term: &Term) -> (&str, Option<u32>, Option<&str>) {
        (&term.text, term.number, term.word.as_deref())
    }

    #[test]
    fn a_term_has_the_number_and_the_word_with_which_it_was_first_met() {
        let mut vocabulary = Vocabulary::default();
        for (text, word) in [("bake", Some("baking")), ("@lorn", None), ("bake", Some("bakes")), ("salt", None)] {
            let mut term = vocabulary.term(text, word);
            vocabulary.learn(&mut term);
        }
        // Read before it was learnt, as by another thread.
        let mut late = Vocabulary::default().term("bake", Some("baked"));
        vocabulary.learn(&mut late);
        assert_eq!(parts(&late), ("bake", Some(0), Some("baking")));
        assert_eq!(parts(&vocabulary.term("bake", Some("baker"))), ("bake", Some(0), Some("baking")));
        assert_eq!(parts(&vocabulary.term("plov", Some("plovs"))), ("plov", None, Some("plovs")));
        assert_eq!(vocabulary.words(), [Some("baking"), None, None]);
        assert_eq!((vocabulary.len(), vocabulary.text(1)), (3, Some("@lorn")));
    }

    #[test]
    fn what_is_kept_of_it_has_the_same_numbers_and_no_words() -> Result<(), postcard::Error> {
        let mut vocabulary = Vocabulary::default();
        for text in ["bake", "salt"] {
            let mut term = vocabulary.term(text, Some("word"));
            vocabulary.learn(&mut term);
        }
        let thawed: Vocabulary = postcard::from_bytes(&postcard::to_stdvec(&vocabulary)?)?;
        assert_eq!(parts(&thawed.term("salt", Some("salty"))), ("salt", Some(1), None));
        assert_eq!(thawed.words(), [None, None]);
        Ok(())
    }
}
