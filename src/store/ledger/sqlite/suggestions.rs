//! Suggestions in SQLite.

use super::{Sqlite, found, rows};
use crate::knowledge::EntryId;
use crate::store::ledger::{LedgerError, Pseudonym, Suggestion, Suggestions, Verdict};
use async_trait::async_trait;
use jiff::Timestamp;
use sqlx::{query, query_as};

#[async_trait]
impl Suggestions for Sqlite {
    async fn suggest(&self, suggestion: &Suggestion) -> Result<u64, LedgerError> {
        let insert = query(
            "INSERT INTO suggestion (at, guild, channel, author, reach, text, entry, state, word)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        );
        let insert = insert
            .bind(rows::micros(suggestion.at))
            .bind(suggestion.guild.map(u64::cast_signed))
            .bind(suggestion.channel.map(u64::cast_signed))
            .bind(suggestion.author.as_bytes().as_slice())
            .bind(suggestion.reach.map(u64::cast_signed))
            .bind(&suggestion.text)
            .bind(suggestion.entry.as_ref().map(EntryId::as_str))
            .bind(suggestion.state.word())
            .bind(&suggestion.word);
        let done = insert.execute(&self.pool).await.map_err(self.failed())?;
        Ok(done.last_insert_rowid().cast_unsigned())
    }

    async fn suggestion(&self, id: u64) -> Result<Option<Suggestion>, LedgerError> {
        let select = query_as("SELECT * FROM suggestion WHERE id = ?1").bind(id.cast_signed());
        select.fetch_optional(&self.pool).await.map_err(self.failed())
    }

    async fn open_suggestions(&self, guild: Option<u64>, limit: usize) -> Result<Vec<Suggestion>, LedgerError> {
        let select = query_as("SELECT * FROM suggestion WHERE state = 'open' AND guild IS ?2 ORDER BY id LIMIT ?1");
        select
            .bind(rows::limit(limit))
            .bind(guild.map(u64::cast_signed))
            .fetch_all(&self.pool)
            .await
            .map_err(self.failed())
    }

    async fn suggestions_of(&self, author: &Pseudonym, limit: usize) -> Result<Vec<Suggestion>, LedgerError> {
        let select = query_as("SELECT * FROM suggestion WHERE author = ?1 ORDER BY id DESC LIMIT ?2");
        let select = select.bind(author.as_bytes().as_slice()).bind(rows::limit(limit));
        select.fetch_all(&self.pool).await.map_err(self.failed())
    }

    async fn decide(&self, id: u64, verdict: Verdict, word: Option<&str>, at: Timestamp) -> Result<bool, LedgerError> {
        let update = query("UPDATE suggestion SET state = ?2, word = ?3, at = ?4 WHERE id = ?1 AND state = 'open'");
        let update = update.bind(id.cast_signed()).bind(verdict.word()).bind(word).bind(rows::micros(at));
        update.execute(&self.pool).await.map(|done| found(&done)).map_err(self.failed())
    }

    async fn told(&self, id: u64) -> Result<bool, LedgerError> {
        let update = query("UPDATE suggestion SET reach = NULL WHERE id = ?1 AND reach IS NOT NULL");
        let done = update.bind(id.cast_signed()).execute(&self.pool).await.map_err(self.failed())?;
        self.settle().await;
        Ok(found(&done))
    }
}
