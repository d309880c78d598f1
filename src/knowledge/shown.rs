//! Text as it may be shown: without the signs that do not show and could do something instead.

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
