//! The key of the pseudonyms, gone: what it means is said until somebody has seen to it.

use super::{Place, three};
use chaikhana::app::{Context, Noted};

const LOST: &str = "data/key.lost";

/// A place whose ledger keeps a question of a person, and its key.
async fn asked() -> (Place, Vec<u8>) {
    let place = Place::new();
    let curator = three::open(place.folder.path()).await;
    let noted = Noted { guild: Some(1), channel: 2, asker: 3, question: "what of harbours", previous: None };
    let decision = curator.app().ask("what of harbours", &Context::default()).decision;
    curator.records().note(&noted, &decision).expect("it is noted");
    curator.records().close().await;
    drop(curator);
    let key = std::fs::read(place.path("data/key")).expect("there is a key");
    std::fs::remove_file(place.path("data/key")).expect("it was there");
    (place, key)
}

#[tokio::test]
async fn a_new_key_over_what_people_left_is_told_until_that_is_seen_to() {
    let (place, old) = asked().await;
    let status = place.run(&["knowledge", "status"]).done();
    assert!(status.contains("the key `data/key` is gone") && status.contains("of a backup"), "{status}");
    assert!(!place.path("data/key").exists(), "to look makes none");
    // Whatever keeps the knowledge makes one, as the bot does.
    for _ in 0..2 {
        let said = place.run(&["knowledge", "queue", "--ignore", "999999"]);
        assert!(said.err.contains("WARN") && said.err.contains("was gone and is made anew"), "{said:?}");
    }
    assert_ne!(std::fs::read(place.path("data/key")).expect("it is made"), old);
    let status = place.run(&["knowledge", "status"]).done();
    assert!(status.contains("was gone and is made anew") && status.contains("then delete `data/key.lost`"), "{status}");
    std::fs::remove_file(place.path(LOST)).expect("it is there");
    assert!(!place.run(&["knowledge", "status"]).done().contains("key"));
    place.begin();
}

#[tokio::test]
async fn a_ledger_that_cannot_be_opened_at_first_hides_no_lost_key() {
    let (place, _) = asked().await;
    let ledger = |name: &str| place.path(&format!("data/{name}"));
    std::fs::rename(ledger("ledger.sqlite"), ledger("aside")).expect("it can be moved");
    place.write_bytes("data/ledger.sqlite", b"this is no ledger, however long it may be");
    assert_eq!(place.run(&["knowledge", "queue", "--ignore", "999999"]).code, 3);
    std::fs::rename(ledger("aside"), ledger("ledger.sqlite")).expect("it can be moved back");
    let said = place.run(&["knowledge", "queue", "--ignore", "999999"]);
    assert!(said.err.contains("was gone and is made anew"), "{said:?}");
}

#[tokio::test]
async fn a_backup_that_brings_the_key_back_takes_the_note_away() {
    let (place, old) = asked().await;
    place.write_bytes("data/key", &old);
    place.keep(&["backup", "copy"]).done();
    std::fs::remove_file(place.path("data/key")).expect("it was there");
    place.run(&["knowledge", "queue", "--ignore", "999999"]);
    assert!(place.path(LOST).exists());
    place.keep(&["restore-backup", "copy", "--yes"]).done();
    assert_eq!(std::fs::read(place.path("data/key")).expect("it is back"), old);
    assert!(!place.path(LOST).exists());
    place.begin();
}

#[test]
fn a_ledger_that_knows_nobody_gets_a_key_without_a_word() {
    let place = Place::new();
    place.begin();
    std::fs::remove_file(place.path("data/key")).expect("it was there");
    place.begin();
    assert!(!place.path(LOST).exists());
}
