//! `chaikhana source`: adding a document, listing the sources.

use super::args::{Source, SourceAdd, SourceCommand};
use super::output::Output;
use super::{Desk, Exit, refuse};
use crate::app::{self, Bibliography};
use std::fmt::Write as _;
use std::io::{self, Write as _};

pub(super) fn run(desk: &Desk<'_>, args: &Source, out: &mut Output) -> io::Result<Exit> {
    match &args.command {
        SourceCommand::Add(args) => add(desk, args, out),
        SourceCommand::List => list(desk, out),
    }
}

fn add(desk: &Desk<'_>, args: &SourceAdd, out: &mut Output) -> io::Result<Exit> {
    let raw = match std::fs::read_to_string(&args.file) {
        Ok(raw) => raw,
        Err(error) => {
            let why = format!("`{}` cannot be read: {error}; give the document as UTF-8 text", args.file.display());
            return refuse(out, Exit::Misuse, why);
        }
    };
    let about = Bibliography {
        id: args.id.clone(),
        author: args.author.clone().unwrap_or_default(),
        title: args.title.clone().unwrap_or_default(),
        published: args.published.clone().unwrap_or_default(),
        venue: args.venue.clone(),
        url: args.url.clone(),
        doi: args.doi.clone(),
        licence: args.licence.clone(),
    };
    match app::add_source(&desk.folder, &raw, &about, args.replace) {
        Ok(added) => {
            let app::Added { sections, sentences, words, unproven } = added;
            writeln!(
                out.out,
                "{}: {sections} sections, {sentences} sentences, {words} words; fingerprint and bibliography written",
                args.id
            )?;
            if unproven > 0 {
                writeln!(out.out, "{unproven} quotes no longer stand in it; `chaikhana check` shows them")?;
            }
            out.out.flush()?;
            Ok(Exit::Done)
        }
        Err(error @ app::AddError::Disk { .. }) => refuse(out, Exit::Unusable, error),
        Err(error) => refuse(out, Exit::Misuse, error),
    }
}

fn list(desk: &Desk<'_>, out: &mut Output) -> io::Result<Exit> {
    let app = match desk.app() {
        Ok(app) => app,
        Err(error) => return refuse(out, Exit::Unusable, error),
    };
    write!(out.out, "{}", render(&app::sources(&app.knowledge()), out.width))?;
    out.out.flush()?;
    Ok(Exit::Done)
}

/// Draws the bibliography.
pub(super) fn render(sources: &[app::SourceRow], width: usize) -> String {
    let mut text = String::new();
    for source in sources {
        let title = format!("{}: {}, \"{}\" ({})", source.id, source.author, source.title, source.published);
        text.push_str(&textwrap::fill(&title, textwrap::Options::new(width).subsequent_indent("  ")));
        let _ = writeln!(text, "\n  {} words, quoted by {} entries", source.words, source.entries);
        if let Some(link) = &source.link {
            let _ = writeln!(text, "  {link}");
        }
    }
    text
}
