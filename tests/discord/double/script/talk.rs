//! Messages: what people say, and what the bot says.

use super::super::state::State;
use super::super::world::{Channel, Id, User};
use super::super::{Double, message, snapshot};
use super::OnMessage;
use serde_json::Value;
use std::time::{Duration, Instant};

/// Something that a person said.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    pub(crate) id: Id,
    pub(crate) channel: Channel,
    /// When it was handed to the bot.
    pub(crate) at: Instant,
}

/// A message of the bot, as it was when it was read.
#[derive(Debug, Clone)]
pub(crate) struct Posted {
    pub(crate) id: Id,
    pub(crate) channel: Channel,
    pub(crate) json: Value,
    pub(crate) ephemeral: bool,
    /// From what it answers to its sending; nothing where it answers nothing.
    pub(crate) took: Option<Duration>,
}

impl Posted {
    pub(crate) fn content(&self) -> &str {
        self.json["content"].as_str().unwrap_or_default()
    }

    pub(crate) fn embeds(&self) -> &[Value] {
        self.json["embeds"].as_array().map_or(&[], Vec::as_slice)
    }

    /// All that a person reads in it, line by line: content, then each embed from author to footer.
    pub(crate) fn text(&self) -> String {
        let mut lines = vec![self.content()];
        for embed in self.embeds() {
            lines.extend(
                [&embed["author"]["name"], &embed["title"], &embed["description"]]
                    .map(|text| text.as_str().unwrap_or_default()),
            );
            for field in embed["fields"].as_array().into_iter().flatten() {
                lines.extend([&field["name"], &field["value"]].map(|text| text.as_str().unwrap_or_default()));
            }
            lines.push(embed["footer"]["text"].as_str().unwrap_or_default());
        }
        lines.retain(|line| !line.is_empty());
        lines.join("\n")
    }

    /// As stable JSON for golden files.
    pub(crate) fn snapshot(&self) -> String {
        snapshot(&self.json)
    }

    /// All buttons and selects, row by row.
    pub(crate) fn components(&self) -> Vec<&Value> {
        let rows = self.json["components"].as_array().into_iter().flatten();
        rows.flat_map(|row| row["components"].as_array().into_iter().flatten()).collect()
    }

    /// The labels of the buttons.
    pub(crate) fn buttons(&self) -> Vec<&str> {
        self.components()
            .into_iter()
            .filter(|part| part["type"] == 2)
            .filter_map(|part| part["label"].as_str())
            .collect()
    }

    /// A message that stands so in the state.
    pub(crate) fn of(state: &State, id: Id, since: Option<Instant>) -> Option<Self> {
        let stored = state.messages.get(&id)?;
        let channel = state.world.channels.get(&stored.channel)?.clone();
        let took = since.map(|since| stored.at.saturating_duration_since(since));
        Some(Self { id, channel, json: stored.json.clone(), ephemeral: stored.ephemeral, took })
    }
}

impl Double {
    /// Somebody says something; `<@bot>` stands for the mention of the bot. Waits for the bot to be there.
    pub(crate) async fn say(&self, channel: &Channel, user: &User, text: &str) -> Said {
        self.ready(channel.guild).await;
        self.say_now(channel, user, text)
    }

    /// As [`say`](Self::say), whether or not the bot is connected.
    pub(crate) fn say_now(&self, channel: &Channel, user: &User, text: &str) -> Said {
        self.utter(channel, user, text, None)
    }

    /// Somebody replies to a message and pings its author.
    pub(crate) async fn reply(&self, to: &impl OnMessage, user: &User, text: &str) -> Said {
        self.ready(to.channel().guild).await;
        self.utter(to.channel(), user, text, Some((to.id(), true)))
    }

    /// Somebody replies to a message with the ping switched off.
    pub(crate) async fn reply_silently(&self, to: &impl OnMessage, user: &User, text: &str) -> Said {
        self.ready(to.channel().guild).await;
        self.utter(to.channel(), user, text, Some((to.id(), false)))
    }

    fn utter(&self, channel: &Channel, user: &User, text: &str, reference: Option<(Id, bool)>) -> Said {
        let text = text.replace("<@bot>", &self.home().bot.mention());
        self.shared.change(|state| {
            let json = message::of_user(state, channel, user.id, &text, reference);
            let at = Instant::now();
            let id = message::keep(state, channel, json, None, None, false);
            Said { id, channel: channel.clone(), at }
        })
    }

    /// Somebody changes what they said.
    pub(crate) fn edit(&self, said: &Said, text: &str) {
        let text = text.replace("<@bot>", &self.home().bot.mention());
        let body = serde_json::json!({"content": text});
        self.shared
            .change(|state| message::edit(state, &said.channel, said.id, &body, &[]))
            .expect("what was said is there");
    }

    /// A message is taken away by a person.
    pub(crate) fn delete(&self, what: &impl OnMessage) {
        self.shared.change(|state| message::delete(state, what.channel(), what.id()));
    }

    /// The next message of the bot that refers to this one.
    pub(crate) async fn reply_to(&self, said: &Said) -> Posted {
        let next = |state: &State| {
            let replies = state.replies.get(&said.id).into_iter().flatten();
            let new = replies.copied().find(|id| is_new(state, *id))?;
            Posted::of(state, new, Some(said.at))
        };
        self.hand(self.shared.wait("reply", next).await)
    }

    /// The next message of the bot in a channel that no script has been given; messages for one person are left out.
    pub(crate) async fn next_message(&self, channel: &Channel) -> Posted {
        let next = |state: &State| Posted::of(state, next_in(state, channel)?, None);
        self.hand(self.shared.wait(&format!("message in #{}", channel.name), next).await)
    }

    /// Nothing comes in a channel for so long, and nothing stands there that no script has been given.
    pub(crate) async fn silence(&self, channel: &Channel, during: Duration) {
        let mut next = |state: &State| Posted::of(state, next_in(state, channel)?, None);
        if let Some(posted) = self.shared.wait_at_most(during, &mut next).await {
            panic!("there should be silence in #{}, but the bot said: {}", channel.name, posted.text());
        }
    }

    /// A message as it is now; `None` once it is deleted.
    pub(crate) fn read(&self, posted: &Posted) -> Option<Posted> {
        self.shared.look(|state| {
            let there = state.messages.get(&posted.id).is_some_and(|message| !message.deleted);
            Posted::of(state, posted.id, None).filter(|_| there)
        })
    }

    /// The message once it is another than it was.
    pub(crate) async fn changed(&self, posted: &Posted) -> Posted {
        let other = |state: &State| Posted::of(state, posted.id, None).filter(|now| now.json != posted.json);
        self.shared.wait("edit of the message", other).await
    }

    /// Waits until a message of the bot is deleted.
    pub(crate) async fn gone(&self, posted: &Posted) {
        let gone = |state: &State| state.messages.get(&posted.id).filter(|message| message.deleted).map(|_| ());
        self.shared.wait("deletion of the message", gone).await;
    }

    /// The channel of direct messages between somebody and the bot.
    pub(crate) fn direct(&self, user: &User) -> Channel {
        self.shared.change(|state| state.world.direct(user.id))
    }

    /// Marks a message as given to the script.
    pub(crate) fn hand(&self, posted: Posted) -> Posted {
        self.shared.change(|state| state.handed.insert(posted.id));
        posted
    }
}

fn is_new(state: &State, id: Id) -> bool {
    !state.handed.contains(&id)
}

fn next_in(state: &State, channel: &Channel) -> Option<Id> {
    let here = |id: &Id| {
        is_new(state, *id)
            && state.messages.get(id).is_some_and(|message| message.channel == channel.id && !message.ephemeral)
    };
    state.by_bot.iter().copied().find(here)
}
