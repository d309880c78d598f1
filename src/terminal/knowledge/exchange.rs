//! `chaikhana knowledge export` and `import`: entries as one text for other programs, and back.

use super::args::{Export, Form, Import, Publishing};
use super::keeper::Keeper;
use super::publish::{Request, Shows, Unmade, publish, refused, unmade_is};
use crate::app::exchange::{self, Imported, Unimported};
use crate::app::ledger::Via;
use crate::app::{CuratorError, files};
use crate::knowledge::edit::{Edit, EditError};
use crate::knowledge::{EntryId, File, first_names};
use crate::terminal::counted::counted;
use crate::terminal::given::text_or_input;
use crate::terminal::output::Output;
use crate::terminal::{Desk, Exit, refuse};
use std::cell::RefCell;
use std::io::{self, Write};

impl From<Form> for exchange::Form {
    fn from(form: Form) -> Self {
        match form {
            Form::Toml => Self::Toml,
            Form::Json => Self::Json,
            Form::Csv => Self::Csv,
        }
    }
}

pub(super) fn export(desk: &Desk<'_>, args: &Export, out: &mut Output) -> io::Result<Exit> {
    let files = match files(&desk.folder) {
        Ok(files) => files,
        Err(error) => return refused(error, out),
    };
    let only = Some(args.ids.as_slice()).filter(|ids| !ids.is_empty());
    match exchange::export(&files, only, args.format.into()) {
        Ok(text) => {
            write!(out.out, "{text}")?;
            out.out.flush()?;
            Ok(Exit::Done)
        }
        Err(error @ EditError::NoEntry { .. }) => unmade_is(error.into(), out),
        Err(error) => refuse(out, Exit::Unusable, error),
    }
}

pub(super) fn import(keeper: &Keeper<'_>, args: &Import, out: &mut Output) -> io::Result<Exit> {
    let name = args.file.display().to_string();
    let form = args.format.map(exchange::Form::from).or_else(|| exchange::Form::of(&name));
    let Some(form) = form else {
        return refuse(
            out,
            Exit::Misuse,
            format!("`{name}` ends in none of .toml, .json and .csv; say which with --format"),
        );
    };
    let text = match text_or_input(&args.file) {
        Ok(text) => text,
        Err(why) => return refuse(out, Exit::Misuse, why),
    };
    let what = format!("imported from {name}");
    let as_it_is = "`--as-it-is` takes the file as it is";
    let incoming = Incoming { text, name, form, as_it_is: args.as_it_is, replaces: as_it_is };
    let way = Way { via: Via::Import, what, shows: Shows::Lines, note: None, dry: true };
    incoming.publish(keeper, way, &args.publishing, out)
}

/// Entries that `export` wrote, on their way back.
pub(super) struct Incoming {
    pub(super) text: String,
    /// Of the file.
    pub(super) name: String,
    pub(super) form: exchange::Form,
    /// Whether it takes back what others have changed since.
    pub(super) as_it_is: bool,
    /// What makes it take that back.
    pub(super) replaces: &'static str,
}

/// The way that they come.
pub(super) struct Way {
    pub(super) via: Via,
    pub(super) what: String,
    pub(super) shows: Shows<'static>,
    pub(super) note: Option<String>,
    pub(super) dry: bool,
}

impl Incoming {
    /// Publishes what they make of the files, and says what others have changed.
    pub(super) fn publish(
        &self,
        keeper: &Keeper<'_>,
        way: Way,
        publishing: &Publishing,
        out: &mut Output,
    ) -> io::Result<Exit> {
        let stay = RefCell::new(Vec::new());
        let make = |files: &[File]| {
            let imported = keeper.curator.import(files, &self.text, self.form, self.as_it_is, keeper.handle());
            let imported: Imported = imported.map_err(|unimported| self.unmade(unimported))?;
            stay.replace(imported.stay);
            match imported.edit {
                Edit::Files(none) if none.is_empty() => Err(Unmade::Nothing(unchanged(&self.name, &stay.borrow()))),
                edit => Ok(edit),
            }
        };
        let Way { via, what, shows, note, dry } = way;
        let outcome = publish(keeper, &Request { make: &make, via, what, publishing, shows, note, dry }, out)?;
        if let Some(told) = self.stays(&stay.borrow()) {
            out.remark(&told)?;
        }
        Ok(outcome.exit())
    }

    /// Why nothing is imported.
    fn unmade(&self, unimported: Unimported) -> Unmade {
        match unimported {
            Unimported::Wrong(errors) => {
                let lines: Vec<String> = errors.iter().map(|error| format!("\n  {error}")).collect();
                Unmade::Wrong(format!("`{}` cannot be imported:{}", self.name, lines.concat()))
            }
            Unimported::Clashes(conflicts) => Unmade::Conflicts(format!("{CLASHES}; {}", self.replaces), conflicts),
            Unimported::Unread(error) => Unmade::Failed(CuratorError::Ledger(error)),
        }
    }

    /// What others have changed since the export, and what takes it back.
    fn stays(&self, ids: &[EntryId]) -> Option<String> {
        let stay = counted(
            ids.len(),
            "entry is not as it was exported, and stays",
            "entries are not as they were exported, and stay",
        );
        (!ids.is_empty()).then(|| format!("{stay}: {}; {}", first_names(ids.iter()), self.replaces))
    }
}

/// What helps where others have changed the same.
const CLASHES: &str = "others have changed the same since the export; write what is to stand into the file and take out the `base` of these entries";

/// That nothing is to be done.
fn unchanged(name: &str, stay: &[EntryId]) -> String {
    match stay {
        [] => format!("everything is as `{name}` has it already"),
        _ => format!("`{name}` changes nothing"),
    }
}
