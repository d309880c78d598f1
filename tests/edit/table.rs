//! Each kind of edit on one file: which lines go and which come.

use super::{HILLS, PATH, changed, file, hills, id, list, refused};
use chaikhana::knowledge::edit::{
    Changed, Edit, EntryDraft, EventDraft, Field, QuoteChange, QuoteDraft, RetiredDraft, after, apply, drafts,
};
use chaikhana::knowledge::{EntryId, File};

/// An edit, the lines that it takes out, and the lines that it puts in.
#[track_caller]
fn check(edit: &Edit, out: &[&str], new: &[&str]) {
    let text = changed(edit);
    let (before, after): (Vec<&str>, Vec<&str>) = (HILLS.lines().collect(), text.lines().collect());
    let diff = similar::capture_diff_slices(similar::Algorithm::Myers, &before, &after);
    let gone = diff.iter().flat_map(|step| before.get(step.old_range()).into_iter().flatten());
    let come = diff.iter().flat_map(|step| after.get(step.new_range()).into_iter().flatten());
    let is_equal = |line: &&&str, other: &[&str]| other.contains(*line);
    let gone: Vec<&str> = gone.filter(|line| !is_equal(line, &after)).copied().collect();
    let come: Vec<&str> = come.filter(|line| !is_equal(line, &before)).copied().collect();
    assert_eq!(gone, out, "what goes of:\n{text}");
    assert_eq!(come, new, "what comes in:\n{text}");
}

fn change(what: Field) -> Edit {
    Edit::Change { id: id("hill-salt"), what: vec![what] }
}

fn quote(text: &str) -> QuoteDraft {
    QuoteDraft { source: "quill-1933".to_owned(), text: text.to_owned() }
}

#[test]
fn a_text_is_replaced_in_its_line() {
    check(
        &change(Field::Answer("The  hills\nsell “salt”.".to_owned())),
        &["answer   =   \"The hills sell salt.\""],
        &["answer   =   'The hills sell \"salt\".'"],
    );
    check(&change(Field::AsOf("1932".to_owned())), &["as_of = \"1931\""], &[]);
}

#[test]
fn a_new_field_stands_at_its_place_and_leaves_its_line_when_it_goes() {
    let edit = Edit::Change {
        id: id("hill-salt"),
        what: vec![
            Field::ReviewBy(Some("1950".to_owned())),
            Field::ViewOf(Some("quill-1933".to_owned())),
            Field::Supersedes(list(&["hill-goats", "hill-goats", " "])),
        ],
    };
    let text = changed(&edit);
    let expected = "answer   =   \"The hills sell salt.\"\nview_of = \"quill-1933\"\nsupersedes = [\"hill-goats\"]\nsee_also = [\n";
    assert!(text.contains(expected), "{text}");
    assert!(text.contains("salt is sold\" }]\nreview_by = \"1950\"\n\n[[entry.quotes]]"), "{text}");
    check(&change(Field::Not(Vec::new())), &["not = [\"What does the salt cost?\"]"], &[]);
}

#[test]
fn a_list_keeps_the_lines_and_comments_of_what_stays() {
    check(
        &Edit::Alias { id: id("hill-salt"), question: "Is there  salt?".to_owned() },
        &[],
        &["    \"Is there salt?\","],
    );
    let questions = list(&["first?", "Who sells the salt?", "hill salt", "last?"]);
    check(
        &change(Field::Questions(questions)),
        &["    \"salt of the hills\", \"hill salt\",", "    \"why is there salt\","],
        &["    \"first?\",", "    \"hill salt\",", "    \"last?\","],
    );
    check(&change(Field::SeeAlso(list(&["hill-caves", "hill-goats"]))), &[], &["    \"hill-caves\","]);
    check(
        &change(Field::About(list(&["salt", "caves", "hills"]))),
        &["about = [\"hills\", \"salt\"]"],
        &["about = [\"caves\", \"hills\", \"salt\"]"],
    );
    check(
        &Edit::NearMiss { id: id("hill-goats"), question: "Who eats them?".to_owned() },
        &[],
        &["not = [", "    \"Who eats them?\","],
    );
}

#[test]
fn a_list_without_a_last_comma_gets_one() {
    for (before, after) in [
        ("questions = [\n  \"a\",\n  \"b\" # last\n]", "questions = [\n  \"a\",\n  \"b\", # last\n  \"c\",\n]"),
        ("questions = [\n  \"a\",\n  \"b\"]", "questions = [\n  \"a\",\n  \"b\",\n  \"c\",\n  ]"),
        ("questions = [ \"a\",\"b\", ]", "questions = [\"a\", \"b\", \"c\"]"),
        (
            "questions = [\n  \"a\"\n  , # comma\n  \"b\"\n  ,]",
            "questions = [\n  \"a\"\n  , # comma\n  \"b\"\n  ,\n  \"c\",\n  ]",
        ),
    ] {
        let whole = |list: &str| format!("[[entry]]\nid = \"x\"\nas_of = \"1\"\nanswer = \"y\"\n{list}\n");
        let edit = Edit::Alias { id: id("x"), question: "c".to_owned() };
        let changed = apply(&[file(PATH, &whole(before))], &edit).expect("it can be changed");
        let after = whole(after);
        assert_eq!(changed.first().and_then(|changed| changed.after.as_deref()), Some(after.as_str()));
    }
}

#[test]
fn events_change_like_any_list() {
    let first = EventDraft { date: "1930".to_owned(), text: "The first salt is sold".to_owned(), planned: false };
    let next = EventDraft { date: "1950".to_owned(), text: "The last".to_owned(), planned: true };
    check(
        &change(Field::Events(vec![first, next])),
        &["events = [{ date = \"1930\", text = \"The first salt is sold\" }]"],
        &[
            "events = [{ date = \"1930\", text = \"The first salt is sold\" }, { date = \"1950\", text = \"The last\", planned = true }]",
        ],
    );
}

#[test]
fn quotes_come_change_and_go_with_their_comments() {
    let one = |change| Edit::Quote { id: id("hill-salt"), change };
    check(&one(QuoteChange::Add(quote("four"))), &[], &["text = \"four\""]);
    let replaced = one(QuoteChange::Replace { old: "one".to_owned(), new: quote("“four”") });
    check(&replaced, &["text = \"one\"  # word for word"], &["text = '\"four\"'  # word for word"]);
    check(&one(QuoteChange::Remove { old: "two".to_owned() }), &["# The second one.", "text = \"two\""], &[]);
    let text = changed(&change(Field::Quotes(vec![quote("zero"), quote("two"), quote("four")])));
    let quotes = "\n\n[[entry.quotes]]\nsource = \"quill-1933\"\ntext = \"zero\"  # word for word\n\n# The second one.\n[[entry.quotes]]\nsource = \"quill-1933\"\ntext = \"two\"\n\n[[entry.quotes]]\nsource = \"quill-1933\"\ntext = \"four\"\n\n# --- Beasts ---\n";
    assert!(text.contains(quotes), "{text}");
}

#[test]
fn an_entry_retires_and_comes_back() {
    let edit = Edit::Retire { id: id("hill-salt"), on: "1941-02-03".to_owned(), why: "all sold".to_owned() };
    check(&edit, &[], &["retired = { on = \"1941-02-03\", why = \"all sold\" }"]);
    let edit = Edit::Restore { id: id("hill-goats") };
    check(&edit, &["retired = { on = \"1940-01-01\", why = \"they left\" }"], &[]);
    let table = HILLS.replace("retired = { on = \"1940-01-01\", why = \"they left\" }", "")
        + "\n[entry.retired]\non = \"1940\"\nwhy = \"they left\"\n";
    let changed = apply(&[file(PATH, &table)], &edit).expect("a table goes too");
    let text = changed.first().and_then(|changed| changed.after.clone()).expect("the file stays");
    assert!(!text.contains("retired"), "{text}");
}

#[test]
fn a_new_entry_stands_at_the_end_in_normal_form() {
    let entry = EntryDraft {
        id: "Hill-Caves".to_owned(),
        about: list(&["hills", "caves"]),
        as_of: "1933".to_owned(),
        questions: list(&["Where are the caves?", ""]),
        answer: "The caves are\nin the hills.".to_owned(),
        quotes: vec![quote("five")],
        ..EntryDraft::default()
    };
    let add = |file: &str| Edit::Add { file: file.to_owned(), entry: Box::new(entry.clone()) };
    let written = "[[entry]]\nid = \"hill-caves\"\nabout = [\"caves\", \"hills\"]\nas_of = \"1933\"\nquestions = [\n    \"Where are the caves?\",\n]\nanswer = \"The caves are in the hills.\"\n\n[[entry.quotes]]\nsource = \"quill-1933\"\ntext = \"five\"\n";
    assert_eq!(changed(&add(PATH)), format!("{HILLS}\n{written}"));
    let changed = apply(&hills(), &add("topics/caves.toml")).expect("a new file is made");
    let changed: Vec<(Option<&str>, Option<&str>)> =
        changed.iter().map(|changed| (changed.before.as_deref(), changed.after.as_deref())).collect();
    assert_eq!(changed, [(None, Some(written))]);
    assert_eq!(
        refused(&add("profiles/caves.toml")).to_string(),
        "`profiles/caves.toml` is no file for entries; name one such as `countries/NAME.toml` or `topics/NAME.toml`"
    );
}

#[test]
fn an_entry_moves_with_its_comments_and_leaves_the_headings() {
    let edit = Edit::Move { id: id("hill-salt"), to: "topics/trade.toml".to_owned() };
    let changed = apply(&hills(), &edit).expect("it can be moved");
    let texts: Vec<String> = changed.into_iter().filter_map(|changed| changed.after).collect();
    let start = HILLS.find("# Checked").expect("the comment is there");
    let end = HILLS.find("\n# --- Beasts").expect("the heading is there");
    let entry = HILLS.get(start..end).expect("both are");
    assert_eq!(texts, [HILLS.replace(entry, "").replace("Trade ---\n\n\n", "Trade ---\n\n"), entry.to_owned()]);
    let edit = Edit::Move { id: id("hill-goats"), to: "topics/beasts.toml".to_owned() };
    let changed = apply(&hills(), &edit).expect("it can be moved");
    let moved = changed.last().and_then(|changed| changed.after.as_deref()).expect("it is there now");
    assert!(moved.starts_with("[[entry]]\n"), "a heading with a blank line below it stays: {moved}");
}

#[test]
fn a_file_goes_with_its_last_entry_unless_somebody_has_written_more_into_it() {
    let to = |id: &EntryId, to: &str| Edit::Move { id: id.clone(), to: to.to_owned() };
    let (goats, beasts) = (id("hill-goats"), "topics/beasts.toml");
    let moved = after(&hills(), &apply(&hills(), &to(&goats, beasts)).expect("it can be moved"));
    let back = apply(&moved, &to(&goats, PATH)).expect("it can be moved back");
    let left = |changed: &[Changed]| changed.iter().find(|one| one.path == beasts).and_then(|one| one.after.clone());
    assert_eq!(left(&back), None, "{back:?}");
    assert!(after(&moved, &back).iter().all(|file| file.path != beasts));
    // What is made of it after that is made anew.
    let again = Edit::All(vec![to(&goats, PATH), to(&id("hill-salt"), beasts)]);
    let again = left(&apply(&moved, &again).expect("both can be moved")).expect("it is there");
    assert!(again.contains("id = \"hill-salt\"") && !again.contains("id = \"hill-goats\""), "{again}");

    let remark = |file: &File| match file.path.as_str() {
        "topics/beasts.toml" => File { text: format!("# beasts\n\n{}", file.text), ..file.clone() },
        _ => file.clone(),
    };
    let remarked: Vec<File> = moved.iter().map(remark).collect();
    let back = apply(&remarked, &to(&goats, PATH)).expect("it can be moved back");
    assert_eq!(left(&back).as_deref(), Some("# beasts\n"));
}

#[test]
fn the_guard_gets_cases() {
    let edit = Edit::GuardAdd { question: "who has salt".to_owned(), expect: id("hill-salt") };
    assert!(changed(&edit).ends_with("\n\n[[case]]\nquestion = \"who has salt\"\nexpect = \"hill-salt\"\n"));
    let edit = Edit::OutOfScope { question: "is there gold".to_owned() };
    assert!(changed(&edit).ends_with("\n\n[[case]]\nquestion = \"is there gold\"\nexpect = \"nothing\"\n"));
    let edit = Edit::OutOfScope { question: "Whose goats?".to_owned() };
    assert_eq!(
        refused(&edit).to_string(),
        "`guard.toml` already expects `hill-goats` of \"whose goats\"; change it there first"
    );
}

#[test]
fn several_edits_are_made_one_after_another_or_not_at_all() {
    let alias = |question: &str| Edit::Alias { id: id("hill-salt"), question: question.to_owned() };
    let text = changed(&Edit::All(vec![alias("one more?"), alias("and one?")]));
    assert!(text.contains("\n    \"one more?\",\n    \"and one?\",\n    # no more for now\n]"), "{text}");
    refused(&Edit::All(vec![alias("one more?"), alias("one more?")]));
}

#[test]
fn what_cannot_be_made_is_refused_with_a_remedy() {
    let salt = || id("hill-salt");
    let cases: &[(Edit, &str)] = &[
        (Edit::Restore { id: id("hill-slat") }, "there is no entry `hill-slat`; did you mean `hill-salt`?"),
        (Edit::Restore { id: salt() }, "`hill-salt` is not retired; there is nothing to restore"),
        (
            Edit::Retire { id: id("hill-goats"), on: "1950".to_owned(), why: "again".to_owned() },
            "`hill-goats` is retired already; restore it first",
        ),
        (
            Edit::Retire { id: salt(), on: "1950".to_owned(), why: " ".to_owned() },
            "`why` of `hill-salt` is empty; fill it in",
        ),
        (
            Edit::Alias { id: salt(), question: "who sells the SALT".to_owned() },
            "`hill-salt` already has \"Who sells the salt?\" in `questions`; nothing needs to be added",
        ),
        (
            Edit::Quote { id: salt(), change: QuoteChange::Remove { old: "nine".to_owned() } },
            "`hill-salt` has no quote \"nine\"; give the words of one that it has",
        ),
        (change(Field::Answer(" ".to_owned())), "`answer` of `hill-salt` is empty; fill it in"),
        (change(Field::Questions(Vec::new())), "`questions` of `hill-salt` is empty; fill it in"),
        (change(Field::AsOf("1931".to_owned())), "the edit changes nothing; everything is as it asks already"),
        (
            Edit::Files(vec![("notes.txt".to_owned(), None)]),
            "`notes.txt` is no knowledge file; docs/knowledge-format.md shows the names that there are",
        ),
    ];
    for (edit, words) in cases {
        assert_eq!(refused(edit).to_string(), *words);
    }
}

#[test]
fn an_unusual_form_is_left_to_the_editor() {
    let inline = "entry = [{ id = \"x\", as_of = \"1\", answer = \"y\", questions = [\"z\"] }]\n";
    let dotted = "[[entry]]\nid = \"x\"\nas_of = \"1\"\nanswer = \"y\"\nretired.on = \"1\"\nretired.why = \"z\"\n";
    let tables = "[[entry]]\nid = \"x\"\nas_of = \"1\"\nanswer = \"y\"\nquotes = [{ source = \"a\", text = \"b\" }]\n";
    let answer = Edit::Change { id: id("x"), what: vec![Field::Answer("other".to_owned())] };
    let quote = Edit::Quote { id: id("x"), change: QuoteChange::Add(quote("new")) };
    for (text, edit, field) in
        [(inline, answer, "entry"), (dotted, Edit::Restore { id: id("x") }, "retired"), (tables, quote, "quotes")]
    {
        let error = apply(&[file(PATH, text)], &edit).expect_err("it is refused");
        assert_eq!(
            error.to_string(),
            format!(
                "`{field}` of `x` in `{PATH}` has an unusual form; change it in an editor, or write it as docs/knowledge-format.md shows"
            )
        );
    }
}

#[test]
fn a_broken_file_is_named_with_its_line() {
    let files = [file(PATH, &HILLS.replace("as_of = \"1931\"", "as_of = 1931\""))];
    let error = apply(&files, &Edit::Restore { id: id("hill-goats") }).expect_err("it is refused");
    assert!(error.to_string().starts_with("`countries/hills.toml` cannot be read in line 9: "), "{error}");
}

#[test]
fn windows_ends_of_lines_and_a_mark_at_the_start_stay() {
    let text = format!("\u{feff}{}", HILLS.replace('\n', "\r\n"));
    let edits = Edit::All(vec![
        Edit::Alias { id: id("hill-salt"), question: "new?".to_owned() },
        change(Field::ViewOf(Some("quill-1933".to_owned()))),
        Edit::Quote { id: id("hill-salt"), change: QuoteChange::Add(quote("four")) },
        Edit::Move { id: id("hill-salt"), to: "topics/x.toml".to_owned() },
        Edit::Move { id: id("hill-salt"), to: PATH.to_owned() },
    ]);
    let changed = apply(&[file(PATH, &text)], &edits).expect("it can be changed");
    let after = changed.iter().find(|changed| changed.path == PATH).and_then(|changed| changed.after.as_ref());
    let after = after.expect("the file stays");
    assert!(after.starts_with('\u{feff}'));
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
}

#[test]
fn a_draft_says_what_has_to_change() {
    let all = drafts(&hills()).expect("the files can be read");
    let (_, salt) = all.first().expect("there are entries");
    let mut other = salt.clone();
    other.answer = "Nobody sells it.".to_owned();
    other.retired = Some(RetiredDraft { on: "1950".to_owned(), why: "sold".to_owned() });
    let what = salt.changes_to(&other);
    assert_eq!(what, [Field::Answer("Nobody sells it.".to_owned()), Field::Retired(other.retired.clone())]);
    let edit = Edit::Change { id: id("hill-salt"), what };
    let text = changed(&edit);
    let made = drafts(&[file(PATH, &text)]).expect("the file can be read");
    assert_eq!(made.first().map(|(_, entry)| entry), Some(&other));
    assert_eq!(drafts(&[file(PATH, &other.toml())]).expect("it is TOML").first().map(|(_, e)| e), Some(&other));
}
