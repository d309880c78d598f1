//! `chaikhana knowledge export` and `import`: entries as one text for other programs, and back.

use super::args::{Export, Form, Import};
use super::keeper::Keeper;
use super::publish::{Outcome, Request, Unmade, publish, refused};
use crate::app::ledger::Via;
use crate::app::{exchange, files};
use crate::knowledge::File;
use crate::knowledge::edit::Edit;
use crate::terminal::given::text_or_input;
use crate::terminal::output::Output;
use crate::terminal::{Desk, Exit, refuse};
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
    let request = Request {
        make: &|files| imported(files, &text, form, &name),
        via: Via::Import,
        why: format!("imported from {name}"),
        publishing: &args.publishing,
        previews: false,
        dry: true,
    };
    publish(keeper, &request, out).map(Outcome::exit)
}

fn imported(files: &[File], text: &str, form: exchange::Form, name: &str) -> Result<Edit, Unmade> {
    match exchange::import(files, text, form) {
        Ok(Edit::Files(none)) if none.is_empty() => {
            Err(Unmade::Nothing(format!("everything is as `{name}` has it already")))
        }
        Ok(edit) => Ok(edit),
        Err(errors) => {
            let lines: Vec<String> = errors.iter().map(|error| format!("\n  {error}")).collect();
            Err(Unmade::Wrong(format!("`{name}` cannot be imported:{}", lines.concat())))
        }
    }
}
