//! The bot in Discord, seen through a double of Discord.

pub(crate) mod double;
mod double_test;
mod echo;
