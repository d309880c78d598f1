//! What a test does and what it waits for. Whatever is waited for comes within the setup's patience, else the test
//! fails and says what was asked for instead.
//!
//! - [`talk`]: messages said, answered, edited, deleted; silence;
//! - [`invoke`]: commands, autocomplete, menus;
//! - [`files`]: what is sent along with a command;
//! - [`press`]: buttons, selects, forms;
//! - [`response`]: what an interaction was answered with;
//! - [`weather`]: reconnects, closed sockets, guilds that come and go, time that passes, faults;
//! - [`look`]: the log, the registered commands, what was refused.

mod files;
mod invoke;
mod look;
mod press;
mod response;
mod talk;
mod weather;

pub(crate) use invoke::Invoked;
pub(crate) use look::OnMessage;
pub(crate) use response::{Choice, Modal, Response};
pub(crate) use talk::{Posted, Said};
