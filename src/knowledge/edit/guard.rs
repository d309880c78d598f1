//! Questions that every edit must keep right: one more case of `guard.toml`.

use super::sheet::{Sheet, text_of};
use super::splice::appended;
use super::{EditError, written};
use crate::knowledge::fold::folded;
use crate::knowledge::normal::string as normal;

/// Where the cases stand.
pub(super) const GUARD: &str = "guard.toml";

/// The text of the guard with one case more.
pub(super) fn add(text: &str, question: &str, expect: &str) -> Result<String, EditError> {
    let question = normal("question", question);
    if question.is_empty() {
        return Err(EditError::Empty { entry: GUARD.to_owned(), field: "question" });
    }
    let sheet = Sheet::read(GUARD, text)?;
    if sheet.is_unusual("case") {
        return Err(sheet.unusual(GUARD, "case"));
    }
    let same = |other: &&toml_edit::Table| {
        text_of(other, "question").is_some_and(|other| folded(other) == folded(&question))
            && !other.contains_key("previous")
    };
    let Some(present) = sheet.tables("case").find(same) else {
        return Ok(appended(text, &written::case(&question, expect)));
    };
    let expected = text_of(present, "expect").or_else(|| text_of(present, "expected")).unwrap_or_default();
    let question = text_of(present, "question").unwrap_or_default().to_owned();
    Err(if expected == expect {
        EditError::Known { entry: GUARD.to_owned(), field: "case", question }
    } else {
        EditError::Guarded { question, expect: expected.to_owned() }
    })
}
