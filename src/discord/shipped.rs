//! The bot over the shipped knowledge, indexed once for all tests of this room.

use crate::app::{App, Folder, Snapshot};
use crate::config::Config;
use std::path::Path;
use std::sync::LazyLock;

/// Without a cache, and not calibrated: nothing here asks it.
pub(super) static APP: LazyLock<App> = LazyLock::new(|| {
    let folder = Folder::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge"));
    App::new(Snapshot::open(&folder, &Config::default()).unwrap())
});

mod tests {
    use super::APP;
    use crate::app::Names;

    /// The names that are offered first.
    #[track_caller]
    fn offers(typed: &str, which: Names, first: &[&str]) {
        let offered = APP.names(typed, which, 25);
        let names: Vec<&str> = offered.iter().map(|one| one.name.as_str()).take(first.len()).collect();
        assert_eq!(names, first, "{typed:?}");
    }

    #[test]
    fn names_are_offered_before_anything_is_typed_and_in_spite_of_slips() {
        let five = ["Kazakhstan", "Kyrgyzstan", "Tajikistan", "Turkmenistan", "Uzbekistan"];
        offers("", Names::Summarised, &five);
        offers("", Names::Covered, &five);
        for (typed, first) in [
            ("kirg", "Kyrgyzstan"),
            ("uzbekstan", "Uzbekistan"),
            ("cina", "China"),
            ("EAEU", "Eurasian Economic Union"),
        ] {
            offers(typed, Names::Summarised, &[first]);
        }
        offers("tash", Names::Covered, &["Tashkent", "Collective Security Treaty Organization"]);
        assert!(APP.names("zzz", Names::Covered, 25).is_empty());
        assert!(APP.names("", Names::Summarised, 25).len() == 25, "there are more summaries than choices");
    }
}
