//! An explanation: what was recognised, what was read as what, what came near and what shut it out.

use super::drawn::{CARD, Card, Drawn};
use super::markup::{length, plain, plain_cut};
use crate::app::{Candidate, Explanation, Gate};
use crate::knowledge::Knowledge;

/// How many candidates are shown.
const SHOWN: usize = 6;
/// Words that add less to a decision are not worth reading.
const LITTLE: f64 = 0.05;
/// How many words are shown.
const WORDS: usize = 8;

/// Draws how a decision came about.
pub(in crate::discord) fn explained(knowledge: &Knowledge, question: &str, explanation: &Explanation) -> Drawn {
    let mut body = String::new();
    let mut line = |name: &str, value: String| {
        let line = format!("**{name}:** {value}\n");
        if !value.is_empty() && length(&body) + length(&line) <= CARD {
            body.push_str(&line);
        }
    };
    let decision = &explanation.decision;
    let named = decision.entities.iter().map(|mention| {
        let names: Vec<&str> = mention.entities.iter().map(|id| knowledge.name(id)).collect();
        format!("{} → {}", plain(&mention.text), plain(&names.join(" or ")))
    });
    line("Named", named.collect::<Vec<_>>().join("; "));
    let read = decision.repairs.iter().map(|repair| format!("{} → {}", plain(&repair.from), plain(&repair.to)));
    line("Read", read.collect::<Vec<_>>().join("; "));
    let carried = decision.carried.iter().map(|id| plain(knowledge.name(id)));
    let words = decision.repeats.then(|| "the words of the question before".to_owned());
    line("Taken over", carried.chain(words).collect::<Vec<_>>().join("; "));
    if let Some(why) = &explanation.why {
        let mut terms: Vec<&(String, f64)> = why.terms.iter().filter(|(_, adds)| adds.abs() >= LITTLE).collect();
        terms.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        let terms = terms.iter().take(WORDS).map(|(term, adds)| format!("{} {adds:+.2}", plain(term)));
        line("Words that counted", terms.collect::<Vec<_>>().join(", "));
        let joined = why.joined.iter().map(|(one, other, near)| format!("{} ≈ {} {near:.2}", plain(one), plain(other)));
        line("Near in meaning", joined.collect::<Vec<_>>().join(", "));
    }
    let settings = explanation.settings;
    line("Thresholds", format!("answer from {:.2}, offer from {:.2}", settings.answer_at, settings.offer_at));
    let near = explanation.candidates.iter().take(SHOWN).map(|one| format!("\n- {}", candidate(knowledge, one)));
    line("What came near", near.collect());
    let content = format!("How \u{201c}{}\u{201d} was answered", plain_cut(question, 300));
    Drawn { content, cards: vec![Card { body: body.trim_end().to_owned(), ..Card::default() }], rows: Vec::new() }
}

fn candidate(knowledge: &Knowledge, candidate: &Candidate) -> String {
    let gate = match &candidate.gate {
        None => String::new(),
        Some(Gate::Entity(id)) => format!(", shut out: not about {}", plain(knowledge.name(id))),
        Some(Gate::NearMiss) => ", shut out: asks something close that is not known".to_owned(),
    };
    format!("`{}` {:.0}%{gate}", candidate.entry, candidate.confidence * 100.0)
}
