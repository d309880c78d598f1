//! A reply as lines: a pure function to text, with colour codes that a pipe strips.

use crate::reply::{Block, Citation, Reply, When, written_date};
use anstyle::{AnsiColor, Style};
use std::fmt::Write;

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();
const QUOTE: Style = AnsiColor::Cyan.on_default();

/// How what can be picked is marked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Marks {
    /// By numbers that can be typed, from 1.
    Numbers,
    /// By dashes: there is nobody to type a number to.
    Dashes,
}

/// Draws a reply for a page of this width.
pub(super) fn render(reply: &Reply, width: usize, marks: Marks) -> String {
    let mut page = Page { text: String::new(), width, marks, offered: 0 };
    let blocks = &reply.blocks;
    for (at, block) in blocks.iter().enumerate() {
        match block {
            Block::Text(text) | Block::Refusal(text) => page.paragraph(text, "", Style::new()),
            Block::Heading(title) => page.paragraph(title, "", BOLD),
            Block::Note(note) => page.note(note, at.checked_sub(1).and_then(|i| blocks.get(i))),
            Block::Quote { text, citation } => {
                let next = blocks.get(at + 1);
                let shared = matches!(next, Some(Block::Quote { citation: other, .. }) if other == citation);
                page.quote(text, (!shared).then_some(citation), "");
            }
            Block::Change { when, as_of, text, quotes } => {
                let lead = match when {
                    When::Earlier => format!("Earlier, as of {}:", written_date(*as_of)),
                    When::Later => format!("Since then, as of {}:", written_date(*as_of)),
                };
                page.paragraph(&format!("{lead} {text}"), "  ", Style::new());
                for (text, citation) in quotes {
                    page.quote(text, Some(citation), "  ");
                }
            }
            Block::Sentence { text, proof } => {
                let ids: Vec<&str> = proof.iter().map(crate::knowledge::EntryId::as_str).collect();
                page.paragraph(&format!("{text} [{}]", ids.join(", ")), "  ", Style::new());
            }
            Block::TimelineRow { date, text, planned, .. } => {
                let foreseen = if *planned { " (planned)" } else { "" };
                page.line(&format!("{:<17} {text}{foreseen}", written_date(*date)), "");
            }
            Block::Choice { question, .. } => page.offer(question),
            Block::Related { question, .. } => {
                page.related(question, at.checked_sub(1).and_then(|i| blocks.get(i)));
            }
        }
    }
    page.text
}

/// Text that grows paragraph by paragraph.
struct Page {
    text: String,
    width: usize,
    marks: Marks,
    /// How many questions were offered so far.
    offered: usize,
}

impl Page {
    /// Wrapped lines after an empty one.
    fn paragraph(&mut self, text: &str, indent: &str, style: Style) {
        self.gap();
        self.wrapped(text, indent, indent, style);
    }

    /// Wrapped lines that follow on.
    fn line(&mut self, text: &str, indent: &str) {
        let hanging = format!("{indent}   ");
        self.wrapped(text, indent, &hanging, Style::new());
    }

    /// Notes in a row stand together.
    fn note(&mut self, note: &str, before: Option<&Block>) {
        if !matches!(before, Some(Block::Note(_))) {
            self.gap();
        }
        self.wrapped(note, "", "", DIM);
    }

    /// Related questions in a row stand under one line; behind a sentence of our own they need none.
    fn related(&mut self, question: &str, before: Option<&Block>) {
        let introduced = matches!(before, Some(Block::Related { .. } | Block::Refusal(_) | Block::Text(_)));
        if !introduced {
            self.gap();
            self.wrapped("You can also ask:", "", "", DIM);
        }
        self.offer(question);
    }

    /// A question that can be picked or asked next.
    fn offer(&mut self, question: &str) {
        self.offered += 1;
        let mark = match self.marks {
            Marks::Numbers => format!("  {}. ", self.offered),
            Marks::Dashes => "  - ".to_owned(),
        };
        let hanging = " ".repeat(mark.len());
        self.wrapped(question, &mark, &hanging, Style::new());
    }

    fn quote(&mut self, text: &str, citation: Option<&Citation>, indent: &str) {
        self.gap();
        let bar = format!("{indent}  | ");
        self.wrapped(&format!("\"{text}\""), &bar, &bar, QUOTE);
        if let Some(citation) = citation {
            self.wrapped(&citation.to_string(), &bar, &bar, DIM);
            if let Some(link) = &citation.link {
                // A link is never cut: it would not open.
                let _ = writeln!(self.text, "{bar}{DIM}{link}{DIM:#}");
            }
        }
    }

    fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn wrapped(&mut self, text: &str, first: &str, rest: &str, style: Style) {
        let options = textwrap::Options::new(self.width.saturating_sub(rest.len())).break_words(false);
        for (at, line) in textwrap::wrap(text, options).iter().enumerate() {
            let indent = if at == 0 { first } else { rest };
            let _ = writeln!(self.text, "{indent}{style}{line}{style:#}");
        }
    }
}
