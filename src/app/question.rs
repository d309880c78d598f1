//! The question in a text: without addresses, which ask nothing, and without the courtesies around it.

use crate::engine::{Context, Engine};
use crate::knowledge::{Folded, fold};

/// What people say before they ask, as folded words.
const BEFORE: &[&str] = &[
    "hi",
    "hello",
    "hey",
    "hi bot",
    "hello bot",
    "hey bot",
    "hi there",
    "hello there",
    "hey there",
    "hi all",
    "hey all",
    "hi everyone",
    "hello everyone",
    "hey everyone",
    "hey folks",
    "hi folks",
    "dear bot",
    "good morning",
    "good afternoon",
    "good evening",
    "ok",
    "okay",
    "great",
    "thanks",
    "thank you",
    "please",
    "pls",
    "excuse me",
    "quick question",
    "sorry to bother you",
];
/// How people ask to be told; `whether` or `if` may follow.
const TELL_ME: &[&str] = &[
    "can you tell me",
    "can you please tell me",
    "could you tell me",
    "could you please tell me",
    "would you tell me",
    "would you please tell me",
    "can anyone tell me",
    "can someone tell me",
    "please tell me",
    "i want to know",
    "i would like to know",
    "id like to know",
    "i was wondering",
    "do you know",
    "do you happen to know",
    "does anyone know",
    "does anybody know",
];
/// What people say when they have asked.
const AFTER: &[&str] = &[
    "thanks",
    "thank you",
    "thx",
    "many thanks",
    "thanks a lot",
    "thanks in advance",
    "thank you in advance",
    "thank you very much",
    "thank you so much",
    "thanks bot",
    "thank you bot",
    "thanks for your help",
    "thank you for your help",
    "please",
    "pls",
    "cheers",
];

/// The question in a text; all of it where nothing but courtesies is left, or small talk.
pub(super) fn question_in(engine: &Engine, text: &str) -> String {
    let linkless = without_addresses(text);
    let asked = without_courtesies(&linkless).filter(|_| !engine.is_small_talk(&linkless)).map(str::to_owned);
    asked.unwrap_or(linkless)
}

/// The same of the question before.
pub(super) fn context_of(engine: &Engine, context: &Context) -> Context {
    Context { previous: context.previous.as_deref().map(|previous| question_in(engine, previous)) }
}

/// A text without addresses; of a link in Markdown its words stay.
fn without_addresses(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let starts_word = !kept.ends_with(char::is_alphanumeric);
        if let Some((words, after)) = link(rest) {
            if !starts_word {
                kept.push(' ');
            }
            kept.push_str(words);
            rest = after;
        } else if let Some(length) = address(rest).filter(|_| starts_word) {
            kept.push(' ');
            rest = rest.get(length..).unwrap_or_default();
        } else {
            kept.push(sign);
            rest = rest.get(sign.len_utf8()..).unwrap_or_default();
        }
    }
    kept
}

/// The words of a Markdown link that a text begins with, and what stands behind it.
fn link(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('[')?;
    let (words, rest) = inside.split_at(inside.find(['[', ']', '\n'])?);
    let target = rest.strip_prefix("](")?;
    address(target.trim_start_matches('<'))?;
    let (_, rest) = target.split_at(target.find([')', '[', '\n'])?);
    Some((words, rest.strip_prefix(')')?))
}

/// How long an address is that a text begins with, without the signs that end a sentence.
fn address(text: &str) -> Option<usize> {
    let starts = |start: &str| text.get(..start.len()).is_some_and(|begun| begun.eq_ignore_ascii_case(start));
    if !["https://", "http://", "www."].into_iter().any(starts) {
        return None;
    }
    let end = text.find(|sign: char| sign.is_whitespace() || matches!(sign, '<' | '>' | '"')).unwrap_or(text.len());
    text.get(..end).map(|address| address.trim_end_matches(['.', ',', ';', ':', '!', '?', ')']).len())
}

/// What a text asks beside its courtesies; none where it has none, or nothing else.
fn without_courtesies(text: &str) -> Option<&str> {
    let words = fold(text);
    let mut left = words.as_slice();
    // What a hyphen follows is half a word: "hi-tech".
    let is_half = |rest: &[Folded]| {
        rest.first().is_some_and(|next| text.get(..next.source.start).is_some_and(|before| before.ends_with('-')))
    };
    while let Some(rest) = after_courtesy(left).filter(|rest| !is_half(rest)) {
        left = rest;
    }
    while let Some(length) = longest(AFTER, |phrase| ends(left, phrase)) {
        left = left.get(..left.len() - length).unwrap_or_default();
    }
    let (first, last) = (left.first()?, left.last()?);
    if left.len() == words.len() {
        return None;
    }
    // What ends the question stays with it.
    let next = words.get(words.partition_point(|word| word.source.start <= last.source.start));
    let end = next.map_or(text.len(), |next| next.source.start);
    text.get(first.source.start..end)
}

/// What follows on a courtesy that words begin with.
fn after_courtesy(words: &[Folded]) -> Option<&[Folded]> {
    if let Some(length) = longest(TELL_ME, |phrase| begins(words, phrase)) {
        let whether = words.get(length).is_some_and(|word| matches!(word.text.as_str(), "whether" | "if"));
        return words.get(length + usize::from(whether)..);
    }
    longest(BEFORE, |phrase| begins(words, phrase)).and_then(|length| words.get(length..))
}

/// How many words the longest phrase has that fits.
fn longest(phrases: &[&str], fits: impl Fn(&str) -> bool) -> Option<usize> {
    phrases.iter().filter(|phrase| fits(phrase)).map(|phrase| phrase.split(' ').count()).max()
}

fn begins(words: &[Folded], phrase: &str) -> bool {
    let mut all = words.iter().map(|word| word.text.as_str());
    phrase.split(' ').all(|part| all.next() == Some(part))
}

fn ends(words: &[Folded], phrase: &str) -> bool {
    let mut all = words.iter().rev().map(|word| word.text.as_str());
    phrase.rsplit(' ').all(|part| all.next() == Some(part))
}

#[cfg(test)]
mod tests {
    use super::{without_addresses, without_courtesies};

    #[track_caller]
    fn check(cases: &[(&str, &str)]) {
        for (text, asked) in cases {
            let linkless = without_addresses(text);
            let found = without_courtesies(&linkless).unwrap_or(&linkless);
            assert_eq!(found.split_whitespace().collect::<Vec<_>>().join(" "), *asked, "{text}");
        }
    }

    #[test]
    fn addresses_ask_nothing() {
        check(&[
            ("did [uzbekistan](https://x.example) join?", "did uzbekistan join?"),
            ("did [uzbekistan](<https://x.example/a b>) join?", "did uzbekistan join?"),
            ("did [the **uzbeks**](www.x.example \"Uzbeks\") join?", "did the **uzbeks** join?"),
            ("https://news.example/story did uzbekistan join?", "did uzbekistan join?"),
            ("did uzbekistan join? <HTTPS://news.example/a?b=c>", "did uzbekistan join? < >"),
            ("did uzbekistan join (www.news.example/a)?", "did uzbekistan join ( )?"),
            ("did Tajikistan[1](https://a.example) join?", "did Tajikistan 1 join?"),
            ("is [this] (of 2017) so?", "is [this] (of 2017) so?"),
            ("is [this](that) so?", "is [this](that) so?"),
            ("[[a](https://b.example)", "[a"),
            ("https://x.example", ""),
            ("awww.gas and a://b", "awww.gas and a://b"),
            ("[", "["),
            ("[a](", "[a]("),
        ]);
    }

    #[test]
    fn courtesies_ask_nothing() {
        check(&[
            ("hey bot, can you please tell me whether uzbekistan joined? thanks", "uzbekistan joined?"),
            ("Hello! Could you tell me what TAPI is, please?", "what TAPI is,"),
            ("do you know if it joined", "it joined"),
            ("I'd like to know who paid. Thank you very much!", "who paid."),
            ("who paid, thanks to Norlund", "who paid, thanks to Norlund"),
            ("the hi there", "the hi there"),
            ("Ok thanks, who paid?", "who paid?"),
            ("hi-tech parks", "hi-tech parks"),
            ("if uzbekistan joined", "if uzbekistan joined"),
            // Nothing else is said.
            ("hi there, thanks", "hi there, thanks"),
            ("please", "please"),
            ("", ""),
        ]);
    }
}
