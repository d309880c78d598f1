//! `chaikhana check`: every problem of the knowledge files, with its place and its remedy.

use super::args::Check;
use super::counted::counted;
use super::output::Output;
use super::written::write;
use super::{Desk, Exit, refuse};
use crate::app::{self, Checked};
use crate::knowledge::{File, Problem, Severity, not_normal};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use std::io::{self, Write};

/// How many problems are drawn: nobody mends more at once, and drawing them costs more than finding them.
const SHOWN: usize = 100;

pub(super) fn run(desk: &Desk<'_>, args: &Check, out: &mut Output) -> io::Result<Exit> {
    if args.fix && !fix(desk, out)? {
        return Ok(Exit::Unusable);
    }
    let checked = match app::check(&desk.folder, &desk.config.checks) {
        Ok(checked) => checked,
        Err(error) => return refuse(out, Exit::Unusable, error),
    };
    let mut problems: Vec<Problem> = checked.problems.clone().into_iter().collect();
    problems.extend(not_normal(&checked.files));
    draw_all(&problems, &checked.files, out)?;
    let count = |severity| problems.iter().filter(|p| p.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    writeln!(out.out, "{}", summary(&checked, errors, warnings))?;
    out.out.flush()?;
    let failed = errors > 0 || (args.strict && warnings > 0);
    Ok(if failed { Exit::No } else { Exit::Done })
}

/// Draws problems with their places, the first hundred of them.
pub(super) fn draw_all(problems: &[Problem], files: &[File], out: &mut Output) -> io::Result<()> {
    let renderer = Renderer::styled().decor_style(DecorStyle::Ascii).term_width(out.width);
    for problem in problems.iter().take(SHOWN) {
        writeln!(out.out, "{}\n", draw(&renderer, problem, files))?;
    }
    if let Some(more) = problems.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        writeln!(out.out, "and {}\n", counted(more, "more problem", "more problems"))?;
    }
    Ok(())
}

/// Restores the normal form; false where a file could not be written.
fn fix(desk: &Desk<'_>, out: &mut Output) -> io::Result<bool> {
    let fixes = match app::fixes(&desk.folder) {
        Ok(fixes) => fixes,
        Err(error) => {
            out.complain(&error.to_string())?;
            return Ok(false);
        }
    };
    if let Err(why) = write(desk, &fixes, "restores the normal form") {
        out.complain(&why)?;
        return Ok(false);
    }
    for fixed in &fixes {
        out.remark(&format!("restored the normal form of {}", fixed.path))?;
    }
    Ok(true)
}

/// One problem as a compiler would show it.
fn draw(renderer: &Renderer, problem: &Problem, files: &[File]) -> String {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(problem.message.as_str()).id(problem.check);
    let help = Level::HELP.message(problem.remedy.as_str());
    let text = files.iter().find(|file| file.path == problem.file).map_or("", |file| file.text.as_str());
    let group = match &problem.span {
        Some(span) => {
            let mark = AnnotationKind::Primary.span(span.clone());
            title.element(Snippet::source(text).path(problem.file.as_str()).annotation(mark))
        }
        None => title.element(Origin::path(problem.file.as_str())),
    };
    renderer.render(&[group.element(help)])
}

fn summary(checked: &Checked, errors: usize, warnings: usize) -> String {
    let files = counted(checked.files.len(), "file", "files");
    if errors + warnings > 0 {
        let errors = counted(errors, "error", "errors");
        return format!("{files} checked: {errors}, {}", counted(warnings, "warning", "warnings"));
    }
    let Some(knowledge) = &checked.knowledge else {
        return format!("{files} checked");
    };
    let entries = knowledge.entries.len();
    let phrasings: usize = knowledge.entries.iter().map(|entry| entry.questions.len()).sum();
    let quotes: usize = knowledge.entries.iter().map(|entry| entry.quotes.len()).sum();
    format!(
        "{files} checked: {}, {}, {}, all proven; no problems",
        counted(entries, "entry", "entries"),
        counted(phrasings, "phrasing", "phrasings"),
        counted(quotes, "quote", "quotes"),
    )
}
