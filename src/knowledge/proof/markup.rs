//! What Markdown and HTML leave in a line: marks that go, words that stay.

/// The line as plain text: footnote marks, tags, emphasis, strike-through and escapes removed.
pub(super) fn strip(text: &str) -> String {
    let text = without_tags(text);
    let text = without_links(&text);
    without_marks(&text)
}

/// The document without its `<!-- -->` remarks, which may run over lines; one that never ends is text.
pub(super) fn without_comments(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, from)) = rest.split_once("<!--") {
        let Some((_, after)) = from.split_once("-->") else {
            break;
        };
        out.push_str(before);
        // A remark on a line of its own takes the line with it, so that it does not end a paragraph.
        let own_line = out.is_empty() || out.ends_with('\n');
        let line_end = after.strip_prefix("\r\n").or_else(|| after.strip_prefix('\n'));
        rest = line_end.filter(|_| own_line).unwrap_or(after);
    }
    out.push_str(rest);
    out
}

/// Tags vanish; so does what stands inside `<sup>` (a footnote mark).
/// An address in angle brackets keeps its text.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('<') {
        out.push_str(before);
        let Some((tag, after)) = from.split_once('>') else {
            out.push('<');
            rest = from;
            continue;
        };
        rest = after;
        if tag.eq_ignore_ascii_case("sup") {
            rest = after.split_once("</sup>").map_or("", |(_, after)| after);
        } else if tag.contains("://") {
            out.push_str(tag);
        } else if tag.eq_ignore_ascii_case("br") || tag.eq_ignore_ascii_case("br/") {
            out.push(' ');
        } else if !is_tag(tag) {
            out.push('<');
            rest = from;
        }
    }
    out.push_str(rest);
    out
}

fn is_tag(tag: &str) -> bool {
    tag.trim_start_matches(['/', '!']).chars().next().is_some_and(|c| c.is_ascii_alphabetic() || c == '-')
}

/// `[text](address)` becomes `text`; an image vanishes.
fn without_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.split_once("](") {
        let Some((_, after)) = from.split_once(')') else {
            break;
        };
        match before.rsplit_once('[') {
            Some((lead, _)) if lead.ends_with('!') => out.push_str(lead.trim_end_matches('!')),
            Some((lead, label)) => {
                out.push_str(lead);
                out.push_str(label);
            }
            None => out.push_str(before),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Emphasis and strike-through marks vanish, escaped signs lose their backslash.
fn without_marks(text: &str) -> String {
    let text = text.replace("~~", "");
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let next = chars.get(at + 1).copied();
        match c {
            '\\' if next.is_some_and(|n| n.is_ascii_punctuation()) => {
                out.extend(next);
                at += 1;
            }
            '*' => {}
            '_' if !between_letters(&chars, at) => {}
            c => out.push(c),
        }
        at += 1;
    }
    out
}

fn between_letters(chars: &[char], at: usize) -> bool {
    let letter = |i: Option<usize>| i.and_then(|i| chars.get(i)).is_some_and(|c| c.is_alphanumeric());
    letter(at.checked_sub(1)) && letter(Some(at + 1))
}

#[cfg(test)]
mod tests {
    use super::strip;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(strip(text), expected);
    }

    #[test]
    fn marks_go_and_words_stay() {
        check("in 2001,<sup>1</sup> the", "in 2001, the");
        check("**A**fter *all*, ~~struck words~~ stay", "After all, struck words stay");
        check(r"for \$16 dollars", "for $16 dollars");
        check("[label](https://example.org/a_b) and <https://example.org>", "label and https://example.org");
        check("![picture](p.png)text", "text");
        check("a_b and _so_", "a_b and so");
        check("3 < 4 and 5 > 2", "3 < 4 and 5 > 2");
    }
}
