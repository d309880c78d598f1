//! Small talk: greetings, thanks, and what people ask a bot about itself. A knowledge that has phrasings of it
//! answers it itself.

use super::Engine;
use super::decision::Reason;
use super::question::Question;

/// Words of which small talk has at least one.
const TELLS: &[&str] = &[
    "hi", "hello", "hey", "salam", "morning", "evening", "bye", "help", "thank", "thanks", "thx", "ty", "you", "your",
    "yourself", "bot",
];
/// Words that stand beside them and ask for nothing else.
const BESIDE: &[&str] = &[
    "who",
    "what",
    "how",
    "are",
    "is",
    "do",
    "does",
    "can",
    "could",
    "would",
    "will",
    "a",
    "an",
    "the",
    "this",
    "that",
    "here",
    "there",
    "to",
    "for",
    "of",
    "from",
    "on",
    "in",
    "with",
    "and",
    "about",
    "me",
    "i",
    "we",
    "my",
    "please",
    "pls",
    "so",
    "ok",
    "okay",
    "use",
    "work",
    "works",
    "name",
    "source",
    "sources",
    "made",
    "make",
    "good",
    "great",
    "nice",
    "much",
    "very",
    "again",
    "all",
    "everyone",
    "human",
    "real",
    "ai",
    "answer",
    "answers",
    "ask",
    "asking",
    "question",
    "questions",
    "need",
    "some",
    "get",
    "start",
    "come",
    "have",
    "be",
    "it",
    "was",
    "really",
    "lot",
    "re",
    "whats",
    "youre",
    "know",
    "tell",
];
/// How many questions are named to begin with.
const STARTS: usize = 3;

/// Whether a text only greets, thanks, or asks the bot about itself.
pub(super) fn is_small_talk(question: &Question) -> bool {
    let mut words = question.letters.split(' ');
    let tells = question.letters.split(' ').any(|word| TELLS.contains(&word));
    tells && question.mentions.is_empty() && words.all(|word| TELLS.contains(&word) || BESIDE.contains(&word))
}

impl Engine {
    /// Whether a text only greets, thanks, or asks the bot about itself, and no entry answers such.
    pub fn is_small_talk(&self, text: &str) -> bool {
        self.only_talks(&self.built.reader.read(text))
    }

    /// Whether a question is small talk that no entry answers.
    pub(super) fn only_talks(&self, question: &Question) -> bool {
        !self.built.small_talk && is_small_talk(question)
    }

    /// What small talk gets: good questions to begin with.
    pub(super) fn to_begin_with(&self) -> Reason {
        Reason::SmallTalk { nearest: self.suggest("", STARTS).into_iter().map(|start| start.entry).collect() }
    }
}
