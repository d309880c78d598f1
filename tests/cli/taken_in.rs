//! What somebody saves by hand right before a proposal: it is in use, or said to be broken, and never lost.

use super::Place;
use super::three::open;
use chaikhana::app::ledger::Filter;
use chaikhana::app::{CommitError, Context, Curator, CuratorError, Outcome, Proposed, in_terminal, taken_back};
use chaikhana::knowledge::EntryId;
use chaikhana::knowledge::edit::{Edit, Field};

const LOANS: &str = "knowledge/topics/loans.toml";
const HARBOUR: &str = "kestovia-harbour-loan";
/// Of the harbour, in words that only whoever saves by hand gives it.
const BY_HAND: &str = "volume of the Kestovian waterfront credit";

fn id(text: &str) -> EntryId {
    EntryId::parse(text).expect("an id")
}

fn save_phrasing(place: &Place) {
    let old = "    \"size of the harbour loan of Kestovia\",\n";
    place.write(LOANS, &place.read(LOANS).replace(old, &format!("{old}    \"{BY_HAND}\",\n")));
}

async fn propose(curator: &Curator, edit: Edit) -> Result<Proposed, CuratorError> {
    let present = curator.present().await?;
    curator.propose(present, edit, |_, _| ()).await
}

/// An edit of another file.
fn review() -> Edit {
    Edit::Change { id: id("arvania-league-observer"), what: vec![Field::ReviewBy(Some("2030".to_owned()))] }
}

async fn whys(curator: &Curator) -> Vec<String> {
    let lines = curator.history(&Filter::default(), 99).await.expect("there is a history");
    lines.into_iter().map(|line| line.why).collect()
}

#[tokio::test]
async fn a_proposal_is_held_against_what_was_saved_by_hand_a_moment_ago() {
    let place = Place::new();
    let curator = open(place.folder.path()).await;
    save_phrasing(&place);
    let proposed = propose(&curator, review()).await.expect("it can be published");
    let asked = curator.app().ask(BY_HAND, &Context::default());
    assert!(matches!(&asked.decision.outcome, Outcome::Answer(hit) if hit.entry == id(HARBOUR)), "it is in use");
    assert!(proposed.proposal.gated.flips.is_empty(), "{:?}", proposed.proposal.gated);
    curator.publish(proposed, &in_terminal("aigul"), "by the bot").await.expect("nobody is in the way");
    assert_eq!(whys(&curator).await, ["by the bot", "saved by hand"]);
    assert!(place.read(LOANS).contains(BY_HAND));
}

#[tokio::test]
async fn what_is_saved_between_a_proposal_and_its_publishing_stops_it() {
    let place = Place::new();
    let curator = open(place.folder.path()).await;
    let proposed = propose(&curator, review()).await.expect("it can be published");
    save_phrasing(&place);
    let error = curator.publish(proposed, &in_terminal("aigul"), "by the bot").await.expect_err("it is too old");
    assert!(matches!(error, CuratorError::Commit(CommitError::Stale { .. })), "{error}");
    assert_eq!(whys(&curator).await, ["saved by hand"]);
    let again = propose(&curator, review()).await.expect("it can be published");
    curator.publish(again, &in_terminal("aigul"), "by the bot").await.expect("nobody is in the way");
    assert!(place.read(LOANS).contains(BY_HAND));
}

#[tokio::test]
async fn a_file_saved_with_errors_is_told_apart_from_the_edit_and_can_be_taken_back() {
    let place = Place::new();
    let curator = open(place.folder.path()).await;
    let before = place.read(LOANS);
    place.write(LOANS, &before.replace("nine hundred million crowns in 2016 for", "ten million crowns in 2016 for"));
    let error = propose(&curator, review()).await.expect_err("nothing can be held against it");
    assert!(matches!(error, CuratorError::Broken(_)), "{error}");
    let said = error.to_string();
    assert!(
        said.starts_with("`topics/loans.toml` cannot be used as it was saved: ") && said.ends_with(", then try again"),
        "{said}"
    );
    let answer = curator.app().ask("size of the harbour loan of Kestovia", &Context::default());
    assert!(matches!(answer.decision.outcome, Outcome::Answer(_)), "the last good knowledge answers");
    let present = curator.present().await.expect("the files can be read");
    let revision = curator.revision(present.base).await.expect("it is there").expect("it is there");
    let back = taken_back(&revision, &present.files).expect("nothing is in the way");
    let proposed = propose(&curator, back).await.expect("it mends the file");
    curator.publish(proposed, &in_terminal("aigul"), "mended").await.expect("nobody is in the way");
    assert_eq!(place.read(LOANS), before);
    propose(&curator, review()).await.expect("all is well again");
}

#[tokio::test]
async fn a_file_that_is_no_text_stops_every_proposal() {
    let place = Place::new();
    let curator = open(place.folder.path()).await;
    place.write_bytes(LOANS, b"\xff\xfe");
    let error = propose(&curator, review()).await.expect_err("its entries would be gone");
    let said = "`topics/loans.toml` cannot be used as it was saved: line 1 is not UTF-8; save the file as UTF-8, then try again";
    assert_eq!(error.to_string(), said);
}
