//! Fingerprints: what may be read, and what another document proves.

use super::refused;
use crate::kit::{Kit, UGLY};
use snapbox::str;

#[test]
fn fingerprint() {
    refused(
        Kit::new().remove("sources/quill-1933.fingerprint"),
        str![[r#"
error[fingerprint]: source `quill-1933` has no fingerprint `sources/quill-1933.fingerprint`
  --> sources.toml:14:6
   |
14 | id = "quill-1933"
   |      ^^^^^^^^^^^^
   |
   = help: make it from the document with `chaikhana source add FILE --id quill-1933 --replace`

9 files checked: 1 error, 0 warnings

"#]],
    );
    refused(
        Kit::new().file("sources/quill-1933.fingerprint", "# A Letter from Sey\n"),
        str![[r#"
error[fingerprint]: the fingerprint cannot be read: line 1: the file does not begin with its header
--> sources/quill-1933.fingerprint
 = help: put the file back, or make it again from the document with `chaikhana source add FILE --id ID --replace`

10 files checked: 1 error, 0 warnings

"#]],
    );
    let first = "chaikhana-fingerprint 1\nkey 00112233445566778899aabbccddeeff\nsection \nThe clerk counts the salt.\n";
    refused(
        Kit::new().file("sources/quill-1933.fingerprint", first),
        str![[r#"
error[fingerprint]: the fingerprint cannot be read: line 4: the line is no sentence
--> sources/quill-1933.fingerprint
 = help: put the file back, or make it again from the document with `chaikhana source add FILE --id ID --replace`

10 files checked: 1 error, 0 warnings

"#]],
    );
}

#[test]
fn a_fingerprint_that_was_cut_off_is_not_blamed_on_the_quotes() {
    let path = "sources/quill-1933.fingerprint";
    let kit = Kit::new();
    let text = kit.read(path);
    let lines: Vec<&str> = text.lines().collect();
    let cut = lines.get(..lines.len() / 2).expect("there are lines").join("\n");
    let count = lines.len() / 2;
    refused(
        kit.file(path, &cut),
        format!(
            "error[fingerprint]: the fingerprint cannot be read: line {count}: the file ends too early\n--> {path}\n = help: put the file back, or make it again from the document with `chaikhana source add FILE --id ID --replace`\n\n10 files checked: 1 error, 0 warnings\n"
        ),
    );
}

#[test]
fn the_fingerprint_of_another_document_proves_nothing() {
    let other = UGLY.replace("$16 million", "$60 million");
    refused(
        Kit::new().fingerprint("tarrow-1932", &other),
        str![[r#"
error[quote]: the quote matches 7 of 10 words in `The Treaty of the Two Valleys: a short history` of `tarrow-1932`; differs at `$16`
  --> countries/lorn.toml:46:8
   |
46 | text = "Lorn paid $16 million for the upper dam in 1905"
   |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: copy the passage from the document, word for word; `[...]` marks what is left out

10 files checked: 1 error, 0 warnings

"#]],
    );
}
