//! What README.md shows is what happens: its console blocks are run.
//!
//! Only commands that read the shipped knowledge are run; `...` on a line of its own stands for any lines.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use std::process::{Command, Stdio};

/// The subcommands that are run; `source` only lists.
const RUN: &[&str] = &["ask", "check", "coverage", "source", "eval"];

/// A command with the output that stands below it.
#[derive(Debug, PartialEq, Eq)]
struct Shown {
    line: usize,
    args: Vec<String>,
    output: String,
}

/// The commands of all console blocks.
fn shown(markdown: &str) -> Vec<Shown> {
    let mut found: Vec<Shown> = Vec::new();
    let mut inside = false;
    let mut open = false;
    for (at, line) in markdown.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            inside = !inside && line.trim() == "```console";
            open = false;
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| inside) {
            let args = words(command);
            let ours = ["chaikhana", "cargo run --", "cargo run --quiet --"].iter().find_map(|start| {
                let start: Vec<&str> = start.split(' ').collect();
                let same = args.iter().zip(&start).filter(|(a, b)| a == b).count() == start.len();
                same.then(|| args.iter().skip(start.len()).cloned().collect::<Vec<_>>())
            });
            let ours = ours.filter(|args| is_run(args));
            open = ours.is_some();
            found.extend(ours.map(|args| Shown { line: at + 1, args, output: String::new() }));
        } else if let Some(last) = found.last_mut().filter(|_| inside && open) {
            last.output.push_str(line);
            last.output.push('\n');
        }
    }
    found
}

fn is_run(args: &[String]) -> bool {
    let first = args.first().map(String::as_str);
    let lists = first != Some("source") || args.get(1).is_some_and(|second| second == "list");
    first.is_some_and(|first| RUN.contains(&first)) && lists
}

/// The words of a command line, as a shell would cut it; no variables, pipes or escapes.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut mark = None;
    for sign in line.chars() {
        match (mark, sign) {
            (None, '"' | '\'') => {
                mark = Some(sign);
                word.get_or_insert_default();
            }
            (Some(open), _) if open == sign => mark = None,
            (None, ' ') => words.extend(word.take()),
            _ => word.get_or_insert_default().push(sign),
        }
    }
    words.into_iter().chain(word).collect()
}

/// What the binary says over the shipped knowledge: its results, then its complaints.
fn said(args: &[String]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_chaikhana"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("CLICOLOR_FORCE")
        .env("CHAIKHANA_CACHE", "")
        .stdin(Stdio::null())
        .output()
        .expect("the binary runs");
    String::from_utf8([output.stdout, output.stderr].concat()).expect("output is UTF-8")
}

/// The first line on which shown and real output part; none where the shown one fits.
fn differs(shown: &[&str], real: &[&str]) -> Option<String> {
    match (shown.split_first(), real.split_first()) {
        (None, None) => None,
        (Some((&"...", rest)), _) => {
            let fits = (0..=real.len()).any(|skip| real.get(skip..).is_some_and(|real| differs(rest, real).is_none()));
            (!fits).then(|| format!("nothing fits what follows `...`: {:?}", rest.first().unwrap_or(&"")))
        }
        (Some((shown, rest)), Some((real, after))) if shown.trim_end() == real.trim_end() => differs(rest, after),
        (shown, real) => {
            let line =
                |first: Option<(&&str, &[&str])>| first.map_or("the end".to_owned(), |(line, _)| format!("{line:?}"));
            Some(format!("shown: {}\n real: {}", line(shown), line(real)))
        }
    }
}

#[track_caller]
fn check(shown: &Shown, real: &str) {
    let lines = |text: &str| -> Vec<String> { text.trim_end().lines().map(str::to_owned).collect() };
    let (wanted, got) = (lines(&shown.output), lines(real));
    let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
    let got: Vec<&str> = got.iter().map(String::as_str).collect();
    let difference = differs(&wanted, &got);
    let command = shown.args.join(" ");
    assert_eq!(difference, None, "README.md:{}: `{command}` says something else:\n{real}", shown.line);
}

#[test]
fn the_readme_shows_what_happens() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let markdown = std::fs::read_to_string(path).expect("README.md is there");
    let shown = shown(&markdown);
    assert!(!shown.is_empty(), "README.md shows no command in a ```console block");
    for shown in &shown {
        check(shown, &said(&shown.args));
    }
}

#[test]
fn commands_are_found_in_console_blocks_only() {
    let markdown = "\
```sh
$ chaikhana ask \"not this\"
```
```console
$ chaikhana ask \"is it 'so'?\" --json
{
...
$ just ci
all is well
$ cargo run --quiet -- source list
$ chaikhana source add x.md
written
```
$ chaikhana check
";
    let found = shown(markdown);
    let lines: Vec<(usize, String, &str)> =
        found.iter().map(|s| (s.line, s.args.join("|"), s.output.as_str())).collect();
    let expected = [(5, "ask|is it 'so'?|--json".to_owned(), "{\n...\n"), (10, "source|list".to_owned(), "")];
    assert_eq!(lines, expected);
}

#[test]
fn wildcards_stand_for_any_lines() {
    let fits = |shown: &[&str], real: &[&str]| differs(shown, real).is_none();
    assert!(fits(&["a", "...", "c"], &["a", "b", "b", "c"]));
    assert!(fits(&["a", "..."], &["a"]));
    assert!(!fits(&["a", "...", "d"], &["a", "b", "c"]));
    assert!(!fits(&["a"], &["a", "b"]));
    assert!(!fits(&["a", "b"], &["a"]));
    assert!(!fits(&[], &["a"]));
}
