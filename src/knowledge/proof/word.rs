//! Words, as the quote proof compares them.
//!
//! Letters, capitals, digits and the signs of money and percent count; punctuation does not.

use unicode_normalization::UnicodeNormalization;

/// The words of a text after typographic variants are made one.
///
/// A hyphen or apostrophe between letters and a point or comma between digits belong to the word:
/// `multi-vector`, `China's`, `4,2`. A sign of money before a digit and a percent sign after one do too.
pub fn words(text: &str) -> Vec<String> {
    let chars: Vec<char> = plain(text).chars().collect();
    let mut words = Vec::new();
    let mut word = String::new();
    for (at, &c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied();
        let after = chars.get(at + 1).copied();
        if c.is_alphanumeric() || joins(before, c, after) {
            word.push(c);
        } else if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Whether a sign belongs to the word around it.
fn joins(before: Option<char>, sign: char, after: Option<char>) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    match sign {
        '\'' | '-' => letter(before) && letter(after),
        '.' | ',' => digit(before) && digit(after),
        '$' | '€' | '£' | '¥' => digit(after),
        '%' => digit(before),
        _ => false,
    }
}

/// The text with curly quotation marks, dashes, ligatures and special spaces made plain.
///
/// A long dash joins numbers (`2014—2020`) and parts words; a short one joins both.
pub(super) fn plain(text: &str) -> String {
    // Most quotes have no variant to make plain.
    if text.bytes().all(|b| (b' '..0x7f).contains(&b) && b != b'`') {
        return text.to_owned();
    }
    let chars: Vec<char> = text.nfc().collect();
    let mut out = String::with_capacity(text.len());
    for (at, &c) in chars.iter().enumerate() {
        match c {
            '‘' | '’' | '‚' | '‛' | '`' | '´' | 'ʼ' | '′' => out.push('\''),
            '“' | '”' | '„' | '‟' | '«' | '»' | '″' => out.push('"'),
            '‐' | '‑' | '‒' | '–' | '−' => out.push('-'),
            '—' | '―' => {
                let digit = |i: Option<usize>| i.and_then(|i| chars.get(i)).is_some_and(|c| c.is_numeric());
                let between = digit(at.checked_sub(1)) && digit(Some(at + 1));
                out.push_str(if between { "-" } else { " - " });
            }
            '…' => out.push_str("..."),
            'ﬀ' => out.push_str("ff"),
            'ﬁ' => out.push_str("fi"),
            'ﬂ' => out.push_str("fl"),
            'ﬃ' => out.push_str("ffi"),
            'ﬄ' => out.push_str("ffl"),
            // Soft hyphens, joiners and marks of direction are not there for the eye.
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            c if c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::words;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(words(text), expected, "{text:?}");
    }

    #[test]
    fn punctuation_does_not_count_and_numbers_do() {
        check(
            "deals for $16 dollars, and 4,2 billions.",
            &["deals", "for", "$16", "dollars", "and", "4,2", "billions"],
        );
        check("a 12.5% share", &["a", "12.5%", "share"]);
        check("the end.", &["the", "end"]);
    }

    #[test]
    fn typographic_variants_are_one() {
        check(
            "China’s “multi‐vector” course",
            &words("China's \"multi-vector\" course").iter().map(String::as_str).collect::<Vec<_>>(),
        );
        check("2014—2020", &["2014-2020"]);
        check("railway—which", &["railway", "which"]);
        check("Angren–Pap", &["Angren-Pap"]);
        check("of\u{ad}fice ﬁeld", &["office", "field"]);
    }

    #[test]
    fn a_changed_capital_or_number_is_another_word() {
        assert_ne!(words("Union of 15"), words("union of 15"));
        assert_ne!(words("$15"), words("15"));
    }
}
