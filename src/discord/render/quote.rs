//! Quotes with where they stand, as block quotes; in whole paragraphs, so that none is cut.

use super::markup::{length, plain_line};
use crate::reply::Citation;

/// The most that quotes from one place take together: a paragraph is shown whole or not at all.
const TOGETHER: usize = 800;

/// Block quotes, a paragraph each; neighbours from one place share the line that names it.
pub(super) fn quoted<'q>(quotes: impl IntoIterator<Item = (&'q str, &'q Citation)>) -> Vec<String> {
    let mut groups: Vec<(String, &Citation)> = Vec::new();
    for (text, citation) in quotes {
        let quote = format!("> \u{201c}{}\u{201d}", plain_line(text));
        match groups.last_mut() {
            Some((group, place)) if *place == citation && length(group) + length(&quote) < TOGETHER => {
                group.push('\n');
                group.push_str(&quote);
            }
            _ => groups.push((quote, citation)),
        }
    }
    groups.into_iter().map(|(group, citation)| format!("{group}\n— {}", cited(citation))).collect()
}

/// Author, title and year, as a link where the source can be read, and the section.
fn cited(citation: &Citation) -> String {
    in_section(document(citation), citation)
}

/// Author and year, and the section: enough where the documents are listed in full besides.
pub(super) fn cited_short(citation: &Citation) -> String {
    in_section(plain_line(&citation.short()), citation)
}

/// Author, title and year, as a link where the source can be read.
pub(super) fn document(citation: &Citation) -> String {
    linked(&citation.document(), citation.link.as_deref())
}

fn in_section(document: String, citation: &Citation) -> String {
    if citation.section.is_empty() {
        document
    } else {
        format!("{document}, \u{201c}{}\u{201d}", plain_line(&citation.section))
    }
}

/// Words as a link, where there is an address that a link can hold.
pub(super) fn linked(words: &str, address: Option<&str>) -> String {
    let words = plain_line(words);
    match address.filter(|address| is_safe(address)) {
        Some(address) => format!("[{words}]({address})"),
        None => words,
    }
}

/// Whether an address can stand in a link of ours: web, and nothing that would end the link.
fn is_safe(address: &str) -> bool {
    (address.starts_with("https://") || address.starts_with("http://"))
        && length(address) <= 512
        && !address.chars().any(|sign| sign.is_whitespace() || matches!(sign, '(' | ')' | '<' | '>' | '[' | ']' | '\\'))
}

#[cfg(test)]
mod tests {
    use super::{cited_short, linked, quoted};
    use crate::knowledge::{Date, SourceId};
    use crate::reply::Citation;

    fn citation(section: &str, link: Option<&str>) -> Citation {
        Citation {
            source: SourceId::parse("a-2020").unwrap(),
            author: "A. *Author*".to_owned(),
            title: "On [tea]".to_owned(),
            published: Date::parse("2020-05").unwrap(),
            section: section.to_owned(),
            link: link.map(str::to_owned),
        }
    }

    #[test]
    fn a_quote_stands_above_its_source() {
        let cited = citation("Cups", Some("https://tea.example/1"));
        assert_eq!(
            quoted([("we drink\n> tea", &cited)]),
            [
                "> \u{201c}we drink \\> tea\u{201d}\n— [A. \\*Author\\*, \"On \\[tea\\]\" (2020)](https://tea.example/1), \u{201c}Cups\u{201d}"
            ]
        );
        assert_eq!(cited_short(&citation("", None)), "A. \\*Author\\* 2020");
    }

    #[test]
    fn neighbours_from_one_place_share_its_line_while_they_are_short() {
        let (cups, pots) = (citation("Cups", None), citation("Pots", None));
        let long = "tea ".repeat(150);
        let drawn = quoted([("a", &cups), ("b", &cups), ("c", &pots), (&long, &pots), (&long, &pots)]);
        let heads: Vec<usize> = drawn.iter().map(|paragraph| paragraph.matches("> ").count()).collect();
        assert_eq!(heads, [2, 2, 1]);
        assert!(drawn.iter().all(|paragraph| paragraph.matches("\n— ").count() == 1), "{drawn:?}");
    }

    #[test]
    fn an_address_that_would_break_out_of_its_link_is_left_out() {
        for address in ["javascript:1", "https://a.example/)x", "https://a b.example", "https://a.example/<b>"] {
            assert_eq!(linked("tea", Some(address)), "tea", "{address}");
        }
        assert_eq!(linked("tea", None), "tea");
    }
}
