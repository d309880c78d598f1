//! All that the double knows, behind one lock that is held for memory only and never across a send.

use super::clock::Clock;
use super::fault::Fault;
use super::log::Log;
use super::session::{self, Session};
use super::setup::Setup;
use super::world::{Channel, Id, World};
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// A message that is or was in a channel.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub(crate) json: Value,
    pub(crate) channel: Id,
    pub(crate) by_bot: bool,
    pub(crate) ephemeral: bool,
    pub(crate) deleted: bool,
    pub(crate) edits: usize,
    /// When it came in, or was handed to the bot.
    pub(crate) at: Instant,
    /// The interaction it answers.
    pub(crate) interaction: Option<Id>,
}

/// What somebody did that the bot has to answer.
#[derive(Debug, Clone)]
pub(crate) struct Interaction {
    pub(crate) token: String,
    /// 2 command, 3 component, 4 autocomplete, 5 form.
    pub(crate) kind: u8,
    pub(crate) user: Id,
    pub(crate) channel: Channel,
    /// On the double's clock.
    pub(crate) began: Duration,
    pub(crate) sent: Instant,
    /// The message that a button, a select or the form behind it belongs to.
    pub(crate) source: Option<Id>,
    /// The first answer with its time.
    pub(crate) first: Option<(Instant, Value)>,
    pub(crate) original: Option<Id>,
    /// Whether "is thinking" stands in the channel and nothing else yet.
    pub(crate) waiting: bool,
    pub(crate) follow_ups: Vec<Id>,
    /// Whether something followed the first answer.
    pub(crate) touched: bool,
}

#[derive(Debug)]
pub(crate) struct State {
    pub(crate) address: SocketAddr,
    pub(crate) setup: Setup,
    pub(crate) world: World,
    pub(crate) clock: Clock,
    pub(crate) sessions: Vec<Session>,
    pub(crate) messages: HashMap<Id, Stored>,
    /// The bot's messages in the order they were sent, and those that refer to a message.
    pub(crate) by_bot: Vec<Id>,
    pub(crate) replies: HashMap<Id, Vec<Id>>,
    /// Messages of the bot that a script has been given.
    pub(crate) handed: HashSet<Id>,
    pub(crate) interactions: HashMap<Id, Interaction>,
    pub(crate) tokens: HashMap<String, Id>,
    /// Registered commands: everywhere (`None`) and by guild.
    pub(crate) commands: HashMap<Option<Id>, Vec<Value>>,
    pub(crate) nonces: HashMap<String, Id>,
    /// What people send along: as the bot is told of it, and the bytes by path.
    pub(crate) attachments: HashMap<Id, Value>,
    pub(crate) files: HashMap<String, Vec<u8>>,
    pub(crate) reactions: Vec<(Id, String)>,
    pub(crate) typing: Vec<Id>,
    pub(crate) faults: Vec<Fault>,
    pub(crate) log: Log,
    /// Whether heartbeats go without their acknowledgement.
    pub(crate) withholds_acks: bool,
    /// A close code for the next IDENTIFY.
    pub(crate) next_identify: Option<u16>,
    pub(crate) identified: usize,
    pub(crate) resumed: usize,
    pub(crate) heartbeats: usize,
    pub(crate) connections: u64,
}

impl State {
    pub(crate) fn new(address: SocketAddr, setup: Setup, world: World) -> Self {
        Self {
            address,
            setup,
            world,
            clock: Clock::new(),
            sessions: Vec::new(),
            messages: HashMap::new(),
            by_bot: Vec::new(),
            replies: HashMap::new(),
            handed: HashSet::new(),
            interactions: HashMap::new(),
            tokens: HashMap::new(),
            commands: HashMap::new(),
            nonces: HashMap::new(),
            attachments: HashMap::new(),
            files: HashMap::new(),
            reactions: Vec::new(),
            typing: Vec::new(),
            faults: Vec::new(),
            log: Log::default(),
            withholds_acks: false,
            next_identify: None,
            identified: 0,
            resumed: 0,
            heartbeats: 0,
            connections: 0,
        }
    }

    /// Where the gateway is.
    pub(crate) fn gateway_url(&self) -> String {
        format!("ws://{}", self.address)
    }

    /// Sends an event to the shard of the place it happened in, where it asked for that kind.
    pub(crate) fn dispatch(&mut self, guild: Option<Id>, intent: u64, name: &str, data: &Value) {
        let text = data.to_string();
        for session in self.sessions.iter_mut().filter(|session| session.covers(guild)) {
            if intent == 0 || session.intents & intent != 0 {
                session.send(name, &text);
            }
        }
    }

    /// Sends an event about a message, without its content to those who may not see it.
    pub(crate) fn dispatch_message(&mut self, name: &str, channel: &Channel, message: &Value) {
        let intent = if channel.guild.is_some() { session::GUILD_MESSAGES } else { session::DIRECT_MESSAGES };
        let open = self.is_open(channel, message);
        let whole = message.to_string();
        let bare = (!open).then(|| without_content(message).to_string());
        for session in self.sessions.iter_mut().filter(|session| session.covers(channel.guild)) {
            let sees = open || session.intents & session::MESSAGE_CONTENT != 0;
            let text = if sees { &whole } else { bare.as_ref().unwrap_or(&whole) };
            if session.intents & intent != 0 {
                session.send(name, text);
            }
        }
    }

    /// Whether the bot may see a message's content without the intent: its own, direct ones, and where it is mentioned.
    pub(crate) fn is_open(&self, channel: &Channel, message: &Value) -> bool {
        let bot = self.world.bot.to_string();
        let mentioned = message["mentions"].as_array().into_iter().flatten().any(|user| user["id"] == bot.as_str());
        channel.guild.is_none() || mentioned || message["author"]["id"] == bot.as_str()
    }

    /// Whether a session that is connected covers this place.
    pub(crate) fn is_heard(&self, guild: Option<Id>) -> bool {
        self.sessions.iter().any(|session| session.connection.is_some() && session.covers(guild))
    }
}

/// A message as Discord sends it to those who may not see its content.
pub(crate) fn without_content(message: &Value) -> Value {
    let mut bare = message.clone();
    bare["content"] = "".into();
    for list in ["embeds", "attachments", "components"] {
        bare[list] = Value::Array(Vec::new());
    }
    bare
}

/// The state, and a bell that rings whenever it changed.
#[derive(Debug)]
pub(crate) struct Shared {
    state: Mutex<State>,
    bell: watch::Sender<u64>,
}

impl Shared {
    pub(crate) fn new(state: State) -> Self {
        Self { state: Mutex::new(state), bell: watch::Sender::new(0) }
    }

    /// Changes the state and rings.
    pub(crate) fn change<T>(&self, with: impl FnOnce(&mut State) -> T) -> T {
        let result = with(&mut self.lock());
        self.bell.send_modify(|rung| *rung += 1);
        result
    }

    pub(crate) fn look<T>(&self, with: impl FnOnce(&State) -> T) -> T {
        with(&self.lock())
    }

    /// Waits until `check` finds something.
    ///
    /// # Panics
    ///
    /// When the setup's patience ends first; the message says what was waited for and what came instead.
    pub(crate) async fn wait<T>(&self, what: &str, mut check: impl FnMut(&State) -> Option<T>) -> T {
        let patience = self.look(|state| state.setup.patience);
        match self.wait_at_most(patience, &mut check).await {
            Some(found) => found,
            None => panic!("no {what} within {patience:?}: {}", self.look(|state| state.log.tail())),
        }
    }

    pub(crate) async fn wait_at_most<T>(
        &self,
        patience: Duration,
        check: &mut impl FnMut(&State) -> Option<T>,
    ) -> Option<T> {
        let mut bell = self.bell.subscribe();
        let found = async {
            loop {
                if let Some(found) = self.look(&mut *check) {
                    return found;
                }
                if bell.changed().await.is_err() {
                    std::future::pending::<()>().await;
                }
            }
        };
        tokio::time::timeout(patience, found).await.ok()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
