//! What single questions get of the shipped knowledge, one of each kind that went wrong once or that is easily lost.

use crate::bot::{APP, ask};
use chaikhana::app::{Context, Outcome, Suggestion};
use chaikhana::engine::Reason;
use chaikhana::knowledge::{EntityId, Topic};
use chaikhana::reply::{Block, Summary};
use std::collections::BTreeSet;

#[test]
fn a_name_that_is_misspelt_while_it_is_typed_is_completed_all_the_same() {
    for typed in ["krygyz", "why did krygyz", "turkmenestan nuetr"] {
        let name = if typed.starts_with("turk") { "turkmenistan neutral" } else { "kyrgyz" };
        let found = APP.suggest(typed, 3);
        assert!(!found.is_empty(), "{typed}");
        for suggestion in found {
            let question = suggestion.question.to_lowercase();
            let held = name.split(' ').all(|word| question.contains(word));
            assert!(held, "{typed}: {question}");
        }
    }
}

#[test]
fn before_anything_is_typed_each_state_has_a_question_and_no_entry_two() {
    let starts = APP.suggest("", 12);
    assert_eq!(starts.len(), 12);
    let knowledge = APP.knowledge();
    for state in ["kazakhstan", "kyrgyzstan", "tajikistan", "turkmenistan", "uzbekistan"] {
        let about = |start: &Suggestion| knowledge.entry(&start.entry).is_some_and(|e| e.about[0].as_str() == state);
        assert!(starts.iter().take(6).any(about), "{state}: {starts:?}");
    }
    let entries: BTreeSet<_> = starts.iter().map(|start| &start.entry).collect();
    assert_eq!(entries.len(), starts.len());
}

#[test]
fn nothing_is_read_as_a_name_of_three_letters() {
    for (question, said) in [("brb", "nothing"), ("what is the BRI?", "an answer"), ("what is the ctso?", "a repair")] {
        let decision = ask(&APP, question, None);
        let is = match said {
            "nothing" => matches!(decision.outcome, Outcome::Nothing(_)) && decision.repairs.is_empty(),
            "an answer" => matches!(decision.outcome, Outcome::Answer(_)),
            _ => decision.repairs.iter().any(|repair| repair.to.eq_ignore_ascii_case("csto")),
        };
        assert!(is, "{question}: {:?} {:?}", decision.outcome, decision.repairs);
    }
}

#[test]
fn what_is_of_two_states_is_not_given_for_one_of_them_and_a_third() {
    for question in [
        "What happened between Uzbekistan and Tajikistan in 2021?",
        "Did Tajikistan and Kyrgyzstan want closer ties with Russia in the 1990s?",
        "Is China paying for the China-Kazakhstan-Uzbekistan railway?",
    ] {
        let outcome = ask(&APP, question, None).outcome;
        assert!(!matches!(outcome, Outcome::Answer(_)), "{question}: {outcome:?}");
    }
}

/// What strangers type first: a state and one word, or two names. What only shares the word does not answer.
#[test]
fn a_name_and_a_word_are_not_answered_with_what_only_shares_them() {
    for question in [
        "history of Kyrgyzstan",
        "Kazakhstan and South Korea",
        "Uzbekistan and Saudi Arabia",
        "What is the capital of Uzbekistan?",
        "What are the neighbours of Tajikistan?",
        "turkmenistan and the csto",
        "islam in Kazakhstan",
    ] {
        let outcome = ask(&APP, question, None).outcome;
        assert!(!matches!(outcome, Outcome::Answer(_)), "{question}: {outcome:?}");
    }
}

#[test]
fn what_is_told_of_one_leader_does_not_answer_for_another() {
    for question in [
        "Was Karimov president of Tajikistan?",
        "did Kazakhstan nearly go to war with its neighbours in the karimov years",
        "Did Karimov visit Tajikistan in 2018?",
    ] {
        let outcome = ask(&APP, question, None).outcome;
        assert!(!matches!(outcome, Outcome::Answer(_)), "{question}: {outcome:?}");
    }
}

#[test]
fn small_talk_is_told_what_the_bot_is_for() {
    for (text, talks) in [
        ("hi", true),
        ("Thanks a lot!", true),
        ("help", true),
        ("who are you", true),
        ("What are your sources?", true),
        ("what do you know about TAPI?", false),
        ("who?", false),
        ("can you tell me who was elected", false),
    ] {
        let outcome = ask(&APP, text, None).outcome;
        let is = matches!(&outcome, Outcome::Nothing(Reason::SmallTalk { nearest }) if nearest.len() == 3);
        assert_eq!(is, talks, "{text}: {outcome:?}");
    }
    let reply = APP.ask("hello", &Context::default()).reply;
    let Some(Block::Refusal(sentence)) = reply.blocks.first() else {
        unreachable!("a sentence comes first: {reply:?}")
    };
    assert!(sentence.contains("with quotes from Fabio Indeo (2017) and Elena Garbuzarova (2021)"), "{sentence}");
}

#[test]
fn of_two_that_tie_neither_is_given() {
    let questions = [
        "Who buys Turkmen gas?",
        "karimov usa russia maneuvering",
        "how much of the frontier between Bishkek and Tashkent is still up in the air",
    ];
    let ties = questions.into_iter().filter(|question| match ask(&APP, question, None).outcome {
        Outcome::Choices(hits) => hits[0].confidence >= 0.6 && hits[0].confidence - hits[1].confidence < 0.12,
        _ => false,
    });
    assert!(ties.count() > 0, "each of them comes near two entries that are as sure as each other");
}

#[test]
fn whether_one_is_in_the_other_is_a_question_and_no_bare_name() {
    let outcome = ask(&APP, "Is Tajikistan in the SCO?", None).outcome;
    assert!(!matches!(outcome, Outcome::Nothing(Reason::OnlyNamed { .. })), "{outcome:?}");
    let outcome = ask(&APP, "Is Tajikistan in the Turkic Council?", None).outcome;
    assert!(!matches!(outcome, Outcome::Answer(_)), "what the council is for does not answer it: {outcome:?}");
}

#[test]
fn what_is_asked_too_broadly_names_the_summary() {
    let id = |id: &str| EntityId::parse(id).expect("an id");
    let summary = |of: &str, beside: Option<&str>, topic| Summary { of: id(of), beside: beside.map(id), topic };
    for (question, expected) in [
        ("Kazakhstan Russia", Some(summary("kazakhstan", None, Some(Topic::Russia)))),
        ("uzbekistan", Some(summary("uzbekistan", None, None))),
        ("whats kazakhstans deal w china", Some(summary("kazakhstan", None, Some(Topic::China)))),
        (
            "compare kazakhstan and kyrgyzstan on china",
            Some(summary("kazakhstan", Some("kyrgyzstan"), Some(Topic::China))),
        ),
        ("did uzbekistan ever join the eurasian union?", None),
        ("what time is the bus", None),
    ] {
        let reply = APP.ask(question, &Context::default()).reply;
        let named = reply.blocks.into_iter().find_map(|block| match block {
            Block::Summary(summary) => Some(summary),
            _ => None,
        });
        assert_eq!(named, expected, "{question}");
    }
}

#[test]
fn what_is_offered_of_other_states_says_so() {
    let said = |question: &str| {
        let reply = APP.ask(question, &Context::default()).reply;
        let text = reply.blocks.iter().find_map(|block| match block {
            Block::Text(text) => Some(text.clone()),
            _ => None,
        });
        text.unwrap_or_default()
    };
    let others = "No answer here fits this for Tajikistan; of others, this comes near:";
    assert_eq!(said("Is Tajikistan in the CSTO?"), others);
    assert_eq!(said("uzbekistan and china"), "Did you mean one of these?");
    assert_eq!(
        said("How many miles of frontier do the Chinese and the Kazakhs have in common?"),
        "This may not be what you ask for, but it comes nearest:"
    );
}

#[test]
fn a_follow_up_that_takes_over_no_name_says_what_it_was_read_as() {
    let context = Context { previous: Some("Is Kazakhstan's foreign policy multi-vector?".to_owned()) };
    for question in ["and Kyrgyzstan?", "kyrgyzstan"] {
        let reply = APP.ask(question, &context).reply;
        let note = Block::Note("Read as the question before, of Kyrgyzstan.".to_owned());
        assert_eq!(reply.blocks.first(), Some(&note), "{question}");
    }
}
