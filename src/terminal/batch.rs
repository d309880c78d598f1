//! `chaikhana ask --json` without a question: one question a line in, one object a line out.

use super::Exit;
use super::output::Output;
use crate::app::{Answered, App, Context};
use serde::Deserialize;
use std::io::{self, BufRead, Read, Write};

/// The longest line that is read, in bytes; what stands behind it on the line is dropped.
const MAX_LINE: u64 = 1024 * 1024;

/// A line that is not a plain question.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    question: String,
    previous: Option<String>,
}

/// Answers standard input line by line, as far as it goes.
pub(super) fn run(app: &App, previous: Option<&str>, out: &mut Output) -> io::Result<Exit> {
    let mut input = io::stdin().lock();
    let mut line = Vec::new();
    while next_line(&mut input, &mut line)? {
        write(&answer(app, &line, previous), &mut out.out)?;
        // Whoever feeds us one line at a time waits for its answer before the next line.
        out.out.flush()?;
    }
    Ok(Exit::Done)
}

/// Writes one object on one line.
pub(super) fn write(answered: &Answered, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, answered)?;
    writeln!(out)
}

/// Reads a line without its end; false at the end of the input.
pub(super) fn next_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let read = input.by_ref().take(MAX_LINE).read_until(b'\n', line)?;
    if read > 0 && line.last() != Some(&b'\n') {
        input.skip_until(b'\n')?;
    }
    while matches!(line.last(), Some(b'\n' | b'\r')) {
        line.pop();
    }
    Ok(read > 0)
}

fn answer(app: &App, line: &[u8], previous: Option<&str>) -> Answered {
    let Ok(text) = std::str::from_utf8(line) else {
        let shown = String::from_utf8_lossy(line);
        return Answered::unreadable(&shown, "This line is not UTF-8. Please save the questions as UTF-8.".to_owned());
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let asked = if text.trim_start().starts_with('{') {
        serde_json::from_str(text)
    } else {
        Ok(Line { question: text.to_owned(), previous: previous.map(str::to_owned) })
    };
    match asked {
        Ok(line) => app.ask(&line.question, &Context { previous: line.previous }).to_data(&line.question),
        Err(error) => {
            let message = format!(
                "This line is no object with a question ({error}). Please write {{\"question\": \"…\"}}, or plain text."
            );
            Answered::unreadable(text, message)
        }
    }
}
