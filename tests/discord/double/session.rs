//! One session of the gateway: what it may see, what it was sent, and the connection it has now.

use serde_json::Value;
use std::collections::VecDeque;
use tokio::sync::mpsc::UnboundedSender;

pub(crate) const GUILDS: u64 = 1;
pub(crate) const GUILD_MEMBERS: u64 = 1 << 1;
pub(crate) const GUILD_PRESENCES: u64 = 1 << 8;
pub(crate) const GUILD_MESSAGES: u64 = 1 << 9;
pub(crate) const DIRECT_MESSAGES: u64 = 1 << 12;
pub(crate) const MESSAGE_CONTENT: u64 = 1 << 15;
/// Every intent that Discord knows.
pub(crate) const KNOWN: u64 = ((1 << 17) - 1) | (0b11 << 20) | (0b11 << 24);

/// How many events are kept for a session that resumes.
const KEPT: usize = 5000;

/// What goes out over a connection.
#[derive(Debug)]
pub(crate) enum Out {
    Text(String),
    Close(u16),
    /// The connection ends without a word.
    Drop,
}

#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) id: String,
    pub(crate) intents: u64,
    /// Index and count.
    pub(crate) shard: (u64, u64),
    /// `None` while it is away.
    pub(crate) connection: Option<UnboundedSender<Out>>,
    /// Which connection of the double it has, so that an old one ends only itself.
    pub(crate) serial: u64,
    sent: u64,
    kept: VecDeque<(u64, String)>,
}

impl Session {
    pub(crate) fn new(id: String, intents: u64, shard: (u64, u64), serial: u64, to: UnboundedSender<Out>) -> Self {
        Self { id, intents, shard, connection: Some(to), serial, sent: 0, kept: VecDeque::new() }
    }

    /// Whether the events of a guild, or of direct messages, come to this shard.
    pub(crate) fn covers(&self, guild: Option<u64>) -> bool {
        guild.map_or(0, |id| (id >> 22) % self.shard.1.max(1)) == self.shard.0
    }

    /// Sends an event, or keeps it for a connection to come.
    pub(crate) fn send(&mut self, name: &str, data: &str) {
        self.sent += 1;
        let text = format!(r#"{{"op":0,"t":"{name}","s":{},"d":{data}}}"#, self.sent);
        if self.kept.len() == KEPT {
            self.kept.pop_front();
        }
        self.kept.push_back((self.sent, text.clone()));
        self.out(Out::Text(text));
    }

    /// Sends anything that is no event.
    pub(crate) fn control(&mut self, payload: &Value) {
        self.out(Out::Text(payload.to_string()));
    }

    pub(crate) fn out(&mut self, out: Out) {
        if self.connection.as_ref().is_some_and(|connection| connection.send(out).is_err()) {
            self.connection = None;
        }
    }

    /// Whether the events after this one are still kept.
    pub(crate) fn can_resume(&self, from: u64) -> bool {
        from <= self.sent && self.kept.front().is_none_or(|(first, _)| *first <= from + 1)
    }

    /// Goes on over a new connection: what came after `from`, then RESUMED.
    pub(crate) fn resume(&mut self, from: u64, serial: u64, to: UnboundedSender<Out>) {
        self.connection = Some(to);
        self.serial = serial;
        let missed: Vec<String> = self.kept.iter().filter(|(at, _)| *at > from).map(|(_, text)| text.clone()).collect();
        for text in missed {
            self.out(Out::Text(text));
        }
        self.send("RESUMED", "{}");
    }
}
