//! The regression gate: the questions of the guard, every entry's own phrasings, and those that a change takes away,
//! asked of the present and of the proposed snapshot.

use super::Snapshot;
use super::question::{context_of, question_in};
use crate::engine::{Context, Engine, Outcome, Reason};
use crate::knowledge::{EntryId, Knowledge, folded};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};

/// After how many questions progress is told.
const TOLD: usize = 64;

/// Told how many questions have been asked, and of how many; called from two threads.
pub type Progress<'p> = &'p (dyn Fn(usize, usize) + Sync);

/// What a question gets, without the certainty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// This entry answers.
    Answer(EntryId),
    /// These are offered, best first.
    Choices(Vec<EntryId>),
    /// None does.
    Nothing,
}

/// How a question turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// It was right and is no longer.
    Lost,
    /// It is new, and does not get what it should.
    Missed,
    /// It was not right, and is not, in another way.
    Other,
    /// It is right now.
    Won,
}

/// A question that gets something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flip {
    /// The question.
    pub question: String,
    /// The question asked before it, where the guard has one.
    pub previous: Option<String>,
    /// What it gets now.
    pub from: Given,
    /// What it would get.
    pub to: Given,
    /// The entry that should answer; none where nothing may.
    pub expected: Option<EntryId>,
    /// Whether the guard asks it; otherwise it is an entry's own phrasing.
    pub guard: bool,
    /// How it turned.
    pub turn: Turn,
    /// The names in a question that would be lost, where it would get nothing because the sources do not cover them.
    pub uncovered: Vec<String>,
}

impl Flip {
    /// Whether it needs a reason: it was right and is no longer, or it is new and is not.
    pub fn is_loss(&self) -> bool {
        matches!(self.turn, Turn::Lost | Turn::Missed)
    }

    /// Whether somebody who asks is as well off as before: still not answered rightly, and the right entry offered or
    /// not as it was.
    pub fn is_even(&self) -> bool {
        let worth = |given: &Given| match given {
            Given::Answer(_) => 0,
            Given::Choices(entries) if self.expected.as_ref().is_some_and(|right| entries.contains(right)) => 2,
            Given::Choices(_) | Given::Nothing => 1,
        };
        let both_wrong = matches!((&self.from, &self.to), (Given::Answer(_), Given::Answer(_)));
        self.turn == Turn::Other && !both_wrong && worth(&self.from) == worth(&self.to)
    }
}

/// What the gate found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gated {
    /// How many questions were asked.
    pub asked: usize,
    /// The worst first, then in the order of the knowledge.
    pub flips: Vec<Flip>,
}

impl Gated {
    /// Flips that need a reason: something that was right no longer is, or something new is not.
    pub fn losses(&self) -> impl Iterator<Item = &Flip> {
        self.flips.iter().filter(|flip| flip.is_loss())
    }

    /// How many questions each entry would lose.
    pub fn taken(&self) -> BTreeMap<&EntryId, usize> {
        let mut taken = BTreeMap::new();
        for flip in self.flips.iter().filter(|flip| flip.turn == Turn::Lost) {
            if let Some(entry) = &flip.expected {
                *taken.entry(entry).or_default() += 1;
            }
        }
        taken
    }
}

/// A question with the one asked before it.
type Put = (String, Option<String>);

/// What each question of a snapshot gets.
pub(super) type Outcomes = BTreeMap<Put, Given>;

/// A question that the gate asks.
#[derive(Clone)]
struct Case {
    put: Put,
    expected: Option<EntryId>,
    /// Every entry that is as right.
    right: BTreeSet<EntryId>,
    guard: bool,
}

impl Case {
    fn is_right(&self, given: &Given) -> bool {
        match given {
            Given::Answer(entry) => self.right.contains(entry),
            Given::Choices(_) => false,
            Given::Nothing => self.right.is_empty(),
        }
    }
}

/// Asks all questions of the proposed snapshot and lays them beside what they get now; keeps both for the next time.
/// Phrasings that were taken away are asked too, unless they are `meant` to be answered no more.
pub(super) fn gate(present: &Snapshot, proposed: &Snapshot, meant: bool, progress: Progress<'_>) -> Gated {
    let (old, mut new) = (cases(present.knowledge()), cases(proposed.knowledge()));
    if !meant {
        new.extend(taken_away(&old, &new, proposed.knowledge()));
    }
    let known = present.outcomes.get();
    let same = proposed.engine.answers_as(&present.engine);
    let was: BTreeMap<&Put, &Case> = old.iter().map(|case| (&case.put, case)).collect();
    // An engine that has learnt nothing new answers every old question as before.
    let is_old = |case: &&Case| same && was.contains_key(&case.put);
    let open: Vec<&Case> = new.iter().filter(|case| !is_old(case)).collect();
    let total = open.len() + if known.is_none() { old.len() } else { 0 };
    let asked = AtomicUsize::new(0);
    let tell = || {
        let done = asked.fetch_add(1, Ordering::Relaxed) + 1;
        if done.is_multiple_of(TOLD) || done == total {
            progress(done, total);
        }
    };
    let before = present.outcomes.get_or_init(|| ask(&present.engine, &old.iter().collect::<Vec<_>>(), &tell));
    let after = proposed.outcomes.get_or_init(|| {
        let mut all = ask(&proposed.engine, &open, &tell);
        if same {
            all.extend(before.iter().map(|(put, given)| (put.clone(), given.clone())));
        }
        all
    });
    let mut flips: Vec<Flip> = Vec::new();
    for case in &new {
        let Some(to) = after.get(&case.put) else { continue };
        let from = before.get(&case.put).cloned().unwrap_or_else(|| given(&present.engine, &case.put));
        flips.extend(flip(case, was.get(&case.put).copied(), from, to));
    }
    for flip in &mut flips {
        flip.uncovered = uncovered(proposed, flip);
    }
    flips.sort_by_key(|flip| flip.turn);
    Gated { asked: new.len(), flips }
}

fn flip(case: &Case, was: Option<&Case>, from: Given, to: &Given) -> Option<Flip> {
    let is_right = case.is_right(to);
    let turn = match was {
        None if is_right => return None,
        None => Turn::Missed,
        Some(was) => match (was.is_right(&from), is_right) {
            (true, true) => return None,
            (true, false) => Turn::Lost,
            (false, true) => Turn::Won,
            (false, false) if from == *to => return None,
            (false, false) => Turn::Other,
        },
    };
    let (question, previous) = case.put.clone();
    let expected = case.expected.clone();
    Some(Flip { question, previous, from, to: to.clone(), expected, guard: case.guard, turn, uncovered: Vec::new() })
}

/// The names for which a question that would be lost would get nothing.
fn uncovered(proposed: &Snapshot, flip: &Flip) -> Vec<String> {
    if !flip.is_loss() || flip.to != Given::Nothing {
        return Vec::new();
    }
    match outcome(&proposed.engine, &(flip.question.clone(), flip.previous.clone())) {
        Outcome::Nothing(Reason::NotCovered(ids)) => {
            ids.iter().map(|id| proposed.knowledge().name(id).to_owned()).collect()
        }
        _ => Vec::new(),
    }
}

/// The questions of the guard, then every phrasing of the entries that answer.
fn cases(knowledge: &Knowledge) -> Vec<Case> {
    let right = |entries: &mut dyn Iterator<Item = &EntryId>| entries.flat_map(|id| chain(knowledge, id)).collect();
    let guard = knowledge.guard.iter().map(|case| Case {
        put: (case.question.clone(), case.previous.clone()),
        expected: case.expect.clone(),
        right: right(&mut case.expect.iter().chain(&case.also)),
        guard: true,
    });
    let own = knowledge.live().flat_map(|entry| {
        let all: BTreeSet<EntryId> = right(&mut std::iter::once(&entry.id));
        entry.questions.iter().map(move |question| Case {
            put: (question.clone(), None),
            expected: Some(entry.id.clone()),
            right: all.clone(),
            guard: false,
        })
    });
    guard.chain(own).collect()
}

/// The phrasings that entries no longer have and that nothing else asks: whoever asks so is still to be answered. What
/// an entry is said not to answer, and what a retired one answered, goes on purpose.
fn taken_away(old: &[Case], new: &[Case], proposed: &Knowledge) -> Vec<Case> {
    let read = |(question, previous): &Put| (folded(question), previous.as_deref().map(folded));
    let asked: BTreeSet<Put> = new.iter().map(|case| read(&case.put)).collect();
    let gone = old.iter().filter(|case| !case.guard && !asked.contains(&read(&case.put)));
    let still = gone.filter_map(|case| {
        let entry = proposed.live().find(|entry| Some(&entry.id) == case.expected.as_ref())?;
        let right = chain(proposed, &entry.id);
        let is_meant = entry.not.iter().any(|not| folded(not) == folded(&case.put.0));
        (!is_meant).then(|| Case { right, ..case.clone() })
    });
    still.collect()
}

/// An entry and all that supersede it: the newest of a chain answers for all of them.
fn chain(knowledge: &Knowledge, id: &EntryId) -> BTreeSet<EntryId> {
    let mut chain = BTreeSet::from([id.clone()]);
    let mut open = vec![id.clone()];
    while let Some(id) = open.pop() {
        for newer in knowledge.live().filter(|entry| entry.supersedes.contains(&id)) {
            if chain.insert(newer.id.clone()) {
                open.push(newer.id.clone());
            }
        }
    }
    chain
}

/// What every question gets, asked with two threads.
fn ask(engine: &Engine, cases: &[&Case], tell: &(dyn Fn() + Sync)) -> Outcomes {
    let half = |part: &[&Case]| -> Vec<(Put, Given)> {
        part.iter().map(|case| (case.put.clone(), given(engine, &case.put))).inspect(|_| tell()).collect()
    };
    let (one, other) = cases.split_at(cases.len() / 2);
    std::thread::scope(|scope| {
        let thread = scope.spawn(|| half(one));
        let mut all = half(other);
        all.extend(thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        all.into_iter().collect()
    })
}

fn outcome(engine: &Engine, (question, previous): &Put) -> Outcome {
    let context = context_of(engine, &Context { previous: previous.clone() });
    engine.ask(&question_in(engine, question), &context).outcome
}

fn given(engine: &Engine, put: &Put) -> Given {
    match outcome(engine, put) {
        Outcome::Answer(hit) => Given::Answer(hit.entry),
        Outcome::Choices(hits) => Given::Choices(hits.into_iter().map(|hit| hit.entry).collect()),
        Outcome::Nothing(_) => Given::Nothing,
    }
}
