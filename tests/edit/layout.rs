//! A moderator's comments and layout survive whatever is edited elsewhere.

use super::{file, id};
use chaikhana::knowledge::edit::{Edit, EventDraft, Field, QuoteChange, QuoteDraft, after, apply, drafts};
use chaikhana::knowledge::{File, FileKind};
use proptest::prelude::*;

const PATH: &str = "countries/many.toml";

/// How many entries the file has.
const ENTRIES: usize = 6;
/// The entry that nobody touches, with its neighbourhood.
const KEPT: &str = "\n# --- A heading of mine ---\n\n   # my own remark\n[[entry]]   # odd but mine\nid  =  \"kept\"\nabout=['a',\n  'c',   # third\n  'b']\nas_of = '1999'\nquestions = [\"one\" , \"two\",\n\n   # a remark\n\n   \"three\"]\nanswer = \"\"\"\nMine.\"\"\"\nevents = [ {date=\"1990\",text=\"x\"} , ]\n\n   [[entry.quotes]]  # indented\n   source = \"s\"\n   text = 'as I like it'\n# after it\n\n";

fn whole() -> String {
    let entry = |at: usize| {
        format!(
            "# entry {at}\n[[entry]]\nid = \"e{at}\"\nabout = [\"a\"]\nas_of = \"2000\"\nquestions = [\n    \"q{at}\", # first\n]\nanswer = \"A{at}.\"\n\n[[entry.quotes]]\nsource = \"s\"\ntext = \"t{at}\"\n\n"
        )
    };
    let half = |range: std::ops::Range<usize>| range.map(entry).collect::<String>();
    format!("# the file\n\n{}{KEPT}{}", half(0..ENTRIES / 2), half(ENTRIES / 2..ENTRIES))
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("[a-f\"'#,\\[\\]\\\\é ]{0,6}", 0..5)
}

fn quotes() -> impl Strategy<Value = Vec<QuoteDraft>> {
    let quote = "[a-e\"]{1,3}".prop_map(|text| QuoteDraft { source: "s".to_owned(), text });
    prop::collection::vec(quote, 0..4)
}

fn field() -> impl Strategy<Value = Field> {
    prop_oneof![
        texts().prop_map(Field::About),
        texts().prop_map(Field::Mentions),
        texts().prop_map(Field::Questions),
        texts().prop_map(Field::Not),
        texts().prop_map(Field::SeeAlso),
        texts().prop_map(Field::Supersedes),
        "[a-z\"'#\\\\\n ]{0,9}".prop_map(Field::Answer),
        "20[0-9]{2}".prop_map(Field::AsOf),
        prop::option::of("[a-z]{1,4}").prop_map(Field::ViewOf),
        prop::option::of("20[0-9]{2}").prop_map(Field::ReviewBy),
        texts().prop_map(|all| Field::Events(
            all.into_iter().map(|text| EventDraft { date: "2000".to_owned(), text, planned: false }).collect()
        )),
        quotes().prop_map(Field::Quotes),
    ]
}

fn edit() -> impl Strategy<Value = Edit> {
    let entry = || (0..ENTRIES).prop_map(|at| id(&format!("e{at}")));
    prop_oneof![
        6 => (entry(), prop::collection::vec(field(), 1..4)).prop_map(|(id, what)| Edit::Change { id, what }),
        1 => (entry(), "[a-z# ]{1,9}").prop_map(|(id, question)| Edit::Alias { id, question }),
        1 => (entry(), "[a-z# ]{1,9}").prop_map(|(id, question)| Edit::NearMiss { id, question }),
        1 => (entry(), "[a-z]{1,3}").prop_map(|(id, text)| {
            let quote = QuoteDraft { source: "s".to_owned(), text };
            Edit::Quote { id, change: QuoteChange::Add(quote) }
        }),
        1 => entry().prop_map(|id| Edit::Retire { id, on: "2001".to_owned(), why: "so".to_owned() }),
        1 => entry().prop_map(|id| Edit::Restore { id }),
        1 => (entry(), any::<bool>()).prop_map(|(id, there)| {
            let to = if there { "topics/other.toml" } else { PATH };
            Edit::Move { id, to: to.to_owned() }
        }),
    ]
}

/// Makes all edits that can be made, one after another; gives how many those were.
fn made(files: &mut Vec<File>, edits: &[Edit]) -> usize {
    let mut done = 0;
    for edit in edits {
        if let Ok(changed) = apply(files, edit) {
            *files = after(files, &changed);
            done += 1;
        }
    }
    done
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn comments_and_layout_survive_a_hundred_edits_elsewhere(
        edits in prop::collection::vec(edit(), 100),
        windows in any::<bool>(),
    ) {
        let ends = |text: &str| if windows { text.replace('\n', "\r\n") } else { text.to_owned() };
        let mut files = vec![file(PATH, &ends(&whole()))];
        let done = made(&mut files, &edits);
        prop_assert!(done > 20, "only {} edits could be made", done);
        let text = &files.iter().find(|file| file.path == PATH).expect("the file is there").text;
        // Blank lines at the end of a file go with the last entry.
        prop_assert!(text.contains(&ends(KEPT.trim_end_matches('\n'))), "{}", text);
        prop_assert!(text.starts_with(&ends("# the file\n\n")), "{}", text);
        let all = drafts(&files).expect("the files can be read");
        prop_assert_eq!(all.len(), ENTRIES + 1);
    }

    /// What an edit says of a field is what the file says afterwards, and no other field of any entry changes.
    #[test]
    fn an_edit_changes_what_it_says_and_nothing_else(edits in prop::collection::vec(edit(), 12), last in field()) {
        let mut files = vec![file(PATH, &whole())];
        made(&mut files, &edits);
        let before = drafts(&files).expect("the files can be read");
        let edit = Edit::Change { id: id("e1"), what: vec![last] };
        let Ok(changed) = apply(&files, &edit) else { return Ok(()) };
        let now = after(&files, &changed);
        let made = drafts(&now).expect("the files can be read");
        for ((file, old), (other, new)) in before.iter().zip(&made) {
            prop_assert_eq!(file, other);
            prop_assert_eq!(&old.id, &new.id);
            let what = old.changes_to(new);
            prop_assert!(what.is_empty() || old.id == "e1" && what.len() == 1, "{:?}", what);
        }
        let kinds = now.iter().all(|file| FileKind::of(&file.path).is_some());
        prop_assert!(kinds);
    }
}
