//! The binary: arguments → config → logging → one subcommand → exit code.

use chaikhana::config::Config;
use chaikhana::terminal::{self, Args, Exit};
use clap::Parser;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

/// Small things are made and given back all the time: it does so in less time than most systems. It asks for no huge
/// pages, which would double what the program takes.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(said) => return printed(&said),
    };
    let config = match Config::load(args.config.as_deref(), Config::environment()) {
        Ok(config) => args.over(config),
        Err(error) => {
            complain(&error);
            return Exit::Unusable.into();
        }
    };
    if let Err(error) = start_logging(&args, &config) {
        complain(&*error);
        return Exit::Unusable.into();
    }
    #[cfg(feature = "discord")]
    if args.joins_discord() {
        return joined(&chaikhana::discord::run(&config));
    }
    #[cfg(feature = "discord")]
    if let Some(page) = args.preview() {
        if std::fs::read(page).is_ok_and(|bytes| !chaikhana::discord::may_replace(&bytes)) {
            let why = "is there already and is no page of `preview`; name another place as `--html FILE`";
            let _ = writeln!(io::stderr(), "chaikhana: `{}` {why}", page.display());
            return Exit::Misuse.into();
        }
        return match drawn(&config, page) {
            Ok(()) => {
                let _ = writeln!(io::stderr(), "written to `{}`", page.display());
                ExitCode::SUCCESS
            }
            Err(error) => {
                complain(&*error);
                Exit::Unusable.into()
            }
        };
    }
    match terminal::run(&args, &config) {
        Ok(exit) => exit.into(),
        Err(error) => unwritten(&error),
    }
}

/// Writes help, the version, or what is wrong with the arguments.
fn printed(said: &clap::Error) -> ExitCode {
    match said.print().and_then(|()| io::stdout().flush()) {
        Err(error) if !said.use_stderr() => unwritten(&error),
        _ => u8::try_from(said.exit_code()).unwrap_or(2).into(),
    }
}

/// Results that could not be written.
fn unwritten(error: &io::Error) -> ExitCode {
    // Whoever closed the pipe has read enough.
    if error.kind() == ErrorKind::BrokenPipe {
        return ExitCode::SUCCESS;
    }
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            let _ = writeln!(
                io::stderr(),
                "chaikhana: what was to be printed could not be written: {error}; make room there, or print it elsewhere"
            );
        }
        _ => complain(error),
    }
    Exit::Unusable.into()
}

/// Writes the gallery.
#[cfg(feature = "discord")]
fn drawn(config: &Config, page: &std::path::Path) -> Result<(), Box<dyn std::error::Error>> {
    let folder = chaikhana::app::Folder::new(&config.knowledge);
    let app = chaikhana::app::App::new(chaikhana::app::Snapshot::open(&folder, config)?);
    let text = chaikhana::discord::preview(&app);
    chaikhana::store::replace(page, text.as_bytes()).map_err(|error| {
        format!("`{}` cannot be written: {error}; name another place as `--html FILE`", page.display())
    })?;
    Ok(())
}

/// Says why the bot ended, where it was not asked to.
#[cfg(feature = "discord")]
fn joined(ending: &chaikhana::discord::Ending) -> ExitCode {
    if let Some(why) = ending.why() {
        let _ = writeln!(io::stderr(), "chaikhana: {why}");
    }
    ending.into()
}

fn complain(error: &dyn std::error::Error) {
    let _ = writeln!(io::stderr(), "chaikhana: {error}");
}

fn start_logging(args: &Args, config: &Config) -> Result<(), Box<dyn std::error::Error>> {
    let mut filter = match (args.quiet, args.verbose) {
        (true, _) => "error".to_owned(),
        // Whoever starts the bot waits for the word that it is there.
        #[cfg(feature = "discord")]
        (_, 0) if args.joins_discord() => format!("chaikhana::discord::events=info,{}", config.log_filter),
        (_, 0) => config.log_filter.clone(),
        (_, 1) => "info,chaikhana=debug".to_owned(),
        _ => "debug,chaikhana=trace".to_owned(),
    };
    // They would write what people say, and tokens with which to answer in the bot's name.
    for library in ["serenity", "poise"] {
        if !filter.contains(library) {
            filter.extend([",", library, "=warn"]);
        }
    }
    let filter = EnvFilter::try_new(&filter)
        .map_err(|error| format!("`log.filter` is \"{filter}\" ({error}); write error, warn, info, debug or trace"))?;
    // A journal or a file has no use for colours.
    let colours = io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours).with_writer(io::stderr).init();
    Ok(())
}
