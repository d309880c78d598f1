//! A page of wrapped lines, which grows paragraph by paragraph.

use super::render::Marks;
use crate::reply::Citation;
use anstyle::{AnsiColor, Style};
use std::fmt::Write;
use textwrap::{WordSeparator, WordSplitter};

pub(super) const DIM: Style = Style::new().dimmed();
pub(super) const BOLD: Style = Style::new().bold();
pub(super) const PLAIN: Style = Style::new();
const QUOTE: Style = AnsiColor::Cyan.on_default();

/// Two columns are read well from this width on.
const TWO_COLUMNS: usize = 90;
/// The space between two columns.
const BETWEEN: &str = "   ";

/// Text that grows.
pub(super) struct Page {
    /// What stands on it.
    pub(super) text: String,
    width: usize,
    pub(super) marks: Marks,
    /// How many things that can be picked were numbered so far.
    numbered: usize,
}

impl Page {
    pub(super) fn new(width: usize, marks: Marks) -> Self {
        Self { text: String::new(), width, marks, numbered: 0 }
    }

    /// Wrapped lines after an empty one.
    pub(super) fn paragraph(&mut self, text: &str, indent: &str, style: Style) {
        self.gap();
        self.wrapped(text, indent, indent, style);
    }

    /// Wrapped lines that follow on.
    pub(super) fn line(&mut self, text: &str, style: Style) {
        self.wrapped(text, "", "", style);
    }

    /// A sentence in a list.
    pub(super) fn item(&mut self, text: &str) {
        self.wrapped(text, "  - ", "    ", PLAIN);
    }

    /// A row with something before it, such as a date, in a column of this width.
    pub(super) fn row(&mut self, before: &str, column: usize, text: &str) {
        self.wrapped(text, &format!("  {before:<column$}"), &" ".repeat(column + 2), PLAIN);
    }

    /// A question that can be picked or asked next.
    pub(super) fn offer(&mut self, question: &str) {
        let number = self.number();
        let mark = match self.marks {
            Marks::Numbers => format!("  {number}. "),
            Marks::Dashes => "  - ".to_owned(),
        };
        let hanging = " ".repeat(mark.len());
        self.wrapped(question, &mark, &hanging, PLAIN);
    }

    /// Word for word, with a bar before it; what the next quote's citation says too is left to that.
    pub(super) fn quote(&mut self, text: &str, citation: &Citation, next: Option<&Citation>, indent: &str) {
        self.gap();
        let bar = format!("{indent}  | ");
        self.wrapped(&format!("\"{text}\""), &bar, &bar, QUOTE);
        match next {
            Some(next) if next == citation => {}
            Some(next) if next.source == citation.source => self.wrapped(&citation.place(), &bar, &bar, DIM),
            _ => {
                self.wrapped(&citation.to_string(), &bar, &bar, DIM);
                self.link(citation, &bar);
            }
        }
    }

    /// The quotes of an entry behind the number that its sentences carry.
    pub(super) fn proof(&mut self, quotes: &[(String, Citation)]) {
        let mark = format!("{:>5} ", format!("[{}]", self.number()));
        let hanging = " ".repeat(mark.len());
        for (at, (text, citation)) in quotes.iter().enumerate() {
            let first = if at == 0 { &mark } else { &hanging };
            self.wrapped(&format!("\"{text}\" ({})", citation.short()), first, &hanging, QUOTE);
        }
    }

    /// A document, in full.
    pub(super) fn source(&mut self, citation: &Citation) {
        self.wrapped(&citation.document(), "  ", "    ", DIM);
        self.link(citation, "    ");
    }

    /// Two lists side by side, or one below the other where the page is narrow.
    pub(super) fn columns(&mut self, sides: [(&str, Vec<String>); 2]) {
        if self.width < TWO_COLUMNS {
            for (name, sentences) in sides {
                self.paragraph(name, "  ", BOLD);
                for sentence in &sentences {
                    self.item(sentence);
                }
            }
            return;
        }
        let width = (self.width - BETWEEN.len() - 2) / 2;
        let [left, right] = sides.map(|(name, sentences)| column(name, &sentences, width));
        self.gap();
        for at in 0..left.len().max(right.len()) {
            let cell = |lines: &[(String, Style)]| lines.get(at).cloned().unwrap_or((String::new(), PLAIN));
            let ((one, style), (other, _)) = (cell(&left), cell(&right));
            let filled = format!("{one:<width$}");
            let row = format!("  {style}{filled}{style:#}{BETWEEN}{style}{other}{style:#}");
            let _ = writeln!(self.text, "{}", row.trim_end());
        }
    }

    pub(super) fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn number(&mut self) -> usize {
        self.numbered += 1;
        self.numbered
    }

    /// A link is never cut: it would not open.
    fn link(&mut self, citation: &Citation, indent: &str) {
        if let Some(link) = &citation.link {
            let _ = writeln!(self.text, "{indent}{DIM}{link}{DIM:#}");
        }
    }

    fn wrapped(&mut self, text: &str, first: &str, rest: &str, style: Style) {
        for (at, line) in lines(text, self.width.saturating_sub(rest.len())).iter().enumerate() {
            let indent = if at == 0 { first } else { rest };
            let _ = writeln!(self.text, "{indent}{style}{line}{style:#}");
        }
    }
}

/// The lines of one column: the name, then the sentences.
fn column(name: &str, sentences: &[String], width: usize) -> Vec<(String, Style)> {
    let marked = |sentence: &String| {
        let lines = lines(sentence, width - 2).into_iter().enumerate();
        let mark = |at: usize| if at == 0 { "- " } else { "  " };
        lines.map(|(at, line)| (format!("{}{line}", mark(at)), PLAIN)).collect::<Vec<_>>()
    };
    std::iter::once((name.to_owned(), BOLD)).chain(sentences.iter().flat_map(marked)).collect()
}

fn lines(text: &str, width: usize) -> Vec<String> {
    let options = textwrap::Options::new(width)
        .break_words(false)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation);
    textwrap::wrap(text, options).into_iter().map(std::borrow::Cow::into_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::{Page, TWO_COLUMNS};
    use crate::knowledge::{Date, SourceId};
    use crate::reply::Citation;
    use crate::terminal::render::Marks;

    #[test]
    fn neighbours_from_one_source_name_it_in_full_once() {
        let citation = |section: &str| Citation {
            source: SourceId::parse("quill-1933").unwrap(),
            author: "Ida Quill".to_owned(),
            title: "Tea".to_owned(),
            published: Date::parse("1933").unwrap(),
            section: section.to_owned(),
            link: Some("https://tea.example".to_owned()),
        };
        let mut page = Page::new(60, Marks::Dashes);
        let (green, black) = (citation("Green"), citation("Black"));
        page.quote("one", &green, Some(&green), "");
        page.quote("two", &green, Some(&black), "");
        page.quote("three", &black, None, "");
        let expected = "  | \"one\"

  | \"two\"
  | Ida Quill 1933, section \"Green\"

  | \"three\"
  | Ida Quill, \"Tea\" (1933), section \"Black\"
  | https://tea.example
";
        assert_eq!(anstream::adapter::strip_str(&page.text).to_string(), expected);
    }

    /// Two lists on a page of this width, without colour.
    fn page(width: usize) -> String {
        let mut page = Page::new(width, Marks::Dashes);
        page.paragraph("Trade", "", super::BOLD);
        let left = vec!["Arvania has been an observer of the Trade League since 2019. [1]".to_owned()];
        let right = vec![
            "Nothing. [2]".to_owned(),
            "Belmoria builds its railway with three billion crowns that Norlund lent in 2015. [3][4]".to_owned(),
        ];
        page.columns([("Arvania", left), ("Belmoria", right)]);
        anstream::adapter::strip_str(&page.text).to_string()
    }

    #[test]
    fn a_wide_page_has_two_columns() {
        let expected = "\
Trade

  Arvania                                      Belmoria
  - Arvania has been an observer of the        - Nothing. [2]
    Trade League since 2019. [1]               - Belmoria builds its railway with three
                                                 billion crowns that Norlund lent in
                                                 2015. [3][4]
";
        assert_eq!(page(TWO_COLUMNS), expected);
    }

    #[test]
    fn no_line_of_two_columns_is_wider_than_the_page() {
        for width in TWO_COLUMNS..=100 {
            let page = page(width);
            assert!(page.lines().all(|line| line.chars().count() <= width), "{width}: {page}");
            assert!(page.lines().all(|line| line == line.trim_end()), "{width}: nothing hangs over: {page:?}");
        }
    }

    #[test]
    fn a_narrow_page_has_one_below_the_other() {
        let expected = "\
Trade

  Arvania
  - Arvania has been an observer of the Trade League since 2019. [1]

  Belmoria
  - Nothing. [2]
  - Belmoria builds its railway with three billion crowns that Norlund lent in 2015.
    [3][4]
";
        assert_eq!(page(TWO_COLUMNS - 1), expected);
    }
}
