//! What every message must keep to: Discord's limits, proof for every number, and nothing that pings or links.

use super::drawn::Drawn;
use super::markup::length;
use serde_json::Value;
use std::collections::BTreeSet;

/// Fails where a message breaks a rule; `what` says which one it is.
#[track_caller]
pub(in crate::discord) fn sound(what: &str, drawn: &Drawn) {
    within_limits(what, drawn);
    let cards: String = drawn.cards.iter().map(|card| card.body.as_str()).collect();
    proven(what, &drawn.content, &cards);
}

/// The same without the proof: a page that explains the numbers has none.
#[track_caller]
pub(in crate::discord) fn within_limits(what: &str, drawn: &Drawn) {
    let sent = serde_json::to_value(drawn.response()).unwrap();
    let content = sent["content"].as_str().unwrap();
    assert!((1..=2_000).contains(&length(content)), "{what}: {} of 2000: {content}", length(content));
    let cards = sent["embeds"].as_array().unwrap();
    assert_eq!(cards.len(), drawn.cards.len(), "{what}: a card does not fit");
    let text = |card: &Value| {
        let part = |text: &Value| text.as_str().unwrap_or("").to_owned();
        (part(&card["description"]), part(&card["footer"]["text"]))
    };
    let cards: Vec<(String, String)> = cards.iter().map(text).collect();
    assert!(cards.len() <= 10, "{what}: {} cards", cards.len());
    assert!(cards.iter().all(|(body, _)| (1..=4_096).contains(&length(body))), "{what}: a card's text");
    let all: usize = cards.iter().map(|(body, footer)| length(body) + length(footer)).sum();
    assert!(all <= 6_000, "{what}: all cards take {all}");
    components(what, &sent["components"]);
    harmless(what, content);
    for (body, _) in &cards {
        harmless(what, body);
    }
}

fn components(what: &str, rows: &Value) {
    let rows = rows.as_array().map_or(&[][..], Vec::as_slice);
    assert!(rows.len() <= 5, "{what}: {} rows", rows.len());
    let mut ids = BTreeSet::new();
    for part in rows.iter().flat_map(|row| row["components"].as_array().unwrap()) {
        let id = part["custom_id"].as_str().unwrap();
        assert!(length(id) <= 100 && ids.insert(id.to_owned()), "{what}: the id {id}");
        let Some(options) = part["options"].as_array() else {
            continue;
        };
        assert!((1..=25).contains(&options.len()), "{what}: {} options", options.len());
        let mut values = BTreeSet::new();
        for option in options {
            let (label, value) = (option["label"].as_str().unwrap(), option["value"].as_str().unwrap());
            assert!((1..=100).contains(&length(label)), "{what}: the label {label}");
            assert!((1..=100).contains(&length(value)) && values.insert(value), "{what}: the value {value}");
        }
        assert!(length(part["placeholder"].as_str().unwrap()) <= 150, "{what}: the placeholder");
    }
}

/// Nothing pings, and no address stands outside of a link of ours.
fn harmless(what: &str, text: &str) {
    for ping in ["@everyone", "@here", "<@", "<#", "<t:"] {
        let bare = text.match_indices(ping).any(|(at, _)| !before(text, at).ends_with('\\'));
        assert!(!bare, "{what}: {ping} in {text}");
    }
    for (at, _) in text.match_indices("://") {
        let before = before(text, at).trim_end_matches("https").trim_end_matches("http");
        assert!(before.ends_with("](") || before.ends_with('\\'), "{what}: a bare address in {text}");
    }
}

fn before(text: &str, at: usize) -> &str {
    text.split_at(at).0
}

/// Every number in the text stands before quotes in a card.
fn proven(what: &str, content: &str, cards: &str) {
    for number in content.split('[').skip(1).filter_map(|rest| rest.split_once(']')).map(|(number, _)| number) {
        if number.chars().all(|sign| sign.is_ascii_digit()) {
            let mark = format!("**[{number}]**");
            assert!(cards.contains(&mark), "{what}: no proof for {number}");
        }
    }
}
