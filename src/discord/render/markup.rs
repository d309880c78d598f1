//! Text from files and people, made harmless: nothing in it pings, links or formats.

use crate::knowledge::is_hidden;

/// Shows a text as it stands: what Discord would read as markup, a mention, a link, an invitation or a timestamp is
/// escaped.
pub(in crate::discord) fn plain(text: &str) -> String {
    let seen = |sign: &char| !is_hidden(*sign) && (!sign.is_control() || *sign == '\n');
    let text: String = text.chars().filter(seen).collect();
    let mut shown = String::with_capacity(text.len() + 8);
    let mut line_start = true;
    for (at, sign) in text.char_indices() {
        let escaped = match sign {
            '*' | '_' | '~' | '`' | '|' | '\\' | '<' | '>' | '[' | ']' | '@' => true,
            '#' | '-' | '+' => line_start,
            // What an address cannot do without.
            ':' => text.get(at..).is_some_and(|rest| rest.starts_with("://")),
            // `1. ` at the start of a line makes a list; `discord.gg/` makes a card without any `https://`.
            '.' => is_number_only(&text, at) || is_of_discord(&text, at),
            _ => false,
        };
        if escaped {
            shown.push('\\');
        }
        shown.push(sign);
        line_start = sign == '\n' || (line_start && sign == ' ');
    }
    shown
}

/// The same in one line.
pub(in crate::discord) fn plain_line(text: &str) -> String {
    plain(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Whether what stands before `at` in its line is a number and nothing else.
fn is_number_only(text: &str, at: usize) -> bool {
    let line = text.get(..at).and_then(|before| before.rsplit('\n').next()).unwrap_or("").trim_start();
    !line.is_empty() && line.chars().all(|sign| sign.is_ascii_digit())
}

/// Whether a dot belongs to one of Discord's own addresses: `discord.gg`, `discord.com`, `discordapp.com`.
fn is_of_discord(text: &str, at: usize) -> bool {
    let ends_with = |name: &str| {
        let start = at.checked_sub(name.len());
        start.and_then(|start| text.get(start..at)).is_some_and(|word| word.eq_ignore_ascii_case(name))
    };
    ends_with("discord") || ends_with("discordapp")
}

/// How long Discord counts a text: in UTF-16 units, the most that any of its counters gives.
pub(in crate::discord) fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// A text of at most `most` units, cut at a word where it is longer and ended by `…`.
///
/// The text is not escaped yet: an escape is never cut in two.
pub(in crate::discord) fn cut(text: &str, most: usize) -> String {
    if length(text) <= most {
        return text.to_owned();
    }
    let room = most.saturating_sub(1);
    let mut used = 0;
    let mut kept = String::new();
    let mut word_end = 0;
    for sign in unicode_segmentation::UnicodeSegmentation::graphemes(text, true) {
        used += length(sign);
        if used > room {
            break;
        }
        if sign.chars().all(char::is_whitespace) {
            word_end = kept.len();
        }
        kept.push_str(sign);
    }
    // A word is cut only where it fills more than half of the room.
    if word_end * 2 > kept.len() {
        kept.truncate(word_end);
    }
    kept.push('…');
    kept
}

/// A text escaped by [`plain`] that takes at most `most` units.
pub(in crate::discord) fn plain_cut(text: &str, most: usize) -> String {
    let whole = plain(text);
    if length(&whole) <= most {
        return whole;
    }
    let mut room = most;
    loop {
        let shown = plain(&cut(text, room));
        let over = length(&shown).saturating_sub(most);
        if over == 0 || room == 0 {
            return shown;
        }
        // Escaped, a sign is twice as long at most.
        room = room.saturating_sub(over.div_ceil(2));
    }
}

#[cfg(test)]
mod tests {
    use super::{cut, length, plain, plain_cut};

    #[test]
    fn nothing_in_a_shown_text_pings_links_or_formats() {
        for (text, shown) in [
            ("@everyone **now**", r"\@everyone \*\*now\*\*"),
            ("<@123> <#4> <t:1:R> </ask:5>", r"\<\@123\> \<#4\> \<t:1:R\> \</ask:5\>"),
            ("[tea](https://evil.example)", r"\[tea\](https\://evil.example)"),
            ("# loud\n- item\n1. one\n> quote", "\\# loud\n\\- item\n1\\. one\n\\> quote"),
            ("a-b, $16.5 at 3:15 #1", "a-b, $16.5 at 3:15 #1"),
            ("right\u{202e}left\u{200b}", "rightleft"),
            ("join discord.gg/tea, DISCORD.com/invite/x", r"join discord\.gg/tea, DISCORD\.com/invite/x"),
            ("www.discordapp.com/invite/x or discord.gift/y", r"www.discordapp\.com/invite/x or discord\.gift/y"),
            ("dis\u{200b}cord\u{2060}.gg/tea https:\u{ad}//tea.example", r"discord\.gg/tea https\://tea.example"),
            ("We use Discord. It is 2.5 years old", r"We use Discord\. It is 2.5 years old"),
            ("||hid|| `code` ~~no~~ back\\slash", r"\|\|hid\|\| \`code\` \~\~no\~\~ back\\slash"),
        ] {
            assert_eq!(plain(text), shown);
        }
    }

    #[test]
    fn a_cut_text_ends_at_a_word_and_inside_no_sign() {
        assert_eq!(cut("short", 5), "short");
        assert_eq!(cut("the silk road economic belt", 20), "the silk road…");
        assert_eq!(cut("donaudampfschiff", 8), "donauda…");
        let flags = "🇰🇿".repeat(10);
        assert_eq!(cut(&flags, 10), "🇰🇿🇰🇿…");
        assert_eq!(length("🇰🇿"), 4);
    }

    #[test]
    fn an_escaped_text_keeps_to_its_room() {
        let text = "*".repeat(50);
        let shown = plain_cut(&text, 41);
        assert!(length(&shown) <= 41, "{shown}");
        assert_eq!(shown, format!("{}…", r"\*".repeat(20)));
    }
}
