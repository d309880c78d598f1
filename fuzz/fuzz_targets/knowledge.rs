//! Any text as a file of entries, or as any other file, is read and checked without a panic,
//! and every problem has a place inside its file.
#![no_main]

use chaikhana::knowledge::{self, File, Limits, normal_form};
use libfuzzer_sys::fuzz_target;

#[path = "../../tests/small.rs"]
mod small;

const PATHS: &[&str] = &[
    "topics/fuzz.toml",
    "lexicon.toml",
    "sources.toml",
    "guard.toml",
    "profiles/belmoria.toml",
    "sources/harrow-2020.skip.toml",
];

fuzz_target!(|input: (u8, &str)| {
    let (which, text) = input;
    let path = PATHS[usize::from(which) % PATHS.len()];
    let mut files = small::files();
    files.retain(|file| file.path != path);
    files.push(File { path: path.to_owned(), text: text.to_owned() });
    let (read, problems) = knowledge::read(&files, &Limits::default());
    assert_eq!(read.is_none(), problems.has_errors(), "knowledge is there unless a problem is an error");
    for problem in problems.iter() {
        let file = files.iter().find(|file| file.path == problem.file).expect("a problem names a file");
        if let Some(span) = &problem.span {
            assert!(file.text.get(span.clone()).is_some(), "{problem:?}");
        }
    }
    let file = files.pop().expect("it was pushed");
    if let Some(text) = normal_form(&file) {
        let again = normal_form(&File { path: file.path, text });
        assert_eq!(again, None, "the normal form is in normal form");
    }
});
