//! The shipped knowledge: right, in normal form, and proven in all that is said of it by name.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use chaikhana::app::{Folder, check};
use chaikhana::knowledge::proof::Fingerprint;
use chaikhana::knowledge::{Case, Entity, EntryId, File, Knowledge, Limits, Severity, Topic, not_normal, read};
use chaikhana::reply::{self, Block, Reply, Sentence, Span};
use std::collections::BTreeSet;
use std::path::Path;

/// What the bot says of its own where one side of a comparison is silent.
const NOT_TOLD: &str = "The sources here say nothing on this.";

pub(crate) fn folder() -> Folder {
    Folder::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge"))
}

fn knowledge() -> Knowledge {
    let checked = check(&folder(), &Limits::default()).expect("the folder can be read");
    checked.knowledge.expect("the shipped knowledge has no errors")
}

#[test]
fn the_shipped_knowledge_has_no_errors_and_is_in_normal_form() {
    let checked = check(&folder(), &Limits::default()).expect("the folder can be read");
    let errors = checked.problems.iter().filter(|problem| problem.severity == Severity::Error).cloned();
    let found: Vec<String> = errors
        .chain(not_normal(&checked.files))
        .map(|problem| format!("{}: {}: {}", problem.file, problem.check, problem.message))
        .collect();
    assert!(found.is_empty(), "`chaikhana check` shows the places:\n{}", found.join("\n"));
}

#[test]
fn the_shipped_fingerprints_are_as_this_program_writes_them() {
    let files = check(&folder(), &Limits::default()).expect("the folder can be read").files;
    let prints: Vec<_> = files.iter().filter(|file| file.path.strip_suffix(".fingerprint").is_some()).collect();
    assert_eq!(prints.len(), 2);
    for File { path, text } in prints {
        let read = Fingerprint::parse(text).expect("it is whole");
        assert!(read.to_string() == *text, "{path}");
    }
}

#[test]
fn a_file_on_which_all_lean_is_missed_once() {
    let files = check(&folder(), &Limits::default()).expect("the folder can be read").files;
    for path in ["lexicon.toml", "sources.toml"] {
        let rest: Vec<File> = files.iter().filter(|file| file.path != path).cloned().collect();
        let (_, problems) = read(&rest, &Limits::default());
        let errors: Vec<&str> =
            problems.iter().filter(|it| it.severity == Severity::Error).map(|it| it.check).collect();
        assert_eq!(errors, ["missing-file"], "without {path}");
    }
}

/// What a block says, each with the entries that prove it.
fn said(block: &Block) -> Vec<(&str, &[EntryId])> {
    match block {
        Block::Sentence(Sentence { text, proof }) | Block::TimelineRow { text, proof, .. } => vec![(text, proof)],
        Block::Side { sentences, .. } => {
            sentences.iter().map(|one| (one.text.as_str(), one.proof.as_slice())).collect()
        }
        _ => Vec::new(),
    }
}

/// Everything that a reply says is proven in it, with the quotes of its entries, and it proves nothing else.
#[track_caller]
fn check_proof(knowledge: &Knowledge, what: &str, reply: &Reply) {
    let mut used: Vec<&EntryId> = Vec::new();
    for (text, proof) in reply.blocks.iter().flat_map(said) {
        assert!(!proof.is_empty() || text == NOT_TOLD, "{what}: nothing proves {text:?}");
        for id in proof {
            if !used.contains(&id) {
                used.push(id);
            }
        }
    }
    let mut proven: Vec<&EntryId> = Vec::new();
    for block in &reply.blocks {
        let Block::Proof { entry, as_of, quotes } = block else {
            continue;
        };
        let known = knowledge.live().find(|live| live.id == *entry).expect("only what answers proves");
        let texts: Vec<&str> = quotes.iter().map(|(text, _)| text.as_str()).collect();
        assert!(!texts.is_empty(), "{what}: {entry}");
        assert_eq!(texts, known.quotes.iter().map(|quote| quote.text.as_str()).collect::<Vec<_>>(), "{what}: {entry}");
        assert_eq!(*as_of, known.as_of, "{what}: {entry}");
        proven.push(entry);
    }
    assert_eq!(used, proven, "{what}: each proof stands once, in the order of its first use, and each is used");
}

#[test]
fn every_sentence_of_every_summary_is_said_with_its_proof() {
    let knowledge = knowledge();
    assert!(knowledge.profiles.len() > 30, "the profiles are found: {}", knowledge.profiles.len());
    for (id, profile) in &knowledge.profiles {
        let entity = knowledge.entities.get(id).expect("a profile has its entity");
        let reply = reply::compose_profile(&knowledge, entity, None);
        check_proof(&knowledge, id.as_str(), &reply);
        let written = profile.sections.iter().flat_map(|section| &section.sentences);
        let written: Vec<(&str, &[EntryId])> =
            written.map(|sentence| (sentence.text.as_str(), sentence.entries.as_slice())).collect();
        assert_eq!(reply.blocks.iter().flat_map(said).collect::<Vec<_>>(), written, "{id}");
        for topic in Topic::ALL {
            let reply = reply::compose_profile(&knowledge, entity, Some(topic));
            check_proof(&knowledge, id.as_str(), &reply);
            let has = profile.sections.iter().any(|section| section.topic == topic);
            assert_eq!(reply.is_refusal(), !has, "{id}, {topic}");
        }
    }
}

#[test]
fn every_comparison_and_every_timeline_is_proven() {
    let knowledge = knowledge();
    let with_profile: Vec<&Entity> =
        knowledge.entities.values().filter(|e| knowledge.profiles.contains_key(&e.id)).collect();
    for one in &with_profile {
        for other in with_profile.iter().filter(|other| other.id != one.id) {
            let reply = reply::compose_comparison(&knowledge, one, other, None);
            let what = format!("{} and {}", one.id, other.id);
            assert!(!reply.is_refusal(), "{what}");
            check_proof(&knowledge, &what, &reply);
        }
    }
    check_proof(&knowledge, "all", &reply::compose_timeline(&knowledge, None, Span::default()));
    for entity in knowledge.entities.values() {
        let timeline = reply::compose_timeline(&knowledge, Some(entity), Span::default());
        check_proof(&knowledge, entity.id.as_str(), &timeline);
        let dates = timeline.blocks.iter().filter_map(|block| match block {
            Block::TimelineRow { date, .. } => Some(date.sort_key()),
            _ => None,
        });
        assert!(dates.is_sorted(), "{}: a timeline is in order", entity.id);
        check_proof(&knowledge, entity.id.as_str(), &reply::compose_about(&knowledge, entity));
    }
}

/// The labelled questions of a half.
pub(crate) fn golden(half: &str) -> Vec<Case> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/");
    let text = std::fs::read_to_string(format!("{path}{half}.toml")).expect("the golden files are there");
    chaikhana::knowledge::cases_from_toml(&text).expect("the golden files can be read")
}

#[test]
fn the_golden_questions_are_many_labelled_and_parted() {
    let knowledge = knowledge();
    let halves = [golden("validation"), golden("test"), golden("second")];
    for case in halves.iter().flatten() {
        for id in case.expect.iter().chain(&case.also) {
            assert!(knowledge.entry(id).is_some_and(|entry| entry.retired.is_none()), "{id}: {}", case.question);
        }
        assert!(case.group.is_some() && case.style.is_some(), "{}", case.question);
    }
    let answerable = halves.iter().flatten().filter(|case| case.expect.is_some()).count();
    let all = halves.iter().flatten().count();
    assert!(answerable >= 500 && all - answerable >= 250, "{answerable} of {all}");
    for half in &halves {
        let once: BTreeSet<&str> = half.iter().map(|case| case.question.as_str()).collect();
        assert_eq!(once.len(), half.len(), "a question stands twice");
    }
    let questions: BTreeSet<&str> = halves.iter().flatten().map(|case| case.question.as_str()).collect();
    let stored: BTreeSet<&str> = knowledge.live().flat_map(|entry| &entry.questions).map(String::as_str).collect();
    let both: Vec<&&str> = questions.intersection(&stored).collect();
    assert!(both.is_empty(), "test questions stand in the knowledge: {both:?}");
}
