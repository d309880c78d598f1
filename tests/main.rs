//! All integration tests, in one binary: each binary would link everything anew.

mod architecture;
mod asked;
mod bot;
mod checks;
mod cleaner_real;
mod cli;
mod config;
#[cfg(feature = "discord")]
mod discord;
mod edit;
mod examples;
mod kit;
mod ledger;
mod proof;
mod properties;
mod readme;
mod shipped;
mod small;
#[cfg(any(feature = "discord", feature = "ledger"))]
mod store;
mod swap;
mod unprompted;
