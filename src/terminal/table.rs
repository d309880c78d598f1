//! Small tables: the first column to the left, numbers to the right.

use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Draws a table with a rule under its head.
pub(super) fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let columns = head.len();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width());
        cells.chain(head.get(column).map(|cell| cell.width())).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    let head: Vec<String> = head.iter().map(ToString::to_string).collect();
    line(&mut text, &head, &widths);
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    line(&mut text, &rule, &widths);
    for row in rows {
        line(&mut text, row, &widths);
    }
    text
}

fn line(text: &mut String, cells: &[String], widths: &[usize]) {
    let padded = cells.iter().zip(widths).enumerate().map(|(at, (cell, width))| {
        let gap = " ".repeat(width.saturating_sub(cell.width()));
        if at == 0 { format!("{cell}{gap}") } else { format!("{gap}{cell}") }
    });
    let row = padded.collect::<Vec<_>>().join("  ");
    let _ = writeln!(text, "{}", row.trim_end());
}

/// A share as a percentage.
pub(super) fn percent(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}
