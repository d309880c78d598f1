//! `knowledge`: what moderators run in the terminal.

#![expect(clippy::needless_raw_string_hashes, reason = "snapbox writes golden texts so")]

mod copies;
mod history;
mod publishing;
mod queue;
mod standing;
mod writing;

pub(super) use queue::asked;

use super::{Place, Said};

const LOANS: &str = "knowledge/topics/loans.toml";
const ARVANIA: &str = "knowledge/countries/arvania.toml";
const HARBOUR: &str = "kestovia-harbour-loan";
const WORDS: &str = "price of the Kestovian harbour works";

impl Place {
    /// Runs `knowledge` with what is typed behind it.
    pub(in crate::cli) fn keep(&self, args: &[&str]) -> Said {
        self.run(&[&["knowledge"], args].concat())
    }

    /// The same with a shell script for an editor; `$1` is the file that it edits.
    pub(in crate::cli) fn keep_with(&self, script: &str, args: &[&str]) -> Said {
        self.write("editor.sh", script);
        self.run_with(("EDITOR", "sh editor.sh"), &[&["knowledge"], args].concat())
    }

    fn alias(&self, entry: &str, words: &str) -> Said {
        self.keep(&["alias", entry, words, "--yes"])
    }
}

/// A run that ended with a no, results, and a complaint that holds each of these; gives the results.
#[track_caller]
fn no(said: Said, holds: &[&str]) -> String {
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.err.contains("chaikhana: "), "{}", said.err);
    for part in holds {
        assert!(said.err.contains(part), "{part:?} is not in {:?}", said.err);
    }
    said.out
}

#[track_caller]
fn holds(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part:?} is not in:\n{text}");
    }
}
