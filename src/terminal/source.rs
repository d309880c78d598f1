//! `chaikhana source`: adding a document, listing the sources.

use super::args::{Source, SourceAdd, SourceCommand, SourceUpdate};
use super::check;
use super::counted::counted;
use super::given::text;
use super::output::Output;
use super::written::write;
use super::{Desk, Exit, refuse};
use crate::app::{self, Bibliography};
use std::fmt::Write as _;
use std::io::{self, Write as _};

pub(super) fn run(desk: &Desk<'_>, args: &Source, out: &mut Output) -> io::Result<Exit> {
    match &args.command {
        SourceCommand::Add(args) => add(desk, args, out),
        SourceCommand::Update(args) => update(desk, args, out),
        SourceCommand::List => list(desk, out),
    }
}

fn add(desk: &Desk<'_>, args: &SourceAdd, out: &mut Output) -> io::Result<Exit> {
    let raw = match text(&args.file) {
        Ok(raw) => raw,
        Err(why) => return refuse(out, Exit::Misuse, why),
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
    match app::add_source(&desk.folder, &raw, &about, args.replace, &desk.config.checks) {
        Ok(added) => {
            let app::Added { sections, sentences, words, unproven, changed } = added;
            if unproven > 0 {
                return refuse(out, Exit::No, lost(&args.id, unproven));
            }
            let why = format!("{} {}", if args.replace { "takes anew the source" } else { "adds the source" }, args.id);
            if let Err(why) = write(desk, &changed, &why) {
                return refuse(out, Exit::Unusable, why);
            }
            writeln!(
                out.out,
                "{}: {}, {}, {}; fingerprint and bibliography written",
                args.id,
                counted(sections, "section", "sections"),
                counted(sentences, "sentence", "sentences"),
                counted(words, "word", "words")
            )?;
            out.out.flush()?;
            Ok(Exit::Done)
        }
        Err(error) => refuse(out, exit(&error), error),
    }
}

/// Why a document does not take the place of another.
fn lost(id: &str, unproven: usize) -> String {
    let quotes = counted(unproven, "quote", "quotes");
    format!(
        "{quotes} would no longer stand in `{id}`, and nothing is written; `chaikhana source update FILE --id {id}` lists them, and with `--write` takes the document all the same"
    )
}

/// Whether the document is not right, or the knowledge.
fn exit(error: &app::AddError) -> Exit {
    match error {
        app::AddError::Disk { .. } | app::AddError::Store(_) | app::AddError::Unread { .. } => Exit::Unusable,
        _ => Exit::Misuse,
    }
}

fn update(desk: &Desk<'_>, args: &SourceUpdate, out: &mut Output) -> io::Result<Exit> {
    let raw = match text(&args.file) {
        Ok(raw) => raw,
        Err(why) => return refuse(out, Exit::Misuse, why),
    };
    let edition = match app::new_edition(&desk.folder, &raw, &args.id, &desk.config.checks) {
        Ok(edition) => edition,
        Err(app::EditionError::Source(error)) => return refuse(out, exit(&error), error),
        Err(error) => return refuse(out, Exit::Misuse, error),
    };
    if args.write
        && let Err(why) = write(desk, &edition.changed, &format!("takes a new edition of {}", args.id))
    {
        return refuse(out, Exit::Unusable, why);
    }
    check::draw_all(&edition.problems, &edition.files, out)?;
    write!(out.out, "{}", edition_text(&args.id, &edition, args.write))?;
    out.out.flush()?;
    Ok(if edition.problems.is_empty() { Exit::Done } else { Exit::No })
}

/// What a new edition comes to, in words.
fn edition_text(id: &str, edition: &app::Edition, written: bool) -> String {
    if edition.changed.is_empty() {
        return format!("{id}: the document is the one that is there already\n");
    }
    let app::Edition { words, sentences, held, problems, .. } = edition;
    let lost = problems.iter().filter(|problem| problem.check == "quote").count();
    let mut text = format!(
        "{id}: {} words (were {}), {} sentences (were {}); {held} quotes hold, {lost} no longer do\n",
        words.1, words.0, sentences.1, sentences.0
    );
    text.push_str(match (written, problems.is_empty()) {
        (true, true) => "fingerprint written\n",
        (true, false) => "fingerprint written; mend the places above, until then the bot keeps the knowledge it has\n",
        (false, true) => "nothing written; run it again with `--write`\n",
        (false, false) => "nothing written; `--write` takes the edition, and the places above are then to be mended\n",
    });
    text
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
