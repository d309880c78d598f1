//! Texts that a command is given: the words of a file, or the sentence that says why it has none.

use std::io::{self, ErrorKind};
use std::path::Path;

/// The text of a file.
pub(super) fn text(file: &Path) -> Result<String, String> {
    std::fs::read_to_string(file).map_err(|error| unreadable(file, &error))
}

/// The text of a file, where one is given.
pub(super) fn optional_text(file: Option<&Path>) -> Result<Option<String>, String> {
    file.map(text).transpose()
}

/// The text of a file, or of standard input where `-` stands for one.
#[cfg(feature = "ledger")]
pub(super) fn text_or_input(file: &Path) -> Result<String, String> {
    if file != Path::new("-") {
        return text(file);
    }
    io::read_to_string(io::stdin().lock()).map_err(|error| unreadable(file, &error))
}

fn unreadable(file: &Path, error: &io::Error) -> String {
    let name = file.display();
    match error.kind() {
        ErrorKind::NotFound => format!("`{name}` cannot be read: there is no such file; look at its path"),
        ErrorKind::IsADirectory => format!("`{name}` cannot be read: it is a folder; name a file in it"),
        ErrorKind::InvalidData => format!("`{name}` cannot be read: {error}; give it as UTF-8 text"),
        _ => format!("`{name}` cannot be read: {error}; let this user read it"),
    }
}
