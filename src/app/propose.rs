//! A proposed edit: applied, checked as a whole, asked through the gate, and shown before anybody publishes it.

use super::consequences::{Consequence, Fate, consequences, said, touched};
use super::gate::{Gated, Progress, gate};
use super::{App, Snapshot};
use crate::knowledge::edit::{Changed, Edit, EditError, EntryDraft, after, apply, unified};
use crate::knowledge::{self, EntryId, File, Knowledge, Limits, Problem, Problems, Severity};
use crate::reply::{self, Reply};
use std::sync::Arc;

/// An edit that can be published.
#[derive(Debug)]
pub struct Proposal {
    /// The files that change.
    pub changed: Vec<Changed>,
    /// The same as people read it.
    pub diff: String,
    /// Each entry that is new or different, as people would see it; none where it is retired.
    pub previews: Vec<(EntryId, Option<Reply>)>,
    /// Questions that would get something else.
    pub gated: Gated,
    /// Warnings that were not there before.
    pub warnings: Vec<Problem>,
    /// What leans on the entries that would say something else.
    pub consequences: Vec<Consequence>,
    /// The knowledge files as they would be.
    pub files: Vec<File>,
    snapshot: Snapshot,
}

impl Proposal {
    /// The knowledge as it would be: what a preview is drawn from.
    pub fn knowledge(&self) -> &Arc<Knowledge> {
        self.snapshot.knowledge()
    }

    /// What [`App::swap`] takes once the files are written.
    pub fn into_snapshot(self) -> Snapshot {
        self.snapshot
    }
}

/// An edit that cannot be published.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// It cannot be made.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// The checks refuse what it makes of the knowledge.
    #[error("{}", would_have(problems.count(Severity::Error)))]
    Problems {
        /// All of them, errors first.
        problems: Problems,
        /// The files that their places are in.
        files: Vec<File>,
        /// What leans on the entries that would say something else.
        leaning: Vec<Consequence>,
    },
}

fn would_have(errors: usize) -> String {
    match errors {
        1 => "the knowledge would have 1 error; mend it and try again".to_owned(),
        _ => format!("the knowledge would have {errors} errors; mend each and try again"),
    }
}

impl App {
    /// Says what an edit of the present files would come to; nothing is written, and questions are answered meanwhile.
    ///
    /// Some tenths of a second of work, on two threads where it can be: run it where nobody waits.
    ///
    /// # Errors
    /// [`Refusal`] where it cannot be made, or with all that the checks find.
    pub fn propose(
        &self,
        files: &[File],
        edit: &Edit,
        limits: &Limits,
        progress: Progress<'_>,
    ) -> Result<Proposal, Refusal> {
        let changed = apply(files, edit)?;
        let present = self.snapshot.load_full();
        let files_after = after(files, &changed);
        let (knowledge, problems) = knowledge::read(&files_after, limits);
        let Some(knowledge) = knowledge else {
            let leaning = leaning(present.knowledge(), files, &files_after);
            return Err(Refusal::Problems { problems, files: files_after, leaning });
        };
        let proposed = present.rebuilt(knowledge, &files_after);
        let gated = gate(&present, &proposed, matches!(edit, Edit::Back(_)), progress);
        let (before, now) = (present.knowledge(), Arc::clone(proposed.knowledge()));
        let preview = |entry: &knowledge::Entry| {
            let shown = entry.retired.is_none().then(|| reply::compose_entry(&now, entry, false));
            (entry.id.clone(), shown)
        };
        Ok(Proposal {
            diff: unified(&changed),
            changed,
            previews: touched(before, &now).into_iter().map(preview).collect(),
            gated,
            warnings: new_warnings(problems, files, limits),
            consequences: consequences(before, &now),
            files: files_after,
            snapshot: proposed,
        })
    }
}

/// The problems that the present files do not have; those are read again only where there is something to compare.
fn new_warnings(problems: Problems, files: &[File], limits: &Limits) -> Vec<Problem> {
    if problems.is_empty() {
        return Vec::new();
    }
    let (_, known) = knowledge::read(files, limits);
    let is_new = |new: &Problem| !known.iter().any(|old| old.check == new.check && old.message == new.message);
    problems.into_iter().filter(is_new).collect()
}

/// What leans on the entries that would say something else in files that would be refused.
fn leaning(present: &Knowledge, before: &[File], after: &[File]) -> Vec<Consequence> {
    let read = |files| -> Vec<EntryDraft> {
        let drafts = knowledge::edit::drafts(files).unwrap_or_default();
        drafts.into_iter().map(|(_, entry)| said(entry)).collect()
    };
    let (before, after) = (read(before), read(after));
    let fate = |id: &str| match after.iter().find(|new| new.id == id) {
        None => Fate::Gone,
        Some(new) if new.retired.is_some() => Fate::Retired,
        Some(_) => Fate::Changed,
    };
    let gone = before.iter().filter(|old| !after.contains(old));
    let of = gone.filter_map(|old| Some((EntryId::parse(&old.id).ok()?, fate(&old.id))));
    of.map(|(id, fate)| Consequence::of(present, &id, fate)).filter(|it| !it.is_empty()).collect()
}
