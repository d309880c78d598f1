//! The shipped knowledge: right, and in normal form.

use chaikhana::app::{Folder, check};
use chaikhana::knowledge::{Limits, Severity, not_normal};
use std::path::Path;

#[test]
fn the_shipped_knowledge_has_no_errors_and_is_in_normal_form() {
    let folder = Folder::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge"));
    let checked = check(&folder, &Limits::default()).expect("the folder can be read");
    let errors = checked.problems.iter().filter(|problem| problem.severity == Severity::Error).cloned();
    let found: Vec<String> = errors
        .chain(not_normal(&checked.files))
        .map(|problem| format!("{}: {}: {}", problem.file, problem.check, problem.message))
        .collect();
    assert!(found.is_empty(), "`chaikhana check` shows the places:\n{}", found.join("\n"));
}
