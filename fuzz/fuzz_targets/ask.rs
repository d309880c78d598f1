//! Any question, after any question, gets a decision that its explanation shares.
#![no_main]

use chaikhana::app::{App, Context, Outcome};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

#[path = "../../tests/small.rs"]
mod small;

static APP: LazyLock<App> = LazyLock::new(small::app);

fuzz_target!(|input: (&str, Option<&str>)| {
    let (question, previous) = input;
    let context = Context { previous: previous.map(str::to_owned) };
    let asked = APP.ask(question, &context);
    assert!(!asked.reply.blocks.is_empty());
    assert_eq!(APP.explain(question, &context).decision, asked.decision);
    let data = asked.to_data(question);
    if matches!(asked.decision.outcome, Outcome::Nothing(_)) {
        assert!(data.quotes.is_empty() && data.choices.is_empty() && data.message.is_some());
    }
    assert!(APP.suggest(question, 5).len() <= 5);
    let _ = APP.about(question);
});
