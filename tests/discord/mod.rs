//! The bot in Discord, seen through a double of Discord.

mod asking;
mod buttons;
pub(crate) mod double;
mod double_test;
mod echo;
mod joined;
mod keeping;
mod manners;
mod preview;
mod rights;
mod shown;
