//! From replies to messages: pure functions to a value that is then sent.

pub(super) mod answer;
pub(super) mod drawn;
mod flag;
pub(super) mod markup;
pub(super) mod why;

pub(super) use answer::Origin;
pub(super) use drawn::Drawn;
