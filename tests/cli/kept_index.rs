//! The index between two runs: what of it still holds after the files were changed.

use super::Place;
use chaikhana::app::{App, Context, Folder, Outcome, Snapshot};
use chaikhana::config::Config;

const LOANS: &str = "knowledge/topics/loans.toml";
const BY_HAND: &str = "volume of the Kestovian waterfront credit";

fn open(place: &Place) -> App {
    let config = Config::load(Some(&place.path("config.toml")), std::iter::empty()).expect("a config");
    let config = Config { cache: Some(place.path("kept")), ..config };
    App::new(Snapshot::open(&Folder::new(&config.knowledge), &config).expect("the knowledge opens"))
}

#[test]
fn changed_knowledge_is_answered_by_the_confidence_of_before_and_calibrated_once() {
    let place = Place::new();
    let app = open(&place);
    assert!(!app.has_scale(), "nothing was fitted yet");
    app.calibrate(|| ());
    assert!(open(&place).has_scale(), "it is kept");
    let old = "    \"size of the harbour loan of Kestovia\",\n";
    place.write(LOANS, &place.read(LOANS).replace(old, &format!("{old}    \"{BY_HAND}\",\n")));
    for run in ["the first", "the next"] {
        let app = open(&place);
        assert!(app.has_scale(), "{run} run needs no calibration");
        let asked = app.ask(BY_HAND, &Context::default());
        assert!(
            matches!(&asked.decision.outcome, Outcome::Answer(hit) if hit.entry.as_str() == "kestovia-harbour-loan")
        );
    }
}
