//! `eval --phrasings`: the engine on bare phrasings.

use super::Place;

const PHRASINGS: &str = "\
text,category
how much flour goes into the bread,baking
how long does bread stay in the oven,baking
what makes the dough rise,baking
when do I fold the dough,baking
\"which flour, white or dark, for bread\",baking
is my oven hot enough for bread,baking
how do I tune a guitar,music
which string of the guitar is the thickest,music
when should guitar strings be changed,music
how hard is it to learn the guitar,music
what is a capo on a guitar for,music
can I play the guitar without a pick,music
";

const QUESTIONS: &str = "\
text,category
how much flour for one bread,baking
which strings does a guitar have,music
when is the next solar eclipse over patagonia,oos
";

fn place() -> Place {
    let place = Place::new();
    place.write("train.csv", PHRASINGS);
    place.write("test.csv", QUESTIONS);
    place
}

const ARGS: &[&str] = &["eval", "--phrasings", "train.csv", "--questions", "test.csv"];

#[test]
fn a_table_says_how_well_and_how_fast() {
    let out = place().run(ARGS).done();
    assert!(out.starts_with("12 phrasings of 2 categories; 2 questions in scope, 1 out of it\n"), "{out}");
    for row in ["right first", "in the first three", "AUROC", "own threshold", "build", "memory", "median", "99th"] {
        assert!(out.contains(row), "{row}: {out}");
    }
    let first = out.lines().find(|line| line.starts_with("right first")).unwrap_or_default();
    assert!(first.ends_with("100.0%"), "{out}");
}

#[test]
fn figures_come_as_json_too() {
    let args: Vec<&str> = ARGS.iter().copied().chain(["--json"]).collect();
    let figures: serde_json::Value = serde_json::from_str(&place().run(&args).done()).unwrap_or_default();
    let fields =
        ["hit1", "hit3", "auroc", "answered_right", "refused", "build_ms", "score_us_p50", "ask_us_p50", "ask_us_p99"];
    for field in fields {
        assert!(figures.get(field).is_some_and(serde_json::Value::is_number), "{field}: {figures}");
    }
    assert_eq!((&figures["hit1"], &figures["auroc"]), (&1.0.into(), &1.0.into()));
}

#[test]
fn a_share_of_nothing_is_none() {
    let place = place();
    let json: Vec<&str> = ARGS.iter().copied().chain(["--json"]).collect();
    let check = |test: &str, none: &[&str], dashes: usize| {
        place.write("test.csv", test);
        let figures: serde_json::Value = serde_json::from_str(&place.run(&json).done()).unwrap_or_default();
        for share in ["hit1", "hit3", "auroc", "answered_right", "refused"] {
            assert_eq!(figures[share].is_null(), none.contains(&share), "{share}: {figures}");
        }
        let out = place.run(ARGS).done();
        assert_eq!(out.lines().filter(|line| line.ends_with(" –")).count(), dashes, "{out}");
    };
    check("text,category\nhow much flour for one bread,baking\n", &["auroc", "refused"], 2);
    check("text,category\nwhen is lunch,oos\n", &["hit1", "hit3", "auroc", "answered_right"], 4);
}

#[test]
fn what_belongs_to_labelled_questions_is_not_taken_beside_phrasings() {
    for option in [&["--min", "0.9"][..], &["--misses"], &["--confusion"], &["--fit"]] {
        let args: Vec<&str> = ARGS.iter().chain(option).copied().collect();
        let said = place().run(&args);
        assert!(said.code == 2 && said.err.contains(option[0]), "{said:?}");
    }
}

#[test]
fn small_talk_that_stands_among_the_phrasings_is_answered() {
    let place = place();
    let talk =
        ["who are you", "what is your name", "are you a bot", "who made you", "what do I call you", "you are who"];
    let lines = talk.map(|text| format!("{text},self\n")).concat();
    place.write("train.csv", &format!("{PHRASINGS}{lines}"));
    place.write("test.csv", "text,category\nso who are you,self\nand who made you,self\n");
    let args: Vec<&str> = ARGS.iter().copied().chain(["--json"]).collect();
    let figures: serde_json::Value = serde_json::from_str(&place.run(&args).done()).unwrap_or_default();
    assert_eq!(figures["hit1"], serde_json::json!(1.0), "{figures}");
}

#[test]
fn a_wrong_file_is_named_with_its_line() {
    let place = place();
    let check = |test: &str, says: &str| {
        place.write("test.csv", test);
        let said = place.run(ARGS);
        assert_eq!(said.code, 2, "{said:?}");
        assert!(said.err.contains("`test.csv`") || says.contains("the questions"), "{said:?}");
        assert!(said.err.contains(says), "{said:?}");
    };
    check("text,category\none,baking,more\n", "line: 2");
    check("question,category\none,baking\n", "the first line is `text,category`");
    check("text,category\n", "there is nothing to ask: the questions need a line");
    place.write("test.csv", QUESTIONS);
    for none in ["text,category\n", "text,category\nwhen is lunch,oos\n"] {
        place.write("train.csv", none);
        let said = place.run(ARGS);
        assert!(said.code == 2 && said.err.contains("below `text,category` whose category is not `oos`"), "{said:?}");
    }
    assert_eq!(place.run(&["eval", "--phrasings", "train.csv"]).code, 2, "questions are needed");
}
