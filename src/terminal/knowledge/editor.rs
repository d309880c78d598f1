//! A text on its way through a person's editor. What was typed stays in a file until it is published.

use crate::app::Typed;
use std::io;
use std::process::Command;

/// Lets the person's editor change a text, and gives what it then holds.
pub(super) fn edited(editor: Option<&str>, typed: &Typed) -> Result<String, String> {
    let Some(editor) = editor else {
        return Err(format!(
            "there is no editor: set the variable VISUAL or EDITOR, or fill in `{}` and give it with `--from`",
            typed.path().display()
        ));
    };
    // Through the shell, as people write such commands: with options, and quoted.
    let status = Command::new("sh").args(["-c", &format!("{editor} \"$1\""), "sh"]).arg(typed.path()).status();
    match status {
        Ok(status) if status.success() => {}
        Ok(status) => return Err(format!("the editor `{editor}` ended with {status}; {}", kept(typed))),
        Err(error) => return Err(format!("the editor `{editor}` cannot be started: {error}; {}", kept(typed))),
    }
    let text = typed.text().map_err(|error| unreadable(typed, &error))?;
    text.ok_or_else(|| format!("`{}` is gone; begin again", typed.path().display()))
}

/// Why what was typed cannot be taken over, and that it is still there.
pub(super) fn unreadable(typed: &Typed, error: &io::Error) -> String {
    format!("what you typed cannot be read: {error}; save it as UTF-8 text; {}", kept(typed))
}

/// Where what was typed is.
pub(super) fn kept(typed: &Typed) -> String {
    format!(
        "what you typed is in `{}`: the same command opens it again, and deleting it begins anew",
        typed.path().display()
    )
}
