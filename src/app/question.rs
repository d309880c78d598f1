//! The question in a text: without addresses, which ask nothing.

use crate::engine::Context;

/// The question in a text.
pub(super) fn question_in(text: &str) -> String {
    without_addresses(text)
}

/// The same of the question before.
pub(super) fn context_of(context: &Context) -> Context {
    Context { previous: context.previous.as_deref().map(question_in) }
}

/// A text without addresses; of a link in Markdown its words stay.
fn without_addresses(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let starts_word = !kept.ends_with(char::is_alphanumeric);
        if let Some((words, after)) = link(rest) {
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

#[cfg(test)]
mod tests {
    use super::question_in;

    #[track_caller]
    fn check(cases: &[(&str, &str)]) {
        for (text, asked) in cases {
            assert_eq!(question_in(text).split_whitespace().collect::<Vec<_>>().join(" "), *asked, "{text}");
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
            ("is [this] (of 2017) so?", "is [this] (of 2017) so?"),
            ("is [this](that) so?", "is [this](that) so?"),
            ("[[a](https://b.example)", "[a"),
            ("https://x.example", ""),
            ("awww.gas and a://b", "awww.gas and a://b"),
            ("[", "["),
            ("[a](", "[a]("),
        ]);
    }
}
