//! From a raw document, as recognised or exported, to its sections, paragraphs and sentences.
//!
//! Footnotes interrupt the text wherever a page ended: they are collected at the end,
//! and the halves of the sentence, or of the word, are joined again.

use super::document::{Document, Paragraph, Section};
use super::markup::{strip, without_comments};
use super::sentence::sentences;
use super::word::{plain, words};
use std::collections::HashSet;

/// The title of the section that collects the footnotes.
const FOOTNOTES: &str = "Footnotes";

/// Cleans a Markdown document.
///
/// Never fails: what it does not know, it takes for text.
pub fn clean(raw: &str) -> Document {
    let blocks = blocks(&without_comments(raw));
    let known: HashSet<String> = blocks.iter().flat_map(|b| words(&b.text)).collect();
    let mut cleaner = Cleaner { known, ..Cleaner::default() };
    for block in blocks {
        cleaner.take(block);
    }
    cleaner.finish()
}

/// Lines that belong together, already plain text.
struct Block {
    kind: Kind,
    text: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Heading,
    Rule,
    Footnote,
    Item,
    Text,
}

/// Groups lines: a blank line, a heading, a rule, a footnote or an item begins a new block.
fn blocks(raw: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for line in raw.lines() {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            open = false;
            continue;
        }
        let (kind, content) = classify(trimmed);
        let text = plain(&strip(content)).trim().to_owned();
        match blocks.last_mut() {
            Some(last) if open && kind == Kind::Text => join_lines(&mut last.text, &text),
            _ => blocks.push(Block { kind, text }),
        }
        open = !matches!(kind, Kind::Heading | Kind::Rule);
    }
    blocks
}

fn join_lines(above: &mut String, below: &str) {
    if !above.is_empty() && !below.is_empty() {
        above.push(' ');
    }
    above.push_str(below);
}

/// What kind of block a line begins, and the line without the sign that says so.
fn classify(line: &str) -> (Kind, &str) {
    if line.len() >= 3 && line.chars().all(|c| matches!(c, '-' | '*' | '_')) {
        return (Kind::Rule, "");
    }
    let title = line.trim_start_matches('#');
    if title.len() < line.len() && title.starts_with(' ') {
        return (Kind::Heading, title);
    }
    if let Some(note) = footnote(line) {
        return (Kind::Footnote, note);
    }
    match item(line) {
        Some(item) => (Kind::Item, item),
        None => (Kind::Text, line),
    }
}

/// A line that opens with a footnote mark and a space is the footnote itself;
/// a mark in the text follows its word.
fn footnote(line: &str) -> Option<&str> {
    let (mark, rest) = line.strip_prefix("<sup>")?.split_once("</sup>")?;
    let number = !mark.is_empty() && mark.chars().all(|c| c.is_ascii_digit() || c == '*');
    (number && rest.starts_with(char::is_whitespace)).then_some(rest)
}

/// The text of a list item.
fn item(line: &str) -> Option<&str> {
    let bullet = ["- ", "+ ", "* ", "• "].iter().find_map(|sign| line.strip_prefix(sign));
    bullet.or_else(|| {
        let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = line.len() - number.len();
        (1..=2).contains(&digits).then(|| number.strip_prefix(". ").or_else(|| number.strip_prefix(") ")))?
    })
}

/// Builds the document block by block.
#[derive(Default)]
struct Cleaner {
    /// Every word of the document: tells whether `multi-` + `vector` keeps its hyphen.
    known: HashSet<String>,
    sections: Vec<Section>,
    footnotes: Vec<Paragraph>,
    /// The open paragraph, as an introduction and the items of its list.
    open: Vec<String>,
    /// Whether a page may have ended since the open paragraph's last line.
    broken: bool,
}

impl Cleaner {
    fn take(&mut self, block: Block) {
        match block.kind {
            Kind::Heading => {
                self.close();
                self.sections.push(Section { title: block.text, ..Section::default() });
            }
            Kind::Rule => self.broken = true,
            Kind::Footnote => {
                self.broken = true;
                let sentences = sentences(&block.text);
                if !sentences.is_empty() {
                    self.footnotes.push(Paragraph { sentences });
                }
            }
            // What held only a picture or marks must not part the halves of a sentence.
            Kind::Item | Kind::Text if block.text.is_empty() => {}
            Kind::Item if self.introduces() => {
                self.broken = false;
                self.open.push(block.text);
            }
            Kind::Item | Kind::Text => self.text(&block.text),
        }
    }

    /// Whether the open paragraph waits for (more of) a list.
    fn introduces(&self) -> bool {
        self.open.len() > 1 || self.open.last().is_some_and(|text| text.ends_with([':', ',', ';']))
    }

    fn text(&mut self, text: &str) {
        let continues = self.open.last().is_some_and(|above| continues(above, text, self.broken));
        if continues {
            let known = &self.known;
            if let Some(above) = self.open.last_mut() {
                join_halves(above, text, known);
            }
        } else {
            self.close();
            self.open.push(text.to_owned());
        }
        self.broken = false;
    }

    /// Ends the open paragraph.
    fn close(&mut self) {
        self.broken = false;
        let sentences: Vec<String> = self.open.drain(..).flat_map(|t| sentences(&t)).collect();
        if sentences.is_empty() {
            return;
        }
        if self.sections.is_empty() {
            self.sections.push(Section::default());
        }
        if let Some(section) = self.sections.last_mut() {
            section.paragraphs.push(Paragraph { sentences });
        }
    }

    fn finish(mut self) -> Document {
        self.close();
        if !self.footnotes.is_empty() {
            self.sections.push(Section { title: FOOTNOTES.to_owned(), footnotes: true, paragraphs: self.footnotes });
        }
        Document { sections: self.sections }
    }
}

/// Whether a block goes on where the one above it stopped: inside a sentence.
///
/// After a page break a capital may follow ("The Foreign" | "Policy Concept");
/// without one only a small letter tells.
fn continues(above: &str, below: &str, broken: bool) -> bool {
    let ended = above.trim_end_matches(['"', '\'', ')', ']']).ends_with(['.', '!', '?', ':', ';']);
    let small = below.chars().next().is_some_and(char::is_lowercase);
    !ended && (broken || small)
}

/// Joins the halves of a sentence; a word cut by a hyphen becomes whole,
/// and keeps its hyphen only where the document has that word with it elsewhere.
fn join_halves(above: &mut String, below: &str, known: &HashSet<String>) {
    let cut = above.ends_with('-') && below.chars().next().is_some_and(char::is_lowercase);
    if !cut {
        join_lines(above, below);
        return;
    }
    let head = above.rsplit(' ').next().unwrap_or_default();
    let tail = below.split(' ').next().unwrap_or_default();
    let hyphened = words(&format!("{head}{tail}"));
    let keeps = hyphened.first().is_some_and(|word| known.contains(word));
    if !keeps {
        above.pop();
    }
    above.push_str(below);
}
