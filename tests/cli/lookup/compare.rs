//! `compare`: two summaries side by side.

use super::{check_numbers, found, misuse, nothing};
use crate::cli::Place;
use snapbox::{assert_data_eq, str};

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
