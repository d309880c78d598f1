//! A ledger in an SQLite file.
//!
//! Several processes may use one file. Statements take their values as bound parameters only.

mod blobs;
mod failure;
mod open;
mod revisions;
mod rows;
mod suggestions;

use super::settings::VERSION;
use super::{
    Draft, Forgotten, GuildSettings, Ledger, LedgerError, Pseudonym, Question, RESERVED_IDS, State, Tally, Vote,
};
use async_trait::async_trait;
use jiff::Timestamp;
use sqlx::sqlite::{SqlitePool, SqliteQueryResult};
use sqlx::{QueryBuilder, query, query_as, query_scalar};
use std::path::{Path, PathBuf};

/// How many questions one statement inserts; each has a dozen parameters, of which a statement may have 32,766.
const INSERTED_AT_ONCE: usize = 256;

/// A ledger in an SQLite file.
#[derive(Debug)]
pub struct Sqlite {
    path: PathBuf,
    pool: SqlitePool,
    /// Syncs every transaction.
    durable: SqlitePool,
}

impl Sqlite {
    /// Opens a file, or makes it and its folder.
    ///
    /// # Errors
    /// [`LedgerError`] where the file cannot be used; it is then as it was.
    pub async fn open(path: &Path) -> Result<Self, LedgerError> {
        let pool = open::open(path).await?;
        Ok(Self { path: path.to_owned(), pool, durable: open::durable(path) })
    }

    /// Opens a file that is there only to read it; whatever would write is refused.
    ///
    /// # Errors
    /// [`LedgerError`] where the file cannot be used.
    pub async fn read(path: &Path) -> Result<Self, LedgerError> {
        let pool = open::read(path).await?;
        Ok(Self { path: path.to_owned(), durable: pool.clone(), pool })
    }

    /// Names the file in an error.
    fn failed(&self) -> impl Fn(sqlx::Error) -> LedgerError {
        |error| failure::of(&self.path, &error)
    }

    /// Brings what was written onto the disk for good and empties the write-ahead log, so that what was deleted is not
    /// read there either. What was written holds without that too; while somebody else reads, the next call does it.
    async fn settle(&self) {
        let checkpoint = query_scalar::<_, bool>("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&self.pool).await;
        match checkpoint {
            Ok(false) => {}
            Ok(true) => tracing::info!("the ledger's log is in use; it is emptied the next time"),
            Err(error) => tracing::warn!("the ledger's log is not emptied yet: {}", self.failed()(error)),
        }
    }

    fn read_settings(&self, guild: i64, version: i64, json: &str) -> Result<(u64, GuildSettings), LedgerError> {
        if version > VERSION {
            return Err(LedgerError::Newer { path: self.path.clone(), found: version, known: VERSION });
        }
        let settings = serde_json::from_str(json);
        let settings = settings.map_err(|error| LedgerError::Corrupt {
            path: self.path.clone(),
            why: format!("the settings of server {guild} cannot be read: {error}"),
        })?;
        Ok((guild.cast_unsigned(), settings))
    }
}

/// Whether a statement found its row.
fn found(done: &SqliteQueryResult) -> bool {
    done.rows_affected() > 0
}

#[async_trait]
impl Ledger for Sqlite {
    async fn next_question(&self) -> Result<u64, LedgerError> {
        let reserve = query_scalar::<_, i64>("UPDATE ids SET last = last + ?1 WHERE name = 'question' RETURNING last");
        let last = reserve.bind(RESERVED_IDS.cast_signed()).fetch_one(&self.pool).await.map_err(self.failed())?;
        Ok(last.cast_unsigned() - RESERVED_IDS + 1)
    }

    async fn record(&self, questions: &[Question]) -> Result<(), LedgerError> {
        let Some(last) = questions.iter().map(|question| question.id.cast_signed()).max() else { return Ok(()) };
        let failed = self.failed();
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await.map_err(&failed)?;
        for some in questions.chunks(INSERTED_AT_ONCE) {
            let mut insert = QueryBuilder::new("INSERT INTO question (");
            insert.push(rows::QUESTION).push(") ");
            insert.push_values(some, |mut row, question| rows::bind(&mut row, question));
            insert.push(" ON CONFLICT (id) DO NOTHING");
            insert.build().persistent(false).execute(&mut *transaction).await.map_err(&failed)?;
        }
        let seen = query("UPDATE ids SET last = max(last, ?1) WHERE name = 'question'").bind(last);
        seen.execute(&mut *transaction).await.map_err(&failed)?;
        transaction.commit().await.map_err(failed)
    }

    async fn question(&self, id: u64) -> Result<Option<Question>, LedgerError> {
        let select = query_as("SELECT * FROM question WHERE id = ?1").bind(id.cast_signed());
        select.fetch_optional(&self.pool).await.map_err(self.failed())
    }

    async fn flag(&self, id: u64) -> Result<bool, LedgerError> {
        let update = query("UPDATE question SET flagged = 1 WHERE id = ?1").bind(id.cast_signed());
        update.execute(&self.pool).await.map(|done| found(&done)).map_err(self.failed())
    }

    async fn set_state(&self, id: u64, state: State) -> Result<bool, LedgerError> {
        let update = query("UPDATE question SET state = ?2 WHERE id = ?1").bind(id.cast_signed()).bind(state.word());
        update.execute(&self.pool).await.map(|done| found(&done)).map_err(self.failed())
    }

    async fn open_questions(&self, guild: Option<u64>, limit: usize) -> Result<Vec<Question>, LedgerError> {
        let select = query_as(
            "SELECT * FROM question WHERE state = 'open' AND (?2 IS NULL OR guild IS NULL OR guild = ?2) AND (outcome <> 'answer' OR flagged OR (
                SELECT count(*) FILTER (WHERE vote = 'down') > count(*) FILTER (WHERE vote = 'up')
                FROM vote WHERE vote.question = question.id
            )) ORDER BY at DESC, id DESC LIMIT ?1",
        );
        let select = select.bind(rows::limit(limit)).bind(guild.map(u64::cast_signed));
        select.fetch_all(&self.pool).await.map_err(self.failed())
    }

    async fn vote(&self, question: u64, voter: &Pseudonym, vote: Option<Vote>) -> Result<bool, LedgerError> {
        let id = question.cast_signed();
        let voter = voter.as_bytes().as_slice();
        let Some(vote) = vote else {
            let withdraw = query("DELETE FROM vote WHERE question = ?1 AND voter = ?2").bind(id).bind(voter);
            withdraw.execute(&self.pool).await.map_err(self.failed())?;
            return Ok(self.question(question).await?.is_some());
        };
        let set = query(
            "INSERT INTO vote (question, voter, vote) SELECT id, ?2, ?3 FROM question WHERE id = ?1
             ON CONFLICT (question, voter) DO UPDATE SET vote = excluded.vote",
        );
        let set = set.bind(id).bind(voter).bind(vote.word());
        set.execute(&self.pool).await.map(|done| found(&done)).map_err(self.failed())
    }

    async fn vote_of(&self, question: u64, voter: &Pseudonym) -> Result<Option<Vote>, LedgerError> {
        let select = query("SELECT vote FROM vote WHERE question = ?1 AND voter = ?2").bind(question.cast_signed());
        let row = select.bind(voter.as_bytes().as_slice()).fetch_optional(&self.pool).await.map_err(self.failed())?;
        row.map(|row| rows::vote(&row)).transpose().map_err(self.failed())
    }

    async fn votes(&self, question: u64) -> Result<Tally, LedgerError> {
        let select = query(
            "SELECT count(*) FILTER (WHERE vote = 'up') AS up, count(*) FILTER (WHERE vote = 'down') AS down
             FROM vote WHERE question = ?1",
        );
        let row = select.bind(question.cast_signed()).fetch_one(&self.pool).await.map_err(self.failed())?;
        let count = |column| rows::id(&row, column).map_err(self.failed());
        Ok(Tally { up: count("up")?, down: count("down")? })
    }

    async fn settings(&self) -> Result<Vec<(u64, GuildSettings)>, LedgerError> {
        let select = query_as::<_, (i64, i64, String)>("SELECT id, version, settings FROM guild");
        let all = select.fetch_all(&self.pool).await.map_err(self.failed())?;
        let read = all.iter().map(|(guild, version, json)| self.read_settings(*guild, *version, json));
        let mut read = read.collect::<Result<Vec<_>, _>>()?;
        read.sort_by_key(|(guild, _)| *guild);
        Ok(read)
    }

    async fn set_settings(&self, guild: u64, settings: &GuildSettings) -> Result<(), LedgerError> {
        let json = serde_json::to_string(settings);
        let json = json.map_err(|e| LedgerError::Failed { path: self.path.clone(), why: e.to_string() })?;
        let replace = query(
            "INSERT INTO guild (id, version, settings) VALUES (?1, ?2, ?3)
             ON CONFLICT (id) DO UPDATE SET version = excluded.version, settings = excluded.settings",
        );
        let replace = replace.bind(guild.cast_signed()).bind(VERSION).bind(json);
        replace.execute(&self.pool).await.map_err(self.failed())?;
        self.settle().await;
        Ok(())
    }

    async fn put_draft(&self, draft: &Draft) -> Result<u64, LedgerError> {
        let insert = query("INSERT INTO draft (owner, kind, body, base, at) VALUES (?1, ?2, ?3, ?4, ?5)");
        let insert = insert
            .bind(draft.owner.as_bytes().as_slice())
            .bind(&draft.kind)
            .bind(&draft.body)
            .bind(draft.base.map(u64::cast_signed))
            .bind(rows::micros(draft.at));
        let done = insert.execute(&self.pool).await.map_err(self.failed())?;
        Ok(done.last_insert_rowid().cast_unsigned())
    }

    async fn draft(&self, id: u64, owner: &Pseudonym) -> Result<Option<Draft>, LedgerError> {
        let select = query_as("SELECT * FROM draft WHERE id = ?1 AND owner = ?2").bind(id.cast_signed());
        select.bind(owner.as_bytes().as_slice()).fetch_optional(&self.pool).await.map_err(self.failed())
    }

    async fn update_draft(&self, id: u64, owner: &Pseudonym, body: &str, at: Timestamp) -> Result<bool, LedgerError> {
        let update = query("UPDATE draft SET body = ?3, at = ?4 WHERE id = ?1 AND owner = ?2");
        let update = update.bind(id.cast_signed()).bind(owner.as_bytes().as_slice()).bind(body).bind(rows::micros(at));
        update.execute(&self.pool).await.map(|done| found(&done)).map_err(self.failed())
    }

    async fn drop_draft(&self, id: u64, owner: &Pseudonym) -> Result<bool, LedgerError> {
        let delete = query("DELETE FROM draft WHERE id = ?1 AND owner = ?2").bind(id.cast_signed());
        let done = delete.bind(owner.as_bytes().as_slice()).execute(&self.pool).await.map_err(self.failed())?;
        Ok(found(&done))
    }

    async fn expire_drafts(&self, before: Timestamp) -> Result<u64, LedgerError> {
        let delete = query("DELETE FROM draft WHERE at < ?1").bind(rows::micros(before));
        delete.execute(&self.pool).await.map(|done| done.rows_affected()).map_err(self.failed())
    }

    async fn forget(&self, person: &Pseudonym) -> Result<Forgotten, LedgerError> {
        let failed = self.failed();
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await.map_err(&failed)?;
        let quoted =
            query("UPDATE question SET previous = NULL WHERE previous IN (SELECT text FROM question WHERE asker = ?1)");
        quoted.bind(person.as_bytes().as_slice()).execute(&mut *transaction).await.map_err(&failed)?;
        let mut deleted = [0; 5];
        let deletes = [
            "DELETE FROM vote WHERE voter = ?1",
            "DELETE FROM question WHERE asker = ?1",
            "DELETE FROM draft WHERE owner = ?1",
            "DELETE FROM suggestion WHERE author = ?1",
            "UPDATE revision SET name = '', author = NULL WHERE author = ?1",
        ];
        for (rows, delete) in deleted.iter_mut().zip(deletes) {
            let delete = query(delete).bind(person.as_bytes().as_slice());
            *rows = delete.execute(&mut *transaction).await.map_err(&failed)?.rows_affected();
        }
        transaction.commit().await.map_err(&failed)?;
        self.settle().await;
        let [votes, questions, drafts, suggestions, revisions] = deleted;
        Ok(Forgotten { questions, votes, drafts, suggestions, revisions })
    }

    async fn sweep(&self, before: Timestamp) -> Result<u64, LedgerError> {
        let failed = self.failed();
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await.map_err(&failed)?;
        let quoted =
            query("UPDATE question SET previous = NULL WHERE previous IN (SELECT text FROM question WHERE at < ?1)");
        quoted.bind(rows::micros(before)).execute(&mut *transaction).await.map_err(&failed)?;
        let delete = query("DELETE FROM question WHERE at < ?1").bind(rows::micros(before));
        let done = delete.execute(&mut *transaction).await.map_err(&failed)?;
        let decided = query("DELETE FROM suggestion WHERE at < ?1 AND state <> 'open'").bind(rows::micros(before));
        decided.execute(&mut *transaction).await.map_err(&failed)?;
        transaction.commit().await.map_err(&failed)?;
        self.settle().await;
        Ok(done.rows_affected())
    }

    async fn knows_people(&self) -> Result<bool, LedgerError> {
        let known = query_scalar::<_, bool>(
            "SELECT EXISTS (SELECT 1 FROM question WHERE asker IS NOT NULL) OR EXISTS (SELECT 1 FROM vote) \
             OR EXISTS (SELECT 1 FROM draft) OR EXISTS (SELECT 1 FROM suggestion) \
             OR EXISTS (SELECT 1 FROM revision WHERE author IS NOT NULL)",
        );
        known.fetch_one(&self.pool).await.map_err(self.failed())
    }

    async fn told_up_to(&self) -> Result<Option<u64>, LedgerError> {
        let select = query_scalar::<_, i64>("SELECT last FROM ids WHERE name = 'told'");
        let told = select.fetch_optional(&self.pool).await.map_err(self.failed())?;
        Ok(told.map(i64::cast_unsigned))
    }

    async fn note_told(&self, revision: u64) -> Result<(), LedgerError> {
        let note = query(
            "INSERT INTO ids (name, last) VALUES ('told', ?1) ON CONFLICT (name) DO UPDATE SET last = excluded.last",
        );
        note.bind(revision.cast_signed()).execute(&self.pool).await.map(drop).map_err(self.failed())
    }

    async fn copy_to(&self, file: &Path) -> Result<bool, LedgerError> {
        let file = file.to_string_lossy().into_owned();
        query("VACUUM INTO ?1").bind(file).execute(&self.durable).await.map_err(self.failed())?;
        Ok(true)
    }

    async fn close(&self) {
        self.durable.close().await;
        self.pool.close().await;
    }
}

#[cfg(test)]
mod tests {
    use super::{Draft, Ledger, LedgerError, Pseudonym, Sqlite, query};
    use jiff::Timestamp;

    #[tokio::test]
    async fn a_full_disk_is_called_so_and_loses_nothing_that_was_kept() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Sqlite::open(&folder.path().join("ledger.db")).await.unwrap();
        let owner = Pseudonym::from_bytes([1; 16]);
        let small = Draft { owner, kind: "add".into(), body: "{}".into(), base: None, at: Timestamp::UNIX_EPOCH };
        let kept = ledger.put_draft(&small).await.unwrap();
        let mut connections = Vec::new();
        for _ in 0..ledger.pool.options().get_max_connections() {
            let mut connection = ledger.pool.acquire().await.unwrap();
            // The file may then not grow.
            query("PRAGMA max_page_count = 1").execute(&mut *connection).await.unwrap();
            connections.push(connection);
        }
        drop(connections);
        let large = Draft { body: "x".repeat(100_000), ..small.clone() };
        let error = ledger.put_draft(&large).await.unwrap_err();
        assert!(matches!(error, LedgerError::Full { .. }), "{error}");
        assert_eq!(ledger.draft(kept, &owner).await.unwrap(), Some(small));
    }
}
