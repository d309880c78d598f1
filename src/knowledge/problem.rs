//! What is wrong with knowledge files: data, worded where it is found, drawn by a front.

use std::ops::Range;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The knowledge is refused.
    Error,
    /// The knowledge is used; `--strict` refuses it.
    Warning,
}

/// One thing that is wrong, with its place and its remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The name of the check that found it.
    pub check: &'static str,
    /// Whether the knowledge can be used all the same.
    pub severity: Severity,
    /// The path of the file below the knowledge folder.
    pub file: String,
    /// The bytes of the file that it is about; none where it is about the whole file.
    pub span: Option<Range<usize>>,
    /// What is wrong: lower case, names in backticks, no final point.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

/// The problems found so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems {
    found: Vec<Problem>,
}

impl Problems {
    /// Adds a problem.
    pub fn push(&mut self, problem: Problem) {
        self.found.push(problem);
    }

    /// Whether the knowledge must be refused.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|problem| problem.severity == severity).count()
    }

    /// All of them: errors first, then by file and place.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.found.iter()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Sorts by severity, file and place.
    pub(crate) fn sort(&mut self) {
        self.found.sort_by(|a, b| {
            let place = |p: &Problem| p.span.as_ref().map_or(0, |span| span.start);
            (a.severity, &a.file, place(a)).cmp(&(b.severity, &b.file, place(b)))
        });
    }
}

impl IntoIterator for Problems {
    type Item = Problem;
    type IntoIter = std::vec::IntoIter<Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.into_iter()
    }
}

impl FromIterator<Problem> for Problems {
    fn from_iter<I: IntoIterator<Item = Problem>>(problems: I) -> Self {
        Self { found: problems.into_iter().collect() }
    }
}
