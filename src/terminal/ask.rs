//! `chaikhana ask`: one question, or a stream of them.

use super::args::Ask;
use super::output::Output;
use super::render::Marks;
use super::{Desk, Exit, batch, explain, refuse, render};
use crate::app::{Context, Outcome};
use std::io::{self, Write};
use std::mem::ManuallyDrop;

pub(super) fn run(desk: &Desk<'_>, ask: &Ask, out: &mut Output) -> io::Result<Exit> {
    if ask.question.is_empty() && !ask.json {
        let usage = "give a question, such as `chaikhana ask \"did uzbekistan ever join the eurasian union?\"`, or --json to read them from standard input";
        return refuse(out, Exit::Misuse, usage);
    }
    let app = match desk.app() {
        // The process ends with the answer: giving back what the knowledge takes would only make it later.
        Ok(app) => ManuallyDrop::new(app),
        Err(error) => return refuse(out, Exit::Unusable, error),
    };
    if ask.question.is_empty() {
        return batch::run(&app, ask.previous.as_deref(), out);
    }
    let question = ask.question.join(" ");
    let context = Context { previous: ask.previous.clone() };
    let asked = app.ask(&question, &context);
    if ask.json {
        batch::write(&asked.to_data(&question), &mut out.out)?;
    } else {
        write!(out.out, "{}", render::render(&asked.reply, out.width, Marks::Dashes))?;
        if ask.explain {
            write!(out.out, "\n{}", explain::render(&app.explain(&question, &context)))?;
        }
    }
    out.out.flush()?;
    if !ask.json && matches!(asked.decision.outcome, Outcome::Choices(_)) {
        out.remark("Ask it in its words, or in `chaikhana chat`, where its number is enough.")?;
    }
    Ok(if matches!(asked.decision.outcome, Outcome::Answer(_)) { Exit::Done } else { Exit::No })
}
