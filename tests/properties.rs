//! What must hold for every question, tried on many.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use crate::small;
use chaikhana::app::{App, Context, Decision, Outcome};
use chaikhana::knowledge::{EntryId, Knowledge, fold};
use proptest::prelude::*;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

static APP: LazyLock<App> = LazyLock::new(small::app);
static TWIN: LazyLock<App> = LazyLock::new(small::app);

/// Words that the small knowledge knows, misspelt ones, joints of sentences and strangers.
const WORDS: &[&str] = &[
    "Arvania",
    "Belmoria",
    "Kestovia",
    "Zubrovka",
    "Norlund",
    "Arvagrad",
    "Trade",
    "League",
    "Arvánska",
    "Avrania",
    "Kestovian",
    "Arvania's",
    "valley",
    "states",
    "railway",
    "harbour",
    "loan",
    "credit",
    "neutral",
    "luxury",
    "water",
    "council",
    "observer",
    "member",
    "how",
    "much",
    "did",
    "lend",
    "why",
    "refuse",
    "join",
    "when",
    "is",
    "the",
    "of",
    "a",
    "it",
    "and",
    "in",
    "for",
    "2012",
    "2015",
    "2019",
    "2031",
    "now",
    "us",
    "U.S.",
    "café",
    "1,170",
    "dumplings",
    "zzyzx",
    "money",
    "lent",
    "not",
    "never",
];

/// Words in any order: what people type, roughly.
fn question() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(WORDS), 1..14).prop_map(|words| words.join(" "))
}

/// A question that somebody wrote: a phrasing, or a near miss.
fn written() -> impl Strategy<Value = String> {
    let knowledge = APP.knowledge();
    let all = knowledge.entries.iter().flat_map(|entry| entry.questions.iter().chain(&entry.not).cloned());
    prop::sample::select(all.collect::<Vec<_>>())
}

/// Two questions at once, one of them short.
fn two() -> impl Strategy<Value = String> {
    (written(), prop::sample::select(vec!["why so?", "and Kestovia?", "what is the water council?"]))
        .prop_map(|(first, second)| format!("{}? {second}", first.trim_end_matches('?')))
}

/// Anything that can be typed or pasted.
fn anything() -> impl Strategy<Value = String> {
    let messy = (question(), any::<String>(), question()).prop_map(|(a, b, c)| format!("{a}? {b} {c}?"));
    prop_oneof![any::<String>(), "\\PC{0,40}", "[?!.,'’ \\[\\]0-9a-z]{0,60}", question(), messy]
}

fn ask(app: &App, question: &str) -> Decision {
    app.ask(question, &Context::default()).decision
}

/// The entries that a decision shows.
fn shown(decision: &Decision) -> Vec<EntryId> {
    match &decision.outcome {
        Outcome::Answer(hit) => vec![hit.entry.clone()],
        Outcome::Choices(hits) => hits.iter().map(|hit| hit.entry.clone()).collect(),
        Outcome::Nothing(_) => Vec::new(),
    }
}

/// What the gate must not let through, looked up by hand: a state's own name, and no entry that speaks for it.
fn strangers<'k>(knowledge: &'k Knowledge, question: &str, entry: &EntryId) -> Vec<&'k str> {
    let words: Vec<String> = fold(question).into_iter().map(|word| word.text).collect();
    let entry = knowledge.entry(entry).expect("an answer is an entry");
    let of_the_valley = ["arvania", "belmoria", "kestovia"];
    let named = knowledge.entities.values().filter(|entity| {
        let name = entity.name.to_lowercase();
        ["arvania", "belmoria", "kestovia", "norlund", "zubrovka"].contains(&name.as_str()) && words.contains(&name)
    });
    let spoken_for = |id: &str| {
        let holds = |name: &str| entry.about.iter().chain(&entry.mentions).any(|held| held.as_str() == name);
        let for_all = entry.about.iter().any(|held| held.as_str() == "the-valley") && of_the_valley.contains(&id);
        holds(id) || for_all
    };
    named.map(|entity| entity.id.as_str()).filter(|id| !spoken_for(id)).collect()
}

/// Another way to type the same: which letters are capitals, how it is spaced, composed, and what does not show.
#[derive(Debug, Clone)]
struct Typing {
    capitals: u8,
    spaces: &'static str,
    decomposed: bool,
    hidden: Vec<(prop::sample::Index, char)>,
}

fn typing() -> impl Strategy<Value = Typing> {
    let spaces = prop::sample::select(vec![" ", "  ", "\t", "\u{a0}", " \n "]);
    let sign = prop::sample::select(vec!['\u{200b}', '\u{200d}', '\u{feff}', '\u{ad}', '\u{2060}', '\u{200e}']);
    let hidden = prop::collection::vec((any::<prop::sample::Index>(), sign), 0..4);
    (0..3_u8, spaces, any::<bool>(), hidden).prop_map(|(capitals, spaces, decomposed, hidden)| Typing {
        capitals,
        spaces,
        decomposed,
        hidden,
    })
}

fn typed(question: &str, typing: &Typing) -> String {
    let cased = match typing.capitals {
        0 => question.to_owned(),
        1 => question.to_uppercase(),
        _ => question.to_lowercase(),
    };
    let spaced = cased.replace(' ', typing.spaces);
    let mut signs: Vec<char> = if typing.decomposed { spaced.nfd().collect() } else { spaced.nfc().collect() };
    for (index, sign) in &typing.hidden {
        signs.insert(index.index(signs.len() + 1), *sign);
    }
    signs.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_is_typed_makes_it_panic(text in anything(), previous in prop::option::of(anything())) {
        let context = Context { previous };
        let asked = APP.ask(&text, &context);
        prop_assert!((0.0..=1.0).contains(&asked.decision.confidence));
        prop_assert!(!asked.reply.blocks.is_empty(), "every question gets a sentence");
        let _ = serde_json::to_string(&asked.to_data(&text));
        prop_assert!(APP.suggest(&text, 5).len() <= 5);
        prop_assert_eq!(APP.explain(&text, &context).decision, asked.decision);
        let _ = APP.about(&text);
    }

    #[test]
    fn the_way_of_typing_does_not_count(question in prop_oneof![written(), question(), two()], typing in typing()) {
        let other = typed(&question, &typing);
        let (plain, typed) = (ask(&APP, &question), ask(&APP, &other));
        prop_assert_eq!(&plain.outcome, &typed.outcome, "{:?}", other);
        let names = |decision: &Decision| decision.entities.iter().map(|m| m.entities.clone()).collect::<Vec<_>>();
        prop_assert_eq!(names(&plain), names(&typed));
    }

    #[test]
    fn no_entry_is_shown_for_a_state_that_it_does_not_speak_of(question in prop_oneof![written(), question()], last in question()) {
        let knowledge = APP.knowledge();
        // Two questions are answered one by one; this is about one.
        for text in [question.clone(), format!("{} {last}", question.replace('?', ""))] {
            for entry in shown(&ask(&APP, &text)) {
                let strangers = strangers(&knowledge, &text, &entry);
                prop_assert!(strangers.is_empty(), "{entry} answers {text:?}, which names {strangers:?}");
            }
        }
    }

    #[test]
    fn a_follow_up_is_gated_by_its_own_names(question in question(), previous in written()) {
        let knowledge = APP.knowledge();
        let asked = APP.ask(&question, &Context { previous: Some(previous.clone()) });
        for entry in shown(&asked.decision) {
            let strangers = strangers(&knowledge, &question, &entry);
            prop_assert!(strangers.is_empty(), "{entry} answers {question:?} after {previous:?}: {strangers:?}");
        }
    }

    #[test]
    fn a_retired_entry_is_never_shown(question in prop_oneof![written(), question()]) {
        let knowledge = APP.knowledge();
        let shown = shown(&ask(&APP, &question));
        let suggested = APP.suggest(&question, 20).into_iter().map(|suggestion| suggestion.entry);
        for id in shown.into_iter().chain(suggested) {
            prop_assert!(knowledge.live().any(|entry| entry.id == id), "{id} is retired");
        }
    }

    #[test]
    fn the_same_knowledge_always_decides_the_same(question in anything()) {
        prop_assert_eq!(ask(&APP, &question), ask(&TWIN, &question));
        prop_assert_eq!(APP.suggest(&question, 8), TWIN.suggest(&question, 8));
    }
}

#[test]
fn every_phrasing_finds_its_own_entry() {
    let knowledge = APP.knowledge();
    for entry in knowledge.live() {
        // A question without the old year gets the newest state; every phrasing of the old state here has it.
        for question in &entry.questions {
            assert_eq!(shown(&ask(&APP, question)), std::slice::from_ref(&entry.id), "{question}");
        }
    }
}

#[test]
fn suggestions_complete_what_is_typed() {
    let start = APP.suggest("how much did nor", 8);
    let questions: Vec<&str> = start.iter().map(|suggestion| suggestion.question.as_str()).collect();
    assert!(questions.contains(&"How much did Norlund lend Belmoria for the railway?"), "{questions:?}");
    assert!(!APP.suggest("", 3).is_empty(), "there are good questions to start with");
    assert!(APP.suggest("arvania", 0).is_empty());
}
