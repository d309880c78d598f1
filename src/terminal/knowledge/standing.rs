//! `chaikhana knowledge status` and `stale`: how the knowledge stands, and what is to be looked at again.

use super::history::{person, time};
use super::keeper::today;
use super::publish::refused;
use super::reader::Reader;
use super::{queue, shown};
use crate::app::ledger::Filter;
use crate::app::{self, OpenError, check};
use crate::knowledge::{Date, Knowledge, Problem, shown_lines};
use crate::terminal::check::draw_all;
use crate::terminal::counted::counted;
use crate::terminal::output::Output;
use crate::terminal::{Exit, refuse};
use std::io::{self, Write};

pub(super) fn status(reader: &Reader<'_>, out: &mut Output) -> io::Result<Exit> {
    let newest = match reader.wait(reader.past.history(&Filter::default(), 1)) {
        Ok(newest) => newest.into_iter().next(),
        Err(error) => return refuse(out, Exit::Unusable, error),
    };
    match newest {
        Some(line) => {
            let (at, who) = (time(line.at), person(&line.author));
            writeln!(out.out, "revision {} of {at} by {who}: {}", line.number, shown_lines(&line.why))?;
        }
        None => writeln!(out.out, "revision 0: nothing has changed since the history began")?,
    }
    let app = match reader.app() {
        Ok(app) => app,
        Err(error) => return problems(reader, &error, out),
    };
    let knowledge = app.knowledge();
    writeln!(out.out, "{}", held(&knowledge))?;
    match reader.wait(reader.past.lost_key(reader.desk.config)) {
        Ok(told) => told.iter().try_for_each(|told| writeln!(out.out, "{told}"))?,
        Err(error) => return refuse(out, Exit::Unusable, error),
    }
    let groups = match queue::groups(reader, &app) {
        Ok(groups) => groups,
        Err(why) => return refuse(out, Exit::Unusable, why),
    };
    let waiting: usize = groups.iter().map(app::Group::count).sum();
    let stale = today().map_or(0, |today| app::stale(&knowledge, today).len());
    let files = match app::files(&reader.desk.folder) {
        Ok(files) => files,
        Err(error) => return refused(error, out),
    };
    let outdated = match reader.wait(reader.past.outdated(&files, &knowledge)) {
        Ok(outdated) => outdated.len(),
        Err(error) => return refuse(out, Exit::Unusable, error),
    };
    writeln!(
        out.out,
        "{} in the queue; {} and {} of profiles to be looked at again",
        counted(waiting, "question", "questions"),
        counted(stale, "entry", "entries"),
        counted(outdated, "sentence", "sentences")
    )?;
    out.out.flush()?;
    Ok(Exit::Done)
}

fn held(knowledge: &Knowledge) -> String {
    let live = knowledge.live().count();
    let phrasings: usize = knowledge.live().map(|entry| entry.questions.len()).sum();
    format!(
        "{} answer, {} retired; {}, {} of the guard",
        counted(live, "entry", "entries"),
        knowledge.entries.len() - live,
        counted(phrasings, "phrasing", "phrasings"),
        counted(knowledge.guard.len(), "question", "questions"),
    )
}

/// What keeps the files from being used.
fn problems(reader: &Reader<'_>, error: &OpenError, out: &mut Output) -> io::Result<Exit> {
    if let Ok(checked) = check(&reader.desk.folder, &reader.desk.config.checks) {
        let problems: Vec<Problem> = checked.problems.into_iter().collect();
        writeln!(out.out)?;
        draw_all(&problems, &checked.files, out)?;
    }
    refuse(out, Exit::No, format!("{error}; a bot that is running goes on with the last good knowledge"))
}

pub(super) fn stale(reader: &Reader<'_>, on: Option<Date>, out: &mut Output) -> io::Result<Exit> {
    let knowledge = match reader.app() {
        Ok(app) => app.knowledge(),
        Err(error) => return refuse(out, Exit::Unusable, error),
    };
    let files = match app::files(&reader.desk.folder) {
        Ok(files) => files,
        Err(error) => return refused(error, out),
    };
    let due = on.or_else(today).map(|day| app::stale(&knowledge, day)).unwrap_or_default();
    let outdated = match reader.wait(reader.past.outdated(&files, &knowledge)) {
        Ok(outdated) => outdated,
        Err(error) => return refuse(out, Exit::Unusable, error),
    };
    if due.is_empty() && outdated.is_empty() {
        writeln!(out.out, "no entry is to be looked at again yet")?;
    }
    for entry in due {
        let by = entry.review_by.map_or_else(String::new, |date| date.to_string());
        writeln!(out.out, "{}, by {by}", entry.id)?;
        let mut text = String::new();
        shown::item(&mut text, &entry.answer, out.width);
        for resting in app::resting(&knowledge, &entry.id) {
            let place = format!("profile {}, {}", resting.entity, resting.topic.as_str());
            shown::item(&mut text, &format!("{place}: \"{}\"", resting.sentence), out.width);
        }
        write!(out.out, "{text}")?;
    }
    write!(out.out, "{}", shown::outdated(&outdated, out.width))?;
    out.out.flush()?;
    Ok(Exit::Done)
}
