//! The real binary over a small knowledge in a folder of its own.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

mod ask;
mod batch;
mod chat;
mod json;
#[cfg(feature = "ledger")]
mod keeping;
mod kept_index;
#[cfg(feature = "ledger")]
mod killed;
mod knowledge;
#[cfg(feature = "ledger")]
mod live;
mod lookup;
#[cfg(feature = "ledger")]
mod lost_key;
#[cfg(feature = "ledger")]
mod outdated;
mod phrasings;
#[cfg(feature = "ledger")]
mod reading;
#[cfg(feature = "ledger")]
mod restored;
mod settings;
mod source;
#[cfg(feature = "ledger")]
mod steering;
#[cfg(feature = "ledger")]
mod taken_in;
#[cfg(feature = "ledger")]
mod three;
#[cfg(feature = "ledger")]
mod typed;
mod unread;
#[cfg(feature = "ledger")]
mod written;

use crate::small;
use chaikhana::store::replace;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// A folder with `config.toml` and `knowledge/`, in which the binary runs.
struct Place {
    folder: tempfile::TempDir,
}

/// What a run said.
#[derive(Debug)]
struct Said {
    code: i32,
    out: String,
    err: String,
}

impl Place {
    /// The small knowledge, with a config that asks for no more phrasings than it has.
    fn new() -> Self {
        let place = Self::empty();
        for file in small::files() {
            place.write(&format!("knowledge/{}", file.path), &file.text);
        }
        place
    }

    /// The config alone.
    fn empty() -> Self {
        let place = Self { folder: tempfile::tempdir().expect("a temporary folder can be made") };
        place.write("config.toml", &format!("[checks]\nmin_phrasings = {}\n", small::MIN_PHRASINGS));
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        self.write_bytes(name, text.as_bytes());
    }

    fn write_bytes(&self, name: &str, bytes: &[u8]) {
        replace(&self.path(name), bytes).expect("a temporary file can be written");
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("the file is there")
    }

    /// The binary with nothing of the tester's own settings; its cache lies in the folder too.
    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chaikhana"));
        let ours = std::env::vars_os().map(|(name, _)| name);
        for name in ours.filter(|name| name.to_string_lossy().starts_with("CHAIKHANA_")) {
            command.env_remove(name);
        }
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "RUST_LOG", "VISUAL", "EDITOR", "COLUMNS"] {
            command.env_remove(name);
        }
        command.env("XDG_CACHE_HOME", self.path("cache")).env("HOME", self.folder.path()).env("USER", "aigul");
        command.args(args).current_dir(self.folder.path());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, args: &[&str]) -> Said {
        Said::of(self.command(args).output().expect("the binary runs"))
    }

    /// Runs with a variable of the environment.
    fn run_with(&self, variable: (&str, &str), args: &[&str]) -> Said {
        Said::of(self.command(args).env(variable.0, variable.1).output().expect("the binary runs"))
    }

    /// Runs with something on standard input.
    fn fed(&self, input: &[u8], args: &[&str]) -> Said {
        let mut child = self.spawn(args);
        let mut stdin = child.stdin.take().expect("standard input is piped");
        let input = input.to_owned();
        // From a thread of its own: both ends could otherwise wait for each other.
        let feeder = std::thread::spawn(move || {
            // Who has read enough may close the pipe.
            let _ = stdin.write_all(&input);
        });
        let output = child.wait_with_output().expect("the binary ends");
        feeder.join().expect("the feeder ends");
        Said::of(output)
    }

    /// Begins the history of the knowledge, or goes on with it, as the start of a bot does. Where a run was killed, it
    /// first tells what it brought to an end.
    #[cfg(feature = "ledger")]
    #[track_caller]
    fn begin(&self) {
        let said = self.run(&["knowledge", "queue", "--ignore", "999999"]);
        assert_eq!(said.code, 2, "{said:?}");
        assert!(said.err.contains("chaikhana: no question 999999 waits"), "{said:?}");
    }

    fn spawn(&self, args: &[&str]) -> Child {
        self.command(args).stdin(Stdio::piped()).spawn().expect("the binary starts")
    }
}

impl Said {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code().expect("the binary ends by itself"),
            out: String::from_utf8(output.stdout).expect("results are UTF-8"),
            err: String::from_utf8(output.stderr).expect("complaints are UTF-8"),
        }
    }

    /// A run that did what was asked for and had nothing to complain about; gives its results.
    #[track_caller]
    fn done(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{self:?}");
        self.out
    }

    /// A run that ended with this code and one plain sentence, which holds each of these; it gave no results.
    #[track_caller]
    fn refused(self, code: i32, holds: &[&str]) {
        assert_eq!(self.code, code, "{self:?}");
        assert_eq!(self.out, "", "a refusal has no results");
        assert!(self.err.starts_with("chaikhana: "), "{}", self.err);
        assert!(!self.err.contains("panicked"), "{}", self.err);
        for part in holds {
            assert!(self.err.contains(part), "{part:?} is not in {:?}", self.err);
        }
    }
}

/// Runs something that must not take long: a second, and ten times what a plain question takes just now.
///
/// Other tests keep the machine busy, so the best of three tries counts.
#[track_caller]
fn quickly(place: &Place, run: impl Fn() -> Said) -> Said {
    place.run(&["ask", "what is the water council"]).done();
    let mut tries = Vec::new();
    for _ in 0..3 {
        let (_, plain) = timed(|| place.run(&["ask", "what is the water council"]));
        let (said, time) = timed(&run);
        if time < Duration::from_secs(1) + plain * 10 {
            return said;
        }
        tries.push((plain, time));
    }
    unreachable!("it took too long; a plain question, and this: {tries:?}");
}

/// Runs something and says how long it took.
fn timed<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = run();
    (result, start.elapsed())
}

/// Words that nobody knows, of this many characters in all: each of them could be a misspelt one.
fn gibberish(characters: u64) -> String {
    let letter = |i: u64| u8::try_from(i * i % 23).map_or('z', |at| char::from(b'a' + at));
    (0..characters).map(|i| if i % 6 == 5 { ' ' } else { letter(i) }).collect()
}

/// The names of what lies in a folder, in order.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
