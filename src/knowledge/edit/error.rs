//! Edits that cannot be made, and what to do about each.

use super::drafts;
use crate::knowledge::file::File;
use crate::knowledge::nearest::nearest;

/// An edit that cannot be made; nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// There is no such entry.
    #[error("there is no entry `{id}`; {}", near.as_ref().map_or_else(|| "choose one that exists".to_owned(), |near| format!("did you mean `{near}`?")))]
    NoEntry {
        /// The id that was given.
        id: String,
        /// The id that comes nearest.
        near: Option<String>,
    },
    /// The id is another entry's.
    #[error("there already is an entry `{id}` in `{file}`; choose another id, or change that entry")]
    Taken {
        /// The id.
        id: String,
        /// Where the other stands.
        file: String,
    },
    /// No entry can stand in a file of this name.
    #[error("`{file}` is no file for entries; name one such as `countries/NAME.toml` or `topics/NAME.toml`")]
    NoPlace {
        /// The name that was given.
        file: String,
    },
    /// No knowledge file has this name.
    #[error("`{file}` is no knowledge file; docs/knowledge-format.md shows the names that there are")]
    Stranger {
        /// The name that was given.
        file: String,
    },
    /// The file is broken.
    #[error(
        "`{file}` cannot be read in line {line}: {message}; mend the file first, `chaikhana check` shows the place"
    )]
    Broken {
        /// The file.
        file: String,
        /// From 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// The file held bytes that are no text, so that nothing can be made of them.
    #[error("`{file}` held no text at that time; change it in an editor")]
    NoText {
        /// The file.
        file: String,
    },
    /// The field is written in a way that cannot be changed without losing its layout.
    #[error(
        "`{field}` of `{entry}` in `{file}` has an unusual form; change it in an editor, or write it as docs/knowledge-format.md shows"
    )]
    Form {
        /// The file.
        file: String,
        /// The entry.
        entry: String,
        /// The field.
        field: String,
    },
    /// A field that is needed would be empty.
    #[error("`{field}` of `{entry}` is empty; fill it in")]
    Empty {
        /// The entry, or the file.
        entry: String,
        /// The field.
        field: &'static str,
    },
    /// The question is there already.
    #[error("`{entry}` already has {question:?} in `{field}`; nothing needs to be added")]
    Known {
        /// The entry, or the file.
        entry: String,
        /// The field.
        field: &'static str,
        /// The question as it stands there.
        question: String,
    },
    /// The guard expects something else of the question.
    #[error("`guard.toml` already expects `{expect}` of {question:?}; change it there first")]
    Guarded {
        /// The question as it stands there.
        question: String,
        /// What is expected.
        expect: String,
    },
    /// The entry has no such quote.
    #[error("`{entry}` has no quote {text:?}; give the words of one that it has")]
    NoQuote {
        /// The entry.
        entry: String,
        /// The words that were given.
        text: String,
    },
    /// The entry is retired already.
    #[error("`{0}` is retired already; restore it first")]
    Retired(String),
    /// The entry is not retired.
    #[error("`{0}` is not retired; there is nothing to restore")]
    NotRetired(String),
    /// The files would be as they are.
    #[error("the edit changes nothing; everything is as it asks already")]
    Nothing,
}

impl EditError {
    /// There is no such entry in the files; names the one whose id comes nearest.
    pub(crate) fn no_entry(files: &[File], id: &str) -> Self {
        let all = files.iter().filter_map(|file| drafts(std::slice::from_ref(file)).ok()).flatten();
        let ids: Vec<String> = all.map(|(_, entry)| entry.id).collect();
        let near = nearest(id, ids.iter().map(String::as_str)).map(str::to_owned);
        Self::NoEntry { id: id.to_owned(), near }
    }
}
