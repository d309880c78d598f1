//! Edits that are said in one line: a phrasing, a near miss, an entry that is retired, restored or moved.

use super::args::{Asked, Move, One, Publishing, Retire};
use super::keeper::{Keeper, latest_day, today};
use super::publish::{Outcome, Request, Shows, publish};
use super::queue;
use crate::app::ledger::{State, Via};
use crate::knowledge::EntryId;
use crate::knowledge::edit::Edit;
use crate::terminal::output::Output;
use crate::terminal::{Exit, refuse};
use std::io;

pub(super) fn alias(keeper: &Keeper<'_>, args: &Asked, out: &mut Output) -> io::Result<Exit> {
    asked(keeper, args, State::Phrasing, out, |id, question| {
        let edit = Edit::Alias { id: id.clone(), question: question.to_owned() };
        (edit, format!("adds the phrasing \"{question}\""))
    })
}

pub(super) fn near_miss(keeper: &Keeper<'_>, args: &Asked, out: &mut Output) -> io::Result<Exit> {
    asked(keeper, args, State::OutOfScope, out, |id, question| {
        let edit = Edit::NearMiss { id: id.clone(), question: question.to_owned() };
        (edit, format!("does not answer \"{question}\""))
    })
}

/// An edit about a question that was typed, or that waits in the queue and is settled with it.
fn asked(
    keeper: &Keeper<'_>,
    args: &Asked,
    state: State,
    out: &mut Output,
    edit: impl Fn(&EntryId, &str) -> (Edit, String),
) -> io::Result<Exit> {
    let typed = Some(args.question.join(" ")).filter(|typed| !typed.is_empty());
    let queued = match args.queued.map(|number| queue::waiting(keeper, number)).transpose() {
        Ok(queued) => queued,
        Err(why) => return refuse(out, Exit::Misuse, why),
    };
    let question = typed.or_else(|| queued.as_ref().map(|queued| queued.question.text.clone())).unwrap_or_default();
    let (edit, what) = edit(&args.id, &question);
    let edit = match (&queued, state) {
        // What was asked for must stay right from now on.
        (Some(_), State::Phrasing) => Edit::All(vec![edit, Edit::GuardAdd { question, expect: args.id.clone() }]),
        _ => edit,
    };
    let retired = keeper.app().knowledge().entry(&args.id).is_some_and(|entry| entry.retired.is_some());
    let note = retired.then(|| format!("`{}` is retired: it answers nothing until it is restored", args.id));
    let outcome = Simple { note, ..Simple::new(edit, what) }.publish(keeper, &args.publishing, out)?;
    if let (Outcome::Published, Some(queued)) = (&outcome, queued) {
        return queue::settle(keeper, &queued, state, out);
    }
    Ok(outcome.exit())
}

pub(super) fn retire(keeper: &Keeper<'_>, args: &Retire, out: &mut Output) -> io::Result<Exit> {
    // A mere look needs no reason yet.
    let unsaid = || args.publishing.dry_run.then(|| "not said yet".to_owned());
    let Some(why) = args.publishing.why.clone().or_else(unsaid) else {
        return refuse(out, Exit::Misuse, "say why the entry is retired, as `--why \"...\"`");
    };
    let Some(on) = args.on.or_else(today) else {
        return refuse(out, Exit::Misuse, "say since when, as `--on DATE`");
    };
    if latest_day().is_some_and(|latest| on.is_after(latest)) {
        let why = format!(
            "{on} is still to come, and a retired entry answers nothing from now on; give a day that is past, or leave `--on` out for today"
        );
        return refuse(out, Exit::Misuse, why);
    }
    let edit = Edit::Retire { id: args.id.clone(), on: on.to_string(), why };
    Simple::new(edit, "retired".to_owned()).publish(keeper, &args.publishing, out).map(Outcome::exit)
}

pub(super) fn restore(keeper: &Keeper<'_>, args: &One, out: &mut Output) -> io::Result<Exit> {
    let edit = Edit::Restore { id: args.id.clone() };
    let simple = Simple { shows: Shows::Entries, ..Simple::new(edit, "answers again".to_owned()) };
    simple.publish(keeper, &args.publishing, out).map(Outcome::exit)
}

pub(super) fn shift(keeper: &Keeper<'_>, args: &Move, out: &mut Output) -> io::Result<Exit> {
    let edit = Edit::Move { id: args.id.clone(), to: args.file.clone() };
    let what = format!("moves to {}", args.file);
    let simple = Simple { shows: Shows::Move(&args.id, &args.file), ..Simple::new(edit, what) };
    simple.publish(keeper, &args.publishing, out).map(Outcome::exit)
}

/// An edit that is the same whatever the files hold.
pub(super) struct Simple<'s> {
    edit: Edit,
    what: String,
    shows: Shows<'s>,
    note: Option<String>,
}

impl Simple<'_> {
    /// An edit, and what it does, for the history.
    pub(super) fn new(edit: Edit, what: String) -> Self {
        Self { edit, what, shows: Shows::Lines, note: None }
    }

    /// Publishes it.
    pub(super) fn publish(self, keeper: &Keeper<'_>, publishing: &Publishing, out: &mut Output) -> io::Result<Outcome> {
        let Self { edit, what, shows, note } = self;
        let make = |_: &[_]| Ok(edit.clone());
        let request = Request { make: &make, via: Via::Terminal, what, publishing, shows, note, dry: false };
        publish(keeper, &request, out)
    }
}
