//! Edits that are said in one line: a phrasing, a near miss, an entry that is retired, restored or moved.

use super::args::{Asked, Move, One, Publishing, Retire};
use super::keeper::{Keeper, today};
use super::publish::{Outcome, Request, publish};
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
    let (edit, why) = edit(&args.id, &question);
    let edit = match (&queued, state) {
        // What was asked for must stay right from now on.
        (Some(_), State::Phrasing) => Edit::All(vec![edit, Edit::GuardAdd { question, expect: args.id.clone() }]),
        _ => edit,
    };
    let outcome = simple(keeper, &edit, why, &args.publishing, false, out)?;
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
    let edit = Edit::Retire { id: args.id.clone(), on: on.to_string(), why: why.clone() };
    simple(keeper, &edit, why, &args.publishing, false, out).map(Outcome::exit)
}

pub(super) fn restore(keeper: &Keeper<'_>, args: &One, out: &mut Output) -> io::Result<Exit> {
    let edit = Edit::Restore { id: args.id.clone() };
    simple(keeper, &edit, "answers again".to_owned(), &args.publishing, true, out).map(Outcome::exit)
}

pub(super) fn shift(keeper: &Keeper<'_>, args: &Move, out: &mut Output) -> io::Result<Exit> {
    let edit = Edit::Move { id: args.id.clone(), to: args.file.clone() };
    let why = format!("moves to {}", args.file);
    simple(keeper, &edit, why, &args.publishing, false, out).map(Outcome::exit)
}

/// Publishes an edit that is the same whatever the files hold.
pub(super) fn simple(
    keeper: &Keeper<'_>,
    edit: &Edit,
    why: String,
    publishing: &Publishing,
    previews: bool,
    out: &mut Output,
) -> io::Result<Outcome> {
    let request = Request { make: &|_| Ok(edit.clone()), via: Via::Terminal, why, publishing, previews, dry: false };
    publish(keeper, &request, out)
}
