//! Where sentences end: good enough for scholarly English with initials and dotted abbreviations.

/// Words that end in a point without ending a sentence, in lower case and without the point.
const ABBREVIATIONS: &[&str] = &[
    "al", "approx", "assoc", "cf", "cit", "dr", "ed", "eds", "etc", "fig", "g", "gg", "hist", "i.e", "e.g", "mr",
    "mrs", "ms", "no", "nos", "op", "p", "ph.d", "pp", "prof", "st", "v", "vol", "vols", "vs",
];

/// Words that begin a sentence even after a dotted abbreviation ("… of the U.S.S.R. The region …").
const STARTERS: &[&str] = &[
    "A", "After", "Also", "An", "And", "As", "At", "But", "By", "During", "For", "From", "He", "However", "If", "In",
    "It", "Its", "On", "She", "Since", "That", "The", "These", "They", "This", "Thus", "To", "When", "While", "With",
];

/// The sentences of a text, each trimmed; what has no letter and no digit is none.
pub(super) fn sentences(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < chars.len() {
        let end = past_closing(&chars, at + 1);
        if is_stop(&chars, at) && ends_here(&chars, start, at, end) {
            found.push(chars[start..end].iter().collect::<String>());
            start = end;
            at = end;
        } else {
            at += 1;
        }
    }
    found.push(chars[start..].iter().collect());
    let said = |sentence: &String| sentence.chars().any(char::is_alphanumeric);
    found.into_iter().map(|sentence| sentence.trim().to_owned()).filter(said).collect()
}

fn is_stop(chars: &[char], at: usize) -> bool {
    matches!(chars.get(at), Some('.' | '!' | '?'))
}

/// Past the quotation marks and brackets that close a sentence.
fn past_closing(chars: &[char], mut at: usize) -> usize {
    while matches!(chars.get(at), Some('"' | '\'' | ')' | ']' | '”' | '’')) {
        at += 1;
    }
    at
}

/// Whether the stop at `stop`, closed at `end`, ends the sentence that began at `start`.
fn ends_here(chars: &[char], start: usize, stop: usize, end: usize) -> bool {
    let Some(next) = chars[end..].iter().position(|c| !c.is_whitespace()) else {
        return true;
    };
    let first = chars[end + next];
    if next == 0 || !(first.is_uppercase() || first.is_numeric() || "\"'([“‘".contains(first)) {
        return false;
    }
    if chars[stop] != '.' {
        return true;
    }
    let before = word_before(&chars[start..stop]);
    if !is_abbreviation(&before) {
        return true;
    }
    let after: String = chars[end + next..].iter().take_while(|c| c.is_alphabetic()).collect();
    before.contains('.') && STARTERS.contains(&after.as_str())
}

fn word_before(chars: &[char]) -> String {
    let from = chars.iter().rposition(|c| c.is_whitespace() || "(\"'[".contains(*c)).map_or(0, |i| i + 1);
    chars[from..].iter().collect()
}

/// An initial (`M`), dotted letters (`U.S.S.R`, `Yu`-like initials `M.Sh`) or a word of the list.
fn is_abbreviation(word: &str) -> bool {
    let last = word.rsplit('.').next().unwrap_or(word);
    let initial = last.chars().count() <= 2
        && last.chars().next().is_some_and(char::is_uppercase)
        && last.chars().skip(1).all(char::is_lowercase);
    (initial && !STARTERS.contains(&last)) || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(sentences(text), expected);
    }

    #[test]
    fn sentences_end_at_stops_and_not_at_abbreviations() {
        check("One ends. Two ends! Three?", &["One ends.", "Two ends!", "Three?"]);
        check("The U.S. Secretary spoke. He left.", &["The U.S. Secretary spoke.", "He left."]);
        check("After the U.S.S.R. The region changed.", &["After the U.S.S.R.", "The region changed."]);
        check("See M.Sh. Karim, Vol. 3, No. 2, pp. 4-5.", &["See M.Sh. Karim, Vol. 3, No. 2, pp. 4-5."]);
        check("He said \"yes.\" Then he left.", &["He said \"yes.\"", "Then he left."]);
        check("It cost 4.5 billion. Nobody paid.", &["It cost 4.5 billion.", "Nobody paid."]);
        check("", &[]);
        check(". . .", &[]);
    }
}
