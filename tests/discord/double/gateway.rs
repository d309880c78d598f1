//! The gateway's side of one websocket: HELLO, IDENTIFY and RESUME, heartbeats, and what the session is sent.

use super::session::{self, Out, Session};
use super::state::{Shared, State};
use futures_util::{SinkExt, StreamExt};
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Role};

type Socket = WebSocketStream<TokioIo<Upgraded>>;

/// How many payloads are written before the socket is flushed.
const BATCH: usize = 64;

/// Speaks with one client until either side ends it.
pub(crate) async fn serve(shared: Arc<Shared>, upgraded: Upgraded) {
    let socket = WebSocketStream::from_raw_socket(TokioIo::new(upgraded), Role::Server, None).await;
    let (sender, outbox) = unbounded_channel();
    let serial = shared.change(|state| {
        state.connections += 1;
        state.connections
    });
    let interval = shared.look(|state| state.setup.heartbeat.as_millis());
    let hello = json!({"op": 10, "s": null, "t": null, "d": {"heartbeat_interval": u64::try_from(interval).unwrap_or(u64::MAX)}});
    let client = Client { shared: Arc::clone(&shared), sender, serial };
    client.reply(&hello);
    client.talk(socket, outbox).await;
    shared.change(|state| {
        for session in state.sessions.iter_mut().filter(|session| session.serial == serial) {
            session.connection = None;
        }
    });
}

struct Client {
    shared: Arc<Shared>,
    sender: UnboundedSender<Out>,
    serial: u64,
}

impl Client {
    async fn talk(&self, socket: Socket, mut outbox: UnboundedReceiver<Out>) {
        let (mut write, mut read) = socket.split();
        let mut batch = Vec::with_capacity(BATCH);
        loop {
            tokio::select! {
                biased;
                _ = outbox.recv_many(&mut batch, BATCH) => {
                    for out in batch.drain(..) {
                        let sent = match out {
                            Out::Text(text) => write.feed(Message::Text(text)).await,
                            Out::Drop => return,
                            Out::Close(code) => {
                                let frame = CloseFrame { code: code.into(), reason: "".into() };
                                // The client has to read the code before the socket is gone.
                                let closed = write.send(Message::Close(Some(frame))).await;
                                while closed.is_ok() && read.next().await.is_some_and(|message| message.is_ok()) {}
                                return;
                            }
                        };
                        if sent.is_err() {
                            return;
                        }
                    }
                    if write.flush().await.is_err() {
                        return;
                    }
                }
                message = read.next() => match message {
                    Some(Ok(Message::Text(text))) => self.hear(&text),
                    Some(Ok(Message::Close(_))) => {
                        // Whoever leaves hears that this was heard.
                        let _gone = write.close().await;
                        return;
                    }
                    Some(Err(_)) | None => return,
                    Some(Ok(_)) => {}
                },
            }
        }
    }

    fn hear(&self, text: &str) {
        let Ok(payload) = serde_json::from_str::<Value>(text) else { return self.close(4002) };
        self.shared.change(|state| {
            let mut logged = payload.clone();
            if logged["d"]["token"].is_string() {
                logged["d"]["token"] = "…".into();
            }
            state.log.gateway.push(logged);
            match payload["op"].as_u64() {
                Some(1) => {
                    state.heartbeats += 1;
                    if !state.withholds_acks {
                        self.reply(&json!({"op": 11, "s": null, "t": null, "d": null}));
                    }
                }
                Some(2) => self.identify(state, &payload["d"]),
                Some(3 | 4 | 8) => {}
                Some(6) => self.resume(state, &payload["d"]),
                _ => self.close(4001),
            }
        });
    }

    fn identify(&self, state: &mut State, data: &Value) {
        let intents = data["intents"].as_u64().unwrap_or(u64::MAX);
        let shard = (data["shard"][0].as_u64().unwrap_or(0), data["shard"][1].as_u64().unwrap_or(1));
        let privileged = session::GUILD_MEMBERS | session::GUILD_PRESENCES;
        let refused = if !is_token(data) {
            Some(4004)
        } else if intents & !session::KNOWN != 0 {
            Some(4013)
        } else if intents & privileged != 0 || intents & session::MESSAGE_CONTENT != 0 && !state.setup.grants_content {
            Some(4014)
        } else if shard.0 >= shard.1 {
            Some(4010)
        } else {
            state.next_identify.take()
        };
        if let Some(code) = refused {
            return self.close(code);
        }
        state.identified += 1;
        state.sessions.retain(|session| session.shard != shard);
        let id = format!("session-{}", state.identified);
        let mut session = Session::new(id, intents, shard, self.serial, self.sender.clone());
        session.send("READY", &ready(state, &session).to_string());
        let guilds: Vec<_> = state.world.guilds.values().filter(|guild| session.covers(Some(guild.id))).collect();
        for guild in guilds.iter().filter(|_| intents & session::GUILDS != 0) {
            session.send("GUILD_CREATE", &state.world.guild_json(guild).to_string());
        }
        state.sessions.push(session);
    }

    fn resume(&self, state: &mut State, data: &Value) {
        if !is_token(data) {
            return self.close(4004);
        }
        let from = data["seq"].as_u64().unwrap_or(u64::MAX);
        let known = state.sessions.iter_mut().find(|session| data["session_id"] == session.id.as_str());
        match known.filter(|session| session.can_resume(from)) {
            Some(session) => {
                session.resume(from, self.serial, self.sender.clone());
                state.resumed += 1;
            }
            None => self.reply(&json!({"op": 9, "s": null, "t": null, "d": false})),
        }
    }

    fn reply(&self, payload: &Value) {
        // A client that is gone needs no answer.
        let _gone = self.sender.send(Out::Text(payload.to_string()));
    }

    fn close(&self, code: u16) {
        let _gone = self.sender.send(Out::Close(code));
    }
}

fn is_token(data: &Value) -> bool {
    data["token"].as_str().is_some_and(|token| token.trim_start_matches("Bot ") == super::TOKEN)
}

fn ready(state: &State, session: &Session) -> Value {
    let guilds = state.world.guilds.keys().filter(|id| session.covers(Some(**id)));
    let guilds: Vec<Value> = guilds.map(|id| json!({"id": id.to_string(), "unavailable": true})).collect();
    let flags = if state.setup.grants_content { 1 << 18 } else { 0 };
    json!({
        "v": 10, "user": state.world.user_json(state.world.bot), "guilds": guilds, "session_id": session.id,
        "resume_gateway_url": state.gateway_url(), "shard": [session.shard.0, session.shard.1],
        "application": {"id": super::APPLICATION.to_string(), "flags": flags},
        "session_type": "normal", "private_channels": [], "relationships": [], "presences": [], "user_settings": {},
    })
}
