//! The shipped `config.toml` names every key with its default, and what is no setting is refused.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use chaikhana::config::Config;
use std::collections::BTreeSet;
use std::path::Path;
use toml::{Table, Value};

const PREFIX: &str = "CHAIKHANA_";

fn load(environment: &[(&str, &str)]) -> Result<Config, String> {
    // Tests run in the folder of the manifest, where the shipped config lies.
    let owned = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Config::load(Some(Path::new("config.toml")), owned).map_err(|error| error.to_string())
}

/// The variables that are settings, as a wrong one is told.
fn variables() -> BTreeSet<String> {
    let told = load(&[("CHAIKHANA_NONSENSE", "x")]).expect_err("this is no setting");
    let (_, list) = told.split_once("there are ").expect("the settings are listed");
    list.split(", ").map(str::to_owned).collect()
}

/// The keys of a table with the variables that override them.
fn keys(table: &Table, path: &str) -> Vec<(String, Value)> {
    let variable = |key: &str| format!("{path}{}", key.to_uppercase());
    let each = table.iter().map(|(key, value)| match value {
        Value::Table(inner) => keys(inner, &format!("{}_", variable(key))),
        value => vec![(variable(key), value.clone())],
    });
    each.flatten().collect()
}

fn shipped() -> Vec<(String, Value)> {
    let text = std::fs::read_to_string("config.toml").expect("the shipped config is there");
    keys(&toml::from_str(&text).expect("the shipped config is TOML"), PREFIX)
}

#[test]
fn the_shipped_config_says_the_defaults() {
    assert_eq!(load(&[]), Ok(Config::default()));
}

#[test]
fn the_shipped_config_names_every_key_once() {
    let named: Vec<String> = shipped().into_iter().map(|(name, _)| name).collect();
    let distinct: BTreeSet<String> = named.iter().cloned().collect();
    assert_eq!(distinct, variables(), "left: config.toml, right: the keys that are read");
    assert_eq!(named.len(), distinct.len(), "two keys share a variable: {named:?}");
}

#[test]
fn every_key_can_be_set_from_the_environment() {
    for (variable, value) in shipped() {
        let other = match value {
            Value::Float(_) => "0.45",
            Value::Integer(_) => "3",
            Value::Array(_) => "1, 2",
            Value::Boolean(_) => "true",
            _ if variable.ends_with("API_BASE") => "http://127.0.0.1:3010/",
            _ => "elsewhere",
        };
        let config = load(&[(&variable, other)]).expect("the value is of the right kind");
        assert_ne!(config, Config::default(), "{variable} changes nothing");
    }
}

#[test]
fn a_relative_knowledge_folder_lies_beside_the_config() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let file = folder.path().join("config.toml");
    chaikhana::store::replace(&file, b"knowledge = \"there\"").expect("the config can be written");
    let config = Config::load(Some(&file), std::iter::empty()).expect("the config is right");
    assert_eq!(config.knowledge, folder.path().join("there"));
}

#[track_caller]
fn check(environment: &[(&str, &str)], expected: &str) {
    assert_eq!(load(environment), Err(expected.to_owned()));
}

#[test]
fn wrong_values_are_blamed_on_where_they_stand() {
    check(
        &[("CHAIKHANA_ANSWERS_MAX_CHOICES", "four")],
        "CHAIKHANA_ANSWERS_MAX_CHOICES: `four` cannot be read; write a whole number such as 5",
    );
    check(
        &[("CHAIKHANA_CHECKS_MIN_PHRASINGS", "99999999999999999999")],
        "CHAIKHANA_CHECKS_MIN_PHRASINGS: `99999999999999999999` cannot be read; write a whole number such as 5",
    );
    check(
        &[("CHAIKHANA_DISCORD_GUILDS", "1, abc")],
        "CHAIKHANA_DISCORD_GUILDS: `abc` cannot be read; write whole numbers with commas between, such as 1101,1102",
    );
    check(
        &[("CHAIKHANA_CHECKS_MIN_PHRASINGS", "3"), ("CHAIKHANA_LIMITS_USER_PER_MINUTE", "-5")],
        "CHAIKHANA_LIMITS_USER_PER_MINUTE: invalid value: integer `-5`, expected a whole number such as 5; config.toml in the project documents every key",
    );
    // A share from the environment is blamed on the environment, not on the file that is right.
    check(
        &[("CHAIKHANA_ANSWERS_ANSWER_AT", "nan")],
        "the environment: `answers.answer_at` is NaN; choose a number from 0 to 1",
    );
}

#[test]
fn numbers_may_stand_in_brackets_as_in_the_file() {
    let guilds = |value| load(&[("CHAIKHANA_DISCORD_GUILDS", value)]).map(|config| config.discord.guilds);
    assert_eq!(guilds("[1, 2]"), guilds("1,2"));
    assert_ne!(guilds("[1, 2]"), guilds(""));
    assert!(guilds("[1, 2").is_err());
}

#[test]
fn what_cannot_be_a_token_is_refused_before_discord_is_asked() {
    for token in ["Bot abc.def", "abc\u{7}def", "abc\ndef", "токен"] {
        let config = load(&[("DISCORD_TOKEN", token)]).expect("a token is no setting that can be wrong");
        let error = config.discord.sign_in().expect_err("it is no token").to_string();
        assert!(error.contains("copy it anew") && !error.contains("abc"), "{error}");
    }
}

#[test]
fn a_token_is_taken_from_the_environment_and_never_shown() {
    let config = load(&[("DISCORD_TOKEN", " abc.def\n")]).expect("a token is no setting that can be wrong");
    assert_eq!(config.discord.token.as_ref().map(chaikhana::config::Token::reveal), Some("abc.def"));
    assert!(!format!("{config:?}").contains("abc"), "{config:?}");
    assert_eq!(load(&[("DISCORD_TOKEN", "  ")]), Ok(Config::default()), "an empty token is none");
}

#[test]
fn what_discord_is_told_wrongly_is_refused_with_a_remedy() {
    check(
        &[("CHAIKHANA_DISCORD_API_BASE", "127.0.0.1:3010")],
        "the environment: `discord.api_base` is `127.0.0.1:3010`; write it as http://127.0.0.1:3010, without a path",
    );
    check(&[("CHAIKHANA_LIMITS_IN_FLIGHT", "0")], "the environment: `limits.in_flight` is 0; choose 1 or more");
    check(
        &[("CHAIKHANA_LEDGER_DIRECT_MESSAGES", "yes")],
        "CHAIKHANA_LEDGER_DIRECT_MESSAGES: `yes` is neither true nor false",
    );
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let file = folder.path().join("config.toml");
    chaikhana::store::replace(&file, b"[rights.my-server]\nkeepers = [1]").expect("the config can be written");
    let error = Config::load(Some(&file), std::iter::empty()).expect_err("a name is no number").to_string();
    assert!(error.ends_with("`rights.my-server` is no guild; write the number that Discord gives"), "{error}");
}
