//! The settings of one server, as they are kept: JSON under a version.

use serde::{Deserialize, Serialize};

/// The version of the JSON; it goes up when an older program would misread it.
#[cfg(feature = "ledger")]
pub(super) const VERSION: i64 = 1;

/// What a server's moderators have set. A setting that is not there has its default.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct GuildSettings {
    /// The channels where questions are answered unprompted.
    pub ask_channels: Vec<u64>,
}
