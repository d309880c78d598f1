//! What a JSON value may look like, as data, and the walk that compares the two.
//!
//! Lengths are counted in UTF-16 code units. Discord does not publish its unit; no text is longer in code
//! points than in UTF-16 units, so a text that passes here passes under either reading.

use serde_json::Value;

/// What stands behind one key.
pub(crate) enum Kind {
    /// A text of this many to this many UTF-16 units, white space at its ends not counted for the least.
    Text(usize, usize),
    /// A whole number in this range.
    Number(i64, i64),
    /// True or false.
    Flag,
    /// An id: digits in a text, or a number.
    Id,
    /// An http or https address of at most this many units.
    Link(usize),
    /// A list of at least and at most this many.
    List(&'static Self, usize, usize),
    /// An object of one shape.
    One(&'static Shape),
    /// An object whose shape its other keys decide; `None` is refused.
    Chosen(fn(&Value) -> Option<&'static Shape>),
    /// Texts of this length by locale.
    Locales(usize, usize),
    /// Not looked at.
    Any,
}

/// An object: its keys, and which of them it cannot do without.
pub(crate) struct Shape {
    pub(crate) keys: &'static [(&'static str, Kind)],
    pub(crate) needs: &'static [&'static str],
}

/// The locales that Discord knows.
const LOCALES: &[&str] = &[
    "ar", "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "he", "hi", "hr", "hu", "id",
    "it", "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE", "th", "tr", "uk", "vi", "zh-CN", "zh-TW",
];

/// How long Discord finds a text.
pub(crate) fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Adds to `problems` whatever of `value` does not fit `shape`; `at` names the place, as in `embeds[0].`.
pub(crate) fn compare(value: &Value, shape: &Shape, at: &str, problems: &mut Vec<String>) {
    let Some(object) = value.as_object() else {
        problems.push(format!("`{}` is not an object", place(at)));
        return;
    };
    for (key, value) in object.iter().filter(|(_, value)| !value.is_null()) {
        let at = format!("{at}{key}");
        match shape.keys.iter().find(|(known, _)| known == key) {
            Some((_, kind)) => compare_kind(value, kind, &at, problems),
            None => problems.push(format!("`{at}` is not a key that Discord knows here")),
        }
    }
    let missing = shape.needs.iter().filter(|key| object.get(**key).is_none_or(Value::is_null));
    problems.extend(missing.map(|key| format!("`{at}{key}` is missing")));
}

fn compare_kind(value: &Value, kind: &Kind, at: &str, problems: &mut Vec<String>) {
    match kind {
        Kind::Any => {}
        Kind::Text(least, most) => problems.extend(text_problem(value, *least, *most, at)),
        Kind::Link(most) => {
            problems.extend(text_problem(value, 1, *most, at));
            let text = value.as_str().unwrap_or_default();
            let web = ["http://", "https://", "attachment://"].iter().any(|scheme| text.starts_with(scheme));
            if !web || text.contains(char::is_whitespace) {
                problems.push(format!("`{at}` is not a web address"));
            }
        }
        Kind::Number(least, most) => {
            if !value.as_i64().is_some_and(|number| (*least..=*most).contains(&number)) {
                problems.push(format!("`{at}` is {value}, not a whole number from {least} to {most}"));
            }
        }
        Kind::Flag => problems.extend((!value.is_boolean()).then(|| format!("`{at}` is neither true nor false"))),
        Kind::Id => {
            let digits = value.as_str().is_some_and(|text| text.parse::<u64>().is_ok());
            problems.extend((!digits && !value.is_u64()).then(|| format!("`{at}` is not an id")));
        }
        Kind::List(kind, least, most) => compare_list(value, kind, (*least, *most), at, problems),
        Kind::One(shape) => compare(value, shape, &format!("{at}."), problems),
        Kind::Chosen(choose) => match choose(value) {
            Some(shape) => compare(value, shape, &format!("{at}."), problems),
            None => problems.push(format!("`{at}` has a type that is not known here: {}", value["type"])),
        },
        Kind::Locales(least, most) => compare_locales(value, (*least, *most), at, problems),
    }
}

fn compare_list(value: &Value, kind: &Kind, (least, most): (usize, usize), at: &str, problems: &mut Vec<String>) {
    let Some(items) = value.as_array() else {
        problems.push(format!("`{at}` is not a list"));
        return;
    };
    if !(least..=most).contains(&items.len()) {
        problems.push(format!("`{at}` has {} items, not {least} to {most}", items.len()));
    }
    for (position, item) in items.iter().enumerate() {
        compare_kind(item, kind, &format!("{at}[{position}]"), problems);
    }
}

fn compare_locales(value: &Value, (least, most): (usize, usize), at: &str, problems: &mut Vec<String>) {
    let Some(texts) = value.as_object() else {
        problems.push(format!("`{at}` is not an object of texts by locale"));
        return;
    };
    for (locale, text) in texts.iter().filter(|(_, text)| !text.is_null()) {
        if !LOCALES.contains(&locale.as_str()) {
            problems.push(format!("`{at}.{locale}` is not a locale that Discord knows"));
        }
        problems.extend(text_problem(text, least, most, &format!("{at}.{locale}")));
    }
}

fn text_problem(value: &Value, least: usize, most: usize, at: &str) -> Option<String> {
    let Some(text) = value.as_str() else { return Some(format!("`{at}` is not a text")) };
    let (shown, whole) = (length(text.trim()), length(text));
    if shown < least {
        return Some(format!("`{at}` has {shown} UTF-16 units and needs {least}"));
    }
    (whole > most).then(|| format!("`{at}` has {whole} UTF-16 units; the most is {most}"))
}

fn place(at: &str) -> &str {
    match at.trim_end_matches('.') {
        "" => "the body",
        place => place,
    }
}
