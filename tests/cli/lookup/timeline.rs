//! `timeline`: dated things in order.

use super::{found, misuse, nothing};
use snapbox::{assert_data_eq, str};

/// The rows of a timeline: date, then text with the numbers taken away.
fn rows(out: &str) -> Vec<(&str, &str)> {
    let body = out.split("\n\n").nth(1).unwrap_or_default();
    body.lines().filter_map(|line| line.trim().split_once("  ")).map(|(date, text)| (date, text.trim())).collect()
}

/// The dates of the rows of a timeline.
fn dates(args: &[&str]) -> Vec<String> {
    rows(&found(args)).into_iter().map(|(date, _)| date.to_owned()).collect()
}

/// A text without the numbers of its proof.
fn numberless(text: &str) -> String {
    text.split('[').next().unwrap_or_default().trim_end().to_owned()
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
        &["timeline", "--from", "2012-02", "--to", "2012-01"],
        "Nothing lies between February 2012 and January 2012. Please give the earlier date first.",
    );
    nothing(&["timeline", "--about", "Zubrovka"], "Nothing here is dated for Zubrovka. Please name another, or none.");
}

#[test]
fn a_bad_date_says_the_form() {
    for bad in ["summer", "91", "2019-13", "2019-02-30", "2019-5", ""] {
        misuse(&["timeline", "--from", bad], &["write a date as 1991, 1991-08 or 1991-08-31", "--from"]);
        misuse(&["timeline", "--to", bad], &["write a date as 1991, 1991-08 or 1991-08-31", "--to"]);
    }
}
