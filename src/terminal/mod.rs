//! The terminal front: the only room that names clap. Commands parse, call `app`, and draw.
//!
//! Exit codes: 0 done, or answered; 1 nothing or choices for a single question, problems found, or
//! figures below the least; 2 misuse; 3 knowledge or config not usable.

mod args;
mod ask;
mod bar;
mod batch;
mod chat;
mod check;
mod counted;
mod coverage;
mod eval;
mod explain;
mod given;
mod knowledge;
mod lookup;
mod new_entry;
mod output;
mod page;
mod phrasings;
mod render;
mod source;
mod table;
mod written;

pub use args::Args;

use crate::app::{App, Folder, OpenError, Snapshot};
use crate::config::Config;
use crate::reply::Span;

use args::Command;
use output::Output;
use std::io;
use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// What was asked for was done.
    Done,
    /// It was done, and the outcome is no.
    No,
    /// It was asked for in the wrong way.
    Misuse,
    /// Knowledge or config cannot be used.
    Unusable,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::No => 1,
            Exit::Misuse => 2,
            Exit::Unusable => 3,
        })
    }
}

/// Runs the command that was asked for.
///
/// # Errors
/// What the terminal or a file says; a closed pipe among them.
pub fn run(args: &Args, config: &Config) -> io::Result<Exit> {
    let mut out = Output::standard(args.quiet, config.terminal.columns);
    #[cfg(feature = "ledger")]
    {
        out.verbose = args.verbose > 0;
    }
    let folder = Folder::new(&config.knowledge);
    let desk = Desk { folder, config };
    match &args.command {
        Command::Ask(ask) => ask::run(&desk, ask, &mut out),
        Command::Chat => chat::run(&desk, &mut out),
        Command::Country(country) => lookup::country(&desk, country, &mut out),
        Command::Compare(compare) => {
            lookup::run(&desk, &mut out, |app| app.compare(&compare.one, &compare.other, compare.topic))
        }
        Command::Timeline(timeline) => lookup::run(&desk, &mut out, |app| {
            app.timeline(timeline.about.as_deref(), Span { from: timeline.from, to: timeline.to })
        }),
        Command::About { name } => lookup::about(&desk, name, &mut out),
        Command::Check(check) => check::run(&desk, check, &mut out),
        Command::Coverage(coverage) => coverage::run(&desk, coverage, &mut out),
        Command::Source(source) => source::run(&desk, source, &mut out),
        Command::NewEntry(new) => new_entry::run(&desk, new, &mut out),
        Command::Knowledge(knowledge) => knowledge::run(&desk, &knowledge.command, &mut out),
        Command::Eval(eval) => eval::run(&desk, eval, &mut out),
        Command::Run | Command::Preview { .. } => {
            refuse(&mut out, Exit::Misuse, "this program was built without Discord; build it with its default features")
        }
        Command::Completions { shell } => {
            args::completions(*shell, &mut out.out)?;
            Ok(Exit::Done)
        }
    }
}

/// What every command works with.
struct Desk<'c> {
    folder: Folder,
    config: &'c Config,
}

impl Desk<'_> {
    /// The bot, or the sentence that says why there is none.
    fn app(&self) -> Result<App, OpenError> {
        Snapshot::open(&self.folder, self.config).map(App::new)
    }
}

/// Says why a command could not run, on standard error.
fn refuse(out: &mut Output, exit: Exit, why: impl std::fmt::Display) -> io::Result<Exit> {
    out.complain(&why.to_string())?;
    Ok(exit)
}
