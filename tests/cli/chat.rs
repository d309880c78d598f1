//! `chaikhana chat` with lines from a pipe.

use super::Place;
use snapbox::{assert_data_eq, str};

fn chat(lines: &[&str]) -> String {
    let mut input = lines.join("\n");
    input.push('\n');
    Place::new().fed(input.as_bytes(), &["chat"]).done()
}

#[test]
fn commands_answer_and_quit_leaves() {
    assert_data_eq!(
        chat(&["/help", "/country Arvania", "/sources", "/dance now", "/quit", "what is the water council"]),
        str![[r#"
Ask anything on the foreign policy of Arvania, Belmoria and Kestovia.
  a number         the answer to a question that was offered, or the proof behind [a number]
  /country NAME    a state, a power or an organisation in summary
  /compare A, B    two of them side by side
  /timeline NAME   what happened when
  /about NAME      which questions are answered about it
  /sources         the documents behind the answers
  /explain         why the last question got what it got
  /quit            leave (or Ctrl-D)
Tab completes questions; the arrow keys bring back what was typed.

Arvania

In short
  - Arvania refused to join the Trade League in 2012 and entered it as an
    observer in 2019. [1][2]
  - Arvania is to dig a tunnel under the mountains together with Belmoria. [3]

Trade
  - Arvania has been an observer of the Trade League since 2019. [2]

The newest source here is from 2020; it cannot say what has changed since.

Proof
  [1] "In 2012 Arvania refused to join the Trade League because its government
      feared for the young glass works" (Ada Harrow 2020)
  [2] "in 2019 Arvania entered the Trade League as an observer without a vote"
      (Ada Harrow 2020)
  [3] "In March 2018 Belmoria agreed with Arvania to dig a tunnel under the
      mountains, began to dig on 4 May 2019" (Ada Harrow 2020)

Sources
  Ada Harrow, "The Valley and its Neighbours" (2020)
    https://example.org/valley

harrow-2020: Ada Harrow, "The Valley and its Neighbours" (2020)
  273 words, quoted by 7 entries
  https://example.org/valley

There is no /dance here; /help lists what there is.


"#]]
    );
}

#[test]
fn a_country_is_found_by_any_name_and_shown_by_its_questions_where_it_has_no_profile() {
    let out = chat(&["/country KESTOVIAN", "/country arvagrad", "/country Zubrovka", "/country Nowhere", "/country"]);
    for part in [
        "2 questions about Kestovia are answered here:",
        "How much did Norlund lend Kestovia for the harbour?",
        "Arvania refused to join the Trade League in 2012",
        "The sources here do not cover Zubrovka.",
        "\"Nowhere\" is not known here. Please name a state",
        "Please name a state, a power, an organisation or a project, such as Kazakhstan.",
    ] {
        assert!(out.contains(part), "{part:?} is not in {out}");
    }
}

#[test]
fn the_question_before_is_remembered() {
    let out = chat(&["Is Arvania a member of the Trade League?", "", "when did it become an observer?", "/explain"]);
    assert!(out.contains("Taken over from the question before: Arvania and Trade League."), "{out}");
    assert!(out.contains("carried over    arvania, trade-league"), "the explanation leans on it too: {out}");
}

#[test]
fn a_bare_name_goes_on_from_the_question_before_or_asks_for_itself() {
    let out = chat(&["How much did Norlund lend Belmoria for the railway?", "kestovia", "/explain"]);
    assert!(out.contains("\nTaken over from the question before: Norlund.\n"), "{out}");
    assert!(out.contains("carried over    norlund, the words of the question before"), "{out}");
    let out = chat(&["is Kestovian neutrality a luxury", "belmoria"]);
    assert!(out.contains("What would you like to know of Belmoria?"), "{out}");
    assert!(out.contains("\nSummary: `/country belmoria`\n"), "{out}");
}

#[test]
fn a_number_picks_what_was_offered() {
    let place = Place::new();
    place.write("config.toml", "[answers]\nanswer_at = 1.0\noffer_at = 0.01\n[checks]\nmin_phrasings = 3\n");
    let out = place.fed(b"what did Norlund lend for the railway\n2\n9\n", &["chat"]).done();
    let (offered, picked) = out.split_once("Kestovia for the harbour?\n").expect("it is the second choice");
    assert!(offered.contains("  1. How much did Norlund lend Belmoria"), "{out}");
    assert!(picked.contains("Norlund lent Kestovia nine hundred million"), "{out}");
    assert!(picked.contains("  | Ada Harrow"), "a picked answer is proven too: {out}");
}

#[test]
fn explain_before_any_question_says_what_to_do() {
    assert!(chat(&["/explain"]).starts_with("Ask a question first"));
}

#[test]
fn lines_that_are_not_utf_8_and_an_end_without_quit_are_fine() {
    let said = Place::new().fed(b"\xff\xfe\nwhat is the water council", &["chat"]);
    let out = said.done();
    assert!(out.contains("There is no question in that."), "{out}");
    assert!(out.contains("The three states of the Onder Valley"), "{out}");
}

#[test]
fn chat_needs_usable_knowledge() {
    Place::empty().run(&["chat"]).refused(3, &["cannot be read", "--knowledge DIR"]);
}
