//! `chaikhana country`, `compare`, `timeline` and `about`: what is asked by name.

use super::output::Output;
use super::render::{Marks, render};
use super::{Desk, Exit, refuse};
use crate::app::App;
use crate::reply::Reply;
use std::io::{self, Write};

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
