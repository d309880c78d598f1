//! The normal form of the files: strings, ids and the order of lists; never comments or white space.

use super::file::{File, FileKind};
use super::problem::{Problem, Severity};
use toml_edit::{Array, DocumentMut, Item, Table, Value};
use unicode_normalization::UnicodeNormalization;

/// Lists whose order says nothing: they are kept in alphabetical order, without repeats.
pub(super) const SORTED: &[&str] = &["about", "mentions", "supersedes", "see_also"];
/// Fields that hold ids, which are kept in lower case.
const IDS: &[&str] = &[
    "id",
    "about",
    "mentions",
    "supersedes",
    "see_also",
    "view_of",
    "source",
    "entity",
    "entries",
    "expect",
    "also",
    "entry",
    "members",
    "part_of",
    "leads",
];
/// Fields whose quotation marks are the source's own affair: an address is kept to the letter.
const VERBATIM: &[&str] = &["url", "doi"];

/// The file in normal form; none where it already is, or is no TOML.
pub fn normal_form(file: &File) -> Option<String> {
    if !FileKind::of(&file.path)?.is_toml() {
        return None;
    }
    // The ends of lines are white space, and an editor on Windows writes its own.
    let windows = file.text.contains("\r\n");
    let before = if windows { file.text.replace("\r\n", "\n") } else { file.text.clone() };
    let mut document: DocumentMut = before.parse().ok()?;
    table(document.as_table_mut());
    let after = document.to_string();
    (after != before).then(|| if windows { after.replace('\n', "\r\n") } else { after })
}

/// A warning for each file that is not in normal form.
pub fn not_normal(files: &[File]) -> Vec<Problem> {
    let files = files.iter().filter(|file| normal_form(file).is_some());
    files
        .map(|file| Problem {
            check: "normal-form",
            severity: Severity::Warning,
            file: file.path.clone(),
            span: None,
            message: "the file is not in normal form".to_owned(),
            remedy: "run `chaikhana check --fix`".to_owned(),
        })
        .collect()
}

fn table(table: &mut Table) {
    for (key, item) in table.iter_mut() {
        self::item(key.get(), item);
    }
}

fn item(key: &str, item: &mut Item) {
    match item {
        Item::Table(inner) => table(inner),
        Item::ArrayOfTables(tables) => tables.iter_mut().for_each(table),
        Item::Value(inner) => value(key, inner),
        Item::None => {}
    }
}

fn value(key: &str, value: &mut Value) {
    match value {
        Value::String(text) => {
            let normal = string(key, text.value());
            if normal != *text.value() {
                let decor = text.decor().clone();
                *value = Value::from(normal);
                *value.decor_mut() = decor;
            }
        }
        Value::Array(array) => {
            array.iter_mut().for_each(|inner| self::value(key, inner));
            if SORTED.contains(&key) {
                sort(array);
            }
        }
        Value::InlineTable(inner) => {
            inner.iter_mut().for_each(|(key, inner)| self::value(key.get(), inner));
        }
        _ => {}
    }
}

/// A string of a field in normal form.
pub(super) fn string(key: &str, text: &str) -> String {
    if VERBATIM.contains(&key) {
        return text.trim().to_owned();
    }
    let plain: String = text
        .nfc()
        .map(|c| match c {
            '‘' | '’' | '‚' | '‛' => '\'',
            '“' | '”' | '„' | '‟' => '"',
            c => c,
        })
        .collect();
    let spaced = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if IDS.contains(&key) { spaced.to_lowercase() } else { spaced }
}

/// Sorts the strings of a list and keeps each once, with the white space of its place.
///
/// A list with comments keeps its order: a comment belongs to the name beside it.
fn sort(array: &mut Array) {
    if has_comment(array) {
        return;
    }
    let Some(mut names) = array.iter().map(|v| v.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>() else {
        return;
    };
    let before = names.clone();
    names.sort();
    names.dedup();
    if names == before {
        return;
    }
    let last = array.iter().last().and_then(|value| value.decor().suffix().cloned());
    while array.len() > names.len() {
        array.remove(array.len() - 1);
    }
    if let (Some(suffix), Some(place)) = (last, array.iter_mut().last()) {
        place.decor_mut().set_suffix(suffix);
    }
    for (place, name) in array.iter_mut().zip(names) {
        let decor = place.decor().clone();
        *place = Value::from(name);
        *place.decor_mut() = decor;
    }
}

fn has_comment(array: &Array) -> bool {
    let decor = array.iter().flat_map(|value| [value.decor().prefix(), value.decor().suffix()]);
    let mut around = decor.flatten().chain([array.trailing()]).filter_map(toml_edit::RawString::as_str);
    around.any(|space| space.contains('#'))
}
