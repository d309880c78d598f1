//! `chaikhana knowledge`: the knowledge kept from the terminal, with the checks, the gate and the ledger that keeping
//! it from Discord has.
//!
//! Left out: who may do it; in the terminal that is whoever can write the files.

mod args;
#[cfg(feature = "ledger")]
mod backup;
#[cfg(feature = "ledger")]
mod change;
#[cfg(feature = "ledger")]
mod compose;
#[cfg(feature = "ledger")]
mod editor;
#[cfg(feature = "ledger")]
mod exchange;
#[cfg(feature = "ledger")]
mod history;
#[cfg(feature = "ledger")]
mod keeper;
#[cfg(feature = "ledger")]
mod publish;
#[cfg(feature = "ledger")]
mod queue;
#[cfg(feature = "ledger")]
mod reader;
#[cfg(feature = "ledger")]
mod shown;
#[cfg(feature = "ledger")]
mod standing;
#[cfg(feature = "ledger")]
mod undo;

pub(super) use args::{Keeping, Knowledge};
#[cfg(feature = "ledger")]
pub(super) use keeper::runtime;

use super::output::Output;
use super::{Desk, Exit, refuse};
use std::io;

/// Says what is missing.
#[cfg(not(feature = "ledger"))]
pub(super) fn run(_: &Desk<'_>, _: &Keeping, out: &mut Output) -> io::Result<Exit> {
    let why = "this program was built without the ledger, which keeps every change; build it with its default features";
    refuse(out, Exit::Misuse, why)
}

/// Runs a command on the knowledge, opened for it and closed behind it.
#[cfg(feature = "ledger")]
pub(super) fn run(desk: &Desk<'_>, what: &Keeping, out: &mut Output) -> io::Result<Exit> {
    match what {
        Keeping::RestoreBackup(args) => return backup::restore(desk, args, out),
        Keeping::Export(args) => return exchange::export(desk, args, out),
        _ if what.only_looks() => {
            return match reader::Reader::open(desk) {
                Ok(reader) => looked(&reader, what, out),
                Err(why) => refuse(out, Exit::Unusable, why),
            };
        }
        _ => {}
    }
    let bar = super::bar::waiting("reading the knowledge", out.quiet);
    let keeper = keeper::Keeper::open(desk, out.quiet, what.only_tries());
    bar.finish_and_clear();
    let keeper = match keeper {
        Ok(keeper) => keeper,
        Err(why) => return refuse(out, Exit::Unusable, why),
    };
    let exit = done(&keeper, what, out);
    keeper.close();
    match exit {
        // Whoever was to read what it would come to is gone, and nothing is written.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Exit::No),
        exit => exit,
    }
}

#[cfg(feature = "ledger")]
fn done(keeper: &keeper::Keeper<'_>, what: &Keeping, out: &mut Output) -> io::Result<Exit> {
    match what {
        Keeping::Add(args) => compose::add(keeper, args, out),
        Keeping::Edit(args) => compose::edit(keeper, args, out),
        Keeping::Alias(args) => change::alias(keeper, args, out),
        Keeping::NearMiss(args) => change::near_miss(keeper, args, out),
        Keeping::Retire(args) => change::retire(keeper, args, out),
        Keeping::Restore(args) => change::restore(keeper, args, out),
        Keeping::Move(args) => change::shift(keeper, args, out),
        Keeping::Undo(args) => undo::run(keeper, args, out),
        Keeping::Queue(args) => queue::run(keeper, args, out),
        Keeping::Import(args) => exchange::import(keeper, args, out),
        Keeping::Backup { to } => backup::make(keeper, to, out),
        // Done before anything was opened.
        _ => Ok(Exit::Misuse),
    }
}

#[cfg(feature = "ledger")]
fn looked(reader: &reader::Reader<'_>, what: &Keeping, out: &mut Output) -> io::Result<Exit> {
    match what {
        Keeping::History(args) => history::list(reader, args, out),
        Keeping::Diff { number } => history::diff(reader, *number, out),
        Keeping::Queue(args) => queue::list(reader, args, out),
        Keeping::Stale { on } => standing::stale(reader, *on, out),
        Keeping::Status => standing::status(reader, out),
        // It does more than to look.
        _ => Ok(Exit::Misuse),
    }
}
