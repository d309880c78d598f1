//! `chaikhana coverage`: how much of each source the entries touch and quote.

use super::args::Coverage;
use super::given::optional_text;
use super::output::Output;
use super::table::{percent, table};
use super::{Desk, Exit, refuse};
use crate::app::{self, SourceCoverage};
use std::fmt::Write as _;
use std::io::{self, Write as _};

pub(super) fn run(desk: &Desk<'_>, args: &Coverage, out: &mut Output) -> io::Result<Exit> {
    let text = match optional_text(args.text.as_deref()) {
        Ok(text) => text,
        Err(why) => return refuse(out, Exit::Misuse, why),
    };
    let app = match desk.app() {
        Ok(app) => app,
        Err(error) => return refuse(out, Exit::Unusable, error),
    };
    let covered = match app::coverage(&app.knowledge(), text.as_deref()) {
        Ok(covered) => covered,
        Err(error) => return refuse(out, Exit::Misuse, error),
    };
    for (at, source) in covered.iter().enumerate() {
        if at > 0 {
            writeln!(out.out)?;
        }
        write!(out.out, "{}", render(source, out.width))?;
    }
    out.out.flush()?;
    Ok(Exit::Done)
}

fn render(source: &SourceCoverage, width: usize) -> String {
    let coverage = &source.coverage;
    let mut text = format!("{}: {}\n\n", source.source, source.title);
    let rows: Vec<Vec<String>> = coverage
        .sections
        .iter()
        .map(|section| {
            let title = if section.title.is_empty() { "(before the first heading)" } else { &section.title };
            vec![
                shortened(title, width.saturating_sub(48)),
                section.sentences.to_string(),
                section.touched.to_string(),
                section.skipped.len().to_string(),
                section.open.len().to_string(),
                percent(share(section.touched + section.skipped.len(), section.sentences)),
            ]
        })
        .collect();
    text.push_str(&table(&["section", "sentences", "touched", "skipped", "open", "covered"], &rows));
    let open: Vec<usize> = coverage.open().collect();
    text.push('\n');
    if open.is_empty() {
        text.push_str("Every sentence is touched by a quote or skipped with a reason.\n");
    } else if source.sentences.is_empty() {
        let numbers: Vec<String> = open.iter().map(ToString::to_string).collect();
        text.push_str(&textwrap::fill(&format!("Open sentences: {}", numbers.join(", ")), width));
        text.push('\n');
    } else {
        text.push_str("Open sentences:\n");
        for number in open {
            let sentence = source.sentences.get(&number).map_or("", String::as_str);
            let options = textwrap::Options::new(width).subsequent_indent("      ");
            text.push_str(&textwrap::fill(&format!("{number:>4}  {sentence}"), options));
            text.push('\n');
        }
    }
    let _ = writeln!(
        text,
        "Quoted: {} of {} words, {} (budget {}).",
        coverage.quoted_words,
        coverage.body_words,
        percent(coverage.quoted_share()),
        percent(source.budget)
    );
    text
}

fn shortened(title: &str, most: usize) -> String {
    if title.chars().count() <= most {
        return title.to_owned();
    }
    let kept: String = title.chars().take(most.saturating_sub(3)).collect();
    format!("{}...", kept.trim_end())
}

#[expect(clippy::cast_precision_loss, reason = "sentences are far fewer than 2^52")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}
