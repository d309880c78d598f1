//! `country`, `compare`, `timeline` and `about`: what is asked by name, with its proof.

#![expect(clippy::needless_raw_string_hashes, reason = "snapbox writes golden texts so")]

use super::Place;
use snapbox::{assert_data_eq, str};
use std::collections::BTreeSet;

/// A run that found something; every number in it is proven.
#[track_caller]
fn found(args: &[&str]) -> String {
    let out = Place::new().run(args).done();
    check_numbers(&out);
    out
}

/// A run that says in a sentence why there is nothing, with no quote and no source.
#[track_caller]
fn nothing(args: &[&str], sentence: &str) {
    let said = Place::new().run(args);
    assert_eq!((said.code, said.err.as_str()), (1, ""), "{said:?}");
    let unwrapped = said.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(unwrapped, sentence);
}

/// What clap says to somebody who typed it wrongly.
#[track_caller]
fn misuse(args: &[&str], holds: &[&str]) {
    let said = Place::new().run(args);
    assert_eq!((said.code, said.out.as_str()), (2, ""), "{args:?}: {said:?}");
    for part in holds {
        assert!(said.err.contains(part), "{part:?} is not in {:?}", said.err);
    }
}

/// The numbers in brackets that a text holds, in order.
fn numbers(text: &str) -> Vec<usize> {
    text.split('[').filter_map(|part| part.split_once(']')?.0.parse().ok()).collect()
}

/// A sentence carries `[n]` only where `n` is proven below, each proof is used, and they count up from 1.
#[track_caller]
fn check_numbers(out: &str) {
    let (said, proof) = out.split_once("\nProof\n").unwrap_or((out, ""));
    let mut used: Vec<usize> = Vec::new();
    for number in numbers(said) {
        if !used.contains(&number) {
            used.push(number);
        }
    }
    let marks = proof.lines().filter_map(|line| line.trim_start().strip_prefix('[')?.split_once("] \""));
    let proven: Vec<usize> = marks.filter_map(|(number, _)| number.parse().ok()).collect();
    assert_eq!(used, proven, "numbers in use, and numbers that are proven:\n{out}");
    assert_eq!(proven, (1..=proven.len()).collect::<Vec<_>>(), "they count up from 1:\n{out}");
    let sources = proof.split_once("\nSources\n").map_or("", |(_, sources)| sources);
    assert_eq!(proven.is_empty(), sources.is_empty(), "proof and sources go together:\n{out}");
}

/// The rows of a timeline: date, then text with the numbers taken away.
fn rows(out: &str) -> Vec<(&str, &str)> {
    let body = out.split("\n\n").nth(1).unwrap_or_default();
    body.lines().filter_map(|line| line.trim().split_once("  ")).map(|(date, text)| (date, text.trim())).collect()
}

/// The dates of the rows of a timeline.
fn dates(args: &[&str]) -> Vec<String> {
    rows(&found(args)).into_iter().map(|(date, _)| date.to_owned()).collect()
}

#[test]
fn a_state_in_full() {
    assert_data_eq!(
        found(&["country", "Arvania"]),
        str![[r#"
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

"#]]
    );
}

#[test]
fn one_topic_of_a_state() {
    let out = found(&["country", "Arvania", "--topic", "economy"]);
    assert_data_eq!(
        &out,
        str![[r#"
Arvania

Trade
  - Arvania has been an observer of the Trade League since 2019. [1]

The newest source here is from 2020; it cannot say what has changed since.

Proof
  [1] "in 2019 Arvania entered the Trade League as an observer without a vote"
      (Ada Harrow 2020)

Sources
  Ada Harrow, "The Valley and its Neighbours" (2020)
    https://example.org/valley

"#]]
    );
    assert_eq!(found(&["country", "--topic", "economy", "arvania"]), out);
}

#[test]
fn a_topic_that_a_summary_lacks() {
    nothing(
        &["country", "Arvania", "--topic", "russia"],
        "The sources here say nothing of Arvania under \"Russia\". There is something under \"In short\" and \"Trade\".",
    );
    nothing(
        &["country", "Belmoria", "--topic", "overview"],
        "The sources here say nothing of Belmoria under \"In short\". There is something under \"Railway and debt\" \
         and \"The tunnel\".",
    );
}

#[test]
fn capitals_and_leaders_lead_to_their_state() {
    let arvania = found(&["country", "Arvania"]);
    for name in ["arvania", "ARVANIAN", "Arvanska", "Arvagrad"] {
        assert_eq!(found(&["country", name]), arvania, "{name}");
    }
    let belmoria = found(&["country", "Belmoria"]);
    assert_eq!(found(&["country", "Vesna", "Toll"]), belmoria, "a name of two words needs no quotation marks");
    assert_eq!(found(&["compare", "Arvagrad", "Vesna Toll"]), found(&["compare", "Arvania", "Belmoria"]));
}

#[test]
fn a_misspelt_name_is_read_and_said() {
    let note = "Read \"Avrania\" as \"Arvania\".\n";
    for args in [&["country", "Avrania"][..], &["about", "Avrania"], &["timeline", "--about", "Avrania"]] {
        let right: Vec<&str> = args.iter().map(|word| if *word == "Avrania" { "Arvania" } else { word }).collect();
        assert_eq!(found(args), format!("{note}\n{}", found(&right)), "{args:?}");
    }
    let both = found(&["compare", "Avrania", "Belmroia"]);
    let read = format!("{note}Read \"Belmroia\" as \"Belmoria\".\n\nArvania and Belmoria\n");
    assert!(both.starts_with(&read), "{both}");
}

#[test]
fn unknown_names_are_refused_with_what_comes_near() {
    let known = "Please name a state, a power, an organisation or a project";
    let none = format!("\"Ruritania\" is not known here. {known}.");
    for args in [
        &["country", "Ruritania"][..],
        &["about", "Ruritania"],
        &["timeline", "--about", "Ruritania"],
        &["compare", "Ruritania", "Belmoria"],
        &["compare", "Belmoria", "Ruritania"],
    ] {
        nothing(args, &none);
    }
    nothing(&["country", "Arvagon"], "\"Arvagon\" is not known here. Did you mean Arvania or Arvagrad?");
    nothing(&["country", " "], "Please name a state, a power, an organisation or a project, such as Kazakhstan.");
    nothing(
        &["about", "\u{200b}\u{1b}"],
        "Please name a state, a power, an organisation or a project, such as Kazakhstan.",
    );
}

#[test]
fn a_name_that_the_sources_do_not_cover() {
    let sentence =
        "The sources here do not cover Zubrovka. They cover the foreign policy of Arvania, Belmoria and Kestovia.";
    nothing(&["country", "Zubrovka"], sentence);
    nothing(&["about", "zubrovka"], sentence);
}

#[test]
fn two_states_in_full() {
    assert_data_eq!(
        found(&["compare", "Arvania", "Belmoria"]),
        str![[r#"
Arvania and Belmoria

In short

  Arvania
  - Arvania refused to join the Trade League in 2012 and entered it as an
    observer in 2019. [1][2]
  - Arvania is to dig a tunnel under the mountains together with Belmoria. [3]

  Belmoria
  - The sources here say nothing on this.

Neighbours and regional cooperation

  Arvania
  - The sources here say nothing on this.

  Belmoria
  - Belmoria agreed with Arvania in March 2018 to dig a tunnel under the
    mountains. [3]

Economy and routes

  Arvania
  - Arvania has been an observer of the Trade League since 2019. [2]

  Belmoria
  - Belmoria builds its railway with three billion crowns that Norlund lent in
    2015. [4]

Both together
  - Arvania and Belmoria agreed in March 2018 to dig a tunnel under the
    mountains; it is to be done in 2030. [3]

The newest source here is from 2020; it cannot say what has changed since.

Proof
  [1] "In 2012 Arvania refused to join the Trade League because its government
      feared for the young glass works" (Ada Harrow 2020)
  [2] "in 2019 Arvania entered the Trade League as an observer without a vote"
      (Ada Harrow 2020)
  [3] "In March 2018 Belmoria agreed with Arvania to dig a tunnel under the
      mountains, began to dig on 4 May 2019" (Ada Harrow 2020)
  [4] "Norlund lent Belmoria three billion crowns in 2015 for a railway across
      the mountains" (Ada Harrow 2020)

Sources
  Ada Harrow, "The Valley and its Neighbours" (2020)
    https://example.org/valley

"#]]
    );
}

#[test]
fn one_topic_of_two() {
    let economy = found(&["compare", "Arvania", "Belmoria", "--topic", "economy"]);
    assert!(!economy.contains("say nothing on this"), "both have it: {economy}");
    assert!(!economy.contains("Both together"), "what both share is of another topic: {economy}");
    assert!(!economy.contains("In short"), "{economy}");
    let neighbours = found(&["compare", "Belmoria", "Arvania", "--topic", "neighbours"]);
    assert_data_eq!(
        neighbours,
        str![[r#"
Belmoria and Arvania

Neighbours and regional cooperation

  Belmoria
  - Belmoria agreed with Arvania in March 2018 to dig a tunnel under the
    mountains. [1]

  Arvania
  - The sources here say nothing on this.

Both together
  - Arvania and Belmoria agreed in March 2018 to dig a tunnel under the
    mountains; it is to be done in 2030. [1]

The newest source here is from 2020; it cannot say what has changed since.

Proof
  [1] "In March 2018 Belmoria agreed with Arvania to dig a tunnel under the
      mountains, began to dig on 4 May 2019" (Ada Harrow 2020)

Sources
  Ada Harrow, "The Valley and its Neighbours" (2020)
    https://example.org/valley

"#]]
    );
    nothing(
        &["compare", "Arvania", "Belmoria", "--topic", "china"],
        "The sources here say nothing of Arvania and Belmoria under \"China\". Please choose another topic, or none.",
    );
}

#[test]
fn what_was_superseded_is_not_told_of_both() {
    let place = Place::new();
    let league = r#"
entity = "trade-league"

[[section]]
topic = "overview"
title = "In short"

[[section.sentence]]
text = "The Trade League has had an observer since 2019."
entries = ["arvania-league-observer"]
"#;
    place.write("knowledge/profiles/trade-league.toml", league);
    let out = place.run(&["compare", "Arvania", "Trade League"]).done();
    check_numbers(&out);
    let both = out.split_once("\nBoth together\n").map_or("", |(_, both)| both);
    assert!(both.starts_with("  - Arvania is no full member of the Trade League"), "{out}");
    assert!(!both.contains("In 2012 Arvania refused to join the Trade League, for fear"), "{out}");
}

#[test]
fn two_that_cannot_be_compared() {
    let same = "Both names mean Arvania. Please name two that differ.";
    nothing(&["compare", "Arvania", "Arvania"], same);
    nothing(&["compare", "Arvagrad", "Arvanian"], same);
    let bare = |name: &str| {
        format!("There is no summary of {name} to compare. Please compare two of the five states, or two powers.")
    };
    nothing(&["compare", "Arvania", "Kestovia"], &bare("Kestovia"));
    nothing(&["compare", "Norlund", "Arvania"], &bare("Norlund"));
    nothing(&["compare", "Kestovia", "Kestovia"], &bare("Kestovia"));
    nothing(&["compare", "Arvania", "Zubrovka"], &bare("Zubrovka"));
    misuse(&["compare", "Arvania"], &["<B>"]);
}

#[test]
fn everything_that_is_dated_in_order() {
    assert_data_eq!(
        found(&["timeline"]),
        str![[r#"
What happened when

  2012              Arvania refuses to join the Trade League [1][2]
  2014              The states of the Onder Valley set up a water council [3]
  2015              Norlund lends Belmoria the money for a railway [4]
  April 2015        The water council meets for the first time [3]
  March 2018        Arvania and Belmoria agree to dig a tunnel [5]
  2019              Arvania enters the Trade League as an observer [2]
  4 May 2019        Belmoria begins to dig [5]
  2030              The tunnel under the mountains is done (planned) [5]

The newest source here is from 2020; it cannot say what has changed since.

Proof
  [1] "In 2012 Arvania refused to join the Trade League because its government
      feared for the young glass works" (Ada Harrow 2020)
  [2] "in 2019 Arvania entered the Trade League as an observer without a vote"
      (Ada Harrow 2020)
  [3] "In 2014 they set up a water council that meets every spring and decides
      how much each may take" (Ada Harrow 2020)
  [4] "Norlund lent Belmoria three billion crowns in 2015 for a railway across
      the mountains" (Ada Harrow 2020)
  [5] "In March 2018 Belmoria agreed with Arvania to dig a tunnel under the
      mountains, began to dig on 4 May 2019" (Ada Harrow 2020)

Sources
  Ada Harrow, "The Valley and its Neighbours" (2020)
    https://example.org/valley

"#]]
    );
}

#[test]
fn a_span_takes_in_what_may_lie_in_it() {
    let all = ["2012", "2014", "2015", "April 2015", "March 2018", "2019", "4 May 2019", "2030"];
    assert_eq!(dates(&["timeline"]), all);
    for (from, to, expected) in [
        ("2015-06", "2016", &["2015"][..]),
        ("2015-04", "2015-04-01", &["2015", "April 2015"]),
        ("2015", "2015-03", &["2015"]),
        ("2015-04-30", "2018-02", &["2015", "April 2015"]),
        ("2018-03-31", "2019", &["March 2018", "2019", "4 May 2019"]),
        ("2019-05-05", "2019-12-31", &["2019"]),
        ("2019-01-01", "2019-05-04", &["2019", "4 May 2019"]),
        ("2012", "2012", &["2012"]),
    ] {
        assert_eq!(dates(&["timeline", "--from", from, "--to", to]), expected, "{from} to {to}");
    }
    assert_eq!(dates(&["timeline", "--from", "2019"]), all[5..]);
    assert_eq!(dates(&["timeline", "--to", "2015-04"]), all[..4]);
}

#[test]
fn a_state_gets_what_concerns_it_and_not_its_neighbours() {
    let of = |name: &str| {
        let out = found(&["timeline", "--about", name]);
        rows(&out).into_iter().map(|(_, text)| numberless(text)).collect::<Vec<_>>()
    };
    let council = "The states of the Onder Valley set up a water council";
    let (refusal, entry) =
        ("Arvania refuses to join the Trade League", "Arvania enters the Trade League as an observer");
    let loan = "Norlund lends Belmoria the money for a railway";
    let (tunnel, digging) = ("Arvania and Belmoria agree to dig a tunnel", "Belmoria begins to dig");
    let done = "The tunnel under the mountains is done (planned)";
    assert_eq!(of("Arvania"), [refusal, council, tunnel, entry, done], "Belmoria's digging is not Arvania's");
    assert_eq!(of("Belmoria"), [council, loan, tunnel, digging, done]);
    assert_eq!(of("Kestovia"), [council], "a group's thing is told of each member where it names the group");
    assert_eq!(of("Onder Valley"), [council, "The water council meets for the first time"]);
    assert_eq!(of("Trade League"), [refusal, entry]);
    assert_eq!(of("Norlund"), [loan], "its entry only mentions Norlund, but the thing names it");
}

/// A text without the numbers of its proof.
fn numberless(text: &str) -> String {
    text.split('[').next().unwrap_or_default().trim_end().to_owned()
}

#[test]
fn a_thing_that_two_entries_tell_stands_once_with_both_numbers() {
    let out = found(&["timeline", "--about", "Arvania", "--to", "2012"]);
    assert_data_eq!(
        &out,
        str![[r#"
Arvania: what happened when

  2012              Arvania refuses to join the Trade League [1][2]

The newest source here is from 2020; it cannot say what has changed since.

Proof
  [1] "In 2012 Arvania refused to join the Trade League because its government
      feared for the young glass works" (Ada Harrow 2020)
  [2] "in 2019 Arvania entered the Trade League as an observer without a vote"
      (Ada Harrow 2020)

Sources
  Ada Harrow, "The Valley and its Neighbours" (2020)
    https://example.org/valley

"#]]
    );
}

#[test]
fn an_empty_span() {
    nothing(
        &["timeline", "--about", "Arvania", "--from", "1991-08-31", "--to", "1992"],
        "Nothing here is dated for Arvania from 31 August 1991 to 1992. Please try a wider span.",
    );
    nothing(&["timeline", "--from", "2031"], "Nothing here is dated from 2031. Please try a wider span.");
    nothing(
        &["timeline", "--from", "2019", "--to", "2012"],
        "Nothing lies between 2019 and 2012. Please give the earlier date first.",
    );
    nothing(
        &["timeline", "--about", "Zubrovka"],
        "Nothing here is dated for Zubrovka. Please name a state or a power.",
    );
}

#[test]
fn about_one_with_a_summary() {
    assert_data_eq!(
        found(&["about", "Belmoria"]),
        str![[r#"
Belmoria
  - Belmoria builds its railway with three billion crowns that Norlund lent in
    2015. [1]

Proof
  [1] "Norlund lent Belmoria three billion crowns in 2015 for a railway across
      the mountains" (Ada Harrow 2020)

Sources
  Ada Harrow, "The Valley and its Neighbours" (2020)
    https://example.org/valley

2 questions about Belmoria are answered here:
  - How much did Norlund lend Belmoria for the railway?
  - What will Arvania and Belmoria dig under the mountains?

"#]]
    );
}

#[test]
fn about_one_without_a_summary() {
    let out = found(&["about", "Kestovia"]);
    assert_data_eq!(
        &out,
        str![[r#"
Kestovia

2 questions about Kestovia are answered here:
  - How much did Norlund lend Kestovia for the harbour?
  - What does Harrow think of the neutrality of Kestovia?

"#]]
    );
    assert_eq!(found(&["country", "Kestovia"]), out);
}

#[test]
fn about_one_that_is_only_mentioned() {
    assert_data_eq!(
        found(&["about", "Norlund"]),
        str![[r#"
Norlund

2 questions about Norlund are answered here:
  - How much did Norlund lend Belmoria for the railway?
  - How much did Norlund lend Kestovia for the harbour?

"#]]
    );
}

#[test]
fn a_retired_entry_is_not_offered() {
    let out = found(&["about", "Onder Valley"]);
    assert!(out.contains("One question about Onder Valley is answered here:"), "{out}");
    assert!(!out.contains("Which council came before"), "{out}");
}

#[test]
fn a_wrong_topic_lists_the_topics() {
    let all = ["overview", "doctrine", "russia", "china", "west", "turkey-iran", "neighbours", "economy"];
    misuse(&["country", "Arvania", "--topic", "weather"], &all);
    misuse(&["compare", "Arvania", "Belmoria", "--topic", "Economy"], &all);
}

#[test]
fn a_bad_date_says_the_form() {
    for bad in ["summer", "91", "2019-13", "2019-02-30", "2019-5", ""] {
        misuse(&["timeline", "--from", bad], &["write a date as 1991, 1991-08 or 1991-08-31", "--from"]);
        misuse(&["timeline", "--to", bad], &["write a date as 1991, 1991-08 or 1991-08-31", "--to"]);
    }
}

#[test]
fn a_name_must_be_given() {
    for args in [&["country"][..], &["about"], &["compare"], &["timeline", "--about"]] {
        misuse(args, &[]);
    }
}

#[test]
fn lookups_need_usable_knowledge() {
    for args in [&["country", "Arvania"][..], &["about", "Arvania"], &["timeline"], &["compare", "Arvania", "Belmoria"]]
    {
        Place::empty().run(args).refused(3, &["cannot be read", "--knowledge DIR"]);
    }
}

/// What chat says to each line.
fn chat(place: &Place, knowledge: &[&str], lines: &[String]) -> Vec<String> {
    // A line that no reply could hold stands between two replies.
    let marked: Vec<String> = lines.iter().map(|line| format!("{line}\n/next\n")).collect();
    let out = place.fed(marked.concat().as_bytes(), &[&["chat"], knowledge].concat()).done();
    let mark = "There is no /next here; /help lists what there is.\n\n";
    let said: Vec<String> = out.split(mark).map(str::to_owned).collect();
    assert_eq!(said.len(), lines.len() + 1, "{out}");
    said.into_iter().take(lines.len()).collect()
}

fn lines(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

#[test]
fn chat_says_what_the_commands_say() {
    let place = Place::new();
    for (line, args) in [
        ("/country Avrania", &["country", "Avrania"][..]),
        ("/compare Arvania, Belmoria", &["compare", "Arvania", "Belmoria"]),
        ("/compare Arvania and Vesna Toll", &["compare", "Arvania", "Vesna Toll"]),
        ("/compare Arvania vs Belmoria", &["compare", "Arvania", "Belmoria"]),
        ("/compare Arvania with Belmoria", &["compare", "Arvania", "Belmoria"]),
        ("/compare  Arvania   Belmoria ", &["compare", "Arvania", "Belmoria"]),
        ("/timeline Belmoria", &["timeline", "--about", "Belmoria"]),
    ] {
        let said = chat(&place, &[], &lines(&[line]));
        assert_eq!(said, [format!("{}\n", place.run(args).done())], "{line}");
    }
    // Questions are offered by number, behind the numbers of the proof.
    let about = chat(&place, &[], &lines(&["/about Belmoria"])).concat();
    assert!(about.contains("\n  [1] \"Norlund lent"), "{about}");
    assert!(about.contains("\n  2. How much did Norlund lend Belmoria"), "{about}");
    assert!(about.contains("\n  3. What will Arvania and Belmoria dig"), "{about}");
}

#[test]
fn chat_asks_for_the_names_that_are_missing() {
    let said =
        chat(&Place::new(), &[], &lines(&["/compare Arvania", "/compare", "/timeline", "/about", "/compare Arvania,"]));
    let name = "Please name a state, a power, an organisation or a project, such as Kazakhstan.";
    let two = "Name two with a comma between, such as /compare Kazakhstan, Uzbekistan.";
    for (said, sentence) in said.iter().zip([two, two, name, name, name]) {
        assert_eq!(said.trim_end(), sentence);
    }
}

#[test]
fn a_name_with_more_in_it_than_a_slip_is_not_taken_for_another() {
    let place = Place::new();
    let long = "arvania ".repeat(5000);
    for (name, holds) in [
        ("Arvania Norlund", "is not known here"),
        ("Zarvania", "Did you mean Arvania?"),
        (long.as_str(), "too long for a name"),
    ] {
        let said = place.run(&["country", name]);
        assert_eq!(said.code, 1, "{said:?}");
        assert!(said.out.contains(holds) && said.out.len() < 300, "{name}: {}", said.out);
    }
}

#[test]
fn a_number_picks_the_entry_behind_its_proof() {
    let refusal = "In 2012 Arvania refused to join the Trade League, for fear for its young glass works.";
    let observer = "Arvania is no full member of the Trade League: it entered in 2019 as an observer without a vote.";
    let tunnel =
        "Arvania and Belmoria agreed in March 2018 to dig a tunnel under the mountains; it is to be done in 2030.";
    let loan = "Norlund lent Belmoria three billion crowns in 2015 for a railway across the mountains.";
    let council =
        "The three states of the Onder Valley set up a water council in 2014, which decides how much each may take.";
    let place = Place::new();
    for (asked, picks) in [
        ("/country Arvania", &[refusal, observer, tunnel][..]),
        ("/country Avrania", &[refusal, observer, tunnel]),
        ("/compare Arvania, Belmoria", &[refusal, observer, tunnel, loan]),
        ("/timeline Arvania", &[refusal, observer, council, tunnel]),
        // The proof is numbered first, then the questions.
        ("/about Belmoria", &[loan, loan, tunnel]),
    ] {
        for (at, answer) in picks.iter().enumerate() {
            let said = chat(&place, &[], &lines(&[asked, &(at + 1).to_string()]));
            let [reply, picked] = said.as_slice() else { unreachable!("two replies") };
            check_numbers(reply);
            let unwrapped = picked.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(unwrapped.starts_with(answer), "{asked}, {}: {picked}", at + 1);
        }
        let beyond = (picks.len() + 1).to_string();
        let said = chat(&place, &[], &lines(&[asked, &beyond, "0"]));
        let refused: Vec<&String> = said.iter().filter(|said| said.starts_with("Nothing is offered under ")).collect();
        assert_eq!(refused.len(), 2, "{asked}: {said:?}");
    }
}

/// The ids of the profiles that are shipped.
fn shipped_profiles() -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge/profiles");
    let files = super::names(&folder);
    files.iter().filter_map(|file| file.strip_suffix(".toml")).map(str::to_owned).collect()
}

#[test]
fn every_number_over_the_shipped_knowledge_has_its_proof() {
    let ids = shipped_profiles();
    let mut asked: Vec<String> = Vec::new();
    for id in &ids {
        asked.extend(["country", "about", "timeline"].map(|command| format!("/{command} {id}")));
    }
    let states = ["kazakhstan", "kyrgyzstan", "tajikistan", "turkmenistan", "uzbekistan", "russia", "china"];
    for (at, one) in states.iter().enumerate() {
        asked.extend(states.iter().skip(at + 1).map(|other| format!("/compare {one}, {other}")));
    }
    let knowledge = concat!(env!("CARGO_MANIFEST_DIR"), "/knowledge");
    let said = chat(&Place::empty(), &["--knowledge", knowledge], &asked);
    let mut proven = BTreeSet::new();
    for (asked, said) in asked.iter().zip(&said) {
        check_numbers(said);
        if said.contains("\nProof\n") {
            proven.insert(asked.as_str());
        }
    }
    let unproven: Vec<&String> = asked.iter().filter(|asked| !proven.contains(asked.as_str())).collect();
    let timelines = unproven.iter().all(|asked| asked.starts_with("/timeline "));
    assert!(timelines, "every summary and every comparison is proven; only a timeline may be empty: {unproven:?}");
}
