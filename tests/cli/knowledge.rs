//! `check`, `coverage` and `eval`: what curators run.

#![expect(clippy::needless_raw_string_hashes, reason = "snapbox writes golden texts so")]

use super::Place;
use snapbox::{assert_data_eq, str};

#[test]
fn check_counts_what_is_right() {
    let out = Place::new().run(&["check", "--strict"]).done();
    assert_eq!(out, "7 files checked: 7 entries, 22 phrasings, 7 quotes, all proven; no problems\n");
}

#[test]
fn check_shows_place_and_remedy_of_every_problem() {
    let place = Place::new();
    let text = place.read("knowledge/topics/loans.toml");
    let text = text.replace(
        "three billion crowns in 2015 for a railway across the mountains\"\n",
        "four billion crowns in 2015 for a railway across the mountains\"\n",
    );
    place.write("knowledge/topics/loans.toml", &text.replace("about = [\"belmoria\"]", "about = [\"belmorya\"]"));
    let said = place.run(&["check"]);
    assert_eq!((said.code, said.err.as_str()), (1, ""), "{said:?}");
    assert_data_eq!(
        said.out,
        str![[r#"
error[unknown-entity]: there is no entity `belmorya`
 --> topics/loans.toml:4:10
  |
4 | about = ["belmorya"]
  |          ^^^^^^^^^^
  |
  = help: did you mean `belmoria`?

error[quote]: the quote matches 10 of 14 words in `Belmoria` of `harrow-2020`; differs at `four`
...
7 files checked: 2 errors, 1 warning

"#]]
    );
}

#[test]
fn warnings_are_errors_only_where_check_is_strict() {
    let place = Place::new();
    let text = place.read("knowledge/topics/loans.toml");
    place.write("knowledge/topics/loans.toml", &text.replace("    \"size of the railway loan of Belmoria\",\n", ""));
    let said = place.run(&["check"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.ends_with("7 files checked: 0 errors, 1 warning\n"), "{}", said.out);
    assert_eq!(place.run(&["check", "--strict"]).code, 1);
}

#[test]
fn fix_restores_the_normal_form_and_keeps_comments() {
    let place = Place::new();
    let file = "knowledge/topics/loans.toml";
    let text = place.read(file);
    let untidy = text.replace("id = \"belmoria-railway-loan\"", "id = \"belmoria-railway-loan\" # kept");
    place.write(file, &untidy.replace("Norlund lent Belmoria three", "Norlund  lent Belmoria three"));
    assert!(place.run(&["check"]).out.contains("normal-form"));
    let said = place.run(&["check", "--fix", "--strict"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(said.err, "restored the normal form of topics/loans.toml\n");
    assert_eq!(place.read(file), untidy);
    assert!(place.run(&["-q", "check", "--fix"]).done().ends_with("no problems\n"));
}

#[test]
fn coverage_counts_sentences_section_by_section() {
    assert_data_eq!(
        Place::new().run(&["coverage"]).done(),
        str![[r#"
harrow-2020: The Valley and its Neighbours

section                        sentences  touched  skipped  open  covered
-----------------------------  ---------  -------  -------  ----  -------
The Valley and its Neighbours          2        1        0     1    50.0%
Arvania                                3        2        0     1    66.7%
Belmoria                               3        1        0     2    33.3%
Kestovia                               3        2        0     1    66.7%
Outlook                                2        0        0     2     0.0%

Open sentences: 1, 5, 7, 8, 9, 12, 13
Quoted: [..] of [..] words, [..] (budget 50.0%).

"#]]
    );
}

#[test]
fn coverage_shows_open_sentences_where_the_document_is_at_hand() {
    let place = Place::new();
    place.write("valley.md", crate::small::DOCUMENT);
    let out = place.run(&["coverage", "--text", "valley.md"]).done();
    assert!(out.contains("\nOpen sentences:\n   1  Three states share the valley"), "{out}");
    assert!(out.contains("\n   5  Critics called the step too late"), "{out}");
    place.write("other.md", "Another document with enough words in it.\n");
    place.run(&["coverage", "--text", "other.md"]).refused(2, &["none of the sources", "`chaikhana source list`"]);
    place.run(&["coverage", "--text", "nowhere.md"]).refused(2, &["`nowhere.md` cannot be read"]);
}

const CASES: &str = r#"
[[case]]
question = "Is Arvania a member of the Trade League?"
expect = "arvania-league-observer"
group = "trade"
style = "plain"

[[case]]
question = "when did it become an observer?"
previous = "Is Arvania a member of the Trade League?"
expect = "arvania-league-refusal"
also = ["arvania-league-observer"]
group = "trade"

[[case]]
question = "Is Zubrovka a member of the Trade League?"
expect = "nothing"

[[case]]
question = "what is the water council"
expect = "kestovia-harbour-loan"
group = "water"
"#;

#[test]
fn eval_counts_groups_and_styles() {
    let place = Place::new();
    place.write("cases.toml", CASES);
    let out = place.run(&["eval", "cases.toml", "--misses"]).done();
    assert_data_eq!(
        out,
        str![[r#"
4 questions

That an entry answers
group  questions   right  offered  misoffered  refused   wrong  wrong country
-----  ---------  ------  -------  ----------  -------  ------  -------------
trade          2  100.0%     0.0%        0.0%     0.0%    0.0%              0
water          1    0.0%     0.0%        0.0%     0.0%  100.0%              0
all            3   66.7%     0.0%        0.0%     0.0%   33.3%              0

That nothing may answer
group  questions  refused  offered  answered  wrong country
-----  ---------  -------  -------  --------  -------------
all            1   100.0%     0.0%      0.0%              0

By style
style  questions   right  choices  nothing  wrong
-----  ---------  ------  -------  -------  -----
plain          1  100.0%     0.0%     0.0%   0.0%

Confidence of outright answers
...
expected calibration error [..]

Not right
wrong      what is the water council
           expected kestovia-harbour-loan, got valley-water-council ([..])

"#]]
    );
}

#[test]
fn eval_reads_jsonl_and_writes_json() {
    let place = Place::new();
    place.write(
        "cases.jsonl",
        "{\"question\": \"what is the water council\", \"expect\": \"valley-water-council\", \"group\": \"water\"}\n\n\
         {\"question\": \"Is Zubrovka a member?\", \"expect\": \"nothing\"}\n",
    );
    let out = place.run(&["eval", "cases.jsonl", "--json"]).done();
    let value: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
    let fields: Vec<&str> = value.as_object().into_iter().flat_map(|o| o.keys()).map(String::as_str).collect();
    let known = ["answerable", "calibration", "calibration_error", "groups", "right_share", "styles", "unanswerable"];
    assert_eq!(fields, known);
    let number = |path: &str| value.pointer(path).and_then(serde_json::Value::as_f64);
    assert_eq!(number("/right_share"), Some(1.0), "{out}");
    assert_eq!(number("/groups/answerable/water/right"), Some(1.0), "{out}");
    assert_eq!(number("/unanswerable/wrong_country"), Some(0.0), "{out}");
}

#[test]
fn eval_fails_below_the_least_share() {
    let place = Place::new();
    place.write("cases.toml", CASES);
    let said = place.run(&["eval", "cases.toml", "--min", "0.9"]);
    assert_eq!(said.code, 1, "{said:?}");
    assert_eq!(said.err, "chaikhana: 75.0% right, at least 90.0% was asked for\n");
    assert!(said.out.starts_with("4 questions"), "the figures are shown all the same");
    place.run(&["eval", "cases.toml", "--min", "0.75"]).done();
    for share in ["1.5", "nan", "much", "-0.1"] {
        let said = place.run(&["eval", "cases.toml", &format!("--min={share}")]);
        assert_eq!(said.code, 2, "{said:?}");
        assert!(said.err.contains("give a share from 0 to 1"), "{}", said.err);
    }
}

/// A file of questions that cannot be read.
#[track_caller]
fn check_cases(name: &str, text: &str, holds: &[&str]) {
    let place = Place::new();
    place.write(name, text);
    place.run(&["eval", name]).refused(2, holds);
}

#[test]
fn eval_says_what_is_wrong_with_a_file() {
    check_cases(
        "a.toml",
        "[[case]]\nquestion = \"x\"\nexpect = \"nobody\"\n",
        &["the entry `nobody`, which does not exist"],
    );
    check_cases(
        "b.toml",
        "[[case]]\nquestion = \"x\"\nexpect = \"No Id\"\n",
        &["`b.toml`", "neither an entry id nor `nothing`"],
    );
    check_cases("c.toml", "[[case]\n", &["`c.toml` cannot be read", "line 1"]);
    check_cases("d.toml", "[[case]]\nquestion = \"x\"\nanswer = \"y\"\n", &["unknown field `answer`"]);
    check_cases("e.jsonl", "{\"question\": \"x\", \"expect\": \"nothing\"}\n{\n", &["`e.jsonl`", "line 2"]);
    check_cases("f.jsonl", "{\"question\": \"x\", \"expect\": \"No\"}\n", &["line 1: the question \"x\" expects `No`"]);
    Place::new().run(&["eval", "nowhere.toml"]).refused(2, &["`nowhere.toml` cannot be read"]);
}
