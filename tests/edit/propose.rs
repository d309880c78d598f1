//! What an edit would come to, on the small knowledge.

#![expect(clippy::panic, reason = "a test that is surprised has failed")]

use super::{file, id, list};
use crate::small;
use chaikhana::app::{App, Consequence, Context, Fate, Given, Outcome, Proposal, Refusal, Snapshot, Turn, stale};
use chaikhana::engine::Settings;
use chaikhana::knowledge::edit::{Edit, EntryDraft, Field, QuoteChange, QuoteDraft};
use chaikhana::knowledge::{Date, File, Limits, read};
use chaikhana::reply::Block;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

const LIMITS: Limits = Limits { min_phrasings: small::MIN_PHRASINGS, max_quote_words: 40 };

/// The small knowledge with a guard.
fn files() -> Vec<File> {
    let guard = "[[case]]\nquestion = \"what did norlund lend belmoria\"\nexpect = \"belmoria-railway-loan\"\n";
    let others = small::files().into_iter().filter(|file| file.path != "guard.toml");
    others.chain([file("guard.toml", guard)]).collect()
}

fn app_of(files: &[File]) -> App {
    let (knowledge, problems) = read(files, &LIMITS);
    App::new(Snapshot::of(knowledge.unwrap_or_else(|| panic!("{problems:?}")), Settings::default()))
}

fn propose(edit: &Edit) -> Result<Proposal, Refusal> {
    app_of(&files()).propose(&files(), edit, &LIMITS, &|_, _| ())
}

fn change(entry: &str, field: Field) -> Edit {
    Edit::Change { id: id(entry), what: vec![field] }
}

#[track_caller]
fn problems(edit: &Edit) -> (Vec<(String, String)>, Vec<Consequence>) {
    match propose(edit) {
        Err(Refusal::Problems { problems, leaning, .. }) => {
            (problems.iter().map(|problem| (problem.message.clone(), problem.remedy.clone())).collect(), leaning)
        }
        other => panic!("expected problems, got {other:?}"),
    }
}

#[test]
fn a_proposal_shows_the_diff_the_entry_and_asks_all_questions() {
    let edit =
        change("kestovia-harbour-loan", Field::Answer("Norlund lent Kestovia nine hundred million crowns.".to_owned()));
    let proposal = propose(&edit).expect("it can be published");
    assert_eq!(proposal.changed.len(), 1);
    assert!(proposal.diff.contains("\n+answer = \"Norlund lent Kestovia nine hundred million crowns.\"\n"));
    let [(entry, Some(preview))] = proposal.previews.as_slice() else { panic!("one entry is new") };
    assert_eq!(entry.as_str(), "kestovia-harbour-loan");
    assert_eq!(
        preview.blocks.first(),
        Some(&Block::Text("Norlund lent Kestovia nine hundred million crowns.".to_owned()))
    );
    let knowledge = app_of(&files()).knowledge();
    let phrasings: usize = knowledge.live().map(|entry| entry.questions.len()).sum();
    assert_eq!(proposal.gated.asked, phrasings + 1);
    assert_eq!(proposal.gated.losses().count(), 0, "{:?}", proposal.gated);
    assert!(proposal.warnings.is_empty());
    let app = app_of(&files());
    app.swap(proposal.into_snapshot());
    let asked = app.ask("How much did Norlund lend Kestovia for the harbour?", &Context::default());
    assert!(matches!(asked.decision.outcome, Outcome::Answer(hit) if hit.entry.as_str() == "kestovia-harbour-loan"));
}

#[test]
fn progress_is_told_up_to_the_last_question_and_the_present_is_asked_once() {
    let app = app_of(&files());
    let edit = Edit::Alias { id: id("belmoria-railway-loan"), question: "how big was the railway loan".to_owned() };
    let guard = Edit::OutOfScope { question: "who plays the flute in Arvania".to_owned() };
    let asked = |edit: &Edit| {
        let (last, total) = (Mutex::new(0), AtomicUsize::new(0));
        let told = |done: usize, all: usize| {
            let mut last = last.lock().expect("nobody panics");
            *last = done.max(*last);
            total.store(all, Ordering::Relaxed);
        };
        let proposal = app.propose(&files(), edit, &LIMITS, &told).expect("it can be published");
        let last = *last.lock().expect("nobody panics");
        assert_eq!(last, total.load(Ordering::Relaxed));
        (last, proposal.gated.asked)
    };
    let (first, count) = asked(&edit);
    assert_eq!(first, 2 * count - 1, "the present snapshot is asked too, which has one question fewer");
    assert_eq!(asked(&edit), (count, count), "its answers are kept");
    assert_eq!(asked(&guard), (1, count), "where nothing new is learnt, only the new question is asked");
}

#[test]
fn a_phrasing_that_takes_questions_from_another_entry_is_shown() {
    // Everything that the loan of the railway is asked by, given to the loan of the harbour as near misses of the former.
    let questions = ["what did norlund lend belmoria", "what has norlund lent to belmoria"];
    let edit = Edit::All(
        questions
            .map(|question| Edit::NearMiss { id: id("belmoria-railway-loan"), question: question.to_owned() })
            .to_vec(),
    );
    let gated = propose(&edit).expect("it can be published").gated;
    let lost: Vec<_> = gated.losses().collect();
    let [flip] = lost.as_slice() else { panic!("one question is lost: {gated:?}") };
    assert_eq!((flip.question.as_str(), flip.guard, flip.turn), ("what did norlund lend belmoria", true, Turn::Lost));
    assert_eq!(flip.from, Given::Answer(id("belmoria-railway-loan")));
    assert_ne!(flip.to, flip.from);
    assert_eq!(gated.taken().get(&id("belmoria-railway-loan")), Some(&1));
}

#[test]
fn a_new_phrasing_that_its_entry_does_not_answer_is_shown() {
    let edit = Edit::Alias { id: id("belmoria-railway-loan"), question: "How much did Zubrovka lend?".to_owned() };
    let gated = propose(&edit).expect("it can be published").gated;
    let missed: Vec<_> = gated.flips.iter().filter(|flip| flip.turn == Turn::Missed).collect();
    let [flip] = missed.as_slice() else { panic!("one question is missed: {gated:?}") };
    assert_eq!((&flip.from, &flip.to), (&Given::Nothing, &Given::Nothing));
    assert_eq!(flip.expected, Some(id("belmoria-railway-loan")));
    assert_eq!(flip.uncovered, ["Zubrovka"], "why it gets nothing is told");
}

/// Words that only their own entry knows.
const STRANGE: &str = "zebra marmalade of Kestovia";

#[test]
fn a_phrasing_that_is_taken_away_and_then_gets_nothing_is_lost() {
    let entry = "kestovia-neutrality-luxury";
    let without = files();
    let known = "is Kestovian neutrality a luxury";
    let more = |file: &File| File {
        text: file.text.replace(&format!("    \"{known}\",\n"), &format!("    \"{known}\",\n    \"{STRANGE}\",\n")),
        ..file.clone()
    };
    let with: Vec<File> = without.iter().map(more).collect();
    let propose = |edit: &Edit| app_of(&with).propose(&with, edit, &LIMITS, &|_, _| ()).expect("it can be published");
    let loans = || {
        let loans = without.iter().find(|file| file.path == "topics/loans.toml").expect("it is there");
        vec![(loans.path.clone(), Some(loans.text.clone()))]
    };
    let gated = propose(&Edit::Files(loans())).gated;
    let lost: Vec<_> = gated.losses().collect();
    let [flip] = lost.as_slice() else { panic!("one question is lost: {gated:?}") };
    assert_eq!((flip.question.as_str(), flip.turn, &flip.to), (STRANGE, Turn::Lost, &Given::Nothing));
    assert_eq!((&flip.from, flip.expected.as_ref()), (&Given::Answer(id(entry)), Some(&id(entry))));
    // What goes on purpose is no loss.
    let kept = ["What does Harrow think of the neutrality of Kestovia?", known, "can Kestovia afford to be neutral"];
    let elsewhere = vec![Field::Questions(list(&kept)), Field::Not(list(&["Zebra marmalade of KESTOVIA?"]))];
    let retired = Edit::Retire { id: id(entry), on: "2021".to_owned(), why: "it is doubtful".to_owned() };
    for edit in [Edit::Back(loans()), Edit::Change { id: id(entry), what: elsewhere }, retired] {
        let gated = propose(&edit).gated;
        assert_eq!(gated.losses().count(), 0, "{edit:?}: {gated:?}");
    }
}

#[test]
fn phrasings_that_a_newer_entry_answers_are_no_loss() {
    let old = "belmoria-railway-loan";
    let newer = EntryDraft {
        id: "belmoria-railway-copper".to_owned(),
        about: list(&["belmoria"]),
        mentions: list(&["norlund"]),
        as_of: "2020".to_owned(),
        questions: list(&[
            "How does Belmoria repay the railway loan?",
            "what does Belmoria repay Norlund with",
            "what Belmoria repays of what Norlund did lend",
        ]),
        answer: "Belmoria repays Norlund's money with copper.".to_owned(),
        supersedes: list(&[old]),
        quotes: vec![QuoteDraft {
            source: small::SOURCE.to_owned(),
            text: "Belmoria repays the money with copper that it sells to Norlund".to_owned(),
        }],
        ..EntryDraft::default()
    };
    let edit = Edit::Add { file: "topics/loans.toml".to_owned(), entry: Box::new(newer) };
    let (found, leaning) = problems(&edit);
    assert!(found.iter().any(|(message, _)| message.contains("belmoria-railway-copper")), "{found:?}");
    assert!(leaning.is_empty(), "a new entry carries nothing");
    let profile = small::files().into_iter().find(|file| file.path == "profiles/belmoria.toml").expect("it is there");
    let text =
        profile.text.replace("[\"belmoria-railway-loan\"]", "[\"belmoria-railway-loan\", \"belmoria-railway-copper\"]");
    let both = Edit::All(vec![edit, Edit::Files(vec![(profile.path, Some(text))])]);
    let proposal = propose(&both).expect("it can be published");
    let lost: Vec<_> = proposal.gated.flips.iter().filter(|flip| flip.turn == Turn::Lost).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn only_warnings_that_are_new_are_shown() {
    let limits = Limits { min_phrasings: 4, ..LIMITS };
    let old = app_of(&files()).propose(
        &files(),
        &change("arvania-league-observer", Field::SeeAlso(Vec::new())),
        &limits,
        &|_, _| (),
    );
    assert!(old.expect("it can be published").warnings.is_empty(), "others had too few phrasings before");
    let three =
        list(&["Is Arvania a member of the Trade League?", "did Arvania ever join the Trade League", "the League"]);
    let edit = change("arvania-league-observer", Field::Questions(three));
    let proposal = app_of(&files()).propose(&files(), &edit, &limits, &|_, _| ()).expect("it can be published");
    let messages: Vec<&str> = proposal.warnings.iter().map(|warning| warning.message.as_str()).collect();
    assert_eq!(messages, ["`arvania-league-observer` has 3 phrasings, at least 4 are asked for"]);
}

#[test]
fn a_refused_phrasing_puts_nothing_that_leans_on_its_entry_in_doubt() {
    let with = |question: &str| Edit::Alias { id: id("belmoria-railway-loan"), question: question.to_owned() };
    let (found, leaning) = problems(&with("Is Arvania a member of the Trade League?"));
    assert_eq!((found.len(), leaning.len()), (1, 0), "{found:?}, {leaning:?}");
    let (_, leaning) = problems(&change("belmoria-railway-loan", Field::Answer("It lent \u{200b}nothing.".to_owned())));
    assert_eq!(leaning.len(), 1, "an answer does");
}

#[test]
fn a_quote_that_is_not_word_for_word_is_refused_with_the_nearest_place() {
    let quote = QuoteDraft {
        source: small::SOURCE.to_owned(),
        text: "Norlund lent Kestovia nine hundred million dollars in 2016 for a harbour".to_owned(),
    };
    let edit = Edit::Quote { id: id("kestovia-harbour-loan"), change: QuoteChange::Add(quote) };
    let (found, _) = problems(&edit);
    let message = "the quote matches 11 of 12 words in `Kestovia` of `harrow-2020`; differs at `dollars`";
    assert_eq!(
        found,
        [(
            message.to_owned(),
            "copy the passage from the document, word for word; `[...]` marks what is left out".to_owned()
        )]
    );
}

#[test]
fn what_leans_on_an_entry_is_shown_when_it_changes() {
    let edit = change(
        "belmoria-railway-loan",
        Field::Answer("Norlund lent Belmoria three billion crowns in 2015.".to_owned()),
    );
    let proposal = propose(&edit).expect("it can be published");
    let [consequence] = proposal.consequences.as_slice() else { panic!("one entry changes") };
    assert_eq!(consequence.fate, Fate::Changed);
    let sentences: Vec<&str> = consequence.sentences.iter().map(|resting| resting.sentence.as_str()).collect();
    assert_eq!(sentences, ["Belmoria builds its railway with three billion crowns that Norlund lent in 2015."]);
    assert_eq!(consequence.see_also, [id("arvania-league-observer")]);
    assert_eq!(consequence.guard, ["what did norlund lend belmoria"]);
    let edit =
        Edit::Alias { id: id("belmoria-railway-loan"), question: "the railway loan of Belmoria, how big".to_owned() };
    assert!(propose(&edit).expect("it can be published").consequences.is_empty(), "a phrasing carries nothing");
}

#[test]
fn retiring_what_a_profile_rests_on_is_refused_with_all_that_leans_on_it() {
    let edit =
        Edit::Retire { id: id("arvania-league-refusal"), on: "2021".to_owned(), why: "it is doubtful".to_owned() };
    let (found, leaning) = problems(&edit);
    assert!(!found.is_empty());
    let [consequence] = leaning.as_slice() else { panic!("one entry retires") };
    assert_eq!((consequence.fate, consequence.sentences.len()), (Fate::Retired, 1));
    assert_eq!(consequence.chain, [id("arvania-league-observer")]);
}

#[test]
fn an_edit_that_cannot_be_made_is_refused_before_anything_is_read() {
    let refusal = propose(&Edit::Restore { id: id("arvania-league-refusal") }).expect_err("it is refused");
    assert_eq!(refusal.to_string(), "`arvania-league-refusal` is not retired; there is nothing to restore");
}

#[test]
fn an_engine_with_nothing_new_to_learn_answers_as_one_built_anew() {
    let edit = change("belmoria-railway-loan", Field::SeeAlso(list(&["kestovia-harbour-loan"])));
    let proposal = propose(&edit).expect("it can be published");
    let anew = app_of(&proposal.files);
    let app = app_of(&files());
    app.swap(proposal.into_snapshot());
    for question in ["Is Arvania a member of the Trade League?", "harbour money", "who plays the flute"] {
        let decision = |app: &App| app.ask(question, &Context::default()).decision;
        assert_eq!(decision(&app), decision(&anew), "{question}");
    }
}

#[test]
fn entries_past_their_day_are_stale_the_oldest_first() {
    let edit = Edit::All(vec![
        change("belmoria-railway-loan", Field::ReviewBy(Some("2026-05".to_owned()))),
        change("kestovia-harbour-loan", Field::ReviewBy(Some("2025".to_owned()))),
        change("kestovia-neutrality-luxury", Field::ReviewBy(Some("2026-06-15".to_owned()))),
    ]);
    let proposal = propose(&edit).expect("it can be published");
    let app = app_of(&proposal.files);
    let knowledge = app.knowledge();
    let ids = |today: &str| -> Vec<String> {
        let today = Date::parse(today).expect("it is a date");
        stale(&knowledge, today).iter().map(|entry| entry.id.to_string()).collect()
    };
    assert_eq!(ids("2026-06-15"), ["kestovia-harbour-loan", "belmoria-railway-loan"]);
    assert_eq!(ids("2025-12-31"), Vec::<String>::new());
}
