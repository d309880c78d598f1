//! `chaikhana new-entry`: the skeleton of an entry, to be filled in and appended to a knowledge file.

use super::args::NewEntry;
use super::given::optional_text;
use super::output::Output;
use super::{Desk, Exit, refuse};
use crate::app;
use std::io::{self, Write as _};

pub(super) fn run(desk: &Desk<'_>, args: &NewEntry, out: &mut Output) -> io::Result<Exit> {
    let text = match optional_text(args.text.as_deref()) {
        Ok(text) => text,
        Err(why) => return refuse(out, Exit::Misuse, why),
    };
    let app = match desk.app() {
        Ok(app) => app,
        Err(error) => return refuse(out, Exit::Unusable, error),
    };
    match app::new_entry(&app.knowledge(), &args.source, text.as_deref(), args.sentence) {
        Ok(skeleton) => write!(out.out, "{skeleton}")?,
        Err(error) => return refuse(out, Exit::Misuse, error),
    }
    out.out.flush()?;
    Ok(Exit::Done)
}
