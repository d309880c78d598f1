//! `check`, `coverage` and `eval`: what curators run.

#![expect(clippy::needless_raw_string_hashes, reason = "snapbox writes golden texts so")]

use super::Place;
use snapbox::{assert_data_eq, str};

#[test]
fn check_counts_what_is_right() {
    let out = Place::new().run(&["check", "--strict"]).done();
    assert_eq!(out, "9 files checked: 8 entries, 25 phrasings, 8 quotes, all proven; no problems\n");
}

#[test]
fn check_shows_place_and_remedy_of_every_problem() {
    let place = Place::new();
    let text = place.read("knowledge/topics/loans.toml");
    let text = text.replace(
        "three billion crowns in 2015 for a railway across the mountains\"\n",
        "four billion crowns in 2015 for a railway across the mountains\"\n",
    );
    place.write("knowledge/topics/loans.toml", &text.replacen("about = [\"kestovia\"]", "about = [\"kestovya\"]", 1));
    let said = place.run(&["check"]);
    assert_eq!((said.code, said.err.as_str()), (1, ""), "{said:?}");
    assert_data_eq!(
        said.out,
        str![[r#"
error[quote]: the quote matches 10 of 14 words in `Belmoria` of `harrow-2020`; differs at `four`
  --> topics/loans.toml:17:8
   |
17 | ... = "Norlund lent Belmoria four billion crowns in 2015 for a railway across the mountains"
   |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: copy the passage from the document, word for word; `[...]` marks what is left out

error[unknown-entity]: there is no entity `kestovya`
  --> topics/loans.toml:41:10
   |
41 | about = ["kestovya"]
   |          ^^^^^^^^^^
   |
   = help: did you mean `kestovia`?

9 files checked: 2 errors, 0 warnings

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
    assert!(said.out.ends_with("9 files checked: 0 errors, 1 warning\n"), "{}", said.out);
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
The Valley and its Neighbours          3        1        0     2    33.3%
Arvania                                3        2        0     1    66.7%
Belmoria                               4        2        0     2    50.0%
Kestovia                               3        2        0     1    66.7%
Outlook                                2        0        0     2     0.0%

Open sentences: 1, 3, 6, 8, 9, 11, 14, 15
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
    assert!(out.contains("\n   6  Critics called the step too late"), "{out}");
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
    check_cases("c.toml", "[[case]\n", &["`c.toml` is not right", "line 1"]);
    check_cases("d.toml", "[[case]]\nquestion = \"x\"\nanswer = \"y\"\n", &["unknown field `answer`"]);
    check_cases("e.jsonl", "{\"question\": \"x\", \"expect\": \"nothing\"}\n{\n", &["`e.jsonl`", "line 2"]);
    check_cases("f.jsonl", "{\"question\": \"x\", \"expect\": \"No\"}\n", &["line 1: the question \"x\" expects `No`"]);
    Place::new().run(&["eval", "nowhere.toml"]).refused(2, &["`nowhere.toml` cannot be read"]);
}

#[test]
fn eval_shows_what_is_taken_for_what() {
    let place = Place::new();
    place.write("cases.toml", CASES);
    let out = place.run(&["eval", "cases.toml", "--confusion"]).done();
    let (_, confusion) = out.split_once("First in place of another\n").unwrap_or_default();
    assert_data_eq!(
        confusion,
        str![[r#"
expected                         came first  questions
---------------------  --------------------  ---------
kestovia-harbour-loan  valley-water-council          1

Entries that came first most often in place of others
entry                 questions
--------------------  ---------
valley-water-council          1

"#]]
    );
}

#[test]
fn eval_asks_every_phrasing_of_an_engine_that_has_not_seen_it() {
    let place = Place::new();
    // No other phrasing says anything like this one: only whoever has seen it answers it.
    let file = "knowledge/countries/arvania.toml";
    let text = place.read(file);
    place.write(file, &text.replace("Arvania turned down the Trade League in 2012, why?", "zebra marmalade upstairs"));
    let out = place.run(&["eval", "--held-out"]).done();
    assert!(out.starts_with("22 questions\n"), "{out}");
    let right = out.lines().find(|line| line.starts_with("all ")).and_then(|line| line.split_whitespace().nth(2));
    let right: f64 = right.and_then(|share| share.trim_end_matches('%').parse().ok()).unwrap_or(100.0);
    assert!(right < 100.0, "{out}");
    assert_eq!(place.run(&["eval", "--held-out", "cases.toml"]).code, 2);
    assert_eq!(place.run(&["eval"]).code, 2);
}

#[test]
fn a_new_entry_begins_with_what_is_known() {
    let place = Place::new();
    place.write("valley.md", crate::small::DOCUMENT);
    let out = place.run(&["new-entry", "--source", "harrow-2020", "--text", "valley.md", "--sentence", "2"]).done();
    assert_data_eq!(
        out.as_str(),
        str![[r##"
# Sentence 2 of harrow-2020.
[[entry]]
id = ""  # state or subject first, then the matter: small letters, digits, hyphens
about = []  # whom the answer is about: it names each of them
mentions = []  # whom a question for it may name besides
as_of = "2020"  # the date of the statement, at the latest that of the source
questions = [
    "",  # direct: what a reader of the document would ask
    "",  # direct, in other words
    "",  # everyday words, none of the document's
    "",  # everyday words, by somebody else
    "",  # keywords only
    "",  # why, or how
    "",  # yes or no, with the premise right
    "",  # yes or no, with the premise wrong
    "",  # chatty
    "",  # from the other side: what did the partner get
]
not = [
    "",  # near misses: the same names, a fact that the documents do not give
    "",
]
answer = ""  # one to three sentences that stand alone: who, what, when; your own words
# view_of = "harrow-2020"  # where the author judges; the answer then says so
# supersedes = []  # entries that tell an earlier state of the same matter
see_also = []
# events = [{ date = "2020", text = "" }]  # what happened when

[[entry.quotes]]
source = "harrow-2020"
text = "In 2014 they set up a water council that meets every spring and decides how much each may take."  # word for word, as short as it proves the answer: 8 to 30 words

"##]]
    );
    let bare = place.run(&["new-entry", "--source", "harrow-2020"]).done();
    assert!(bare.starts_with("[[entry]]\nid = \"\"  # "), "{bare}");
    for text in [out, bare] {
        toml::from_str::<toml::Table>(&text).expect("the skeleton is TOML");
    }
}

#[test]
fn a_new_entry_needs_a_source_that_exists() {
    let place = Place::new();
    place.write("valley.md", crate::small::DOCUMENT);
    place.write("other.md", "# Other\n\nThis is some other document of eight words.\n");
    let refused = |args: &[&str], holds: &str| {
        let said = place.run(&[&["new-entry"], args].concat());
        said.refused(2, &[holds]);
    };
    refused(&["--source", "harrow-2021"], "there is no source `harrow-2021`; there are `harrow-2020`");
    refused(&["--source", "harrow-2020", "--text", "other.md"], "the text is none of the sources");
    refused(&["--source", "harrow-2020", "--text", "nowhere.md"], "`nowhere.md` cannot be read");
    refused(&["--source", "harrow-2020", "--text", "valley.md", "--sentence", "999"], "has no sentence 999");
    assert_eq!(place.run(&["new-entry", "--source", "harrow-2020", "--sentence", "1"]).code, 2);
}
