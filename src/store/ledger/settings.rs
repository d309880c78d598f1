//! The settings of one server, as they are kept: JSON under a version.

use serde::{Deserialize, Serialize};

/// What a server's moderators have set. A setting that is not there has its default.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct GuildSettings {
    /// The channels where questions are answered unprompted.
    pub ask_channels: Vec<u64>,
}
