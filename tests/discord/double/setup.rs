//! How a double is set up: what it grants, checks and sends.

use super::Double;
use std::time::Duration;

/// What a double grants and checks. The default is what Discord does, with every check on.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(crate) struct Setup {
    /// Whether the application may see the content of all messages.
    pub(crate) grants_content: bool,
    /// Whether bodies are held against the double's own table of limits.
    pub(crate) checks: bool,
    /// Whether bodies are held against Discord's own description, where it is at hand.
    pub(crate) schema: bool,
    /// Whether the bot is sent its own messages, as Discord does.
    pub(crate) own_messages: bool,
    /// What HELLO asks for.
    pub(crate) heartbeat: Duration,
    /// How long a script waits for anything.
    pub(crate) patience: Duration,
    /// How many shards `GET /gateway/bot` advises.
    pub(crate) shards: u32,
    /// How many starts `GET /gateway/bot` says are left of today's.
    pub(crate) starts_left: u32,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            grants_content: true,
            checks: true,
            schema: true,
            own_messages: true,
            heartbeat: Duration::from_millis(41_250),
            // Nothing waits so long but on a machine that is busy with other things.
            patience: Duration::from_secs(20),
            shards: 1,
            starts_left: 1000,
        }
    }
}

impl Setup {
    /// For measuring: no check of bodies, and more patience.
    pub(crate) fn load() -> Self {
        Self { checks: false, schema: false, patience: Duration::from_mins(1), ..Self::default() }
    }

    /// The application may not ask for the content of all messages.
    pub(crate) fn refuse_content(mut self) -> Self {
        self.grants_content = false;
        self
    }

    pub(crate) fn heartbeat(mut self, interval: Duration) -> Self {
        self.heartbeat = interval;
        self
    }

    pub(crate) fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Starts the double on a free port.
    pub(crate) async fn start(self) -> Double {
        Double::with(self).await
    }
}
