//! The bot in Discord: the only room that names serenity and poise.
//!
//! A message or a command comes in (`events`), what is asked is made out (`heard`), answered over `app` (`bot`),
//! drawn (`render`) and sent (`talk`, `commands`, `press`). Buttons carry all that they need (`ids`).
//!
//! Left out: matching, wording of answers, files and the database; those are `app`'s.

mod access;
mod bot;
mod commands;
mod ending;
mod errors;
mod events;
mod heard;
mod http;
mod ids;
mod intake;
mod keeping;
mod limits;
mod locale;
mod pages;
mod press;
mod preview;
mod recent;
mod render;
mod run;
#[cfg(test)]
mod shipped;
mod talk;
mod watchdog;
mod words;

pub use ending::Ending;
pub use preview::{may_replace, preview};
pub use run::{Patience, join, run};
