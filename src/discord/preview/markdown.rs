//! Discord's markup as HTML: the part of it that the bot writes.

use std::fmt::Write;

/// A text as lines of HTML.
pub(super) fn html(text: &str) -> String {
    let mut page = String::new();
    let mut quote = false;
    for line in text.lines() {
        let (quoted, line) = line.strip_prefix("> ").map_or((false, line), |rest| (true, rest));
        if quoted != quote {
            page.push_str(if quoted { "<blockquote>" } else { "</blockquote>" });
            quote = quoted;
        }
        let (class, words) = match line {
            _ if line.starts_with("-# ") => ("small", line.get(3..)),
            _ if line.starts_with("### ") => ("heading", line.get(4..)),
            _ if line.starts_with("- ") => ("item", line.get(2..)),
            _ => ("line", Some(line)),
        };
        let _ = write!(page, "<div class=\"{class}\">{}</div>", inline(words.unwrap_or("")));
    }
    if quote {
        page.push_str("</blockquote>");
    }
    page
}

/// What HTML would read as its own.
pub(super) fn safe(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Bold, italics, code, links and escapes within a line.
fn inline(line: &str) -> String {
    let mut html = String::new();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = line;
    while let Some(sign) = rest.chars().next() {
        let after = rest.get(sign.len_utf8()..).unwrap_or("");
        if sign == '\\' {
            let escaped: String = after.chars().take(1).collect();
            html.push_str(&safe(&escaped));
            rest = after.get(escaped.len()..).unwrap_or("");
        } else if let Some(after) = rest.strip_prefix("**") {
            html.push_str(toggled(&mut open, "b"));
            rest = after;
        } else if sign == '*' {
            html.push_str(toggled(&mut open, "i"));
            rest = after;
        } else if sign == '`' {
            html.push_str(toggled(&mut open, "code"));
            rest = after;
        } else if let Some((name, address, after)) = link(rest) {
            let _ = write!(html, "<a href=\"{}\">{}</a>", safe(address), inline(name));
            rest = after;
        } else {
            html.push_str(&safe(&sign.to_string()));
            rest = after;
        }
    }
    while let Some(tag) = open.pop() {
        let _ = write!(html, "</{tag}>");
    }
    html
}

/// Opens a tag, or closes it where it is open.
fn toggled<'t>(open: &mut Vec<&'t str>, tag: &'t str) -> &'static str {
    let closes = open.last() == Some(&tag);
    if closes {
        open.pop();
    } else {
        open.push(tag);
    }
    match (tag, closes) {
        ("b", false) => "<b>",
        ("b", true) => "</b>",
        ("i", false) => "<i>",
        ("i", true) => "</i>",
        (_, false) => "<code>",
        (_, true) => "</code>",
    }
}

/// `[name](address)` at the start of a text, with what follows it.
fn link(text: &str) -> Option<(&str, &str, &str)> {
    let (name, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (address, after) = rest.split_once(')')?;
    (!name.contains('\n')).then_some((name, address, after))
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn markup_becomes_html_and_what_is_escaped_stays_text() {
        for (text, drawn) in [
            ("**a** b", "<div class=\"line\"><b>a</b> b</div>"),
            (r"\*a\* <b>", "<div class=\"line\">*a* &lt;b&gt;</div>"),
            (
                "> q\n— [x](https://a.b)",
                "<blockquote><div class=\"line\">q</div></blockquote><div class=\"line\">— <a href=\"https://a.b\">x</a></div>",
            ),
            ("-# small", "<div class=\"small\">small</div>"),
        ] {
            assert_eq!(html(text), drawn);
        }
    }
}
