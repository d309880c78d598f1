//! The quotes of an entry, each a table of its own.

use super::draft::QuoteDraft;
use super::fields::Target;
use super::splice::{before_blank, newline, with_ends};
use super::{EditError, QuoteChange, written};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use toml_edit::{Item, Table};

/// The quotes that an entry has after a change of one of them.
pub(super) fn changed(entry: &str, present: &[QuoteDraft], change: &QuoteChange) -> Result<Vec<QuoteDraft>, EditError> {
    let mut quotes = present.to_vec();
    let at = |old: &str| {
        let wanted = QuoteDraft { text: old.to_owned(), ..QuoteDraft::default() }.normal().text;
        let found = present.iter().position(|quote| quote.normal().text == wanted);
        found.ok_or_else(|| EditError::NoQuote { entry: entry.to_owned(), text: old.to_owned() })
    };
    match change {
        QuoteChange::Add(new) => quotes.push(new.normal()),
        QuoteChange::Replace { old, new } => {
            let at = at(old)?;
            quotes.splice(at..=at, [new.normal()]);
        }
        QuoteChange::Remove { old } => drop(quotes.remove(at(old)?)),
    }
    Ok(quotes)
}

/// Changes the quotes of an entry to these: those that stay keep their lines, one for one changes its own.
pub(super) fn set(target: &mut Target<'_>, wanted: &[QuoteDraft]) -> Result<(), EditError> {
    let normal = |quotes: &[QuoteDraft]| quotes.iter().map(QuoteDraft::normal).collect::<Vec<_>>();
    let (present, wanted) = (normal(&target.present.quotes), normal(wanted));
    if present == wanted {
        return Ok(());
    }
    let tables: Vec<&Table> = match target.table.get("quotes") {
        None => Vec::new(),
        Some(Item::ArrayOfTables(tables)) => tables.iter().collect(),
        Some(_) => return Err(target.unusual("quotes")),
    };
    let mut last = None;
    for step in capture_diff_slices(Algorithm::Myers, &present, &wanted) {
        if let DiffOp::Equal { old_index, len, .. } = step {
            last = tables.get(old_index + len - 1).copied();
            continue;
        }
        let old: Vec<&Table> = tables.get(step.old_range()).unwrap_or_default().to_vec();
        let new = wanted.get(step.new_range()).unwrap_or_default();
        let pairs = old.len().min(new.len());
        for (table, quote) in old.iter().zip(new) {
            replace(target, table, quote)?;
            last = Some(table);
        }
        for table in old.iter().skip(pairs) {
            remove(target, table)?;
        }
        add(target, last, new.get(pairs..).unwrap_or_default())?;
    }
    Ok(())
}

/// Writes another quote in the lines of one.
fn replace(target: &mut Target<'_>, table: &Table, quote: &QuoteDraft) -> Result<(), EditError> {
    for (key, text) in [("source", &quote.source), ("text", &quote.text)] {
        let present = table.get(key).and_then(Item::as_value);
        if present.and_then(toml_edit::Value::as_str) != Some(text) {
            let span = present.and_then(toml_edit::Value::span).ok_or_else(|| target.unusual("quotes"))?;
            target.splices.replace(span, written::string(text));
        }
    }
    Ok(())
}

/// Takes a quote away with the comments right above it and the blank lines before them.
fn remove(target: &mut Target<'_>, table: &Table) -> Result<(), EditError> {
    let block = target.sheet.block(table).ok_or_else(|| target.unusual("quotes"))?;
    let start = before_blank(target.sheet.text, block.start);
    target.splices.remove(start..block.end);
    Ok(())
}

/// Puts new quotes behind one, or behind the entry's own fields.
fn add(target: &mut Target<'_>, behind: Option<&Table>, quotes: &[QuoteDraft]) -> Result<(), EditError> {
    if quotes.is_empty() {
        return Ok(());
    }
    let text = target.sheet.text;
    let end = match behind {
        Some(table) => target.sheet.block(table).map(|block| block.end),
        None => target.own_end(),
    };
    let end = end.ok_or_else(|| target.unusual("quotes"))?;
    let written: String = quotes.iter().map(written::quote).collect();
    let ended = text.get(..end).is_some_and(|before| before.ends_with('\n'));
    let written = if ended { written } else { format!("\n{written}") };
    target.splices.insert(end, with_ends(&written, newline(text)));
    Ok(())
}
