//! Files that a command has made, written: as a revision where the knowledge has a history, else one by one.

use super::Desk;
use crate::app::{Folder, replace_if};
use crate::knowledge::edit::Changed;
use std::io::{self, ErrorKind};
use std::path::Path;

/// Writes files, each of which is to be another; the reason is for the history.
///
/// # Errors
/// A sentence that says what is in the way.
#[cfg_attr(not(feature = "ledger"), expect(unused_variables, reason = "without a ledger there is no history"))]
pub(super) fn write(desk: &Desk<'_>, changed: &[Changed], why: &str) -> Result<(), String> {
    if changed.is_empty() {
        return Ok(());
    }
    #[cfg(feature = "ledger")]
    if let Some(recorded) = history::record(desk, changed, why) {
        return recorded.map(drop);
    }
    changed.iter().try_for_each(|one| alone(&desk.folder, one))
}

/// Writes a file of a knowledge that has no history, or takes it away.
fn alone(folder: &Folder, changed: &Changed) -> Result<(), String> {
    let file = folder.file(&changed.path);
    let still = || Ok(present(&file)? == before(folder, changed));
    let written = match &changed.after {
        Some(text) => replace_if(&file, text.as_bytes(), still),
        None => still().and_then(|still| if still { std::fs::remove_file(&file).map(|()| true) } else { Ok(false) }),
    };
    match written {
        Ok(true) => Ok(()),
        Ok(false) => {
            Err(format!("`{}` was changed meanwhile and is left as it is; run the command again", changed.path))
        }
        Err(error) => Err(format!("`{}` cannot be written: {error}; it is as it was", changed.path)),
    }
}

/// What a file holds; none where there is no file.
fn present(file: &Path) -> io::Result<Option<Vec<u8>>> {
    match std::fs::read(file) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// What a file held when the command read it. Bytes that are no text were as good as none to it, and are what it mends.
fn before(folder: &Folder, changed: &Changed) -> Option<Vec<u8>> {
    let no_text = |bytes: &Vec<u8>| std::str::from_utf8(bytes).is_err();
    match &changed.before {
        Some(text) => Some(text.clone().into_bytes()),
        None => std::fs::read(folder.file(&changed.path)).ok().filter(no_text),
    }
}

#[cfg(feature = "ledger")]
mod history {
    use super::before;
    use crate::app::ledger::Change;
    use crate::app::{Base, CommitError, Curator, Records, in_terminal};
    use crate::knowledge::edit::Changed;
    use crate::terminal::Desk;
    use jiff::Timestamp;
    use tokio_util::task::TaskTracker;

    /// Records a change and gives its number; none where there is no history of this folder.
    pub(super) fn record(desk: &Desk<'_>, changed: &[Changed], why: &str) -> Option<Result<u64, String>> {
        if !desk.config.discord.ledger.file().is_file() {
            return None;
        }
        match crate::terminal::knowledge::runtime() {
            Ok(runtime) => runtime.block_on(recorded(desk, changed, why)).transpose(),
            Err(why) => Some(Err(why)),
        }
    }

    async fn recorded(desk: &Desk<'_>, changed: &[Changed], why: &str) -> Result<Option<u64>, String> {
        let config = desk.config;
        let records = Records::open(&config.discord.ledger, &TaskTracker::new()).await;
        let records = records.map_err(|error| error.to_string())?;
        let set = match Curator::set(&records, config).await {
            // With `--knowledge`, the files may be others than those that the history is of.
            Err(CommitError::OtherFolder { .. }) => return Ok(None),
            opened => opened.map_err(|error| error.to_string())?,
        };
        let base = Base::Files(set.current().await.map_err(|error| error.to_string())?);
        let author = in_terminal(&config.terminal.name);
        let change = |one| Change { before: before(&desk.folder, one), ..Change::from(one) };
        let changes: Vec<Change> = changed.iter().map(change).collect();
        let number = set.commit(base, &changes, &author, why, Timestamp::now()).await;
        records.close().await;
        number.map(Some).map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::{Changed, Folder, alone};

    #[test]
    fn a_file_that_a_change_takes_away_is_gone_and_not_empty() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::new(place.path());
        let change = |before: Option<&str>, after: Option<&str>| Changed {
            path: "guard.toml".to_owned(),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        };
        alone(&folder, &change(None, Some("# a"))).unwrap();
        assert_eq!(std::fs::read_to_string(folder.file("guard.toml")).unwrap(), "# a");
        alone(&folder, &change(Some("# a"), None)).unwrap();
        assert!(!folder.file("guard.toml").exists());
    }

    #[test]
    fn what_was_saved_since_it_was_read_is_not_written_over() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::new(place.path());
        crate::app::replace(&folder.file("guard.toml"), b"# by hand").unwrap();
        for before in [None, Some("# a".to_owned())] {
            for after in [None, Some("# b".to_owned())] {
                let changed = Changed { path: "guard.toml".to_owned(), before: before.clone(), after };
                let why = alone(&folder, &changed).unwrap_err();
                assert!(why.contains("was changed meanwhile"), "{why}");
                assert_eq!(std::fs::read(folder.file("guard.toml")).unwrap(), b"# by hand");
            }
        }
    }
}
