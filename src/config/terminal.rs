//! Who works at the terminal, with which editor, and how wide the page is: what every system keeps in its environment.

/// The variables that name an editor, the first that is set counts.
const EDITORS: [&str; 2] = ["VISUAL", "EDITOR"];
/// The variables that name a person.
const NAMES: [&str; 2] = ["USER", "LOGNAME"];
/// The variable that says how wide a page is, where nothing else does.
const COLUMNS: &str = "COLUMNS";

/// Who works at the terminal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terminal {
    /// The command that edits a file, as the person's shell would take it.
    pub editor: Option<String>,
    /// The person's name, as history shows it; empty where the system tells none.
    pub name: String,
    /// How many columns a page has that is no terminal; none where nobody says.
    pub columns: Option<usize>,
}

/// Whether a variable of the environment is read here.
pub(super) fn reads(variable: &str) -> bool {
    EDITORS.contains(&variable) || NAMES.contains(&variable) || variable == COLUMNS
}

/// What the environment says.
pub(super) fn of(environment: &[(String, String)]) -> Terminal {
    let first = |names: &[&str]| {
        let found = names
            .iter()
            .find_map(|name| environment.iter().find(|(known, text)| known == name && !text.trim().is_empty()));
        found.map(|(_, text)| text.trim().to_owned())
    };
    Terminal {
        editor: first(&EDITORS),
        name: first(&NAMES).unwrap_or_default(),
        // Shells set it by themselves: what is no number is nothing to complain of.
        columns: first(&[COLUMNS]).and_then(|columns| columns.parse().ok()),
    }
}
