//! From a question to a decision: pure, deterministic, and nobody waits for anybody.
//!
//! normalise and recognise (`question`) → score (`model`) and look closely at the nearest (`rank`, `index`) → gate
//! (`gate`) → decide (`decide`). Questions take four calls: [`Engine::build`], [`Engine::ask`], [`Engine::suggest`] and
//! [`Engine::explain`]; what scores may change behind them. The others fit an engine, keep it, or make it anew of
//! changed knowledge.
//!
//! Left out: what a person reads (`reply`), and where knowledge comes from (`store`).

mod calibrate;
mod confidence;
mod corpus;
mod decide;
mod decision;
mod explain;
mod follow_up;
mod gate;
mod halves;
mod index;
mod kind;
mod lexicon;
mod likeness;
mod linear;
mod meaning;
mod model;
mod question;
mod rank;
mod rebuild;
mod settings;
mod signals;
mod small_talk;
mod spelling;
mod suggest;
mod terms;
mod vocabulary;
mod wide;

pub use confidence::{Sample, Scale, fit_weights};
pub use decision::{Context, Decision, Hit, Mention, Outcome, Reason, Repair};
pub use explain::{Candidate, Explanation, Why};
pub use gate::Gate;
pub use likeness::Sketch;
pub use settings::Settings;
pub use signals::Signals;
pub use suggest::Suggestion;

use crate::knowledge::Knowledge;
use gate::Gates;
use halves::{Threads, both};
use meaning::Meanings;
use model::Model;
use question::Reader;
use rank::Ranker;
use serde::de::DeserializeOwned;
use small_talk::is_small_talk;
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};
use suggest::Beginnings;

/// What answers questions: an index over one snapshot of the knowledge.
pub struct Engine {
    knowledge: Arc<Knowledge>,
    settings: Settings,
    built: Arc<Built>,
    /// Fitted to the knowledge; none before that.
    scale: Option<Scale>,
    /// That of a former engine, which serves until this one is fitted.
    lent: Option<Scale>,
}

/// What is built of the knowledge.
#[derive(Debug)]
struct Built {
    reader: Reader,
    gates: Gates,
    meanings: Meanings,
    model: Model,
    /// Whether some phrasing is small talk: then the entries answer it.
    small_talk: bool,
    /// Made when somebody types for the first time.
    beginnings: OnceLock<Beginnings>,
}

impl Engine {
    /// Builds the engine of a snapshot. The same arguments always build the same engine.
    pub fn build(knowledge: Arc<Knowledge>, settings: Settings) -> Self {
        let mut reader = Reader::new(&knowledge);
        let lines = corpus::learn(&knowledge, &mut reader);
        let gates = Gates::build(&knowledge);
        let (meanings, spelling) =
            both(Threads::here(), || Meanings::build(reader.vocabulary()), || reader.spelling_learnt());
        reader.learnt(spelling);
        let model = Model::build(
            &knowledge,
            reader.vocabulary(),
            &meanings,
            &lines.iter().collect::<Vec<_>>(),
            Threads::here(),
        );
        let small_talk = lines.iter().any(|line| line.is_phrasing() && is_small_talk(&line.question));
        Self {
            knowledge,
            settings,
            built: Arc::new(Built { reader, gates, meanings, model, small_talk, beginnings: OnceLock::new() }),
            scale: None,
            lent: None,
        }
    }

    /// The same engine with its confidence fitted to the knowledge, which takes as long as three builds;
    /// `done` is called after each of [`Self::FOLDS`] steps.
    ///
    /// The same knowledge always gives the same confidence. An engine that is not calibrated uses the scale of
    /// the shipped knowledge.
    #[must_use]
    pub fn calibrated(&self, done: impl Fn() + Sync) -> Self {
        let Built { reader, gates, meanings, .. } = &*self.built;
        let lines = corpus::read(&self.knowledge, reader);
        let samples = calibrate::samples(&self.knowledge, reader.vocabulary(), gates, meanings, &lines, done);
        let scale = Some(Scale::fit(&samples));
        let (knowledge, built) = (Arc::clone(&self.knowledge), Arc::clone(&self.built));
        Self { knowledge, settings: self.settings, built, scale, lent: None }
    }

    /// The steps of [`Self::calibrated`].
    pub const FOLDS: usize = calibrate::FOLDS;

    /// Whether the confidence is fitted to the knowledge.
    pub fn is_calibrated(&self) -> bool {
        self.scale.is_some()
    }

    /// Whether the confidence is fitted to the knowledge, or to what it was before it changed.
    pub fn has_scale(&self) -> bool {
        self.scale.or(self.lent).is_some()
    }

    /// What it decides by.
    pub fn settings(&self) -> Settings {
        self.settings
    }

    fn ranker(&self) -> Ranker<'_> {
        self.built.model.ranker(&self.knowledge, &self.built.gates, &self.built.meanings)
    }

    /// The engine with its knowledge as bytes, for [`Self::thaw`]; none where it cannot be written.
    ///
    /// First what is parsed, the largest part before all others; then the tables, as they lie.
    pub fn freeze(&self) -> Option<Vec<Cow<'_, [u8]>>> {
        let Built { reader, gates, meanings, model, small_talk, beginnings: _ } = &*self.built;
        let parsed = [
            postcard::to_stdvec(&(&*self.knowledge, &self.scale, &self.lent)),
            postcard::to_stdvec(model),
            postcard::to_stdvec(&(gates, meanings, small_talk)),
            postcard::to_stdvec(reader),
        ];
        let [names, words] = reader.spelling.deletions();
        let tables = [names, words, model.linear.weights()].map(|table| Ok(table.into()));
        parsed.into_iter().map(|part| part.map(Cow::from)).chain(tables).collect::<Result<_, _>>().ok()
    }

    /// The engine that [`Self::freeze`] wrote; none where the parts are no engine's. Each is given back before the next
    /// is asked for, which may take its room; the tables are kept as they are.
    pub fn thaw(mut parts: impl Iterator<Item = Vec<u8>>, settings: Settings) -> Option<Self> {
        let (knowledge, scale, lent) = thawed(parts.next()?)?;
        let mut model: Model = thawed(parts.next()?)?;
        let (gates, meanings, small_talk) = thawed(parts.next()?)?;
        let mut reader: Reader = thawed(parts.next()?)?;
        reader.spelling.restore([parts.next()?, parts.next()?]);
        model.linear.weigh(parts.next()?);
        let built = Built { reader, gates, meanings, model, small_talk, beginnings: OnceLock::new() };
        Some(Self { knowledge: Arc::new(knowledge), settings, built: Arc::new(built), scale, lent })
    }

    /// Decides what a question gets: an answer, choices or nothing.
    pub fn ask(&self, question: &str, context: &Context) -> Decision {
        self.decide(question, context)
    }

    /// How much of a question speaks for each entry, by position, as far as the linear scorer tells: the first stage of
    /// [`Self::ask`], with repairs and without a close look or a gate; for measuring.
    pub(crate) fn sides(&self, question: &str) -> Vec<f32> {
        self.ranker().sides(&self.built.reader.read(question))
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

/// What a part holds; the part is gone after that.
#[expect(clippy::needless_pass_by_value, reason = "it is given back as soon as it is read")]
fn thawed<T: DeserializeOwned>(part: Vec<u8>) -> Option<T> {
    postcard::from_bytes(&part).ok()
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").field("settings", &self.settings).finish_non_exhaustive()
    }
}
