//! Permissions as Discord's bits, those that matter to a bot that answers.

pub(crate) const ADMINISTRATOR: u64 = 1 << 3;
pub(crate) const MANAGE_GUILD: u64 = 1 << 5;
pub(crate) const ADD_REACTIONS: u64 = 1 << 6;
pub(crate) const VIEW_CHANNEL: u64 = 1 << 10;
pub(crate) const SEND_MESSAGES: u64 = 1 << 11;
pub(crate) const MANAGE_MESSAGES: u64 = 1 << 13;
pub(crate) const EMBED_LINKS: u64 = 1 << 14;
pub(crate) const ATTACH_FILES: u64 = 1 << 15;
pub(crate) const READ_MESSAGE_HISTORY: u64 = 1 << 16;
pub(crate) const USE_COMMANDS: u64 = 1 << 31;
pub(crate) const SEND_IN_THREADS: u64 = 1 << 38;

/// Every bit that Discord gives a meaning to.
pub(crate) const ALL: u64 = (1 << 53) - 1;
/// What everybody may do in a guild of the double.
pub(crate) const EVERYBODY: u64 =
    ADD_REACTIONS | VIEW_CHANNEL | SEND_MESSAGES | READ_MESSAGE_HISTORY | USE_COMMANDS | SEND_IN_THREADS;
/// What the bot's own role adds.
pub(crate) const BOT: u64 = EMBED_LINKS | ATTACH_FILES;
/// What a moderator's role adds.
pub(crate) const MODERATOR: u64 = EMBED_LINKS | MANAGE_GUILD | MANAGE_MESSAGES;
