//! A draft: what somebody has typed into forms and not published yet.

use super::Pseudonym;
use jiff::{SignedDuration, Timestamp};

/// How long a draft is kept after it was last touched.
pub const DRAFT_AGE: SignedDuration = SignedDuration::from_hours(24);

/// What somebody has typed, under an id that a button can carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Whose it is; nobody else gets it.
    pub owner: Pseudonym,
    /// What it will become; the word is the caller's.
    pub kind: String,
    /// What was typed, as JSON; the shape is the caller's.
    pub body: String,
    /// The revision of the knowledge that it was begun on.
    pub base: Option<u64>,
    /// When it was last touched; kept to the microsecond.
    pub at: Timestamp,
}
