//! `chaikhana knowledge undo`: a change taken back, whatever else has changed since.

use super::args::Undo;
use super::keeper::Keeper;
use super::publish::{Outcome, Request, Unmade, again, publish, refused};
use crate::app::CuratorError;
use crate::app::ledger::{Change, Revision, Via};
use crate::knowledge::File;
use crate::knowledge::edit::{Changed, Edit, after};
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
        make: &|present| taken_back(&revision, present),
        via: Via::Undo,
        why: format!("takes back revision {}", args.number),
        publishing: &args.publishing,
        previews: false,
        dry: false,
    };
    publish(keeper, &request, out).map(Outcome::exit)
}

/// The files from before a revision, with all that others have changed in them since.
fn taken_back(revision: &Revision, present: &[File]) -> Result<Edit, Unmade> {
    let changes: Vec<Changed> = revision.plan.changes.iter().map(changed).collect::<Result<_, _>>()?;
    let back = Edit::Files(changes.iter().map(|change| (change.path.clone(), change.before.clone())).collect());
    again(&after(present, &changes), present, &back)
}

/// A change as text.
pub(super) fn changed(change: &Change) -> Result<Changed, Unmade> {
    let text = |bytes: &Option<Vec<u8>>| bytes.clone().map(String::from_utf8).transpose();
    let unreadable = |_| Unmade::Wrong(format!("`{}` was no text then; change it in an editor", change.path));
    let before = text(&change.before).map_err(unreadable)?;
    let after = text(&change.after).map_err(unreadable)?;
    Ok(Changed { path: change.path.clone(), before, after })
}
