//! From a question to a decision: pure, deterministic, without a lock.
//!
//! normalise and recognise (`question`) → retrieve and score (`index`) → gate (`gate`) →
//! decide (`decide`). The seam is four calls: [`Engine::build`], [`Engine::ask`],
//! [`Engine::suggest`] and [`Engine::explain`]; what scores may change behind it.
//!
//! Left out: what a person reads (`reply`), and where knowledge comes from (`store`).

mod confidence;
mod corpus;
mod decide;
mod decision;
mod explain;
mod follow_up;
mod gate;
mod index;
mod lexicon;
mod linear;
mod question;
mod rank;
mod settings;
mod spelling;
mod suggest;
mod terms;

pub use confidence::{Signals, Weights};
pub use decision::{Context, Decision, Hit, Mention, Outcome, Reason, Repair};
pub use explain::{Candidate, Explanation};
pub use gate::Gate;
pub use settings::Settings;
pub use suggest::Suggestion;

use crate::knowledge::Knowledge;
use index::Index;
use linear::Linear;
use question::Reader;
use std::sync::Arc;

/// What answers questions: an index over one snapshot of the knowledge.
pub struct Engine {
    knowledge: Arc<Knowledge>,
    settings: Settings,
    reader: Reader,
    index: Index,
    linear: Linear,
}

impl Engine {
    /// Builds the engine of a snapshot. The same arguments always build the same engine.
    pub fn build(knowledge: Arc<Knowledge>, settings: Settings) -> Self {
        let mut reader = Reader::new(&knowledge);
        let lines = corpus::read(&knowledge, &mut reader);
        let index = Index::build(&knowledge, &lines);
        let linear = Linear::train(&lines, knowledge.entries.len());
        Self { knowledge, settings, reader, index, linear }
    }

    /// The engine with its knowledge as bytes, for [`Self::thaw`]; none where it cannot be written.
    pub fn freeze(&self) -> Option<Vec<u8>> {
        postcard::to_stdvec(&(&*self.knowledge, &self.reader, &self.index, &self.linear)).ok()
    }

    /// The engine that [`Self::freeze`] wrote; none where the bytes are no engine's.
    pub fn thaw(bytes: &[u8], settings: Settings) -> Option<Self> {
        let (knowledge, reader, index, linear): (Knowledge, Reader, Index, Linear) =
            postcard::from_bytes(bytes).ok()?;
        Some(Self { knowledge: Arc::new(knowledge), settings, reader, index, linear })
    }

    /// Decides what a question gets: an answer, choices or nothing.
    pub fn ask(&self, question: &str, context: &Context) -> Decision {
        self.decide(question, context)
    }

    /// The questions that come nearest to what has been typed so far, best first;
    /// before anything is typed, good questions to start with.
    pub fn suggest(&self, prefix: &str, limit: usize) -> Vec<Suggestion> {
        self.nearest_questions(prefix, limit)
    }

    /// The same decision as [`Self::ask`] gives, with everything that led to it.
    pub fn explain(&self, question: &str, context: &Context) -> Explanation {
        self.explanation(question, context)
    }

    /// The snapshot that the engine was built of.
    pub fn knowledge(&self) -> &Arc<Knowledge> {
        &self.knowledge
    }
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").field("settings", &self.settings).finish_non_exhaustive()
    }
}
