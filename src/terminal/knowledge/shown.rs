//! What an edit would come to, as lines: a pure function to text, with colour codes that a pipe strips.

use super::publish::Shows;
use crate::app::{Consequence, Fate, Flip, Gated, Given, Outdated, Proposal, Turn};
use crate::knowledge::edit::Changed;
use crate::knowledge::{EntryId, Problem, shown_lines};
use crate::terminal::counted::counted;
use crate::terminal::page::{BOLD, DIM};
use crate::terminal::render::{Marks, render};
use anstyle::{AnsiColor, Style};
use std::fmt::Write;

/// How many questions that get something else are shown; the worst stand first.
const FLIPS: usize = 20;
const ADDED: Style = AnsiColor::Green.on_default();
const REMOVED: Style = AnsiColor::Red.on_default();

/// The change, what people will see, the questions that get something else where answers can be `compared`, new
/// warnings, and what leans on it; `all` also lists the questions that are as well off as before.
pub(super) fn proposal(proposal: &Proposal, shows: Shows<'_>, compared: bool, width: usize, all: bool) -> String {
    let mut text = match shows {
        Shows::Move(entry, to) => moved(&proposal.changed, entry, to),
        Shows::Lines | Shows::Entries => diff(&proposal.diff),
    };
    for (entry, reply) in proposal.previews.iter().filter(|_| matches!(shows, Shows::Entries)) {
        let _ = writeln!(text, "\n{BOLD}`{entry}` as people will see it{BOLD:#}\n");
        match reply {
            Some(reply) => text.push_str(&render(reply, width, Marks::Dashes)),
            None => text.push_str("It is retired and answers nothing.\n"),
        }
    }
    text.push('\n');
    if compared {
        text.push_str(&gated(&proposal.gated, width, all));
    }
    for Problem { message, remedy, file, .. } in &proposal.warnings {
        item(&mut text, &format!("warning in {file}: {message}; {remedy}"), width);
    }
    text.push_str(&leaning(&proposal.consequences, width));
    text
}

/// From where an entry moves to which file.
fn moved(changed: &[Changed], entry: &EntryId, to: &str) -> String {
    let from = changed.iter().find(|one| one.path != to).map_or("", |one| one.path.as_str());
    let is_new = changed.iter().any(|one| one.path == to && one.before.is_none());
    let goes = changed.iter().any(|one| one.path == from && one.after.is_none());
    let is_new = if is_new { ", which is new" } else { "" };
    let goes = if goes { format!("; `{from}` holds nothing else and goes") } else { String::new() };
    format!("`{entry}` moves from `{from}` to `{to}`{is_new}{goes}\n")
}

/// A unified diff in colour.
pub(super) fn diff(diff: &str) -> String {
    let mut text = String::new();
    for line in diff.lines() {
        let style = match line.chars().next() {
            _ if line.starts_with("+++") || line.starts_with("---") => BOLD,
            Some('+') => ADDED,
            Some('-') => REMOVED,
            Some('@') => DIM,
            _ => Style::new(),
        };
        let _ = writeln!(text, "{style}{}{style:#}", shown_lines(line));
    }
    text
}

/// The questions that get something else, the worst first.
fn gated(gated: &Gated, width: usize, all: bool) -> String {
    let asked = counted(gated.asked, "question", "questions");
    if gated.flips.is_empty() {
        return format!("{asked} asked; none gets anything else\n");
    }
    let (listed, even): (Vec<&Flip>, Vec<&Flip>) = gated.flips.iter().partition(|flip| all || !flip.is_even());
    let mut text = match listed.len() {
        0 => format!("{asked} asked; none gets better or worse\n"),
        some => format!("{asked} asked; {some} of them would get something else:\n"),
    };
    for flip in listed.iter().take(FLIPS) {
        item(&mut text, &turned(flip), width);
    }
    if let Some(more) = listed.len().checked_sub(FLIPS).filter(|more| *more > 0) {
        item(&mut text, &format!("and {more} more"), width);
    }
    if !even.is_empty() {
        let them = counted(even.len(), "other", "others");
        item(
            &mut text,
            &format!("{them} would be offered something else, no better and no worse; `-v` lists them"),
            width,
        );
    }
    for (entry, count) in gated.taken() {
        let them = counted(count, "question", "questions");
        item(&mut text, &format!("in all, this would take {them} from `{entry}`"), width);
    }
    text
}

fn turned(flip: &Flip) -> String {
    let word = match flip.turn {
        Turn::Lost => "lost",
        Turn::Missed => "new, and not right",
        Turn::Other => "other",
        Turn::Won => "won",
    };
    let question = match &flip.previous {
        Some(previous) => format!("\"{}\" behind \"{previous}\"", flip.question),
        None => format!("\"{}\"", flip.question),
    };
    let should = match (&flip.expected, flip.turn) {
        (_, Turn::Won) => String::new(),
        (Some(entry), _) => format!("; it should get `{entry}`"),
        (None, _) => "; it should get nothing".to_owned(),
    };
    let reason = match flip.uncovered.as_slice() {
        [] => String::new(),
        names => format!(", since the sources do not cover {}", names.join(" and ")),
    };
    format!("{word}: {question} gets {}, would get {}{reason}{should}", given(&flip.from), given(&flip.to))
}

fn given(given: &Given) -> String {
    match given {
        Given::Answer(entry) => format!("`{entry}`"),
        Given::Choices(entries) => format!("the choices {}", ids(entries)),
        Given::Nothing => "nothing".to_owned(),
    }
}

/// What leans on entries that change.
pub(super) fn leaning(consequences: &[Consequence], width: usize) -> String {
    let mut text = String::new();
    for leaning in consequences {
        let fate = match leaning.fate {
            Fate::Changed => "says something else",
            Fate::Retired => "answers no more",
            Fate::Gone => "goes",
        };
        let _ = writeln!(text, "`{}` {fate}; look after what leans on it:", leaning.entry);
        for resting in &leaning.sentences {
            let place = format!("profile {}, {}", resting.entity, resting.topic.as_str());
            item(&mut text, &format!("{place}: \"{}\"", resting.sentence), width);
        }
        if !leaning.see_also.is_empty() {
            item(&mut text, &format!("`see_also` of {}", ids(&leaning.see_also)), width);
        }
        if !leaning.chain.is_empty() {
            item(&mut text, &format!("earlier or later states: {}", ids(&leaning.chain)), width);
        }
        for question in &leaning.guard {
            item(&mut text, &format!("guard.toml asks \"{question}\""), width);
        }
    }
    text
}

/// Sentences of profiles that are older than what proves them.
pub(super) fn outdated(outdated: &[Outdated], width: usize) -> String {
    let mut text = String::new();
    for Outdated { resting, entries } in outdated {
        let say = if entries.len() == 1 { "says" } else { "say" };
        let _ = writeln!(
            text,
            "profile {}, {}: {} {say} something else since this sentence was written",
            resting.entity,
            resting.topic.as_str(),
            ids(entries)
        );
        item(&mut text, &resting.sentence, width);
    }
    text
}

fn ids(ids: &[EntryId]) -> String {
    ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ")
}

/// One thing of a list. What others wrote must not steer the terminal.
pub(super) fn item(text: &mut String, what: &str, width: usize) {
    let options = textwrap::Options::new(width).initial_indent("  - ").subsequent_indent("    ");
    let options = options.break_words(false).word_splitter(textwrap::WordSplitter::NoHyphenation);
    let _ = writeln!(text, "{}", textwrap::fill(&shown_lines(what), options));
}

#[cfg(test)]
mod tests {
    use super::gated;
    use crate::app::{Flip, Gated, Given, Turn};
    use crate::knowledge::EntryId;

    #[test]
    fn what_is_no_better_and_no_worse_stands_in_one_line() {
        let id = |id: &str| EntryId::parse(id).unwrap();
        let offered = |ids: &[&str]| Given::Choices(ids.iter().map(|one| id(one)).collect());
        let flip = |question: &str, from: Given, to: Given, turn: Turn| Flip {
            question: question.to_owned(),
            previous: None,
            from,
            to,
            expected: Some(id("tea")),
            guard: false,
            turn,
            uncovered: Vec::new(),
        };
        let even = || flip("a cup?", offered(&["tea", "rice"]), offered(&["tea"]), Turn::Other);
        let lost = flip("tea?", Given::Answer(id("tea")), Given::Nothing, Turn::Lost);
        let worse = flip("cups?", offered(&["tea"]), Given::Nothing, Turn::Other);
        let told = Gated { asked: 9, flips: vec![lost, worse, even(), even()] };
        let lines = "9 questions asked; 2 of them would get something else:
  - lost: \"tea?\" gets `tea`, would get nothing; it should get `tea`
  - other: \"cups?\" gets the choices `tea`, would get nothing; it should get `tea`
  - 2 others would be offered something else, no better and no worse; `-v` lists them
  - in all, this would take 1 question from `tea`
";
        assert_eq!(gated(&told, 100, false), lines);
        assert_eq!(gated(&told, 100, true).matches("a cup?").count(), 2);
        let quiet = Gated { asked: 9, flips: vec![even()] };
        assert!(gated(&quiet, 100, false).starts_with("9 questions asked; none gets better or worse\n  - 1 other "));
    }
}
