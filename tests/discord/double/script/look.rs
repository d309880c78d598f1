//! Looking back: what the bot asked for, registered and got refused.

use super::super::Double;
use super::super::log::Request;
use super::super::world::{Channel, Id};
use super::{Posted, Said};
use serde_json::Value;
use std::time::Duration;

/// Anything that stands in a channel as a message.
pub(crate) trait OnMessage {
    fn id(&self) -> Id;
    fn channel(&self) -> &Channel;
}

impl OnMessage for Said {
    fn id(&self) -> Id {
        self.id
    }

    fn channel(&self) -> &Channel {
        &self.channel
    }
}

impl OnMessage for Posted {
    fn id(&self) -> Id {
        self.id
    }

    fn channel(&self) -> &Channel {
        &self.channel
    }
}

impl Double {
    /// Waits until a session covers this guild, or direct messages.
    pub(crate) async fn ready(&self, guild: Option<Id>) {
        self.shared.wait("bot on the gateway", |state| state.is_heard(guild).then_some(())).await;
    }

    /// Every request so far.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.shared.look(|state| state.log.requests.clone())
    }

    /// The requests of a method to paths that begin so.
    pub(crate) fn requests_to(&self, method: &str, prefix: &str) -> Vec<Request> {
        let fits = |request: &Request| request.method == method && request.path.starts_with(prefix);
        self.requests().into_iter().filter(fits).collect()
    }

    /// Waits for a number of requests of a method to paths that begin so.
    pub(crate) async fn asked_for(&self, method: &str, prefix: &str, times: usize) -> Vec<Request> {
        let fits = |request: &&Request| request.method == method && request.path.starts_with(prefix);
        let what = format!("{method} {prefix} {times} times");
        self.shared
            .wait(&what, |state| {
                let found: Vec<Request> = state.log.requests.iter().filter(fits).cloned().collect();
                (found.len() >= times).then_some(found)
            })
            .await
    }

    /// What the bot sent over the gateway, without its tokens.
    pub(crate) fn gateway_payloads(&self) -> Vec<Value> {
        self.shared.look(|state| state.log.gateway.clone())
    }

    /// The commands registered everywhere.
    pub(crate) fn commands(&self) -> Vec<Value> {
        self.shared.look(|state| state.commands.get(&None).cloned().unwrap_or_default())
    }

    /// The commands registered in one guild.
    pub(crate) fn guild_commands(&self, guild: Id) -> Vec<Value> {
        self.shared.look(|state| state.commands.get(&Some(guild)).cloned().unwrap_or_default())
    }

    /// Waits for commands to be registered, everywhere or in a guild.
    pub(crate) async fn registered(&self) -> Vec<Value> {
        self.shared.wait("commands", |state| state.commands.values().find(|list| !list.is_empty()).cloned()).await
    }

    /// Every message that the bot sent, for one person or for all, deleted ones too.
    pub(crate) fn sent(&self) -> Vec<Posted> {
        self.shared.look(|state| state.by_bot.iter().filter_map(|id| Posted::of(state, *id, None)).collect())
    }

    /// How many messages the bot has sent; cheap.
    pub(crate) fn sent_count(&self) -> usize {
        self.shared.look(|state| state.by_bot.len())
    }

    /// Waits until the bot has sent so many messages.
    pub(crate) async fn sent_at_least(&self, count: usize) {
        let what = format!("{count} messages of the bot");
        self.shared.wait(&what, |state| (state.by_bot.len() >= count).then_some(())).await;
    }

    /// For each message that the bot replied to, the time to its first reply, in the order of the replies.
    pub(crate) fn reply_times(&self) -> Vec<Duration> {
        self.shared.look(|state| {
            let mut pairs: Vec<_> = state
                .replies
                .iter()
                .filter_map(|(said, replies)| {
                    Some((state.messages.get(said)?.at, state.messages.get(replies.first()?)?.at))
                })
                .collect();
            pairs.sort_unstable_by_key(|(_, replied)| *replied);
            pairs.into_iter().map(|(said, replied)| replied.saturating_duration_since(said)).collect()
        })
    }

    /// Every message that refers to what was said, deleted ones too.
    pub(crate) fn replies(&self, said: &Said) -> usize {
        self.shared.look(|state| state.replies.get(&said.id).map_or(0, Vec::len))
    }

    /// Emojis that the bot put on a message.
    pub(crate) fn reactions(&self, on: &impl OnMessage) -> Vec<String> {
        self.shared.look(|state| {
            state.reactions.iter().filter(|(id, _)| *id == on.id()).map(|(_, emoji)| emoji.clone()).collect()
        })
    }

    /// How often the bot showed that it is typing in a channel.
    pub(crate) fn typings(&self, channel: &Channel) -> usize {
        self.shared.look(|state| state.typing.iter().filter(|id| **id == channel.id).count())
    }

    /// All that Discord would have refused so far.
    pub(crate) fn violations(&self) -> Vec<String> {
        self.shared.look(|state| state.log.violations.clone())
    }

    /// As [`violations`](Self::violations), and forgets them: for tests that provoke them.
    pub(crate) fn take_violations(&self) -> Vec<String> {
        self.shared.change(|state| std::mem::take(&mut state.log.violations))
    }
}
