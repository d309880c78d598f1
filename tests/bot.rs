//! The bot over the shipped knowledge and config, trained and calibrated once for all tests that ask it.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use crate::shipped;
use chaikhana::app::{App, Context, Decision, Outcome, Snapshot, check};
use chaikhana::config::Config;
use chaikhana::knowledge::{Case, EntityId, EntryId, Knowledge};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, LazyLock};

/// As somebody asks it who runs it; no test keeps or takes an index from the cache.
pub(crate) static APP: LazyLock<Arc<App>> = LazyLock::new(|| {
    let checked = check(&shipped::folder(), &config().checks).expect("the folder can be read");
    Arc::new(app_of(checked.knowledge.expect("the shipped knowledge has no errors")))
});

/// The labelled questions of all sets.
pub(crate) static GOLDEN: LazyLock<Vec<Case>> =
    LazyLock::new(|| ["validation", "test", "second"].map(shipped::golden).concat());

fn config() -> Config {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("config.toml");
    Config::load(Some(&file), std::iter::empty()).expect("the shipped config can be read")
}

/// The calibrated bot over any knowledge.
pub(crate) fn app_of(knowledge: Knowledge) -> App {
    let app = App::new(Snapshot::of(knowledge, config().answers));
    app.calibrate(|| ());
    app
}

pub(crate) fn ask(app: &App, question: &str, previous: Option<&str>) -> Decision {
    app.ask(question, &Context { previous: previous.map(str::to_owned) }).decision
}

/// The entry that is given outright.
pub(crate) fn given(decision: &Decision) -> Option<&EntryId> {
    match &decision.outcome {
        Outcome::Answer(hit) => Some(&hit.entry),
        Outcome::Choices(_) | Outcome::Nothing(_) => None,
    }
}

/// The states of the region that an entry is about; all of them where it is about the region.
pub(crate) fn states<'k>(knowledge: &'k Knowledge, entry: &EntryId) -> BTreeSet<&'k str> {
    let region = &knowledge.entities.get("central-asia").expect("the lexicon has the region").members;
    let about = &knowledge.entry(entry).expect("what is shown is an entry").about;
    let whole = about.iter().any(|id| id.as_str() == "central-asia");
    region.iter().filter(|state| whole || about.contains(state)).map(EntityId::as_str).collect()
}

/// Whether two entries are about states of the region, and share none.
pub(crate) fn is_elsewhere(knowledge: &Knowledge, one: &EntryId, other: &EntryId) -> bool {
    let (one, other) = (states(knowledge, one), states(knowledge, other));
    !one.is_empty() && !other.is_empty() && one.is_disjoint(&other)
}
