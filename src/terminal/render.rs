//! A reply as lines: a pure function to text, with colour codes that a pipe strips.

use super::page::{BOLD, DIM, PLAIN, Page};
use crate::knowledge::EntryId;
use crate::reply::{Block, Citation, Reply, Sentence, Summary, When, written_date};

/// How what can be picked is marked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Marks {
    /// By numbers that can be typed, from 1.
    Numbers,
    /// By dashes: there is nobody to type a number to.
    Dashes,
}

/// The column of a date: the longest is `30 September 2021`.
const DATE: usize = 18;

/// Draws a reply for a page of this width.
pub(super) fn render(reply: &Reply, width: usize, marks: Marks) -> String {
    let mut page = Page::new(width, marks);
    let drawing = Drawing { blocks: &reply.blocks, proofs: pickable(reply) };
    for (at, block) in reply.blocks.iter().enumerate() {
        drawing.block(&mut page, at, block);
    }
    page.text
}

/// A summary with the command that shows it.
fn named(Summary { of, beside, topic }: &Summary, marks: Marks) -> String {
    let command = match (marks, beside) {
        (Marks::Numbers, None) => format!("/country {of}"),
        (Marks::Numbers, Some(beside)) => format!("/compare {of}, {beside}"),
        (Marks::Dashes, None) => format!("chaikhana country {of}"),
        (Marks::Dashes, Some(beside)) => format!("chaikhana compare {of} {beside}"),
    };
    let topic = topic.filter(|_| marks == Marks::Dashes).map_or_else(String::new, |topic| format!(" --topic {topic}"));
    format!("Summary: `{command}{topic}`")
}

/// What can be picked in a reply, in the order of its numbers.
pub(super) fn pickable(reply: &Reply) -> Vec<&EntryId> {
    let entries = reply.blocks.iter().filter_map(|block| match block {
        Block::Choice { entry, .. } | Block::Related { entry, .. } | Block::Proof { entry, .. } => Some(entry),
        _ => None,
    });
    entries.collect()
}

struct Drawing<'r> {
    blocks: &'r [Block],
    /// Entries by their number, from 1.
    proofs: Vec<&'r EntryId>,
}

impl Drawing<'_> {
    fn block(&self, page: &mut Page, at: usize, block: &Block) {
        let before = at.checked_sub(1).and_then(|at| self.blocks.get(at));
        let after = self.blocks.get(at + 1);
        match block {
            Block::Text(text) | Block::Refusal(text) => page.paragraph(text, "", PLAIN),
            Block::Title(title) | Block::Heading(title) => page.paragraph(title, "", BOLD),
            Block::Note(note) => {
                // Notes in a row stand together.
                if !matches!(before, Some(Block::Note(_))) {
                    page.gap();
                }
                page.line(note, DIM);
            }
            Block::Quote { text, citation } => {
                let next = after.and_then(|after| match after {
                    Block::Quote { citation, .. } => Some(citation),
                    _ => None,
                });
                page.quote(text, citation, next, "");
            }
            Block::Change { when, as_of, text, quotes } => {
                let lead = match when {
                    When::Earlier => format!("Earlier, as of {}:", written_date(*as_of)),
                    When::Later => format!("Since then, as of {}:", written_date(*as_of)),
                };
                page.paragraph(&format!("{lead} {text}"), "  ", PLAIN);
                for (at, (text, citation)) in quotes.iter().enumerate() {
                    page.quote(text, citation, quotes.get(at + 1).map(|(_, next)| next), "  ");
                }
            }
            Block::Sentence(sentence) => page.item(&self.numbered(sentence)),
            Block::Side { name, sentences } => {
                if let Some(Block::Side { name: other, sentences: others }) = after {
                    let numbered = |all: &[Sentence]| all.iter().map(|one| self.numbered(one)).collect();
                    page.columns([(name, numbered(sentences)), (other, numbered(others))]);
                }
            }
            Block::TimelineRow { date, text, planned, proof } => {
                if !matches!(before, Some(Block::TimelineRow { .. })) {
                    page.gap();
                }
                let foreseen = if *planned { " (planned)" } else { "" };
                page.row(&written_date(*date), DATE, &format!("{text}{foreseen}{}", self.numbers(proof)));
            }
            Block::Proof { quotes, .. } => {
                if !matches!(before, Some(Block::Proof { .. })) {
                    page.paragraph("Proof", "", BOLD);
                }
                page.proof(quotes);
                if !matches!(after, Some(Block::Proof { .. })) {
                    self.sources(page);
                }
            }
            Block::Choice { question, .. } => page.offer(question),
            Block::Summary(summary) => page.paragraph(&named(summary, page.marks), "", DIM),
            Block::Related { question, .. } => {
                // Related questions in a row stand under one line; behind a sentence of our own they need none.
                if !matches!(before, Some(Block::Related { .. } | Block::Refusal(_) | Block::Text(_))) {
                    page.gap();
                    page.line("You can also ask:", DIM);
                }
                page.offer(question);
            }
        }
    }

    /// The documents that the proof cites, each once.
    fn sources(&self, page: &mut Page) {
        let proofs = self.blocks.iter().filter_map(|block| match block {
            Block::Proof { quotes, .. } => Some(quotes),
            _ => None,
        });
        let mut cited: Vec<&Citation> = Vec::new();
        for (_, citation) in proofs.flatten() {
            if !cited.iter().any(|other| other.source == citation.source) {
                cited.push(citation);
            }
        }
        if !cited.is_empty() {
            page.paragraph("Sources", "", BOLD);
            for citation in cited {
                page.source(citation);
            }
        }
    }

    /// A sentence with the numbers of its proof.
    fn numbered(&self, sentence: &Sentence) -> String {
        format!("{}{}", sentence.text, self.numbers(&sentence.proof))
    }

    fn numbers(&self, proof: &[EntryId]) -> String {
        let number = |id: &EntryId| self.proofs.iter().position(|other| *other == id).map(|at| at + 1);
        let numbers: Vec<String> = proof.iter().filter_map(number).map(|number| format!("[{number}]")).collect();
        if numbers.is_empty() { String::new() } else { format!(" {}", numbers.concat()) }
    }
}
