//! `chaikhana knowledge backup` and `restore-backup`: everything that cannot be made again, copied and put back.

use super::args::RestoreBackup;
use super::keeper::Keeper;
use crate::app::{self, BackupError, Curator, Restored};
use crate::terminal::counted::counted;
use crate::terminal::output::Output;
use crate::terminal::{Desk, Exit, refuse};
use std::io::{self, IsTerminal};
use std::path::Path;

pub(super) fn make(keeper: &Keeper<'_>, to: &Path, out: &mut Output) -> io::Result<Exit> {
    if let Err(error) = keeper.wait(keeper.curator.backup(to)) {
        return refuse(out, exit(&error), error);
    }
    out.done(&format!("copied knowledge, ledger and key to {}", to.display()));
    Ok(Exit::Done)
}

/// Puts a backup back. Nothing else may have the knowledge open, this command included.
pub(super) fn restore(desk: &Desk<'_>, args: &RestoreBackup, out: &mut Output) -> io::Result<Exit> {
    if let Err(error) = app::look_at_backup(&args.from) {
        return refuse(out, exit(&error), error);
    }
    if !args.yes {
        if !io::stdin().is_terminal() {
            let why = "a backup takes the place of knowledge and ledger as they are; add `--yes` to put it back";
            return refuse(out, Exit::No, why);
        }
        if !out.confirmed("Put it in the place of knowledge and ledger as they are?")? {
            out.remark("nothing is changed")?;
            return Ok(Exit::No);
        }
    }
    match app::restore(&args.from, &Curator::place(desk.config)) {
        Ok(Restored { files, ledger }) => {
            let with = if ledger { "the ledger" } else { "no ledger: the backup has none" };
            out.done(&format!("put back {} and {with}", counted(files, "knowledge file", "knowledge files")));
            Ok(Exit::Done)
        }
        Err(error) => refuse(out, exit(&error), error),
    }
}

/// A folder that is there, or is not, was named in the wrong way; all else is what cannot be used.
fn exit(error: &BackupError) -> Exit {
    match error {
        BackupError::Exists { .. } | BackupError::Missing { .. } => Exit::Misuse,
        _ => Exit::Unusable,
    }
}
