//! What is said: a reply is a list of blocks, the same for every front, which only draws them.
//!
//! Left out: width, colour and embeds; that is `terminal::render` and `discord`.

mod block;
mod citation;
mod compose;
mod sentences;

pub use block::{Block, Reply, When};
pub use citation::{Citation, written_date};
pub use compose::{compose, compose_about, compose_entry};
pub(crate) use compose::{earlier, related_ids};
