//! What an interaction was answered with.

use super::super::state::{Interaction, State};
use super::super::world::{Channel, Id, User};
use super::{Invoked, Posted};
use serde_json::Value;
use std::time::Duration;

/// The message that a person sees in the end.
#[derive(Debug, Clone)]
pub(crate) struct Response {
    pub(crate) message: Posted,
    /// Whether only the person sees it.
    pub(crate) ephemeral: bool,
    /// Whether "is thinking", or nothing at all, was shown first.
    pub(crate) deferred: bool,
    /// The type of the first answer.
    pub(crate) kind: u64,
    /// From the event to the first answer.
    pub(crate) first: Duration,
}

impl Response {
    pub(crate) fn content(&self) -> &str {
        self.message.content()
    }

    pub(crate) fn text(&self) -> String {
        self.message.text()
    }
}

/// One suggestion while somebody types.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Choice {
    pub(crate) name: String,
    pub(crate) value: Value,
}

/// A form that was opened.
#[derive(Debug, Clone)]
pub(crate) struct Modal {
    pub(crate) custom_id: String,
    pub(crate) title: String,
    /// Its inputs as the bot sent them.
    pub(crate) inputs: Vec<Value>,
    pub(crate) channel: Channel,
    pub(crate) user: User,
    /// The message whose button opened it.
    pub(crate) source: Option<Id>,
    pub(crate) first: Duration,
}

impl Modal {
    /// An input by its label or custom id.
    pub(crate) fn input(&self, name: &str) -> &Value {
        let found = self.inputs.iter().find(|input| input["custom_id"] == name || input["label"] == name);
        found.unwrap_or_else(|| panic!("the form `{}` has no input `{name}`: {:?}", self.title, self.inputs))
    }

    /// What an input is filled with.
    pub(crate) fn filled(&self, name: &str) -> &str {
        self.input(name)["value"].as_str().unwrap_or_default()
    }
}

impl Invoked {
    /// The first answer: its body, and the time to it.
    pub(crate) async fn first(&self) -> (Value, Duration) {
        let what = format!("first answer to {}", self.what);
        let first = |state: &State| {
            let interaction = state.interactions.get(&self.id)?;
            let (at, body) = interaction.first.as_ref()?;
            Some((body.clone(), at.saturating_duration_since(interaction.sent)))
        };
        self.shared.wait(&what, first).await
    }

    /// The message in the end: waits for what follows a deferral.
    pub(crate) async fn response(&self) -> Response {
        let (body, first) = self.first().await;
        let kind = body["type"].as_u64().unwrap_or_default();
        assert!((4..=7).contains(&kind), "{} was answered with no message but with {body}", self.what);
        let deferred = matches!(kind, 5 | 6);
        let what = format!("message after the deferral of {}", self.what);
        let last = |state: &State| {
            let interaction = state.interactions.get(&self.id)?;
            let id = shown(interaction, kind).filter(|_| !deferred || interaction.touched)?;
            Posted::of(state, id, Some(interaction.sent))
        };
        let message = self.shared.wait(&what, last).await;
        self.shared.change(|state| state.handed.insert(message.id));
        Response { ephemeral: message.ephemeral, message, deferred, kind, first }
    }

    /// The form that it opened.
    pub(crate) async fn modal(&self) -> Modal {
        let (body, first) = self.first().await;
        assert!(body["type"] == 9, "{} opened no form but was answered with {body}", self.what);
        let data = &body["data"];
        let rows = data["components"].as_array().into_iter().flatten();
        let inputs = rows.flat_map(|row| row["components"].as_array().into_iter().flatten()).cloned().collect();
        let text = |key: &str| data[key].as_str().unwrap_or_default().to_owned();
        let source =
            self.shared.look(|state| state.interactions.get(&self.id).and_then(|interaction| interaction.source));
        Modal {
            custom_id: text("custom_id"),
            title: text("title"),
            inputs,
            channel: self.channel.clone(),
            user: self.user.clone(),
            source,
            first,
        }
    }

    /// The suggestions it brought.
    pub(crate) async fn choices(&self) -> Vec<Choice> {
        let (body, _) = self.first().await;
        assert!(body["type"] == 8, "{} brought no suggestions but {body}", self.what);
        let choices = body["data"]["choices"].as_array().into_iter().flatten();
        choices
            .map(|choice| Choice {
                name: choice["name"].as_str().unwrap_or_default().to_owned(),
                value: choice["value"].clone(),
            })
            .collect()
    }

    /// The next further message of the interaction that no script has been given.
    pub(crate) async fn follow_up(&self) -> Posted {
        let next = |state: &State| {
            let interaction = state.interactions.get(&self.id)?;
            let new = interaction.follow_ups.iter().copied().find(|id| !state.handed.contains(id))?;
            Posted::of(state, new, Some(interaction.sent))
        };
        let posted = self.shared.wait(&format!("follow-up of {}", self.what), next).await;
        self.shared.change(|state| state.handed.insert(posted.id));
        posted
    }
}

/// What the person looks at in the end.
fn shown(interaction: &Interaction, kind: u64) -> Option<Id> {
    let follow_up = interaction.follow_ups.last().copied().filter(|_| kind == 6);
    follow_up.or(interaction.original)
}
