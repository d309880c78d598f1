//! The ways to the bot, and what each needs.

use super::cast::Cast;
use serde_json::{Value, json};

/// What somebody may do, as in `discord::access`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Reader,
    Contributor,
    Editor,
    Keeper,
}

use Rank::{Contributor, Editor, Keeper, Reader};

/// A way to the bot.
pub(super) struct Way {
    /// The command with its subcommand; or the menu entry; or the id of a press; or that of a form.
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) needs: Rank,
    pub(super) options: fn(&Cast) -> Value,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Command,
    Menu,
    Press,
    Form,
}

fn none(_: &Cast) -> Value {
    json!([])
}

fn text(name: &str, value: &str) -> Value {
    json!({"type": 3, "name": name, "value": value})
}

fn name(_: &Cast) -> Value {
    json!([text("name", "Lorn")])
}

fn entry(_: &Cast) -> Value {
    json!([text("entry", "lorn-dam-price")])
}

fn phrasing(_: &Cast) -> Value {
    json!([text("entry", "lorn-dam-price"), text("question", "what did Sey pay for its dam")])
}

fn revision(_: &Cast) -> Value {
    json!([{"type": 4, "name": "revision", "value": 1}])
}

fn channel(cast: &Cast) -> Value {
    json!([{"type": 7, "name": "channel", "value": cast.channel}])
}

const fn command(name: &'static str, needs: Rank, options: fn(&Cast) -> Value) -> Way {
    Way { name, kind: Kind::Command, needs, options }
}

const fn other(kind: Kind, name: &'static str, needs: Rank) -> Way {
    Way { name, kind, needs, options: none }
}

/// Every path. What pressed and sent forms name does not exist, and commands only begin a draft: nothing is changed.
pub(super) const WAYS: &[Way] = &[
    command("ask", Reader, |_| json!([text("question", "How much did Lorn pay for the upper dam?")])),
    command("country", Reader, name),
    command("compare", Reader, |_| json!([text("one", "Lorn"), text("other", "Sey")])),
    command("timeline", Reader, none),
    command("about", Reader, name),
    command("topics", Reader, none),
    command("sources", Reader, none),
    command("random", Reader, none),
    command("why", Reader, none),
    command("help", Reader, none),
    command("privacy", Reader, none),
    command("suggest", Contributor, |_| json!([text("text", "tea")])),
    command("settings show", Keeper, none),
    command("settings add-channel", Keeper, channel),
    command("settings remove-channel", Keeper, channel),
    command("knowledge add", Editor, none),
    command("knowledge edit", Editor, entry),
    command("knowledge alias", Editor, phrasing),
    command("knowledge near-miss", Editor, phrasing),
    command("knowledge quote", Editor, |_| {
        let words = "Lorn paid $16 million for the upper dam in 1905, and Sey paid 4,2 per cent";
        json!([text("entry", "lorn-dam-price"), text("source", "tarrow-1932"), text("text", words)])
    }),
    command("knowledge retire", Keeper, |_| json!([text("entry", "lorn-treaty-concept"), text("why", "it is over")])),
    command("knowledge restore", Keeper, |_| json!([text("entry", "sey-salt-refusal")])),
    command("knowledge move", Keeper, |_| json!([text("entry", "lorn-dam-price"), text("file", "countries/sey.toml")])),
    command("knowledge show", Editor, entry),
    command("knowledge history", Editor, none),
    command("knowledge diff", Editor, revision),
    command("knowledge undo", Keeper, revision),
    command("knowledge status", Editor, none),
    command("knowledge check", Editor, none),
    command("knowledge reload", Keeper, none),
    command("knowledge stale", Editor, none),
    command("knowledge stats", Editor, none),
    command("knowledge queue", Editor, none),
    command("knowledge suggestions", Editor, none),
    command("knowledge export", Editor, |_| json!([{"type": 4, "name": "form", "value": 0}])),
    command("knowledge import", Keeper, |cast| json!([{"type": 11, "name": "file", "value": cast.file}])),
    other(Kind::Menu, "Answer this", Reader),
    other(Kind::Menu, "Add to knowledge base", Editor),
    other(Kind::Menu, "This answers …", Editor),
    other(Kind::Press, "1|kf-text|zz", Editor),
    other(Kind::Press, "1|kf-quotes|zz", Editor),
    other(Kind::Press, "1|kf-details|zz", Editor),
    other(Kind::Press, "1|kf-reason|zz", Editor),
    other(Kind::Press, "1|kl|zz", Editor),
    other(Kind::Press, "1|kp|zz", Editor),
    other(Kind::Press, "1|kx|zz", Editor),
    other(Kind::Press, "1|kq|0", Editor),
    other(Kind::Press, "1|ka|zz|lorn-dam-price", Editor),
    other(Kind::Press, "1|kn|zz", Editor),
    other(Kind::Press, "1|ko|zz", Editor),
    other(Kind::Press, "1|ki|zz", Editor),
    other(Kind::Press, "1|kw|zz", Editor),
    other(Kind::Press, "1|kh|zz", Editor),
    other(Kind::Press, "1|kd|zz", Editor),
    other(Kind::Press, "1|ku|zz", Keeper),
    other(Kind::Press, "1|ks|0", Editor),
    other(Kind::Press, "1|kv-approved|zz", Editor),
    other(Kind::Press, "1|kv-amended|zz", Editor),
    other(Kind::Press, "1|kv-declined|zz", Editor),
    other(Kind::Press, "1|kt|zz", Editor),
    other(Kind::Form, "1|kf-text|zz", Editor),
    other(Kind::Form, "1|kf-quotes|zz", Editor),
    other(Kind::Form, "1|kf-details|zz", Editor),
    other(Kind::Form, "1|kf-reason|zz", Editor),
    other(Kind::Form, "1|kv-approved|zz", Editor),
    other(Kind::Form, "1|kv-amended|zz", Editor),
    other(Kind::Form, "1|kv-declined|zz", Editor),
];
