//! Entries out and back in: whole, in part, and with what is wrong.

use super::{PATH, hills, id};
use crate::small;
use chaikhana::app::exchange::{Form, export, import};
use chaikhana::knowledge::edit::{Edit, Field, after, apply, drafts};

const FORMS: [Form; 3] = [Form::Toml, Form::Json, Form::Csv];

fn errors(text: &str, form: Form) -> Vec<String> {
    let errors = import(&hills(), text, form).expect_err("it is refused");
    errors.iter().map(ToString::to_string).collect()
}

#[test]
fn what_goes_out_comes_back_unchanged() {
    for files in [hills(), small::files()] {
        for form in FORMS {
            let text = export(&files, None, form).expect("the files can be read");
            let edit = import(&files, &text, form).expect("it can be read");
            assert_eq!(edit, Edit::Files(Vec::new()), "{form:?}");
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
        let edit = import(&hills(), &text, form).expect("it can be read");
        let changed = apply(&hills(), &edit).expect("it changes something");
        let made = after(&hills(), &changed);
        assert_eq!(drafts(&made), drafts(&other), "{form:?}");
        assert_eq!(made.iter().find(|file| file.path == PATH), other.iter().find(|file| file.path == PATH));
    }
}

#[test]
fn only_what_is_asked_for_goes_out() {
    let text = export(&hills(), Some(&[id("hill-goats")]), Form::Csv).expect("the files can be read");
    let expected = "file,id,about,mentions,as_of,questions,not,answer,view_of,supersedes,see_also,events,review_by,retired,sources,quotes\n\
        countries/hills.toml,hill-goats,hills,,1932,Whose are the goats?,,The goats are everybody's.,,,,,,1940-01-01 | they left,quill-1933,three\n";
    assert_eq!(text, expected);
}

#[test]
fn columns_that_a_table_lacks_stay_as_they_are() {
    let table = "ID,answer\nhill-goats,They are mine.\n";
    let edit = import(&hills(), table, Form::Csv).expect("it can be read");
    let changed = apply(&hills(), &edit).expect("it changes something");
    let now = Edit::Change { id: id("hill-goats"), what: vec![Field::Answer("They are mine.".to_owned())] };
    assert_eq!(changed, apply(&hills(), &now).expect("it can be made"));
}

#[test]
fn an_id_in_capitals_keeps_what_the_table_lacks() {
    let plain = import(&hills(), "id,answer\nhill-goats,They are mine.\n", Form::Csv).expect("it can be read");
    let capitals = import(&hills(), "id,answer\n Hill-Goats,They are mine.\n", Form::Csv).expect("it can be read");
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
        "unknown field `fiel`, expected `file` or `entry`",
        "invalid type: integer `7`, expected an object with `file` and `entry`",
    ];
    let [first, second] = told;
    assert_eq!(errors(text, Form::Json), [format!("line 4: {first}"), format!("line 7: {second}")]);
    let one_line = text.replace('\n', "");
    assert_eq!(errors(&one_line, Form::Json), [format!("entry 1: {first}"), format!("entry 3: {second}")]);
    assert_eq!(errors("[{}", Form::Json), ["line 1: EOF while parsing a list"]);
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
    let edit = |table: &str| import(&hills(), table, Form::Csv).expect("it can be read");
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
