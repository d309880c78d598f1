//! What was asked lately, in memory: what follow-up questions lean on, which answers a channel has just had, and where
//! the bot may not speak.

use crate::knowledge::EntryId;
use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How many questions and answers are remembered.
const MANY: usize = 2_000;
/// For how long a question is one that "and Tajikistan?" follows.
const LEANS: Duration = Duration::from_mins(10);
/// For how long the bot does not try again to speak in a channel in which it may not.
const MUTE: Duration = Duration::from_mins(1);

/// A question that was asked lately.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// Its words.
    pub(super) question: String,
    /// The question that it leant on.
    pub(super) previous: Option<String>,
}

/// What was asked lately.
#[derive(Debug, Default)]
pub(super) struct Recent {
    /// By the number of the question.
    by_number: Mutex<Kept<u64, (Said, u64)>>,
    /// By channel and asker.
    by_place: Mutex<Kept<(u64, u64), (Said, Instant)>>,
    /// By channel and entry.
    answers: Mutex<Kept<(u64, EntryId), Instant>>,
    /// Channels in which the bot was refused.
    refused: Mutex<Kept<u64, Instant>>,
}

impl Recent {
    /// Remembers a question.
    pub(super) fn remember(&self, number: Option<u64>, channel: u64, asker: u64, said: Said) {
        if let Some(number) = number {
            lock(&self.by_number).put(number, (said.clone(), asker));
        }
        lock(&self.by_place).put((channel, asker), (said, Instant::now()));
    }

    /// The question of a number.
    pub(super) fn question(&self, number: u64) -> Option<Said> {
        lock(&self.by_number).get(&number).map(|(said, _)| said.clone())
    }

    /// The last question of somebody in a channel.
    pub(super) fn last(&self, channel: u64, asker: u64) -> Option<Said> {
        lock(&self.by_place).get(&(channel, asker)).map(|(said, _)| said.clone())
    }

    /// The same where it is fresh enough to lean on.
    pub(super) fn leans_on(&self, channel: u64, asker: u64) -> Option<Said> {
        lock(&self.by_place).get(&(channel, asker)).filter(|(_, at)| at.elapsed() < LEANS).map(|(said, _)| said.clone())
    }

    /// Whether a channel has not had this answer within a time.
    pub(super) fn is_fresh(&self, channel: u64, entry: &EntryId, within: Duration) -> bool {
        lock(&self.answers).get(&(channel, entry.clone())).is_none_or(|at| at.elapsed() >= within)
    }

    /// Remembers that a channel has this answer now.
    pub(super) fn had(&self, channel: u64, entry: &EntryId) {
        lock(&self.answers).put((channel, entry.clone()), Instant::now());
    }

    /// Whether the bot was refused in a channel a moment ago: Discord bans who is refused too often.
    pub(super) fn is_mute(&self, channel: u64) -> bool {
        lock(&self.refused).get(&channel).is_some_and(|at| at.elapsed() < MUTE)
    }

    /// Remembers that the bot was refused in a channel.
    pub(super) fn was_refused(&self, channel: u64) {
        lock(&self.refused).put(channel, Instant::now());
    }

    /// Forgets what somebody asked, also where others went on from it.
    pub(super) fn forget(&self, asker: u64) {
        let (mut by_number, mut by_place) = (lock(&self.by_number), lock(&self.by_place));
        let numbered = by_number.values.values().filter(|(_, user)| *user == asker).map(|(said, _)| said);
        let placed = by_place.values.iter().filter(|((_, user), _)| *user == asker).map(|(_, (said, _))| said);
        let gone: HashSet<String> = numbered.chain(placed).map(|said| said.question.clone()).collect();
        by_number.retain(|_, (_, user)| *user != asker);
        by_place.retain(|(_, user), _| *user != asker);
        let numbered = by_number.values.values_mut().map(|(said, _)| said);
        for said in numbered.chain(by_place.values.values_mut().map(|(said, _)| said)) {
            said.previous.take_if(|previous| gone.contains(previous));
        }
    }
}

/// The newest of many, by key.
#[derive(Debug)]
struct Kept<K, V> {
    values: HashMap<K, V>,
    order: VecDeque<K>,
}

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self { values: HashMap::new(), order: VecDeque::new() }
    }
}

impl<K: Hash + Eq + Clone, V> Kept<K, V> {
    fn get(&self, key: &K) -> Option<&V> {
        self.values.get(key)
    }

    fn retain(&mut self, keep: impl Fn(&K, &V) -> bool) {
        self.values.retain(|key, value| keep(key, value));
        self.order.retain(|key| self.values.contains_key(key));
    }

    fn put(&mut self, key: K, value: V) {
        if self.values.insert(key.clone(), value).is_some() {
            self.order.retain(|other| *other != key);
        }
        self.order.push_back(key);
        while self.order.len() > MANY {
            if let Some(oldest) = self.order.pop_front() {
                self.values.remove(&oldest);
            }
        }
    }
}

/// A lock that a panic elsewhere does not spoil: the worst that is lost is one remembered question.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::{MANY, Recent, Said};
    use crate::knowledge::EntryId;
    use std::time::Duration;

    fn said(question: &str) -> Said {
        Said { question: question.to_owned(), previous: None }
    }

    #[test]
    fn only_so_many_questions_are_remembered() {
        let recent = Recent::default();
        for number in 0..=MANY as u64 {
            recent.remember(Some(number), 1, number, said("q"));
        }
        assert_eq!(recent.question(0), None);
        assert!(recent.question(MANY as u64).is_some());
        assert_eq!(recent.last(1, 0), None);
        recent.forget(5);
        assert_eq!((recent.last(1, 5), recent.question(5)), (None, None));
    }

    #[test]
    fn who_is_forgotten_is_forgotten_in_the_follow_ups_of_others_too() {
        let recent = Recent::default();
        let after = |question: &str| Said { previous: Some(question.to_owned()), ..said("and tea?") };
        recent.remember(Some(1), 1, 5, said("mine"));
        recent.remember(Some(2), 1, 6, after("mine"));
        recent.remember(Some(3), 2, 6, after("another's"));
        recent.forget(5);
        for found in [recent.question(2), recent.last(1, 6)] {
            assert_eq!(found, Some(said("and tea?")));
        }
        assert_eq!(recent.question(3), Some(after("another's")));
    }

    #[test]
    fn an_answer_is_fresh_once_within_its_time() {
        let (recent, entry) = (Recent::default(), EntryId::parse("a-b").unwrap());
        let fresh = |channel, within| recent.is_fresh(channel, &entry, within);
        assert!(fresh(1, Duration::from_mins(1)));
        recent.had(1, &entry);
        assert!(!fresh(1, Duration::from_mins(1)));
        assert!(fresh(2, Duration::from_mins(1)), "another channel has not had it");
        assert!(fresh(1, Duration::ZERO));
    }
}
