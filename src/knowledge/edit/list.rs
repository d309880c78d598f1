//! A list that is to hold other values: those that stay keep their place, their layout and their comments.

use super::splice::{Splices, line_end, line_start, line_stop, newline, with_ends};
use super::written;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;
use toml_edit::Array;

/// How the values of a column are indented where none is there to show it.
const INDENT: &str = "    ";

/// A list in the text of a file.
struct List<'t> {
    text: &'t str,
    /// From bracket to bracket.
    span: Range<usize>,
    values: Vec<Range<usize>>,
}

/// Changes a list, so that it holds other values; `present` and `wanted` are as they are written anew.
///
/// None where the text has no place for the list.
pub(super) fn change(
    text: &str,
    key: &str,
    array: &Array,
    present: &[String],
    wanted: &[String],
    splices: &mut Splices,
) -> Option<()> {
    let values = array.iter().map(toml_edit::Value::span).collect::<Option<Vec<_>>>()?;
    let list = List { text, span: array.span()?, values };
    let whole = text.get(list.span.clone())?;
    let steps = capture_diff_slices(Algorithm::Myers, present, wanted);
    if whole.contains('\n') {
        list.change_lines(&steps, wanted, splices)
    } else if present.is_empty() {
        splices.replace(list.span, with_ends(&written::list(key, wanted), newline(text)));
        Some(())
    } else {
        list.change_row(&steps, wanted, splices)
    }
}

impl List<'_> {
    /// A list in one line is joined anew, of the values that stay as they are written and of new ones.
    fn change_row(self, steps: &[DiffOp], wanted: &[String], splices: &mut Splices) -> Option<()> {
        let mut row = Vec::new();
        for step in steps {
            match step {
                DiffOp::Equal { old_index, len, .. } => {
                    let kept = self.values.get(*old_index..old_index + len)?.iter();
                    row.extend(
                        kept.map(|span| self.text.get(span.clone()).map(ToOwned::to_owned))
                            .collect::<Option<Vec<_>>>()?,
                    );
                }
                step => row.extend(wanted.get(step.new_range())?.iter().cloned()),
            }
        }
        splices.replace(self.span, written::row(&row));
        Some(())
    }

    /// In a list of several lines, values that go take their line with them, and new ones get a line of their own.
    fn change_lines(&self, steps: &[DiffOp], wanted: &[String], splices: &mut Splices) -> Option<()> {
        let mut kept = None;
        for step in steps {
            if let DiffOp::Equal { old_index, len, .. } = step {
                kept = Some(old_index + len - 1);
                continue;
            }
            for at in step.old_range() {
                splices.remove(self.with_comma(at)?);
            }
            let new = wanted.get(step.new_range())?;
            if !new.is_empty() {
                self.insert(kept, new, splices)?;
            }
        }
        Some(())
    }

    /// Puts new values behind one that stays, or before all others.
    fn insert(&self, behind: Option<usize>, new: &[String], splices: &mut Splices) -> Option<()> {
        let (at, has_comma) = match behind {
            None => (self.span.start + 1, true),
            Some(value) => self.past(value)?,
        };
        if !has_comma {
            splices.insert(self.values.get(behind?)?.end, ",");
        }
        let (newline, indent) = (newline(self.text), self.indent());
        let lines = new.iter().fold(String::new(), |lines, value| lines + newline + indent + value + ",");
        let rest = self.text.get(at..line_stop(self.text, at))?.trim_start();
        if rest.is_empty() || rest.starts_with('#') {
            splices.insert(line_stop(self.text, at), lines);
        } else {
            // Something follows in the same line: it gets a line of its own.
            splices.insert(at, format!("{lines}{newline}{indent}"));
        }
        Some(())
    }

    /// Past a value and its comma, and whether it has one.
    fn past(&self, value: usize) -> Option<(usize, bool)> {
        let end = self.values.get(value)?.end;
        Some(match self.comma(end) {
            Some(comma) => (comma + 1, true),
            None => (end, false),
        })
    }

    /// The comma behind a value; comments may stand before it.
    fn comma(&self, mut at: usize) -> Option<usize> {
        while at < self.span.end {
            match self.text.as_bytes().get(at)? {
                b',' => return Some(at),
                b'#' => at = line_end(self.text, at),
                sign if sign.is_ascii_whitespace() => at += 1,
                _ => return None,
            }
        }
        None
    }

    /// What goes with a value: its comma, and its whole line where it has one to itself.
    fn with_comma(&self, value: usize) -> Option<Range<usize>> {
        let span = self.values.get(value)?.clone();
        let comma = self.comma(span.end).filter(|comma| *comma < line_stop(self.text, span.end));
        let end = comma.map_or(span.end, |comma| comma + 1);
        let start = line_start(self.text, span.start);
        let before = self.text.get(start..span.start)?;
        let rest = self.text.get(end..line_stop(self.text, end))?.trim_start();
        if before.trim().is_empty() && (rest.is_empty() || rest.starts_with('#')) {
            return Some(start..line_end(self.text, end));
        }
        let space = self.text.get(end..)?.bytes().take_while(|byte| *byte == b' ').count();
        Some(span.start..end + space)
    }

    /// The white space before the values.
    fn indent(&self) -> &str {
        let before = self.values.iter().filter_map(|span| self.text.get(line_start(self.text, span.start)..span.start));
        before.into_iter().find(|before| before.trim().is_empty()).unwrap_or(INDENT)
    }
}
