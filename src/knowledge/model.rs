//! The checked model: what is left when every check has passed.

use super::date::Date;
use super::fold::folded;
use super::id::{EntityId, EntryId, SourceId};
use super::profile::Profile;
use super::proof::{Fingerprint, Proven};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Everything the bot knows: one immutable snapshot.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Knowledge {
    /// In file order, retired ones included.
    pub entries: Vec<Entry>,
    /// The bibliography.
    pub sources: BTreeMap<SourceId, Source>,
    /// The entities.
    pub entities: BTreeMap<EntityId, Entity>,
    /// Groups of words that mean the same in a question.
    pub synonyms: Vec<Vec<String>>,
    /// Summaries, by entity.
    pub profiles: BTreeMap<EntityId, Profile>,
    /// Questions that every edit must keep right.
    pub guard: Vec<Case>,
}

impl Knowledge {
    /// The entry of this id, retired or not.
    pub fn entry(&self, id: &EntryId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == *id)
    }

    /// The entries that answer: those that are not retired.
    pub fn live(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.retired.is_none())
    }

    /// The date of the newest source.
    pub fn newest_source(&self) -> Option<Date> {
        let dates = self.sources.values().map(|source| source.published);
        dates.max_by_key(|date| date.sort_key())
    }

    /// The entity of this name or id; case and accents do not count.
    pub fn entity_named(&self, name: &str) -> Option<&Entity> {
        let wanted = folded(name);
        let by_name = |entity: &&Entity| entity.names().any(|name| folded(name) == wanted);
        self.entities.get(name).or_else(|| self.entities.values().find(by_name))
    }

    /// Whether an entry speaks of an entity: it is about it, or about its region without singling out others.
    pub fn is_about(&self, entry: &Entry, id: &EntityId) -> bool {
        let mut groups = entry.about.iter().filter_map(|id| self.entities.get(id));
        entry.about.contains(id)
            || groups.any(|group| {
                group.members.contains(id) && !entry.about.iter().any(|other| group.members.contains(other))
            })
    }

    /// The states of the region: those that an entity names among its members.
    pub fn states(&self) -> impl Iterator<Item = &Entity> {
        let members: BTreeSet<&EntityId> = self.entities.values().flat_map(|group| &group.members).collect();
        self.entities.values().filter(move |it| it.kind == EntityKind::State && members.contains(&it.id))
    }

    /// What an entity is called, or its id where it is unknown.
    pub fn name<'a>(&'a self, id: &'a EntityId) -> &'a str {
        self.entities.get(id).map_or(id.as_str(), |entity| &entity.name)
    }
}

/// A question-answer entry.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Entry {
    /// Its id.
    pub id: EntryId,
    /// What it is about; never empty.
    pub about: Vec<EntityId>,
    /// What a question may also name.
    pub mentions: Vec<EntityId>,
    /// The date of the source's statement.
    pub as_of: Date,
    /// Phrasings; the first is shown as the entry's question.
    pub questions: Vec<String>,
    /// Near misses, which it does not answer.
    pub not: Vec<String>,
    /// One to three sentences that stand alone.
    pub answer: String,
    /// Whose judgement the answer is, where it is one.
    pub view_of: Option<SourceId>,
    /// Entries that tell an earlier state of the same matter.
    pub supersedes: Vec<EntryId>,
    /// Entries worth reading next.
    pub see_also: Vec<EntryId>,
    /// Dated things.
    pub events: Vec<Event>,
    /// When a person should look again.
    pub review_by: Option<Date>,
    /// Why it no longer answers, where it does not.
    pub retired: Option<Retired>,
    /// What proves it; never empty.
    pub quotes: Vec<Quote>,
}

impl Entry {
    /// An entry that says nothing and is asked for by nothing, to be filled in.
    pub fn bare(id: EntryId) -> Self {
        Self {
            id,
            about: Vec::new(),
            mentions: Vec::new(),
            as_of: Date { year: 0, month: None, day: None },
            questions: Vec::new(),
            not: Vec::new(),
            answer: String::new(),
            view_of: None,
            supersedes: Vec::new(),
            see_also: Vec::new(),
            events: Vec::new(),
            review_by: None,
            retired: None,
            quotes: Vec::new(),
        }
    }

    /// The question that stands for the entry.
    pub fn title(&self) -> &str {
        self.questions.first().map_or(self.id.as_str(), String::as_str)
    }
}

/// A dated thing, for timelines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When.
    pub date: Date,
    /// What happened, in a short sentence.
    pub text: String,
    /// Whether the source only foresaw it.
    pub planned: bool,
}

/// Why and since when an entry no longer answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retired {
    /// Since when.
    pub on: Date,
    /// Why.
    pub why: String,
}

/// A quote that was proven word for word.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Quote {
    /// The source that it stands in.
    pub source: SourceId,
    /// Word for word, parts joined by `[...]`.
    pub text: String,
    /// The heading under which it stands; empty before the first one.
    pub section: String,
    /// Where it stands.
    pub place: Proven,
}

/// A document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// As it is printed.
    pub author: String,
    /// As it is printed.
    pub title: String,
    /// When it appeared.
    pub published: Date,
    /// Where it appeared.
    pub venue: Option<String>,
    /// Its digital object identifier.
    pub doi: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Who holds the rights, and on what ground quotes are shown.
    pub licence: Option<String>,
    /// The share of its body words that quotes may repeat, 0 to 1.
    pub budget: f64,
    /// Why that share is not the default.
    pub budget_reason: Option<String>,
    /// What proves its quotes.
    pub fingerprint: Fingerprint,
    /// Sentences that need no quote, by number from 1.
    pub skip: BTreeMap<usize, Skip>,
}

impl Source {
    /// The numbers of the sentences that need no quote.
    pub fn skipped(&self) -> BTreeSet<usize> {
        self.skip.keys().copied().collect()
    }

    /// Where it can be read: the address, or the one that its identifier gives.
    pub fn link(&self) -> Option<String> {
        let by_doi = || self.doi.as_ref().map(|doi| format!("https://doi.org/{doi}"));
        self.url.clone().or_else(by_doi)
    }
}

/// A sentence that needs no quote of its own.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Skip {
    /// Why.
    pub reason: SkipReason,
    /// A word on it.
    pub note: Option<String>,
}

/// Why a sentence needs no quote of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SkipReason {
    /// A heading or the masthead.
    Heading,
    /// A bare reference, such as an author's line.
    Reference,
    /// It says again what another sentence says.
    Repetition,
    /// The entry answers it, quoted from a sentence nearby.
    Answered(EntryId),
}

/// Something that questions name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// Its id.
    pub id: EntityId,
    /// What kind of thing it is.
    pub kind: EntityKind,
    /// What it is called in answers.
    pub name: String,
    /// Other names, which are its own.
    pub aliases: Vec<String>,
    /// Names that it shares with another entity.
    pub ambiguous: Vec<String>,
    /// Entities for which an entry about this one speaks too.
    pub members: Vec<EntityId>,
    /// The state that naming this place names.
    pub part_of: Option<EntityId>,
    /// The state that naming this leader names.
    pub leads: Option<EntityId>,
    /// First and last year in office; the last is open for who still was in office.
    pub years: Option<(i16, Option<i16>)>,
    /// Whether the documents say anything of it.
    pub covered: bool,
}

impl Entity {
    /// The entity that naming this one names too: a leader's or a place's state.
    pub fn stands_for(&self) -> Option<&EntityId> {
        self.leads.as_ref().or(self.part_of.as_ref())
    }

    /// The name and all aliases, ambiguous ones included.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let all = std::iter::once(&self.name).chain(&self.aliases).chain(&self.ambiguous);
        all.map(String::as_str)
    }
}

/// What kind of thing an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum EntityKind {
    /// A state, of the region or another.
    State,
    /// A power from outside the region.
    Power,
    /// An organisation.
    Organisation,
    /// A project, line or initiative.
    Project,
    /// A person.
    Person,
    /// A city, sea or region.
    Place,
    /// A treaty, concept or law.
    Document,
}

impl EntityKind {
    /// Parses the word of the files.
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "state" => Self::State,
            "power" => Self::Power,
            "organisation" => Self::Organisation,
            "project" => Self::Project,
            "person" => Self::Person,
            "place" => Self::Place,
            "document" => Self::Document,
            _ => return None,
        })
    }

    /// The words that [`Self::parse`] knows.
    pub const WORDS: &'static str = "state, power, organisation, project, person, place, document";
}

/// A question with the answer it must get.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The question.
    pub question: String,
    /// The entry, or none where nothing may be answered.
    pub expect: Option<EntryId>,
    /// Other entries that are as right.
    pub also: Vec<EntryId>,
    /// What the figures are grouped by.
    pub group: Option<String>,
    /// How the question is put.
    pub style: Option<String>,
    /// The question asked before.
    pub previous: Option<String>,
}

/// The word that expects no answer.
pub const NOTHING: &str = "nothing";
