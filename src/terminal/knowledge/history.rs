//! `chaikhana knowledge history` and `diff`: what became of the files.

use super::args::History;
use super::publish::{refused, unmade_is};
use super::reader::Reader;
use super::shown;
use crate::app::ledger::{Author, Filter, Headline};
use crate::app::{CuratorError, as_text, files};
use crate::knowledge::edit::{EditError, entry_block, unified};
use crate::knowledge::{EntryId, NAMED, first_names, shown_lines};
use crate::terminal::output::Output;
use crate::terminal::page::BOLD;
use crate::terminal::{Exit, refuse};
use jiff::Timestamp;
use std::fmt::Write as _;
use std::io::{self, Write as _};

pub(super) fn list(reader: &Reader<'_>, args: &History, out: &mut Output) -> io::Result<Exit> {
    let filter = Filter { path: args.file.clone(), entry: args.entry.clone(), ..Filter::default() };
    match reader.wait(reader.past.history(&filter, args.limit)) {
        Ok(lines) if lines.is_empty() => none(reader, args, out),
        Ok(lines) => {
            write!(out.out, "{}", rendered(&lines, out.width))?;
            out.out.flush()?;
            Ok(Exit::Done)
        }
        Err(error) => refuse(out, Exit::Unusable, error),
    }
}

/// Says that there is nothing to list, or that what was asked for is not there.
fn none(reader: &Reader<'_>, args: &History, out: &mut Output) -> io::Result<Exit> {
    let files = match files(&reader.desk.folder) {
        Ok(files) => files,
        Err(error) => return refuse(out, Exit::Unusable, error),
    };
    if let Some(id) = &args.entry
        && let Err(error @ EditError::NoEntry { .. }) = entry_block(&files, id)
    {
        return unmade_is(error.into(), out);
    }
    if let Some(path) = &args.file
        && !files.iter().any(|file| file.path == *path)
    {
        let why = format!("there is no file `{path}`, and there was none; name one as `topics/NAME.toml`");
        return refuse(out, Exit::Misuse, why);
    }
    let what = match (&args.entry, &args.file) {
        (None, None) => "nothing".to_owned(),
        (Some(id), None) => format!("`{id}`"),
        (None, Some(path)) => format!("`{path}`"),
        (Some(id), Some(path)) => format!("`{id}` in `{path}`"),
    };
    let not = if what == "nothing" { "" } else { "not " };
    writeln!(out.out, "{what} has {not}changed since the history began")?;
    out.out.flush()?;
    Ok(Exit::Done)
}

pub(super) fn diff(reader: &Reader<'_>, number: u64, out: &mut Output) -> io::Result<Exit> {
    let revision = match reader.wait(reader.past.revision(number)) {
        Ok(Some(revision)) => revision,
        Ok(None) => return refused(CuratorError::NoRevision(number), out),
        Err(error) => return refuse(out, Exit::Unusable, error),
    };
    let plan = &revision.plan;
    match as_text(&revision) {
        Ok(changes) => {
            writeln!(out.out, "{}", head(number, plan.at, &plan.author))?;
            writeln!(out.out, "{}\n\n{}", shown_lines(&plan.why), shown::diff(&unified(&changes)).trim_end())?;
            out.out.flush()?;
            Ok(Exit::Done)
        }
        Err(error) => refuse(out, Exit::Misuse, error),
    }
}

fn rendered(lines: &[Headline], width: usize) -> String {
    let mut text = String::new();
    for line in lines {
        let _ = writeln!(text, "{}", head(line.number, line.at, &line.author));
        shown::item(&mut text, &line.why, width);
        let paths: Vec<&str> = line.paths.iter().map(String::as_str).collect();
        let entries: Vec<&str> = line.entries.iter().map(EntryId::as_str).collect();
        let named = if entries.is_empty() { String::new() } else { format!(": {}", some(&entries, line.number)) };
        shown::item(&mut text, &format!("{}{named}", some(&paths, line.number)), width);
    }
    text
}

/// The first of many names.
fn some(names: &[&str], revision: u64) -> String {
    let first = first_names(names.iter());
    if names.len() > NAMED { format!("{first} (`diff {revision}` shows them)") } else { first }
}

/// Number, time and person.
fn head(number: u64, at: Timestamp, author: &Author) -> String {
    format!("{BOLD}{number}{BOLD:#}  {}  {}", time(at), person(author))
}

/// Who, and the way they came.
pub(super) fn person(author: &Author) -> String {
    let via = author.via.word();
    if author.name.is_empty() { via.to_owned() } else { format!("{} ({via})", shown_lines(&author.name)) }
}

/// A time to the minute, by the clock of Greenwich.
pub(super) fn time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}
