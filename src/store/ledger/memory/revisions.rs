//! Revisions in memory.

use super::{Memory, kept};
use crate::store::ledger::{Filter, Headline, LedgerError, Plan, Print, Pseudonym, Revision, Revisions};
use async_trait::async_trait;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[derive(Debug, Default)]
pub(super) struct Rows {
    last: u64,
    intents: BTreeMap<u64, Plan>,
    done: BTreeMap<u64, Plan>,
    known: BTreeMap<String, Vec<u8>>,
}

impl Rows {
    /// Whether a person is the author of one.
    pub(super) fn knows_people(&self) -> bool {
        self.intents.values().chain(self.done.values()).any(|plan| plan.author.pseudonym.is_some())
    }

    /// Takes a person's name from all revisions; returns from how many.
    pub(super) fn forget(&mut self, person: &Pseudonym) -> u64 {
        let mut changed = 0;
        let all = self.intents.values_mut().chain(self.done.values_mut());
        for plan in all.filter(|plan| plan.author.pseudonym.as_ref() == Some(person)) {
            plan.author.name.clear();
            plan.author.pseudonym = None;
            changed += 1;
        }
        changed
    }

    fn finish(&mut self, number: u64) -> bool {
        let Some(plan) = self.intents.remove(&number) else { return false };
        for change in &plan.changes {
            match &change.after {
                Some(bytes) => self.known.insert(change.path.clone(), bytes.clone()),
                None => self.known.remove(&change.path),
            };
        }
        self.done.insert(number, plan);
        true
    }
}

fn revision((number, plan): (&u64, &Plan)) -> Revision {
    Revision { number: *number, plan: plan.clone() }
}

#[async_trait]
impl Revisions for Memory {
    /// It is gone before there is another.
    async fn folder(&self) -> Result<Option<PathBuf>, LedgerError> {
        Ok(None)
    }

    async fn note_folder(&self, _: &Path) -> Result<(), LedgerError> {
        Ok(())
    }

    async fn current(&self) -> Result<u64, LedgerError> {
        Ok(self.rows().revisions.done.keys().last().copied().unwrap_or(0))
    }

    async fn intend(&self, plan: &Plan) -> Result<u64, LedgerError> {
        let rows = &mut self.rows().revisions;
        rows.last += 1;
        let number = rows.last;
        let mut plan = Plan { at: kept(plan.at), ..plan.clone() };
        plan.entries.sort();
        plan.entries.dedup();
        plan.changes.sort_by(|one, other| one.path.cmp(&other.path));
        rows.intents.insert(number, plan);
        Ok(number)
    }

    async fn finish(&self, number: u64) -> Result<bool, LedgerError> {
        Ok(self.rows().revisions.finish(number))
    }

    async fn abandon(&self, number: u64) -> Result<bool, LedgerError> {
        Ok(self.rows().revisions.intents.remove(&number).is_some())
    }

    async fn intents(&self) -> Result<Vec<Revision>, LedgerError> {
        Ok(self.rows().revisions.intents.iter().map(revision).collect())
    }

    async fn revision(&self, number: u64) -> Result<Option<Revision>, LedgerError> {
        Ok(self.rows().revisions.done.get_key_value(&number).map(revision))
    }

    async fn history(&self, filter: &Filter, limit: usize) -> Result<Vec<Headline>, LedgerError> {
        let rows = self.rows();
        let meant = rows.revisions.done.iter().rev().filter(|(number, plan)| filter.means(**number, plan));
        Ok(meant.take(limit).map(|(number, plan)| Headline::of(*number, plan)).collect())
    }

    async fn known(&self) -> Result<BTreeMap<String, Print>, LedgerError> {
        let rows = self.rows();
        Ok(rows.revisions.known.iter().map(|(path, bytes)| (path.clone(), Print::of(bytes))).collect())
    }

    async fn known_bytes(&self, path: &str) -> Result<Option<Vec<u8>>, LedgerError> {
        Ok(self.rows().revisions.known.get(path).cloned())
    }

    async fn adopt(&self, files: &[(String, Vec<u8>)]) -> Result<(), LedgerError> {
        self.rows().revisions.known.extend(files.iter().cloned());
        Ok(())
    }
}
