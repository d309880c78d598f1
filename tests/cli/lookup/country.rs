//! `country`: a state in summary.

use super::{found, nothing};
use crate::cli::Place;
use snapbox::{assert_data_eq, str};

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
fn a_whole_summary_says_which_topics_can_be_had_alone() {
    let place = Place::new();
    let remark = "`--topic` shows one of its topics alone: overview, economy\n";
    assert_eq!(place.run(&["country", "Arvania"]).err, remark);
    assert_eq!(place.run(&["country", "Arvania", "--topic", "economy"]).err, "");
    assert_eq!(place.run(&["country", "Kestovia"]).err, "", "it has no summary");
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
