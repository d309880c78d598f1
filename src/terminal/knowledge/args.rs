//! What can be typed behind `chaikhana knowledge`.

use crate::knowledge::{Date, EntryId};
use crate::terminal::args::date;
use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, ClapArgs)]
pub(in crate::terminal) struct Knowledge {
    #[command(subcommand)]
    pub(in crate::terminal) command: Keeping,
}

#[derive(Debug, Subcommand)]
pub(in crate::terminal) enum Keeping {
    /// Write a new entry in your editor
    Add(Add),
    /// Change an entry in your editor
    Edit(Edit),
    /// Add a phrasing to an entry
    Alias(Asked),
    /// Note a question that an entry does not answer
    NearMiss(Asked),
    /// Let an entry answer no more; its id stays taken
    Retire(Retire),
    /// Let a retired entry answer again
    Restore(One),
    /// Move an entry to another file
    Move(Move),
    /// List the changes, newest first
    History(History),
    /// Show what a change did
    Diff {
        /// Its number, from `history`
        #[arg(value_name = "N", value_parser = revision)]
        number: u64,
    },
    /// Take a change back
    Undo(Undo),
    /// List what was not answered well, with what can be done about it
    Queue(Queue),
    /// List the entries that were to be looked at again by now, and sentences of profiles older than their entries
    Stale {
        /// By this day [default: today]
        #[arg(long, value_name = "DATE", value_parser = date)]
        on: Option<Date>,
    },
    /// Show how the knowledge stands
    Status,
    /// Write all entries as one text to standard output
    Export(Export),
    /// Take entries over from a text that `export` wrote; shows what would change, and publishes with --yes
    Import(Import),
    /// Copy knowledge, ledger and key into a new folder
    Backup {
        /// A folder that is not there yet
        #[arg(value_name = "DIR")]
        to: PathBuf,
    },
    /// Put a copy that `backup` made in the place of knowledge, ledger and key; the bot must be stopped
    RestoreBackup(RestoreBackup),
}

#[cfg(feature = "ledger")]
impl Keeping {
    /// Whether it leaves everything as it is.
    pub(super) fn only_looks(&self) -> bool {
        match self {
            Self::History(_) | Self::Diff { .. } | Self::Stale { .. } | Self::Status => true,
            Self::Queue(queue) => queue.ignore.is_none() && queue.out_of_scope.is_none(),
            _ => false,
        }
    }

    /// Whether it only shows what would change.
    pub(super) fn only_tries(&self) -> bool {
        let publishing = match self {
            Self::Add(it) => &it.publishing,
            Self::Edit(it) => &it.publishing,
            Self::Alias(it) | Self::NearMiss(it) => &it.publishing,
            Self::Retire(it) => &it.publishing,
            Self::Restore(it) => &it.publishing,
            Self::Move(it) => &it.publishing,
            Self::Undo(it) => &it.publishing,
            Self::Queue(it) => &it.publishing,
            Self::Import(it) => return !it.publishing.yes,
            _ => return false,
        };
        publishing.dry_run
    }
}

#[derive(Debug, ClapArgs)]
pub(in crate::terminal) struct RestoreBackup {
    /// What `backup` made
    #[arg(value_name = "DIR")]
    pub(super) from: PathBuf,

    /// Do it without asking
    #[arg(short, long)]
    pub(super) yes: bool,
}

/// How a change is published.
#[derive(Debug, ClapArgs)]
pub(super) struct Publishing {
    /// Publish without asking
    #[arg(short, long)]
    pub(super) yes: bool,

    /// Show what would change, and leave the knowledge as it is
    #[arg(long, conflicts_with = "yes")]
    pub(super) dry_run: bool,

    /// Publish although questions would get something else
    #[arg(long, requires = "why")]
    pub(super) force: bool,

    /// Why, for the history
    #[arg(long, value_name = "TEXT")]
    pub(super) why: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub(in crate::terminal) struct Add {
    /// The file that it goes into, such as countries/NAME.toml
    pub(super) file: String,

    /// The source that proves it
    #[arg(long, value_name = "ID", required_unless_present = "from")]
    pub(super) source: Option<String>,

    /// The source's document: fills in the quote, and whom it names
    #[arg(long, value_name = "FILE", requires = "source")]
    pub(super) text: Option<PathBuf>,

    /// Take the entry from a file, or from - for standard input, and open no editor
    #[arg(long, value_name = "TOML", conflicts_with = "source")]
    pub(super) from: Option<PathBuf>,

    #[command(flatten)]
    pub(super) publishing: Publishing,
}

#[derive(Debug, ClapArgs)]
pub(in crate::terminal) struct Edit {
    /// The entry
    #[arg(value_parser = entry)]
    pub(super) id: EntryId,

    /// Take the entry from a file, or from - for standard input, and open no editor
    #[arg(long, value_name = "TOML")]
    pub(super) from: Option<PathBuf>,

    #[command(flatten)]
    pub(super) publishing: Publishing,
}

#[derive(Debug, ClapArgs)]
pub(in crate::terminal) struct Asked {
    /// The entry
    #[arg(value_parser = entry)]
    pub(super) id: EntryId,

    /// The question, quoted or not
    #[arg(required_unless_present = "queued", value_name = "QUESTION")]
    pub(super) question: Vec<String>,

    /// Settle this question of the queue with it; without QUESTION, in its words
    #[arg(long, value_name = "N")]
    pub(super) queued: Option<u64>,

    #[command(flatten)]
    pub(super) publishing: Publishing,
}

#[derive(Debug, ClapArgs)]
pub(in crate::terminal) struct One {
    /// The entry
    #[arg(value_parser = entry)]
    pub(super) id: EntryId,

    #[command(flatten)]
    pub(super) publishing: Publishing,
}

#[derive(Debug, ClapArgs)]
pub(in crate::terminal) struct Retire {
    /// The entry
    #[arg(value_parser = entry)]
    pub(super) id: EntryId,

    /// Since when [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(super) on: Option<Date>,

    #[command(flatten)]
    pub(super) publishing: Publishing,
}

#[derive(Debug, ClapArgs)]
pub(in crate::terminal) struct Move {
    /// The entry
    #[arg(value_parser = entry)]
    pub(super) id: EntryId,

    /// The file that it goes into, such as topics/NAME.toml
    pub(super) file: String,

    #[command(flatten)]
    pub(super) publishing: Publishing,
}

#[derive(Debug, ClapArgs)]
pub(in crate::terminal) struct History {
    /// Only changes of this entry
    #[arg(long, value_name = "ID", value_parser = entry)]
    pub(super) entry: Option<EntryId>,

    /// Only changes of this file
    #[arg(long, value_name = "FILE")]
    pub(super) file: Option<String>,

    /// At most this many
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = some)]
    pub(super) limit: usize,
}

#[derive(Debug, ClapArgs)]
pub(in crate::terminal) struct Undo {
    /// The number of the change, from `history`
    #[arg(value_name = "N", value_parser = revision)]
    pub(super) number: u64,

    #[command(flatten)]
    pub(super) publishing: Publishing,
}

#[derive(Debug, ClapArgs)]
pub(in crate::terminal) struct Queue {
    /// At most this many groups
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = some)]
    pub(super) limit: usize,

    /// Take a question with all that are like it off the queue
    #[arg(long, value_name = "N", conflicts_with = "out_of_scope")]
    pub(super) ignore: Option<u64>,

    /// Note that nothing may answer a question, and take it off the queue
    #[arg(long, value_name = "N")]
    pub(super) out_of_scope: Option<u64>,

    #[command(flatten)]
    pub(super) publishing: Publishing,
}

/// In which form entries are exchanged.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Form {
    /// As in the files
    Toml,
    /// A list of objects
    Json,
    /// A table for spreadsheets
    Csv,
}

#[derive(Debug, ClapArgs)]
pub(in crate::terminal) struct Export {
    /// The form
    #[arg(long, value_enum, default_value_t = Form::Toml)]
    pub(super) format: Form,

    /// Only these entries
    #[arg(value_name = "ID", value_parser = entry)]
    pub(super) ids: Vec<EntryId>,
}

#[derive(Debug, ClapArgs)]
pub(in crate::terminal) struct Import {
    /// What `export` wrote; - for standard input
    pub(super) file: PathBuf,

    /// The form [default: what the file's name says]
    #[arg(long, value_enum)]
    pub(super) format: Option<Form>,

    /// Take the file as it is, also where others have changed its entries since the export
    #[arg(long)]
    pub(super) as_it_is: bool,

    #[command(flatten)]
    pub(super) publishing: Publishing,
}

fn revision(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| "give the number of a change, such as 3; `history` lists them".to_owned())
}

/// How many are to be shown.
fn some(text: &str) -> Result<usize, String> {
    let number = text.parse().map_err(|_| "give a whole number, such as 20")?;
    if number == 0 { Err("give at least 1".to_owned()) } else { Ok(number) }
}

fn entry(text: &str) -> Result<EntryId, String> {
    EntryId::parse(text).map_err(|error| format!("{error}: use small letters, digits and hyphens"))
}
