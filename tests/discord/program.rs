//! The program itself as a process, joined to a double.

#![expect(clippy::expect_used, clippy::panic, reason = "a program that cannot be started fails its test")]

use super::double::Double;
use super::joined::lay_out;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStderr, Command};

/// Nothing takes so long but on a machine that is busy with other things.
pub(super) const PATIENCE: Duration = Duration::from_mins(1);

/// A folder of its own that the program is started in.
pub(super) struct Place {
    folder: TempDir,
    base: String,
}

/// The program, running; it ends with this.
pub(super) struct Program {
    child: Child,
    stderr: Lines<BufReader<ChildStderr>>,
    said: Vec<String>,
}

impl Place {
    /// With what somebody has who took the project to their machine: its config and its knowledge.
    pub(super) fn shipped(discord: &Double) -> Self {
        let place = Self::empty(discord);
        for name in ["knowledge", "config.toml"] {
            copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(name), &place.file(name));
        }
        place
    }

    /// With the valleys alone.
    pub(super) fn valleys(discord: &Double) -> Self {
        let place = Self::empty(discord);
        lay_out(&place.file("knowledge"));
        place
    }

    fn empty(discord: &Double) -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder can be made"), base: discord.base() }
    }

    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Starts the program for the double, with these variables; nothing of the tester's own settings comes along.
    pub(super) fn starts(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Program {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chaikhana"));
        command.env_clear().env("HOME", self.folder.path()).env("CHAIKHANA_DISCORD_API_BASE", &self.base);
        command.envs(variables.iter().copied()).args(arguments).current_dir(self.folder.path());
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn().expect("the program starts");
        let stderr = BufReader::new(child.stderr.take().expect("standard error is piped")).lines();
        Program { child, stderr, said: Vec::new() }
    }
}

impl Program {
    /// Waits until a line on standard error says this.
    pub(super) async fn says(&mut self, words: &str) {
        while self.line().await.is_some() {
            if self.said.last().is_some_and(|line| line.contains(words)) {
                return;
            }
        }
        panic!("it ended without saying `{words}`: {:?}", self.said);
    }

    /// The next line on standard error; none where it has ended.
    async fn line(&mut self) -> Option<()> {
        let next = tokio::time::timeout(PATIENCE, self.stderr.next_line()).await.expect("it says something, or ends");
        next.expect("it can be read").map(|line| self.said.push(line))
    }

    /// Asks it to stop, as a service does; how it ended, with all that it said.
    pub(super) async fn told_to_stop(self) -> (ExitStatus, Vec<String>) {
        let process = self.child.id().expect("it runs").to_string();
        let told = Command::new("kill").args(["-TERM", &process]).status().await;
        assert!(told.expect("there is `kill`").success());
        self.ended().await
    }

    /// How it ended, with all that it said.
    pub(super) async fn ended(mut self) -> (ExitStatus, Vec<String>) {
        while self.line().await.is_some() {}
        let ended = tokio::time::timeout(PATIENCE, self.child.wait()).await.expect("it ends");
        (ended.expect("its end can be seen"), self.said)
    }
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        std::fs::create_dir_all(to).expect("folders can be made");
        for inside in std::fs::read_dir(from).expect("the folder can be read") {
            let inside = inside.expect("the folder can be read");
            copy(&inside.path(), &to.join(inside.file_name()));
        }
    } else {
        std::fs::copy(from, to).expect("files can be copied");
    }
}
