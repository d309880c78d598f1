//! What files hold or held: whole as long as it is the newest, and then as the few bytes in which it differs from what
//! came after it. What a row stands for never changes, only how it is kept.

use super::rows;
use crate::store::ledger::Print;
use sqlx::{Error, FromRow, SqliteConnection, query, query_as, query_scalar};

/// A row as it is kept.
#[derive(FromRow)]
struct Row {
    print: Vec<u8>,
    bytes: Vec<u8>,
    head: i64,
    tail: i64,
}

/// The id of the row that stands for these bytes; makes one where there is none.
pub(super) async fn id(connection: &mut SqliteConnection, whole: &[u8]) -> Result<i64, Error> {
    let print = Print::of(whole);
    let print = print.as_bytes().as_slice();
    let alike = query_scalar("SELECT id FROM blob WHERE print = ?1").bind(print);
    for id in alike.fetch_all(&mut *connection).await? {
        if bytes(connection, id).await? == whole {
            return Ok(id);
        }
    }
    let insert = query("INSERT INTO blob (print, bytes) VALUES (?1, ?2)").bind(print).bind(whole);
    Ok(insert.execute(connection).await?.last_insert_rowid())
}

/// The bytes that a row stands for.
pub(super) async fn bytes(connection: &mut SqliteConnection, id: i64) -> Result<Vec<u8>, Error> {
    let chain = query_as(
        "WITH RECURSIVE chain (step, print, bytes, base, head, tail) AS (
             SELECT 0, print, bytes, base, head, tail FROM blob WHERE id = ?1
             UNION ALL SELECT step + 1, blob.print, blob.bytes, blob.base, blob.head, blob.tail
             FROM chain JOIN blob ON blob.id = chain.base
             -- A damaged file must not lead round in a circle.
             WHERE step < (SELECT count(*) FROM blob)
         ) SELECT print, bytes, head, tail FROM chain ORDER BY step",
    );
    let chain: Vec<Row> = chain.bind(id).fetch_all(connection).await?;
    let mut whole = Vec::new();
    for row in chain.iter().rev() {
        whole = row.within(&whole).ok_or_else(|| rows::malformed("head", "it is longer than its base".into()))?;
    }
    match chain.first() {
        Some(first) if Print::of(&whole) == rows::print(&first.print)? => Ok(whole),
        _ => Err(rows::malformed("bytes", "they are not what was noted".into())),
    }
}

/// The row that another leans on; none where that is kept whole.
async fn base(connection: &mut SqliteConnection, id: i64) -> Result<Option<i64>, Error> {
    query_scalar("SELECT base FROM blob WHERE id = ?1").bind(id).fetch_one(connection).await
}

impl Row {
    /// What it stands for, with its base.
    fn within(&self, base: &[u8]) -> Option<Vec<u8>> {
        let (head, tail) = (usize::try_from(self.head).ok()?, usize::try_from(self.tail).ok()?);
        let behind = base.get(base.len().checked_sub(tail)?..)?;
        Some([base.get(..head)?, &self.bytes, behind].concat())
    }
}

/// Keeps the bytes of a file from before a change as what they have otherwise than those from after it, which are
/// whole from then on.
pub(super) async fn shorten(connection: &mut SqliteConnection, old: i64, new: i64) -> Result<(), Error> {
    if old == new || base(connection, old).await?.is_some() {
        return Ok(());
    }
    let (before, after) = (bytes(connection, old).await?, bytes(connection, new).await?);
    if base(connection, new).await?.is_some() {
        // First of all: a row that leans on one that leans on it could never be read again.
        keep(connection, new, &after, None, (0, 0)).await?;
    }
    let head = before.iter().zip(&after).take_while(|(one, other)| one == other).count();
    let rest = before.len().min(after.len()) - head;
    let behind = before.iter().rev().zip(after.iter().rev()).take(rest);
    let tail = behind.take_while(|(one, other)| one == other).count();
    let middle = before.get(head..before.len() - tail).unwrap_or_default();
    keep(connection, old, middle, Some(new), (head, tail)).await
}

async fn keep(
    connection: &mut SqliteConnection,
    id: i64,
    bytes: &[u8],
    base: Option<i64>,
    (head, tail): (usize, usize),
) -> Result<(), Error> {
    let update = query("UPDATE blob SET bytes = ?2, base = ?3, head = ?4, tail = ?5 WHERE id = ?1");
    let update = update.bind(id).bind(bytes).bind(base).bind(size(head)).bind(size(tail));
    update.execute(connection).await.map(drop)
}

/// A size as SQLite keeps it; files have a few megabytes.
fn size(bytes: usize) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}
