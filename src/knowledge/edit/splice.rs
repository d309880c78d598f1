//! Replacements in a text, and where its lines begin and end.

use std::ops::Range;

/// Replacements in a text, gathered by their place in it.
#[derive(Debug, Default)]
pub(super) struct Splices {
    found: Vec<(Range<usize>, String)>,
}

impl Splices {
    pub(super) fn replace(&mut self, place: Range<usize>, by: impl Into<String>) {
        self.found.push((place, by.into()));
    }

    pub(super) fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    pub(super) fn remove(&mut self, place: Range<usize>) {
        self.replace(place, "");
    }

    /// The text with every replacement made, in the order of places; what is inserted at one place keeps its order.
    pub(super) fn made(mut self, text: &str) -> String {
        self.found.sort_by_key(|(place, _)| (place.start, place.end));
        let mut made = String::with_capacity(text.len() + 256);
        let mut done = 0;
        for (place, by) in self.found {
            made.push_str(text.get(done..place.start).unwrap_or_default());
            made.push_str(&by);
            done = place.end.max(done);
        }
        made.push_str(text.get(done..).unwrap_or_default());
        made
    }
}

/// Where the line begins that holds a byte.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
}

/// Where the line ends that holds a byte, before its sign of an end.
pub(super) fn line_stop(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    at + line.strip_suffix('\r').unwrap_or(line).len()
}

/// Where the line ends that holds a byte, past its sign of an end.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.find('\n').map_or(rest.len(), |end| end + 1)
}

/// How the lines of a text end.
pub(super) fn newline(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Past the blank lines that follow a line's end.
pub(super) fn past_blank(text: &str, mut at: usize) -> usize {
    while at < text.len() && text.get(at..line_end(text, at)).is_some_and(|line| line.trim().is_empty()) {
        at = line_end(text, at);
    }
    at
}

/// Before the blank lines that precede a line's beginning.
pub(super) fn before_blank(text: &str, mut at: usize) -> usize {
    while let Some(line) =
        line_before(text, at).filter(|line| text.get(line.clone()).is_some_and(|l| l.trim().is_empty()))
    {
        at = line.start;
    }
    at
}

/// Before the comments that stand right above a line's beginning.
pub(super) fn before_comments(text: &str, mut at: usize) -> usize {
    let comment = |line: &Range<usize>| text.get(line.clone()).is_some_and(|line| line.trim_start().starts_with('#'));
    while let Some(line) = line_before(text, at).filter(comment) {
        at = line.start;
    }
    at
}

fn line_before(text: &str, at: usize) -> Option<Range<usize>> {
    let last = at.checked_sub(1)?;
    Some(line_start(text, last)..at)
}

/// A text with a block at its end, a blank line between; every line that is there stays.
pub(super) fn appended(text: &str, block: &str) -> String {
    let newline = newline(text);
    let is_empty = text.trim_start_matches('\u{feff}').trim().is_empty();
    let blank = before_blank(text, text.len()) < text.len();
    let gap = match (is_empty || blank, text.ends_with('\n')) {
        (true, _) => String::new(),
        (false, true) => newline.to_owned(),
        (false, false) => newline.repeat(2),
    };
    format!("{text}{gap}{}", with_ends(block, newline))
}

/// A text of ours with the ends of lines of the file that it goes into.
pub(super) fn with_ends(text: &str, newline: &str) -> String {
    if newline == "\n" { text.to_owned() } else { text.replace('\n', newline) }
}
