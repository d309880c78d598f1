//! What must hold for whatever is asked of the shipped knowledge, and for whatever is added to it.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use crate::bot::{APP, GOLDEN, app_of, ask, given, is_elsewhere};
use chaikhana::app::{App, Context, Outcome};
use chaikhana::knowledge::{Date, Entity, EntityId, EntityKind, Entry, EntryId, Knowledge};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

/// Another way to type a question.
type Way = fn(&str) -> String;

const WAYS: &[(&str, Way)] = &[
    ("capitals", |text| text.to_uppercase()),
    ("small letters", |text| text.to_lowercase()),
    ("wide spaces", |text| format!("\n {}\u{3000}", text.replace(' ', " \t\u{a0} "))),
    ("decomposed", |text| text.nfd().collect()),
    ("full width", |text| text.chars().map(full_width).collect()),
    ("printed apostrophes", |text| text.replace('\'', "\u{2019}")),
    ("zero width", |text| {
        let mut signs = ["\u{200b}", "\u{200d}", "\u{feff}", "\u{ad}", "\u{2060}"].into_iter().cycle();
        text.chars().flat_map(|c| std::iter::once(c).chain(signs.next().unwrap_or_default().chars())).collect()
    }),
    ("all at once", |text| {
        let wide: String = text.to_uppercase().nfd().map(full_width).collect();
        wide.replace(' ', "\u{200b} \u{feff}\u{2003}")
    }),
];

/// A letter or digit as East Asian keyboards type it; accents and signs stay.
fn full_width(c: char) -> char {
    let wide = c.is_ascii_alphanumeric().then(|| char::from_u32(u32::from(c) + 0xfee0)).flatten();
    wide.unwrap_or(c)
}

/// The ways of typing a question that give it another outcome.
fn ways_that_count(question: &str, previous: Option<&str>) -> Vec<String> {
    let plain = ask(&APP, question, previous).outcome;
    let typed = WAYS.iter().map(|(name, way)| (name, way(question), previous.map(way)));
    // The limit of a question counts what is typed.
    let short = typed.filter(|(_, typed, _)| typed.chars().count() <= 2_000);
    let other = short.filter(|(_, typed, previous)| ask(&APP, typed, previous.as_deref()).outcome != plain);
    other.map(|(name, typed, _)| format!("{name}: {question} as {typed:?}")).collect()
}

#[test]
fn the_way_of_typing_does_not_count_with_the_shipped_knowledge() {
    let knowledge = APP.knowledge();
    let phrasings = knowledge.live().flat_map(|entry| entry.questions.iter().chain(&entry.not));
    // All that hold accents or printed apostrophes; all phrasings together would take a minute.
    let some = phrasings.enumerate().filter(|(at, text)| at % 10 == 0 || !text.is_ascii());
    let golden = GOLDEN.iter().map(|case| (case.question.as_str(), case.previous.as_deref()));
    let questions = golden.chain(some.map(|(_, text)| (text.as_str(), None)));
    let counted: Vec<String> = questions.flat_map(|(text, previous)| ways_that_count(text, previous)).collect();
    assert!(counted.is_empty(), "{} outcomes changed:\n{}", counted.len(), counted.join("\n"));
}

#[test]
fn entries_on_other_states_are_told_apart() {
    let knowledge = APP.knowledge();
    let cases = [
        ("uzbekistan-csto-refusal", "tajikistan-eaeu-question", true),
        ("uzbekistan-csto-refusal", "uzbekistan-eaeu-refusal", false),
        ("uzbekistan-csto-refusal", "kyrgyzstan-uzbekistan-crisis-2016", false),
        ("uzbekistan-csto-refusal", "region-multi-vector-result", false),
    ];
    for (one, other, expected) in cases {
        let id = |text| EntryId::parse(text).expect("an id of small letters and hyphens");
        assert_eq!(is_elsewhere(&knowledge, &id(one), &id(other)), expected, "{one} and {other}");
    }
}

/// Whether an entry is another, or tells a later state of its matter, over any number of steps.
fn stands_for(knowledge: &Knowledge, shown: &EntryId, own: &EntryId) -> bool {
    shown == own
        || knowledge
            .entry(shown)
            .is_some_and(|entry| entry.supersedes.iter().any(|earlier| stands_for(knowledge, earlier, own)))
}

/// The least share of phrasings that find their own entry, in thousandths.
const FOUND: usize = 994;

#[test]
fn the_phrasings_of_the_shipped_knowledge_find_their_own_entries() {
    let knowledge = APP.knowledge();
    let mut asked = 0;
    let mut lost = Vec::new();
    let mut elsewhere = Vec::new();
    for entry in knowledge.live() {
        for question in &entry.questions {
            asked += 1;
            let decision = ask(&APP, question, None);
            let own = |id: &EntryId| stands_for(&knowledge, id, &entry.id);
            let (found, got) = match &decision.outcome {
                Outcome::Answer(hit) => (own(&hit.entry), hit.entry.to_string()),
                Outcome::Choices(hits) => (hits.iter().any(|hit| own(&hit.entry)), "other choices".to_owned()),
                Outcome::Nothing(_) => (false, "nothing".to_owned()),
            };
            if !found {
                lost.push(format!("{}: {question} -> {got}", entry.id));
            }
            elsewhere.extend(
                given(&decision)
                    .filter(|id| is_elsewhere(&knowledge, id, &entry.id))
                    .map(|id| format!("{}: {question} -> {id}", entry.id)),
            );
        }
    }
    assert!(elsewhere.is_empty(), "answered by an entry about another state:\n{}", elsewhere.join("\n"));
    let found = asked - lost.len();
    assert!(
        found * 1000 >= asked * FOUND,
        "only {found} of {asked} find their own entry; these do not:\n{}",
        lost.join("\n")
    );
}

/// An entry that has nothing to do with all others, and the name of what it is about.
struct Unrelated {
    id: &'static str,
    name: &'static str,
    questions: &'static [&'static str],
    answer: &'static str,
}

const PENGUINS: Unrelated = Unrelated {
    id: "cape-crozier",
    name: "Cape Crozier",
    questions: &[
        "How many penguins nest at Cape Crozier?",
        "penguin colony cape crozier size",
        "Why do penguins come back to the ice of Cape Crozier each spring?",
        "when were the penguins at cape crozier counted for the first time",
        "Did the number of penguins at Cape Crozier fall in 2017?",
        "who counts the antarctic penguins",
        "what do the penguins of Cape Crozier eat",
        "is it true that penguins desert their eggs when the sea ice breaks",
        "so how are the penguins in antarctica doing",
        "tell me about the adelie penguins",
    ],
    answer: "Some 300,000 pairs of penguins nest at Cape Crozier; they are counted from the air each December.",
};

const CHEESE: Unrelated = Unrelated {
    id: "coopers-hill",
    name: "Cooper's Hill",
    questions: &[
        "When is the cheese festival of Cooper's Hill?",
        "cheese rolling cooper's hill prize",
        "Who won the cheese race in 2021?",
        "why do people run after a cheese down a hill",
        "how heavy is the cheese at cooper's hill",
        "Was the cheese festival ever forbidden?",
        "is the cheese festival good for the local economy",
        "what does the winner of the cheese race get",
        "did the cheese makers agree to support the festival",
        "How long has the cheese festival been going on?",
    ],
    answer: "The cheese festival of Cooper's Hill is held on the last Monday of May; the winner keeps the cheese.",
};

const VOLCANOES: Unrelated = Unrelated {
    id: "stromboli",
    name: "Stromboli",
    questions: &[
        "How often does Stromboli erupt?",
        "stromboli eruption frequency",
        "Why does the volcano Stromboli erupt so regularly?",
        "what is the most active volcano",
        "when did stromboli last throw lava into the sea",
        "Which volcanoes have been active for two thousand years?",
        "is it dangerous to climb the volcano",
        "how high is the crater of stromboli",
        "do volcanoes influence the climate of other countries",
        "What do geologists think about the future of the volcano?",
    ],
    answer: "Stromboli erupts several times an hour and has done so for two thousand years.",
};

/// The shipped knowledge with one entry more, as if somebody had written it.
fn with(knowledge: &Knowledge, new: &Unrelated) -> Knowledge {
    let mut knowledge = knowledge.clone();
    let about = EntityId::parse(new.id).expect("an id of small letters and hyphens");
    let entity = Entity {
        id: about.clone(),
        kind: EntityKind::Place,
        name: new.name.to_owned(),
        aliases: Vec::new(),
        ambiguous: Vec::new(),
        members: Vec::new(),
        part_of: None,
        leads: None,
        years: None,
        covered: true,
    };
    knowledge.entities.insert(about.clone(), entity);
    // Nothing proves what is invented, and quotes are not indexed.
    knowledge.entries.push(Entry {
        about: vec![about],
        as_of: Date::parse("2021").expect("a year is a date"),
        questions: new.questions.iter().map(|&question| question.to_owned()).collect(),
        answer: new.answer.to_owned(),
        ..Entry::bare(id_of(new))
    });
    knowledge
}

fn id_of(new: &Unrelated) -> EntryId {
    EntryId::parse(new.id).expect("an id of small letters and hyphens")
}

/// The entry that each golden question is given.
fn answers(app: &App) -> Vec<Option<EntryId>> {
    GOLDEN.iter().map(|case| given(&ask(app, &case.question, case.previous.as_deref())).cloned()).collect()
}

/// The most golden questions in a hundred whose answer an unrelated entry may change.
const MOVED: usize = 1;

/// An entry on something else hardly changes what others answer, and never to another country.
#[track_caller]
fn check_unrelated(new: &Unrelated) {
    let knowledge = APP.knowledge();
    let app = app_of(with(&knowledge, new));
    // Else nothing has been added.
    let title = new.questions.first().expect("an entry has a question");
    assert_eq!(given(&ask(&app, title, None)), Some(&id_of(new)), "{title}");
    let mut moved = 0;
    for ((case, before), after) in GOLDEN.iter().zip(answers(&APP)).zip(answers(&app)) {
        if before == after {
            continue;
        }
        moved += 1;
        assert_ne!(after, Some(id_of(new)), "{}", case.question);
        if let (Some(before), Some(after)) = (&before, &after) {
            assert!(!is_elsewhere(&knowledge, before, after), "{}: {before} became {after}", case.question);
        }
    }
    // Which ones is not said: questions of the test half are among them.
    let all = GOLDEN.len();
    assert!(moved * 100 <= all * MOVED, "{}: the answers of {moved} in {all} golden questions moved", new.id);
}

#[test]
fn an_entry_on_penguins_changes_no_answer() {
    check_unrelated(&PENGUINS);
}

#[test]
fn an_entry_on_a_cheese_festival_changes_no_answer() {
    check_unrelated(&CHEESE);
}

#[test]
fn an_entry_on_volcanoes_changes_no_answer() {
    check_unrelated(&VOLCANOES);
}

/// A question of the golden files.
fn golden() -> impl Strategy<Value = String> {
    prop::sample::select(GOLDEN.iter().map(|case| case.question.clone()).collect::<Vec<_>>())
}

/// What no question looks like: the longest, from right to left, pictures, controls.
fn odd() -> impl Strategy<Value = String> {
    let longest = prop::collection::vec(any::<char>(), 1_990..2_010).prop_map(String::from_iter);
    let words = golden().prop_map(|text| format!("{text} ").repeat(50).chars().take(2_000).collect());
    prop_oneof![
        longest,
        words,
        "[\u{590}-\u{6ff}\u{202a}-\u{202e}\u{2066}-\u{2069} a-z?]{0,200}",
        "[\u{1f1e6}-\u{1f1ff}\u{1f300}-\u{1faff}\u{200d}\u{fe0f} a-z?]{0,80}",
        "[\u{0}-\u{1f}\u{7f}-\u{9f} a-z?]{0,120}",
        any::<String>(),
    ]
}

/// Something odd, alone or somewhere inside a question.
fn anything() -> impl Strategy<Value = String> {
    let inside = (golden(), odd(), any::<prop::sample::Index>()).prop_map(|(text, odd, at)| {
        let mut signs: Vec<char> = text.chars().collect();
        let at = at.index(signs.len() + 1);
        signs.splice(at..at, odd.chars());
        signs.into_iter().collect()
    });
    prop_oneof![odd(), inside]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_is_typed_makes_the_shipped_bot_panic(text in anything(), previous in prop::option::of(anything())) {
        let context = Context { previous };
        let asked = APP.ask(&text, &context);
        prop_assert!((0.0..=1.0).contains(&asked.decision.confidence));
        prop_assert!(!asked.reply.blocks.is_empty(), "every question gets a sentence");
        let _ = serde_json::to_string(&asked.to_data(&text));
        prop_assert_eq!(APP.explain(&text, &context).decision, asked.decision);
        prop_assert!(APP.suggest(&text, 5).len() <= 5);
        let _ = APP.about(&text);
    }
}
