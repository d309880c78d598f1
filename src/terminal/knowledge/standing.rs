//! `chaikhana knowledge status` and `stale`: how the knowledge stands, and what is to be looked at again.

use super::history::{person, time};
use super::keeper::{Keeper, today};
use super::publish::refused;
use super::{queue, shown};
use crate::app::ledger::Filter;
use crate::app::{self, OpenError, check};
use crate::knowledge::{Date, Knowledge, Problem, shown_lines};
use crate::terminal::check::{counted, draw_all};
use crate::terminal::output::Output;
use crate::terminal::{Exit, refuse};
use std::io::{self, Write};

pub(super) fn status(keeper: &Keeper<'_>, out: &mut Output) -> io::Result<Exit> {
    let newest = match keeper.wait(keeper.curator.history(&Filter::default(), 1)) {
        Ok(newest) => newest.into_iter().next(),
        Err(error) => return refused(error, out),
    };
    match newest {
        Some(line) => {
            let (at, who) = (time(line.at), person(&line.author));
            writeln!(out.out, "revision {} of {at} by {who}: {}", line.number, shown_lines(&line.why))?;
        }
        None => writeln!(out.out, "revision 0: nothing has changed since the history began")?,
    }
    if let Some(error) = &keeper.broken {
        return problems(keeper, error, out);
    }
    let knowledge = keeper.app().knowledge();
    writeln!(out.out, "{}", held(&knowledge))?;
    let groups = match queue::groups(keeper) {
        Ok(groups) => groups,
        Err(why) => return refuse(out, Exit::Unusable, why),
    };
    let waiting: usize = groups.iter().map(app::Group::count).sum();
    let stale = today().map_or(0, |today| app::stale(&knowledge, today).len());
    writeln!(
        out.out,
        "{} in the queue, {} to be looked at again",
        counted(waiting, "question", "questions"),
        counted(stale, "entry", "entries")
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
fn problems(keeper: &Keeper<'_>, error: &OpenError, out: &mut Output) -> io::Result<Exit> {
    let folder = app::Folder::new(&keeper.config.knowledge);
    if let Ok(checked) = check(&folder, &keeper.config.checks) {
        let problems: Vec<Problem> = checked.problems.into_iter().collect();
        writeln!(out.out)?;
        draw_all(&problems, &checked.files, out)?;
    }
    refuse(out, Exit::No, format!("{error}; a bot that is running goes on with the last good knowledge"))
}

pub(super) fn stale(keeper: &Keeper<'_>, on: Option<Date>, out: &mut Output) -> io::Result<Exit> {
    if let Some(error) = &keeper.broken {
        return refuse(out, Exit::Unusable, error);
    }
    let knowledge = keeper.app().knowledge();
    let due = on.or_else(today).map(|day| app::stale(&knowledge, day)).unwrap_or_default();
    let outdated = match keeper.wait(keeper.curator.outdated()) {
        Ok(outdated) => outdated,
        Err(error) => return refused(error, out),
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
