//! Any text is read as lines of text and category or refused with a sentence, and what is written so is read again.
#![no_main]

use chaikhana::app::labelled;
use libfuzzer_sys::fuzz_target;

/// The first line, so that the fuzzer need not guess it.
const HEAD: &str = "text,category\n";

fuzz_target!(|input: (&str, Vec<(&str, &str)>)| {
    let (text, rows) = input;
    for file in [text.to_owned(), format!("{HEAD}{text}")] {
        if let Err(why) = labelled(&file) {
            assert!(!why.trim().is_empty());
        }
    }
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let lines = rows.iter().map(|(text, category)| format!("{},{}\n", quoted(text), quoted(category)));
    let file: String = std::iter::once(HEAD.to_owned()).chain(lines).collect();
    let read = labelled(&file).expect("quoted cells are a file");
    let read: Vec<(&str, &str)> = read.iter().map(|line| (line.text.as_str(), line.category.as_str())).collect();
    assert_eq!(read, rows);
});
