//! `country`, `compare`, `timeline` and `about`: what is asked by name, with its proof.

mod about;
mod chat;
mod compare;
mod country;
mod name;
mod shipped;
mod timeline;

use super::Place;

/// A run that found something; every number in it is proven.
#[track_caller]
fn found(args: &[&str]) -> String {
    let out = Place::new().run(&[args, &["-q"]].concat()).done();
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
