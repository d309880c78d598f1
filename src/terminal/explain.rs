//! `--explain`: how a decision came about.

use super::table::table;
use crate::app::{Candidate, Explanation, Gate, Signals, Why};
use std::fmt::Write;

/// How many candidates are shown.
const SHOWN: usize = 8;

/// Draws an explanation.
pub(super) fn render(explanation: &Explanation) -> String {
    let decision = &explanation.decision;
    let mut text = String::from("How this came about\n");
    let named: Vec<String> = decision
        .entities
        .iter()
        .map(|mention| {
            let ids: Vec<&str> = mention.entities.iter().map(crate::knowledge::EntityId::as_str).collect();
            format!("\"{}\" = {}", mention.text, ids.join(" or "))
        })
        .collect();
    row(&mut text, "entities", &named.join(", "));
    let repairs: Vec<String> =
        decision.repairs.iter().map(|r| format!("\"{}\" read as \"{}\"", r.from, r.to)).collect();
    row(&mut text, "repairs", &repairs.join(", "));
    let mut carried: Vec<&str> = decision.carried.iter().map(crate::knowledge::EntityId::as_str).collect();
    if decision.repeats {
        carried.push("the words of the question before");
    }
    row(&mut text, "carried over", &carried.join(", "));
    let terms: Vec<String> = explanation.terms.iter().map(|(term, weight)| format!("{term} {weight:.1}")).collect();
    row(&mut text, "terms, weights", &terms.join(", "));
    let settings = explanation.settings;
    row(
        &mut text,
        "thresholds",
        &format!("answer from {:.2}, offer from {:.2}", settings.answer_at, settings.offer_at),
    );
    if let Some(why) = &explanation.why {
        text.push_str(&reasons(why));
    }
    text.push('\n');
    let rows: Vec<Vec<String>> = explanation.candidates.iter().take(SHOWN).map(candidate).collect();
    text.push_str(&table(&["candidate", "score", "side", "plain", "filled", "against", "confidence", "gate"], &rows));
    text
}

/// What adds less to a side is not worth reading.
const LITTLE: f64 = 0.005;

/// What spoke for the best candidate.
fn reasons(why: &Why) -> String {
    let mut text = format!("\nWhat speaks for {}\n", why.entry);
    let terms = why.terms.iter().filter(|(_, adds)| adds.abs() >= LITTLE);
    let terms: Vec<String> = terms.map(|(term, adds)| format!("{term} {adds:+.2}")).collect();
    row(&mut text, "words", &terms.join(", "));
    let Why { pairs, letters, meaning, .. } = why;
    row(&mut text, "besides", &format!("neighbours {pairs:+.2}, letters {letters:+.2}, meaning {meaning:+.2}"));
    let joined: Vec<String> =
        why.joined.iter().map(|(asked, known, near)| format!("{asked} ~ {known} {near:.2}")).collect();
    row(&mut text, "near in meaning", &joined.join(", "));
    text
}

fn row(text: &mut String, name: &str, value: &str) {
    let value = if value.is_empty() { "none" } else { value };
    let _ = writeln!(text, "  {name:<15} {value}");
}

/// What speaks against a candidate, in words.
fn against(signals: Signals) -> String {
    let flags = [
        (signals.strange_year, "strange year"),
        (signals.no_amount, "no amount"),
        (signals.missed.max(0.0), "near miss nearer"),
    ];
    let words: Vec<&str> = flags.iter().filter(|(flag, _)| *flag > 0.0).map(|(_, word)| *word).collect();
    words.join(", ")
}

fn candidate(candidate: &Candidate) -> Vec<String> {
    let signals = candidate.signals;
    let gate = match &candidate.gate {
        None => "open".to_owned(),
        Some(Gate::Entity(id)) => format!("not about {id}"),
        Some(Gate::NearMiss) => "near miss".to_owned(),
    };
    vec![
        candidate.entry.to_string(),
        format!("{:.2}", candidate.score),
        format!("{:.2}", signals.side),
        format!("{:.2}", signals.plain),
        format!("{:.2}", signals.filled),
        against(signals),
        format!("{:.2}", candidate.confidence),
        gate,
    ]
}
