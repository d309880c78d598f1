//! Files that lie in a knowledge folder and are not read: what is said of them.

use super::file::{ENDINGS, FOLDERS, File, FileKind};
use super::nearest::nearest;
use super::problem::{Problem, Severity};
use std::collections::BTreeSet;

/// How what editors and other tools leave beside a file ends.
const LEFT: &[&str] = &["~", "#", ".swp", ".swo", ".bak", ".orig", ".rej", ".tmp"];
/// How the names of files begin that tell of a folder.
const ABOUT: &[&str] = &["readme", "license", "licence", "copying", "notice"];

/// What is said of files that no knowledge is read from, beside those that are `there`; nothing of those that lie there
/// as no wonder. Hidden files are the caller's to leave out.
pub fn strays(paths: &[String], there: &[File]) -> Vec<Problem> {
    let mut taken: BTreeSet<String> = there.iter().map(|file| file.path.clone()).collect();
    paths.iter().filter_map(|path| stray(path, &mut taken)).collect()
}

/// What ends as knowledge does was meant as knowledge; no two files are told to take the same place.
fn stray(path: &str, taken: &mut BTreeSet<String>) -> Option<Problem> {
    let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
    let small = name.to_ascii_lowercase();
    if let Some(ending) = ENDINGS.iter().find(|ending| small.ends_with(*ending)) {
        let remedy = match place(above, name, ending) {
            Some(place) if taken.insert(place.clone()) => format!("call it `{place}`"),
            Some(place) => format!("merge it into `{place}`, or move it out of the folder"),
            None => "name it as docs/knowledge-format.md shows, or move it out of the folder".to_owned(),
        };
        let message = "no knowledge file has this name, so nothing is read from it".to_owned();
        return Some(problem("file-name", Severity::Error, path, message, remedy));
    }
    if LEFT.iter().any(|end| small.ends_with(end)) || ABOUT.iter().any(|start| small.starts_with(start)) {
        return None;
    }
    let message = "this is no knowledge file, so nothing is read from it".to_owned();
    let remedy = "move it out of the folder; a note may stand in a knowledge file, behind a `#`".to_owned();
    Some(problem("stray-file", Severity::Warning, path, message, remedy))
}

/// Where the file was meant to lie, most likely.
fn place(above: &str, name: &str, ending: &str) -> Option<String> {
    let stem = name.get(..name.len() - ending.len())?;
    let path = match above.split('/').next()? {
        "" => format!("{stem}{ending}"),
        first => format!("{}/{stem}{ending}", nearest(first, FOLDERS.iter().copied())?),
    };
    FileKind::of(&path).is_some().then_some(path)
}

fn problem(check: &'static str, severity: Severity, path: &str, message: String, remedy: String) -> Problem {
    Problem { check, severity, file: path.to_owned(), span: None, message, remedy }
}
