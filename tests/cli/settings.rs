//! Config file, environment, the knowledge folder, completions.

use super::{Place, Said};

const ASK: [&str; 2] = ["ask", "what is the water council"];

/// A config that is refused, with what the sentence holds.
#[track_caller]
fn check_config(text: &str, holds: &[&str]) {
    let place = Place::new();
    place.write("other.toml", text);
    let args = [&ASK[..], &["--config", "other.toml"]].concat();
    place.run(&args).refused(3, &[&["other.toml: "], holds].concat());
}

#[test]
fn a_config_says_what_is_wrong_and_what_would_be_right() {
    check_config("knowlege = \"x\"", &["unknown field `knowlege`", "config.toml in the project documents every key"]);
    check_config("[answers]\nanswer = 0.5", &["unknown field `answer`", "`answer_at`"]);
    check_config("[answers]\nanswer_at = 1.5", &["`answers.answer_at` is 1.5; choose a number from 0 to 1"]);
    check_config("[answers]\noffer_at = nan", &["choose a number from 0 to 1"]);
    check_config(
        "[answers]\nanswer_at = \"high\"",
        &["line 2, column 13", "answer_at = \"high\"", "expected a number such as 0.5"],
    );
    check_config("[answers]\noffer_at = 0.9\nanswer_at = 0.2", &["`answers.offer_at` is above `answers.answer_at`"]);
    check_config("[answers]\nmax_choices = 9", &["`answers.max_choices` is 9; choose 2, 3 or 4"]);
    check_config("[checks]\nmin_phrasings = -1", &["-1", "expected a whole number such as 5"]);
    check_config("[discord]\nguilds = [\"a\"]", &["guilds = [\"a\"]", "expected a whole number such as 5"]);
    check_config("[answers", &["TOML parse error"]);
}

#[test]
fn a_config_that_is_named_must_be_there() {
    let place = Place::new();
    let args = [&ASK[..], &["--config", "nowhere.toml"]].concat();
    place.run(&args).refused(3, &["the config `nowhere.toml` cannot be read", "`--config FILE`"]);
    place.write_bytes("bytes.toml", b"knowledge = \"\xff\"");
    let args = [&ASK[..], &["--config", "bytes.toml"]].concat();
    place.run(&args).refused(3, &["the config `bytes.toml` cannot be read"]);
}

#[test]
fn without_a_config_the_defaults_hold() {
    let place = Place::new();
    std::fs::remove_file(place.path("config.toml")).expect("the config is there");
    place.run(&ASK).done();
}

#[test]
fn the_environment_overrides_the_config() {
    let place = Place::new();
    place.write("config.toml", "knowledge = \"nowhere\"");
    place.run(&ASK).refused(3, &["nowhere"]);
    place.run_with(("CHAIKHANA_KNOWLEDGE", "knowledge"), &ASK).done();
    let strict = Place::new().run_with(("CHAIKHANA_CHECKS_MIN_PHRASINGS", "9"), &["check", "--strict"]);
    assert_eq!(strict.code, 1, "{strict:?}");
    assert!(strict.out.contains("at least 9 are asked for"), "{}", strict.out);
}

#[test]
fn a_page_that_is_piped_is_as_wide_as_the_environment_says() {
    let place = Place::new();
    let widest = |columns: &str| {
        let out = place.run_with(("COLUMNS", columns), &["source", "list"]).done();
        out.lines().map(|line| line.chars().count()).max()
    };
    assert_eq!(widest("nonsense"), widest("80"));
    assert!(widest("30") < widest("80"), "{:?}, {:?}", widest("30"), widest("80"));
}

#[test]
fn the_argument_overrides_the_environment() {
    let mut args = ASK.to_vec();
    args.extend(["--knowledge", "knowledge"]);
    Place::new().run_with(("CHAIKHANA_KNOWLEDGE", "nowhere"), &args).done();
}

#[test]
fn variables_that_are_no_setting_are_refused() {
    let place = Place::new();
    for (variable, holds) in [
        (("CHAIKHANA_KNOWLEGE", "x"), "CHAIKHANA_KNOWLEGE: there is no such setting; there are CHAIKHANA_KNOWLEDGE"),
        (("CHAIKHANA_", "x"), "there is no such setting"),
        (("CHAIKHANA_ANSWERS_ANSWER_AT", "high"), "`high` cannot be read; write a number such as 0.5"),
        (("CHAIKHANA_ANSWERS_MAX_CHOICES", "2.5"), "`2.5` cannot be read; write a whole number such as 5"),
        (("CHAIKHANA_ANSWERS_ANSWER_AT", "7"), "`answers.answer_at` is 7; choose a number from 0 to 1"),
    ] {
        place.run_with(variable, &ASK).refused(3, &[holds]);
    }
}

/// A folder that cannot be used, with what every command that needs it says.
#[track_caller]
fn check_folder(place: &Place, holds: &[&str]) {
    for args in [&ASK[..], &["ask", "--json"], &["chat"], &["coverage"], &["source", "list"]] {
        place.run(args).refused(3, holds);
    }
}

#[test]
fn a_folder_that_is_missing_empty_or_no_folder_is_said_with_its_remedy() {
    let place = Place::empty();
    check_folder(&place, &["the knowledge folder `knowledge` cannot be read", "name another with `--knowledge DIR`"]);
    place.run(&["check"]).refused(3, &["cannot be read", "`--knowledge DIR`"]);
    std::fs::create_dir(place.path("knowledge")).expect("a folder can be made");
    check_folder(&place, &["holds no knowledge files", "`--knowledge DIR`"]);
    place.run(&["check"]).refused(3, &["holds no knowledge files"]);
    let place = Place::empty();
    place.write("knowledge", "a file");
    check_folder(&place, &["cannot be read", "`--knowledge DIR`"]);
}

#[test]
fn files_that_are_broken_are_left_to_check() {
    let place = Place::new();
    place.write_bytes("knowledge/topics/latin1.toml", b"# caf\xe9\n");
    check_folder(&place, &["the knowledge has 1 error; `chaikhana check` shows every one with its place"]);
    let said = place.run(&["check"]);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.out.contains("line 1 is not UTF-8") && said.out.contains("save the file as UTF-8"), "{}", said.out);
}

#[cfg(unix)]
#[test]
fn a_link_to_nowhere_is_a_file_that_cannot_be_read() {
    let place = Place::new();
    std::os::unix::fs::symlink("nowhere", place.path("knowledge/topics/gone.toml")).expect("a link can be made");
    check_folder(&place, &["the knowledge has 1 error"]);
    let said = place.run(&["check"]);
    assert!(said.out.contains("the file cannot be read"), "{}", said.out);
}

#[test]
fn completions_are_a_script() {
    // No knowledge is needed for it.
    let said: Said = Place::empty().run(&["completions", "bash"]);
    let script = said.done();
    assert!(script.contains("_chaikhana()") && script.contains("coverage"), "{script}");
    assert_eq!(Place::empty().run(&["completions", "tcsh"]).code, 2);
}

#[test]
#[cfg(target_os = "linux")]
fn help_that_cannot_be_written_is_no_success() {
    let place = Place::empty();
    for args in [&["--help"][..], &["--version"], &["help", "ask"], &["completions", "bash"]] {
        let mut command = place.command(args);
        let full = std::fs::File::options().write(true).open("/dev/full").expect("Linux has it");
        let said = Said::of(command.stdout(full).output().expect("the binary runs"));
        said.refused(3, &["what was to be printed could not be written: No space left on device", "make room"]);
    }
    assert_eq!(place.run(&["--help"]).code, 0);
    assert_eq!(place.run(&["nonsense"]).code, 2);
}

#[test]
#[cfg(feature = "discord")]
fn the_gallery_writes_over_nothing_but_a_gallery() {
    let place = Place::new();
    let draw = |page| place.run(&["preview", "--html", page]);
    place.write("notes.html", "<!doctype html><title>mine</title>");
    draw("notes.html").refused(2, &["`notes.html` is there already", "name another place"]);
    assert_eq!(place.read("notes.html"), "<!doctype html><title>mine</title>");
    place.write("empty.html", "");
    for page in ["pages/new.html", "pages/new.html", "empty.html"] {
        assert_eq!(draw(page).code, 0, "{page}");
        assert!(place.read(page).contains("Chaikhana in Discord"));
    }
}
