//! The use cases that every front calls, over one snapshot that is swapped as a whole.

mod snapshot;

pub use snapshot::{OpenError, Snapshot, check};

use crate::engine::{Context, Decision, Explanation, Suggestion};
use crate::knowledge::Knowledge;
use crate::reply::{self, Reply};
use arc_swap::ArcSwap;
use std::sync::Arc;

/// The bot without a front.
#[derive(Debug)]
pub struct App {
    snapshot: ArcSwap<Snapshot>,
}

/// A question with what was decided and what is said.
#[derive(Debug, Clone)]
pub struct Asked {
    /// What was decided.
    pub decision: Decision,
    /// What a person gets to read.
    pub reply: Reply,
    /// The knowledge that it was decided on.
    pub knowledge: Arc<Knowledge>,
}

impl App {
    /// Starts with a snapshot.
    pub fn new(snapshot: Snapshot) -> Self {
        Self { snapshot: ArcSwap::from_pointee(snapshot) }
    }

    /// Answers a question. Runs inline, touches neither disk nor network.
    pub fn ask(&self, question: &str, context: &Context) -> Asked {
        let snapshot = self.snapshot.load_full();
        let decision = snapshot.engine.ask(question, context);
        let reply = reply::compose(snapshot.knowledge(), &decision);
        Asked { decision, reply, knowledge: Arc::clone(snapshot.knowledge()) }
    }

    /// Says why a question gets what it gets.
    pub fn explain(&self, question: &str, context: &Context) -> Explanation {
        self.snapshot.load().engine.explain(question, context)
    }

    /// Completes what somebody types.
    pub fn suggest(&self, prefix: &str, limit: usize) -> Vec<Suggestion> {
        self.snapshot.load().engine.suggest(prefix, limit)
    }

    /// The present knowledge.
    pub fn knowledge(&self) -> Arc<Knowledge> {
        Arc::clone(self.snapshot.load().knowledge())
    }

    /// Takes over a new snapshot; questions under way keep the old one.
    pub fn swap(&self, snapshot: Snapshot) {
        self.snapshot.store(Arc::new(snapshot));
    }
}
