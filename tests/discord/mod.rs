//! The bot in Discord, seen through a double of Discord.

mod abuse;
mod asking;
mod busy;
mod buttons;
mod channels;
pub(crate) mod double;
mod double_test;
mod echo;
mod exchange;
mod first_day;
mod hostile;
mod joined;
mod keeping;
mod late;
mod locked;
mod manners;
mod noise;
mod pages;
mod preview;
mod program;
mod rights;
mod shown;
mod spoilt;
mod starting;
