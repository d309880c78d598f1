//! What buttons and selects carry: everything that a press needs, so that it works after a restart.
//!
//! An id is `1`, what to do and its arguments, with `|` between; numbers are in base 36.

use super::keeping::Keep;
use crate::knowledge::{EntityId, EntryId};

/// What stands between the two of a comparison; no id has it.
const WITH: char = '+';
/// The version of the ids; a press of another version is told that the message is too old.
const VERSION: &str = "1";

/// What a press asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Press {
    /// One of the choices.
    Pick { entry: EntryId, asker: u64, question: u64 },
    /// A related question.
    Ask { entry: EntryId },
    /// The quotes of an entry in their context.
    Context { entry: EntryId },
    /// A vote on an answer.
    Vote { up: bool, entry: EntryId, question: u64 },
    /// That the answer, or none of the choices, is what was asked.
    NotThis { entry: Option<EntryId>, asker: u64, question: u64 },
    /// That the message should go.
    Dismiss { asker: u64 },
    /// Another page or section of something that was looked up.
    Page(Page),
    /// That everything about the one who presses be deleted.
    Forget,
    /// What those who keep the knowledge ask for.
    Keep(Keep),
}

/// What was looked up, and which page of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Page {
    /// A profile; the select carries the topic.
    Country { about: EntityId },
    /// A comparison; the select carries the topic.
    Compare { one: EntityId, other: EntityId },
    /// A timeline: of whom, from and to as written, and the page from 0.
    Timeline { about: Option<EntityId>, from: String, to: String, page: usize },
    /// The questions about an entity, by page from 0.
    About { about: EntityId, page: usize },
    /// One of the questions about an entity; the select carries the entry.
    Questions { about: EntityId },
    /// The bibliography, by page from 0.
    Sources { page: usize },
}

impl Press {
    /// The id; at most 100 characters, as ids of entries and entities have at most 48.
    pub(super) fn id(&self) -> String {
        let parts: Vec<String> = match self {
            Self::Pick { entry, asker, question } => {
                vec!["p".to_owned(), entry.to_string(), base36(*asker), base36(*question)]
            }
            Self::Ask { entry } => vec!["a".to_owned(), entry.to_string()],
            Self::Context { entry } => vec!["c".to_owned(), entry.to_string()],
            Self::Vote { up, entry, question } => {
                vec![if *up { "u" } else { "d" }.to_owned(), entry.to_string(), base36(*question)]
            }
            Self::NotThis { entry, asker, question } => {
                let entry = entry.as_ref().map_or_else(String::new, ToString::to_string);
                vec!["n".to_owned(), entry, base36(*asker), base36(*question)]
            }
            Self::Dismiss { asker } => vec!["x".to_owned(), base36(*asker)],
            Self::Forget => vec!["f".to_owned()],
            Self::Page(page) => page.parts(),
            Self::Keep(keep) => keep.parts(),
        };
        format!("{VERSION}|{}", parts.join("|"))
    }

    /// Reads an id; none where it is not one of ours.
    pub(super) fn parse(id: &str) -> Option<Self> {
        let parts: Vec<&str> = id.split('|').collect();
        let [VERSION, what, arguments @ ..] = parts.as_slice() else {
            return None;
        };
        let entry = |text: &str| EntryId::parse(text).ok();
        Some(match (*what, arguments) {
            ("p", [id, asker, question]) => {
                Self::Pick { entry: entry(id)?, asker: number(asker)?, question: number(question)? }
            }
            ("a", [id]) => Self::Ask { entry: entry(id)? },
            ("c", [id]) => Self::Context { entry: entry(id)? },
            ("u", [id, question]) => Self::Vote { up: true, entry: entry(id)?, question: number(question)? },
            ("d", [id, question]) => Self::Vote { up: false, entry: entry(id)?, question: number(question)? },
            ("n", [id, asker, question]) => {
                let entry = if id.is_empty() { None } else { Some(entry(id)?) };
                Self::NotThis { entry, asker: number(asker)?, question: number(question)? }
            }
            ("x", [asker]) => Self::Dismiss { asker: number(asker)? },
            ("f", []) => Self::Forget,
            _ => match Page::parse(what, arguments) {
                Some(page) => Self::Page(page),
                None => Self::Keep(Keep::parse(what, arguments)?),
            },
        })
    }
}

impl Page {
    fn parts(&self) -> Vec<String> {
        match self {
            Self::Country { about } => vec!["country".to_owned(), about.to_string()],
            // Two ids of 48 characters leave room for nothing else.
            Self::Compare { one, other } => vec![format!("{one}{WITH}{other}")],
            Self::Timeline { about, from, to, page } => {
                let about = about.as_ref().map_or_else(String::new, ToString::to_string);
                vec!["time".to_owned(), about, from.clone(), to.clone(), page.to_string()]
            }
            Self::About { about, page } => vec!["about".to_owned(), about.to_string(), page.to_string()],
            Self::Questions { about } => vec!["q".to_owned(), about.to_string()],
            Self::Sources { page } => vec!["sources".to_owned(), page.to_string()],
        }
    }

    fn parse(what: &str, arguments: &[&str]) -> Option<Self> {
        let entity = |text: &str| EntityId::parse(text).ok();
        if let Some((one, other)) = what.split_once(WITH).filter(|_| arguments.is_empty()) {
            return Some(Self::Compare { one: entity(one)?, other: entity(other)? });
        }
        Some(match (what, arguments) {
            ("country", [about]) => Self::Country { about: entity(about)? },
            ("time", [about, from, to, page]) => Self::Timeline {
                about: if about.is_empty() { None } else { Some(entity(about)?) },
                from: (*from).to_owned(),
                to: (*to).to_owned(),
                page: page.parse().ok()?,
            },
            ("about", [about, page]) => Self::About { about: entity(about)?, page: page.parse().ok()? },
            ("q", [about]) => Self::Questions { about: entity(about)? },
            ("sources", [page]) => Self::Sources { page: page.parse().ok()? },
            _ => return None,
        })
    }
}

pub(super) fn base36(mut number: u64) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(char::from_digit((number % 36) as u32, 36).unwrap_or('0'));
        number /= 36;
        if number == 0 {
            return digits.iter().rev().collect();
        }
    }
}

pub(super) fn number(text: &str) -> Option<u64> {
    u64::from_str_radix(text, 36).ok()
}

#[cfg(test)]
mod tests {
    use super::{Page, Press};
    use crate::knowledge::{EntityId, EntryId};

    #[test]
    fn every_id_is_read_back_and_fits() {
        let entry = EntryId::parse(&"e".repeat(48)).unwrap();
        let about = EntityId::parse(&"k".repeat(48)).unwrap();
        let (asker, question) = (u64::MAX, u64::MAX);
        let presses = [
            Press::Pick { entry: entry.clone(), asker, question },
            Press::Ask { entry: entry.clone() },
            Press::Context { entry: entry.clone() },
            Press::Vote { up: true, entry: entry.clone(), question },
            Press::Vote { up: false, entry: entry.clone(), question: 0 },
            Press::NotThis { entry: Some(entry), asker, question },
            Press::NotThis { entry: None, asker, question },
            Press::Dismiss { asker: 1 },
            Press::Forget,
            Press::Page(Page::Country { about: about.clone() }),
            Press::Page(Page::Compare { one: about.clone(), other: about.clone() }),
            Press::Page(Page::Timeline { about: None, from: String::new(), to: "2021-04-03".to_owned(), page: 3 }),
            Press::Page(Page::Timeline {
                about: Some(about.clone()),
                from: "1991-08-31".to_owned(),
                to: "2021-04-03".to_owned(),
                page: usize::MAX,
            }),
            Press::Page(Page::About { about: about.clone(), page: 12 }),
            Press::Page(Page::Questions { about }),
            Press::Page(Page::Sources { page: 2 }),
        ];
        for press in presses {
            let id = press.id();
            assert!(id.len() <= 100, "{id} has {} characters", id.len());
            assert_eq!(Press::parse(&id), Some(press));
        }
    }

    #[test]
    fn what_is_not_ours_is_read_as_nothing() {
        for forged in
            ["", "1", "1|p", "1|p|UPPER|1|1", "2|x|1", "1|x|-1", "1|u|a|b|c", "1|about|x|-3", "1|a+b|c", "1|+", "x|1|f"]
        {
            assert_eq!(Press::parse(forged), None, "{forged}");
        }
    }
}
