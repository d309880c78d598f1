//! The file as it is written.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Raw {
    pub(super) knowledge: Option<PathBuf>,
    pub(super) cache: Option<PathBuf>,
    pub(super) answers: RawAnswers,
    pub(super) checks: RawChecks,
    pub(super) discord: RawDiscord,
    pub(super) limits: RawLimits,
    pub(super) ledger: RawLedger,
    pub(super) log: RawLog,
    pub(super) rights: BTreeMap<String, RawRights>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawAnswers {
    pub(super) answer_at: Option<f64>,
    pub(super) offer_at: Option<f64>,
    pub(super) max_choices: Option<usize>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawChecks {
    pub(super) min_phrasings: Option<usize>,
    pub(super) max_quote_words: Option<usize>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawDiscord {
    pub(super) token_file: Option<PathBuf>,
    pub(super) api_base: Option<String>,
    pub(super) guilds: Option<Vec<u64>>,
    pub(super) ask_channels: Option<Vec<u64>>,
    pub(super) unprompted_at: Option<f64>,
    pub(super) cooldown_minutes: Option<u32>,
    pub(super) moderators_channel: Option<u64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawLimits {
    pub(super) user_per_minute: Option<u32>,
    pub(super) channel_per_minute: Option<u32>,
    pub(super) process_per_second: Option<u32>,
    pub(super) in_flight: Option<u32>,
    pub(super) waiting: Option<u32>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawLedger {
    pub(super) folder: Option<PathBuf>,
    pub(super) keep_days: Option<u32>,
    pub(super) direct_messages: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawLog {
    pub(super) filter: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawRights {
    pub(super) contributors: Vec<u64>,
    pub(super) editors: Vec<u64>,
    pub(super) keepers: Vec<u64>,
}
