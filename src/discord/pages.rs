//! What is looked up by name, as commands show it first and as its buttons and lists turn it.

use super::ids::Page;
use super::render::{Drawn, about as questions, compare as sides, profile, sources as list, timeline as dates};
use crate::app::{self, App};
use crate::knowledge::{Date, EntryId, Topic};
use crate::reply::Span;
use poise::serenity_prelude::ComponentInteractionDataKind;

/// The page that was asked for; none where what it is of is gone.
pub(super) fn turn(app: &App, page: &Page, kind: &ComponentInteractionDataKind) -> Option<Drawn> {
    match page {
        Page::Country { about } => Some(country(app, about.as_str(), Topic::parse(value(kind)?))),
        Page::Compare { one, other } => section(app, [one.as_str(), other.as_str()], Some(value(kind)?)),
        Page::Timeline { about, from, to, page } => {
            let span = Span { from: date(from)?, to: date(to)? };
            Some(timeline(app, about.as_ref().map(crate::knowledge::EntityId::as_str), span, *page))
        }
        Page::About { about: whom, page } => Some(about(app, whom.as_str(), *page)),
        Page::Sources { page } => Some(sources(app, *page)),
        Page::Questions { .. } => None,
    }
}

/// The entry that was picked from a list.
pub(super) fn picked(kind: &ComponentInteractionDataKind) -> Option<EntryId> {
    EntryId::parse(value(kind)?).ok()
}

/// A section of a summary; the first where no topic is named.
pub(super) fn country(app: &App, name: &str, topic: Option<Topic>) -> Drawn {
    let whom = app.summarised(name);
    let knowledge = app.knowledge();
    let first = || {
        let profile = knowledge.profiles.get(whom.as_ref()?)?;
        Some(profile.sections.first()?.topic)
    };
    let reply = app.country(name, topic.or_else(first));
    whom.map_or_else(|| Drawn::refused(&reply), |whom| profile::profile(&knowledge, &whom, &reply))
}

/// One topic of two summaries; the first where none is named.
pub(super) fn compare(app: &App, names: [&str; 2], topic: Option<Topic>) -> Drawn {
    let [one, other] = names;
    // A topic of which neither tells is refused with its reason.
    section(app, names, topic.map(Topic::as_str)).unwrap_or_else(|| Drawn::refused(&app.compare(one, other, topic)))
}

/// A section of a comparison; none where it has no such section.
fn section(app: &App, names: [&str; 2], word: Option<&str>) -> Option<Drawn> {
    let [one, other] = names;
    let reply = app.compare(one, other, None);
    match (app.summarised(one), app.summarised(other)) {
        (Some(one), Some(other)) => sides::compare(&app.knowledge(), [&one, &other], &reply, word),
        _ => Some(Drawn::refused(&reply)),
    }
}

/// A page of what happened when, counted from 0.
pub(super) fn timeline(app: &App, name: Option<&str>, span: Span, page: usize) -> Drawn {
    let about = name.and_then(|name| app.told_of(name));
    dates::timeline(&app.knowledge(), about.as_ref(), span, &app.timeline(name, span), page)
}

/// What is known of a name in short, and a page of the questions about it, counted from 0.
pub(super) fn about(app: &App, name: &str, page: usize) -> Drawn {
    let reply = app.about(name);
    let whom = app.told_of(name);
    whom.map_or_else(|| Drawn::refused(&reply), |whom| questions::about(&app.knowledge(), &whom, &reply, page))
}

/// A page of the bibliography, counted from 0.
pub(super) fn sources(app: &App, page: usize) -> Drawn {
    let knowledge = app.knowledge();
    // Without a document given, there is none that could be unknown.
    let covered = app::coverage(&knowledge, None).unwrap_or_default();
    list::sources(&app::sources(&knowledge), &covered, page)
}

/// What was picked from a list of words.
fn value(kind: &ComponentInteractionDataKind) -> Option<&str> {
    match kind {
        ComponentInteractionDataKind::StringSelect { values } => values.first().map(String::as_str),
        _ => None,
    }
}

/// A date as an id carries it, empty where there is none; no reading where it is no date.
#[expect(clippy::option_option, reason = "an open end is not a date that cannot be read")]
fn date(text: &str) -> Option<Option<Date>> {
    if text.is_empty() { Some(None) } else { Date::parse(text).map(Some) }
}

#[cfg(test)]
mod tests {
    use super::{about, compare, country, sources, timeline, turn};
    use crate::discord::ids::{Page, Press};
    use crate::discord::render::{
        Drawn, help,
        sound::{sound, within_limits},
        topics,
    };
    use crate::discord::shipped::APP;
    use crate::knowledge::{Date, EntityId, Knowledge, Topic};
    use crate::reply::{Block, Span};
    use poise::serenity_prelude::ComponentInteractionDataKind as Kind;
    use std::sync::Arc;

    fn knowledge() -> Arc<Knowledge> {
        APP.knowledge()
    }

    fn picking(value: &str) -> Kind {
        Kind::StringSelect { values: vec![value.to_owned()] }
    }

    /// What the lists and buttons of a message carry: ids, each with the values that it can send.
    fn carried(drawn: &Drawn) -> Vec<(Press, Vec<String>)> {
        let sent = serde_json::to_value(drawn.response()).unwrap();
        let rows = sent["components"].as_array().unwrap().clone();
        let parts = rows.iter().flat_map(|row| row["components"].as_array().unwrap().clone());
        let values = |part: &serde_json::Value| {
            let options = part["options"].as_array().cloned().unwrap_or_default();
            options.iter().map(|option| option["value"].as_str().unwrap().to_owned()).collect()
        };
        parts.map(|part| (Press::parse(part["custom_id"].as_str().unwrap()).unwrap(), values(&part))).collect()
    }

    #[test]
    fn every_section_of_every_summary_is_shown_whole_and_proven() {
        for (id, summary) in &knowledge().profiles {
            let first = country(&APP, id.as_str(), None);
            assert!(first.content.contains("**In short**"), "{}", first.content);
            for section in &summary.sections {
                let drawn = country(&APP, id.as_str(), Some(section.topic));
                sound(&format!("{id} {}", section.topic), &drawn);
                assert_eq!(drawn.content.matches("\n- ").count(), section.sentences.len(), "{}", drawn.content);
                assert!(!drawn.cards.is_empty(), "{id} {}", section.topic);
                let [(Press::Page(page), topics)] = &carried(&drawn)[..] else {
                    panic!("{id}: one list and nothing else");
                };
                assert_eq!(topics.len(), summary.sections.len());
                let turned = turn(&APP, page, &picking(section.topic.as_str())).unwrap();
                assert_eq!(turned.content, drawn.content);
            }
        }
    }

    #[test]
    fn every_pair_of_summaries_is_shown_topic_by_topic() {
        let knowledge = knowledge();
        let ids: Vec<&EntityId> = knowledge.profiles.keys().collect();
        let (mut shown, mut cut) = (0, 0);
        let state = |id: &EntityId| knowledge.entities[id].kind == crate::knowledge::EntityKind::State;
        for (at, one) in ids.iter().enumerate() {
            for other in &ids[at + 1..] {
                let first = compare(&APP, [one.as_str(), other.as_str()], None);
                let lists = carried(&first);
                let [(Press::Page(page), words)] = &lists[..] else {
                    panic!("{one} and {other}: one list and nothing else");
                };
                for word in words {
                    let what = format!("{one} and {other}, {word}");
                    let drawn = turn(&APP, page, &picking(word)).unwrap();
                    sound(&what, &drawn);
                    if state(one) && state(other) && word != "together" {
                        shown += 1;
                        cut += usize::from(drawn.content.contains("not fit here"));
                    }
                    if let Some(topic) = Topic::parse(word) {
                        let direct = compare(&APP, [one.as_str(), other.as_str()], Some(topic));
                        assert_eq!(direct.content, drawn.content);
                    }
                }
            }
        }
        assert_eq!(shown, 10 * Topic::ALL.len());
        assert!(cut * 20 <= shown, "of {shown} topics of two states {cut} do not fit whole");
    }

    #[test]
    fn a_timeline_has_every_row_on_one_of_its_pages() {
        let knowledge = knowledge();
        let names = knowledge.entities.values().filter(|entity| entity.covered).map(|entity| Some(entity.id.as_str()));
        for name in names.chain([None]) {
            let reply = APP.timeline(name, Span::default());
            let rows = reply.blocks.iter().filter(|block| matches!(block, Block::TimelineRow { .. })).count();
            let mut seen = 0;
            let mut drawn = timeline(&APP, name, Span::default(), 0);
            for page in 0.. {
                sound(&format!("{name:?}, page {page}"), &drawn);
                seen += drawn.content.matches("\n- **").count();
                let on = |press: &Press| {
                    matches!(press, Press::Page(Page::Timeline { page: to, .. }) if *to == page + 1)
                        .then(|| press.clone())
                };
                let Some(Press::Page(next)) = carried(&drawn).iter().find_map(|(press, _)| on(press)) else {
                    break;
                };
                drawn = turn(&APP, &next, &Kind::Button).unwrap();
            }
            assert_eq!(seen, rows, "{name:?}");
        }
    }

    #[test]
    fn a_timeline_keeps_its_span_from_page_to_page_and_marks_what_was_planned() {
        let span = Span { from: Date::parse("2014"), to: Date::parse("2030") };
        let first = timeline(&APP, None, span, 0);
        let next = carried(&first).into_iter().next_back().unwrap().0;
        assert_eq!(next, Press::Page(Page::Timeline { about: None, from: "2014".into(), to: "2030".into(), page: 1 }));
        let all: String = (0..30).map(|page| timeline(&APP, None, Span::default(), page).content).collect();
        assert!(all.contains("*(planned)*"), "{all}");
        let beyond = timeline(&APP, None, span, 999);
        assert!(beyond.content.contains("\n- **"), "a page that is gone is the last: {}", beyond.content);
    }

    #[test]
    fn every_question_about_a_name_stands_in_a_list() {
        for entity in knowledge().entities.values().filter(|entity| entity.covered) {
            let id = entity.id.as_str();
            let questions = APP.about(id).blocks.iter().filter(|block| matches!(block, Block::Related { .. })).count();
            let mut listed = 0;
            for page in 0..questions.div_ceil(25).max(1) {
                let drawn = about(&APP, id, page);
                sound(&format!("{id}, page {page}"), &drawn);
                let carried = carried(&drawn);
                listed += carried.iter().map(|(_, values)| values.len()).sum::<usize>();
                let turns =
                    carried.iter().filter(|(press, _)| matches!(press, Press::Page(Page::About { .. }))).count();
                let ends = usize::from(page > 0) + usize::from((page + 1) * 25 < questions);
                assert_eq!(turns, ends, "{id}, page {page}");
            }
            assert_eq!(listed, questions, "{id}");
        }
    }

    #[test]
    fn pages_without_a_name_keep_to_the_limits() {
        sound("sources", &sources(&APP, 0));
        sound("topics", &topics::topics(&knowledge()));
        within_limits("help", &help::help(false));
        within_limits("help where channels cannot be read", &help::help(true));
        let listed = sources(&APP, 0);
        for source in knowledge().sources.values() {
            assert!(listed.content.contains(&source.author), "{}", listed.content);
        }
        assert_eq!(listed.cards.len(), knowledge().sources.len());
        let topics = topics::topics(&knowledge()).content;
        for id in knowledge().profiles.keys() {
            assert!(topics.contains(knowledge().name(id)), "{id} in {topics}");
        }
    }

    #[test]
    fn a_refusal_is_one_sentence_without_cards() {
        let refusals = [
            country(&APP, "Narnia", None),
            country(&APP, "eaeu", Some(Topic::Doctrine)),
            compare(&APP, ["Narnia", "Uzbekistan"], None),
            compare(&APP, ["Uzbekistan", "Tashkent"], None),
            compare(&APP, ["eaeu", "csto"], Some(Topic::Doctrine)),
            timeline(&APP, Some("@everyone https://evil.example"), Span::default(), 0),
            timeline(&APP, None, Span { from: Date::parse("2090"), to: None }, 0),
            about(&APP, "Brazil", 0),
            about(&APP, "", 3),
        ];
        for drawn in refusals {
            sound("a refusal", &drawn);
            assert!(drawn.cards.is_empty() && drawn.rows.is_empty(), "{drawn:?}");
            assert_eq!(drawn.content.lines().count(), 1, "{}", drawn.content);
        }
    }

    #[test]
    fn a_name_read_with_a_slip_is_said_and_its_list_carries_what_was_meant() {
        let drawn = country(&APP, "krygyzstan", None);
        assert!(drawn.content.starts_with("-# Read \"krygyzstan\" as \"Kyrgyzstan\"."), "{}", drawn.content);
        let about = EntityId::parse("kyrgyzstan").unwrap();
        assert_eq!(carried(&drawn)[0].0, Press::Page(Page::Country { about: about.clone() }));
        assert_eq!(carried(&country(&APP, "Bishkek", None))[0].0, Press::Page(Page::Country { about }));
    }

    #[test]
    fn a_page_that_cannot_be_read_is_none() {
        let kazakhstan = EntityId::parse("kazakhstan").unwrap();
        let country = Page::Country { about: kazakhstan.clone() };
        assert!(turn(&APP, &country, &Kind::Button).is_none());
        let pair = Page::Compare { one: kazakhstan, other: EntityId::parse("uzbekistan").unwrap() };
        assert!(turn(&APP, &pair, &picking("cooking")).is_none());
        let dates = Page::Timeline { about: None, from: "soon".into(), to: String::new(), page: 0 };
        assert!(turn(&APP, &dates, &Kind::Button).is_none());
    }
}
