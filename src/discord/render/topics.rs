//! What can be asked: the topics, whatever has a summary, and how to get to each.

use super::drawn::Drawn;
use super::flag::flags;
use super::markup::{length, plain_line};
use crate::knowledge::{Entity, EntityKind, Knowledge, Topic};
use std::fmt::Write;

/// The most that the names of one kind may take.
const NAMES: usize = 420;

/// The kinds under their headings, in reading order.
const KINDS: [(&str, &[EntityKind]); 5] = [
    ("States", &[EntityKind::State]),
    ("Powers", &[EntityKind::Power]),
    ("Organisations", &[EntityKind::Organisation]),
    ("Projects", &[EntityKind::Project]),
    ("Places and documents", &[EntityKind::Place, EntityKind::Document, EntityKind::Person]),
];

/// Draws what can be asked.
pub(in crate::discord) fn topics(knowledge: &Knowledge) -> Drawn {
    let titles: Vec<&str> = Topic::ALL.iter().map(|topic| topic.title()).collect();
    let mut text = format!(
        "### What can be asked\nAnything on these, in your own words with `/ask`; or pick a name and read.\n\
         **Topics** (`/country name: topic:`)\n{}",
        titles.join(" · ")
    );
    for (heading, kinds) in KINDS {
        let of_kind = knowledge.profiles.keys().filter_map(|id| knowledge.entities.get(id));
        let names: Vec<String> =
            of_kind.filter(|entity| kinds.contains(&entity.kind)).map(|entity| named(knowledge, entity)).collect();
        if !names.is_empty() {
            let _ = write!(text, "\n**{heading}** (`/country name:`)\n{}", listed(&names));
        }
    }
    text.push_str(
        "\n-# Two side by side: `/compare`. What happened when: `/timeline`. The questions about these and many other \
         names: `/about`. Surprise yourself: `/random`.",
    );
    Drawn::sentence(text)
}

fn named(knowledge: &Knowledge, entity: &Entity) -> String {
    let (flag, _) = flags(knowledge, std::slice::from_ref(&entity.id));
    format!("{flag} {}", plain_line(&entity.name)).trim_start().to_owned()
}

/// Whole names, as many as fit, and how many do not.
fn listed(names: &[String]) -> String {
    let mut text = String::new();
    for (at, name) in names.iter().enumerate() {
        let between = if at == 0 { "" } else { " · " };
        if length(&text) + length(between) + length(name) > NAMES {
            return format!("{text} · and {} more", names.len() - at);
        }
        text.push_str(between);
        text.push_str(name);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{NAMES, listed};
    use crate::discord::render::markup::length;

    #[test]
    fn names_that_do_not_fit_are_counted() {
        assert_eq!(listed(&["Lorn".to_owned(), "Sey".to_owned()]), "Lorn · Sey");
        let many = vec!["a name of some length".to_owned(); 40];
        let shown = listed(&many);
        assert!(shown.ends_with(" · and 23 more"), "{shown}");
        assert!(length(&shown) <= NAMES + 20, "{shown}");
    }
}
