//! What a chat would act on instead of showing it.

use super::text::{LINE, Stored, stored};
use super::{Limits, Report};
use crate::knowledge::draft::Draft;
use crate::knowledge::proof::Fingerprint;
use crate::knowledge::shown::is_hidden;

/// The signs, and what each is.
const TRAPS: &[(&str, &str)] = &[
    ("@everyone", "a mention"),
    ("@here", "a mention"),
    ("<@", "a mention"),
    ("<#", "a mention"),
    ("<:", "an emoji code"),
    ("<a:", "an emoji code"),
    ("<t:", "a timestamp code"),
    ("<id:", "a channel code"),
    ("</", "a command code"),
    ("mailto:", "a link"),
    ("://", "a link"),
    ("www.", "a link"),
    ("](", "a link"),
    ("discord.gg", "an invitation"),
    ("`", "code markup"),
    ("*", "markup"),
    ("__", "markup"),
    ("~~", "markup"),
    ("||", "markup"),
];

pub(super) fn markup(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    for Stored { file, text, .. } in stored(draft) {
        if let Some((trap, what)) = trap(text.get_ref()) {
            let message = format!("`{trap}` is {what} and would not be shown as text");
            report.at(file, text, message, "say it in words");
        }
    }
}

fn trap(text: &str) -> Option<(&'static str, &'static str)> {
    let is_here = |trap: &[u8], at: usize| {
        text.as_bytes().get(at..at + trap.len()).is_some_and(|here| here.eq_ignore_ascii_case(trap))
    };
    let found = text.bytes().enumerate().filter_map(|(at, sign)| {
        let first = Some(sign.to_ascii_lowercase());
        TRAPS.iter().position(|(trap, _)| trap.bytes().next() == first && is_here(trap.as_bytes(), at))
    });
    let inside = found.min().and_then(|at| TRAPS.get(at));
    let heads = [("#", "a heading"), (">", "quote markup"), ("-", "a list")];
    let leading = heads.into_iter().find(|(sign, _)| {
        text.lines().map(str::trim_start).any(|line| {
            let rest = line.trim_start_matches(['#', '>', '-']);
            line.starts_with(sign) && rest.len() < line.len() && rest.starts_with(' ')
        })
    });
    inside.copied().or(leading)
}

pub(super) fn addresses(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    for source in &draft.sources {
        let url = source.raw.url.iter().map(|url| (url, "https://", "an address"));
        let doi = source.raw.doi.iter().map(|doi| (doi, "10.", "an identifier"));
        for (text, start, what) in url.chain(doi) {
            let bad = |c: char| c.is_whitespace() || c.is_control() || "<>()[]`\"".contains(c);
            if !text.get_ref().starts_with(start) || text.get_ref().contains(bad) {
                let message = format!("`{}` is not {what} that can be shown as a link", text.get_ref());
                report.at(source.file, text, message, format!("begin it with `{start}`, without spaces or brackets"));
            }
        }
    }
}

/// Section titles come from the document and are shown in citations.
pub(super) fn titles(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    for source in &draft.sources {
        let print = draft.fingerprints.get(source.raw.id.get_ref().as_str());
        for section in print.into_iter().flat_map(Fingerprint::sections) {
            let title = section.title.as_str();
            let bad = title.chars().any(|c| is_hidden(c) || c.is_control()) || trap(title).is_some();
            if bad || title.chars().count() > LINE {
                let message = format!("the section title `{}` cannot be shown", title.escape_debug());
                let remedy = "clean the heading in the document, and take its fingerprint anew with `--replace`";
                report.at(source.file, &source.raw.id, message, remedy);
            }
        }
    }
}
