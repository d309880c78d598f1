//! Every lookup over the shipped knowledge.

use super::chat::chat;
use super::check_numbers;
use crate::cli::{Place, names};
use std::collections::BTreeSet;

/// The ids of the profiles that are shipped.
fn shipped_profiles() -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge/profiles");
    let files = names(&folder);
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
