//! Between rows and values.

use crate::knowledge::EntryId;
use crate::store::ledger::question::kept;
use crate::store::ledger::{
    Author, Draft, Headline, Outcome, Plan, Print, Pseudonym, Question, Revision, State, Suggestion, Verdict, Via, Vote,
};
use jiff::Timestamp;
use sqlx::error::BoxDynError;
use sqlx::query_builder::Separated;
use sqlx::sqlite::SqliteRow;
use sqlx::{Error, FromRow, Row, Sqlite};

/// The columns of a question, in the order of [`bind`].
pub(super) const QUESTION: &str =
    "id, at, guild, channel, asker, text, outcome, entry, confidence, previous, state, flagged";

/// Binds a question's columns.
pub(super) fn bind(row: &mut Separated<'_, Sqlite, &'static str>, question: &Question) {
    let question = question.clone().kept();
    row.push_bind(question.id.cast_signed())
        .push_bind(micros(question.at))
        .push_bind(question.guild.map(u64::cast_signed))
        .push_bind(question.channel.map(u64::cast_signed))
        .push_bind(question.asker.map(|asker| asker.as_bytes().to_vec()))
        .push_bind(question.text)
        .push_bind(question.outcome.word())
        .push_bind(question.entry.map(|entry| entry.as_str().to_owned()))
        .push_bind(question.confidence)
        .push_bind(question.previous)
        .push_bind(question.state.word())
        .push_bind(question.flagged);
}

/// A time as a column.
pub(super) fn micros(at: Timestamp) -> i64 {
    kept(at).as_microsecond()
}

impl FromRow<'_, SqliteRow> for Question {
    fn from_row(row: &SqliteRow) -> Result<Self, Error> {
        Ok(Self {
            id: id(row, "id")?,
            at: time(row, "at")?,
            guild: optional_id(row, "guild")?,
            channel: optional_id(row, "channel")?,
            asker: row.try_get::<Option<Vec<u8>>, _>("asker")?.map(|bytes| person("asker", &bytes)).transpose()?,
            text: row.try_get("text")?,
            outcome: word(row, "outcome", Outcome::from_word)?,
            entry: entry(row)?,
            confidence: row.try_get("confidence")?,
            previous: row.try_get("previous")?,
            state: word(row, "state", State::from_word)?,
            flagged: row.try_get("flagged")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for Draft {
    fn from_row(row: &SqliteRow) -> Result<Self, Error> {
        Ok(Self {
            owner: person("owner", &row.try_get::<Vec<u8>, _>("owner")?)?,
            kind: row.try_get("kind")?,
            body: row.try_get("body")?,
            base: optional_id(row, "base")?,
            at: time(row, "at")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for Suggestion {
    fn from_row(row: &SqliteRow) -> Result<Self, Error> {
        Ok(Self {
            id: id(row, "id")?,
            at: time(row, "at")?,
            guild: optional_id(row, "guild")?,
            channel: optional_id(row, "channel")?,
            author: person("author", &row.try_get::<Vec<u8>, _>("author")?)?,
            reach: optional_id(row, "reach")?,
            text: row.try_get("text")?,
            entry: entry(row)?,
            state: word(row, "state", Verdict::from_word)?,
            word: row.try_get("word")?,
        })
    }
}

/// Without entries and changes, which are rows of their own.
impl FromRow<'_, SqliteRow> for Revision {
    fn from_row(row: &SqliteRow) -> Result<Self, Error> {
        let plan = Plan {
            base: id(row, "base")?,
            at: time(row, "at")?,
            author: author(row)?,
            why: row.try_get("why")?,
            entries: Vec::new(),
            changes: Vec::new(),
        };
        Ok(Self { number: id(row, "number")?, plan })
    }
}

/// Without entries and paths, which are rows of their own.
impl FromRow<'_, SqliteRow> for Headline {
    fn from_row(row: &SqliteRow) -> Result<Self, Error> {
        Ok(Self {
            number: id(row, "number")?,
            at: time(row, "at")?,
            author: author(row)?,
            why: row.try_get("why")?,
            entries: Vec::new(),
            paths: Vec::new(),
        })
    }
}

fn author(row: &SqliteRow) -> Result<Author, Error> {
    let author: Option<Vec<u8>> = row.try_get("author")?;
    Ok(Author {
        name: row.try_get("name")?,
        pseudonym: author.map(|bytes| person("author", &bytes)).transpose()?,
        via: word(row, "via", Via::from_word)?,
    })
}

/// Entries by their ids.
pub(super) fn entries(ids: Vec<String>) -> Result<Vec<EntryId>, Error> {
    let parse = |id: String| EntryId::parse(&id).map_err(|error| malformed("entry", error.into()));
    ids.into_iter().map(parse).collect()
}

/// The print of a row.
pub(super) fn print(bytes: &[u8]) -> Result<Print, Error> {
    let bytes = <[u8; 16]>::try_from(bytes).map_err(|error| malformed("print", error.into()))?;
    Ok(Print::from_bytes(bytes))
}

/// A limit as SQLite takes it.
pub(super) fn limit(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}

/// A number to compare revisions with.
pub(super) fn number(revision: u64) -> i64 {
    i64::try_from(revision).unwrap_or(i64::MAX)
}

/// The vote of a row.
pub(super) fn vote(row: &SqliteRow) -> Result<Vote, Error> {
    word(row, "vote", Vote::from_word)
}

/// The id of a row.
pub(super) fn id(row: &SqliteRow, column: &str) -> Result<u64, Error> {
    row.try_get::<i64, _>(column).map(i64::cast_unsigned)
}

fn optional_id(row: &SqliteRow, column: &str) -> Result<Option<u64>, Error> {
    Ok(row.try_get::<Option<i64>, _>(column)?.map(i64::cast_unsigned))
}

fn time(row: &SqliteRow, column: &str) -> Result<Timestamp, Error> {
    Timestamp::from_microsecond(row.try_get(column)?).map_err(|error| malformed(column, error.into()))
}

fn word<T>(row: &SqliteRow, column: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, Error> {
    let word: String = row.try_get(column)?;
    parse(&word).ok_or_else(|| malformed(column, format!("`{word}` is not known").into()))
}

fn entry(row: &SqliteRow) -> Result<Option<EntryId>, Error> {
    let id: Option<String> = row.try_get("entry")?;
    id.map(|id| EntryId::parse(&id)).transpose().map_err(|error| malformed("entry", error.into()))
}

fn person(column: &str, bytes: &[u8]) -> Result<Pseudonym, Error> {
    let bytes = <[u8; 16]>::try_from(bytes).map_err(|error| malformed(column, error.into()))?;
    Ok(Pseudonym::from_bytes(bytes))
}

/// What a column holds that this program never wrote.
pub(super) fn malformed(column: &str, source: BoxDynError) -> Error {
    Error::ColumnDecode { index: column.to_owned(), source }
}
