//! The figures of labelled questions: as tables, and as JSON.

use crate::app::{Band, Confusion, Evaluation, Miss, Tally, Verdict};
use crate::knowledge::shown;
use crate::terminal::args::Eval;
use crate::terminal::table::{percent, table};
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write as _;

pub(super) fn render(figures: &Evaluation, args: &Eval) -> String {
    let (answerable, unanswerable) = figures.totals();
    let mut text = format!("{} questions\n", answerable.total() + unanswerable.total());
    if answerable.total() > 0 {
        text.push_str("\nThat an entry answers\n");
        let head = ["group", "questions", "right", "offered", "misoffered", "refused", "wrong", "wrong country"];
        text.push_str(&table(&head, &rows(&figures.answerable, answerable, answerable_row)));
    }
    if unanswerable.total() > 0 {
        text.push_str("\nThat nothing may answer\n");
        let head = ["group", "questions", "refused", "offered", "answered", "wrong country"];
        text.push_str(&table(&head, &rows(&figures.unanswerable, unanswerable, unanswerable_row)));
    }
    if !figures.styles.is_empty() {
        text.push_str("\nBy style\n");
        let rows: Vec<Vec<String>> = figures.styles.iter().map(|(style, tally)| style_row(style, *tally)).collect();
        text.push_str(&table(&["style", "questions", "right", "choices", "nothing", "wrong"], &rows));
    }
    let bands = figures.calibration();
    if !bands.is_empty() {
        text.push_str("\nConfidence of outright answers\n");
        let rows: Vec<Vec<String>> = bands
            .iter()
            .map(|Band { from, to, answers, said, right }| {
                vec![format!("{from:.1} to {to:.1}"), answers.to_string(), percent(*said), percent(*right)]
            })
            .collect();
        text.push_str(&table(&["said", "answers", "mean said", "right"], &rows));
        let _ = writeln!(text, "expected calibration error {:.3}", figures.calibration_error());
    }
    if args.confusion {
        text.push_str(&confusion(&figures.confusion));
    }
    if args.misses {
        text.push_str("\nNot right\n");
        for Miss { verdict, question, expected, got } in &figures.misses {
            let verdict = name(*verdict);
            let _ = writeln!(text, "{verdict:<10} {}\n           expected {expected}, got {got}", shown(question));
        }
    }
    text
}

/// How many rows of confusion are worth reading.
const MOST: usize = 15;

fn confusion(confusion: &Confusion) -> String {
    let pairs = confusion.pairs().into_iter().take(MOST);
    let pairs: Vec<Vec<String>> = pairs
        .map(|(expected, got, count)| {
            let expected = expected.map_or("nothing".to_owned(), ToString::to_string);
            vec![expected, got.to_string(), count.to_string()]
        })
        .collect();
    let thieves = confusion.thieves().into_iter().take(MOST);
    let thieves: Vec<Vec<String>> = thieves.map(|(entry, count)| vec![entry.to_string(), count.to_string()]).collect();
    let mut text = "\nFirst in place of another\n".to_owned();
    text.push_str(&table(&["expected", "came first", "questions"], &pairs));
    text.push_str("\nEntries that came first most often in place of others\n");
    text.push_str(&table(&["entry", "questions"], &thieves));
    text
}

fn rows(groups: &BTreeMap<String, Tally>, all: Tally, row: fn(&str, Tally) -> Vec<String>) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = groups.iter().map(|(group, tally)| row(group, *tally)).collect();
    if groups.len() > 1 {
        rows.push(row("all", all));
    }
    rows
}

/// A name, how many questions, and the share of each count.
fn row(name: &str, tally: Tally, counts: &[usize]) -> Vec<String> {
    let shares = counts.iter().map(|count| percent(tally.share(*count)));
    [name.to_owned(), tally.total().to_string()].into_iter().chain(shares).collect()
}

fn answerable_row(group: &str, tally: Tally) -> Vec<String> {
    let counts = [tally.right, tally.offered, tally.misoffered, tally.refused, tally.wrong];
    row(group, tally, &counts).into_iter().chain([tally.wrong_country.to_string()]).collect()
}

fn unanswerable_row(group: &str, tally: Tally) -> Vec<String> {
    let counts = [tally.right, tally.misoffered, tally.wrong];
    row(group, tally, &counts).into_iter().chain([tally.wrong_country.to_string()]).collect()
}

fn style_row(style: &str, tally: Tally) -> Vec<String> {
    row(style, tally, &[tally.right, tally.offered + tally.misoffered, tally.refused, tally.wrong])
}

fn name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Right => "right",
        Verdict::Offered => "offered",
        Verdict::Misoffered => "misoffered",
        Verdict::Refused => "refused",
        Verdict::Wrong => "wrong",
    }
}

pub(super) fn to_json(figures: &Evaluation) -> serde_json::Value {
    let tally = |t: &Tally| {
        json!({
            "questions": t.total(), "right": t.right, "offered": t.offered, "misoffered": t.misoffered,
            "refused": t.refused, "wrong": t.wrong, "wrong_country": t.wrong_country,
        })
    };
    let groups = |map: &BTreeMap<String, Tally>| -> serde_json::Map<String, serde_json::Value> {
        map.iter().map(|(name, t)| (name.clone(), tally(t))).collect()
    };
    let (answerable, unanswerable) = figures.totals();
    let bands: Vec<serde_json::Value> = figures
        .calibration()
        .into_iter()
        .map(|Band { from, to, answers, said, right }| {
            json!({"from": from, "to": to, "answers": answers, "said": said, "right": right})
        })
        .collect();
    json!({
        "right_share": figures.right_share(),
        "answerable": tally(&answerable),
        "unanswerable": tally(&unanswerable),
        "groups": {"answerable": groups(&figures.answerable), "unanswerable": groups(&figures.unanswerable)},
        "styles": groups(&figures.styles),
        "calibration": bands,
        "calibration_error": figures.calibration_error(),
    })
}
