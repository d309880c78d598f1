//! Settings of the bot in Discord: where it joins, whom it answers, how often, and who may do what.

use super::raw::{RawDiscord, RawLedger, RawLimits, RawRights};
use std::collections::BTreeMap;
use std::fmt;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

/// The variable that holds the token.
pub(super) const TOKEN: &str = "DISCORD_TOKEN";

/// What lets the bot in: never shown, never logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A token, without the white space that copying brings along.
    pub fn new(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    /// The token itself, for the one who signs in with it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(hidden)")
    }
}

/// Settings of the bot in Discord.
#[derive(Debug, Clone, PartialEq)]
pub struct Discord {
    /// From the environment.
    pub token: Option<Token>,
    /// The file that holds the token where the environment does not.
    pub token_file: Option<PathBuf>,
    /// Where Discord is, without `/api`; Discord's own address where there is none.
    pub api_base: Option<String>,
    /// The guilds that are answered; all where there are none.
    pub guilds: Vec<u64>,
    /// Channels in which questions are answered unprompted.
    pub ask_channels: Vec<u64>,
    /// From this confidence on, a question is answered unprompted; 0 to 1.
    pub unprompted_at: f64,
    /// For how long the same answer is not given unprompted again in a channel, in minutes.
    pub cooldown_minutes: u32,
    /// The channel in which moderators hear of every change of the knowledge.
    pub moderators_channel: Option<u64>,
    /// How often is answered.
    pub limits: Limits,
    /// What is kept.
    pub ledger: Ledger,
    /// Who may do what, by guild.
    pub rights: BTreeMap<u64, Rights>,
}

/// How often is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Questions of one person in a minute.
    pub user_per_minute: NonZeroU32,
    /// Questions in one channel in a minute.
    pub channel_per_minute: NonZeroU32,
    /// Questions of all in a second.
    pub process_per_second: NonZeroU32,
    /// Answers on their way at the same time.
    pub in_flight: NonZeroU32,
    /// Questions that are taken in and not answered yet; what comes beyond is left.
    pub waiting: NonZeroU32,
}

/// What is kept, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    /// The folder of the database.
    pub folder: PathBuf,
    /// For how many days a question is kept.
    pub keep_days: u32,
    /// Whether questions from direct messages are kept.
    pub direct_messages: bool,
}

impl Ledger {
    /// The database.
    pub fn file(&self) -> PathBuf {
        self.folder.join("ledger.sqlite")
    }

    /// The key of the pseudonyms in it.
    pub fn key(&self) -> PathBuf {
        self.folder.join("key")
    }

    /// Where texts lie that are being typed.
    pub fn typed(&self) -> PathBuf {
        self.folder.join("typed")
    }
}

/// Ids of roles and users with a right beyond asking; nobody has one who is not named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rights {
    /// May suggest; where there are none, every member may.
    pub contributors: Vec<u64>,
    /// May add and edit, and see to the queue.
    pub editors: Vec<u64>,
    /// May also retire, import, undo and change settings.
    pub keepers: Vec<u64>,
}

/// A token that cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// There is none.
    #[error(
        "there is no token: set the variable DISCORD_TOKEN, or name a file that holds it as `discord.token_file` in the config; Discord's developer portal gives one, under Bot"
    )]
    Missing,
    /// Its file cannot be read.
    #[error("the token file `{}` cannot be read: {source}; name another as `discord.token_file`", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It has a space, a line break or a letter beyond ASCII in it.
    #[error(
        "that is no token: it has a sign in it that no token has, such as a space or a line break; copy it anew from Discord's developer portal, under Bot, into DISCORD_TOKEN or the file of `discord.token_file`"
    )]
    Malformed,
}

impl Discord {
    /// The token of the environment, or else that of the file.
    ///
    /// # Errors
    /// [`TokenError`] where there is none that could be one.
    pub fn sign_in(&self) -> Result<Token, TokenError> {
        let token = match (&self.token, &self.token_file) {
            (Some(token), _) => token.clone(),
            (None, Some(path)) => {
                let text = std::fs::read_to_string(path);
                Token::new(&text.map_err(|source| TokenError::Unreadable { path: path.clone(), source })?)
            }
            (None, None) => return Err(TokenError::Missing),
        };
        match token.reveal() {
            "" => Err(TokenError::Missing),
            text if text.chars().all(|sign| sign.is_ascii_graphic()) => Ok(token),
            _ => Err(TokenError::Malformed),
        }
    }
}

impl Default for Discord {
    fn default() -> Self {
        Self {
            token: None,
            token_file: None,
            api_base: None,
            guilds: Vec::new(),
            ask_channels: Vec::new(),
            unprompted_at: 0.9,
            cooldown_minutes: 10,
            moderators_channel: None,
            limits: Limits::default(),
            ledger: Ledger::default(),
            rights: BTreeMap::new(),
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        let count = |count: u32| NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN);
        Self {
            user_per_minute: count(10),
            channel_per_minute: count(60),
            process_per_second: count(50),
            in_flight: count(64),
            waiting: count(10_000),
        }
    }
}

impl Default for Ledger {
    fn default() -> Self {
        Self { folder: PathBuf::from("data"), keep_days: 30, direct_messages: false }
    }
}

/// Checks what the file and the environment say of Discord; `beside` is the folder of the file.
pub(super) fn checked(
    raw: RawDiscord,
    limits: &RawLimits,
    ledger: RawLedger,
    rights: BTreeMap<String, RawRights>,
    beside: &Path,
) -> Result<Discord, String> {
    let usual = Discord::default();
    let named = |path: PathBuf| Some(path).filter(|path| !path.as_os_str().is_empty());
    Ok(Discord {
        token: None,
        token_file: raw.token_file.and_then(named).map(|file| beside.join(file)),
        api_base: raw.api_base.filter(|base| !base.is_empty()).map(|base| address(&base)).transpose()?,
        guilds: raw.guilds.unwrap_or_default(),
        ask_channels: raw.ask_channels.unwrap_or_default(),
        unprompted_at: super::share("discord.unprompted_at", raw.unprompted_at.unwrap_or(usual.unprompted_at))?,
        cooldown_minutes: raw.cooldown_minutes.unwrap_or(usual.cooldown_minutes),
        moderators_channel: raw.moderators_channel.filter(|channel| *channel > 0),
        limits: checked_limits(limits)?,
        ledger: Ledger {
            folder: beside.join(ledger.folder.unwrap_or(usual.ledger.folder)),
            keep_days: ledger.keep_days.unwrap_or(usual.ledger.keep_days),
            direct_messages: ledger.direct_messages.unwrap_or(usual.ledger.direct_messages),
        },
        rights: rights.into_iter().map(guild_rights).collect::<Result<_, _>>()?,
    })
}

fn checked_limits(raw: &RawLimits) -> Result<Limits, String> {
    let usual = Limits::default();
    let count = |key: &str, value: Option<u32>, usual: NonZeroU32| {
        value.map_or(Ok(usual), |value| {
            NonZeroU32::new(value).ok_or_else(|| format!("`limits.{key}` is 0; choose 1 or more"))
        })
    };
    Ok(Limits {
        user_per_minute: count("user_per_minute", raw.user_per_minute, usual.user_per_minute)?,
        channel_per_minute: count("channel_per_minute", raw.channel_per_minute, usual.channel_per_minute)?,
        process_per_second: count("process_per_second", raw.process_per_second, usual.process_per_second)?,
        in_flight: count("in_flight", raw.in_flight, usual.in_flight)?,
        waiting: count("waiting", raw.waiting, usual.waiting)?,
    })
}

fn guild_rights((guild, raw): (String, RawRights)) -> Result<(u64, Rights), String> {
    let id = guild.parse().map_err(|_| format!("`rights.{guild}` is no guild; write the number that Discord gives"))?;
    Ok((id, Rights { contributors: raw.contributors, editors: raw.editors, keepers: raw.keepers }))
}

/// An address that can be joined: the scheme and the host, without a path.
fn address(base: &str) -> Result<String, String> {
    let base = base.trim_end_matches('/');
    let host = base.strip_prefix("http://").or_else(|| base.strip_prefix("https://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains('/') => Ok(base.to_owned()),
        _ => Err(format!("`discord.api_base` is `{base}`; write it as http://127.0.0.1:3010, without a path")),
    }
}
