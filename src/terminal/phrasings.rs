//! `chaikhana eval --phrasings`: the engine on bare phrasings of a public set.

use super::bar::{progress, waiting};
use super::counted::counted;
use super::given::text;
use super::output::Output;
use super::table::{percent, table};
use super::{Desk, Exit, refuse};
use crate::app::{CALIBRATION_STEPS, Labelled, PhrasingFigures, Stage, labelled, measure_phrasings};
use std::io::{self, Write as _};
use std::path::Path;

pub(super) fn run(
    desk: &Desk<'_>,
    phrasings: &Path,
    questions: &Path,
    json: bool,
    out: &mut Output,
) -> io::Result<Exit> {
    let sets = read(phrasings).and_then(|phrasings| Ok((phrasings, read(questions)?)));
    let (phrasings, questions) = match sets {
        Ok(sets) => sets,
        Err(why) => return refuse(out, Exit::Misuse, why),
    };
    let training = waiting(&format!("training on {}", counted(phrasings.len(), "phrasing", "phrasings")), out.quiet);
    let calibration = progress(CALIBRATION_STEPS, "steps of calibration", out.quiet);
    let asking = progress(questions.len(), "questions", out.quiet);
    let figures = measure_phrasings(&phrasings, &questions, desk.config.answers, |stage| match stage {
        Stage::Training => training.tick(),
        Stage::Calibrated => {
            training.finish_and_clear();
            calibration.inc(1);
        }
        Stage::Asked => {
            calibration.finish_and_clear();
            asking.inc(1);
        }
    });
    asking.finish_and_clear();
    match figures {
        Err(why) => return refuse(out, Exit::Misuse, why),
        Ok(figures) if json => writeln!(out.out, "{}", serde_json::json!(figures))?,
        Ok(figures) => write!(out.out, "{}", render(&figures))?,
    }
    out.out.flush()?;
    Ok(Exit::Done)
}

fn read(file: &Path) -> Result<Vec<Labelled>, String> {
    labelled(&text(file)?).map_err(|why| format!("`{}` is not right: {why}", file.display()))
}

/// A share, or a dash where there is nothing to take it of.
fn rate(share: Option<f64>) -> String {
    share.map_or("–".to_owned(), percent)
}

fn render(figures: &PhrasingFigures) -> String {
    let PhrasingFigures { phrasings, categories, in_scope, out_of_scope, .. } = figures;
    let rows = [
        ("right first", rate(figures.hit1)),
        ("in the first three", rate(figures.hit3)),
        ("AUROC, in scope against out of it", rate(figures.auroc)),
        ("in scope answered right, own threshold", rate(figures.answered_right)),
        ("out of scope refused, own threshold", rate(figures.refused)),
        ("build", format!("{:.0} ms", figures.build_ms)),
        ("calibration", format!("{:.0} ms", figures.calibrate_ms)),
        ("memory", figures.memory_mib.map_or("unknown".to_owned(), |mib| format!("{mib:.0} MiB"))),
        ("scoring alone, median", format!("{:.0} µs", figures.score_us_p50)),
        ("a question, median", format!("{:.0} µs", figures.ask_us_p50)),
        ("a question, 99th percentile", format!("{:.0} µs", figures.ask_us_p99)),
    ];
    let rows: Vec<Vec<String>> = rows.into_iter().map(|(name, value)| vec![name.to_owned(), value]).collect();
    format!(
        "{} of {}; {} in scope, {out_of_scope} out of it\n\n{}",
        counted(*phrasings, "phrasing", "phrasings"),
        counted(*categories, "category", "categories"),
        counted(*in_scope, "question", "questions"),
        table(&["figure", "value"], &rows)
    )
}
