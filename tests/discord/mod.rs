//! The bot in Discord, seen through a double of Discord.

mod asking;
mod busy;
mod buttons;
pub(crate) mod double;
mod double_test;
mod echo;
mod joined;
mod keeping;
mod locked;
mod manners;
mod rights;
mod shown;
