//! A new edition of a document: which quotes no longer hold, before anything is written.

use super::source::{AddError, is_listed, whole};
use crate::knowledge::edit::{Changed, Edit, after, apply};
use crate::knowledge::proof::{Fingerprint, RUN, clean};
use crate::knowledge::{self, File, Limits, Problem, SourceId};
use crate::store::Folder;

/// What a new edition comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Words of the body, before and after; none before where the fingerprint was damaged or gone.
    pub words: (usize, usize),
    /// Sentences of the body, before and after; the same.
    pub sentences: (usize, usize),
    /// Quotes of the source that are still proven.
    pub held: usize,
    /// What `check` would newly find: quotes that no longer hold, excused sentences that have moved.
    pub problems: Vec<Problem>,
    /// The files that the problems have their places in.
    pub files: Vec<File>,
    /// What is to be written; nothing where the fingerprint is the one that is there already.
    pub changed: Vec<Changed>,
}

/// An edition that cannot be taken in.
#[derive(Debug, thiserror::Error)]
pub enum EditionError {
    /// The document or its id.
    #[error(transparent)]
    Source(#[from] AddError),
    /// There is no such source.
    #[error("there is no source `{0}`; `chaikhana source list` shows those that there are")]
    Unknown(String),
}

/// Takes the fingerprint of a new edition of a known source and says what it changes; nothing is written.
///
/// # Errors
/// [`EditionError`] with what stands in the way.
pub fn new_edition(folder: &Folder, raw: &str, id: &str, limits: &Limits) -> Result<Edition, EditionError> {
    let id = SourceId::parse(id).map_err(AddError::Id)?;
    let path = format!("sources/{id}.fingerprint");
    let files = whole(folder, &[&path])?;
    let present = files.iter().find(|file| file.path == path).and_then(|file| Fingerprint::parse(&file.text).ok());
    if present.is_none() && !is_listed(&files, id.as_str()) {
        return Err(EditionError::Unknown(id.to_string()));
    }
    let print = Fingerprint::of(&clean(raw), id.as_str());
    if print.sentences().iter().all(|sentence| sentence.words.len() < RUN) {
        return Err(AddError::Nothing.into());
    }
    let edit = Edit::Files(vec![(path, Some(print.to_string()))]);
    let changed = apply(&files, &edit).unwrap_or_default();
    let files_after = after(&files, &changed);
    let (_, before) = knowledge::read(&files, limits);
    let (_, problems) = knowledge::read(&files_after, limits);
    let is_new = |new: &Problem| {
        !before.iter().any(|old| old.check == new.check && old.message == new.message && old.span == new.span)
    };
    Ok(Edition {
        words: (present.as_ref().map_or(0, Fingerprint::body_words), print.body_words()),
        sentences: (present.as_ref().map_or(0, body), body(&print)),
        held: held(&files, &id, &print),
        problems: problems.into_iter().filter(is_new).collect(),
        files: files_after,
        changed,
    })
}

/// Sentences that count for coverage.
fn body(print: &Fingerprint) -> usize {
    print.sentences().iter().filter(|sentence| !print.in_footnotes(sentence)).count()
}

/// How many quotes of a source a fingerprint proves.
fn held(files: &[File], id: &SourceId, print: &Fingerprint) -> usize {
    let all = knowledge::edit::drafts(files).unwrap_or_default();
    let quotes = all.iter().flat_map(|(_, entry)| &entry.quotes).filter(|quote| quote.source == id.as_str());
    quotes.filter(|quote| print.prove(&quote.text).is_ok()).count()
}
