//! `chaikhana knowledge undo`: a change taken back, whatever else has changed since.

use super::args::Undo;
use super::keeper::Keeper;
use super::publish::{Outcome, Request, Shows, publish, refused};
use crate::app::ledger::Via;
use crate::app::{CuratorError, taken_back};
use crate::terminal::Exit;
use crate::terminal::output::Output;
use std::io;

pub(super) fn run(keeper: &Keeper<'_>, args: &Undo, out: &mut Output) -> io::Result<Exit> {
    let revision = match keeper.wait(keeper.curator.revision(args.number)) {
        Ok(Some(revision)) => revision,
        Ok(None) => return refused(CuratorError::NoRevision(args.number), out),
        Err(error) => return refused(error, out),
    };
    let request = Request {
        make: &|present| Ok(taken_back(&revision, present)?),
        via: Via::Undo,
        what: format!("takes back revision {}", args.number),
        publishing: &args.publishing,
        shows: Shows::Lines,
        note: None,
        dry: false,
    };
    publish(keeper, &request, out).map(Outcome::exit)
}
