//! Backups: of one moment, whole, and put back all or not at all.

use super::processes::open;
use super::{author, change, save, second};
use chaikhana::app::ledger::{Filter, Key};
use chaikhana::app::{BackupError, Base, CommitError, Folder, Place, Set, backup, restore};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const A: &str = "countries/a.toml";

fn place(at: &Path) -> Place {
    Place { knowledge: Folder::new(at.join("knowledge")), ledger: at.join("ledger.sqlite"), key: at.join("key") }
}

/// Every file below a folder with its bytes, but for the locks.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            found.extend(files(&entry.path()).into_iter().map(|(path, bytes)| (format!("{name}/{path}"), bytes)));
        } else if ![".chaikhana-lock", ".chaikhana-open"].contains(&name.as_str()) {
            found.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    found
}

async fn commit(set: &Set, before: &str, after: &str) -> u64 {
    let base = Base::Whole(set.current().await.unwrap());
    set.commit(base, &[change(A, Some(before), Some(after))], &author(), after, second(1)).await.unwrap()
}

/// A place with one revision, and its backup; the place goes on to another revision and a new file.
async fn backed_up(at: &Path) {
    save(&at.join("knowledge").join(A), "1");
    Key::open(&at.join("key")).unwrap();
    let (set, ledger) = open(at).await;
    commit(&set, "1", "2").await;
    backup(&set, &*ledger, &at.join("key"), &at.join("kept/backup"), second(2)).await.unwrap();
    commit(&set, "2", "3").await;
    save(&at.join("knowledge/topics/later.toml"), "later");
    set.observe(second(3)).await.unwrap();
    drop(set);
    ledger.close().await;
}

#[tokio::test]
async fn what_was_backed_up_comes_back_with_its_history() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    backed_up(at).await;
    let key = fs::read(at.join("key")).unwrap();
    fs::remove_file(at.join("key")).unwrap();
    let restored = restore(&at.join("kept/backup"), &place(at)).unwrap();
    assert_eq!((restored.files, restored.ledger), (1, true));
    assert_eq!(files(&at.join("knowledge")), BTreeMap::from([(A.to_owned(), b"2".to_vec())]));
    assert_eq!(fs::read(at.join("key")).unwrap(), key);
    let (set, ledger) = open(at).await;
    let lines = ledger.history(&Filter::default(), 9).await.unwrap();
    assert_eq!(lines.iter().map(|line| line.why.as_str()).collect::<Vec<_>>(), ["2"], "nothing looks saved by hand");
    commit(&set, "2", "4").await;
}

#[cfg(unix)]
#[tokio::test]
async fn only_its_owner_may_look_into_a_backup_and_what_is_live_keeps_its_modes() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    backed_up(at).await;
    let mode = |path: &str| fs::metadata(at.join(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!(["kept/backup", "kept/backup/ledger.sqlite", "kept/backup/key"].map(mode), [0o700, 0o600, 0o600]);
    fs::set_permissions(at.join("key"), fs::Permissions::from_mode(0o400)).unwrap();
    restore(&at.join("kept/backup"), &place(at)).unwrap();
    assert_eq!(["ledger.sqlite", "key"].map(mode), [0o600, 0o400]);
    for gone in ["ledger.sqlite", "key"] {
        fs::remove_file(at.join(gone)).unwrap();
    }
    restore(&at.join("kept/backup"), &place(at)).unwrap();
    assert_eq!(["ledger.sqlite", "key"].map(mode), [0o600, 0o600]);
}

#[tokio::test]
async fn files_with_odd_names_come_back_too() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let knowledge = at.join("knowledge");
    let odd =
        ["sources/notes.toml", "topics/x.fingerprint", "topics/cafe\u{301}.toml", "topics/a \"b\" .toml", "more.toml"];
    for name in odd {
        save(&knowledge.join(name), name);
    }
    let (set, ledger) = open(at).await;
    backup(&set, &*ledger, &at.join("key"), &at.join("kept"), second(1)).await.unwrap();
    drop(set);
    ledger.close().await;
    let before = files(&knowledge);
    assert_eq!(before.len(), odd.len());
    fs::remove_dir_all(&knowledge).unwrap();
    assert_eq!(restore(&at.join("kept"), &place(at)).unwrap().files, odd.len());
    assert_eq!(files(&knowledge), before);
}

#[tokio::test]
async fn a_key_that_cannot_be_read_is_not_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    save(&at.join("knowledge").join(A), "1");
    fs::create_dir(at.join("nokey")).unwrap();
    let (set, ledger) = open(at).await;
    let made = backup(&set, &*ledger, &at.join("nokey"), &at.join("kept"), second(1)).await;
    assert!(matches!(made, Err(BackupError::Disk { .. })), "{made:?}");
    assert!(!at.join("kept").exists());
}

#[tokio::test]
async fn a_backup_that_is_not_whole_is_refused_and_nothing_is_touched() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    backed_up(at).await;
    let backup = at.join("kept/backup");
    let before = (files(&at.join("knowledge")), fs::read(at.join("ledger.sqlite")).unwrap());
    let list = fs::read_to_string(backup.join("backup.toml")).unwrap();
    let copy = backup.join("knowledge").join(A);
    let refused = |what: &str| {
        let error = restore(&backup, &place(at)).unwrap_err();
        assert!(matches!(error, BackupError::NotWhole { .. }), "{what}: {error}");
        let after = (files(&at.join("knowledge")), fs::read(at.join("ledger.sqlite")).unwrap());
        assert!(before == after, "{what}");
    };
    save(&copy, "torn");
    refused("a changed file");
    save(&copy, "2");
    for (what, bad) in [
        ("a file elsewhere", list.replace("knowledge/countries/a.toml", "knowledge/../../a.toml")),
        ("a file at the root", list.replace("knowledge/countries/a.toml", "/knowledge/a.toml")),
        ("the folder itself", list.replace("knowledge/countries/a.toml", "knowledge/")),
        ("a lock", list.replace("knowledge/countries/a.toml", "knowledge/.chaikhana-lock")),
        ("a later version", list.replace("version = 1", "version = 2")),
        ("a list that is none", "version = ".to_owned()),
        ("no knowledge", list.lines().filter(|line| !line.contains("knowledge")).collect::<Vec<_>>().join("\n")),
    ] {
        save(&backup.join("backup.toml"), &bad);
        refused(what);
    }
    fs::remove_file(backup.join("backup.toml")).unwrap();
    refused("no list");
}

#[tokio::test]
async fn nothing_is_restored_under_an_open_set_and_no_backup_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    backed_up(at).await;
    let (set, ledger) = open(at).await;
    let kept = at.join("kept/backup");
    assert!(matches!(restore(&kept, &place(at)), Err(BackupError::InUse { .. })));
    let again = backup(&set, &*ledger, &at.join("key"), &kept, second(4)).await;
    assert!(matches!(again, Err(BackupError::Exists { .. })));
    assert_eq!(fs::read_dir(at.join("kept")).unwrap().count(), 1, "nothing is left lying about");
}

#[tokio::test]
async fn a_restore_that_fails_puts_back_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    backed_up(at).await;
    let before = files(&at.join("knowledge"));
    // A folder stands where the key shall go, which comes last.
    fs::create_dir(at.join("last")).unwrap();
    let blocked = Place { key: at.join("last"), ..place(at) };
    assert!(matches!(restore(&at.join("kept/backup"), &blocked), Err(BackupError::Disk { .. })));
    assert_eq!(files(&at.join("knowledge")), before);
    drop(open(at).await);
}

#[tokio::test]
async fn nothing_is_restored_where_it_is_not_known_what_lies_there() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    backed_up(at).await;
    fs::remove_dir_all(at.join("knowledge/topics")).unwrap();
    save(&at.join("knowledge/topics"), "no folder");
    let before = files(&at.join("knowledge"));
    let error = restore(&at.join("kept/backup"), &place(at)).unwrap_err();
    assert!(matches!(error, BackupError::Store(_)), "{error}");
    assert_eq!(files(&at.join("knowledge")), before, "nothing is touched, and no mark is left");
}

#[tokio::test]
async fn an_interrupted_restore_keeps_the_set_closed_until_it_is_run_again() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    backed_up(at).await;
    save(&at.join("knowledge/.chaikhana-restoring"), "kept/backup");
    let ledger = std::sync::Arc::new(chaikhana::app::ledger::Memory::new());
    let opened = Set::open(place(at).knowledge, ledger, second(5)).await;
    assert!(matches!(opened, Err(CommitError::HalfRestored(_))));
    restore(&at.join("kept/backup"), &place(at)).unwrap();
    drop(open(at).await);
}
