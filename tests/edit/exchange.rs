//! Entries out and back in: whole, in part, and with what is wrong.

use super::{PATH, hills, id};
use crate::small;
use chaikhana::app::exchange::{Base, Form, Imported, Unimported, export, import};
use chaikhana::app::ledger::LedgerError;
use chaikhana::knowledge::edit::{Conflict, Edit, EntryDraft, Field, after, apply, drafts, entry_block};
use chaikhana::knowledge::{EntryId, File};

const FORMS: [Form; 3] = [Form::Toml, Form::Json, Form::Csv];

fn errors(text: &str, form: Form) -> Vec<String> {
    told(import(&hills(), text, form, Some(&never)).expect_err("it is refused"))
}

fn told(unimported: Unimported) -> Vec<String> {
    match unimported {
        Unimported::Wrong(errors) => errors.iter().map(ToString::to_string).collect(),
        Unimported::Clashes(conflicts) => conflicts.iter().map(Conflict::shown).collect(),
        Unimported::Unread(error) => vec![error.to_string()],
    }
}

/// A history that has nothing.
#[expect(clippy::unnecessary_wraps, reason = "one that can be read")]
fn never(_: &EntryId, _: &Base, _: Option<&str>) -> Result<Option<EntryDraft>, LedgerError> {
    Ok(None)
}

/// What a text makes of the hills, whatever it was made from.
fn as_it_is(text: &str, form: Form) -> Edit {
    import(&hills(), text, form, None).expect("it can be read").edit
}

/// What a text that was exported from the hills makes of files that they have become.
fn later(files: &[File], text: &str, form: Form) -> Result<Imported, Unimported> {
    let exported = |id: &EntryId, base: &Base, path: Option<&str>| {
        let mut all = drafts(&hills()).expect("the files can be read").into_iter();
        let is = |(file, entry): &(String, EntryDraft)| {
            entry.id == id.as_str() && base.is_of(entry) && path.is_none_or(|path| path == file)
        };
        Ok(all.find(is).map(|(_, entry)| entry))
    };
    import(files, text, form, Some(&exported))
}

/// The hills after an edit.
fn become_by(edit: &Edit) -> Vec<File> {
    after(&hills(), &apply(&hills(), edit).expect("it can be made"))
}

fn answer(id: &str, text: &str) -> Edit {
    Edit::Change { id: super::id(id), what: vec![Field::Answer(text.to_owned())] }
}

#[test]
fn what_goes_out_comes_back_unchanged() {
    for files in [hills(), small::files()] {
        for form in FORMS {
            let text = export(&files, None, form).expect("the files can be read");
            let imported = import(&files, &text, form, Some(&never)).expect("it can be read");
            assert_eq!(imported, Imported { edit: Edit::Files(Vec::new()), stay: Vec::new() }, "{form:?}");
        }
    }
}

#[test]
fn an_export_changes_another_copy_into_this_one() {
    let edit = Edit::All(vec![
        Edit::Alias { id: id("hill-salt"), question: "salt, \"salt\", | and more?".to_owned() },
        Edit::Restore { id: id("hill-goats") },
        Edit::Change { id: id("hill-goats"), what: vec![Field::ReviewBy(Some("1999".to_owned()))] },
        Edit::Move { id: id("hill-goats"), to: "topics/beasts.toml".to_owned() },
    ]);
    let changed = apply(&hills(), &edit).expect("it can be made");
    let other = after(&hills(), &changed);
    for form in FORMS {
        let text = export(&other, None, form).expect("the files can be read");
        // Who changed them last cannot be told, and nothing is left out in silence.
        let told = told(import(&hills(), &text, form, Some(&never)).expect_err("it is refused"));
        assert_eq!(told.len(), 2, "{told:?}");
        for (told, id) in told.iter().zip(["hill-salt", "hill-goats"]) {
            assert!(told.contains(&format!("`base`: `{id}` is not as it was exported")), "{told}");
        }
        let changed = apply(&hills(), &as_it_is(&text, form)).expect("it changes something");
        let made = after(&hills(), &changed);
        assert_eq!(drafts(&made), drafts(&other), "{form:?}");
        assert_eq!(made.iter().find(|file| file.path == PATH), other.iter().find(|file| file.path == PATH));
    }
}

#[test]
fn an_import_that_moves_the_last_entry_of_a_file_takes_the_file_away() {
    let beasts = "topics/beasts.toml";
    let moved = become_by(&Edit::Move { id: id("hill-goats"), to: beasts.to_owned() });
    for form in FORMS {
        let text = export(&hills(), None, form).expect("the files can be read");
        let edit = import(&moved, &text, form, None).expect("it can be read").edit;
        let made = after(&moved, &apply(&moved, &edit).expect("it can be made"));
        assert_eq!(made.iter().map(|file| file.path.as_str()).collect::<Vec<_>>(), [PATH, "guard.toml"], "{form:?}");
    }
}

#[test]
fn only_what_is_asked_for_goes_out() {
    let text = export(&hills(), Some(&[id("hill-goats")]), Form::Csv).expect("the files can be read");
    let expected = "file,id,about,mentions,as_of,questions,not,answer,view_of,supersedes,see_also,events,review_by,retired,sources,quotes,base\n\
        countries/hills.toml,hill-goats,hills,,1932,Whose are the goats?,,The goats are everybody's.,,,,,,1940-01-01 | they left,quill-1933,three,BASE\n";
    let (_, base) = text.trim_end().rsplit_once(',').expect("it has a base");
    assert_eq!(base.len(), 25);
    let text = text.replace(base, "BASE");
    assert_eq!(text, expected);
}

#[test]
fn columns_that_a_table_lacks_stay_as_they_are() {
    let table = "ID,answer\nhill-goats,They are mine.\n";
    let changed = apply(&hills(), &as_it_is(table, Form::Csv)).expect("it changes something");
    let now = Edit::Change { id: id("hill-goats"), what: vec![Field::Answer("They are mine.".to_owned())] };
    assert_eq!(changed, apply(&hills(), &now).expect("it can be made"));
}

#[test]
fn an_id_in_capitals_keeps_what_the_table_lacks() {
    let plain = as_it_is("id,answer\nhill-goats,They are mine.\n", Form::Csv);
    let capitals = as_it_is("id,answer\n Hill-Goats,They are mine.\n", Form::Csv);
    assert_eq!(capitals, plain);
}

#[test]
fn lines_of_a_table_are_counted_by_either_end_of_line() {
    let table = "id,answer,questions\nhill-goats,a,\"one\ntwo\"\n\nhill-salt,\nHill-Goats,b,z\nhill-salt,c,x\n";
    for text in [table.to_owned(), format!("\u{feff}{table}"), table.replace('\n', "\r\n")] {
        let errors = errors(&text, Form::Csv);
        assert!(errors.first().is_some_and(|error| error.starts_with("line 5: ")), "{errors:?}");
    }
    let twice = table.replace("hill-salt,\n", "hill-salt,b,y\n");
    for text in [twice.clone(), twice.replace('\n', "\r\n")] {
        assert_eq!(
            errors(&text, Form::Csv),
            [
                "line 6, `id`: `hill-goats` stands in line 2 too; keep one of the two",
                "line 7, `id`: `hill-salt` stands in line 5 too; keep one of the two",
            ]
        );
    }
}

#[test]
fn every_object_that_is_wrong_is_told_with_its_own_place() {
    let text = "\u{feff}[\n  {\n    \"file\": \"x\",\n    \"fiel\": 1\n  },\n  {\"entry\": {\"id\": \"hill-goats\", \"as_of\": \"1\", \"answer\": \"[},\"}},\n  7\n]\n";
    let told = [
        "unknown field `fiel`, expected one of `file`, `base`, `entry`",
        "invalid type: integer `7`, expected an object with `file` and `entry`",
    ];
    let [first, second] = told;
    assert_eq!(errors(text, Form::Json), [format!("line 4: {first}"), format!("line 7: {second}")]);
    let one_line = text.replace('\n', "");
    assert_eq!(errors(&one_line, Form::Json), [format!("entry 1: {first}"), format!("entry 3: {second}")]);
    let cut = "the file is cut off or of another form: export anew, and compare the two";
    assert_eq!(errors("[{}", Form::Json), [format!("line 1: EOF while parsing a list; {cut}")]);
}

#[test]
fn an_entry_that_stands_twice_is_told_with_both_places() {
    let all = export(&hills(), Some(&[id("hill-goats")]), Form::Json).expect("the files can be read");
    let object = all.trim().trim_start_matches('[').trim_end_matches(']').trim();
    let twice = format!("[\n{object},\n{object}\n]");
    let second = 2 + object.lines().count();
    let expected =
        |one: &str, other: &str| format!("{other}, `id`: `hill-goats` stands in {one} too; keep one of the two");
    assert_eq!(errors(&twice, Form::Json), [expected("line 2", &format!("line {second}"))]);
    let minified = twice.replace('\n', "");
    assert_eq!(errors(&minified, Form::Json), [expected("entry 1", "entry 2")]);
}

#[test]
fn a_table_may_be_parted_by_what_a_spreadsheet_likes() {
    let edit = |table: &str| as_it_is(table, Form::Csv);
    let commas = edit("id,answer\nhill-goats,They; are\tmine.\n");
    assert_eq!(edit("id;answer\nhill-goats;\"They; are\tmine.\"\n"), commas);
    assert_eq!(edit("id\tanswer\nhill-goats\t\"They; are\tmine.\"\n"), commas);
}

#[test]
fn what_is_wrong_is_told_with_line_and_field() {
    let new = "[[entry]]\nid = \"hill-new\"\nas_of = \"1\"\nanswer = \"x\"\n";
    assert_eq!(
        errors(&format!("# mine\n{new}"), Form::Toml),
        ["line 2, `file`: `hill-new` is new; say which file it goes into, such as `countries/NAME.toml`"]
    );
    let wrong = format!("{new}anwser = \"x\"\n\n[[entry]]\nid = \"hill-goats\"\nfile = 3\n");
    let told = errors(&wrong, Form::Toml);
    assert!(told.first().is_some_and(|told| told.starts_with("line 1: unknown field `anwser`")), "{told:?}");
    assert_eq!(told.get(1).map(String::as_str), Some("line 7, `file`: write the file in quotation marks"));
    assert!(errors("[[entry]]\nid = \n", Form::Toml).first().is_some_and(|told| told.starts_with("line 2: ")));
    assert!(errors("id = 3\n", Form::Toml).first().is_some_and(|told| told.starts_with("line 1, `entry`: ")));
    let json = "[\n{\"file\": \"x.toml\",\n\"entry\": {\"id\": \"hill-new\", \"as_of\": \"1\", \"answer\": \"x\"}}\n]";
    assert_eq!(
        errors(json, Form::Json),
        [
            "line 2, `file`: `x.toml` is no file for entries; name one such as `countries/NAME.toml` or `topics/NAME.toml`"
        ]
    );
    assert!(
        errors("[\n{\"fiel\": 1}]", Form::Json).first().is_some_and(|told| told.starts_with("line 2: unknown field"))
    );
    let table = "id,events,sources,quotes,answer\nhill-goats,1930 x,a,one two,y\nhill-salt,1930 | x,a,\"one\ntwo\",y\nhill-goats,,,,\n";
    assert_eq!(
        errors(table, Form::Csv),
        [
            "line 2, `events`: write `1930 x` as `DATE | what happened`",
            "line 3, `sources`: there are 1 sources for 2 quotes; give one a line for each",
        ]
    );
    assert_eq!(
        errors("id,answer\nhill-goats,a\nhill-salt,\nhill-goats,b\n", Form::Csv),
        [
            "line 3, `answer`: `answer` of `hill-salt` is empty; fill it in",
            "line 4, `id`: `hill-goats` stands in line 2 too; keep one of the two",
        ]
    );
    assert!(
        errors("id,anwser\n", Form::Csv).first().is_some_and(|told| told.starts_with("line 1, `anwser`: no column"))
    );
}

#[test]
fn what_others_have_changed_since_the_export_stays() {
    let by_others = Edit::All(vec![
        answer("hill-salt", "Salt is dear."),
        Edit::Change { id: id("hill-goats"), what: vec![Field::AsOf("1931".to_owned())] },
    ]);
    let now = become_by(&by_others);
    for form in FORMS {
        let text = export(&hills(), None, form).expect("the files can be read");
        let nothing = later(&now, &text, form).expect("it can be read");
        assert_eq!(nothing, Imported { edit: Edit::Files(Vec::new()), stay: vec![id("hill-salt"), id("hill-goats")] });
        let mine = text.replace("The goats are everybody's.", "The goats are mine.");
        let imported = later(&now, &mine, form).expect("nothing is in the way");
        assert_eq!(imported.stay, [id("hill-salt")], "{form:?}");
        let made = after(&now, &apply(&now, &imported.edit).expect("it can be made"));
        let both = become_by(&Edit::All(vec![by_others.clone(), answer("hill-goats", "The goats are mine.")]));
        assert_eq!(made, both, "{form:?}");
    }
}

#[test]
fn what_others_have_changed_too_is_refused_with_all_three_texts() {
    let now = become_by(&answer("hill-goats", "The goats are the king's."));
    for form in FORMS {
        let text = export(&hills(), None, form).expect("the files can be read");
        let mine = text.replace("The goats are everybody's.", "The goats are mine.");
        let Err(Unimported::Clashes(conflicts)) = later(&now, &mine, form) else { panic!("{form:?} is not refused") };
        let [conflict] = conflicts.as_slice() else { panic!("{conflicts:?}") };
        assert_eq!(conflict.place, "`answer` of `hill-goats`");
        let texts = [&conflict.base, &conflict.mine, &conflict.theirs].map(|text| text.as_deref().unwrap_or_default());
        assert_eq!(texts, ["The goats are everybody's.", "The goats are mine.", "The goats are the king's."]);
        let unknown = told(import(&now, &mine, form, Some(&never)).expect_err("it is refused"));
        assert!(unknown[0].contains("`base`: `hill-goats` is not as it was exported"), "{unknown:?}");
        let forced = import(&now, &mine, form, None).expect("it is taken as it is").edit;
        let made = after(&now, &apply(&now, &forced).expect("it can be made"));
        assert_eq!(made, become_by(&answer("hill-goats", "The goats are mine.")), "{form:?}");
    }
}

/// The hills without the goats.
fn gone() -> Vec<File> {
    let mut files = hills();
    let (_, block) = entry_block(&hills(), &id("hill-goats")).expect("it is there");
    let file = files.iter_mut().find(|file| file.path == PATH).expect("it is there");
    file.text.replace_range(block, "");
    files
}

#[test]
fn what_others_have_taken_away_since_the_export_does_not_come_back() {
    for form in FORMS {
        let text = export(&hills(), None, form).expect("the files can be read");
        let imported = later(&gone(), &text, form).expect("it can be read");
        assert_eq!(imported, Imported { edit: Edit::Files(Vec::new()), stay: vec![id("hill-goats")] }, "{form:?}");
        // Where it never was, it is new.
        let imported = import(&gone(), &text, form, Some(&never)).expect("it can be read");
        assert_ne!(imported.edit, Edit::Files(Vec::new()), "{form:?}");
        let mine = text.replace("The goats are everybody's.", "The goats are mine.");
        assert!(matches!(later(&gone(), &mine, form), Err(Unimported::Clashes(_))), "{form:?}");
    }
}

/// A table without files, of the goats as they were exported.
fn goats(answer: &str) -> String {
    let (_, entry) = drafts(&hills()).expect("the files can be read").remove(1);
    format!("id,answer,base\nhill-goats,{answer},{}\n", Base::of(PATH, &entry))
}

#[test]
fn what_a_table_lacks_of_an_entry_that_others_have_taken_away_is_as_it_was() {
    let imported = later(&gone(), &goats("The goats are everybody's."), Form::Csv).expect("nothing was typed");
    assert_eq!(imported, Imported { edit: Edit::Files(Vec::new()), stay: vec![id("hill-goats")] });
}

#[test]
fn what_others_have_taken_away_is_not_told_to_need_a_file() {
    let refused = later(&gone(), &goats("The goats are mine."), Form::Csv);
    let Err(Unimported::Clashes(conflicts)) = refused else { panic!("{refused:?}") };
    let [conflict] = conflicts.as_slice() else { panic!("{conflicts:?}") };
    let [base, mine] = [&conflict.base, &conflict.mine].map(|text| text.as_deref().unwrap_or_default());
    assert_eq!(base.replace("everybody's", "mine"), mine);
}

#[test]
fn what_others_have_moved_since_the_export_stays_there_and_is_named() {
    let moved = become_by(&Edit::Move { id: id("hill-goats"), to: "topics/beasts.toml".to_owned() });
    for form in FORMS {
        let text = export(&hills(), Some(&[id("hill-goats")]), form).expect("the files can be read");
        let imported = later(&moved, &text, form).expect("it can be read");
        assert_eq!(imported, Imported { edit: Edit::Files(Vec::new()), stay: vec![id("hill-goats")] }, "{form:?}");
        // What was typed goes there.
        let mine = text.replace("The goats are everybody's.", "The goats are mine.");
        let imported = later(&moved, &mine, form).expect("nothing is in the way");
        assert!(imported.stay.is_empty(), "{form:?}");
        let made = after(&moved, &apply(&moved, &imported.edit).expect("it can be made"));
        let both = after(&moved, &apply(&moved, &answer("hill-goats", "The goats are mine.")).expect("it can be made"));
        assert_eq!(made, both, "{form:?}");
    }
}

#[test]
fn an_entry_that_both_have_moved_is_refused_with_all_three_files() {
    let beasts = "topics/beasts.toml";
    let moved = become_by(&Edit::Move { id: id("hill-goats"), to: beasts.to_owned() });
    for form in FORMS {
        let text = export(&hills(), Some(&[id("hill-goats")]), form).expect("the files can be read");
        let elsewhere = text.replace(PATH, "topics/herds.toml");
        let Err(Unimported::Clashes(conflicts)) = later(&moved, &elsewhere, form) else { panic!("{form:?} is taken") };
        let [conflict] = conflicts.as_slice() else { panic!("{conflicts:?}") };
        assert_eq!((conflict.place.as_str(), conflict.theirs.as_deref()), ("`file` of `hill-goats`", Some(beasts)));
        assert_eq!((conflict.base.as_deref(), conflict.mine.as_deref()), (Some(PATH), Some("topics/herds.toml")));
    }
}

#[test]
fn an_entry_that_is_moved_and_that_others_have_changed_is_not_said_to_stay() {
    for form in FORMS {
        let text = export(&hills(), Some(&[id("hill-goats")]), form).expect("the files can be read");
        let elsewhere = text.replace(PATH, "topics/herds.toml");
        let to_herds = Edit::Move { id: id("hill-goats"), to: "topics/herds.toml".to_owned() };
        let changed = become_by(&answer("hill-goats", "The goats are the king's."));
        let imported = later(&changed, &elsewhere, form).expect("nothing is in the way");
        assert!(imported.stay.is_empty(), "{form:?}");
        let made = after(&changed, &apply(&changed, &imported.edit).expect("it can be made"));
        let both = after(&changed, &apply(&changed, &to_herds).expect("it can be made"));
        assert_eq!(made, both, "{form:?}");
    }
}

#[test]
fn a_history_that_cannot_be_read_ends_the_import() {
    let error = LedgerError::Locked { path: "ledger.sqlite".into() };
    let locked = |_: &EntryId, _: &Base, _: Option<&str>| Err(error.clone());
    let changed = become_by(&answer("hill-goats", "The goats are the king's."));
    let moved = become_by(&Edit::Move { id: id("hill-goats"), to: "topics/beasts.toml".to_owned() });
    for form in FORMS {
        let text = export(&hills(), None, form).expect("the files can be read");
        for now in [&gone(), &changed, &moved] {
            let imported = import(now, &text, form, Some(&locked));
            assert_eq!(imported, Err(Unimported::Unread(error.clone())), "{form:?}");
        }
    }
}

#[test]
fn a_base_that_no_export_wrote_is_told() {
    let table = "id,answer,base\nhill-goats,They are mine.,x\n";
    assert_eq!(errors(table, Form::Csv), ["line 2, `base`: leave it as `export` wrote it, or take it out"]);
    let empty = import(&hills(), &table.replace(",x\n", ",\n"), Form::Csv, Some(&never)).expect("it can be read");
    assert_eq!(empty.edit, as_it_is(&table.replace(",x\n", ",\n"), Form::Csv));
}
