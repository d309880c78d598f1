//! A ledger in memory: gone with the process. For builds without a database, and for tests.

mod revisions;
mod suggestions;

use super::question::kept;
use super::{
    Draft, Forgotten, GuildSettings, Ledger, LedgerError, Pseudonym, Question, RESERVED_IDS, State, Tally, Verdict,
    Vote,
};
use async_trait::async_trait;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How many questions are remembered: the oldest goes first, so that a bot that runs for months does not grow.
const REMEMBERED: usize = 10_000;

/// A ledger in memory. It never fails, and remembers the last ten thousand questions.
#[derive(Debug, Default)]
pub struct Memory {
    rows: Mutex<Rows>,
}

#[derive(Debug, Default)]
struct Rows {
    last_question: u64,
    last_draft: u64,
    told: Option<u64>,
    questions: BTreeMap<u64, Question>,
    votes: BTreeMap<(u64, Pseudonym), Vote>,
    settings: BTreeMap<u64, GuildSettings>,
    drafts: BTreeMap<u64, Draft>,
    suggestions: suggestions::Rows,
    revisions: revisions::Rows,
}

impl Memory {
    /// An empty ledger.
    pub fn new() -> Self {
        Self::default()
    }

    fn rows(&self) -> MutexGuard<'_, Rows> {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Rows {
    fn record(&mut self, question: Question) {
        self.last_question = self.last_question.max(question.id);
        self.questions.entry(question.id).or_insert_with(|| question.kept());
        while self.questions.len() > REMEMBERED {
            self.questions.pop_first();
        }
    }

    fn tally(&self, question: u64) -> Tally {
        let first = (question, Pseudonym::from_bytes([0; 16]));
        let last = (question, Pseudonym::from_bytes([u8::MAX; 16]));
        self.votes.range(first..=last).fold(Tally::default(), |tally, (_, vote)| match vote {
            Vote::Up => Tally { up: tally.up + 1, ..tally },
            Vote::Down => Tally { down: tally.down + 1, ..tally },
        })
    }

    /// Keeps only some questions, and no votes on others nor their words in a follow-up; returns how many went.
    fn keep_questions(&mut self, keep: impl Fn(&Question) -> bool) -> u64 {
        let before = self.questions.len();
        let gone: BTreeSet<String> =
            self.questions.values().filter(|one| !keep(one)).map(|one| one.text.clone()).collect();
        self.questions.retain(|_, question| keep(question));
        for question in self.questions.values_mut() {
            question.previous.take_if(|previous| gone.contains(previous));
        }
        self.drop_stray_votes();
        count(before - self.questions.len())
    }

    fn drop_stray_votes(&mut self) {
        let questions = &self.questions;
        self.votes.retain(|(question, _), _| questions.contains_key(question));
    }

    fn keep_drafts(&mut self, keep: impl Fn(&Draft) -> bool) -> u64 {
        let before = self.drafts.len();
        self.drafts.retain(|_, draft| keep(draft));
        count(before - self.drafts.len())
    }
}

fn count(rows: usize) -> u64 {
    u64::try_from(rows).unwrap_or(u64::MAX)
}

#[async_trait]
impl Ledger for Memory {
    async fn next_question(&self) -> Result<u64, LedgerError> {
        let mut rows = self.rows();
        let first = rows.last_question + 1;
        rows.last_question += RESERVED_IDS;
        Ok(first)
    }

    async fn record(&self, questions: &[Question]) -> Result<(), LedgerError> {
        let mut rows = self.rows();
        for question in questions {
            rows.record(question.clone());
        }
        rows.drop_stray_votes();
        Ok(())
    }

    async fn question(&self, id: u64) -> Result<Option<Question>, LedgerError> {
        Ok(self.rows().questions.get(&id).cloned())
    }

    async fn flag(&self, id: u64) -> Result<bool, LedgerError> {
        Ok(self.rows().questions.get_mut(&id).map(|question| question.flagged = true).is_some())
    }

    async fn set_state(&self, id: u64, state: State) -> Result<bool, LedgerError> {
        Ok(self.rows().questions.get_mut(&id).map(|question| question.state = state).is_some())
    }

    async fn open_questions(&self, guild: Option<u64>, limit: usize) -> Result<Vec<Question>, LedgerError> {
        let rows = self.rows();
        let here = |q: &&Question| guild.is_none() || q.guild.is_none() || q.guild == guild;
        let waits = rows.questions.values().filter(here).filter(|q| q.waits(rows.tally(q.id)));
        let mut open: Vec<_> = waits.cloned().collect();
        open.sort_by_key(|question| std::cmp::Reverse((question.at, question.id)));
        open.truncate(limit);
        Ok(open)
    }

    async fn vote(&self, question: u64, voter: &Pseudonym, vote: Option<Vote>) -> Result<bool, LedgerError> {
        let mut rows = self.rows();
        if !rows.questions.contains_key(&question) {
            return Ok(false);
        }
        match vote {
            Some(vote) => rows.votes.insert((question, *voter), vote),
            None => rows.votes.remove(&(question, *voter)),
        };
        Ok(true)
    }

    async fn vote_of(&self, question: u64, voter: &Pseudonym) -> Result<Option<Vote>, LedgerError> {
        Ok(self.rows().votes.get(&(question, *voter)).copied())
    }

    async fn votes(&self, question: u64) -> Result<Tally, LedgerError> {
        Ok(self.rows().tally(question))
    }

    async fn settings(&self) -> Result<Vec<(u64, GuildSettings)>, LedgerError> {
        Ok(self.rows().settings.iter().map(|(guild, settings)| (*guild, settings.clone())).collect())
    }

    async fn set_settings(&self, guild: u64, settings: &GuildSettings) -> Result<(), LedgerError> {
        self.rows().settings.insert(guild, settings.clone());
        Ok(())
    }

    async fn put_draft(&self, draft: &Draft) -> Result<u64, LedgerError> {
        let mut rows = self.rows();
        rows.last_draft += 1;
        let id = rows.last_draft;
        rows.drafts.insert(id, Draft { at: kept(draft.at), ..draft.clone() });
        Ok(id)
    }

    async fn draft(&self, id: u64, owner: &Pseudonym) -> Result<Option<Draft>, LedgerError> {
        Ok(self.rows().drafts.get(&id).filter(|draft| draft.owner == *owner).cloned())
    }

    async fn update_draft(&self, id: u64, owner: &Pseudonym, body: &str, at: Timestamp) -> Result<bool, LedgerError> {
        let mut rows = self.rows();
        let Some(draft) = rows.drafts.get_mut(&id).filter(|draft| draft.owner == *owner) else { return Ok(false) };
        body.clone_into(&mut draft.body);
        draft.at = kept(at);
        Ok(true)
    }

    async fn drop_draft(&self, id: u64, owner: &Pseudonym) -> Result<bool, LedgerError> {
        let mut rows = self.rows();
        let owned = rows.drafts.get(&id).is_some_and(|draft| draft.owner == *owner);
        Ok(owned && rows.drafts.remove(&id).is_some())
    }

    async fn expire_drafts(&self, before: Timestamp) -> Result<u64, LedgerError> {
        Ok(self.rows().keep_drafts(|draft| draft.at >= before))
    }

    async fn forget(&self, person: &Pseudonym) -> Result<Forgotten, LedgerError> {
        let mut rows = self.rows();
        let all = rows.votes.len();
        rows.votes.retain(|(_, voter), _| voter != person);
        let votes = count(all - rows.votes.len());
        let questions = rows.keep_questions(|question| question.asker.as_ref() != Some(person));
        let drafts = rows.keep_drafts(|draft| draft.owner != *person);
        let suggestions = rows.suggestions.keep(|suggestion| suggestion.author != *person);
        Ok(Forgotten { questions, votes, drafts, suggestions, revisions: rows.revisions.forget(person) })
    }

    async fn sweep(&self, before: Timestamp) -> Result<u64, LedgerError> {
        let mut rows = self.rows();
        rows.suggestions.keep(|suggestion| suggestion.at >= before || suggestion.state == Verdict::Open);
        Ok(rows.keep_questions(|question| question.at >= before))
    }

    async fn knows_people(&self) -> Result<bool, LedgerError> {
        let rows = self.rows();
        let asked = rows.questions.values().any(|question| question.asker.is_some());
        let kept = !(rows.votes.is_empty() && rows.drafts.is_empty() && rows.suggestions.is_empty());
        Ok(asked || kept || rows.revisions.knows_people())
    }

    async fn told_up_to(&self) -> Result<Option<u64>, LedgerError> {
        Ok(self.rows().told)
    }

    async fn note_told(&self, revision: u64) -> Result<(), LedgerError> {
        self.rows().told = Some(revision);
        Ok(())
    }

    async fn copy_to(&self, _: &Path) -> Result<bool, LedgerError> {
        Ok(false)
    }
}
