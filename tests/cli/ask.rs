//! `chaikhana ask` for people: what is said, with which exit code, in which colours, how soon.

#![expect(clippy::needless_raw_string_hashes, reason = "snapbox writes golden texts so")]

use super::{Place, Said, gibberish, quickly};
use snapbox::{assert_data_eq, str};
use std::process::Stdio;

#[track_caller]
fn check(question: &[&str], code: i32, expected: impl snapbox::IntoData) {
    let said = Place::new().run(&[&["ask"], question].concat());
    assert_eq!((said.code, said.err.as_str()), (code, ""), "{said:?}");
    assert_data_eq!(said.out, expected);
}

#[test]
fn an_answer_has_quote_citation_date_and_earlier_state() {
    check(
        &["Is Arvania a member of the Trade League?"],
        0,
        str![[r#"
Arvania is no full member of the Trade League: it entered in 2019 as an observer
without a vote.

  | "in 2019 Arvania entered the Trade League as an observer without a vote"
  | Ada Harrow, "The Valley and its Neighbours" (2020), section "Arvania"
  | https://example.org/valley

Stated in 2019.

  Earlier, as of 2012: In 2012 Arvania refused to join the Trade League, for
  fear for its young glass works.

    | "In 2012 Arvania refused to join the Trade League because its government
    | feared for the young glass works"
    | Ada Harrow, "The Valley and its Neighbours" (2020), section "Arvania"
    | https://example.org/valley

You can also ask:
  - How much did Norlund lend Belmoria for the railway?

"#]],
    );
}

#[test]
fn a_question_that_names_the_old_year_gets_the_old_state_and_what_came_since() {
    let out = Place::new().run(&["ask", "Why did Arvania refuse to join the Trade League in 2012?"]).done();
    assert!(out.starts_with("In 2012 Arvania refused"), "{out}");
    assert!(out.contains("Since then, as of 2019: Arvania is no full member"), "{out}");
}

#[test]
fn words_need_no_quotation_marks() {
    let place = Place::new();
    let quoted = place.run(&["ask", "did Arvania ever join the Trade League"]).done();
    let bare = place.run(&["ask", "did", "Arvania", "ever", "join", "the", "Trade", "League"]).done();
    assert_eq!(quoted, bare);
}

#[test]
fn a_view_is_attributed() {
    let out = Place::new().run(&["ask", "is Kestovian neutrality a luxury"]).done();
    assert!(out.contains("\nThis is the view of Ada Harrow.\nStated in 2020.\n"), "{out}");
}

#[test]
fn choices_are_numbered_questions() {
    let place = Place::new();
    place.write("choices.toml", "[answers]\nanswer_at = 1.0\noffer_at = 0.01\nmax_choices = 2\n");
    let said = place.run(&["ask", "-q", "--config", "choices.toml", "what did Norlund lend for the railway"]);
    assert_eq!((said.code, said.err.as_str()), (1, ""), "{said:?}");
    assert_data_eq!(
        said.out,
        str![[r#"
Did you mean one of these?
  - How much did Norlund lend Belmoria for the railway?
  - How much did Norlund lend Kestovia for the harbour?

"#]]
    );
}

/// What never stands in a refusal.
#[track_caller]
fn check_refusal(said: &Said, holds: &str) {
    assert_eq!((said.code, said.err.as_str()), (1, ""), "{said:?}");
    assert!(said.out.contains(holds), "{holds:?} is not in {:?}", said.out);
    for sign in ["  | ", "Ada Harrow", "Harrow, \"", "example.org", "Stated "] {
        assert!(!said.out.contains(sign), "a refusal carries {sign:?}: {}", said.out);
    }
}

#[test]
fn refusals_say_why_and_carry_no_quote_and_no_citation() {
    let place = Place::new();
    for (question, holds) in [
        ("Is Zubrovka a member of the Trade League?", "do not cover Zubrovka."),
        ("Why did Zubrovka refuse to join the Trade League in 2012?", "do not cover Zubrovka."),
        ("did Arvania sign a treaty with Norlund", "Nothing here speaks of Arvania and Norlund together."),
        ("what is the best recipe for plum dumplings", "do not answer that"),
        ("", "There is no question in that."),
        ("   \t ", "There is no question in that."),
        ("?!", "There is no question in that."),
        ("1234567", "There is no question in that."),
    ] {
        check_refusal(&place.run(&["ask", "--", question]), holds);
    }
}

#[test]
fn strange_texts_get_a_sentence_soon() {
    let place = Place::new();
    let long = "arvania trade league ".repeat(5000);
    let gibberish = gibberish(100_000);
    for (question, holds) in [
        (long.as_str(), "characters long"),
        (gibberish.as_str(), "characters long"),
        ("🙂🎉👨‍👩‍👧‍👦🇺🇿", "There is no question in that."),
        ("\u{1}\u{2}\u{7}\u{1b}\u{7f}\u{200b}\u{202e}", "There is no question in that."),
        ("Является ли Арвания членом союза?", "Only English can be read so far."),
        ("阿尔瓦尼亚是成员吗", "Only English can be read so far."),
        ("هل أرفانيا عضو", "Only English can be read so far."),
    ] {
        let said = quickly(&place, || place.run(&["ask", "--", question]));
        check_refusal(&said, holds);
    }
}

#[test]
fn no_text_before_a_question_and_no_explanation_takes_long() {
    let place = Place::new();
    let question = gibberish(1999);
    let previous = question.repeat(50);
    for args in [
        vec!["ask", question.as_str()],
        vec!["ask", "--previous", previous.as_str(), "and Belmoria?"],
        vec!["ask", "--explain", previous.as_str()],
    ] {
        let said = quickly(&place, || place.run(&args));
        assert!(said.code < 2, "{said:?}");
    }
}

#[test]
fn a_misspelt_word_is_repaired_and_said() {
    let out = Place::new().run(&["ask", "Is Avrania a member of the Trade League?"]).done();
    assert!(out.starts_with("Read \"Avrania\" as \"Arvania\".\n"), "{out}");
    assert!(out.contains("observer"), "{out}");
}

#[test]
fn a_follow_up_takes_over_the_name_before() {
    let place = Place::new();
    let out = place.run(&[
        "ask",
        "--previous",
        "Is Arvania a member of the Trade League?",
        "when did it become an observer?",
    ]);
    let out = out.done();
    assert!(out.starts_with("Taken over from the question before: Arvania"), "{out}");
    let swapped =
        place.run(&["ask", "--previous", "How much did Norlund lend Belmoria for the railway?", "and Zubrovka?"]);
    check_refusal(&swapped, "do not cover Zubrovka");
}

#[test]
fn links_and_courtesies_are_no_part_of_a_question() {
    let place = Place::new();
    let plain = place.run(&["ask", "Is Arvania a member of the Trade League?"]).done();
    for question in [
        "Is [Arvania](https://arvania.example) a member of the [Trade League](<https://league.example>)?",
        "https://news.example/glass?a=b Is Arvania a member of the Trade League?",
        "hey bot, could you please tell me: Is Arvania a member of the Trade League? Thanks a lot!",
    ] {
        assert_eq!(place.run(&["ask", question]).done(), plain, "{question}");
    }
    let follow_up = |previous: &str| place.run(&["ask", "--previous", previous, "when did it become an observer?"]);
    let linked = follow_up("please, Is [Arvania](https://norlund.example) a member of the Trade League?");
    assert_eq!(linked.done(), follow_up("Is Arvania a member of the Trade League?").done());
    check_refusal(&place.run(&["ask", "https://arvania.example"]), "There is no question in that.");
}

#[test]
fn where_nothing_answers_the_summary_of_the_state_is_named() {
    let place = Place::new();
    place.write("sure.toml", "[answers]\nanswer_at = 1.0\n");
    for (question, line) in [
        ("arvania", "Summary: `chaikhana country arvania`"),
        ("compare Arvania and Belmoria on copper", "Summary: `chaikhana compare arvania belmoria`"),
    ] {
        let said = place.run(&["ask", "--config", "sure.toml", question]);
        assert_eq!(said.code, 1, "{said:?}");
        assert!(said.out.contains(&format!("\n\n{line}\n")), "{question}: {}", said.out);
    }
    for question in ["Is Arvania a member of the Trade League?", "kestovia", "is Zubrovka neutral?", "dumplings"] {
        let said = place.run(&["ask", question]);
        assert!(!said.out.contains("Summary:"), "{question}: {}", said.out);
    }
}

#[test]
fn choices_say_how_to_pick_one() {
    let place = Place::new();
    place.write("choices.toml", "[answers]\nanswer_at = 1.0\noffer_at = 0.01\n");
    let args = ["ask", "--config", "choices.toml", "what did Norlund lend for the railway"];
    assert!(place.run(&args).err.contains("`chaikhana chat`"));
    assert_eq!(place.run(&[&args[..], &["-q"]].concat()).err, "", "results only");
}

#[test]
fn a_question_about_now_says_when_the_sources_end() {
    let out = Place::new().run(&["ask", "Is Arvania a member of the Trade League now?"]).done();
    assert!(out.contains("The newest source here is from 2020"), "{out}");
}

#[test]
fn explain_shows_entities_candidates_and_thresholds() {
    let out = Place::new().run(&["ask", "--explain", "Is Avrania a member of the Trade League?"]).done();
    assert!(out.starts_with("Read \"Avrania\""), "the answer stands first: {out}");
    for part in ["How this came about", "= arvania", "read as \"Arvania\"", "thresholds", "arvania-league-observer"] {
        assert!(out.contains(part), "{part:?} is not in {out}");
    }
}

#[test]
fn colour_goes_to_terminals_only_and_never_where_no_color_is_set() {
    let place = Place::new();
    let args = ["ask", "Is Arvania a member of the Trade League?"];
    let plain = place.run(&args).done();
    assert!(!plain.contains('\u{1b}'), "colour in a pipe: {plain:?}");
    let forced = place.run_with(("CLICOLOR_FORCE", "1"), &args).done();
    assert!(forced.contains('\u{1b}'), "there is colour where it is asked for: {forced:?}");
    let mut command = place.command(&args);
    let quiet = Said::of(command.env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1").output().expect("the binary runs"));
    assert_eq!(quiet.done(), plain);
}

#[test]
fn misuse_has_its_own_exit_code() {
    let place = Place::new();
    place.run(&["ask"]).refused(2, &["give a question", "--json"]);
    for args in
        [&["ask", "--nonsense"][..], &["dance"], &["ask", "--json", "--explain", "x"], &["-q", "-v", "ask", "x"]]
    {
        let said = place.run(args);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{args:?}: {said:?}");
        assert!(said.err.contains("error: "), "{said:?}");
    }
}

#[test]
fn a_closed_pipe_is_silent() {
    let place = Place::new();
    for args in [
        &["ask", "Is Arvania a member of the Trade League?"][..],
        &["ask", "--json", "Is Arvania a member of the Trade League?"],
        &["check"],
        &["coverage"],
        &["source", "list"],
        &["completions", "bash"],
        &["completions", "zsh"],
        &["--help"],
    ] {
        let mut child = place.command(args).stdout(Stdio::piped()).spawn().expect("the binary starts");
        drop(child.stdout.take());
        let said = Said::of(child.wait_with_output().expect("the binary ends"));
        assert_eq!(said.err, "", "{args:?}");
    }
}

#[test]
fn a_kept_index_answers_as_a_new_one_does() {
    let place = Place::new();
    // Misspelt, so that what repairs words is kept too.
    let args = ["ask", "--json", "Is Arvannia a membre of the Trade League?"];
    let ask = || place.run(&args).done();
    let fresh = place.run_with(("CHAIKHANA_CACHE", ""), &args).done();
    assert!(fresh.contains("Arvannia"), "it tells of the repair: {fresh}");
    assert_eq!(ask(), fresh, "made");
    assert_eq!(ask(), fresh, "kept");
    let [name] = super::names(&place.path("cache/chaikhana")).try_into().expect("one index is kept");
    let file = place.path("cache/chaikhana").join(name);
    let whole = std::fs::read(&file).expect("it can be read");
    let written = || std::fs::metadata(&file).and_then(|file| file.modified()).expect("the system says it");
    let before = written();
    assert_eq!(ask(), fresh, "kept once more");
    assert_eq!(written(), before, "it is read, not made anew");
    let tear = |at: usize| chaikhana::app::replace(&file, &whole[..at]).expect("it can be written");
    for at in (0..10).map(|tenth| whole.len() * tenth / 10).chain([10, whole.len() - 1]) {
        tear(at);
        assert_eq!(ask(), fresh, "torn at {at} of {}", whole.len());
        let made = std::fs::metadata(&file).expect("it is there").len();
        assert_eq!(made, whole.len() as u64, "torn at {at}, it is made anew");
    }
    tear(whole.len() / 2);
    let text = place.read("knowledge/countries/arvania.toml");
    place.write("knowledge/countries/arvania.toml", &text.replace("without a vote.\"", "with no vote.\""));
    assert!(ask().contains("with no vote."), "an edit is seen at once");
}

#[test]
fn a_state_that_nobody_taught_us_never_gets_another_states_answer() {
    let place = Place::new();
    place.write("eager.toml", "[answers]\nanswer_at = 0.2\noffer_at = 0.1\n");
    for stranger in ["Ruritania", "KZ", "the other valley", "it"] {
        let question = format!("Is {stranger} a member of the Trade League?");
        let said = place.run(&["ask", &question]);
        assert_eq!(said.code, 1, "{question} is not answered: {said:?}");
        let eager = place.run(&["ask", "--config", "eager.toml", &question]);
        assert_eq!(eager.code, 1, "{question} is not answered at a low threshold either: {eager:?}");
    }
}
