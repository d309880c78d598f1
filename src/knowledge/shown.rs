//! Text as it may be shown: without the signs that do not show and could do something instead, and of many names a few.

use std::fmt::Display;

/// How many of many names are shown.
pub const NAMED: usize = 10;

/// The first of many names, and how many more there are.
pub fn first_names(names: impl ExactSizeIterator<Item: Display>) -> String {
    let more = names.len().saturating_sub(NAMED);
    let first = names.take(NAMED).map(|name| name.to_string()).collect::<Vec<_>>().join(", ");
    if more == 0 { first } else { format!("{first} and {more} more") }
}

/// A text without the signs that do not show, for saying back what somebody typed.
pub fn shown(text: &str) -> String {
    text.chars().filter(|c| !is_hidden(*c) && !c.is_control()).collect()
}

/// The same of several lines, which stay apart.
pub fn shown_lines(text: &str) -> String {
    text.chars().filter(|c| matches!(c, '\n' | '\t') || !(is_hidden(*c) || c.is_control())).collect()
}

/// Signs that do not show: controls, marks of direction, joiners, selectors, soft hyphens.
pub fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}')
        || (c.is_control() && !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::first_names;

    #[test]
    fn of_many_names_ten_are_shown_and_how_many_more_there_are() {
        for (names, shown) in
            [(0, ""), (1, "1"), (10, "1, 2, 3, 4, 5, 6, 7, 8, 9, 10"), (12, "1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more")]
        {
            let all: Vec<usize> = (1..=names).collect();
            assert_eq!(first_names(all.iter()), shown);
        }
    }
}
