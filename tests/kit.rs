//! A small knowledge folder of our own invention, and the binary run on it.
//!
//! [`Kit::new`] lays out `tests/fixtures/valleys` in a temporary folder, with fingerprints made of the
//! fixtures' documents; a test changes what it is about, says what must come out, and runs:
//!
//! ```ignore
//! Kit::new()
//!     .replace("countries/lorn.toml", "$16 million", "$17 million")
//!     .args(["check"])
//!     .exit(1)
//!     .stdout(str![[r#"…"#]])
//!     .run();
//! ```
//!
//! Whatever a test does not mention must be as if nothing had been said: exit code 0, no output, no complaint.
//! `SNAPSHOTS=overwrite cargo test` fills the snapshots in; read them before they are kept.

#![expect(clippy::expect_used, reason = "a kit that cannot be laid out fails its test")]

use chaikhana::knowledge::proof::{Document, Fingerprint, clean};
use snapbox::{Data, IntoData, assert_data_eq};
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// An ugly document of our own invention: the treaty of two valleys.
pub(crate) const UGLY: &str = include_str!("fixtures/ugly.md");
/// A short letter of our own invention, which no entry quotes.
pub(crate) const LETTER: &str = include_str!("fixtures/letter.md");

/// The hand-written files of the base knowledge, by their path below the knowledge folder.
pub(crate) const VALLEYS: &[(&str, &str)] = &[
    ("sources.toml", include_str!("fixtures/valleys/sources.toml")),
    ("sources/tarrow-1932.skip.toml", include_str!("fixtures/valleys/sources/tarrow-1932.skip.toml")),
    ("lexicon.toml", include_str!("fixtures/valleys/lexicon.toml")),
    ("countries/lorn.toml", include_str!("fixtures/valleys/countries/lorn.toml")),
    ("countries/sey.toml", include_str!("fixtures/valleys/countries/sey.toml")),
    ("topics/league.toml", include_str!("fixtures/valleys/topics/league.toml")),
    ("profiles/lorn.toml", include_str!("fixtures/valleys/profiles/lorn.toml")),
    ("guard.toml", include_str!("fixtures/valleys/guard.toml")),
];

/// The ugly document as the cleaner leaves it.
pub(crate) fn ugly() -> Document {
    clean(UGLY)
}

/// A temporary folder with a knowledge folder in it, and what a run of the binary there must give.
#[must_use = "nothing is run before `run`"]
#[derive(Debug)]
pub(crate) struct Kit {
    folder: TempDir,
    args: Vec<OsString>,
    variables: Vec<(OsString, OsString)>,
    stdout: Data,
    stderr: Data,
    exit: i32,
}

impl Kit {
    /// The base knowledge: two sources, seven entities, six entries; `check --strict` finds nothing in it.
    pub(crate) fn new() -> Self {
        let base = VALLEYS.iter().fold(Self::empty(), |kit, (path, text)| kit.file(path, text));
        base.fingerprint("tarrow-1932", UGLY).fingerprint("quill-1933", LETTER)
    }

    /// No knowledge folder yet.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let nothing = || "".into_data().raw();
        Self { folder, args: Vec::new(), variables: Vec::new(), stdout: nothing(), stderr: nothing(), exit: 0 }
    }

    /// Writes a file, in place of the one that was there.
    ///
    /// Paths lie below the knowledge folder; with `../` before it, beside it, where the binary is run.
    pub(crate) fn file(self, path: &str, text: &str) -> Self {
        self.bytes(path, text.as_bytes())
    }

    /// Writes a file that need not be text.
    pub(crate) fn bytes(self, path: &str, bytes: &[u8]) -> Self {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the folder can be made");
        let mut file = std::fs::File::create(path).expect("the file can be made");
        file.write_all(bytes).expect("the file can be written");
        self
    }

    /// Makes the fingerprint of a document, as `source add` would.
    pub(crate) fn fingerprint(self, id: &str, document: &str) -> Self {
        let fingerprint = Fingerprint::of(&clean(document), id);
        self.file(&format!("sources/{id}.fingerprint"), &fingerprint.to_string())
    }

    /// Replaces a passage of a file, which must stand there once.
    #[track_caller]
    pub(crate) fn replace(self, path: &str, from: &str, to: &str) -> Self {
        let text = self.read(path);
        assert_eq!(text.matches(from).count(), 1, "`{from}` stands in `{path}` once");
        self.file(path, &text.replace(from, to))
    }

    /// Adds text at the end of a file.
    pub(crate) fn append(self, path: &str, text: &str) -> Self {
        let text = self.read(path) + text;
        self.file(path, &text)
    }

    /// Takes a file away.
    pub(crate) fn remove(self, path: &str) -> Self {
        std::fs::remove_file(self.path(path)).expect("the file is there");
        self
    }

    /// What is typed behind `chaikhana`.
    pub(crate) fn args(mut self, args: impl IntoIterator<Item = impl Into<OsString>>) -> Self {
        self.args = args.into_iter().map(Into::into).collect();
        self
    }

    /// Sets a variable of the environment; those that are settings of ours are unset otherwise.
    pub(crate) fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.into(), value.into()));
        self
    }

    /// What it must say.
    pub(crate) fn stdout(mut self, expected: impl IntoData) -> Self {
        self.stdout = expected.into_data().raw();
        self
    }

    /// What it must say on standard error.
    pub(crate) fn stderr(mut self, expected: impl IntoData) -> Self {
        self.stderr = expected.into_data().raw();
        self
    }

    /// How it must end.
    pub(crate) fn exit(mut self, code: i32) -> Self {
        self.exit = code;
        self
    }

    /// Runs the binary in the temporary folder and compares all that it says and how it ends.
    #[track_caller]
    pub(crate) fn run(self) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chaikhana"));
        let ours = |name: &OsString| name.to_string_lossy().starts_with("CHAIKHANA_");
        for (name, _) in std::env::vars_os().filter(|(name, _)| ours(name)) {
            command.env_remove(name);
        }
        // Whatever the program keeps for a person, it keeps here and not in the tester's home.
        for folder in ["HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"] {
            command.env(folder, self.folder.path().join("home"));
        }
        command.env_remove("COLUMNS").env_remove("CLICOLOR_FORCE").env("NO_COLOR", "1").env("RUST_BACKTRACE", "0");
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command.args(&self.args).current_dir(self.folder.path());
        let output = command.stdin(Stdio::null()).output().expect("the binary can be started");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the binary writes UTF-8");
        let (stdout, stderr) = (text(output.stdout), text(output.stderr));
        assert_data_eq!(stderr.into_data().raw(), self.stderr);
        assert_data_eq!(stdout.into_data().raw(), self.stdout);
        assert_eq!(output.status.code(), Some(self.exit), "the exit code of {:?}", self.args);
        Ran { folder: self.folder }
    }

    fn path(&self, path: &str) -> PathBuf {
        place(&self.folder, path)
    }

    pub(crate) fn read(&self, path: &str) -> String {
        read(&self.path(path))
    }
}

/// What a run left behind.
#[derive(Debug)]
pub(crate) struct Ran {
    folder: TempDir,
}

impl Ran {
    /// The text of a file, by the paths of [`Kit::file`].
    pub(crate) fn read(&self, path: &str) -> String {
        read(&place(&self.folder, path))
    }

    /// The same folder for another run.
    pub(crate) fn again(self) -> Kit {
        Kit { folder: self.folder, ..Kit::empty() }
    }
}

fn place(folder: &TempDir, path: &str) -> PathBuf {
    match path.strip_prefix("../") {
        Some(beside) => folder.path().join(beside),
        None => folder.path().join("knowledge").join(path),
    }
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("the file is there and is text")
}
