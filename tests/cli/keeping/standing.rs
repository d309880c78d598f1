//! How the knowledge stands: what is stale, how much there is, what is broken.

use super::{HARBOUR, LOANS, WORDS, asked, holds, no};
use crate::cli::Place;
use snapbox::{assert_data_eq, str};

#[test]
fn stale_entries_are_listed_with_what_rests_on_them() {
    let place = Place::new();
    assert_eq!(place.keep(&["stale"]).done(), "no entry is to be looked at again yet\n");
    let text = place.read(LOANS);
    let text =
        text.replacen("events = [{ date = \"2015\"", "review_by = \"2021-06-01\"\nevents = [{ date = \"2015\"", 1);
    place.write(LOANS, &text);
    assert_data_eq!(
        place.keep(&["stale", "--on", "2021-07-01"]).done(),
        str![[r#"
belmoria-railway-loan, by 2021-06-01
  - Norlund lent Belmoria three billion crowns in 2015 for a railway across
    the mountains.
  - profile belmoria, economy: "Belmoria builds its railway with three billion
    crowns that Norlund lent in 2015."

"#]]
    );
    assert!(place.keep(&["stale", "--on", "2021-05-01"]).done().starts_with("no entry"));
}

#[test]
fn status_says_how_the_knowledge_stands() {
    let place = Place::new();
    asked(&place, &[(1, "kestovia harbour works price")]);
    assert_data_eq!(
        place.keep(&["status"]).done(),
        str![[r#"
revision 0: nothing has changed since the history began
7 entries answer, 1 retired; 22 phrasings, 0 questions of the guard
1 question in the queue; 0 entries and 0 sentences of profiles to be looked at again

"#]]
    );
    place.alias(HARBOUR, WORDS).done();
    holds(&place.keep(&["status"]).done(), &["revision 1 of 20", " by aigul (terminal): adds the phrasing"]);
}

#[test]
fn a_broken_file_is_named_left_alone_and_can_be_taken_back() {
    let place = Place::new();
    let good = place.read(LOANS);
    place.begin();
    let broken = good.replacen("about = [\"kestovia\"]", "about = [\"kestovia\"", 1);
    place.write(LOANS, &broken);
    let out = no(place.keep(&["status"]), &["the knowledge has 1 error", "goes on with the last good knowledge"]);
    holds(&out, &["revision 1 of 20", "saved by hand", "topics/loans.toml:"]);
    let said = place.alias("valley-water-council", "who shares the water of the Onder");
    said.refused(3, &["`topics/loans.toml` cannot be used as it was saved: ", ", then try again"]);
    assert_eq!(place.read(LOANS), broken, "a broken file is not written over");
    let said = place.keep(&["undo", "1", "--yes"]);
    assert!(said.code == 0 && !said.out.contains("questions asked"), "{said:?}");
    holds(&said.err, &["the files as they are cannot be used, so answers are not compared"]);
    assert_eq!(place.read(LOANS), good);
    place.run(&["check", "--strict"]).done();
}
