//! Dates, and what may not lie after the source's publication.

use super::profiles::sentences;
use super::{Limits, Report};
use crate::knowledge::date::Date;
use crate::knowledge::draft::{Draft, Placed};
use crate::knowledge::raw::{self, Text};
use std::collections::BTreeMap;

pub(super) fn dates(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    let mut dates: Vec<(&str, &Text)> = Vec::new();
    for entry in &draft.entries {
        let raw = &entry.raw;
        dates.push((entry.file, &raw.as_of));
        dates.extend(raw.events.iter().map(|event| (entry.file, &event.date)));
        dates.extend(raw.review_by.iter().map(|date| (entry.file, date)));
        dates.extend(raw.retired.iter().map(|retired| (entry.file, &retired.on)));
    }
    for profile in &draft.profiles {
        dates.extend(sentences(&profile.raw).filter_map(|it| it.reviewed.as_ref()).map(|date| (profile.file, date)));
    }
    dates.extend(draft.sources.iter().map(|s| (s.file, &s.raw.published)));
    for (file, date) in dates {
        if Date::parse(date.get_ref()).is_none() {
            let message = format!("`{}` is not a date", date.get_ref());
            report.at(file, date, message, "write a year, `2021-04` or `2021-04-03`");
        }
    }
}

/// When the newest of the sources that an entry quotes appeared.
fn published(draft: &Draft<'_>, entry: &Placed<'_, raw::Entry>) -> Option<Date> {
    let dates: BTreeMap<&str, Date> = draft
        .sources
        .iter()
        .filter_map(|s| Some((s.raw.id.get_ref().as_str(), Date::parse(s.raw.published.get_ref())?)))
        .collect();
    let quoted = entry.raw.quotes.iter().filter_map(|q| dates.get(q.source.get_ref().as_str()));
    quoted.copied().max_by_key(|date| date.sort_key())
}

pub(super) fn as_of(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    for entry in &draft.entries {
        let Some((published, date)) = published(draft, entry).zip(Date::parse(entry.raw.as_of.get_ref())) else {
            continue;
        };
        if date.is_after(published) {
            let message = format!("`as_of` is {date}, but the source appeared in {published}");
            let remedy = "give the date of the source's statement";
            report.at(entry.file, &entry.raw.as_of, message, remedy);
        }
    }
}

pub(super) fn unplanned(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    for entry in &draft.entries {
        let Some(published) = published(draft, entry) else {
            continue;
        };
        for event in &entry.raw.events {
            let later = Date::parse(event.date.get_ref()).is_some_and(|date| date.is_after(published));
            if later && !event.planned {
                let message = format!("the event lies after the source's publication in {published}");
                let remedy = "add `planned = true`: the source could only foresee it";
                report.at(entry.file, &event.date, message, remedy);
            }
        }
    }
}
