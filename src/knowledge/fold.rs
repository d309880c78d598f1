//! Text as questions are compared: without case, accents, apostrophes and signs that do not show.

use super::shown::is_hidden;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    /// Letters and digits, folded; points stand only in numbers (`1.86`) and dotted letters (`u.s`).
    pub text: String,
    /// The bytes of the original that it was made from.
    pub source: Range<usize>,
}

/// The words of a text, folded: compatibility forms resolved, lower case, no accents,
/// apostrophes dropped together with a possessive `s`, all other signs taken as boundaries.
///
/// A number keeps its decimal point and loses the comma of its thousands.
/// Dotted letters stay one word with their points, so that `U.S.` never meets the pronoun.
pub fn fold(text: &str) -> Vec<Folded> {
    if text.is_ascii() && !text.chars().any(is_hidden) {
        return words(text.as_bytes());
    }
    let chars: Vec<(usize, char)> =
        text.char_indices().filter(|(_, c)| !is_hidden(*c) && !is_combining_mark(*c)).collect();
    words(chars.as_slice())
}

/// Signs one after another, with their places: most texts are plain bytes, which saves their decoding.
trait Signs {
    fn sign(&self, at: usize) -> Option<char>;
    /// The bytes of the original at which a sign begins and ends.
    fn place(&self, at: usize) -> Range<usize>;
}

impl Signs for [u8] {
    fn sign(&self, at: usize) -> Option<char> {
        self.get(at).copied().map(char::from)
    }

    fn place(&self, at: usize) -> Range<usize> {
        at..at + 1
    }
}

impl Signs for [(usize, char)] {
    fn sign(&self, at: usize) -> Option<char> {
        self.get(at).map(|(_, c)| *c)
    }

    fn place(&self, at: usize) -> Range<usize> {
        self.get(at).map_or(0..0, |(start, c)| *start..start + c.len_utf8())
    }
}

fn words<S: Signs + ?Sized>(signs: &S) -> Vec<Folded> {
    let mut words: Vec<Folded> = Vec::new();
    let mut at = 0;
    while let Some(sign) = signs.sign(at) {
        if sign.is_alphanumeric() && !is_apostrophe(sign) {
            let (word, next) = word(signs, at);
            if !word.text.is_empty() {
                words.push(word);
            }
            at = next;
        } else {
            at += 1;
        }
    }
    words
}

/// The folded words of a text, one space between them.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in fold(text) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(&word.text);
    }
    folded
}

/// Whether a folded text holds a folded phrase as whole words.
pub fn names_phrase(text: &str, phrase: &str) -> bool {
    phrase_at(text, phrase).is_some()
}

/// A folded text without a folded phrase, wherever it stands as whole words; a dash marks the place.
pub fn without_phrase(text: &str, phrase: &str) -> String {
    let mut rest = text.to_owned();
    while let Some(at) = phrase_at(&rest, phrase) {
        rest.replace_range(at..at + phrase.len(), "-");
    }
    rest
}

/// Where a folded phrase stands first as whole words.
fn phrase_at(text: &str, phrase: &str) -> Option<usize> {
    let ends_word = |at: usize| text.as_bytes().get(at).is_none_or(|byte| *byte == b' ');
    let starts_word = |at: usize| at == 0 || text.as_bytes().get(at - 1) == Some(&b' ');
    let found = text.match_indices(phrase).map(|(at, _)| at).filter(|_| !phrase.is_empty());
    found.into_iter().find(|at| starts_word(*at) && ends_word(at + phrase.len()))
}

/// Reads the word that begins at `from`; gives it with the position after it.
fn word<S: Signs + ?Sized>(signs: &S, from: usize) -> (Folded, usize) {
    let mut text = String::with_capacity(16);
    let mut at = from;
    let mut last = from;
    while let Some(c) = signs.sign(at) {
        if c.is_alphanumeric() && !is_apostrophe(c) {
            push_folded(&mut text, c);
            last = at;
            at += 1;
        } else if is_apostrophe(c) && signs.sign(at + 1).is_some_and(char::is_alphabetic) {
            let possessive = matches!(signs.sign(at + 1), Some('s' | 'S' | 'ｓ' | 'Ｓ'))
                && !signs.sign(at + 2).is_some_and(char::is_alphanumeric);
            if possessive {
                at += 2;
                break;
            }
            at += 1;
        } else if let Some(sign) = inner_point(signs, from, at) {
            text.push_str(sign);
            at += 1;
        } else {
            break;
        }
    }
    let source = signs.place(from).start..signs.place(last).end;
    (Folded { text, source }, at)
}

/// What a point or comma inside a word becomes: nothing in thousands, a point in decimals and dotted letters.
fn inner_point<S: Signs + ?Sized>(signs: &S, from: usize, at: usize) -> Option<&'static str> {
    let sign = signs.sign(at).filter(|sign| matches!(sign, '.' | ','))?;
    let next = signs.sign(at + 1)?;
    let before = signs.sign(at.checked_sub(1)?)?;
    if before.is_numeric() && next.is_numeric() {
        let digit = |i: usize| signs.sign(i).is_some_and(char::is_numeric);
        let thousands = digit(at + 2) && digit(at + 3) && !digit(at + 4);
        return Some(if sign == ',' && thousands { "" } else { "." });
    }
    let joins = |sign: char| sign.is_alphanumeric() || is_apostrophe(sign);
    let lone = |i: Option<usize>| !i.and_then(|i| signs.sign(i)).is_some_and(joins);
    let dotted = sign == '.'
        && is_one_letter(before)
        && is_one_letter(next)
        && lone(at.checked_sub(2).filter(|i| *i >= from))
        && lone(Some(at + 2));
    dotted.then_some(".")
}

/// Whether a sign folds to one letter and no more.
fn is_one_letter(c: char) -> bool {
    let mut folded = String::new();
    push_folded(&mut folded, c);
    c.is_alphabetic() && !is_apostrophe(c) && folded.chars().count() == 1
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | '′' | 'ʻ' | '＇')
}

fn push_folded(text: &mut String, c: char) {
    if c.is_ascii() {
        text.push(c.to_ascii_lowercase());
        return;
    }
    let plain = std::iter::once(c).nfkd().flat_map(char::to_lowercase);
    for c in plain.nfkd().filter(|c| c.is_alphanumeric() && !is_combining_mark(*c) && !is_apostrophe(*c)) {
        // The dotless i of Kazakh and Turkish names.
        text.push(if c == 'ı' { 'i' } else { c });
    }
}

#[cfg(test)]
mod tests {
    use super::{fold, folded};

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(folded(text), expected, "{text:?}");
    }

    #[test]
    fn phrases_are_whole_words() {
        assert!(super::names_phrase("the us and russia", "us"));
        assert!(!super::names_phrase("belarus and russia", "us"));
        assert!(!super::names_phrase("russia", ""));
        assert_eq!(super::without_phrase("us and russia and us", "us"), "- and russia and -");
        assert_eq!(super::without_phrase("russia", ""), "russia");
    }

    #[test]
    fn case_accents_and_hidden_signs_do_not_count() {
        check("  Did UZBEKISTAN\tjoin?", "did uzbekistan join");
        check("Nurlı Zhol", "nurli zhol");
        check("Café cafe\u{301}", "cafe cafe");
        check("Uz\u{200b}bek\u{ad}istan", "uzbekistan");
        check("ｆｕｌｌ ﬁeld", "full field");
        check("🙂 \u{7} ?!", "");
        check("Uz\u{7}bek Uz\u{7}békistan", "uzbek uzbekistan");
        check("Oʻzbekiston Oʼzbekiston", "ozbekiston ozbekiston");
    }

    #[test]
    fn apostrophes_and_possessives_go() {
        check("Uzbekistan's China’s don't", "uzbekistan china dont");
        check("Ｃｈｉｎａ＇ｓ Ｃｈｉｎａ'ｓ", "china china");
        check("'quoted' O'zbekiston", "quoted ozbekiston");
        // One sign that stands for an apostrophe and a letter.
        check("ŉ", "n");
    }

    #[test]
    fn numbers_and_dotted_letters_stay_whole() {
        check("$1.86 billion, 4,2 and 1,170 km", "1.86 billion 4.2 and 1170 km");
        check("the U.S. and the U.S.S.R.", "the u.s and the u.s.s.r");
        check("Ｕ.Ｓ. É.U. q.ʼ", "u.s e.u q");
        check(&folded("Z.뢦"), &folded("Z.뢦"));
        check("end.Next", "end next");
        check("2014-2020", "2014 2020");
    }

    #[test]
    fn a_word_knows_where_it_came_from() {
        let text = "Naï̈ve Krygyzstan's";
        let sources: Vec<&str> = fold(text).into_iter().filter_map(|w| text.get(w.source)).collect();
        assert_eq!(sources, ["Naï̈ve", "Krygyzstan"]);
    }
}
