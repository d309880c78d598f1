//! A double of Discord: gateway and REST on one port of loopback, with a small world and a script for tests.
//!
//! ```ignore
//! let discord = Double::start().await;
//! let bot = start_bot(discord.base(), discord.token()).await;
//! let home = discord.home();
//! let asked = discord.say(&home.tearoom, &home.asker, "<@bot> did uzbekistan join the eurasian union?").await;
//! assert_eq!(discord.reply_to(&asked).await.content(), "…");
//! discord.finish();
//! ```
//!
//! It says what Discord says and takes what Discord takes: a request that Discord would refuse gets a 400 and is
//! remembered, and [`Double::finish`], or the double's end, panics with all of them. What is checked beyond
//! Discord: every message names `allowed_mentions` with an empty `parse`. What is left out: voice, rate limits
//! that were not asked for, TLS, components of the second version.
//!
//! It runs on a thread of its own and depends on no other module of the tests.
//!
//! In reading order:
//! - [`setup`]: what a double grants, checks and sends;
//! - [`world`]: guilds, channels, people and permissions;
//! - [`script`]: what a test does and waits for;
//! - [`snapshot`]: a message as stable JSON;
//! - [`fault`]: what a test makes go wrong;
//! - [`state`], [`clock`], [`log`], [`message`], [`session`]: what is remembered;
//! - [`server`], [`gateway`], [`rest`], [`answer`]: what is spoken;
//! - [`check`]: what Discord would refuse.

#![allow(dead_code, unused_imports, reason = "no test uses the whole script, and a bench uses little of it")]
#![expect(clippy::panic, clippy::expect_used, reason = "a double that is surprised fails its test")]

mod answer;
mod check;
mod clock;
mod fault;
mod gateway;
mod log;
mod message;
mod rest;
mod script;
mod server;
mod session;
mod setup;
mod snapshot;
mod state;
mod world;

pub(crate) use check::schema::is_at_hand as has_schema;
pub(crate) use fault::Fault;
pub(crate) use log::Request;
pub(crate) use script::{Choice, Invoked, Modal, Posted, Response, Said};
pub(crate) use setup::Setup;
pub(crate) use snapshot::snapshot;
pub(crate) use world::home::Home;
pub(crate) use world::{Channel, Id, User, permission};

use state::{Shared, State};
use std::sync::Arc;
use std::thread::JoinHandle;
use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tokio::sync::oneshot;

/// The only token that the double takes.
pub(crate) const TOKEN: &str = "MTAwMDAwMDAwMDAwMDAwMDAwMA.double.not-a-secret-of-anyone";
/// The id of the bot's application.
pub(crate) const APPLICATION: Id = 1_000_000_000_000_000_000;

/// A running double.
#[derive(Debug)]
pub(crate) struct Double {
    shared: Arc<Shared>,
    home: Home,
    token: &'static str,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Double {
    /// Starts a double with the default setup.
    pub(crate) async fn start() -> Self {
        Self::with(Setup::default()).await
    }

    /// Starts a double on a free port; it listens when this returns.
    pub(crate) async fn with(setup: Setup) -> Self {
        let (world, home) = world::home::small();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        listener.set_nonblocking(true).expect("a listener can be made non-blocking");
        let address = listener.local_addr().expect("a listener has an address");
        let shared = Arc::new(Shared::new(State::new(address, setup, world)));
        let (stop, stopped) = oneshot::channel();
        let (listens, listening) = oneshot::channel();
        let served = Arc::clone(&shared);
        let thread = std::thread::Builder::new().name("double".to_owned()).spawn(move || {
            let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime can be built");
            runtime.block_on(async {
                let listener = TcpListener::from_std(listener).expect("the listener can be taken over");
                // Whoever starts a double and gives up at once does not wait.
                let _gone = listens.send(());
                tokio::select! {
                    () = server::run(listener, served) => {}
                    _ = stopped => {}
                }
            });
        });
        let thread = thread.expect("a thread can be started");
        listening.await.expect("the thread begins to listen");
        Self { shared, home, token: TOKEN, stop: Some(stop), thread: Some(thread) }
    }

    /// Where REST is, for serenity's `proxy`: no path behind it.
    pub(crate) fn base(&self) -> String {
        self.shared.look(|state| format!("http://{}", state.address))
    }

    /// The token that the double takes.
    pub(crate) fn token(&self) -> &'static str {
        self.token
    }

    /// The small world it starts with.
    pub(crate) fn home(&self) -> &Home {
        &self.home
    }

    /// Ends the double.
    ///
    /// # Panics
    ///
    /// When the bot sent anything that Discord would refuse, with all of it.
    pub(crate) fn finish(self) {
        drop(self);
    }
}

impl Drop for Double {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // The thread may have ended by itself.
            let _ended = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ended = thread.join();
        }
        let violations = self.violations();
        let told = violations.is_empty() || std::thread::panicking();
        assert!(told, "Discord would have refused:\n  {}", violations.join("\n  "));
    }
}
