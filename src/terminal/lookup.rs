//! `chaikhana country`, `compare`, `timeline` and `about`: what is asked by name.

use super::args::Country;
use super::output::Output;
use super::render::{Marks, render};
use super::{Desk, Exit, refuse};
use crate::app::App;
use crate::knowledge::EntityId;
use crate::reply::Reply;
use std::io::{self, Write};

/// A summary; of a whole one, a remark names the topics that can be had alone.
pub(super) fn country(desk: &Desk<'_>, args: &Country, out: &mut Output) -> io::Result<Exit> {
    let name = args.name.join(" ");
    let (mut topics, mut covered) = (Vec::new(), true);
    let exit = run(desk, out, |app| {
        topics = topics_of(app, &name);
        covered = is_covered(app, app.summarised(&name));
        app.country(&name, args.topic)
    })?;
    if args.topic.is_none() && topics.len() > 1 {
        out.remark(&format!("`--topic` shows one of its topics alone: {}", topics.join(", ")))?;
    }
    Ok(if covered { exit } else { Exit::No })
}

/// The questions that are answered about a name.
pub(super) fn about(desk: &Desk<'_>, name: &[String], out: &mut Output) -> io::Result<Exit> {
    let name = name.join(" ");
    let mut covered = true;
    let exit = run(desk, out, |app| {
        covered = is_covered(app, app.told_of(&name));
        app.about(&name)
    })?;
    Ok(if covered { exit } else { Exit::No })
}

/// Whether the sources cover whom a name means; what only comes near is no answer, as it is none to a question.
fn is_covered(app: &App, whom: Option<EntityId>) -> bool {
    let knowledge = app.knowledge();
    whom.and_then(|id| knowledge.entities.get(&id)).is_none_or(|entity| entity.covered)
}

/// The topics of a summary.
fn topics_of(app: &App, name: &str) -> Vec<&'static str> {
    let knowledge = app.knowledge();
    let profile = app.summarised(name).and_then(|id| knowledge.profiles.get(&id));
    profile.into_iter().flat_map(|profile| &profile.sections).map(|section| section.topic.as_str()).collect()
}

pub(super) fn run(desk: &Desk<'_>, out: &mut Output, reply: impl FnOnce(&App) -> Reply) -> io::Result<Exit> {
    let app = match desk.app() {
        Ok(app) => app,
        Err(error) => return refuse(out, Exit::Unusable, error),
    };
    let reply = reply(&app);
    write!(out.out, "{}", render(&reply, out.width, Marks::Dashes))?;
    out.out.flush()?;
    Ok(if reply.is_refusal() { Exit::No } else { Exit::Done })
}
