//! `chaikhana eval`: how well labelled questions are answered.

mod figures;

use super::args::Eval;
use super::bar::progress;
use super::given::text;
use super::output::Output;
use super::table::percent;
use super::{Desk, Exit, phrasings, refuse};
use crate::app::{self, App, Evaluation};
use crate::knowledge::Case;
use figures::{render, to_json};
use std::io::{self, Write as _};
use std::path::PathBuf;

pub(super) fn run(desk: &Desk<'_>, args: &Eval, out: &mut Output) -> io::Result<Exit> {
    if let Some((phrasings, questions)) = args.phrasings.as_ref().zip(args.questions.as_ref()) {
        return phrasings::run(desk, phrasings, questions, args.json, out);
    }
    let cases = match read(&args.files) {
        Ok(cases) => cases,
        Err(why) => return refuse(out, Exit::Misuse, why),
    };
    let app = match desk.app() {
        Ok(app) => app,
        Err(error) => return refuse(out, Exit::Unusable, error),
    };
    let bar = progress(app::CALIBRATION_STEPS, "steps of calibration", out.quiet);
    app.calibrate(|| bar.inc(1));
    bar.finish_and_clear();
    if args.fit {
        writeln!(out.out, "{:#?}", app::fit(&app, &cases))?;
        out.out.flush()?;
        return Ok(Exit::Done);
    }
    let figures = match measure(desk, &app, args, &cases, out.quiet) {
        Ok(figures) => figures,
        Err(why) => return refuse(out, Exit::Misuse, why),
    };
    if args.json {
        writeln!(out.out, "{}", to_json(&figures))?;
    } else {
        write!(out.out, "{}", render(&figures, args))?;
    }
    out.out.flush()?;
    let share = figures.right_share();
    match args.min.filter(|least| share < *least) {
        Some(least) => {
            refuse(out, Exit::No, format!("{} right, at least {} was asked for", percent(share), percent(least)))
        }
        None => Ok(Exit::Done),
    }
}

/// The questions of all files, or the sentence that says which cannot be read.
fn read(files: &[PathBuf]) -> Result<Vec<Case>, String> {
    let mut cases = Vec::new();
    for file in files {
        let name = file.display().to_string();
        let text = text(file)?;
        cases.extend(app::cases(&name, &text).map_err(|why| format!("`{name}` is not right: {}", why.trim_end()))?);
    }
    Ok(cases)
}

fn measure(desk: &Desk<'_>, app: &App, args: &Eval, cases: &[Case], quiet: bool) -> Result<Evaluation, String> {
    let knowledge = app.knowledge();
    let count = if args.held_out { app::held_out_count(&knowledge) } else { cases.len() };
    let bar = progress(count, "questions", quiet);
    let figures = if args.held_out {
        app::held_out(&knowledge, desk.config.answers, || bar.inc(1))
    } else {
        app::evaluate(app, cases, || bar.inc(1))?
    };
    bar.finish_and_clear();
    Ok(figures)
}
