//! What happened when, by pages: so many rows as fit with their proof.

use super::drawn::Drawn;
use super::flag::flags;
use super::markup::{plain_cut, plain_line};
use super::profile::title;
use super::sheet::Sheet;
use crate::discord::ids::Page;
use crate::knowledge::{Date, EntityId, Knowledge, shown};
use crate::reply::{Block, Reply, Span, written_date};

/// How many rows a page has at most.
const ROWS: usize = 10;

/// Draws a page of a timeline, counted from 0.
pub(in crate::discord) fn timeline(
    knowledge: &Knowledge,
    about: Option<&EntityId>,
    span: Span,
    reply: &Reply,
    page: usize,
) -> Drawn {
    if reply.is_refusal() {
        return Drawn::refused(reply);
    }
    let (flag, colour) = flags(knowledge, about.map_or(&[], std::slice::from_ref));
    let rows: Vec<&Block> = reply.blocks.iter().filter(|block| matches!(block, Block::TimelineRow { .. })).collect();
    let starts = starts(reply, &flag, &rows);
    let page = page.min(starts.len().saturating_sub(1));
    let start = starts.get(page).copied().unwrap_or(0);
    let (mut sheet, _) = fill(reply, &flag, rows.get(start..).unwrap_or(&[]));
    if starts.len() > 1 {
        sheet.close(&format!("-# Page {} of {}, {} dates in all", page + 1, starts.len(), rows.len()));
    }
    let written = |date: Option<Date>| date.map_or_else(String::new, |date| date.to_string());
    let (from, to) = (written(span.from), written(span.to));
    sheet.drawn(colour).turns(page, starts.len(), |page| Page::Timeline {
        about: about.cloned(),
        from: from.clone(),
        to: to.clone(),
        page,
    })
}

/// The row with which each page starts.
fn starts(reply: &Reply, flag: &str, rows: &[&Block]) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        starts.push(at);
        let (_, taken) = fill(reply, flag, rows.get(at..).unwrap_or(&[]));
        // A row that fits no page of its own is left out.
        at += taken.max(1);
    }
    starts
}

/// A page of the first rows, and how many of them it takes.
fn fill<'r>(reply: &'r Reply, flag: &str, rows: &[&'r Block]) -> (Sheet<'r>, usize) {
    let mut sheet = Sheet::new(reply);
    for block in &reply.blocks {
        if let Block::Title(words) = block {
            sheet.line(&title(flag, words));
        }
    }
    let said = rows.iter().take(ROWS).take_while(|row| said(&mut sheet, row)).count();
    (sheet, said)
}

fn said<'r>(sheet: &mut Sheet<'r>, row: &'r Block) -> bool {
    let Block::TimelineRow { date, text, planned, proof } = row else {
        return false;
    };
    let planned = if *planned { " *(planned)*" } else { "" };
    sheet.say(&format!("- **{}** {}{planned}", written_date(*date), plain_line(text)), proof)
}

/// That a date cannot be read, and how to write one.
pub(in crate::discord) fn bad_date(typed: &str) -> String {
    let typed = plain_cut(&shown(typed), 100);
    format!(
        "\u{201c}{typed}\u{201d} is not read as a date. Please write a year, a month or a day: `1991`, `1991-08` or `1991-08-31`."
    )
}
