//! From replies to messages: pure functions to a value that is then sent.

pub(super) mod about;
pub(super) mod answer;
pub(super) mod compare;
pub(super) mod drawn;
pub(super) mod entry;
mod flag;
pub(super) mod help;
pub(super) mod markup;
pub(super) mod profile;
mod quote;
pub(super) mod review;
pub(super) mod revisions;
mod select;
mod sheet;
#[cfg(test)]
pub(super) mod sound;
pub(super) mod sources;
pub(super) mod timeline;
pub(super) mod topics;
pub(super) mod waiting;
pub(super) mod why;

pub(super) use answer::Origin;
pub(super) use drawn::Drawn;
