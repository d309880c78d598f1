//! A backup that was being put back when the process ended: nobody works with the half of it.

use super::Place;

const MARK: &str = "knowledge/.chaikhana-restoring";

#[test]
fn nothing_is_answered_from_a_half_restored_folder_and_its_ledger_stays_closed() {
    let place = Place::new();
    place.run(&["knowledge", "backup", "copy"]).done();
    std::fs::remove_dir_all(place.path("data")).expect("the ledger is there");
    place.write(MARK, "copy");
    let finishes = "`chaikhana knowledge restore-backup copy` finishes it";
    for args in [
        &["ask", "what is the water council"][..],
        &["check"],
        &["knowledge", "alias", "kestovia-harbour-loan", "the price of the harbour", "--yes"],
        #[cfg(feature = "discord")]
        &["run"],
    ] {
        place.run_with(("DISCORD_TOKEN", "none"), args).refused(3, &["a backup is being put back", finishes]);
    }
    assert!(!place.path("data").exists(), "no ledger is made beside it");
    place.run(&["knowledge", "restore-backup", "copy", "--yes"]).done();
    place.run(&["ask", "what is the water council"]).done();
    assert!(!place.path(MARK).exists());
}
