//! The shipped fingerprints, made anew from their documents where these lie beside the project.
//!
//! The documents are not ours to redistribute, so on most machines there is nothing to compare with.

use chaikhana::knowledge::proof::{Fingerprint, clean};
use std::fs;
use std::path::Path;

#[test]
fn the_shipped_fingerprints_are_those_of_the_documents() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let documents = project.join("../shared/sources");
    let Ok(found) = fs::read_dir(&documents) else {
        println!("skipped: there are no documents in {}", documents.display());
        return;
    };
    for path in found.map(|entry| entry.expect("the folder can be read").path()) {
        let Some(id) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".md")) else {
            continue;
        };
        let shipped = project.join(format!("knowledge/sources/{id}.fingerprint"));
        let document = fs::read_to_string(&path).expect("the document is text");
        let made = Fingerprint::of(&clean(&document), id).to_string();
        let shipped = fs::read_to_string(shipped).expect("every document has its fingerprint");
        // The texts are long, and a difference of hashes tells nobody anything: the place is enough.
        let line = made.lines().zip(shipped.lines()).position(|(made, shipped)| made != shipped);
        assert_eq!(line, None, "`{id}.fingerprint` is another document's, or the cleaner's of before; counted from 0");
        assert_eq!(made.len(), shipped.len(), "`{id}.fingerprint` is as long as its document");
    }
}
