//! What the bot knows, and whether it may say it: pure functions from files to checked knowledge.
//!
//! Reading order: [`raw`] is the contract of the files, `model` what is left when every check of
//! the table in `check` has passed, [`proof`] shows that quotes are word for word.
//!
//! Left out: where files come from (`store`), and what a question matches (`engine`).

mod build;
mod cases;
mod check;
mod date;
mod draft;
pub mod edit;
mod file;
mod fold;
mod id;
mod model;
mod nearest;
mod normal;
mod problem;
mod profile;
pub mod proof;
pub mod raw;
mod shown;
mod stray;

pub use cases::{cases_from_jsonl, cases_from_toml};
pub use check::Limits;
pub use date::Date;
pub use file::{FOLDERS, File, FileKind, MAX_FILE_BYTES, line_of};
pub use fold::{Folded, fold, folded, names_phrase, without_phrase};
pub use id::{BadId, EntityId, EntryId, MAX_ID, SourceId};
pub use model::{Case, Entity, EntityKind, Entry, Event, Knowledge, NOTHING, Quote, Retired, Skip, SkipReason, Source};
pub use normal::{normal_form, not_normal};
pub use problem::{Problem, Problems, Severity};
pub use profile::{Profile, ProfileSection, ProfileSentence, Topic};
pub use shown::{NAMED, first_names, is_hidden, shown, shown_lines};
pub use stray::strays;

use draft::Draft;

/// Reads and checks all files of a knowledge folder.
///
/// The knowledge is there unless a problem is an error; all problems are given at once.
pub fn read(files: &[File], limits: &Limits) -> (Option<Knowledge>, Problems) {
    read_beside(files, &[], limits)
}

/// The same where other files are there and are no text that can be read: `unread` says why. What they may hold is not
/// told missing.
pub fn read_beside(files: &[File], unread: &[Problem], limits: &Limits) -> (Option<Knowledge>, Problems) {
    let mut problems: Problems = unread.iter().cloned().collect();
    let draft = Draft::read(files, unread, &mut problems);
    check::run(&draft, limits, &mut problems);
    problems.sort();
    let knowledge = if problems.has_errors() { None } else { build::build(&draft) };
    (knowledge, problems)
}
