//! Files with the wrong name or in the wrong place, from which nothing is read.

use super::{clean, refused, warned};
use crate::kit::{Kit, LETTER};
use snapbox::str;

#[test]
fn file_name() {
    refused(
        Kit::new().file("notes.toml", "").file("sources/quill-1933.toml", ""),
        str![[r#"
error[file-name]: no knowledge file has this name
--> notes.toml
 = help: name it as docs/knowledge-format.md shows, or move it out of the folder

error[file-name]: no knowledge file has this name
--> sources/quill-1933.toml
 = help: name it as docs/knowledge-format.md shows, or move it out of the folder

12 files checked: 2 errors, 0 warnings

"#]],
    );
}

#[test]
fn what_looks_like_knowledge_in_the_wrong_place_is_told_with_the_right_one() {
    let strays = ["topic/foo.toml", "topics/west.TOML", "topics/sub/west.toml", "source/a.Fingerprint", "x/y.toml"];
    refused(
        strays.iter().fold(Kit::new(), |kit, path| kit.file(path, "")),
        str![[r#"
error[file-name]: no knowledge file has this name, so nothing is read from it
--> source/a.Fingerprint
 = help: call it `sources/a.fingerprint`

error[file-name]: no knowledge file has this name, so nothing is read from it
--> topic/foo.toml
 = help: call it `topics/foo.toml`

error[file-name]: no knowledge file has this name, so nothing is read from it
--> topics/sub/west.toml
 = help: call it `topics/west.toml`

error[file-name]: no knowledge file has this name, so nothing is read from it
--> topics/west.TOML
 = help: merge it into `topics/west.toml`, or move it out of the folder

error[file-name]: no knowledge file has this name, so nothing is read from it
--> x/y.toml
 = help: name it as docs/knowledge-format.md shows, or move it out of the folder

10 files checked: 5 errors, 0 warnings

"#]],
    );
}

#[test]
fn stray_file() {
    warned(
        Kit::new().file("topics/notes.txt", "").file("map.png", ""),
        str![[r#"
warning[stray-file]: this is no knowledge file, so nothing is read from it
--> map.png
 = help: move it out of the folder; a note may stand in a knowledge file, behind a `#`

warning[stray-file]: this is no knowledge file, so nothing is read from it
--> topics/notes.txt
 = help: move it out of the folder; a note may stand in a knowledge file, behind a `#`

10 files checked: 0 errors, 2 warnings

"#]],
    );
}

#[test]
fn what_editors_and_people_leave_beside_knowledge_is_let_be() {
    let left = [
        ".git/lorn.toml",
        ".gitkeep",
        "README.md",
        "LICENSE-MIT",
        "topics/.west.toml.swp",
        "topics/.#west.toml",
        "topics/#west.toml#",
        "topics/west.toml~",
        "topics/west.toml.bak",
    ];
    clean(left.iter().fold(Kit::new(), |kit, path| kit.file(path, "[[")));
}

#[test]
fn unused_fingerprint() {
    warned(
        Kit::new().fingerprint("quill-1934", LETTER),
        str![[r#"
warning[unused-fingerprint]: source `quill-1934` is not in `sources.toml`
--> sources/quill-1934.fingerprint
 = help: name the file after a source, or take it away

11 files checked: 0 errors, 1 warning

"#]],
    );
}
