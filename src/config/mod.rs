//! Settings: the raw file and the environment, read here and nowhere else, checked into one value.

mod discord;
mod raw;
mod terminal;

pub use discord::{Discord, Ledger, Limits, Rights, Token, TokenError};
pub use terminal::Terminal;

use crate::{engine, knowledge};
use raw::Raw;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// The file that is read where no other is named.
pub const DEFAULT_FILE: &str = "config.toml";
/// The word for the system's own cache folder.
const PLATFORM: &str = "platform";
/// What is logged where nothing else is said: serenity writes tokens of interactions at debug.
const LOG_FILTER: &str = "warn";
/// What every environment variable of ours begins with.
const PREFIX: &str = "CHAIKHANA_";

/// Every key, in the order of `config.toml`; the environment variable of `answers.answer_at` is
/// `CHAIKHANA_ANSWERS_ANSWER_AT`.
const KEYS: &[&str] = &[
    "knowledge",
    "cache",
    "answers.answer_at",
    "answers.offer_at",
    "answers.max_choices",
    "checks.min_phrasings",
    "checks.max_quote_words",
    "discord.token_file",
    "discord.api_base",
    "discord.guilds",
    "discord.ask_channels",
    "discord.unprompted_at",
    "discord.cooldown_minutes",
    "discord.moderators_channel",
    "limits.user_per_minute",
    "limits.channel_per_minute",
    "limits.process_per_second",
    "limits.in_flight",
    "limits.waiting",
    "ledger.folder",
    "ledger.keep_days",
    "ledger.direct_messages",
    "log.filter",
];

/// Checked settings.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// The knowledge folder.
    pub knowledge: PathBuf,
    /// Where indexes are kept between starts; none where they are not.
    pub cache: Option<PathBuf>,
    /// Tells one build of this program from another: what one has indexed, another does not read.
    pub build: String,
    /// What the engine decides by.
    pub answers: engine::Settings,
    /// What the checks allow.
    pub checks: knowledge::Limits,
    /// The bot in Discord.
    pub discord: Discord,
    /// What is logged, in the syntax of `tracing`'s `EnvFilter`.
    pub log_filter: String,
    /// Who works at the terminal.
    pub terminal: Terminal,
}

/// Settings that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("the config `{}` cannot be read: {source}; name another with `--config FILE`", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file or a variable does not say what settings say.
    #[error("{origin}: {message}")]
    Wrong {
        /// The file or the variable.
        origin: String,
        /// What is wrong, and what would be right.
        message: String,
    },
}

fn wrong(origin: impl Into<String>, message: impl Into<String>) -> ConfigError {
    ConfigError::Wrong { origin: origin.into(), message: message.into() }
}

impl Config {
    /// The variables of the environment that say something here, in the order of their names.
    ///
    /// A name or value that is no text is left out: it cannot be one of ours.
    pub fn environment() -> impl Iterator<Item = (String, String)> {
        let ours = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
                .filter(|(name, _)| name.starts_with(PREFIX) || name == discord::TOKEN || terminal::reads(name))
        };
        let mut found: Vec<(String, String)> = std::env::vars_os().filter_map(ours).collect();
        found.sort();
        found.into_iter()
    }

    /// Reads the file, lets variables of the environment override it, and checks the whole.
    ///
    /// Without a named file, `config.toml` is read where it exists.
    /// A relative knowledge folder lies beside the file.
    ///
    /// # Errors
    /// [`ConfigError`] with the file or the variable, and what would be right.
    pub fn load(file: Option<&Path>, environment: impl Iterator<Item = (String, String)>) -> Result<Self, ConfigError> {
        let path = file.unwrap_or(Path::new(DEFAULT_FILE));
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound && file.is_none() => String::new(),
            Err(source) => return Err(ConfigError::Unreadable { path: path.to_owned(), source }),
        };
        let origin = path.display().to_string();
        // The file alone first, so that its problems are not blamed on the environment.
        let told = |e: toml::de::Error| wrong(&origin, documented(e.to_string().trim_end()));
        let alone: Raw = toml::from_str(&text).map_err(told)?;
        let mut table: Table = toml::from_str(&text).map_err(told)?;
        let mut token = None;
        let environment: Vec<(String, String)> = environment.collect();
        for (name, value) in &environment {
            if name == discord::TOKEN {
                token = Some(Token::new(value)).filter(|token| !token.reveal().is_empty());
            }
            if let Some(key) = name.strip_prefix(PREFIX) {
                set(&mut table, key, value).map_err(|message| wrong(name, message))?;
                // One by one, so that the one that is wrong is named.
                let so_far = Raw::deserialize(table.clone());
                so_far.map_err(|e| wrong(name, documented(e.message())))?;
            }
        }
        let raw = Raw::deserialize(table).map_err(|e| wrong("the environment", documented(e.message())))?;
        let beside = path.parent().unwrap_or(Path::new(""));
        let origin = if alone.checked(beside).is_ok() { "the environment" } else { &origin };
        let mut config = raw.checked(beside).map_err(|message| wrong(origin, message))?;
        config.discord.token = token;
        config.terminal = terminal::of(&environment);
        Ok(config)
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            knowledge: PathBuf::from("knowledge"),
            cache: platform_cache(),
            build: build(),
            answers: engine::Settings::default(),
            checks: knowledge::Limits::default(),
            discord: Discord::default(),
            log_filter: LOG_FILTER.to_owned(),
            terminal: Terminal::default(),
        }
    }
}

fn documented(message: &str) -> String {
    let whole = "expected a whole number such as 5";
    let message = message.replace("expected f64", "expected a number such as 0.5");
    let message =
        ["u32", "u64", "usize"].iter().fold(message, |said, kind| said.replace(&format!("expected {kind}"), whole));
    format!("{message}; config.toml in the project documents every key")
}

/// Puts a variable's value where its key belongs.
fn set(table: &mut Table, variable: &str, value: &str) -> Result<(), String> {
    let name = |key: &str| key.replace('.', "_").to_uppercase();
    let Some(key) = KEYS.iter().find(|key| name(key) == variable) else {
        let known: Vec<String> = KEYS.iter().map(|key| format!("{PREFIX}{}", name(key))).collect();
        return Err(format!("there is no such setting; there are {}", known.join(", ")));
    };
    let value = match *key {
        "knowledge" | "cache" | "log.filter" | "discord.token_file" | "discord.api_base" | "ledger.folder" => {
            Value::String(value.to_owned())
        }
        "answers.answer_at" | "answers.offer_at" | "discord.unprompted_at" => {
            Value::Float(number(value, "a number such as 0.5")?)
        }
        "discord.guilds" | "discord.ask_channels" => Value::Array(numbers(value)?),
        "ledger.direct_messages" => Value::Boolean(truth(value)?),
        _ => Value::Integer(number(value, "a whole number such as 5")?),
    };
    match key.split_once('.') {
        None => drop(table.insert((*key).to_owned(), value)),
        Some((section, key)) => {
            let section = table.entry(section).or_insert_with(|| Value::Table(Table::new()));
            if let Value::Table(section) = section {
                section.insert(key.to_owned(), value);
            }
        }
    }
    Ok(())
}

fn number<T: std::str::FromStr>(value: &str, right: &str) -> Result<T, String> {
    value.trim().parse().map_err(|_| format!("`{}` cannot be read; write {right}", value.trim()))
}

/// Numbers with commas between, in brackets as in the file or without; none where the text is empty.
fn numbers(value: &str) -> Result<Vec<Value>, String> {
    let value = value.trim();
    let bare = value.strip_prefix('[').and_then(|value| value.strip_suffix(']')).unwrap_or(value);
    let each = bare.split(',').filter(|part| !part.trim().is_empty());
    each.map(|part| number(part, "whole numbers with commas between, such as 1101,1102").map(Value::Integer)).collect()
}

fn truth(value: &str) -> Result<bool, String> {
    value.trim().parse().map_err(|_| format!("`{value}` is neither true nor false"))
}

impl Raw {
    /// The one place where settings are checked.
    fn checked(self, beside: &Path) -> Result<Config, String> {
        let Config { knowledge, cache, build, answers, checks, log_filter, .. } = Config::default();
        let answers = engine::Settings {
            answer_at: share("answers.answer_at", self.answers.answer_at.unwrap_or(answers.answer_at))?,
            offer_at: share("answers.offer_at", self.answers.offer_at.unwrap_or(answers.offer_at))?,
            max_choices: self.answers.max_choices.unwrap_or(answers.max_choices),
        };
        if answers.offer_at > answers.answer_at {
            return Err("`answers.offer_at` is above `answers.answer_at`; lower it".to_owned());
        }
        if !(2..=4).contains(&answers.max_choices) {
            return Err(format!("`answers.max_choices` is {}; choose 2, 3 or 4", answers.max_choices));
        }
        Ok(Config {
            knowledge: beside.join(self.knowledge.unwrap_or(knowledge)),
            cache: match self.cache.as_deref().map(Path::as_os_str) {
                None => cache,
                Some(name) if name.is_empty() => None,
                Some(name) if name == PLATFORM => cache,
                Some(name) => Some(beside.join(name)),
            },
            answers,
            build,
            checks: knowledge::Limits {
                min_phrasings: self.checks.min_phrasings.unwrap_or(checks.min_phrasings),
                max_quote_words: self.checks.max_quote_words.unwrap_or(checks.max_quote_words),
            },
            discord: discord::checked(self.discord, &self.limits, self.ledger, self.rights, beside)?,
            log_filter: self.log.filter.unwrap_or(log_filter),
            terminal: Terminal::default(),
        })
    }
}

/// The version of this program, with the size and the date of its file where they can be had.
fn build() -> String {
    let file = std::env::current_exe().and_then(std::fs::metadata).ok();
    let date = file.as_ref().and_then(|file| file.modified().ok());
    format!("{} {:?} {date:?}", env!("CARGO_PKG_VERSION"), file.map(|file| file.len()))
}

/// The folder in which this system keeps what can be made again.
fn platform_cache() -> Option<PathBuf> {
    use etcetera::BaseStrategy;
    etcetera::choose_base_strategy().ok().map(|base| base.cache_dir().join("chaikhana"))
}

fn share(key: &str, value: f64) -> Result<f64, String> {
    if (0.0..=1.0).contains(&value) {
        Ok(value)
    } else {
        Err(format!("`{key}` is {value}; choose a number from 0 to 1"))
    }
}
