//! The skeleton of a new entry: what can be known of it before somebody writes it.

use super::coverage::{CoverageError, coverage};
use crate::knowledge::{Entity, EntityKind, Knowledge, Source, SourceId, folded, names_phrase};

/// The kinds of phrasings that an entry needs, one a line of the skeleton.
const KINDS: &[&str] = &[
    "direct: what a reader of the document would ask",
    "direct, in other words",
    "everyday words, none of the document's",
    "everyday words, by somebody else",
    "keywords only",
    "why, or how",
    "yes or no, with the premise right",
    "yes or no, with the premise wrong",
    "chatty",
    "from the other side: what did the partner get",
];

/// A skeleton that cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum NewEntryError {
    /// There is no such source.
    #[error("there is no source `{wanted}`; there are {known}")]
    Unknown {
        /// The id that was given.
        wanted: String,
        /// The ids that there are.
        known: String,
    },
    /// The text is none of the sources.
    #[error(transparent)]
    Text(#[from] CoverageError),
    /// The text is another source's.
    #[error("the text is that of `{0}`; give its id with --source, or the other file with --text")]
    Other(SourceId),
    /// There is no such sentence.
    #[error("the document has no sentence {wanted}; it has {count}")]
    Sentence {
        /// The number that was given.
        wanted: usize,
        /// How many there are.
        count: usize,
    },
}

/// A sentence to be made an entry of.
struct Start<'t> {
    number: usize,
    text: &'t str,
}

/// The TOML of an entry yet to be written from a source. With the document at hand the quote is filled with a
/// sentence, the one asked for or else the first that no entry touches, and `about` with whom it names.
///
/// # Errors
/// [`NewEntryError`] where source, document or sentence do not exist.
pub fn new_entry(
    knowledge: &Knowledge,
    source: &str,
    text: Option<&str>,
    sentence: Option<usize>,
) -> Result<String, NewEntryError> {
    let found = knowledge.sources.get(source).ok_or_else(|| NewEntryError::Unknown {
        wanted: source.to_owned(),
        known: knowledge.sources.keys().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", "),
    })?;
    let Some(text) = text else {
        return Ok(skeleton(knowledge, found, None));
    };
    let covered = coverage(knowledge, Some(text))?.into_iter().next().ok_or(CoverageError)?;
    if covered.source != found.id {
        return Err(NewEntryError::Other(covered.source));
    }
    let count = covered.sentences.len();
    let number = sentence.or_else(|| covered.coverage.open().next());
    let start = match number {
        None => None,
        Some(number) => {
            let text = covered.sentences.get(&number).ok_or(NewEntryError::Sentence { wanted: number, count })?;
            Some(Start { number, text })
        }
    };
    Ok(skeleton(knowledge, found, start.as_ref()))
}

fn skeleton(knowledge: &Knowledge, source: &Source, start: Option<&Start<'_>>) -> String {
    let (about, mentions) = start.map_or_else(Default::default, |start| named(knowledge, start.text));
    let heading = start.map_or(String::new(), |start| format!("# Sentence {} of {}.\n", start.number, source.id));
    let id = about.first().map_or(String::new(), |first| format!("{first}-"));
    let kinds: Vec<String> = KINDS.iter().map(|kind| format!("    \"\",  # {kind}")).collect();
    let quote = toml_edit::Value::from(start.map_or("", |start| start.text));
    format!(
        r#"{heading}[[entry]]
id = "{id}"  # state or subject first, then the matter: small letters, digits, hyphens
about = [{about}]  # whom the answer is about: it names each of them
mentions = [{mentions}]  # whom a question for it may name besides
as_of = "{published}"  # the date of the statement, at the latest that of the source
questions = [
{kinds}
]
not = [
    "",  # near misses: the same names, a fact that the documents do not give
    "",
]
answer = ""  # one to three sentences that stand alone: who, what, when; your own words
# view_of = "{source}"  # where the author judges; the answer then says so
# supersedes = []  # entries that tell an earlier state of the same matter
see_also = []
# events = [{{ date = "{published}", text = "" }}]  # what happened when

[[entry.quotes]]
source = "{source}"
text = {quote}  # word for word, as short as it proves the answer: 8 to 30 words
"#,
        about = listed(&about),
        mentions = listed(&mentions),
        published = source.published,
        kinds = kinds.join("\n"),
        source = source.id,
    )
}

/// The entities that a sentence names: those of the region first, as what it is about; the others as mentioned.
fn named<'k>(knowledge: &'k Knowledge, sentence: &str) -> (Vec<&'k str>, Vec<&'k str>) {
    let text = folded(sentence);
    let holds = |entity: &&Entity| entity.names().any(|name| names_phrase(&text, &folded(name)));
    let found = knowledge
        .entities
        .values()
        .filter(|entity| entity.covered && (entity.kind != EntityKind::Place || !entity.members.is_empty()));
    let in_region = |entity: &&Entity| {
        !entity.members.is_empty() || knowledge.entities.values().any(|group| group.members.contains(&entity.id))
    };
    let (ours, others): (Vec<&Entity>, Vec<&Entity>) = found.filter(holds).partition(in_region);
    let ids = |entities: Vec<&'k Entity>| entities.into_iter().map(|entity| entity.id.as_str()).collect();
    (ids(ours), ids(others))
}

fn listed(ids: &[&str]) -> String {
    ids.iter().map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(", ")
}
