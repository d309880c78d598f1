//! Any text is read as labelled questions or refused with a sentence.
#![no_main]

use chaikhana::app::cases;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for name in ["fuzz.toml", "fuzz.jsonl"] {
        if let Err(why) = cases(name, text) {
            assert!(!why.trim().is_empty());
        }
    }
});
