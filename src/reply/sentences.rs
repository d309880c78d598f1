//! Every sentence that the bot says of its own: calm, short, and with what to do next.

use crate::engine::{Reason, Repair};
use crate::knowledge::{Date, EntityId, Knowledge};

use super::citation::written_date;

/// The date of an answer.
pub(super) fn as_of(date: Date) -> String {
    format!("As of {}.", written_date(date))
}

/// That the sources end before the time asked about.
pub(super) fn newest(date: Date) -> String {
    format!("The newest source here is from {}; it cannot say what has changed since.", written_date(date))
}

/// That words were read as others.
pub(super) fn repaired(repairs: &[Repair]) -> String {
    let pairs: Vec<String> = repairs.iter().map(|r| format!("\"{}\" as \"{}\"", r.from, r.to)).collect();
    format!("Read {}.", listed(&pairs))
}

/// That names were taken over from the question before.
pub(super) fn carried(knowledge: &Knowledge, ids: &[EntityId]) -> String {
    format!("Taken over from the question before: {}.", names(knowledge, ids))
}

/// That two questions were asked and one was answered.
pub(super) fn one_of(parts: usize) -> String {
    let count = if parts == 2 { "two".to_owned() } else { parts.to_string() };
    format!("You asked {count} things at once; here is the one that can be answered. Please ask the rest again.")
}

/// What stands above choices.
pub(super) fn choose(parts: usize, choices: usize) -> String {
    let sentence = match (parts, choices) {
        (2.., _) => "You asked several things at once. Which one first?",
        (_, 1) => "Did you mean this?",
        _ => "Did you mean one of these?",
    };
    sentence.to_owned()
}

/// What stands above the questions about an entity.
pub(super) fn questions_about(name: &str, count: usize) -> String {
    match count {
        1 => format!("One question about {name} is answered here:"),
        _ => format!("{count} questions about {name} are answered here:"),
    }
}

/// Whose view an answer is.
pub(super) fn view(author: &str) -> String {
    format!("This is the view of {author}.")
}

/// Why there is no answer, and what to do. `known` are the states that the question names and the sources cover.
pub(super) fn refusal(knowledge: &Knowledge, reason: &Reason, known: &[EntityId]) -> String {
    match reason {
        Reason::Empty => {
            "There is no question in that. Please ask about the foreign policy of a Central Asian state.".to_owned()
        }
        Reason::TooLong { characters, most } => format!(
            "That is {characters} characters long, and {most} is the most that can be read. Please ask one short question."
        ),
        Reason::OtherScript => "Only English can be read so far. Please ask the same in English.".to_owned(),
        Reason::NotCovered(ids) if known.is_empty() => format!(
            "The sources here do not cover {}. They cover the foreign policy of Kazakhstan, Kyrgyzstan, Tajikistan, Turkmenistan and Uzbekistan.",
            names(knowledge, ids)
        ),
        Reason::NotCovered(ids) => format!(
            "The sources here say nothing of {}. Please ask what else you want to know of {}.",
            names(knowledge, ids),
            names(knowledge, known)
        ),
        Reason::NotTogether(ids) => {
            format!("Nothing here speaks of {} together. Please ask about them one by one.", names(knowledge, ids))
        }
        Reason::Unknown { nearest } if nearest.is_empty() && known.is_empty() => {
            "The sources here do not answer that. Please ask about the foreign policy of a Central Asian state, and name the state.".to_owned()
        }
        Reason::Unknown { nearest } if nearest.is_empty() => {
            format!("The sources here do not answer that. Please ask what else you want to know of {}.", names(knowledge, known))
        }
        Reason::Unknown { .. } => "The sources here do not answer that. These questions come nearest:".to_owned(),
        Reason::OnlyNamed { about, .. } => format!("What would you like to know of {}? These are answered, for instance:", knowledge.name(about)),
    }
}

fn names(knowledge: &Knowledge, ids: &[EntityId]) -> String {
    let mut names: Vec<String> = Vec::new();
    for id in ids {
        let name = knowledge.name(id).to_owned();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    listed(&names)
}

/// `a`, `a and b`, `a, b and c`.
fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{as_of, choose, listed, one_of, repaired};
    use crate::engine::Repair;
    use crate::knowledge::Date;

    #[test]
    fn sentences_read_as_written() {
        let repair = |from: &str, to: &str| Repair { from: from.to_owned(), to: to.to_owned() };
        assert_eq!(repaired(&[repair("Krygyzstan", "kyrgyzstan")]), "Read \"Krygyzstan\" as \"kyrgyzstan\".");
        assert_eq!(Date::parse("2017-06").map(as_of).as_deref(), Some("As of June 2017."));
        assert_eq!(choose(1, 3), "Did you mean one of these?");
        assert_eq!(choose(1, 1), "Did you mean this?");
        assert_eq!(
            one_of(2),
            "You asked two things at once; here is the one that can be answered. Please ask the rest again."
        );
        assert_eq!(listed(&["a".to_owned(), "b".to_owned(), "c".to_owned()]), "a, b and c");
    }
}
