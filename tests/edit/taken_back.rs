//! A revision taken back on files that have changed since.

use super::{HILLS, PATH, file};
use chaikhana::app::ledger::{Author, Change, Plan, Revision, Via};
use chaikhana::app::taken_back;
use chaikhana::knowledge::EntryId;
use chaikhana::knowledge::edit::{Edit, RebaseError, after, apply};
use jiff::Timestamp;

const OLD: &str = "answer   =   \"The hills sell salt.\"";
const NEW: &str = "answer = \"Salt is what the hills sell.\"";

fn revision(before: &[u8], after: &[u8]) -> Revision {
    let author = Author { name: String::new(), pseudonym: None, via: Via::Terminal };
    let change = Change { path: PATH.to_owned(), before: Some(before.to_vec()), after: Some(after.to_vec()) };
    let (why, entries, changes) = (String::new(), Vec::new(), vec![change]);
    Revision { number: 7, plan: Plan { base: 6, at: Timestamp::UNIX_EPOCH, author, why, entries, changes } }
}

/// The answer of the salt changed.
fn of_salt() -> Revision {
    revision(HILLS.as_bytes(), HILLS.replace(OLD, NEW).as_bytes())
}

#[test]
fn what_was_changed_elsewhere_since_stays() {
    let since = HILLS.replace(OLD, NEW).replace("The goats are everybody's.", "The goats are nobody's.");
    let edit = taken_back(&of_salt(), &[file(PATH, &since)]).expect("nothing is in the way");
    let wanted = HILLS.replace("The goats are everybody's.", "The goats are nobody's.");
    assert_eq!(edit, Edit::Back(vec![(PATH.to_owned(), Some(wanted))]));
}

#[test]
fn where_the_same_was_changed_since_all_three_texts_are_shown() {
    let since = HILLS.replace(OLD, "answer = \"The hills sell nothing.\"");
    match taken_back(&of_salt(), &[file(PATH, &since)]) {
        Err(RebaseError::Conflicts(all)) => {
            let shown: String = all.iter().map(chaikhana::knowledge::edit::Conflict::shown).collect();
            for part in [OLD, NEW, "The hills sell nothing."] {
                assert!(shown.contains(part), "{part} is not in:\n{shown}");
            }
        }
        other => unreachable!("expected a conflict, got {other:?}"),
    }
}

#[test]
fn a_file_that_went_with_its_last_entry_comes_back_byte_for_byte() {
    let beasts = "topics/beasts.toml";
    let to = |to: &str| Edit::Move { id: EntryId::parse("hill-goats").expect("an id"), to: to.to_owned() };
    let hills = [file(PATH, HILLS)];
    let moved = after(&hills, &apply(&hills, &to(beasts)).expect("it can be moved"));
    let back = apply(&moved, &to(PATH)).expect("it can be moved back");
    let of_move =
        Revision { plan: Plan { changes: back.iter().map(Change::from).collect(), ..of_salt().plan }, ..of_salt() };
    let gone = after(&moved, &back);
    let undo = taken_back(&of_move, &gone).expect("nothing is in the way");
    let undone = after(&gone, &apply(&gone, &undo).expect("it can be made"));
    assert!(gone.len() < undone.len());
    assert_eq!(undone, moved);
}

#[test]
fn bytes_that_were_no_text_are_left_to_an_editor() {
    let error = taken_back(&revision(b"\xff", HILLS.as_bytes()), &[file(PATH, HILLS)]).expect_err("it is refused");
    assert_eq!(error.to_string(), "`countries/hills.toml` held no text at that time; change it in an editor");
}
