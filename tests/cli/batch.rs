//! `ask --json` without a question: a line in, an object out.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use super::{Place, Said, gibberish, quickly};
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};

/// The objects of a run that answered every line.
#[track_caller]
fn objects(said: Said) -> Vec<Value> {
    let out = said.done();
    out.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

fn text<'v>(value: &'v Value, field: &str) -> Option<&'v str> {
    value.get(field).and_then(Value::as_str)
}

/// Feeds lines and checks, for each, one field of its object.
#[track_caller]
fn check(lines: &[(&[u8], &str, &str)]) {
    let input: Vec<u8> = lines.iter().flat_map(|(line, ..)| [line, b"\n".as_slice()].concat()).collect();
    let objects = objects(Place::new().fed(&input, &["ask", "--json"]));
    assert_eq!(objects.len(), lines.len(), "an object a line: {objects:#?}");
    for (object, (line, field, expected)) in objects.iter().zip(lines) {
        let line = String::from_utf8_lossy(line);
        assert_eq!(text(object, field), Some(*expected), "{field} of {line:?}: {object:#}");
    }
}

#[test]
fn lines_are_plain_questions_or_objects() {
    check(&[
        (b"Is Arvania a member of the Trade League?", "entry", "arvania-league-observer"),
        (b"Is Zubrovka a member?\r", "question", "Is Zubrovka a member?"),
        (br#"{"question": "what is the water council"}"#, "entry", "valley-water-council"),
        (
            br#"{"question": "and Kestovia?", "previous": "How much did Norlund lend Belmoria for the railway?"}"#,
            "question",
            "and Kestovia?",
        ),
        (
            br#"  {"previous": "Is Arvania a member of the Trade League?", "question": "when did it become an observer?"}"#,
            "entry",
            "arvania-league-observer",
        ),
        (br#"{"question": "what is the water council", "previous": null}"#, "entry", "valley-water-council"),
    ]);
}

#[test]
fn lines_that_are_no_question_get_an_object_too_and_stop_nothing() {
    check(&[
        (b"", "reason", "empty"),
        (b"{\"question\": ", "reason", "unreadable"),
        (b"{\"query\": \"what is the water council\"}", "reason", "unreadable"),
        (b"{\"question\": \"x\", \"extra\": 1}", "reason", "unreadable"),
        (b"{\"question\": 7}", "reason", "unreadable"),
        (b"caf\xe9 \xff\xfe", "reason", "unreadable"),
        (b"\0\0\0", "reason", "empty"),
        (b"what is the water council", "entry", "valley-water-council"),
    ]);
    let said = objects(Place::new().fed(b"\xff\n{\n", &["ask", "--json"]));
    let messages: Vec<&str> = said.iter().filter_map(|object| text(object, "message")).collect();
    assert_eq!(messages.first(), Some(&"This line is not UTF-8. Please save the questions as UTF-8."));
    let bad = messages.last().expect("there are two");
    assert!(bad.starts_with("This line is no object with a question ("), "{bad}");
    assert!(bad.ends_with("Please write {\"question\": \"…\"}, or plain text."), "{bad}");
}

#[test]
fn the_last_line_needs_no_end_and_no_lines_are_no_objects() {
    let place = Place::new();
    assert_eq!(objects(place.fed(b"what is the water council", &["ask", "--json"])).len(), 1);
    assert_eq!(objects(place.fed(b"", &["ask", "--json"])).len(), 0);
}

#[test]
fn previous_holds_for_plain_lines() {
    let args = ["ask", "--json", "--previous", "Is Arvania a member of the Trade League?"];
    let said = objects(Place::new().fed(b"when did it become an observer?\n", &args));
    assert_eq!(said.first().and_then(|object| text(object, "entry")), Some("arvania-league-observer"));
}

#[test]
fn an_answer_comes_before_the_next_question() {
    let place = Place::new();
    let mut child = place.spawn(&["ask", "--json"]);
    let mut stdin = child.stdin.take().expect("standard input is piped");
    let stdout = child.stdout.take().expect("standard output is piped");
    let (send, receive) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines() {
            let _ = send.send(line.expect("answers are UTF-8"));
        }
    });
    for question in ["what is the water council", "Is Zubrovka a member?"] {
        writeln!(stdin, "{question}").expect("the binary reads");
        let answer = receive.recv_timeout(std::time::Duration::from_secs(20)).ok();
        if answer.is_none() {
            let _ = child.kill();
        }
        let answer = answer.expect("the answer comes while standard input is open");
        assert!(answer.contains(question), "{answer}");
    }
    drop(stdin);
    assert!(child.wait().expect("the binary ends").success());
}

#[test]
fn a_reader_who_leaves_ends_the_stream_in_silence() {
    let place = Place::new();
    let mut child = place.spawn(&["ask", "--json"]);
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().expect("standard input is piped");
    for _ in 0..2000 {
        if writeln!(stdin, "what is the water council").is_err() {
            break;
        }
    }
    drop(stdin);
    let said = Said::of(child.wait_with_output().expect("the binary ends"));
    assert_eq!((said.code, said.err.as_str()), (0, ""));
}

#[test]
fn long_lines_and_long_questions_before_take_no_time() {
    let words = gibberish(100_000);
    let lines = [
        words.clone(),
        format!("{{\"question\": \"and Kestovia?\", \"previous\": \"{words}\"}}"),
        "x".repeat(3_000_000),
        "what is the water council".to_owned(),
    ];
    let place = Place::new();
    let said = quickly(&place, || place.fed(lines.join("\n").as_bytes(), &["ask", "--json"]));
    let said = objects(said);
    assert_eq!(said.len(), lines.len());
    assert_eq!(said.last().and_then(|object| text(object, "entry")), Some("valley-water-council"));
}
