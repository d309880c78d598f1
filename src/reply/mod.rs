//! What is said: a reply is a list of blocks, the same for every front, which only draws them.
//!
//! Left out: width, colour and embeds; that is `terminal::render` and `discord`.

mod block;
mod citation;
mod compare;
mod compose;
mod context;
mod named;
mod profile;
mod proof;
mod sentences;
mod summary;
mod timeline;

pub use block::{Block, Reply, Sentence, Summary, When};
pub use citation::{Citation, written_date};
pub use compare::compose_comparison;
pub use compose::{compose, compose_choices, compose_entry};
pub(crate) use compose::{earlier, related_ids};
pub use context::compose_context;
pub use named::{Named, named};
pub use profile::{compose_about, compose_profile};
pub use sentences::{read_as, states};
pub use timeline::{Span, compose_timeline};
