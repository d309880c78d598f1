//! What only a file can do: come back after a restart, be emptied for good, and be unusable in many ways.

use super::{draft, person, question, second};
use chaikhana::app::ledger::{
    GuildSettings, Ledger, LedgerError, Question, RESERVED_IDS, Revisions, Sqlite, Tally, Vote,
};
use chaikhana::store::replace;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

/// A folder that goes with the test, and where the ledger lies in it.
fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("data/ledger.db");
    (folder, file)
}

/// A connection to the file that knows nothing of the ledger.
async fn stranger(file: &Path) -> SqliteConnection {
    SqliteConnectOptions::new().filename(file).connect().await.unwrap()
}

/// The error that opening the file gives, as a person reads it, without the path.
async fn refusal(file: &Path) -> (LedgerError, String) {
    let error = Sqlite::open(file).await.unwrap_err();
    let text = error.to_string().replace(&file.display().to_string(), "FILE");
    (error, text)
}

/// All bytes of the ledger's files, the log beside the database too.
fn bytes(file: &Path) -> Vec<u8> {
    let files = fs::read_dir(file.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path());
    files.flat_map(|file| fs::read(file).unwrap()).collect()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[tokio::test]
async fn everything_comes_back_after_a_restart() {
    let (_folder, file) = place();
    let settings = GuildSettings { ask_channels: vec![1, 2] };
    let ledger = Sqlite::open(&file).await.unwrap();
    assert_eq!(ledger.next_question().await.unwrap(), 1);
    ledger.record(&[question(1)]).await.unwrap();
    ledger.vote(1, &person(2), Some(Vote::Down)).await.unwrap();
    ledger.set_settings(9, &settings).await.unwrap();
    let kept = ledger.put_draft(&draft(1)).await.unwrap();
    // Without a word, as when the process is ended.
    drop(ledger);

    let ledger = Sqlite::open(&file).await.unwrap();
    assert_eq!(ledger.question(1).await.unwrap(), Some(question(1)));
    assert_eq!(ledger.votes(1).await.unwrap(), Tally { up: 0, down: 1 });
    assert_eq!(ledger.settings().await.unwrap(), [(9, settings)]);
    assert_eq!(ledger.draft(kept, &person(1)).await.unwrap(), Some(draft(1)));
    assert_eq!(ledger.next_question().await.unwrap(), 1 + RESERVED_IDS);
}

#[tokio::test]
async fn a_ledger_whose_process_ended_before_it_made_its_tables_is_read_as_an_empty_one() {
    let (_folder, file) = place();
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    let mut begun = SqliteConnectOptions::new().filename(&file).create_if_missing(true).connect().await.unwrap();
    sqlx::query("PRAGMA user_version = 0").execute(&mut begun).await.unwrap();
    begun.close().await.unwrap();
    let ledger = Sqlite::read(&file).await.unwrap();
    assert_eq!(ledger.current().await.unwrap(), 0);
}

#[tokio::test]
async fn a_closed_ledger_is_one_file() {
    let (_folder, file) = place();
    let ledger = Sqlite::open(&file).await.unwrap();
    ledger.record(&[question(1)]).await.unwrap();
    ledger.close().await;
    let files: Vec<_> = fs::read_dir(file.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files, [file]);
    let error = ledger.record(&[question(2)]).await.unwrap_err();
    assert!(matches!(error, LedgerError::Failed { .. }), "{error}");
}

#[tokio::test]
async fn nothing_of_a_forgotten_person_stays_in_the_file() {
    let (_folder, file) = place();
    let ledger = Sqlite::open(&file).await.unwrap();
    let others: Vec<_> = (10..200).map(|id| Question { asker: None, ..question(id) }).collect();
    ledger.record(&others).await.unwrap();
    let after = Question { asker: Some(person(2)), previous: Some(question(1).text), ..question(9) };
    ledger.record(&[question(1), after]).await.unwrap();
    ledger.vote(10, &person(1), Some(Vote::Up)).await.unwrap();
    ledger.put_draft(&draft(1)).await.unwrap();
    let traces = [person(1).as_bytes().to_vec(), question(1).text.into_bytes(), draft(1).body.into_bytes()];
    let before = bytes(&file);
    assert!(traces.iter().all(|trace| holds(&before, trace)), "the test sees what is there");

    ledger.forget(&person(1)).await.unwrap();
    let after = bytes(&file);
    for trace in &traces {
        assert!(!holds(&after, trace), "{} is still in the file", String::from_utf8_lossy(trace));
    }
    assert!(holds(&after, question(10).text.as_bytes()), "what others asked is still there");
    let mut stranger = stranger(&file).await;
    for count in ["SELECT count(*) FROM question WHERE asker = ?1", "SELECT count(*) FROM vote WHERE voter = ?1"] {
        let rows: i64 = sqlx::query_scalar(count).bind(&traces[0]).fetch_one(&mut stranger).await.unwrap();
        assert_eq!(rows, 0, "{count}");
    }
}

#[tokio::test]
async fn nothing_of_a_swept_question_stays_in_the_file() {
    let (_folder, file) = place();
    let ledger = Sqlite::open(&file).await.unwrap();
    ledger.record(&[question(1), question(2)]).await.unwrap();
    assert!(holds(&bytes(&file), question(1).text.as_bytes()));
    ledger.sweep(second(2)).await.unwrap();
    assert!(!holds(&bytes(&file), question(1).text.as_bytes()));
}

#[tokio::test]
async fn a_sweep_that_fails_has_swept_nothing() {
    let (_folder, file) = place();
    let ledger = Sqlite::open(&file).await.unwrap();
    ledger.record(&[question(1)]).await.unwrap();
    let insert = "INSERT INTO suggestion (at, author, text, state) VALUES (0, zeroblob(16), '', 'approved')";
    let refuse = "CREATE TRIGGER refuse BEFORE DELETE ON suggestion BEGIN SELECT RAISE(ABORT, 'no'); END";
    let mut stranger = stranger(&file).await;
    for statement in [insert, refuse] {
        sqlx::query(statement).execute(&mut stranger).await.unwrap();
    }
    ledger.sweep(second(2)).await.unwrap_err();
    assert_eq!(ledger.question(1).await.unwrap(), Some(question(1)));
}

#[tokio::test]
async fn pools_that_open_and_write_at_once_lose_nothing() {
    let (_folder, file) = place();
    let write = async |file: PathBuf| {
        let ledger = Sqlite::open(&file).await.unwrap();
        let first = ledger.next_question().await.unwrap();
        for at in 0..50 {
            ledger.record(&[question(first + at)]).await.unwrap();
            assert!(ledger.vote(first, &person(at), Some(Vote::Up)).await.unwrap());
        }
        first
    };
    let mut writers = tokio::task::JoinSet::new();
    for _ in 0..4 {
        writers.spawn(write(file.clone()));
    }
    let firsts = writers.join_all().await;
    let ledger: Arc<dyn Ledger> = Arc::new(Sqlite::open(&file).await.unwrap());
    for first in firsts {
        assert_eq!(ledger.votes(first).await.unwrap(), Tally { up: 50, down: 0 });
        for id in first..first + 50 {
            assert_eq!(ledger.question(id).await.unwrap(), Some(question(id)));
        }
    }
}

#[tokio::test]
async fn a_file_that_is_no_ledger_is_refused_and_left_alone() {
    let (folder, _) = place();
    let file = folder.path().join("notes.txt");
    let notes = "These are notes, and no database. ".repeat(200);
    replace(&file, notes.as_bytes()).unwrap();
    let (error, text) = refusal(&file).await;
    assert!(matches!(error, LedgerError::Corrupt { .. }), "{error:?}");
    assert!(text.starts_with("the ledger `FILE` is damaged or is no ledger: "), "{text}");
    assert!(text.ends_with("; put a backup back with `chaikhana knowledge restore-backup DIR`, or move the file away to begin a new one"), "{text}");
    assert_eq!(fs::read_to_string(&file).unwrap(), notes);
}

#[tokio::test]
async fn a_file_that_has_lost_its_bytes_is_not_taken_for_a_new_one() {
    let (_folder, file) = place();
    let ledger = Sqlite::open(&file).await.unwrap();
    ledger.record(&[question(1)]).await.unwrap();
    ledger.close().await;
    replace(&file, b"").unwrap();
    let (error, text) = refusal(&file).await;
    assert!(matches!(error, LedgerError::Corrupt { .. }), "{error:?}");
    assert!(text.starts_with("the ledger `FILE` is damaged or is no ledger: it has no bytes; put a backup"), "{text}");
    assert_eq!(fs::read(&file).unwrap(), b"", "it is left alone");
}

#[tokio::test]
async fn damage_inside_the_file_is_called_so() {
    let (_folder, file) = place();
    let ledger = Sqlite::open(&file).await.unwrap();
    ledger.record(&(1..2000).map(question).collect::<Vec<_>>()).await.unwrap();
    ledger.close().await;
    let mut damaged = fs::read(&file).unwrap();
    damaged[200_000..].fill(0xa5);
    replace(&file, &damaged).unwrap();
    let ledger = Sqlite::open(&file).await.unwrap();
    let error = ledger.open_questions(None, 1).await.unwrap_err();
    assert!(matches!(error, LedgerError::Corrupt { .. }), "{error:?}");
}

#[tokio::test]
async fn a_word_that_nobody_wrote_is_called_so() {
    let (_folder, file) = place();
    let ledger = Sqlite::open(&file).await.unwrap();
    ledger.record(&[question(1)]).await.unwrap();
    sqlx::query("UPDATE question SET outcome = 'perhaps'").execute(&mut stranger(&file).await).await.unwrap();
    let error = ledger.question(1).await.unwrap_err();
    assert!(matches!(&error, LedgerError::Corrupt { why, .. } if why.contains("`perhaps`")), "{error}");
}

#[tokio::test]
async fn a_newer_schema_is_refused_and_left_alone() {
    let (_folder, file) = place();
    Sqlite::open(&file).await.unwrap().close().await;
    let later = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                 VALUES (9999, 'later', TRUE, x'00', 0)";
    let mut connection = stranger(&file).await;
    sqlx::query(later).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    let before = fs::read(&file).unwrap();
    let (error, text) = refusal(&file).await;
    assert!(matches!(error, LedgerError::Newer { found: 9999, .. }), "{error:?}");
    assert_eq!(
        text,
        "the ledger `FILE` is of version 9999, this program knows up to 4; \
         install the newer program, or put a backup in its place"
    );
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[tokio::test]
async fn newer_settings_are_refused() {
    let (_folder, file) = place();
    let ledger = Sqlite::open(&file).await.unwrap();
    ledger.set_settings(1, &GuildSettings::default()).await.unwrap();
    sqlx::query("UPDATE guild SET version = 2").execute(&mut stranger(&file).await).await.unwrap();
    let error = ledger.settings().await.unwrap_err();
    assert!(matches!(error, LedgerError::Newer { found: 2, known: 1, .. }), "{error:?}");
}

#[tokio::test]
async fn a_file_that_another_program_holds_is_called_locked() {
    let (_folder, file) = place();
    let ledger = Sqlite::open(&file).await.unwrap();
    let mut other = stranger(&file).await;
    sqlx::query("BEGIN EXCLUSIVE").execute(&mut other).await.unwrap();
    let error = ledger.record(&[question(1)]).await.unwrap_err();
    assert!(matches!(error, LedgerError::Locked { .. }), "{error:?}");
    sqlx::query("ROLLBACK").execute(&mut other).await.unwrap();
    ledger.record(&[question(1)]).await.unwrap();
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_called_so() {
    let (folder, _) = place();
    replace(&folder.path().join("taken"), b"a file").unwrap();
    let (error, text) = refusal(&folder.path().join("taken/ledger.db")).await;
    assert!(matches!(error, LedgerError::Unreachable { .. }), "{error:?}");
    assert!(text.starts_with("the ledger `FILE` cannot be opened or written: "), "{text}");
    assert!(text.ends_with("; let this user read and write its folder, or name another"), "{text}");
    let (error, _) = refusal(folder.path()).await;
    assert!(matches!(error, LedgerError::Unreachable { .. }), "a folder in its place: {error:?}");
}

/// The super-user may write anywhere, and sees only that nothing else goes wrong.
#[cfg(unix)]
#[tokio::test]
async fn a_read_only_folder_is_called_so() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let set_mode = |mode| fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).unwrap();
    set_mode(0o500);
    let super_user = fs::File::create(folder.path().join("probe")).is_ok();
    let opened = Sqlite::open(&folder.path().join("ledger.db")).await;
    set_mode(0o700);
    match opened {
        Ok(_) => assert!(super_user, "opened in a folder that may not be written"),
        Err(error) => assert!(!super_user && matches!(error, LedgerError::Unreachable { .. }), "{error:?}"),
    }
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_may_read_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, file) = place();
    let ledger = Sqlite::open(&file).await.unwrap();
    ledger.record(&[question(1)]).await.unwrap();
    let files: Vec<_> = fs::read_dir(file.parent().unwrap()).unwrap().map(Result::unwrap).collect();
    assert_eq!(files.len(), 3, "the database, its log and the log's index");
    for file in files {
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{:?}", file.path());
    }
}
