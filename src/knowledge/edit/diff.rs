//! Changes as people read them, and two changes of one text made one.

use super::Changed;
use similar::{ConflictStyle, TextDiff, TextMerge};

/// How many lines are shown around a change.
const AROUND: usize = 3;

/// The unified diff of all changed files.
pub fn unified(changed: &[Changed]) -> String {
    changed.iter().map(Changed::diff).collect()
}

impl Changed {
    /// The unified diff of the file.
    pub fn diff(&self) -> String {
        let none = "/dev/null".to_owned();
        let name = |side: char, text: &Option<String>| {
            text.as_ref().map_or_else(|| none.clone(), |_| format!("{side}/{}", self.path))
        };
        let (old, new) = (name('a', &self.before), name('b', &self.after));
        let (before, after) = (self.before.as_deref().unwrap_or_default(), self.after.as_deref().unwrap_or_default());
        TextDiff::from_lines(before, after).unified_diff().context_radius(AROUND).header(&old, &new).to_string()
    }
}

/// Two changes of one text that exclude one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The file, or the entry in it.
    pub place: String,
    /// What both began with; none where it was not there.
    pub base: Option<String>,
    /// What the edit makes of it.
    pub mine: Option<String>,
    /// What it has become meanwhile.
    pub theirs: Option<String>,
}

impl Conflict {
    /// All three beside one another, line by line: what the edit makes, what both began with, what is there now.
    pub fn shown(&self) -> String {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let (base, mine, theirs) = (text(&self.base), text(&self.mine), text(&self.theirs));
        let mut merge = TextMerge::from_lines(base.as_str(), mine.as_str(), theirs.as_str());
        merge.conflict_style(ConflictStyle::Diff3).labels("before", "your edit", "as it is now");
        merge.to_string()
    }
}

/// Two changes of one text in one, line by line; none where they change the same lines.
pub fn merged(base: &str, mine: &str, theirs: &str) -> Option<String> {
    let merge = TextMerge::from_lines(base, mine, theirs);
    (!merge.is_conflicted()).then(|| merge.to_string())
}
