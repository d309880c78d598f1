//! What is typed in an editor is never lost, whatever the editor makes of it.

use super::{Place, names};

const HARBOUR: &str = "kestovia-harbour-loan";
const TYPED: &str = "data/typed/kestovia-harbour-loan.toml";
/// Adds a line in Latin-1.
const LATIN: &str = "printf '# caf\\351\\n' >> \"$1\"";

#[test]
fn what_was_saved_in_another_encoding_is_kept_until_it_is_saved_anew() {
    let place = Place::new();
    let args = ["edit", HARBOUR, "--yes"];
    place.keep_with(LATIN, &args).refused(2, &["cannot be read", "save it as UTF-8 text", "what you typed is in `"]);
    place.keep_with("true", &args).refused(3, &["save it as UTF-8 text", "what you typed is in `"]);
    let typed = std::fs::read(place.path(TYPED)).expect("the text is there");
    assert!(typed.ends_with(b"# caf\xe9\n"), "it is as it was typed");
    place.write(TYPED, &String::from_utf8_lossy(&typed));
    let said = place.keep_with("true", &args);
    assert!(said.code == 0 && said.err.contains("goes on with what was typed before"), "{said:?}");
    assert!(place.read("knowledge/topics/loans.toml").contains("# caf"), "it is published");
    assert!(!place.path(TYPED).exists(), "nothing is left over");
}

#[cfg(unix)]
#[test]
fn only_its_owner_may_read_what_is_typed() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    assert_ne!(place.keep_with(LATIN, &["edit", HARBOUR, "--yes"]).code, 0);
    let typed = place.path("data/typed");
    for name in names(&typed) {
        let mode = std::fs::metadata(typed.join(&name)).expect("it is there").permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{name}");
    }
    assert_eq!(names(&typed).len(), 2);
}

#[test]
fn a_text_whose_base_is_gone_is_not_written_over() {
    let place = Place::new();
    place.write(TYPED, "an hour of work");
    let said = place.keep_with("true", &["edit", HARBOUR, "--yes"]);
    said.refused(3, &["was made from is gone", "give it with `--from`"]);
    assert_eq!(place.read(TYPED), "an hour of work");
}

#[test]
fn each_new_entry_has_a_text_of_its_own() {
    let place = Place::new();
    let add = |file| place.keep_with("echo '# mine' >> \"$1\"", &["add", file, "--source", "harrow-2020", "--yes"]);
    for file in ["countries/belmoria.toml", "topics/rails.toml"] {
        let said = add(file);
        assert!(said.err.contains("what you typed is in") && !said.err.contains("goes on"), "{said:?}");
    }
    let kept: Vec<String> = names(&place.path("data/typed")).into_iter().filter(|it| !it.contains(".base.")).collect();
    assert_eq!(kept, ["new_countries-belmoria_harrow-2020.toml", "new_topics-rails_harrow-2020.toml"]);
}

#[test]
fn a_text_that_is_open_in_one_terminal_is_left_alone_by_another() {
    let place = Place::new();
    let second =
        format!("EDITOR=true '{}' knowledge edit {HARBOUR} --yes 2>second.txt", env!("CARGO_BIN_EXE_chaikhana"));
    let said = place.keep_with(&format!("{second}\necho '# mine' >> \"$1\""), &["edit", HARBOUR, "--yes"]);
    assert_eq!(said.code, 0, "{said:?}");
    let second = place.read("second.txt");
    assert!(second.contains("is open in another terminal") && !second.contains("goes on with"), "{second}");
    assert!(place.read("knowledge/topics/loans.toml").contains("# mine"), "it is published");
}
