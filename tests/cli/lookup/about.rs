//! `about`: the questions that are answered about a name.

#![expect(clippy::needless_raw_string_hashes, reason = "snapbox writes golden texts so")]

use super::found;
use crate::cli::{Place, Said};
use snapbox::{assert_data_eq, str};

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

No answer here is about Norlund. These questions come nearest:
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
fn about_one_that_is_not_covered_says_so_first() {
    let place = Place::new();
    let text = place.read("knowledge/topics/loans.toml");
    let named = text.replacen("mentions = [\"norlund\"]", "mentions = [\"norlund\", \"zubrovka\"]", 1);
    place.write("knowledge/topics/loans.toml", &named);
    for command in ["about", "country"] {
        let Said { code, out, err } = place.run(&[command, "Zubrovka"]);
        assert_eq!((code, err.as_str()), (1, ""), "as `ask` ends for what is not covered: {out}");
        let said = "Zubrovka\n\nThe sources here do not cover Zubrovka. This question comes nearest:\n  - How much";
        assert!(out.starts_with(said), "{out}");
    }
}
