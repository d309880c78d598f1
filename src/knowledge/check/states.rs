//! Whether answer and quotes speak of the state that an entry is about: a wrong country is the worst answer.

use super::{Limits, Report};
use crate::knowledge::draft::{Draft, Placed};
use crate::knowledge::fold::{folded, names_phrase};
use crate::knowledge::raw;
use std::collections::BTreeSet;

/// A state of the region with its names, folded.
struct State<'d> {
    id: &'d str,
    names: Vec<String>,
}

/// The members of the regions of the lexicon; what stands for them (leaders, places) lends them its names.
fn states<'d>(draft: &'d Draft<'_>) -> Vec<State<'d>> {
    let members: BTreeSet<&str> =
        draft.entities.iter().flat_map(|entity| &entity.raw.members).map(|id| id.get_ref().as_str()).collect();
    members.into_iter().map(|id| State { id, names: names(draft, id) }).collect()
}

fn names(draft: &Draft<'_>, state: &str) -> Vec<String> {
    let stands_for = |entity: &raw::Entity| {
        let through = entity.part_of.iter().chain(&entity.leads);
        std::iter::once(&entity.id).chain(through).any(|id| id.get_ref() == state)
    };
    let entities = draft.entities.iter().map(|entity| &entity.raw).filter(|entity| stands_for(entity));
    let all = entities.flat_map(|entity| std::iter::once(&entity.name).chain(&entity.aliases));
    all.map(|name| folded(name.get_ref())).collect()
}

impl State<'_> {
    /// Whether a folded text names the state.
    fn is_named(&self, text: &str) -> bool {
        self.names.iter().any(|name| names_phrase(text, name))
    }
}

/// The states that an entry is about; none where it is about the region or about none of them.
fn about<'s, 'd>(states: &'s [State<'d>], entry: &Placed<'_, raw::Entry>) -> Vec<&'s State<'d>> {
    let ids: Vec<&str> = entry.raw.about.iter().map(|id| id.get_ref().as_str()).collect();
    states.iter().filter(|state| ids.contains(&state.id)).collect()
}

pub(super) fn other_state(draft: &Draft<'_>, _: &Limits, report: &mut Report<'_>) {
    let states = states(draft);
    for entry in &draft.entries {
        let about = about(&states, entry);
        if about.is_empty() {
            continue;
        }
        let answer = folded(entry.raw.answer.get_ref());
        let quotes: Vec<&str> = entry.raw.quotes.iter().map(|quote| quote.text.get_ref().as_str()).collect();
        let quotes = folded(&quotes.join(" "));
        // What a quote says of other states may prove that this one is not among them: the answer then names them too.
        let other = states.iter().find(|state| state.is_named(&quotes) && !state.is_named(&answer));
        if let Some(other) = other.filter(|_| !about.iter().any(|state| state.is_named(&quotes))) {
            let text = entry.raw.quotes.first().map_or(&entry.raw.id, |quote| &quote.text);
            let message = format!("the entry is about `{}`, its quotes name only `{}`", ids(&about), other.id);
            report.at(entry.file, text, message, "quote a passage that names the state, or mend `about`");
        }
        if !about.iter().any(|state| state.is_named(&answer)) {
            let message = format!("the entry is about `{}`, which its answer does not name", ids(&about));
            report.at(entry.file, &entry.raw.answer, message, "name the state in the answer, or mend `about`");
        }
    }
}

fn ids(states: &[&State<'_>]) -> String {
    let ids: Vec<&str> = states.iter().map(|state| state.id).collect();
    ids.join("`, `")
}
