//! Which entries a change of files concerns, so that the history of one entry can be told.

use crate::knowledge::EntryId;
use crate::store::ledger::Change;
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

/// The entries that are different after the changes. A file that is no TOML names none.
pub(super) fn entries(changes: &[Change]) -> Vec<EntryId> {
    let (mut before, mut after) = (BTreeMap::new(), BTreeMap::new());
    for change in changes {
        read(change.before.as_deref(), &mut before);
        read(change.after.as_deref(), &mut after);
    }
    let ids: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    // An entry that only moved to another file is the same.
    let different = ids.into_iter().filter(|id| before.get(*id) != after.get(*id));
    different.filter_map(|id| EntryId::parse(id).ok()).collect()
}

fn read(file: Option<&[u8]>, entries: &mut BTreeMap<String, Value>) {
    let text = file.and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
    let Ok(mut table) = text.parse::<Table>() else { return };
    let Some(Value::Array(all)) = table.remove("entry") else { return };
    for entry in all {
        if let Some(id) = entry.get("id").and_then(Value::as_str).map(str::to_owned) {
            entries.insert(id, entry);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{EntryId, entries};
    use crate::store::ledger::Change;

    fn change(path: &str, before: Option<&str>, after: Option<&str>) -> Change {
        let bytes = |text: Option<&str>| text.map(|text| text.as_bytes().to_vec());
        Change { path: path.to_owned(), before: bytes(before), after: bytes(after) }
    }

    #[track_caller]
    fn touches(changes: &[Change], expected: &[&str]) {
        let found = entries(changes);
        assert_eq!(found.iter().map(EntryId::as_str).collect::<Vec<_>>(), expected);
    }

    const ONE: &str = "[[entry]]\nid = 'one'\nanswer = 'a'\n";
    const BOTH: &str = "# note\n[[entry]]\nid = 'one'\nanswer = 'a'\n[[entry]]\nid = 'two'\n";

    #[test]
    fn only_entries_that_are_different_are_named() {
        touches(&[change("a", Some(ONE), Some(BOTH))], &["two"]);
        touches(&[change("a", Some(BOTH), None)], &["one", "two"]);
        touches(&[change("a", Some(ONE), Some("[[entry]]\nid = 'one'\nanswer = 'b'\n"))], &["one"]);
        touches(&[change("a", Some(ONE), Some(&format!("# note\n{ONE}")))], &[]);
        touches(&[change("a", Some(ONE), None), change("b", None, Some(ONE))], &[]);
    }

    #[test]
    fn a_file_that_is_no_toml_names_none() {
        touches(&[change("a", None, Some("[[entry"))], &[]);
        touches(&[change("a", Some(ONE), Some("[[entry"))], &["one"]);
    }
}
