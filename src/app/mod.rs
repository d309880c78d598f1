//! The use cases that every front calls, over one snapshot that is swapped as a whole.

mod again;
mod answered;
mod confusion;
mod consequences;
mod coverage;
#[cfg(any(feature = "discord", feature = "ledger"))]
mod curator;
mod edition;
mod evaluate;
pub mod exchange;
mod figures;
mod gate;
mod held_out;
#[cfg(any(feature = "discord", feature = "ledger"))]
mod importing;
#[cfg(any(feature = "discord", feature = "ledger"))]
mod keepers;
mod lookup;
#[cfg(any(feature = "discord", feature = "ledger"))]
mod lost_key;
mod names;
mod new_entry;
#[cfg(any(feature = "discord", feature = "ledger"))]
mod outdated;
#[cfg(any(feature = "discord", feature = "ledger"))]
mod past;
mod phrasings;
mod propose;
#[cfg(any(feature = "discord", feature = "ledger"))]
mod publishing;
mod question;
mod queue;
#[cfg(any(feature = "discord", feature = "ledger"))]
mod records;
mod repair;
mod snapshot;
mod source;
mod sources;
#[cfg(any(feature = "discord", feature = "ledger"))]
mod taking_in;
mod typed;

pub use again::{again, as_text, taken_back};
pub use answered::{Answered, Asked, Choice, Cited, Near, Read, State};
pub use confusion::Confusion;
pub use consequences::{Consequence, Fate, Resting, resting, stale};
pub use coverage::{CoverageError, SourceCoverage, coverage};
#[cfg(any(feature = "discord", feature = "ledger"))]
pub use curator::{Curator, CuratorError, Status, files, in_terminal};
pub use edition::{Edition, EditionError, new_edition};
pub use evaluate::{cases, evaluate, fit};
pub use figures::{Band, Evaluation, Miss, Tally, Verdict};
pub use gate::{Flip, Gated, Given, Progress, Turn};
pub use held_out::{held_out, held_out_count};
#[cfg(any(feature = "discord", feature = "ledger"))]
pub use keepers::Suggested;
pub use names::{Names, Offered};
pub use new_entry::{NewEntryError, new_entry};
#[cfg(any(feature = "discord", feature = "ledger"))]
pub use outdated::Outdated;
#[cfg(any(feature = "discord", feature = "ledger"))]
pub use past::Past;
pub use phrasings::{Labelled, PhrasingFigures, Stage, labelled, measure_phrasings};
pub use propose::{Proposal, Refusal};
#[cfg(any(feature = "discord", feature = "ledger"))]
pub use publishing::{Present, Proposed};
pub use queue::Group;
#[cfg(any(feature = "discord", feature = "ledger"))]
pub use records::{Noted, Records, RecordsError, Voted};
pub use repair::fixes;
pub use snapshot::{Checked, OpenError, Snapshot, check};
pub use source::{AddError, Added, Bibliography, add_source};
pub use sources::{SourceRow, sources};
#[cfg(any(feature = "discord", feature = "ledger"))]
pub use taking_in::News;
pub use typed::Typed;

#[cfg(any(feature = "discord", feature = "ledger"))]
pub use crate::store::{
    BackupError, Base, CommitError, Journal, LOOK_EVERY, Place, Restored, Set, backup, look_at_backup, restore, watch,
};
pub use crate::store::{Folder, ledger, replace, replace_if};

pub use crate::engine::{
    Candidate, Context, Decision, Explanation, Gate, Mention, Outcome, Repair, Signals, Suggestion, Why,
};

use crate::knowledge::{EntryId, File, Knowledge};
use crate::reply::{self, Reply};
use arc_swap::ArcSwap;
use question::{context_of, question_in};
use std::sync::Arc;

/// The steps of [`App::calibrate`].
pub const CALIBRATION_STEPS: usize = crate::engine::Engine::FOLDS;

/// The bot without a front.
#[derive(Debug)]
pub struct App {
    snapshot: ArcSwap<Snapshot>,
}

impl App {
    /// Starts with a snapshot.
    pub fn new(snapshot: Snapshot) -> Self {
        Self { snapshot: ArcSwap::from_pointee(snapshot) }
    }

    /// Answers a question. Runs inline, touches neither disk nor network.
    pub fn ask(&self, question: &str, context: &Context) -> Asked {
        let snapshot = self.snapshot.load_full();
        let engine = &snapshot.engine;
        let decision = engine.ask(&question_in(engine, question), &context_of(engine, context));
        let reply = reply::compose(snapshot.knowledge(), &decision);
        Asked { decision, reply, knowledge: Arc::clone(snapshot.knowledge()) }
    }

    /// Says why a question gets what it gets.
    pub fn explain(&self, question: &str, context: &Context) -> Explanation {
        let engine = &self.snapshot.load().engine;
        engine.explain(&question_in(engine, question), &context_of(engine, context))
    }

    /// The question in a text: without addresses and courtesies, as it may become a phrasing.
    pub fn question_in(&self, text: &str) -> String {
        question_in(&self.snapshot.load().engine, text).trim().to_owned()
    }

    /// Completes what somebody types.
    pub fn suggest(&self, prefix: &str, limit: usize) -> Vec<Suggestion> {
        self.snapshot.load().engine.suggest(prefix, limit)
    }

    /// The entry of this id as an answer: what a person gets who picks a choice. None where it is gone or retired.
    pub fn entry(&self, id: &EntryId) -> Option<Reply> {
        let snapshot = self.snapshot.load();
        let entry = snapshot.knowledge().entry(id).filter(|entry| entry.retired.is_none())?;
        Some(reply::compose_entry(snapshot.knowledge(), entry, false))
    }

    /// The quotes of an entry where they stand in their documents. None where it is gone or retired.
    pub fn context(&self, id: &EntryId) -> Option<Reply> {
        let snapshot = self.snapshot.load();
        let entry = snapshot.knowledge().entry(id).filter(|entry| entry.retired.is_none())?;
        Some(reply::compose_context(snapshot.knowledge(), entry))
    }

    /// What else comes near a question than the entry that was shown, as choices; empty where nothing does.
    pub fn others(&self, question: &str, context: &Context, shown: Option<&EntryId>) -> Reply {
        let snapshot = self.snapshot.load();
        let engine = &snapshot.engine;
        let explanation = engine.explain(&question_in(engine, question), &context_of(engine, context));
        let open = explanation.candidates.iter().filter(|near| near.gate.is_none() && Some(&near.entry) != shown);
        let near: Vec<EntryId> = open.take(explanation.settings.max_choices).map(|near| near.entry.clone()).collect();
        reply::compose_choices(snapshot.knowledge(), &near)
    }

    /// The present knowledge.
    pub fn knowledge(&self) -> Arc<Knowledge> {
        Arc::clone(self.snapshot.load().knowledge())
    }

    /// Fits the confidence to the knowledge where that has not been done: some seconds' work, during which the old
    /// confidence holds. `done` is called after each of [`CALIBRATION_STEPS`].
    pub fn calibrate(&self, done: impl Fn() + Sync) {
        let snapshot = self.snapshot.load_full();
        if !snapshot.engine.is_calibrated() {
            let calibrated = Arc::new(snapshot.calibrated(done));
            // What was swapped in meanwhile stays.
            self.snapshot.compare_and_swap(&snapshot, calibrated);
        }
    }

    /// Whether the confidence was fitted to the knowledge as it is, or as it was before it changed.
    pub fn has_scale(&self) -> bool {
        self.snapshot.load().engine.has_scale()
    }

    /// Keeps the index for the next start, where the config names a cache.
    pub fn keep(&self) {
        self.snapshot.load().keep();
    }

    /// A snapshot of other knowledge, read from `files`, that decides by the confidence of the present one until it has
    /// its own.
    pub fn rebuilt(&self, knowledge: Knowledge, files: &[File]) -> Snapshot {
        self.snapshot.load().rebuilt(knowledge, files)
    }

    /// Takes over a new snapshot; questions under way keep the old one.
    pub fn swap(&self, snapshot: Snapshot) {
        self.snapshot.store(Arc::new(snapshot));
    }
}
