//! `ask --json`: the names and the order of the fields, which machines rely on.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use super::Place;
use snapbox::{assert_data_eq, str};

/// Puts each field of one line of JSON on a line of its own; `serde_json` would sort the fields.
pub(super) fn laid_out(line: &str) -> String {
    let mut laid = String::new();
    let mut depth = 0;
    let mut signs = line.trim_end().chars().peekable();
    let mut inside = false;
    while let Some(sign) = signs.next() {
        match sign {
            '\\' if inside => {
                laid.push(sign);
                laid.extend(signs.next());
                continue;
            }
            '"' => inside = !inside,
            '}' | ']' if !inside => {
                depth -= 1;
                laid.push('\n');
                laid.push_str(&"  ".repeat(depth));
            }
            _ => {}
        }
        laid.push(sign);
        match sign {
            '{' | '[' if !inside && signs.next_if(|next| matches!(next, '}' | ']')).is_some() => {
                laid.push(if sign == '{' { '}' } else { ']' });
            }
            '{' | '[' if !inside => {
                depth += 1;
                laid.push('\n');
                laid.push_str(&"  ".repeat(depth));
            }
            ',' if !inside => {
                laid.push('\n');
                laid.push_str(&"  ".repeat(depth));
            }
            _ => {}
        }
    }
    laid
}

/// The one object of a run, laid out.
#[track_caller]
fn object(args: &[&str], code: i32) -> String {
    let place = Place::new();
    place.write("choices.toml", "[answers]\nanswer_at = 1.0\noffer_at = 0.01\nmax_choices = 2\n");
    let said = place.run(&[&["ask", "--json"], args].concat());
    assert_eq!((said.code, said.err.as_str()), (code, ""), "{said:?}");
    assert_eq!(said.out.lines().count(), 1, "one object, one line: {}", said.out);
    let value: serde_json::Value = serde_json::from_str(&said.out).expect("it is JSON");
    let confidence = value.get("confidence").and_then(serde_json::Value::as_f64).expect("a number");
    assert!((0.0..=1.0).contains(&confidence), "{confidence}");
    laid_out(&said.out)
}

#[test]
fn an_answer_has_every_field_in_this_order() {
    let question = ["--previous", "what is the water council", "Is Avrania a member of the Trade League?"];
    assert_data_eq!(
        object(&question, 0),
        str![[r#"
{
  "schema":1,
  "question":"Is Avrania a member of the Trade League?",
  "outcome":"answer",
  "entry":"arvania-league-observer",
  "answer":"Arvania is no full member of the Trade League: it entered in 2019 as an observer without a vote.",
  "quotes":[
    {
      "text":"in 2019 Arvania entered the Trade League as an observer without a vote",
      "source":"harrow-2020",
      "citation":"Ada Harrow, /"The Valley and its Neighbours/" (2020), section /"Arvania/"",
      "section":"Arvania",
      "link":"https://example.org/valley"
    }
  ],
  "as_of":"2019",
  "confidence":[..],
  "choices":[],
  "reason":null,
  "message":null,
  "nearest":[],
  "earlier":[
    {
      "entry":"arvania-league-refusal",
      "answer":"In 2012 Arvania refused to join the Trade League, for fear for its young glass works.",
      "as_of":"2012",
      "quotes":[
        {
          "text":"In 2012 Arvania refused to join the Trade League because its government feared for the young glass works",
          "source":"harrow-2020",
          "citation":"Ada Harrow, /"The Valley and its Neighbours/" (2020), section /"Arvania/"",
          "section":"Arvania",
          "link":"https://example.org/valley"
        }
      ]
    }
  ],
  "carried":[],
  "related":[
    "belmoria-railway-loan"
  ],
  "repairs":[
    {
      "from":"Avrania",
      "to":"Arvania"
    }
  ],
  "entities":[
    "arvania",
    "trade-league"
  ]
}
"#]]
    );
}

#[test]
fn choices_have_every_field_in_this_order() {
    let question = ["--config", "choices.toml", "what did Norlund lend for the railway"];
    assert_data_eq!(
        object(&question, 1),
        str![[r#"
{
  "schema":1,
  "question":"what did Norlund lend for the railway",
  "outcome":"choices",
  "entry":null,
  "answer":null,
  "quotes":[],
  "as_of":null,
  "confidence":[..],
  "choices":[
    {
      "entry":"belmoria-railway-loan",
      "question":"How much did Norlund lend Belmoria for the railway?",
      "answer":"Norlund lent Belmoria three billion crowns in 2015 for a railway across the mountains.",
      "quotes":[
        {
          "text":"Norlund lent Belmoria three billion crowns in 2015 for a railway across the mountains",
          "source":"harrow-2020",
          "citation":"Ada Harrow, /"The Valley and its Neighbours/" (2020), section /"Belmoria/"",
          "section":"Belmoria",
          "link":"https://example.org/valley"
        }
      ],
      "confidence":[..]
    },
    {
      "entry":"kestovia-harbour-loan",
      "question":"How much did Norlund lend Kestovia for the harbour?",
      "answer":"Norlund lent Kestovia nine hundred million crowns in 2016 for a harbour on the lake.",
      "quotes":[
        {
          "text":"Norlund lent Kestovia nine hundred million crowns in 2016 for a harbour",
          "source":"harrow-2020",
          "citation":"Ada Harrow, /"The Valley and its Neighbours/" (2020), section /"Kestovia/"",
          "section":"Kestovia",
          "link":"https://example.org/valley"
        }
      ],
      "confidence":[..]
    }
  ],
  "reason":null,
  "message":null,
  "nearest":[],
  "earlier":[],
  "carried":[],
  "related":[],
  "repairs":[],
  "entities":[
    "norlund"
  ]
}
"#]]
    );
}

#[test]
fn nothing_has_every_field_in_this_order() {
    assert_data_eq!(
        object(&["Is Zubrovka a member of the Trade League?"], 1),
        str![[r#"
{
  "schema":1,
  "question":"Is Zubrovka a member of the Trade League?",
  "outcome":"nothing",
  "entry":null,
  "answer":null,
  "quotes":[],
  "as_of":null,
  "confidence":0.0,
  "choices":[],
  "reason":"not_covered",
  "message":"The sources here do not cover Zubrovka. They cover the foreign policy of Arvania, Belmoria and Kestovia.",
  "nearest":[],
  "earlier":[],
  "carried":[],
  "related":[],
  "repairs":[],
  "entities":[
    "zubrovka",
    "trade-league"
  ]
}
"#]]
    );
}

#[test]
fn what_a_refusal_lists_stands_in_a_field() {
    for question in ["hello", "Arvania", "did Arvania's government write about the weather and the harbour"] {
        let said = Place::new().run(&["ask", "--json", question]);
        let value: serde_json::Value = serde_json::from_str(&said.out).expect("it is JSON");
        assert_eq!(value["outcome"], "nothing", "{question}");
        let message = value["message"].as_str().expect("there is a message");
        let nearest = value["nearest"].as_array().expect("there is a list");
        assert_eq!(message.ends_with(':'), !nearest.is_empty(), "{question}: {}", said.out);
        let plain = Place::new().run(&["ask", question]).out.replace('\n', " ");
        for near in nearest {
            assert!(near["entry"].is_string() && near["question"].is_string(), "{near}");
            assert!(plain.contains(near["question"].as_str().unwrap_or("?")), "{near} is not in {plain}");
        }
    }
    assert!(Place::new().run(&["ask", "--json", "Arvania"]).out.contains("\"nearest\":[{\"entry\":\"arvania-"));
}

#[test]
fn what_was_carried_over_is_named() {
    let laid =
        object(&["--previous", "Is Arvania a member of the Trade League?", "when did it become an observer?"], 0);
    assert!(laid.contains("\"carried\":[\n    \"arvania\",\n    \"trade-league\"\n  ]"), "{laid}");
}

#[test]
fn the_words_for_reasons_are_a_contract() {
    let long = "a".repeat(3000);
    for (question, reason) in [
        ("", "empty"),
        (long.as_str(), "too_long"),
        ("Является ли Арвания членом союза?", "other_script"),
        ("Is Zubrovka a member?", "not_covered"),
        ("did Arvania sign a treaty with Norlund", "not_together"),
        ("what is the best recipe for plum dumplings", "unknown"),
    ] {
        let said = Place::new().run(&["ask", "--json", "--", question]);
        let value: serde_json::Value = serde_json::from_str(&said.out).expect("it is JSON");
        assert_eq!(value.get("reason").and_then(|r| r.as_str()), Some(reason), "{question:?}: {}", said.out);
        assert_eq!(said.code, 1);
    }
}
