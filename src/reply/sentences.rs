//! Every sentence that the bot says of its own: calm, short, and with what to do next.

use crate::engine::{Reason, Repair};
use crate::knowledge::{Date, Entity, EntityId, Knowledge, Topic, shown};

use super::citation::written_date;
use super::timeline::Span;

/// When the source says so: what it tells of may lie long before.
pub(super) fn as_of(date: Date) -> String {
    let at = if date.day.is_some() { "on" } else { "in" };
    format!("Stated {at} {}.", written_date(date))
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

/// That it was read as the question before, of another name.
pub(super) fn repeated(knowledge: &Knowledge, ids: &[EntityId]) -> String {
    format!("Read as the question before, of {}.", names(knowledge, ids))
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

/// What stands above the only choice, where it is unlikely.
pub(super) const UNLIKELY: &str = "This may not be what you ask for, but it comes nearest:";

/// What stands above choices that are about others than the state asked about.
pub(super) fn of_others(asked: &str) -> String {
    format!("No answer here fits this for {asked}; of others, this comes near:")
}

/// What stands above the questions about an entity.
pub(super) fn questions_about(name: &str, count: usize) -> String {
    match count {
        1 => format!("One question about {name} is answered here:"),
        _ => format!("{count} questions about {name} are answered here:"),
    }
}

/// What stands above the questions that only name an entity in passing.
pub(super) fn questions_near(entity: &Entity, count: usize) -> String {
    let name = with_article(&entity.name);
    let gap = if entity.covered {
        format!("No answer here is about {name}.")
    } else {
        format!("The sources here do not cover {name}.")
    };
    let near = if count == 1 { "This question comes nearest:" } else { "These questions come nearest:" };
    format!("{gap} {near}")
}

/// The heading above what is known of two together.
pub(super) const TOGETHER: &str = "Both together";

/// That one side of a comparison has nothing to say.
pub(super) const NOT_TOLD: &str = "The sources here say nothing on this.";

/// Two names as a title.
pub(super) fn both(one: &str, other: &str) -> String {
    format!("{one} and {other}")
}

/// The title of a timeline.
pub(super) fn timeline(name: Option<&str>) -> String {
    name.map_or_else(|| "What happened when".to_owned(), |name| format!("{name}: what happened when"))
}

/// That a summary lacks a topic, and which it has.
pub(super) fn no_topic(name: &str, topic: Topic, known: &[&str]) -> String {
    let gap = format!("The sources here say nothing of {name} under \"{}\".", topic.title());
    if known.is_empty() {
        return format!("{gap} Please choose another topic, or none.");
    }
    let known: Vec<String> = known.iter().map(|title| format!("\"{title}\"")).collect();
    format!("{gap} There is something under {}.", listed(&known))
}

/// That there is no summary to compare.
pub(super) fn no_summary(name: &str) -> String {
    format!("There is no summary of {name} to compare. Please compare two of the five states, or two powers.")
}

/// That the same was named twice.
pub(super) fn same_twice(name: &str) -> String {
    format!("Both names mean {name}. Please name two that differ.")
}

/// That nothing is dated in a span.
pub(super) fn no_events(name: Option<&str>, span: Span) -> String {
    if let Some((from, to)) = span.from.zip(span.to).filter(|(from, to)| from.is_after(*to)) {
        let (from, to) = (written_date(from), written_date(to));
        return format!("Nothing lies between {from} and {to}. Please give the earlier date first.");
    }
    let whom = name.map_or_else(String::new, |name| format!(" for {name}"));
    let since = span.from.map_or_else(String::new, |from| format!(" from {}", written_date(from)));
    let until = span.to.map_or_else(String::new, |to| format!(" to {}", written_date(to)));
    let remedy =
        if since.is_empty() && until.is_empty() { "Please name another, or none." } else { "Please try a wider span." };
    format!("Nothing here is dated{whom}{since}{until}. {remedy}")
}

/// That a name is none.
pub(super) const LONG_NAME: &str =
    "That is too long for a name. Please name a state, a power, an organisation or a project.";

/// That there is no summary of which to show a topic.
pub(super) fn no_summary_by_topic(name: &str) -> String {
    format!("There is no summary of {name} by topics. Please leave the topic out.")
}

/// That a name is not known, with the names that come near.
pub(super) fn unknown_name(typed: &str, near: &[&str]) -> String {
    let typed = shown(typed);
    if typed.trim().is_empty() {
        return "Please name a state, a power, an organisation or a project, such as Kazakhstan.".to_owned();
    }
    let near: Vec<String> = near.iter().map(ToString::to_string).collect();
    match near.as_slice() {
        [] => format!("\"{typed}\" is not known here. Please name a state, a power, an organisation or a project."),
        _ => format!("\"{typed}\" is not known here. Did you mean {}?", alternatives(&near)),
    }
}

/// That a name was read as another.
pub fn read_as(typed: &str, read: &str) -> String {
    format!("Read \"{}\" as \"{read}\".", shown(typed))
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
        Reason::SmallTalk { .. } => format!(
            "This bot answers questions on the foreign policy of {}, with quotes from {}. Ask, for instance:",
            states(knowledge),
            authors(knowledge)
        ),
        Reason::TooLong { characters, most } => format!(
            "That is {characters} characters long, and {most} is the most that can be read. Please ask one short question."
        ),
        Reason::OtherScript => "Only English can be read so far. Please ask the same in English.".to_owned(),
        Reason::NotCovered(ids) if known.is_empty() => format!(
            "The sources here do not cover {}. They cover the foreign policy of {}.",
            called(knowledge, ids),
            states(knowledge)
        ),
        Reason::NotCovered(ids) => format!(
            "The sources here say nothing of {}. Please ask what else you want to know of {}.",
            called(knowledge, ids),
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
        Reason::Unknown { nearest } if nearest.len() == 1 => {
            "The sources here do not answer that. This question comes nearest:".to_owned()
        }
        Reason::Unknown { .. } => "The sources here do not answer that. These questions come nearest:".to_owned(),
        Reason::OnlyNamed { about, .. } => format!("What would you like to know of {}? These are answered, for instance:", knowledge.name(about)),
    }
}

/// The states of the region, as they are listed in a sentence.
pub fn states(knowledge: &Knowledge) -> String {
    let all: Vec<String> = knowledge.states().map(|state| state.name.clone()).collect();
    if all.is_empty() { "other states".to_owned() } else { listed(&all) }
}

/// The sources by author and year, the oldest first.
fn authors(knowledge: &Knowledge) -> String {
    let mut sources: Vec<_> = knowledge.sources.values().collect();
    sources.sort_by_key(|source| source.published.year);
    let all: Vec<String> =
        sources.iter().map(|source| format!("{} ({})", source.author, source.published.year)).collect();
    if all.is_empty() { "its sources".to_owned() } else { listed(&all) }
}

fn names(knowledge: &Knowledge, ids: &[EntityId]) -> String {
    listed(&distinct(knowledge, ids))
}

/// Names as they stand in a sentence: behind an article where they end in a common word.
fn called(knowledge: &Knowledge, ids: &[EntityId]) -> String {
    listed(&distinct(knowledge, ids).iter().map(|name| with_article(name)).collect::<Vec<_>>())
}

fn distinct(knowledge: &Knowledge, ids: &[EntityId]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for id in ids {
        let name = knowledge.name(id).to_owned();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The common words in which names end, or their parts before "of" and the like, that stand behind an article.
const COMMON: &str = "accords act agency agreement agreements arctic assistance balkans bank base canal caucasus \
    centre charter commission commonwealth community conference consortium convention corps corridor council court \
    dam deal declaration emirates empire endowment federation field forum foundation fund group himalayas initiative \
    institute islands khanate kingdom league meeting memorandum movement network ocean opposition organisation \
    organization pact parliament partnership party pipeline port programme protocol railway republic sea state \
    states strait summit taliban treaty tunnel union";

fn with_article(name: &str) -> String {
    let is_common = |part: &str| {
        let last = part.rsplit(' ').next().unwrap_or_default().to_lowercase();
        COMMON.split_whitespace().any(|word| word == last)
    };
    let before = |word| name.split_once(word).map(|(head, _)| head);
    let heads = [" of ", " for ", " on "].into_iter().filter_map(before);
    let article = if std::iter::once(name).chain(heads).any(is_common) { "the " } else { "" };
    format!("{article}{name}")
}

/// `a`, `a and b`, `a, b and c`.
fn listed(items: &[String]) -> String {
    series(items, "and")
}

/// `a`, `a or b`, `a, b or c`.
fn alternatives(items: &[String]) -> String {
    series(items, "or")
}

fn series(items: &[String], word: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{as_of, choose, listed, one_of, repaired, with_article};
    use crate::engine::Repair;
    use crate::knowledge::Date;

    #[test]
    fn sentences_read_as_written() {
        let repair = |from: &str, to: &str| Repair { from: from.to_owned(), to: to.to_owned() };
        assert_eq!(repaired(&[repair("Krygyzstan", "kyrgyzstan")]), "Read \"Krygyzstan\" as \"kyrgyzstan\".");
        assert_eq!(Date::parse("2017-06").map(as_of).as_deref(), Some("Stated in June 2017."));
        assert_eq!(choose(1, 3), "Did you mean one of these?");
        assert_eq!(choose(1, 1), "Did you mean this?");
        assert_eq!(
            one_of(2),
            "You asked two things at once; here is the one that can be answered. Please ask the rest again."
        );
        for (name, said) in [
            ("Taliban", "the Taliban"),
            ("World Trade Organization", "the World Trade Organization"),
            ("Manas air base", "the Manas air base"),
            (
                "European Bank for Reconstruction and Development",
                "the European Bank for Reconstruction and Development",
            ),
            ("Khanate of Kokand", "the Khanate of Kokand"),
            ("Mongolia", "Mongolia"),
            ("Power of Siberia", "Power of Siberia"),
            ("NATO", "NATO"),
        ] {
            assert_eq!(with_article(name), said);
        }
        assert_eq!(listed(&["a".to_owned(), "b".to_owned(), "c".to_owned()]), "a, b and c");
    }
}
