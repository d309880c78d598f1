//! `chaikhana knowledge queue`: what was not answered well, in groups of questions that are alike.

use super::args::Queue;
use super::change::Simple;
use super::history::time;
use super::keeper::{Keeper, empty};
use super::publish::Outcome;
use super::reader::Reader;
use crate::app::ledger::{LedgerError, Question, State};
use crate::app::{App, Group};
use crate::knowledge::edit::Edit;
use crate::knowledge::shown;
use crate::terminal::counted::counted;
use crate::terminal::output::Output;
use crate::terminal::page::BOLD;
use crate::terminal::{Exit, refuse};
use std::fmt::Write as _;
use std::io::{self, Write as _};

/// How many questions of a group are shown.
const SHOWN: usize = 3;

pub(super) fn run(keeper: &Keeper<'_>, args: &Queue, out: &mut Output) -> io::Result<Exit> {
    if let Some(number) = args.ignore {
        return match waiting(keeper, number) {
            Ok(queued) => settle(keeper, &queued, State::Ignored, out),
            Err(why) => refuse(out, Exit::Misuse, why),
        };
    }
    if let Some(number) = args.out_of_scope {
        return out_of_scope(keeper, number, args, out);
    }
    // Without either, `list` is run.
    Ok(Exit::Misuse)
}

pub(super) fn list(reader: &Reader<'_>, args: &Queue, out: &mut Output) -> io::Result<Exit> {
    // What waits can be looked at while a file is broken; nothing comes near it then.
    let app = match reader.app().or_else(|error| empty(reader.desk.config).ok_or(error)) {
        Ok(app) => app,
        Err(error) => return refuse(out, Exit::Unusable, error),
    };
    match groups(reader, &app) {
        Ok(groups) => {
            write!(out.out, "{}", rendered(&groups, args.limit))?;
            out.out.flush()?;
            Ok(Exit::Done)
        }
        Err(error) => refuse(out, Exit::Unusable, error),
    }
}

fn out_of_scope(keeper: &Keeper<'_>, number: u64, args: &Queue, out: &mut Output) -> io::Result<Exit> {
    let queued = match waiting(keeper, number) {
        Ok(queued) => queued,
        Err(why) => return refuse(out, Exit::Misuse, why),
    };
    let question = &queued.question.text;
    let what = format!("nothing may answer \"{question}\"");
    let edit = Edit::OutOfScope { question: question.clone() };
    match Simple::new(edit, what).publish(keeper, &args.publishing, out)? {
        Outcome::Published => settle(keeper, &queued, State::OutOfScope, out),
        Outcome::Left(exit) => Ok(exit),
    }
}

/// What waits, in groups.
pub(super) fn groups(reader: &Reader<'_>, app: &App) -> Result<Vec<Group>, LedgerError> {
    reader.wait(reader.past.open_questions()).map(|open| app.queue(&open))
}

/// A question of the queue.
pub(super) struct Queued {
    /// Itself.
    pub(super) question: Question,
    /// The numbers of all that were like it when it was looked up, itself among them: the app groups them otherwise
    /// once the knowledge has changed.
    all: Vec<u64>,
}

/// A question of the queue.
pub(super) fn waiting(keeper: &Keeper<'_>, number: u64) -> Result<Queued, String> {
    let open = keeper.wait(keeper.curator.records().waiting_everywhere());
    for group in keeper.app().queue(&open.map_err(|error| error.to_string())?) {
        let all = group.questions.iter().map(|question| question.id).collect();
        if let Some(question) = group.questions.into_iter().find(|question| question.id == number) {
            return Ok(Queued { question, all });
        }
    }
    Err(format!("no question {number} waits; `chaikhana knowledge queue` lists those that do"))
}

/// Takes a question with all that are like it off the queue.
pub(super) fn settle(keeper: &Keeper<'_>, queued: &Queued, state: State, out: &mut Output) -> io::Result<Exit> {
    if let Err(error) = keeper.wait(keeper.curator.records().settle(&queued.all, state)) {
        return refuse(out, Exit::Unusable, error);
    }
    out.done(&format!("{} taken off the queue", counted(queued.all.len(), "question", "questions")));
    Ok(Exit::Done)
}

fn rendered(groups: &[Group], limit: usize) -> String {
    if groups.is_empty() {
        return "nothing waits\n".to_owned();
    }
    let mut text = String::new();
    for (group, newest) in groups.iter().take(limit).filter_map(|group| Some((group, group.newest()?))) {
        let count = counted(group.count(), "question", "questions");
        let _ = writeln!(text, "{BOLD}{count}{BOLD:#}, the last on {}", time(newest.at));
        for question in group.questions.iter().take(SHOWN) {
            let _ = writeln!(text, "  \"{}\" got {}", shown(question.text.trim()), got(question));
        }
        let number = newest.id;
        if let Some(nearest) = &group.nearest {
            let _ = writeln!(text, "    chaikhana knowledge alias {nearest} --queued {number}");
            let _ = writeln!(text, "    chaikhana knowledge near-miss {nearest} --queued {number}");
        }
        let _ = writeln!(text, "    chaikhana knowledge queue --out-of-scope {number}");
        let _ = writeln!(text, "    chaikhana knowledge queue --ignore {number}\n");
    }
    if let Some(more) = groups.len().checked_sub(limit).filter(|more| *more > 0) {
        let _ = writeln!(text, "and {}", counted(more, "more group", "more groups"));
    }
    text
}

fn got(question: &Question) -> String {
    let outcome = question.outcome.word();
    match &question.entry {
        Some(entry) if outcome == "answer" => format!("`{entry}`"),
        Some(entry) => format!("{outcome}, nearest `{entry}`"),
        None => outcome.to_owned(),
    }
}
