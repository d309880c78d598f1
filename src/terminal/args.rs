//! What can be typed.

use super::knowledge::Knowledge;
use crate::config::Config;
use crate::knowledge::{Date, Topic};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args as ClapArgs, CommandFactory, Parser, Subcommand};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Answers questions on Central Asian foreign policy, with a word-for-word quote behind every answer.
#[derive(Debug, Parser)]
#[command(name = "chaikhana", version, propagate_version = true, arg_required_else_help = true)]
#[command(
    after_help = "Exit codes: 0 done or answered, 1 nothing, choices, problems or figures below --min, 2 misuse, 3 knowledge or config not usable."
)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub(super) command: Command,

    /// The knowledge folder [default: the config's]
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) knowledge: Option<PathBuf>,

    /// The config file [default: config.toml where there is one]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// Log more; twice for everything
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,

    /// Print results only
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
}

impl Args {
    /// Settings with what was typed in their place.
    #[must_use]
    pub fn over(&self, mut config: Config) -> Config {
        if let Some(folder) = &self.knowledge {
            config.knowledge.clone_from(folder);
        }
        config
    }

    /// Whether the bot is to join Discord.
    pub fn joins_discord(&self) -> bool {
        matches!(self.command, Command::Run)
    }

    /// The page on which answers are to be drawn as Discord shows them.
    pub fn preview(&self) -> Option<&Path> {
        match &self.command {
            Command::Preview { html } => Some(html),
            _ => None,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Answer a question
    Ask(Ask),
    /// Ask question after question at a prompt
    Chat,
    /// Show a state, a power, an organisation or a project in summary
    Country(Country),
    /// Show two states, powers, organisations or projects side by side
    Compare(Compare),
    /// Show what happened when
    Timeline(Timeline),
    /// Show which questions are answered about a name
    About {
        /// A state, power, organisation, project, person, place or document
        #[arg(required = true, value_name = "NAME")]
        name: Vec<String>,
    },
    /// Check the knowledge files
    Check(Check),
    /// Show how much of each source the entries touch
    Coverage(Coverage),
    /// Add and list sources
    Source(Source),
    /// Print the skeleton of a new entry, to be filled in
    NewEntry(NewEntry),
    /// Keep the knowledge: add, edit, retire, take back, look after what was not answered
    Knowledge(Knowledge),
    /// Measure against labelled questions
    Eval(Eval),
    /// Join Discord and answer there until told to stop
    Run,
    /// Draw answers as Discord would show them, to be looked at in a browser
    Preview {
        /// The page that is written
        #[arg(long, value_name = "FILE")]
        html: PathBuf,
    },
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, ClapArgs)]
pub(super) struct Ask {
    /// The question, quoted or not; with --json and none, one a line is read from standard input
    #[arg(value_name = "QUESTION")]
    pub(super) question: Vec<String>,

    /// Write one JSON object a question
    #[arg(long)]
    pub(super) json: bool,

    /// Show entities, repairs, candidates with scores, gates and thresholds
    #[arg(long, conflicts_with = "json")]
    pub(super) explain: bool,

    /// The question asked before, for "and Tajikistan?"
    #[arg(long, value_name = "QUESTION")]
    pub(super) previous: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Country {
    /// A state, power, organisation or project, under any of its names
    #[arg(required = true, value_name = "NAME")]
    pub(super) name: Vec<String>,

    /// One topic only
    #[arg(long, value_parser = topics())]
    pub(super) topic: Option<Topic>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Compare {
    /// One, such as Kazakhstan; a name of several words in quotation marks
    #[arg(value_name = "A")]
    pub(super) one: String,

    /// The other, such as Uzbekistan
    #[arg(value_name = "B")]
    pub(super) other: String,

    /// One topic only
    #[arg(long, value_parser = topics())]
    pub(super) topic: Option<Topic>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Timeline {
    /// Only what concerns this name
    #[arg(long, value_name = "NAME")]
    pub(super) about: Option<String>,

    /// From this date on: 1991, 1991-08 or 1991-08-31
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(super) from: Option<Date>,

    /// Up to this date
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(super) to: Option<Date>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Check {
    /// Take warnings for errors
    #[arg(long)]
    pub(super) strict: bool,

    /// Restore the normal form of the files first
    #[arg(long)]
    pub(super) fix: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Coverage {
    /// A source's document: shows its open sentences as text
    #[arg(long, value_name = "FILE")]
    pub(super) text: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Source {
    #[command(subcommand)]
    pub(super) command: SourceCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum SourceCommand {
    /// Make the fingerprint and the bibliography entry of a document
    Add(Box<SourceAdd>),
    /// Take a new edition of a document: lists the quotes that no longer hold
    Update(SourceUpdate),
    /// List the sources
    List,
}

#[derive(Debug, ClapArgs)]
pub(super) struct SourceUpdate {
    /// The new edition, as Markdown or plain text
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,

    /// The source that it is an edition of
    #[arg(long)]
    pub(super) id: String,

    /// Write the new fingerprint; nothing is written without this
    #[arg(long)]
    pub(super) write: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct SourceAdd {
    /// The document, as Markdown or plain text
    pub(super) file: PathBuf,
    /// Its id, such as author-year
    #[arg(long)]
    pub(super) id: String,
    /// As it is printed
    #[arg(long, required_unless_present = "replace")]
    pub(super) author: Option<String>,
    /// As it is printed
    #[arg(long, required_unless_present = "replace")]
    pub(super) title: Option<String>,
    /// 2021, 2021-04 or 2021-04-03
    #[arg(long, required_unless_present = "replace", value_name = "DATE")]
    pub(super) published: Option<String>,
    /// Where it appeared
    #[arg(long)]
    pub(super) venue: Option<String>,
    /// Where it can be read
    #[arg(long)]
    pub(super) url: Option<String>,
    /// Its digital object identifier
    #[arg(long)]
    pub(super) doi: Option<String>,
    /// Who holds the rights, and on what ground quotes are shown
    #[arg(long)]
    pub(super) licence: Option<String>,
    /// Make the fingerprint of a known source anew
    #[arg(long)]
    pub(super) replace: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct NewEntry {
    /// The source that proves it
    #[arg(long, value_name = "ID")]
    pub(super) source: String,

    /// The source's document: fills in the quote, and whom it names
    #[arg(long, value_name = "FILE")]
    pub(super) text: Option<PathBuf>,

    /// The sentence to begin from [default: the first that no entry touches]
    #[arg(long, value_name = "N", requires = "text")]
    pub(super) sentence: Option<usize>,
}

#[derive(Debug, ClapArgs)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(super) struct Eval {
    /// Labelled questions, TOML or JSONL
    #[arg(required_unless_present_any = ["held_out", "phrasings"], value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,

    /// Build an engine of bare phrasings instead: CSV with the columns text,category
    #[arg(long, value_name = "CSV", requires = "questions")]
    #[arg(conflicts_with_all = ["files", "held_out", "min", "fit", "misses", "confusion"])]
    pub(super) phrasings: Option<PathBuf>,

    /// What that engine is asked: CSV with the same columns; the category oos must not be answered
    #[arg(long, value_name = "CSV", requires = "phrasings")]
    pub(super) questions: Option<PathBuf>,

    /// Ask the phrasings of the knowledge instead, each fifth of an engine that has not seen it
    #[arg(long, conflicts_with = "files")]
    pub(super) held_out: bool,

    /// Write one JSON object
    #[arg(long)]
    pub(super) json: bool,

    /// Fail below this share of right ones, 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(super) min: Option<f64>,

    /// Fit the weights of the confidence to the questions, and print them
    #[arg(long, conflicts_with_all = ["json", "min", "misses", "confusion", "held_out"])]
    pub(super) fit: bool,

    /// Show each question that did not go right
    #[arg(long)]
    pub(super) misses: bool,

    /// Show which entries are taken for one another, and which take most questions from others
    #[arg(long)]
    pub(super) confusion: bool,
}

fn share(text: &str) -> Result<f64, String> {
    let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "give a share from 0 to 1, such as 0.9".to_owned())
}

/// The topics by their words, which completions and help list.
fn topics() -> impl TypedValueParser<Value = Topic> {
    PossibleValuesParser::new(Topic::ALL.map(Topic::as_str))
        .try_map(|word| Topic::parse(&word).ok_or("give one of the topics"))
}

pub(super) fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "write a date as 1991, 1991-08 or 1991-08-31".to_owned())
}

/// Writes the completion script of a shell.
pub(super) fn completions(shell: clap_complete::Shell, out: &mut dyn Write) -> io::Result<()> {
    // Into memory first: clap panics where a reader has closed the pipe.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "chaikhana", &mut script);
    out.write_all(&script)?;
    out.flush()
}
