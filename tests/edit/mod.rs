//! Edits: what they make of the files, and what is shown before they are published.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

mod again;
mod exchange;
mod layout;
mod propose;
mod queue;
mod table;
mod taken_back;

use chaikhana::knowledge::edit::{Changed, Edit, EditError, apply};
use chaikhana::knowledge::{EntryId, File};

/// Two entries as a moderator has laid them out.
const HILLS: &str = r#"# The hills.

# --- Trade ---

# Checked against the second edition.
[[entry]]
id = "hill-salt"   # once `salt`
about = ["hills", "salt"]
as_of = "1931"
questions = [
    "Who sells the salt?",   # asked most
    # from the market
    "salt of the hills", "hill salt",
    "why is there salt",
    # no more for now
]
not = ["What does the salt cost?"]
answer   =   "The hills sell salt."
see_also = [
    "hill-goats",   # its neighbour
]
events = [{ date = "1930", text = "The first salt is sold" }]

[[entry.quotes]]
source = "quill-1933"
text = "one"  # word for word

# The second one.
[[entry.quotes]]
source = "quill-1933"
text = "two"

# --- Beasts ---

[[entry]]
id = "hill-goats"
about = ["hills"]
as_of = "1932"
questions = ["Whose are the goats?"]
answer = "The goats are everybody's."
retired = { on = "1940-01-01", why = "they left" }

[[entry.quotes]]
source = "quill-1933"
text = "three"
# the end
"#;

const PATH: &str = "countries/hills.toml";

fn file(path: &str, text: &str) -> File {
    File { path: path.to_owned(), text: text.to_owned() }
}

fn hills() -> Vec<File> {
    vec![file(PATH, HILLS), file("guard.toml", "[[case]]\nquestion = \"whose goats\"\nexpect = \"hill-goats\"\n")]
}

fn id(text: &str) -> EntryId {
    EntryId::parse(text).expect("the tests use ids")
}

fn list(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// The text of the one file that an edit of the hills changes.
#[track_caller]
fn changed(edit: &Edit) -> String {
    let mut changed = apply(&hills(), edit).expect("the edit can be made");
    assert_eq!(changed.len(), 1, "one file changes");
    let Changed { before, after, .. } = changed.pop().expect("there is one");
    assert_ne!(before, after);
    after.expect("the file stays")
}

#[track_caller]
fn refused(edit: &Edit) -> EditError {
    apply(&hills(), edit).expect_err("the edit is refused")
}
