//! The files as they are written: every string with its place, nothing checked but the shape.
//!
//! Fields that are not here are refused, so this is the contract that docs/knowledge-format.md describes.

use serde::Deserialize;
use toml::Spanned;

/// A string with its place in the file.
pub type Text = Spanned<String>;

/// `countries/NAME.toml` and `topics/NAME.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntriesFile {
    /// The entries, in file order.
    #[serde(default)]
    pub entry: Vec<Entry>,
}

/// `[[entry]]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "docs/knowledge-format.md gives each field's meaning")]
pub struct Entry {
    pub id: Text,
    #[serde(default)]
    pub about: Vec<Text>,
    #[serde(default)]
    pub mentions: Vec<Text>,
    pub as_of: Text,
    #[serde(default)]
    pub questions: Vec<Text>,
    #[serde(default)]
    pub not: Vec<Text>,
    pub answer: Text,
    pub view_of: Option<Text>,
    #[serde(default)]
    pub supersedes: Vec<Text>,
    #[serde(default)]
    pub see_also: Vec<Text>,
    #[serde(default)]
    pub events: Vec<Event>,
    pub review_by: Option<Text>,
    pub retired: Option<Retired>,
    #[serde(default)]
    pub quotes: Vec<Quote>,
}

/// `[[entry.quotes]]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "docs/knowledge-format.md gives each field's meaning")]
pub struct Quote {
    pub source: Text,
    pub text: Text,
}

/// One of `events`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "docs/knowledge-format.md gives each field's meaning")]
pub struct Event {
    pub date: Text,
    pub text: Text,
    #[serde(default)]
    pub planned: bool,
}

/// `retired`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "docs/knowledge-format.md gives each field's meaning")]
pub struct Retired {
    pub on: Text,
    pub why: Text,
}

/// `sources.toml`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourcesFile {
    /// The bibliography, in file order.
    #[serde(default)]
    pub source: Vec<Source>,
}

/// `[[source]]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "docs/knowledge-format.md gives each field's meaning")]
pub struct Source {
    pub id: Text,
    pub author: Text,
    pub title: Text,
    pub published: Text,
    pub venue: Option<Text>,
    pub doi: Option<Text>,
    pub url: Option<Text>,
    pub licence: Option<Text>,
    pub budget: Option<Spanned<f64>>,
    pub budget_reason: Option<Text>,
}

/// `sources/ID.skip.toml`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkipFile {
    /// The excused sentences, in file order.
    #[serde(default)]
    pub skip: Vec<Skip>,
}

/// `[[skip]]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "docs/knowledge-format.md gives each field's meaning")]
pub struct Skip {
    pub sentence: Spanned<usize>,
    pub reason: Text,
    pub entry: Option<Text>,
    pub note: Option<Text>,
}

/// `lexicon.toml`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LexiconFile {
    /// The entities, in file order.
    #[serde(default)]
    pub entity: Vec<Entity>,
    /// The synonyms, in file order.
    #[serde(default)]
    pub synonym: Vec<Synonym>,
}

/// `[[entity]]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "docs/knowledge-format.md gives each field's meaning")]
pub struct Entity {
    pub id: Text,
    pub kind: Text,
    pub name: Text,
    #[serde(default)]
    pub aliases: Vec<Text>,
    #[serde(default)]
    pub ambiguous: Vec<Text>,
    #[serde(default)]
    pub members: Vec<Text>,
    pub part_of: Option<Text>,
    pub leads: Option<Text>,
    pub years: Option<Text>,
    #[serde(default = "covered")]
    pub covered: bool,
}

fn covered() -> bool {
    true
}

/// `[[synonym]]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "docs/knowledge-format.md gives each field's meaning")]
pub struct Synonym {
    pub words: Vec<Text>,
    pub why: Text,
}

/// `profiles/ENTITY.toml`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "docs/knowledge-format.md gives each field's meaning")]
pub struct ProfileFile {
    pub entity: Text,
    #[serde(default)]
    pub section: Vec<ProfileSection>,
}

/// `[[section]]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "docs/knowledge-format.md gives each field's meaning")]
pub struct ProfileSection {
    pub topic: Text,
    pub title: Text,
    #[serde(default)]
    pub sentence: Vec<ProfileSentence>,
}

/// `[[section.sentence]]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "docs/knowledge-format.md gives each field's meaning")]
pub struct ProfileSentence {
    pub text: Text,
    #[serde(default)]
    pub entries: Vec<Text>,
    pub reviewed: Option<Text>,
}

/// `guard.toml`, and the questions that `eval` reads.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CasesFile {
    /// The questions, in file order.
    #[serde(default)]
    pub case: Vec<Case>,
}

/// `[[case]]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "docs/knowledge-format.md gives each field's meaning")]
pub struct Case {
    pub question: Text,
    #[serde(alias = "expected")]
    pub expect: Text,
    #[serde(default)]
    pub also: Vec<Text>,
    pub group: Option<Text>,
    pub style: Option<Text>,
    pub previous: Option<Text>,
}
