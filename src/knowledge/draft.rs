//! All files read into their raw shapes: what the checks look at and the model is built from.

use super::file::{File, FileKind};
use super::fold::folded;
use super::nearest::nearest;
use super::problem::{Problem, Problems, Severity};
use super::proof::{Fingerprint, NotProven, Proven};
use super::raw;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// A raw shape with the file that it stands in.
#[derive(Debug, Clone)]
pub(super) struct Placed<'f, T> {
    /// The path of the file.
    pub(super) file: &'f str,
    /// As written.
    pub(super) raw: T,
}

/// Everything the files say, unchecked.
#[derive(Debug, Default)]
pub(super) struct Draft<'f> {
    pub(super) entries: Vec<Placed<'f, raw::Entry>>,
    pub(super) sources: Vec<Placed<'f, raw::Source>>,
    pub(super) entities: Vec<Placed<'f, raw::Entity>>,
    pub(super) synonyms: Vec<Placed<'f, raw::Synonym>>,
    pub(super) profiles: Vec<Placed<'f, raw::ProfileFile>>,
    pub(super) guard: Vec<Placed<'f, raw::Case>>,
    /// By the source id that the file name gives.
    pub(super) skips: Vec<(&'f str, Placed<'f, raw::Skip>)>,
    /// By the source id that the file name gives.
    pub(super) fingerprints: BTreeMap<&'f str, Fingerprint>,
    /// Files that are there and cannot be read: what they may hold is not told missing elsewhere.
    unread: Vec<FileKind<'f>>,
    /// For each entry and each of its quotes: whether the source proves it; none without a fingerprint.
    pub(super) proofs: Vec<Vec<Option<Result<Proven, NotProven>>>>,
    /// For each entry: its phrasings as they are compared.
    pub(super) folded: Vec<Vec<String>>,
}

impl<'f> Draft<'f> {
    /// Reads the files; those that cannot be read are reported and left out, as those are that `unread` tells of.
    pub(super) fn read(files: &'f [File], unread: &'f [Problem], problems: &mut Problems) -> Self {
        let unread = unread.iter().filter_map(|problem| FileKind::of(&problem.file)).collect();
        let mut draft = Self { unread, ..Self::default() };
        for file in files {
            draft.take(file, problems);
        }
        draft.missing(files, problems);
        let questions = draft.entries.iter().map(|entry| &entry.raw.questions);
        draft.folded = questions.map(|all| all.iter().map(|question| folded(question.get_ref())).collect()).collect();
        draft.proofs = draft.entries.iter().map(|entry| draft.prove(&entry.raw)).collect();
        draft
    }

    fn take(&mut self, file: &'f File, problems: &mut Problems) {
        match FileKind::of(&file.path) {
            Some(FileKind::Entries) => {
                let read = self.toml(file, problems).map(|read: raw::EntriesFile| read.entry);
                self.entries.extend(placed(file, read));
            }
            Some(FileKind::Sources) => {
                let read = self.toml(file, problems).map(|read: raw::SourcesFile| read.source);
                self.sources.extend(placed(file, read));
            }
            Some(FileKind::Lexicon) => {
                if let Some(read) = self.toml::<raw::LexiconFile>(file, problems) {
                    self.entities.extend(placed(file, Some(read.entity)));
                    self.synonyms.extend(placed(file, Some(read.synonym)));
                }
            }
            Some(FileKind::Guard) => {
                let read = self.toml(file, problems).map(|read: raw::CasesFile| read.case);
                self.guard.extend(placed(file, read));
            }
            Some(FileKind::Profile(_)) => {
                let read = self.toml(file, problems).map(|read| vec![read]);
                self.profiles.extend(placed(file, read));
            }
            Some(FileKind::Skip(source)) => {
                let read = self.toml(file, problems).map(|read: raw::SkipFile| read.skip);
                self.skips.extend(placed(file, read).map(|skip| (source, skip)));
            }
            Some(FileKind::Fingerprint(source)) => match Fingerprint::parse(&file.text) {
                Ok(fingerprint) => drop(self.fingerprints.insert(source, fingerprint)),
                Err(bad) => {
                    self.unread.push(FileKind::Fingerprint(source));
                    problems.push(whole(
                        "fingerprint",
                        Severity::Error,
                        &file.path,
                        format!("the fingerprint cannot be read: {bad}"),
                        "put the file back, or make it again from the document with `chaikhana source add FILE --id ID --replace`",
                    ));
                }
            },
            None => problems.push(whole(
                "file-name",
                Severity::Error,
                &file.path,
                "no knowledge file has this name".to_owned(),
                "name it as docs/knowledge-format.md shows, or move it out of the folder",
            )),
        }
    }

    /// Reads TOML, or says where it is broken.
    fn toml<T: DeserializeOwned>(&mut self, file: &'f File, problems: &mut Problems) -> Option<T> {
        match toml::from_str(&file.text) {
            Ok(read) => Some(read),
            Err(error) => {
                problems.push(Problem {
                    check: "syntax",
                    severity: Severity::Error,
                    file: file.path.clone(),
                    span: error.span(),
                    message: one_line(error.message()),
                    remedy: remedy(&file.text, &error),
                });
                self.unread.extend(FileKind::of(&file.path));
                None
            }
        }
    }

    /// Says of a file on which all entries lean that it is missing: once, and not of each entry.
    fn missing(&mut self, files: &[File], problems: &mut Problems) {
        if self.entries.is_empty() {
            return;
        }
        let needed = [
            (FileKind::Lexicon, "lexicon.toml", self.entities.is_empty()),
            (FileKind::Sources, "sources.toml", self.sources.is_empty()),
        ];
        for (kind, path, is_empty) in needed {
            if is_empty && self.has_all(&kind) {
                let message = format!("there is no `{path}`, or nothing stands in it");
                let remedy = "put it back, from the history or a backup; docs/knowledge-format.md shows its form";
                problems.push(whole("missing-file", Severity::Error, path, message, remedy));
                self.unread.push(kind);
            }
        }
        let path = "guard.toml";
        if !files.iter().any(|file| file.path == path) && self.has_all(&FileKind::Guard) {
            let message = format!("there is no `{path}`: no edit is held against questions that must stay right");
            let remedy = "put it back, from the history or a backup, or make one; it may be empty";
            problems.push(whole("no-guard", Severity::Warning, path, message, remedy));
        }
    }

    /// Whether all files of a kind could be read, so that what is not in them is nowhere.
    pub(super) fn has_all(&self, kind: &FileKind<'_>) -> bool {
        !self.unread.contains(kind)
    }

    fn prove(&self, entry: &raw::Entry) -> Vec<Option<Result<Proven, NotProven>>> {
        let prove = |quote: &raw::Quote| {
            let fingerprint = self.fingerprints.get(quote.source.get_ref().as_str())?;
            Some(fingerprint.prove(quote.text.get_ref()))
        };
        entry.quotes.iter().map(prove).collect()
    }

    /// Every quote with its file and its proof.
    pub(super) fn quotes(&self) -> impl Iterator<Item = (&'f str, &raw::Quote, Option<&Result<Proven, NotProven>>)> {
        self.entries.iter().zip(&self.proofs).flat_map(|(entry, proofs)| {
            let quotes = entry.raw.quotes.iter().zip(proofs);
            quotes.map(|(quote, proof)| (entry.file, quote, proof.as_ref()))
        })
    }
}

fn placed<T>(file: &File, read: Option<Vec<T>>) -> impl Iterator<Item = Placed<'_, T>> {
    let place = |raw| Placed { file: file.path.as_str(), raw };
    read.unwrap_or_default().into_iter().map(place)
}

/// What to do about TOML that cannot be read: the commonest slips by name, else where to look.
fn remedy(text: &str, error: &toml::de::Error) -> String {
    let message = error.message();
    let at = error.span().map_or(0, |span| span.start);
    let before = text.get(..at).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    if let Some((_, wrong)) = message.split_once("unknown field `") {
        return misspelt(wrong);
    }
    let slips = [
        (message.contains("expected a string"), "write the value in quotation marks, such as \"2021\""),
        (
            message.contains("map, expected a sequence"),
            "write the heading with double brackets, such as `[[entry.quotes]]`",
        ),
        (line.contains(['“', '”', '„']), "use straight quotation marks (\") around the text; the line has curly ones"),
        (message.contains("missing field"), "add the field; docs/knowledge-format.md says what each is for"),
    ];
    let slip = slips.iter().find(|(is, _)| *is).map(|(_, remedy)| *remedy);
    let place = "look for a missing comma or quotation mark in this line and the one above; docs/knowledge-format.md shows the form";
    slip.unwrap_or(place).to_owned()
}

/// The field that somebody meant: toml lists those that exist behind the one that does not.
fn misspelt(wrong: &str) -> String {
    let mut names = wrong.split('`').step_by(2);
    let written = names.next().unwrap_or_default();
    match nearest(written, names) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "take it out, or write it as docs/knowledge-format.md shows".to_owned(),
    }
}

fn one_line(message: &str) -> String {
    message.lines().map(str::trim).collect::<Vec<_>>().join("; ")
}

/// What is said of a whole file.
fn whole(check: &'static str, severity: Severity, path: &str, message: String, remedy: &str) -> Problem {
    Problem { check, severity, file: path.to_owned(), span: None, message, remedy: remedy.to_owned() }
}
