//! What every backend does with revisions. Each function gets an empty ledger.

use super::{person, second};
use chaikhana::app::ledger::{Author, Change, Filter, Headline, Ledger, Plan, Print, Revision, Via};
use chaikhana::knowledge::EntryId;
use std::sync::Arc;

type Shared = Arc<dyn Ledger>;

fn change(path: &str, before: Option<&str>, after: Option<&str>) -> Change {
    let bytes = |text: Option<&str>| text.map(|text| text.as_bytes().to_vec());
    Change { path: path.to_owned(), before: bytes(before), after: bytes(after) }
}

fn plan(changes: &[Change]) -> Plan {
    Plan {
        base: 0,
        at: second(1),
        author: Author { name: "Aigul".to_owned(), pseudonym: Some(person(1)), via: Via::Discord },
        why: "'; DROP TABLE revision; -- Қазақстан".to_owned(),
        entries: vec![EntryId::parse("a").unwrap(), EntryId::parse("b").unwrap()],
        changes: changes.to_vec(),
    }
}

async fn done(ledger: &Shared, plan: &Plan) -> u64 {
    let number = ledger.intend(plan).await.unwrap();
    assert!(ledger.finish(number).await.unwrap());
    number
}

pub(super) async fn an_intent_is_no_history_until_it_is_finished(ledger: Shared) {
    let plan = plan(&[change("a.toml", None, Some("1"))]);
    assert_eq!(ledger.current().await.unwrap(), 0);
    let number = ledger.intend(&plan).await.unwrap();
    assert_eq!(ledger.current().await.unwrap(), 0);
    assert_eq!(ledger.revision(number).await.unwrap(), None);
    assert_eq!(ledger.history(&Filter::default(), 9).await.unwrap(), []);
    assert!(ledger.known().await.unwrap().is_empty());
    assert_eq!(ledger.intents().await.unwrap(), [Revision { number, plan: plan.clone() }]);
    assert!(ledger.finish(number).await.unwrap());
    assert!(!ledger.finish(number).await.unwrap(), "it is finished already");
    assert!(!ledger.abandon(number).await.unwrap(), "what is finished stays");
    assert_eq!(ledger.intents().await.unwrap(), []);
    assert_eq!(ledger.current().await.unwrap(), number);
    assert_eq!(ledger.revision(number).await.unwrap(), Some(Revision { number, plan }));
}

pub(super) async fn a_revision_comes_back_as_it_was_noted(ledger: Shared) {
    let mut odd = plan(&[
        Change { path: "a.toml".to_owned(), before: Some(vec![0, 255, 10]), after: Some(Vec::new()) },
        change("b.toml", Some("x"), None),
        change("c.toml", None, Some("x")),
    ]);
    odd.author = Author { name: String::new(), pseudonym: None, via: Via::Editor };
    odd.entries.clear();
    odd.base = 41;
    let number = done(&ledger, &odd).await;
    assert_eq!(ledger.revision(number).await.unwrap(), Some(Revision { number, plan: odd }));
    assert_eq!(ledger.revision(u64::MAX).await.unwrap(), None);
}

pub(super) async fn an_abandoned_intent_leaves_nothing_and_its_number_is_not_given_again(ledger: Shared) {
    let first = ledger.intend(&plan(&[change("a.toml", None, Some("1"))])).await.unwrap();
    assert!(ledger.abandon(first).await.unwrap());
    assert!(!ledger.abandon(first).await.unwrap());
    assert!(!ledger.finish(first).await.unwrap());
    assert_eq!(ledger.intents().await.unwrap(), []);
    assert!(done(&ledger, &plan(&[change("a.toml", None, Some("1"))])).await > first);
}

pub(super) async fn files_are_known_as_they_were_last_written(ledger: Shared) {
    let found = [("a.toml".to_owned(), b"1".to_vec()), ("b.toml".to_owned(), b"1".to_vec())];
    ledger.adopt(&found).await.unwrap();
    assert_eq!(ledger.current().await.unwrap(), 0, "what is found is no revision");
    done(&ledger, &plan(&[change("a.toml", Some("1"), Some("2")), change("c.toml", None, Some("3"))])).await;
    done(&ledger, &plan(&[change("b.toml", Some("1"), None)])).await;
    ledger.intend(&plan(&[change("a.toml", Some("2"), Some("9"))])).await.unwrap();
    let known = ledger.known().await.unwrap();
    let expected = [("a.toml", "2"), ("c.toml", "3")].map(|(path, text)| (path.to_owned(), Print::of(text.as_bytes())));
    assert_eq!(known.into_iter().collect::<Vec<_>>(), expected);
    assert_eq!(ledger.known_bytes("a.toml").await.unwrap().as_deref(), Some(b"2".as_slice()));
    assert_eq!(ledger.known_bytes("b.toml").await.unwrap(), None);
}

pub(super) async fn history_is_filtered_and_paged(ledger: Shared) {
    let one = Plan { entries: vec![EntryId::parse("a").unwrap()], ..plan(&[change("a.toml", None, Some("1"))]) };
    let other = Plan { entries: vec![EntryId::parse("b").unwrap()], ..plan(&[change("b.toml", None, Some("1"))]) };
    let both = plan(&[change("a.toml", Some("1"), Some("2")), change("b.toml", Some("1"), Some("2"))]);
    let mut numbers = Vec::new();
    for plan in [&one, &other, &both] {
        numbers.push(done(&ledger, plan).await);
    }
    let [first, second, third] = numbers[..] else { unreachable!() };
    let all = Filter::default();
    let cases = [
        (all.clone(), 9, vec![third, second, first]),
        (all.clone(), 2, vec![third, second]),
        (Filter { path: Some("a.toml".to_owned()), ..all.clone() }, 9, vec![third, first]),
        (Filter { entry: EntryId::parse("b").ok(), ..all.clone() }, 9, vec![third, second]),
        (Filter { before: Some(third), ..all.clone() }, 1, vec![second]),
        (Filter { after: Some(first), ..all.clone() }, usize::MAX, vec![third, second]),
        (Filter { after: Some(u64::MAX), ..all }, 9, vec![]),
    ];
    for (filter, limit, expected) in cases {
        let lines = ledger.history(&filter, limit).await.unwrap();
        assert_eq!(lines.iter().map(|line| line.number).collect::<Vec<_>>(), expected, "{filter:?}");
    }
    let newest = ledger.history(&Filter::default(), 1).await.unwrap();
    let Plan { at, author, why, entries, .. } = both;
    let paths = vec!["a.toml".to_owned(), "b.toml".to_owned()];
    assert_eq!(newest, [Headline { number: third, at, author, why, entries, paths }]);
}

pub(super) async fn forgetting_takes_the_name_and_leaves_the_revision(ledger: Shared) {
    let mine = done(&ledger, &plan(&[change("a.toml", None, Some("1"))])).await;
    let other = Author { name: "Bek".to_owned(), pseudonym: Some(person(2)), via: Via::Discord };
    let others = done(&ledger, &Plan { author: other.clone(), ..plan(&[change("b.toml", None, Some("1"))]) }).await;
    assert_eq!(ledger.forget(&person(1)).await.unwrap().revisions, 1);
    let kept = ledger.revision(mine).await.unwrap().unwrap();
    assert_eq!(kept.plan.author, Author { name: String::new(), pseudonym: None, via: Via::Discord });
    assert_eq!(kept.plan.changes, [change("a.toml", None, Some("1"))]);
    assert_eq!(ledger.revision(others).await.unwrap().unwrap().plan.author, other);
}
