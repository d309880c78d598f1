//! From an edit to a revision: proposed, shown, agreed to, published; made again where somebody else was faster.

use super::args::Publishing;
use super::keeper::Keeper;
use super::shown;
use crate::app::ledger::Via;
use crate::app::{CommitError, CuratorError, Proposal, Proposed, Refusal};
use crate::knowledge::edit::{Conflict, Edit, EditError, RebaseError};
use crate::knowledge::{EntryId, File, shown_lines};
use crate::terminal::bar::{counting, waiting};
use crate::terminal::check::draw_all;
use crate::terminal::counted::counted;
use crate::terminal::output::Output;
use crate::terminal::{Exit, refuse};
use std::io::{self, IsTerminal, Write};

/// How often an edit is made again because somebody else was faster.
const TRIES: usize = 10;

/// An edit that is to be published.
pub(super) struct Request<'r> {
    /// Makes the edit of the files as they are.
    pub(super) make: &'r dyn Fn(&[File]) -> Result<Edit, Unmade>,
    /// The way it came.
    pub(super) via: Via,
    /// What is done, for the history; a reason that was given stands behind it.
    pub(super) what: String,
    /// How it is published.
    pub(super) publishing: &'r Publishing,
    /// What is shown of it before.
    pub(super) shows: Shows<'r>,
    /// What else whoever publishes it has to know.
    pub(super) note: Option<String>,
    /// Whether nobody is asked: without a yes, nothing is written.
    pub(super) dry: bool,
}

/// What is shown of an edit.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shows<'r> {
    /// The lines that change.
    Lines,
    /// The same, and entries as people will see them.
    Entries,
    /// Which entry moves, and to which file.
    Move(&'r EntryId, &'r str),
}

/// An edit that cannot be made of the files as they are.
pub(super) enum Unmade {
    /// What was typed does not fit.
    Wrong(String),
    /// It is so already.
    Nothing(String),
    /// Somebody else has changed the same.
    Conflicts(String, Vec<Conflict>),
    /// Disk or ledger.
    Failed(CuratorError),
}

impl Request<'_> {
    /// What is done, and why.
    fn why(&self) -> String {
        match &self.publishing.why {
            Some(reason) => format!("{}: {reason}", self.what),
            None => self.what.clone(),
        }
    }
}

/// What came of a request.
pub(super) enum Outcome {
    /// It is published.
    Published,
    /// Everything is as it was.
    Left(Exit),
}

impl Outcome {
    /// How the command ends with it.
    pub(super) fn exit(self) -> Exit {
        match self {
            Self::Published => Exit::Done,
            Self::Left(exit) => exit,
        }
    }
}

impl From<EditError> for Unmade {
    fn from(error: EditError) -> Self {
        match error {
            EditError::Known { .. } | EditError::Nothing => Self::Nothing(error.to_string()),
            EditError::NoEntry { id, near: None } => Self::Wrong(format!(
                "there is no entry `{id}`; `chaikhana ask --explain \"your question\"` shows those that come near it, with their ids"
            )),
            error => Self::Wrong(error.to_string()),
        }
    }
}

impl From<RebaseError> for Unmade {
    fn from(error: RebaseError) -> Self {
        let words = error.to_string();
        match error {
            RebaseError::Edit(error) => error.into(),
            RebaseError::Conflicts(all) => Self::Conflicts(words, all),
        }
    }
}

/// Publishes an edit, or says why it is not published.
pub(super) fn publish(keeper: &Keeper<'_>, request: &Request<'_>, out: &mut Output) -> io::Result<Outcome> {
    keeper.calibrate();
    let mut faster = None;
    for _ in 0..TRIES {
        if faster.is_some() {
            out.remark("somebody else changed the knowledge meanwhile; the edit is made again on what is there now")?;
        }
        let proposed = match proposed(keeper, request, out)? {
            Ok(proposed) => proposed,
            Err(exit) => return Ok(Outcome::Left(exit)),
        };
        let compared = keeper.broken.is_none();
        let text = shown::proposal(&proposed.proposal, request.shows, compared, out.width, out.verbose);
        write!(out.out, "{text}")?;
        if let Some(note) = &request.note {
            writeln!(out.out, "{note}")?;
        }
        if !compared {
            out.remark("the files as they are cannot be used, so answers are not compared")?;
        }
        if let Some(exit) = left(&proposed.proposal, request, out)? {
            return Ok(Outcome::Left(exit));
        }
        match keeper.wait(keeper.curator.publish(proposed, &keeper.author(request.via), &request.why())) {
            Ok(number) => {
                // The next command need not learn anew what has been learnt for this one.
                keeper.app().keep();
                let undo = format!("`chaikhana knowledge undo {number}` takes it back");
                out.done(&format!("published as revision {number}; {undo}"));
                return Ok(Outcome::Published);
            }
            Err(CuratorError::Commit(error @ (CommitError::Stale { .. } | CommitError::Changed { .. }))) => {
                faster = Some(error);
            }
            Err(error) => return refused(error, out).map(Outcome::Left),
        }
    }
    let why = faster.map_or_else(String::new, |error| error.to_string());
    refuse(out, Exit::No, why).map(Outcome::Left)
}

/// The proposal of an edit; else the exit, and why is said.
fn proposed(keeper: &Keeper<'_>, request: &Request<'_>, out: &mut Output) -> io::Result<Result<Proposed, Exit>> {
    let present = match keeper.wait(keeper.curator.present()) {
        Ok(present) => present,
        Err(error) => return refused(error, out).map(Err),
    };
    let edit = match (request.make)(&present.files) {
        Ok(edit) => edit,
        Err(unmade) => return unmade_is(unmade, out).map(Err),
    };
    if keeper.broken.is_some() {
        keeper.mend(&present.files, &edit);
    }
    let bar = waiting("trying the change", out.quiet);
    let told = bar.clone();
    let step = move |done: usize, all: usize| {
        told.set_style(counting("questions asked of the changed knowledge"));
        told.set_length(u64::try_from(all).unwrap_or(u64::MAX));
        told.set_position(u64::try_from(done).unwrap_or(u64::MAX));
    };
    let proposed = keeper.wait(keeper.curator.propose(present, edit, step));
    bar.finish_and_clear();
    match proposed {
        Ok(proposed) => Ok(Ok(proposed)),
        Err(error) => refused(error, out).map(Err),
    }
}

/// Why nothing is written; none where it may be.
fn left(proposal: &Proposal, request: &Request<'_>, out: &mut Output) -> io::Result<Option<Exit>> {
    let Publishing { yes, dry_run, force, .. } = request.publishing;
    let losses = proposal.gated.losses().count();
    if losses > 0 && !force {
        let them = counted(losses, "question", "questions");
        out.complain(&format!(
            "{them} would get something wrong; change the edit, or publish it all the same with `--force --why \"...\"`"
        ))?;
        return Ok(Some(Exit::No));
    }
    if *yes {
        return Ok(None);
    }
    if *dry_run || request.dry {
        out.remark("nothing is written; `--yes` publishes it")?;
        return Ok(Some(Exit::Done));
    }
    if !io::stdin().is_terminal() {
        return refuse(out, Exit::No, "nothing is written; add `--yes` to publish").map(Some);
    }
    if out.confirmed("Publish?")? {
        return Ok(None);
    }
    out.remark("nothing is written")?;
    Ok(Some(Exit::No))
}

/// Says why an edit cannot be made.
pub(super) fn unmade_is(unmade: Unmade, out: &mut Output) -> io::Result<Exit> {
    match unmade {
        Unmade::Wrong(why) => refuse(out, Exit::Misuse, why),
        Unmade::Nothing(why) => {
            out.remark(&why)?;
            Ok(Exit::Done)
        }
        Unmade::Conflicts(why, conflicts) => {
            for conflict in conflicts {
                writeln!(out.out, "{}:\n{}", conflict.place, shown_lines(conflict.shown().trim_end()))?;
            }
            refuse(out, Exit::No, why)
        }
        Unmade::Failed(error) => refused(error, out),
    }
}

/// Says what went wrong.
pub(super) fn refused(error: CuratorError, out: &mut Output) -> io::Result<Exit> {
    match error {
        CuratorError::Refused(refusal) => match *refusal {
            Refusal::Edit(error) => unmade_is(error.into(), out),
            refusal @ Refusal::Problems { .. } => {
                let why = refusal.to_string();
                if let Refusal::Problems { problems, files, leaning } = refusal {
                    // What is to be mended stands last, next to the prompt.
                    write!(out.out, "{}", shown::leaning(&leaning, out.width))?;
                    let problems: Vec<_> = problems.into_iter().collect();
                    draw_all(&problems, &files, out)?;
                }
                refuse(out, Exit::No, why)
            }
        },
        error @ CuratorError::NoRevision(_) => refuse(out, Exit::Misuse, error),
        error => refuse(out, Exit::Unusable, error),
    }
}
