//! A text read as a question: its terms, the entities it names, its years, and what was repaired.

use super::decision::{Mention, Repair};
use super::kind::Kinds;
use super::lexicon::{Lexicon, Named};
use super::spelling::Spelling;
use super::terms::Terms;
use super::vocabulary::{Term, Vocabulary};
use crate::knowledge::{EntityId, Folded, Knowledge, fold, shown};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// How many unknown words of one question are looked up for a repair.
const MAX_REPAIRS: usize = 12;

/// What the engine sees of a text.
#[derive(Debug, Clone, Default)]
pub(super) struct Question {
    /// Stems, groups of synonyms (`~loan`) and names (`@uzbekistan`), in order.
    pub(super) terms: Vec<Term>,
    /// The words as they were typed, folded, without names, a space between them.
    pub(super) letters: String,
    /// What it names, in order.
    pub(super) mentions: Vec<Mention>,
    /// Four-digit years.
    pub(super) years: Vec<i16>,
    /// Words read as others.
    pub(super) repairs: Vec<Repair>,
    /// Whether it asks about the present.
    pub(super) now: bool,
    /// What it asks for.
    pub(super) kinds: Kinds,
    /// Whether it asks for an amount: a length, a cost, a count.
    pub(super) asks_amount: bool,
    /// Whether it holds a number that is no year.
    pub(super) has_amount: bool,
}

impl Question {
    /// Every entity that the question may name.
    pub(super) fn entities(&self) -> impl Iterator<Item = &EntityId> {
        self.mentions.iter().flat_map(|mention| &mention.entities)
    }
}

/// Reads texts with the names, words and synonyms of one snapshot.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Reader {
    lexicon: Lexicon,
    pub(super) spelling: Spelling,
    terms: Terms,
    vocabulary: Vocabulary,
    /// Leaders and places with the state that they stand for.
    states: BTreeMap<EntityId, EntityId>,
    /// Counted while the knowledge is read; then `spelling` has it.
    #[serde(skip)]
    counts: FxHashMap<String, u32>,
}

impl Reader {
    pub(super) fn new(knowledge: &Knowledge) -> Self {
        let entities = knowledge.entities.values();
        let states = entities.filter_map(|entity| Some((entity.id.clone(), entity.stands_for()?.clone())));
        Self {
            lexicon: Lexicon::new(knowledge),
            spelling: Spelling::default(),
            terms: Terms::new(knowledge),
            vocabulary: Vocabulary::default(),
            states: states.collect(),
            counts: FxHashMap::default(),
        }
    }

    /// Meets words of the knowledge, each so many times: it remembers their stems and counts them.
    pub(super) fn meet(&mut self, words: FxHashMap<String, u32>) {
        for (word, times) in words {
            self.terms.learn(&word);
            *self.counts.entry(word).or_default() += times;
        }
    }

    /// Reads a text of the knowledge, in which nothing is repaired.
    pub(super) fn read_as_it_is(&self, text: &str) -> Question {
        let words = fold(text);
        self.question(text, &words, words.iter().map(|word| word.text.as_str()).collect())
    }

    /// Learns the terms of a text of the knowledge: each gets its number.
    pub(super) fn learn(&mut self, question: &mut Question) {
        for term in question.terms.iter_mut().filter(|term| term.number.is_none()) {
            self.vocabulary.learn(term);
        }
    }

    /// What is to repair words, as learnt up to here.
    pub(super) fn spelling_learnt(&self) -> Spelling {
        Spelling::new(self.lexicon.words(), &self.counts)
    }

    /// Ends the learning: from here on unknown words are repaired.
    pub(super) fn learnt(&mut self, spelling: Spelling) {
        self.spelling = spelling;
        self.counts = FxHashMap::default();
    }

    /// The terms of the knowledge.
    pub(super) fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Reads what somebody asks.
    pub(super) fn read(&self, text: &str) -> Question {
        let mut words = fold(text);
        let typed: Vec<String> = words.iter().map(|word| word.text.clone()).collect();
        let repairs = self.repair(text, &mut words);
        Question { repairs, ..self.question(text, &words, typed.iter().map(String::as_str).collect()) }
    }

    fn repair(&self, text: &str, words: &mut [Folded]) -> Vec<Repair> {
        let unknown = words.iter_mut().filter(|word| !self.knows(&word.text)).take(MAX_REPAIRS);
        let repaired = unknown.filter_map(|word| {
            let to = self.spelling.repair(&word.text)?;
            let from = shown(text.get(word.source.clone()).unwrap_or(&word.text));
            word.text = to.to_owned();
            Some(Repair { from, to: self.lexicon.written(to).to_owned() })
        });
        repaired.collect()
    }

    /// The folded words of a text that is still being typed: unknown ones repaired, the last one gone on with.
    pub(super) fn corrected(&self, typed: &str) -> String {
        let mut words = fold(typed);
        let open = !typed.ends_with(char::is_whitespace);
        let last = words.len().saturating_sub(1);
        for (at, word) in words.iter_mut().enumerate().filter(|(_, word)| !self.knows(&word.text)) {
            let going_on = if open && at == last { self.spelling.complete(&word.text) } else { None };
            if let Some(right) = going_on.or_else(|| self.spelling.repair(&word.text)) {
                word.text = right.to_owned();
            }
        }
        words.into_iter().map(|word| word.text).collect::<Vec<_>>().join(" ")
    }

    /// Whether a word needs no repair: it, or its singular, stands in a name or in the knowledge.
    fn knows(&self, word: &str) -> bool {
        if self.terms.knows(word) {
            return true;
        }
        let singular = word.strip_suffix('s').is_some_and(|one| self.lexicon.knows(one));
        singular || self.lexicon.knows(word) || self.spelling.knows(word)
    }

    /// Whether a text names something.
    pub(super) fn names_something(&self, text: &str) -> bool {
        !self.lexicon.names(&fold(text)).is_empty()
    }

    fn question(&self, text: &str, words: &[Folded], mut typed: Vec<&str>) -> Question {
        let names = self.lexicon.names(words);
        for named in names.iter().rev() {
            typed.drain(named.words.clone());
        }
        let year = |word: &Folded| word.text.parse().ok().filter(|year| (1900..2100).contains(year));
        Question {
            terms: self.term_row(words, &names),
            letters: typed.join(" "),
            mentions: names.iter().map(|named| mention(text, words, named)).collect(),
            years: words.iter().filter_map(year).collect(),
            repairs: Vec::new(),
            kinds: Kinds::of(words),
            asks_amount: asks_amount(words),
            has_amount: words.iter().any(is_amount),
            now: words.iter().any(is_now),
        }
    }

    /// Names become terms of their own, what stands between them stems and groups of synonyms.
    fn term_row(&self, words: &[Folded], names: &[Named]) -> Vec<Term> {
        let mut terms = Vec::with_capacity(words.len());
        let mut at = 0;
        for named in names {
            self.plain_terms(words.get(at..named.words.start).unwrap_or_default(), &mut terms);
            terms.extend(self.name_terms(&named.entities));
            at = named.words.end;
        }
        self.plain_terms(words.get(at..).unwrap_or_default(), &mut terms);
        terms
    }

    fn plain_terms(&self, words: &[Folded], terms: &mut Vec<Term>) {
        let stems: Vec<Cow<'_, str>> = words.iter().map(|word| self.terms.stem(&word.text)).collect();
        for (text, stood) in self.terms.grouped(&stems) {
            let group = text.strip_prefix('~');
            let word = group.or_else(|| words.get(stood).map(|word| word.text.as_str()));
            terms.push(self.vocabulary.term(text, word));
        }
    }

    /// A name's term; a leader's or a place's is joined by that of the state.
    ///
    /// A name of several entities has the term of the first: questions and phrasings that use it agree on one.
    fn name_terms<'n>(&'n self, entities: &'n [EntityId]) -> impl Iterator<Item = Term> + 'n {
        let first = entities.first();
        let state = first.and_then(|id| self.states.get(id));
        first.into_iter().chain(state).map(|id| self.vocabulary.term(&format!("@{id}"), None))
    }
}

/// Whether a word asks about the present.
fn is_now(word: &Folded) -> bool {
    matches!(
        word.text.as_str(),
        "now"
            | "nowadays"
            | "today"
            | "currently"
            | "current"
            | "presently"
            | "still"
            | "latest"
            | "yet"
            | "anymore"
            | "recent"
            | "recently"
    )
}

fn asks_amount(words: &[Folded]) -> bool {
    let how = words.windows(2).any(|pair| match pair {
        [how, measure] => {
            how.text == "how"
                && matches!(measure.text.as_str(), "much" | "many" | "long" | "far" | "big" | "large" | "high")
        }
        _ => false,
    });
    how || words.iter().any(is_amount_word)
}

/// Whether a word asks for an amount by itself.
fn is_amount_word(word: &Folded) -> bool {
    matches!(
        word.text.as_str(),
        "cost"
            | "costs"
            | "price"
            | "priced"
            | "length"
            | "capacity"
            | "volume"
            | "percent"
            | "percentage"
            | "km"
            | "kilometers"
            | "kilometres"
            | "bcm"
            | "pricey"
            | "expensive"
    )
}

/// Whether a word is a number that is no year.
fn is_amount(word: &Folded) -> bool {
    let digits = word.text.starts_with(|c: char| c.is_numeric());
    digits && !word.text.parse::<i16>().is_ok_and(|year| (1900..2100).contains(&year))
}

fn mention(text: &str, words: &[Folded], named: &Named) -> Mention {
    let sources = words.get(named.words.clone()).unwrap_or_default();
    let first = sources.first().map_or(0, |word| word.source.start);
    let last = sources.last().map_or(0, |word| word.source.end);
    let typed = text.get(first..last).unwrap_or_default();
    Mention { entities: named.entities.clone(), text: shown(typed) }
}
