//! Revisions in SQLite, over a connection of their own that syncs every transaction: what is acknowledged outlives a
//! power cut.

use super::{Sqlite, blobs, found, rows};
use crate::knowledge::EntryId;
use crate::store::ledger::{Change, Filter, Headline, LedgerError, Plan, Print, Revision, Revisions};
use async_trait::async_trait;
use sqlx::{Error, SqliteConnection, query, query_as, query_scalar};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

impl Sqlite {
    async fn begun(&self) -> Result<sqlx::Transaction<'static, sqlx::Sqlite>, LedgerError> {
        self.durable.begin_with("BEGIN IMMEDIATE").await.map_err(self.failed())
    }

    async fn whole(&self, number: u64) -> Result<Revision, Error> {
        let number = number.cast_signed();
        let mut connection = self.durable.acquire().await?;
        let select = query_as("SELECT * FROM revision WHERE number = ?1").bind(number);
        let mut revision: Revision = select.fetch_one(&mut *connection).await?;
        let entries = query_scalar("SELECT entry FROM revision_entry WHERE revision = ?1 ORDER BY entry").bind(number);
        revision.plan.entries = rows::entries(entries.fetch_all(&mut *connection).await?)?;
        let changes = query_as("SELECT path, before, after FROM revision_file WHERE revision = ?1 ORDER BY path");
        let changes: Vec<(String, Option<i64>, Option<i64>)> = changes.bind(number).fetch_all(&mut *connection).await?;
        for (path, before, after) in changes {
            let before = optional_bytes(&mut connection, before).await?;
            let after = optional_bytes(&mut connection, after).await?;
            revision.plan.changes.push(Change { path, before, after });
        }
        Ok(revision)
    }

    /// Where the file lies, whichever way leads to it.
    fn lies(&self) -> String {
        self.path.canonicalize().unwrap_or_else(|_| self.path.clone()).to_string_lossy().into_owned()
    }

    /// The texts that a statement gives for a revision.
    async fn texts(&self, select: &'static str, number: u64) -> Result<Vec<String>, LedgerError> {
        let select = query_scalar(select).bind(number.cast_signed());
        select.fetch_all(&self.durable).await.map_err(self.failed())
    }
}

async fn optional_bytes(connection: &mut SqliteConnection, blob: Option<i64>) -> Result<Option<Vec<u8>>, Error> {
    match blob {
        Some(blob) => blobs::bytes(connection, blob).await.map(Some),
        None => Ok(None),
    }
}

async fn optional_blob(connection: &mut SqliteConnection, bytes: Option<&[u8]>) -> Result<Option<i64>, Error> {
    match bytes {
        Some(bytes) => blobs::id(connection, bytes).await.map(Some),
        None => Ok(None),
    }
}

async fn insert(connection: &mut SqliteConnection, plan: &Plan) -> Result<i64, Error> {
    let insert = query(
        "INSERT INTO revision (base, at, name, author, via, why, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'intended')",
    );
    let insert = insert
        .bind(plan.base.cast_signed())
        .bind(rows::micros(plan.at))
        .bind(&plan.author.name)
        .bind(plan.author.pseudonym.as_ref().map(|person| person.as_bytes().as_slice()))
        .bind(plan.author.via.word())
        .bind(&plan.why);
    let number = insert.execute(&mut *connection).await?.last_insert_rowid();
    for entry in &plan.entries {
        let insert = query("INSERT INTO revision_entry (revision, entry) VALUES (?1, ?2) ON CONFLICT DO NOTHING");
        insert.bind(number).bind(entry.as_str()).execute(&mut *connection).await?;
    }
    for change in &plan.changes {
        let before = optional_blob(connection, change.before.as_deref()).await?;
        let after = optional_blob(connection, change.after.as_deref()).await?;
        let insert = query("INSERT INTO revision_file (revision, path, before, after) VALUES (?1, ?2, ?3, ?4)");
        insert.bind(number).bind(&change.path).bind(before).bind(after).execute(&mut *connection).await?;
    }
    Ok(number)
}

async fn finish(connection: &mut SqliteConnection, number: i64) -> Result<bool, Error> {
    let update = query("UPDATE revision SET state = 'done' WHERE number = ?1 AND state = 'intended'").bind(number);
    if !found(&update.execute(&mut *connection).await?) {
        return Ok(false);
    }
    let gone = "DELETE FROM known WHERE path IN
                (SELECT path FROM revision_file WHERE revision = ?1 AND after IS NULL)";
    query(gone).bind(number).execute(&mut *connection).await?;
    let there = "INSERT INTO known (path, blob)
                 SELECT path, after FROM revision_file WHERE revision = ?1 AND after IS NOT NULL
                 ON CONFLICT (path) DO UPDATE SET blob = excluded.blob";
    query(there).bind(number).execute(&mut *connection).await?;
    let both = "SELECT before, after FROM revision_file
                WHERE revision = ?1 AND before IS NOT NULL AND after IS NOT NULL";
    let both: Vec<(i64, i64)> = query_as(both).bind(number).fetch_all(&mut *connection).await?;
    for (before, after) in both {
        blobs::shorten(connection, before, after).await?;
    }
    Ok(true)
}

async fn abandon(connection: &mut SqliteConnection, number: i64) -> Result<bool, Error> {
    let delete = query("DELETE FROM revision WHERE number = ?1 AND state = 'intended'").bind(number);
    let abandoned = found(&delete.execute(&mut *connection).await?);
    let unused = "DELETE FROM blob WHERE NOT EXISTS (SELECT 1 FROM known WHERE known.blob = blob.id)
                  AND NOT EXISTS (SELECT 1 FROM revision_file WHERE before = blob.id)
                  AND NOT EXISTS (SELECT 1 FROM revision_file WHERE after = blob.id)
                  AND NOT EXISTS (SELECT 1 FROM blob AS other WHERE other.base = blob.id)";
    query(unused).execute(connection).await?;
    Ok(abandoned)
}

async fn adopt(connection: &mut SqliteConnection, path: &str, bytes: &[u8]) -> Result<(), Error> {
    let blob = blobs::id(connection, bytes).await?;
    let insert = "INSERT INTO known (path, blob) VALUES (?1, ?2) ON CONFLICT (path) DO UPDATE SET blob = excluded.blob";
    query(insert).bind(path).bind(blob).execute(connection).await?;
    Ok(())
}

#[async_trait]
impl Revisions for Sqlite {
    async fn folder(&self) -> Result<Option<PathBuf>, LedgerError> {
        let select = query_as::<_, (String, String)>("SELECT ledger, folder FROM place");
        let noted = select.fetch_optional(&self.durable).await.map_err(self.failed())?;
        let here = noted.filter(|(ledger, folder)| *ledger == self.lies() && Path::new(folder).is_dir());
        Ok(here.map(|(_, folder)| folder.into()))
    }

    async fn note_folder(&self, folder: &Path) -> Result<(), LedgerError> {
        let note = query("INSERT OR REPLACE INTO place (one, ledger, folder) VALUES (1, ?1, ?2)");
        let note = note.bind(self.lies()).bind(folder.to_string_lossy().into_owned());
        note.execute(&self.durable).await.map(drop).map_err(self.failed())
    }

    async fn current(&self) -> Result<u64, LedgerError> {
        let select = query_scalar::<_, i64>("SELECT coalesce(max(number), 0) FROM revision WHERE state = 'done'");
        select.fetch_one(&self.durable).await.map(i64::cast_unsigned).map_err(self.failed())
    }

    async fn intend(&self, plan: &Plan) -> Result<u64, LedgerError> {
        let mut transaction = self.begun().await?;
        let number = insert(&mut transaction, plan).await.map_err(self.failed())?;
        transaction.commit().await.map_err(self.failed())?;
        Ok(number.cast_unsigned())
    }

    async fn finish(&self, number: u64) -> Result<bool, LedgerError> {
        let mut transaction = self.begun().await?;
        let finished = finish(&mut transaction, number.cast_signed()).await.map_err(self.failed())?;
        transaction.commit().await.map_err(self.failed())?;
        Ok(finished)
    }

    async fn abandon(&self, number: u64) -> Result<bool, LedgerError> {
        let mut transaction = self.begun().await?;
        let abandoned = abandon(&mut transaction, number.cast_signed()).await.map_err(self.failed())?;
        transaction.commit().await.map_err(self.failed())?;
        Ok(abandoned)
    }

    async fn intents(&self) -> Result<Vec<Revision>, LedgerError> {
        let select = query_scalar::<_, i64>("SELECT number FROM revision WHERE state = 'intended' ORDER BY number");
        let numbers = select.fetch_all(&self.durable).await.map_err(self.failed())?;
        let mut intents = Vec::new();
        for number in numbers {
            intents.push(self.whole(number.cast_unsigned()).await.map_err(self.failed())?);
        }
        Ok(intents)
    }

    async fn revision(&self, number: u64) -> Result<Option<Revision>, LedgerError> {
        let select = query_scalar::<_, i64>("SELECT number FROM revision WHERE number = ?1 AND state = 'done'");
        let found = select.bind(number.cast_signed()).fetch_optional(&self.durable).await.map_err(self.failed())?;
        match found {
            Some(_) => self.whole(number).await.map(Some).map_err(self.failed()),
            None => Ok(None),
        }
    }

    async fn history(&self, filter: &Filter, limit: usize) -> Result<Vec<Headline>, LedgerError> {
        let select = query_as(
            "SELECT * FROM revision WHERE state = 'done'
             AND (?1 IS NULL OR number IN (SELECT revision FROM revision_file WHERE path = ?1))
             AND (?2 IS NULL OR number IN (SELECT revision FROM revision_entry WHERE entry = ?2))
             AND (?3 IS NULL OR number > ?3) AND (?4 IS NULL OR number < ?4)
             ORDER BY number DESC LIMIT ?5",
        );
        let select = select
            .bind(&filter.path)
            .bind(filter.entry.as_ref().map(EntryId::as_str))
            .bind(filter.after.map(rows::number))
            .bind(filter.before.map(rows::number))
            .bind(rows::limit(limit));
        let mut lines: Vec<Headline> = select.fetch_all(&self.durable).await.map_err(self.failed())?;
        for line in &mut lines {
            let entries = "SELECT entry FROM revision_entry WHERE revision = ?1 ORDER BY entry";
            line.entries = rows::entries(self.texts(entries, line.number).await?).map_err(self.failed())?;
            let paths = "SELECT path FROM revision_file WHERE revision = ?1 ORDER BY path";
            line.paths = self.texts(paths, line.number).await?;
        }
        Ok(lines)
    }

    async fn known(&self) -> Result<BTreeMap<String, Print>, LedgerError> {
        let select = query_as("SELECT path, print FROM known JOIN blob ON blob.id = known.blob");
        let all: Vec<(String, Vec<u8>)> = select.fetch_all(&self.durable).await.map_err(self.failed())?;
        let read = all.into_iter().map(|(path, print)| Ok((path, rows::print(&print)?)));
        read.collect::<Result<_, Error>>().map_err(self.failed())
    }

    async fn known_bytes(&self, path: &str) -> Result<Option<Vec<u8>>, LedgerError> {
        let mut connection = self.durable.acquire().await.map_err(self.failed())?;
        let blob = query_scalar("SELECT blob FROM known WHERE path = ?1").bind(path);
        let blob = blob.fetch_optional(&mut *connection).await.map_err(self.failed())?;
        optional_bytes(&mut connection, blob).await.map_err(self.failed())
    }

    async fn adopt(&self, files: &[(String, Vec<u8>)]) -> Result<(), LedgerError> {
        let mut transaction = self.begun().await?;
        for (path, bytes) in files {
            adopt(&mut transaction, path, bytes).await.map_err(self.failed())?;
        }
        transaction.commit().await.map_err(self.failed())
    }
}
