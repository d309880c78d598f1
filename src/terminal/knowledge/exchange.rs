//! `chaikhana knowledge export` and `import`: entries as one text for other programs, and back.

use super::args::{Export, Form, Import};
use super::keeper::Keeper;
use super::publish::{Request, Unmade, publish, refused};
use crate::app::exchange::{self, Imported, Unimported};
use crate::app::ledger::Via;
use crate::app::{CuratorError, files};
use crate::knowledge::edit::Edit;
use crate::knowledge::{EntryId, first_names};
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
    let stay = RefCell::new(Vec::new());
    let request = Request {
        make: &|files| {
            let imported = keeper.curator.import(files, &text, form, args.as_it_is, keeper.handle());
            let imported: Imported = imported.map_err(|unimported| unmade(unimported, &name))?;
            stay.replace(imported.stay);
            match imported.edit {
                Edit::Files(none) if none.is_empty() => Err(Unmade::Nothing(unchanged(&name, &stay.borrow()))),
                edit => Ok(edit),
            }
        },
        via: Via::Import,
        why: format!("imported from {name}"),
        publishing: &args.publishing,
        previews: false,
        dry: true,
    };
    let outcome = publish(keeper, &request, out)?;
    if let Some(told) = stays(&stay.borrow()) {
        out.remark(&told)?;
    }
    Ok(outcome.exit())
}

/// Why nothing is imported.
fn unmade(unimported: Unimported, name: &str) -> Unmade {
    match unimported {
        Unimported::Wrong(errors) => {
            let lines: Vec<String> = errors.iter().map(|error| format!("\n  {error}")).collect();
            Unmade::Wrong(format!("`{name}` cannot be imported:{}", lines.concat()))
        }
        Unimported::Clashes(conflicts) => Unmade::Conflicts(CLASHES.to_owned(), conflicts),
        Unimported::Unread(error) => Unmade::Failed(CuratorError::Ledger(error)),
    }
}

/// What helps where others have changed the same.
const CLASHES: &str = "others have changed the same since the export; write what is to stand into the file and take out the `base` of these entries, or take the file as it is with `--as-it-is`";

/// That nothing is to be done.
fn unchanged(name: &str, stay: &[EntryId]) -> String {
    match stay {
        [] => format!("everything is as `{name}` has it already"),
        _ => format!("`{name}` changes nothing"),
    }
}

/// What others have changed since the export, and what takes it back.
fn stays(ids: &[EntryId]) -> Option<String> {
    let stay = counted(
        ids.len(),
        "entry is not as it was exported, and stays",
        "entries are not as they were exported, and stay",
    );
    let remedy = "`--as-it-is` takes the file as it is";
    (!ids.is_empty()).then(|| format!("{stay}: {}; {remedy}", first_names(ids.iter())))
}
