//! The import table of the house: which room may import which, and what it never names.

use std::fs;
use std::path::{Path, PathBuf};

/// A room with what it may import and what its sources never name.
struct Room {
    name: &'static str,
    may_import: &'static [&'static str],
    never_names: &'static [&'static str],
}

/// What the pure rooms never name: disk, environment, network, clock, fronts, database.
const IMPURE: &[&str] = &["std::fs", "std::env", "std::net", "tokio", "clap", "serenity", "poise", "sqlx"];

const ROOMS: &[Room] = &[
    Room { name: "knowledge", may_import: &[], never_names: IMPURE },
    Room {
        name: "engine",
        may_import: &["knowledge"],
        never_names: &[
            "std::fs",
            "std::env",
            "std::net",
            "tokio",
            "clap",
            "serenity",
            "poise",
            "sqlx",
            "toml",
            "toml_edit",
        ],
    },
    Room { name: "reply", may_import: &["knowledge", "engine"], never_names: IMPURE },
    Room { name: "config", may_import: &["knowledge", "engine"], never_names: &["tokio", "clap", "serenity", "poise"] },
    Room { name: "store", may_import: &["knowledge"], never_names: &["clap", "serenity", "poise"] },
    Room {
        name: "app",
        may_import: &["knowledge", "engine", "reply", "config", "store"],
        never_names: &["clap", "serenity", "poise"],
    },
    Room {
        name: "discord",
        may_import: &["app", "reply", "config", "knowledge"],
        // Whoever asks meanwhile would wait for the disk: `read` does it beside.
        never_names: &["clap", "std::fs", "sqlx", "curator.files"],
    },
    Room {
        name: "terminal",
        may_import: &["app", "reply", "config", "knowledge"],
        never_names: &["serenity", "poise"],
    },
];

/// A line that breaks the table.
#[derive(Debug, PartialEq, Eq)]
struct Breach {
    file: PathBuf,
    line: usize,
    what: String,
}

/// Every breach of one file's source.
fn breaches(room: &Room, file: &Path, source: &str) -> Vec<Breach> {
    let code = source.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
    code.flat_map(|(at, line)| {
        let rooms = ROOMS.iter().filter(|other| other.name != room.name && !room.may_import.contains(&other.name));
        let imports = rooms.filter(|other| imports(line, other.name)).map(|other| other.name);
        let named = room.never_names.iter().filter(|name| names(line, name)).copied();
        let whats = imports.chain(named).map(|name| format!("`{}` names `{name}`", room.name));
        whats.map(|what| Breach { file: file.to_owned(), line: at + 1, what }).collect::<Vec<_>>()
    })
    .collect()
}

/// Whether a line imports a room: as a path, or in a group behind `crate::{`.
fn imports(line: &str, room: &str) -> bool {
    let group = line.split_once("crate::{").and_then(|(_, rest)| rest.split_once('}'));
    names(line, &format!("crate::{room}")) || group.is_some_and(|(group, _)| names(group, room))
}

/// Whether a line of code names a path as a whole word.
fn names(line: &str, path: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(path).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + path.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(word) && !after.is_some_and(word) && before != Some('"')
    })
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

#[test]
fn no_room_imports_what_it_may_not() {
    let mut found = Vec::new();
    for room in ROOMS {
        for file in sources(&src().join(room.name)) {
            let source = fs::read_to_string(&file).expect("sources are UTF-8");
            found.extend(breaches(room, &file, &source));
        }
    }
    let lines: Vec<String> = found.iter().map(|b| format!("{}:{}: {}", b.file.display(), b.line, b.what)).collect();
    assert!(found.is_empty(), "the import table is broken:\n{}", lines.join("\n"));
}

#[test]
fn every_room_stands_in_the_table() {
    let mut folders: Vec<String> = fs::read_dir(src())
        .expect("src exists")
        .filter_map(|entry| entry.ok().filter(|e| e.path().is_dir()))
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    folders.sort();
    let mut rooms: Vec<&str> = ROOMS.iter().map(|room| room.name).collect();
    rooms.sort_unstable();
    assert_eq!(folders, rooms);
}

#[test]
fn only_terminal_main_and_tests_name_clap_and_only_config_reads_the_environment() {
    for file in sources(&src()) {
        let source = fs::read_to_string(&file).expect("sources are UTF-8");
        let place = file.strip_prefix(src()).expect("below src").to_owned();
        let in_room = |room: &str| place.starts_with(room) || place == Path::new("main.rs");
        for (at, line) in source.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            assert!(in_room("terminal") || !names(line, "clap"), "{}:{}: names clap", file.display(), at + 1);
            assert!(
                place.starts_with("config") || !names(line, "std::env"),
                "{}:{}: reads the environment",
                file.display(),
                at + 1
            );
        }
    }
}

#[test]
fn a_planted_import_is_found_with_file_and_line() {
    let engine = ROOMS.iter().find(|room| room.name == "engine").expect("the engine is a room");
    let planted = "use crate::knowledge::Entry;\n// use crate::store is only a comment\nuse crate::store::Folder;\nuse std::fs::read;\n";
    let found = breaches(engine, Path::new("src/engine/x.rs"), planted);
    let places: Vec<(usize, &str)> = found.iter().map(|breach| (breach.line, breach.what.as_str())).collect();
    assert_eq!(places, [(3, "`engine` names `store`"), (4, "`engine` names `std::fs`")]);
    let groups = breaches(engine, Path::new("x.rs"), "use crate::{knowledge, store};");
    assert_eq!(groups.len(), 1, "a grouped import counts too: {groups:?}");
}
